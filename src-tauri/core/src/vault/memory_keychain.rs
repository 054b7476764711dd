//! A keychain in memory that can be put into every state a real one gets into: for the tests and
//! for the bridge that drives them. Counts what is asked of it.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::keychain::{Keychain, KeychainItem, KeychainTrouble, Late, ProbeStep, Probed, Wanted};

/// What the keychain in memory answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoryState {
    /// Everything works.
    #[default]
    Ready,
    /// It is locked; unlocking it shows one prompt, which is confirmed.
    Locked,
    /// It refuses; unlocking it shows one prompt, which is dismissed.
    Denied,
    /// It works, but has lost every item: what a damaged or swapped keychain answers.
    Missing,
    /// It does not answer.
    Unreachable,
    /// Every item reads as other bytes than were written.
    Wrong,
}

/// What was asked of the keychain since it was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Items read, or tried to.
    pub reads: usize,
    /// Items written, or tried to; the probe's own included.
    pub writes: usize,
    /// Items removed, or tried to.
    pub removals: usize,
    /// Prompts shown.
    pub prompts: usize,
}

/// A keychain in memory.
#[derive(Default)]
pub struct MemoryKeychain {
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    state: MemoryState,
    items: HashMap<String, KeychainItem>,
    asked: Asked,
}

impl Inside {
    fn ready(&self) -> Result<(), KeychainTrouble> {
        match self.state {
            MemoryState::Ready | MemoryState::Missing | MemoryState::Wrong => Ok(()),
            MemoryState::Locked => Err(KeychainTrouble::Locked),
            MemoryState::Denied => Err(KeychainTrouble::Denied),
            MemoryState::Unreachable => Err(KeychainTrouble::Unreachable),
        }
    }
}

impl MemoryKeychain {
    /// An empty keychain that is ready.
    pub fn new() -> Self {
        Self::default()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts it into `state`; its items stay.
    pub fn set_state(&self, state: MemoryState) {
        self.inside().state = state;
    }

    /// What was asked of it so far.
    pub fn asked(&self) -> Asked {
        self.inside().asked
    }

    /// How many items it holds.
    pub fn len(&self) -> usize {
        self.inside().items.len()
    }

    /// Whether it holds no item.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for MemoryKeychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inside = self.inside();
        write!(f, "MemoryKeychain({:?}, {} items)", inside.state, inside.items.len())
    }
}

impl Keychain for MemoryKeychain {
    fn ready(&self) -> Result<(), KeychainTrouble> {
        self.inside().ready()
    }

    fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble> {
        let mut inside = self.inside();
        inside.asked.reads += 1;
        inside.ready()?;
        let item = inside.items.get(account).map(KeychainItem::copy_for_the_call);
        Ok(match inside.state {
            MemoryState::Missing => None,
            MemoryState::Wrong => {
                item.map(|item| KeychainItem::new(item.for_keychain().iter().map(|byte| !byte).collect()))
            }
            _ => item,
        })
    }

    fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble> {
        let mut inside = self.inside();
        inside.asked.writes += 1;
        inside.ready()?;
        inside.items.insert(account.to_owned(), item.copy_for_the_call());
        Ok(())
    }

    fn remove(&self, account: &str) -> Result<(), KeychainTrouble> {
        let mut inside = self.inside();
        inside.asked.removals += 1;
        inside.ready()?;
        inside.items.remove(account);
        Ok(())
    }

    fn unlock(&self, wanted: &Wanted<'_>, _late: Late) -> Result<(), KeychainTrouble> {
        if !wanted() {
            return Err(KeychainTrouble::Locked);
        }
        let mut inside = self.inside();
        if matches!(inside.state, MemoryState::Locked | MemoryState::Denied) {
            inside.asked.prompts += 1;
        }
        if inside.state == MemoryState::Locked {
            inside.state = MemoryState::Ready;
        }
        inside.ready()
    }

    fn cancel_unlock(&self) {}

    fn probe(&self) -> Vec<Probed> {
        const ACCOUNT: &str = "probe";
        let test = KeychainItem::new(b"a test item".to_vec());
        let mut probed = Vec::new();
        let mut step = |step, detail: &str, trouble: Option<KeychainTrouble>| {
            probed.push(Probed { step, took: Duration::ZERO, detail: detail.to_owned(), trouble });
            trouble.is_none()
        };
        let ready = self.ready().err();
        let there = ready.filter(|trouble| *trouble == KeychainTrouble::Unreachable);
        let written = || match self.write(ACCOUNT, &test).and_then(|()| self.read(ACCOUNT)) {
            Ok(Some(item)) if item == test => None,
            Ok(_) => Some(KeychainTrouble::Denied),
            Err(trouble) => Some(trouble),
        };
        let _all_tried = step(ProbeStep::Service, "Keychain in memory", there)
            && step(ProbeStep::Collection, "Memory", ready)
            && step(ProbeStep::Write, "", written())
            && step(ProbeStep::Remove, "", self.remove(ACCOUNT).err());
        probed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_item() {
        let keychain = MemoryKeychain::new();
        keychain.write("a", &KeychainItem::new(b"bytes of a key".to_vec())).unwrap();
        assert_eq!(format!("{keychain:?}"), "MemoryKeychain(Ready, 1 items)");
    }

    #[test]
    fn the_probe_stops_where_the_state_says() {
        let keychain = MemoryKeychain::new();
        let steps = |state| {
            keychain.set_state(state);
            let probed = keychain.probe();
            (probed.len(), probed.last().and_then(|step| step.trouble))
        };
        assert_eq!(steps(MemoryState::Ready), (4, None));
        assert_eq!(steps(MemoryState::Unreachable), (1, Some(KeychainTrouble::Unreachable)));
        assert_eq!(steps(MemoryState::Locked), (2, Some(KeychainTrouble::Locked)));
        assert_eq!(steps(MemoryState::Denied), (2, Some(KeychainTrouble::Denied)));
        assert_eq!(steps(MemoryState::Wrong), (3, Some(KeychainTrouble::Denied)));
    }
}
