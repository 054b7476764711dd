//! The clipboard: one object on one thread for the life of the process, because a desktop asks
//! the copying process for the value each time it is pasted. A secret is marked as one, and
//! cleared after its time, on request and at the end, each only if it is still there. What cannot
//! be cleared at once is tried again until it can.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use keywright_core::clock::{Clock, Moment};
use keywright_core::secret::{Fingerprint, Secret};
use serde::Serialize;

/// How long the clipboard may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long until a clear that failed is tried again.
const AGAIN: Duration = Duration::from_secs(5);
/// How long at most is slept while a secret is there: a computer that was suspended is noticed then.
const STEP: Duration = Duration::from_secs(3);

/// A desktop's clipboard. Called from one thread only.
pub trait Board: Send {
    /// Puts `text` there; a secret with the hint that keeps it out of histories, where the
    /// desktop knows one. Answers whether the hint was given.
    ///
    /// # Errors
    /// [`Silent`] where the clipboard does not take it.
    fn put(&mut self, text: &str, secret: bool) -> Result<bool, Silent>;

    /// The text that is there, if there is text.
    ///
    /// # Errors
    /// [`Silent`] where the clipboard does not answer.
    fn read(&mut self) -> Result<Option<Secret>, Silent>;

    /// Leaves it empty.
    ///
    /// # Errors
    /// [`Silent`] where the clipboard does not answer.
    fn clear(&mut self) -> Result<(), Silent>;
}

/// The clipboard did not answer. Says nothing more: a reason can hold what was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent;

/// Why a value is not known to be on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPut {
    /// It is not there.
    Absent,
    /// It may be there: the clipboard stopped answering after it was given a secret. It is cleared as
    /// soon as the clipboard answers.
    Unknown,
}

/// What became of a secret that was to be cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// It is gone from the clipboard.
    Cleared,
    /// The clipboard holds something else by now; nothing was cleared.
    Changed,
    /// The clipboard did not answer; it may still be there.
    Failed,
}

enum Order {
    /// With how long it stays, for a secret.
    Put {
        text: Secret,
        stays: Option<Duration>,
        reply: SyncSender<Result<bool, NotPut>>,
    },
    Clear {
        reply: SyncSender<Outcome>,
    },
}

/// Gives orders to the clipboard's thread, and waits for its answers.
pub struct Clipboard {
    orders: Sender<Order>,
    stay: Box<dyn Fn() -> Duration + Send + Sync>,
    /// How long the secret that was put last stays, in milliseconds.
    stays: AtomicU64,
}

impl Clipboard {
    /// Starts the thread on `board`. A secret is cleared after what `stay` says when it is put there, by whichever
    /// clock says first that it is over; what became of it is told to `heard`.
    pub fn start(
        board: Box<dyn Board>,
        stay: impl Fn() -> Duration + Send + Sync + 'static,
        clock: Arc<dyn Clock>,
        heard: impl Fn(Outcome) + Send + 'static,
    ) -> Self {
        let (orders, taken) = mpsc::channel();
        let keeper = Keeper { board, clock, ours: None, heard: Box::new(heard) };
        // Without the thread every order fails, which is what the person is then told.
        let _ = thread::Builder::new().name("clipboard".into()).spawn(move || keeper.run(&taken));
        Self { orders, stay: Box::new(stay), stays: AtomicU64::default() }
    }

    /// How long the secret that was put last stays.
    pub fn time(&self) -> Duration {
        Duration::from_millis(self.stays.load(Ordering::SeqCst))
    }

    /// Puts `text` on the clipboard, and answers once it has been read back from there;
    /// for a secret, whether it is hinted as one.
    ///
    /// # Errors
    /// [`NotPut`]; a secret that comes late is cleared again.
    pub fn put(&self, text: Secret, secret: bool) -> Result<bool, NotPut> {
        // Without a buffer a reply that nobody waits for fails, and the thread knows it.
        let (reply, answer) = mpsc::sync_channel(0);
        let stays = secret.then(|| (self.stay)());
        if let Some(stays) = stays {
            self.stays.store(u64::try_from(stays.as_millis()).unwrap_or(u64::MAX), Ordering::SeqCst);
        }
        self.orders.send(Order::Put { text, stays, reply }).map_err(|_| NotPut::Absent)?;
        let late = if secret { NotPut::Unknown } else { NotPut::Absent };
        answer.recv_timeout(PATIENCE).unwrap_or(Err(late))
    }

    /// Clears the secret that was put there last, if it still is. Where that fails, it is tried again
    /// until it can be told what became of it.
    pub fn clear(&self) -> Outcome {
        let (reply, answer) = mpsc::sync_channel(0);
        match self.orders.send(Order::Clear { reply }) {
            Ok(()) => answer.recv_timeout(PATIENCE).unwrap_or(Outcome::Failed),
            Err(_) => Outcome::Failed,
        }
    }
}

/// The secret that is to be cleared. Only what it can be known again by is kept.
struct Ours {
    fingerprint: Fingerprint,
    /// By the clock that counts while the computer runs, whatever the wall clock is set to.
    due: Instant,
    /// By the wall clock, which goes on while the computer sleeps.
    due_at: Moment,
    /// How long it was to stay.
    stays: Duration,
    /// That it could not be cleared has been told.
    told: bool,
}

struct Keeper {
    board: Box<dyn Board>,
    clock: Arc<dyn Clock>,
    ours: Option<Ours>,
    heard: Box<dyn Fn(Outcome) + Send>,
}

impl Keeper {
    fn run(mut self, orders: &Receiver<Order>) {
        loop {
            let order = match self.left() {
                Some(left) => orders.recv_timeout(left.min(STEP)),
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(Order::Put { text, stays, reply }) => self.put(&text, stays, &reply),
                Ok(Order::Clear { reply }) => {
                    // Whoever asked may have stopped waiting; it is cleared all the same.
                    let _ = reply.send(self.clear());
                }
                Err(RecvTimeoutError::Timeout) => {
                    if self.left().is_some_and(|left| left.is_zero()) {
                        self.clear_on_time();
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.clear();
                    return;
                }
            }
        }
    }

    /// How long the secret stays yet, while there is one: the shorter of what the two clocks say. Where the wall
    /// clock is set forward, it goes sooner, which does less harm than later.
    fn left(&self) -> Option<Duration> {
        let ours = self.ours.as_ref()?;
        let running = ours.due.saturating_duration_since(Instant::now());
        let wall = ours.due_at.millis().saturating_sub(self.clock.now().millis());
        Some(running.min(Duration::from_millis(u64::try_from(wall).unwrap_or(0))))
    }

    /// A secret of ours that is due in `time` and was to stay for `stays`.
    fn owned(&self, fingerprint: Fingerprint, time: Duration, stays: Duration) -> Ours {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        let due_at = self.clock.now().plus_millis(millis);
        Ours { fingerprint, due: Instant::now() + time, due_at, stays, told: false }
    }

    fn put(&mut self, text: &Secret, stays: Option<Duration>, reply: &SyncSender<Result<bool, NotPut>>) {
        let put = self.board.put(text.for_clipboard(), stays.is_some());
        let there = self.board.read().map(|there| there.is_some_and(|there| there.same_as(text)));
        let arrived = put.and_then(|hinted| if there? { Ok(hinted) } else { Err(Silent) });
        // A desktop can take a value and fail at its hint.
        let placed = put.is_ok() || there == Ok(true);
        let Some(stays) = stays.filter(|_| placed) else {
            if arrived.is_ok() && self.ours.take().is_some() {
                (self.heard)(Outcome::Changed);
            }
            // Nobody may be waiting any more; what is no secret stays all the same.
            let _ = reply.send(arrived.map_err(|Silent| NotPut::Absent));
            return;
        };
        let before = self.ours.replace(self.owned(text.fingerprint(), stays, stays));
        if arrived.is_ok() && reply.send(arrived.map_err(|Silent| NotPut::Absent)).is_ok() {
            return;
        }
        // Nobody was told that it is there, so nobody expects it there.
        let answer = match self.clear() {
            Outcome::Failed => NotPut::Unknown,
            Outcome::Cleared => NotPut::Absent,
            Outcome::Changed => {
                // It never came to lie there; the one before it may lie there yet.
                self.ours = before;
                NotPut::Absent
            }
        };
        if arrived.is_err() {
            let _ = reply.send(Err(answer));
        }
    }

    /// Clears what is ours; where that fails, it stays ours, and is due again soon.
    fn clear(&mut self) -> Outcome {
        let Some(ours) = self.ours.take() else { return Outcome::Changed };
        let outcome = match self.board.read() {
            Ok(Some(there)) if there.fingerprint() == ours.fingerprint => match self.board.clear() {
                Ok(()) => Outcome::Cleared,
                Err(Silent) => Outcome::Failed,
            },
            Ok(_) => Outcome::Changed,
            Err(Silent) => Outcome::Failed,
        };
        if outcome == Outcome::Failed {
            let again = self.owned(ours.fingerprint, AGAIN.min(ours.stays), ours.stays);
            self.ours = Some(Ours { told: ours.told, ..again });
        }
        outcome
    }

    /// Tells what became of it, but of a failure only the first time.
    fn clear_on_time(&mut self) {
        let outcome = self.clear();
        let told = self.ours.as_mut().is_some_and(|ours| std::mem::replace(&mut ours.told, true));
        if !told {
            (self.heard)(outcome);
        }
    }
}

#[cfg(test)]
mod tests;
