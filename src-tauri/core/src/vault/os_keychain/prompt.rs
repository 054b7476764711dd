//! *Unlock*: the keychain's own password window, waited for, cancelled, and its late answer used.
//! Knows nothing of items.

#[cfg(test)]
mod tests;

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use zbus::blocking::{Connection, MessageIterator};
use zbus::zvariant::{OwnedObjectPath, OwnedValue};

use super::super::keychain::{KeychainTrouble, Late, PATIENCE, UNLOCK_PATIENCE, Wanted};
use super::linux::{self, Fault, NAME};

const PROMPT: &str = "org.freedesktop.Secret.Prompt";

type Answer = Result<(), KeychainTrouble>;

/// The one password window that may be open, and everybody who waits for it.
pub(super) struct Prompt {
    /// How long the person is waited for.
    patience: Duration,
    turn: Mutex<Turn>,
    changed: Condvar,
}

#[derive(Default)]
struct Turn {
    number: u64,
    running: bool,
    cancelled: bool,
    /// The open window, and since when.
    shown: Option<(Shown, Instant)>,
    answer: Option<Answer>,
    late: Vec<Late>,
}

struct Shown {
    bus: Connection,
    path: OwnedObjectPath,
}

impl Default for Prompt {
    fn default() -> Self {
        Self { patience: UNLOCK_PATIENCE, turn: Mutex::default(), changed: Condvar::new() }
    }
}

impl Prompt {
    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a change until `until`; gives the lock back either way.
    fn wait<'a>(&self, turn: MutexGuard<'a, Turn>, until: Instant) -> MutexGuard<'a, Turn> {
        let left = until.saturating_duration_since(Instant::now());
        self.changed.wait_timeout(turn, left).unwrap_or_else(PoisonError::into_inner).0
    }

    pub(super) fn unlock(self: &Arc<Self>, wanted: &Wanted<'_>, late: Late) -> Answer {
        let begun = Instant::now();
        let mut turn = self.turn();
        while turn.running && turn.cancelled && wanted() {
            if begun.elapsed() >= PATIENCE {
                return Err(KeychainTrouble::Unreachable);
            }
            turn = self.wait(turn, begun + PATIENCE);
        }
        // Under the lock that a cancellation takes next: it is seen here, or finds this unlock running.
        if !wanted() {
            return Err(KeychainTrouble::Locked);
        }
        if !turn.running {
            *turn = Turn { number: turn.number + 1, running: true, ..Turn::default() };
            let prompt = Arc::clone(self);
            let started = thread::Builder::new().name("keychain unlock".into()).spawn(move || prompt.run());
            if started.is_err() {
                turn.running = false;
                return Err(KeychainTrouble::Unreachable);
            }
        }
        let number = turn.number;
        loop {
            if turn.number != number || turn.cancelled {
                return Err(KeychainTrouble::Locked);
            }
            if let Some(answer) = turn.answer {
                return answer;
            }
            // Until the window shows nobody is being waited for, so the short patience holds.
            let (until, otherwise) = match &turn.shown {
                Some((_, since)) => ((*since).max(begun) + self.patience, KeychainTrouble::Locked),
                None => (begun + PATIENCE, KeychainTrouble::Unreachable),
            };
            if Instant::now() >= until {
                turn.late.push(late);
                return Err(otherwise);
            }
            turn = self.wait(turn, until);
        }
    }

    /// Ends the wait at once, and the window as soon as the keychain listens.
    pub(super) fn cancel(&self) {
        let mut turn = self.turn();
        // Also who waits for the end of an earlier window asks again whether it is still wanted.
        self.changed.notify_all();
        if !turn.running {
            return;
        }
        turn.cancelled = true;
        turn.late.clear();
        if let Some((shown, _)) = turn.shown.take() {
            // Fails only where no thread can be made; the window then stays until it is answered.
            let _started = thread::Builder::new().name("keychain dismiss".into()).spawn(move || dismiss(&shown));
        }
    }

    fn run(&self) {
        let answer = self.ask().map_err(KeychainTrouble::from);
        let mut turn = self.turn();
        turn.running = false;
        turn.shown = None;
        turn.answer = Some(answer);
        let late = std::mem::take(&mut turn.late);
        self.changed.notify_all();
        drop(turn);
        if answer.is_ok() {
            late.into_iter().for_each(|late| late());
        }
    }

    fn ask(&self) -> Result<(), Fault> {
        let bus = linux::connect()?;
        let denied = Fault::Trouble(KeychainTrouble::Denied);
        let collection = linux::default_collection(&bus)?.ok_or(denied)?;
        if !linux::locked(&bus, &collection)? {
            return Ok(());
        }
        let heard = listen(&bus)?;
        if let Some(path) = linux::ask_to_unlock(&bus, &collection)? {
            if !self.show(Shown { bus: bus.clone(), path: path.clone() }) {
                return Err(Fault::Trouble(KeychainTrouble::Locked));
            }
            let () = linux::call(&bus, path.as_str(), PROMPT, "Prompt", &("",))?;
            if dismissed(heard, &path)? {
                return Err(denied);
            }
        }
        if linux::locked(&bus, &collection)? { Err(denied) } else { Ok(()) }
    }

    /// Says that the window is about to show; whether it is still wanted.
    fn show(&self, shown: Shown) -> bool {
        let mut turn = self.turn();
        if !turn.cancelled {
            turn.shown = Some((shown, Instant::now()));
            self.changed.notify_all();
        }
        !turn.cancelled
    }
}

fn dismiss(shown: &Shown) {
    // Where the keychain does not take it, the window stays until the person answers it.
    let _best_effort: Result<(), Fault> = linux::call(&shown.bus, shown.path.as_str(), PROMPT, "Dismiss", &());
}

/// Everything said on `bus` from here on, with what prompts and the keychain's going away say.
fn listen(bus: &Connection) -> Result<MessageIterator, Fault> {
    let heard = MessageIterator::from(bus);
    for rule in [
        format!("type='signal',sender='{NAME}',interface='{PROMPT}',member='Completed'"),
        format!("type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{NAME}'"),
    ] {
        bus.call_method(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            Some("org.freedesktop.DBus"),
            "AddMatch",
            &(rule.as_str(),),
        )?;
    }
    Ok(heard)
}

/// Waits until the prompt at `path` is answered: whether it was dismissed.
fn dismissed(heard: MessageIterator, path: &OwnedObjectPath) -> Result<bool, Fault> {
    for message in heard {
        let message = message?;
        let header = message.header();
        if message.message_type() != zbus::message::Type::Signal {
            continue;
        }
        match header.member().map(|member| member.as_str()) {
            Some("Completed") if header.path().is_some_and(|at| at.as_str() == path.as_str()) => {
                let (dismissed, _result): (bool, OwnedValue) = message.body().deserialize()?;
                return Ok(dismissed);
            }
            Some("NameOwnerChanged") => return Err(Fault::Broken),
            _ => {}
        }
    }
    Err(Fault::Broken)
}
