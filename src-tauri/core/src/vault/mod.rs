//! The master key and what is done with it: key slots, seals, marks.
//! Knows nothing of the database: slots and sealed bytes come in and go out as values.
//!
//! [`founding`] alone makes keys and writes to a keychain; everything here only reads one.

mod cipher;
mod founding;
pub mod keychain;
mod keys;
mod lane;
pub mod memory_keychain;
pub mod os_keychain;
pub mod seal;
pub mod slot;
mod status;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

pub use founding::{Founding, Protection};
pub use keys::Keys;
pub use seal::{Binding, Sealed};
pub use slot::{Kdf, KeySlot, SlotKind};
pub use status::{KeyState, KeyStatus};

use crate::clock::Moment;
use crate::error::{Error, KeyTrouble, Result};
use crate::ids::VaultId;
use crate::rng::Rng;
use crate::secret::Passphrase;
use cipher::Key;
use keychain::{Keychain, PATIENCE};

/// How long after its patience a keychain call may still be on its way to saying so.
const GRACE: Duration = Duration::from_millis(250);

/// Called when the key status changes.
type Listener = Arc<dyn Fn() + Send + Sync>;

/// A vault's keys: where they are, and how this account comes by them. Once had, they stay
/// until [`Vault::forget`].
pub struct Vault(Arc<Inner>);

struct Inner {
    id: VaultId,
    epoch: u32,
    key_check: [u8; 32],
    /// This account's slots alone.
    slots: Vec<KeySlot>,
    keychain: Arc<dyn Keychain>,
    phase: Mutex<Phase>,
    settled: Condvar,
    listener: Mutex<Option<Listener>>,
}

struct Phase {
    state: KeyState,
    since: Option<Moment>,
    keys: Option<Arc<Keys>>,
    /// Counts what was begun, so that an answer nobody waits for any more changes nothing.
    begun: u64,
    /// Counts the cancellations, so that one reaches an unlock that has not come to its window yet.
    cancelled: u64,
}

impl Vault {
    /// Makes a vault's first master key. With a keychain, a new item is written, read back,
    /// compared, and only then used; on any failure it is removed again. The caller makes sure
    /// that no vault is there yet.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] for a passphrase that is too short, [`Error::Key`] where the
    /// keychain does not take the item, or as [`Rng::fill`]; then nothing was made.
    pub fn found(
        id: VaultId,
        protection: Protection,
        owner: &str,
        now: Moment,
        keychain: Arc<dyn Keychain>,
        rng: &dyn Rng,
    ) -> Result<Founding> {
        founding::found(id, &protection, owner, now, keychain, rng)
    }

    /// A vault from what the database keeps of it. Asks no keychain: [`Vault::begin_opening`] does.
    pub fn of_slots(
        id: VaultId,
        epoch: u32,
        key_check: [u8; 32],
        slots: Vec<KeySlot>,
        account: &str,
        keychain: Arc<dyn Keychain>,
    ) -> Self {
        let slots: Vec<_> = slots.into_iter().filter(|slot| slot.owner == account).collect();
        let state = if has(&slots, SlotKind::Keychain) {
            KeyState::Locked
        } else if has(&slots, SlotKind::Passphrase) {
            KeyState::PassphraseNeeded
        } else {
            KeyState::Missing
        };
        Self(Arc::new(Inner {
            id,
            epoch,
            key_check,
            slots,
            keychain,
            phase: Mutex::new(Phase { state, since: None, keys: None, begun: 0, cancelled: 0 }),
            settled: Condvar::new(),
            listener: Mutex::new(None),
        }))
    }

    /// The vault's identity.
    pub fn id(&self) -> VaultId {
        self.0.id
    }

    /// The number of the master key in use.
    pub fn epoch(&self) -> u32 {
        self.0.epoch
    }

    /// Has `listener` called, from any thread and under no lock, whenever the status changes.
    pub fn on_change(&self, listener: Box<dyn Fn() + Send + Sync>) {
        *self.0.listener.lock().unwrap_or_else(PoisonError::into_inner) = Some(listener.into());
    }

    /// Where the key is. Asks nothing.
    pub fn status(&self) -> KeyStatus {
        let phase = self.0.phase();
        KeyStatus {
            state: phase.state,
            has_keychain: has(&self.0.slots, SlotKind::Keychain),
            has_passphrase: has(&self.0.slots, SlotKind::Passphrase),
            since: phase.since,
        }
    }

    /// Begins to ask the keychain for the key, on a thread of its own and without a prompt.
    /// Does nothing where the key is at hand, is being asked for, or is in no keychain.
    pub fn begin_opening(&self, now: Moment) {
        self.0.begin_opening(now);
    }

    /// Asks the keychain for the key, without a prompt, and waits for its answer, or as long as
    /// a keychain is waited for at most.
    pub fn open(&self, now: Moment) -> KeyStatus {
        self.0.begin_opening(now);
        drop(self.0.settle(None));
        self.status()
    }

    /// Has the keychain ask for its password where it is locked, waits for the person, and opens.
    /// An answer that comes after nobody waits any more opens all the same.
    pub fn unlock(&self, now: Moment) -> KeyStatus {
        let before = self.0.phase().cancelled;
        self.0.begin_opening(now);
        drop(self.0.settle(Some(before)));
        if !matches!(self.status().state, KeyState::Locked | KeyState::Denied) {
            return self.status();
        }
        let wanted = || self.0.phase().cancelled == before;
        let inner = Arc::downgrade(&self.0);
        let late = Box::new(move || {
            if let Some(inner) = inner.upgrade() {
                inner.begin_opening(now);
            }
        });
        match self.0.keychain.unlock(&wanted, late) {
            Ok(()) => self.open(now),
            Err(trouble) => {
                self.0.enter(trouble.into(), now);
                self.status()
            }
        }
    }

    /// Ends the wait of a running [`Vault::unlock`], however far it has come.
    pub fn cancel_unlock(&self) {
        self.0.phase().cancelled += 1;
        self.0.settled.notify_all();
        self.0.keychain.cancel_unlock();
    }

    /// Opens with the passphrase. Takes as long as the key derivation does.
    ///
    /// # Errors
    /// [`KeyTrouble::PassphraseWrong`], [`KeyTrouble::Wrong`] where it opens a slot of another key,
    /// [`Error::NotVouched`] where the slot's parameters cannot be ours, [`Error::NotFound`] where
    /// this account has no passphrase.
    pub fn unlock_with_passphrase(&self, passphrase: &Passphrase, now: Moment) -> Result<()> {
        let mut outcome = Err(Error::NotFound("passphrase for this vault"));
        for slot in self.0.slots.iter().filter(|slot| slot.kind == SlotKind::Passphrase) {
            let wrapping = slot.derive(passphrase)?;
            outcome = if slot.unwrap(self.0.id, &wrapping).is_none() {
                Err(Error::Key(KeyTrouble::PassphraseWrong))
            } else {
                self.0.keys_of(slot, &wrapping).map_err(|_| Error::Key(KeyTrouble::Wrong))
            };
            if outcome.is_ok() {
                break;
            }
        }
        self.take(outcome?, now);
        Ok(())
    }

    /// The keys. Where they are being asked for, waits for the answer, or as long as a keychain
    /// is waited for at most.
    ///
    /// # Errors
    /// [`Error::Key`] with the reason why they are not at hand.
    pub fn keys(&self) -> Result<Arc<Keys>> {
        let phase = self.0.settle(None);
        match &phase.keys {
            Some(keys) => Ok(Arc::clone(keys)),
            None => Err(Error::Key(phase.state.trouble().unwrap_or(KeyTrouble::Unreachable))),
        }
    }

    /// The keys where they are at hand; waits for nothing.
    pub fn keys_at_hand(&self) -> Option<Arc<Keys>> {
        self.0.phase().keys.clone()
    }

    /// Forgets the keys, for an application lock: from now on they must be asked for again.
    /// Whoever still holds them finishes with them.
    pub fn forget(&self, now: Moment) {
        let state = if has(&self.0.slots, SlotKind::Keychain) { KeyState::Locked } else { KeyState::PassphraseNeeded };
        let mut phase = self.0.phase();
        phase.begun += 1;
        phase.keys = None;
        phase.state = state;
        phase.since = Some(now);
        self.0.say(phase);
    }

    fn take(&self, keys: Keys, now: Moment) {
        let mut phase = self.0.phase();
        phase.begun += 1;
        phase.keys = Some(Arc::new(keys));
        phase.state = KeyState::Ready;
        phase.since = Some(now);
        self.0.say(phase);
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({}, {:?})", self.0.id, self.status().state)
    }
}

impl Inner {
    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the phase back, wakes who waits for it, and tells the listener.
    fn say(&self, phase: MutexGuard<'_, Phase>) {
        drop(phase);
        self.settled.notify_all();
        let listener = self.listener.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(listener) = listener {
            listener();
        }
    }

    /// The phase once nothing is being asked, or once no answer can come any more; for an unlock, also once it
    /// was cancelled, which shows in that the cancellations are no longer as many as `before`.
    fn settle(&self, before: Option<u64>) -> MutexGuard<'_, Phase> {
        let until = Instant::now() + PATIENCE + GRACE;
        let mut phase = self.phase();
        while phase.state == KeyState::Opening && before.is_none_or(|before| before == phase.cancelled) {
            let Some(left) = until.checked_duration_since(Instant::now()) else { break };
            phase = self.settled.wait_timeout(phase, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        phase
    }

    /// Enters a state without keys, unless the keys have come meanwhile or are being asked for.
    fn enter(&self, state: KeyState, now: Moment) {
        let mut phase = self.phase();
        if phase.keys.is_none() && phase.state != KeyState::Opening {
            phase.state = state;
            phase.since = Some(now);
            self.say(phase);
        }
    }

    fn begin_opening(self: &Arc<Self>, now: Moment) {
        let mut phase = self.phase();
        if phase.keys.is_some() || phase.state == KeyState::Opening || !has(&self.slots, SlotKind::Keychain) {
            return;
        }
        phase.begun += 1;
        phase.state = KeyState::Opening;
        phase.since = Some(now);
        let begun = phase.begun;
        self.say(phase);
        let inner = Arc::clone(self);
        let started = thread::Builder::new().name("vault opening".into()).spawn(move || {
            let answer = inner.ask();
            inner.answered(begun, answer);
        });
        if started.is_err() {
            self.answered(begun, Err(KeyState::Unreachable));
        }
    }

    fn answered(&self, begun: u64, answer: Result<Keys, KeyState>) {
        let mut phase = self.phase();
        if phase.begun != begun {
            return;
        }
        match answer {
            Ok(keys) => {
                phase.keys = Some(Arc::new(keys));
                phase.state = KeyState::Ready;
            }
            Err(state) => phase.state = state,
        }
        self.say(phase);
    }

    /// Asks the keychain for each of this account's items: the first that opens, else what the first
    /// answered. One that does not answer is not asked on.
    fn ask(&self) -> Result<Keys, KeyState> {
        let mut first = None;
        for slot in self.slots.iter().filter(|slot| slot.kind == SlotKind::Keychain) {
            match self.ask_for(slot) {
                Ok(keys) => return Ok(keys),
                Err(KeyState::Unreachable) => return Err(KeyState::Unreachable),
                Err(state) => first = first.or(Some(state)),
            }
        }
        Err(first.unwrap_or(KeyState::Missing))
    }

    fn ask_for(&self, slot: &KeySlot) -> Result<Keys, KeyState> {
        let item = self.keychain.read(&slot.account(self.id))?.ok_or(KeyState::Missing)?;
        let wrapping = Key::from_bytes(item.for_unwrapping()).ok_or(KeyState::Wrong)?;
        self.keys_of(slot, &wrapping)
    }

    /// The keys in `slot`: [`KeyState::Wrong`] where `wrapping` does not open it, or what is in it is another vault's.
    fn keys_of(&self, slot: &KeySlot, wrapping: &Key) -> Result<Keys, KeyState> {
        slot.unwrap(self.id, wrapping)
            .and_then(|master| Keys::derive(&master, self.id, self.epoch).ok())
            .filter(|keys| keys.answer_to(&self.key_check))
            .ok_or(KeyState::Wrong)
    }
}

fn has(slots: &[KeySlot], kind: SlotKind) -> bool {
    slots.iter().any(|slot| slot.kind == kind)
}
