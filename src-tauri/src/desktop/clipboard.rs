//! The clipboard: one object on one thread for the life of the process, because a desktop asks
//! the copying process for the value each time it is pasted. A secret is marked as one, and
//! cleared after its time, on request and at the end, each only if it is still there. What cannot
//! be cleared at once is tried again until it can.

use std::sync::Arc;
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
    Put { text: Secret, secret: bool, reply: SyncSender<Result<bool, NotPut>> },
    Clear { reply: SyncSender<Outcome> },
}

/// Gives orders to the clipboard's thread, and waits for its answers.
pub struct Clipboard {
    orders: Sender<Order>,
    time: Duration,
}

impl Clipboard {
    /// Starts the thread on `board`. A secret is cleared after `time`, by whichever clock says first
    /// that it is over; what became of it is told to `heard`.
    pub fn start(
        board: Box<dyn Board>,
        time: Duration,
        clock: Arc<dyn Clock>,
        heard: impl Fn(Outcome) + Send + 'static,
    ) -> Self {
        let (orders, taken) = mpsc::channel();
        let keeper = Keeper { board, time, clock, ours: None, heard: Box::new(heard) };
        // Without the thread every order fails, which is what the person is then told.
        let _ = thread::Builder::new().name("clipboard".into()).spawn(move || keeper.run(&taken));
        Self { orders, time }
    }

    /// How long a secret stays.
    pub fn time(&self) -> Duration {
        self.time
    }

    /// Puts `text` on the clipboard, and answers once it has been read back from there;
    /// for a secret, whether it is hinted as one.
    ///
    /// # Errors
    /// [`NotPut`]; a secret that comes late is cleared again.
    pub fn put(&self, text: Secret, secret: bool) -> Result<bool, NotPut> {
        // Without a buffer a reply that nobody waits for fails, and the thread knows it.
        let (reply, answer) = mpsc::sync_channel(0);
        self.orders.send(Order::Put { text, secret, reply }).map_err(|_| NotPut::Absent)?;
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
    /// That it could not be cleared has been told.
    told: bool,
}

struct Keeper {
    board: Box<dyn Board>,
    time: Duration,
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
                Ok(Order::Put { text, secret, reply }) => self.put(&text, secret, &reply),
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

    fn owned(&self, fingerprint: Fingerprint, time: Duration) -> Ours {
        let millis = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        Ours { fingerprint, due: Instant::now() + time, due_at: self.clock.now().plus_millis(millis), told: false }
    }

    fn put(&mut self, text: &Secret, secret: bool, reply: &SyncSender<Result<bool, NotPut>>) {
        let put = self.board.put(text.for_clipboard(), secret);
        let there = self.board.read().map(|there| there.is_some_and(|there| there.same_as(text)));
        let arrived = put.and_then(|hinted| if there? { Ok(hinted) } else { Err(Silent) });
        // A desktop can take a value and fail at its hint.
        let placed = put.is_ok() || there == Ok(true);
        if !secret || !placed {
            if arrived.is_ok() && self.ours.take().is_some() {
                (self.heard)(Outcome::Changed);
            }
            // Nobody may be waiting any more; what is no secret stays all the same.
            let _ = reply.send(arrived.map_err(|Silent| NotPut::Absent));
            return;
        }
        let before = self.ours.replace(self.owned(text.fingerprint(), self.time));
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
            self.ours = Some(Ours { told: ours.told, ..self.owned(ours.fingerprint, AGAIN.min(self.time)) });
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
mod tests {
    use std::sync::Mutex;

    use keywright_core::clock::SetClock;

    use super::*;

    #[derive(Default)]
    struct Desk {
        text: Option<String>,
        hinted: bool,
        silent: bool,
        /// It answers, but for clearing.
        stuck: bool,
        /// It takes what is put, and answers no more.
        silent_after_put: bool,
        slow: Duration,
    }

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Desk>>);

    impl Board for Paper {
        fn put(&mut self, text: &str, secret: bool) -> Result<bool, Silent> {
            thread::sleep(self.0.lock().unwrap().slow);
            let mut desk = self.0.lock().unwrap();
            if desk.silent {
                return Err(Silent);
            }
            desk.text = Some(text.into());
            desk.hinted = secret;
            desk.silent = desk.silent_after_put;
            Ok(secret)
        }

        fn read(&mut self) -> Result<Option<Secret>, Silent> {
            let desk = self.0.lock().unwrap();
            if desk.silent { Err(Silent) } else { Ok(desk.text.clone().map(Secret::new)) }
        }

        fn clear(&mut self) -> Result<(), Silent> {
            let mut desk = self.0.lock().unwrap();
            if desk.silent || desk.stuck {
                return Err(Silent);
            }
            desk.text = None;
            Ok(())
        }
    }

    impl Paper {
        fn text(&self) -> Option<String> {
            self.0.lock().unwrap().text.clone()
        }

        fn set(&self, change: impl FnOnce(&mut Desk)) {
            change(&mut self.0.lock().unwrap());
        }

        fn overwrite(&self, text: &str) {
            self.0.lock().unwrap().text = Some(text.into());
        }
    }

    fn clock() -> Arc<SetClock> {
        Arc::new(SetClock::at(Moment::from_millis(1_700_000_000_000)))
    }

    fn start_at(time: Duration, clock: Arc<SetClock>) -> (Clipboard, Paper, Receiver<Outcome>) {
        let paper = Paper::default();
        let (tell, told) = mpsc::channel();
        // The end of the test ends the listening before the thread.
        let heard = move |outcome| {
            let _ = tell.send(outcome);
        };
        (Clipboard::start(Box::new(paper.clone()), time, clock, heard), paper, told)
    }

    fn start(time: Duration) -> (Clipboard, Paper, Receiver<Outcome>) {
        start_at(time, clock())
    }

    fn keeper(paper: &Paper) -> Keeper {
        Keeper { board: Box::new(paper.clone()), time: LONG, clock: clock(), ours: None, heard: Box::new(|_| ()) }
    }

    fn secret() -> Secret {
        Secret::new("e61e92fb-bfd9-4cef-9b21-6f1e8211b77b".into())
    }

    const LONG: Duration = Duration::from_secs(45);
    const SHORT: Duration = Duration::from_millis(30);

    #[test]
    fn a_secret_is_there_hinted_and_gone_after_its_time() {
        let (clipboard, paper, told) = start(SHORT);
        assert_eq!(clipboard.put(secret(), true), Ok(true));
        assert!(paper.0.lock().unwrap().hinted);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Cleared));
        assert_eq!(paper.text(), None);
    }

    #[test]
    fn what_another_program_copied_meanwhile_stays() {
        let (clipboard, paper, told) = start(SHORT);
        clipboard.put(secret(), true).unwrap();
        paper.overwrite("another's");
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Changed));
        assert_eq!(paper.text().as_deref(), Some("another's"));
    }

    #[test]
    fn clear_now_clears_once_and_only_what_is_ours() {
        let (clipboard, paper, _told) = start(LONG);
        clipboard.put(secret(), true).unwrap();
        assert_eq!(clipboard.clear(), Outcome::Cleared);
        paper.overwrite("another's");
        assert_eq!(clipboard.clear(), Outcome::Changed);
        assert_eq!(paper.text().as_deref(), Some("another's"));
    }

    #[test]
    fn what_is_no_secret_stays_unhinted_and_ends_the_countdown() {
        let (clipboard, paper, told) = start(LONG);
        clipboard.put(secret(), true).unwrap();
        assert_eq!(clipboard.put(Secret::new("https://api.example".into()), false), Ok(false));
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Changed));
        assert_eq!(clipboard.clear(), Outcome::Changed);
        assert_eq!(paper.text().as_deref(), Some("https://api.example"));
    }

    #[test]
    fn a_silent_clipboard_is_told_and_copies_nothing() {
        let (clipboard, paper, _told) = start(LONG);
        paper.set(|desk| desk.silent = true);
        assert_eq!(clipboard.put(secret(), true), Err(NotPut::Absent));
        assert_eq!(paper.text(), None);
        paper.set(|desk| desk.silent = false);
        assert_eq!(clipboard.put(secret(), true), Ok(true), "it works again once it answers");
    }

    #[test]
    fn a_copy_that_comes_too_late_is_taken_back() {
        let paper = Paper::default();
        paper.set(|desk| desk.slow = Duration::from_millis(100));
        let mut keeper = keeper(&paper);
        let (reply, answer) = mpsc::sync_channel(0);
        drop(answer);
        keeper.put(&secret(), true, &reply);
        assert_eq!(paper.text(), None);
    }

    #[test]
    fn a_clear_that_failed_is_told_once_and_tried_until_it_is_done() {
        let (clipboard, paper, told) = start(SHORT);
        paper.set(|desk| desk.stuck = true);
        clipboard.put(secret(), true).unwrap();
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Failed));
        assert!(told.recv_timeout(5 * SHORT).is_err(), "the same failure was told again");
        assert!(paper.text().is_some());
        paper.set(|desk| desk.stuck = false);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Cleared));
        assert_eq!(paper.text(), None);
    }

    #[test]
    fn clear_now_that_failed_is_not_the_last_try() {
        let (clipboard, paper, told) = start(LONG);
        clipboard.put(secret(), true).unwrap();
        paper.set(|desk| desk.silent = true);
        assert_eq!(clipboard.clear(), Outcome::Failed);
        paper.set(|desk| desk.silent = false);
        assert_eq!(clipboard.clear(), Outcome::Cleared);
        assert_eq!(paper.text(), None);
        assert!(told.try_recv().is_err(), "whoever asked was told already");
    }

    #[test]
    fn a_secret_that_may_be_there_is_said_so_and_cleared_once_the_clipboard_answers() {
        let (clipboard, paper, told) = start(SHORT);
        paper.set(|desk| desk.silent_after_put = true);
        assert_eq!(clipboard.put(secret(), true), Err(NotPut::Unknown));
        assert!(paper.text().is_some());
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Failed));
        paper.set(|desk| desk.silent = false);
        assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Cleared));
        assert_eq!(paper.text(), None);
    }

    #[test]
    fn a_secret_that_never_came_to_lie_there_leaves_the_one_before_it_owned() {
        struct Full(Paper);
        impl Board for Full {
            fn put(&mut self, text: &str, secret: bool) -> Result<bool, Silent> {
                if self.0.text().is_some() { Ok(secret) } else { self.0.put(text, secret) }
            }
            fn read(&mut self) -> Result<Option<Secret>, Silent> {
                self.0.read()
            }
            fn clear(&mut self) -> Result<(), Silent> {
                self.0.clear()
            }
        }
        let paper = Paper::default();
        let clipboard = Clipboard::start(Box::new(Full(paper.clone())), LONG, clock(), |_| ());
        clipboard.put(secret(), true).unwrap();
        assert_eq!(clipboard.put(Secret::new("another secret".into()), true), Err(NotPut::Absent));
        assert_eq!(clipboard.clear(), Outcome::Cleared);
        assert_eq!(paper.text(), None);
    }

    #[test]
    fn the_time_passes_while_the_computer_sleeps() {
        let clock = clock();
        let (clipboard, paper, told) = start_at(LONG, Arc::clone(&clock));
        clipboard.put(secret(), true).unwrap();
        clock.set(clock.now().plus_millis(46_000));
        assert_eq!(told.recv_timeout(STEP + PATIENCE), Ok(Outcome::Cleared));
        assert_eq!(paper.text(), None);
    }

    #[test]
    fn a_wall_clock_that_is_set_back_keeps_nothing_longer() {
        let paper = Paper::default();
        let clock = clock();
        let mut keeper = Keeper { clock: Arc::clone(&clock) as _, ..keeper(&paper) };
        assert_eq!(keeper.left(), None, "nothing is there, so nothing is waited for");
        keeper.ours = Some(keeper.owned(secret().fingerprint(), LONG));
        clock.set(clock.now().plus_millis(-86_400_000));
        assert!(keeper.left().unwrap() <= LONG);
        clock.set(clock.now().plus_millis(2 * 86_400_000));
        assert_eq!(keeper.left(), Some(Duration::ZERO));
    }

    #[test]
    fn the_end_of_the_application_clears_it() {
        let (clipboard, paper, _told) = start(LONG);
        clipboard.put(secret(), true).unwrap();
        drop(clipboard);
        let begun = Instant::now();
        while paper.text().is_some() && begun.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(paper.text(), None);
    }
}
