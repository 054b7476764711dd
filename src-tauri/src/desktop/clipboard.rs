//! The clipboard: one object on one thread for the life of the process, because a desktop asks
//! the copying process for the value each time it is pasted. A secret is marked as one, and
//! cleared after its time, on request and at the end, each only if it is still there.

use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use keywright_core::secret::{Fingerprint, Secret};
use serde::Serialize;

/// How long the clipboard may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

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
    Put { text: Secret, secret: bool, reply: SyncSender<Result<bool, Silent>> },
    Clear { reply: SyncSender<Outcome> },
}

/// Gives orders to the clipboard's thread, and waits for its answers.
pub struct Clipboard {
    orders: Sender<Order>,
    time: Duration,
}

impl Clipboard {
    /// Starts the thread on `board`. A secret is cleared after `time`; what became of it is told
    /// to `heard`.
    pub fn start(board: Box<dyn Board>, time: Duration, heard: impl Fn(Outcome) + Send + 'static) -> Self {
        let (orders, taken) = mpsc::channel();
        let keeper = Keeper { board, time, ours: None, heard: Box::new(heard) };
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
    /// [`Silent`] where it is not there; a copy that comes late is cleared again.
    pub fn put(&self, text: Secret, secret: bool) -> Result<bool, Silent> {
        // Without a buffer a reply that nobody waits for fails, and the thread knows it.
        let (reply, answer) = mpsc::sync_channel(0);
        self.orders.send(Order::Put { text, secret, reply }).map_err(|_| Silent)?;
        answer.recv_timeout(PATIENCE).unwrap_or(Err(Silent))
    }

    /// Clears the secret that was put there last, if it still is.
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
    due: Instant,
}

struct Keeper {
    board: Box<dyn Board>,
    time: Duration,
    ours: Option<Ours>,
    heard: Box<dyn Fn(Outcome) + Send>,
}

impl Keeper {
    fn run(mut self, orders: &Receiver<Order>) {
        loop {
            let order = match &self.ours {
                Some(ours) => orders.recv_timeout(ours.due.saturating_duration_since(Instant::now())),
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match order {
                Ok(Order::Put { text, secret, reply }) => self.put(&text, secret, &reply),
                Ok(Order::Clear { reply }) => {
                    // Whoever asked may have stopped waiting; it is cleared all the same.
                    let _ = reply.send(self.clear());
                }
                Err(RecvTimeoutError::Timeout) => {
                    let outcome = self.clear();
                    (self.heard)(outcome);
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.clear();
                    return;
                }
            }
        }
    }

    fn put(&mut self, text: &Secret, secret: bool, reply: &SyncSender<Result<bool, Silent>>) {
        let replaced = self.ours.is_some();
        let put = self.board.put(text.for_clipboard(), secret);
        let arrived = put.and_then(|hinted| match self.board.read()? {
            Some(there) if there.same_as(text) => Ok(hinted),
            _ => Err(Silent),
        });
        if secret && put.is_ok() {
            self.ours = Some(Ours { fingerprint: text.fingerprint(), due: Instant::now() + self.time });
        } else if arrived.is_ok() {
            self.ours = None;
            if replaced {
                (self.heard)(Outcome::Changed);
            }
        }
        if reply.send(arrived).is_err() || (secret && arrived.is_err()) {
            // Nobody was told that it is there, so nobody expects it there.
            self.clear();
        }
    }

    fn clear(&mut self) -> Outcome {
        let Some(ours) = self.ours.take() else { return Outcome::Changed };
        match self.board.read() {
            Ok(Some(there)) if there.fingerprint() == ours.fingerprint => match self.board.clear() {
                Ok(()) => Outcome::Cleared,
                Err(Silent) => Outcome::Failed,
            },
            Ok(_) => Outcome::Changed,
            Err(Silent) => Outcome::Failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Default)]
    struct Desk {
        text: Option<String>,
        hinted: bool,
        silent: bool,
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
            Ok(secret)
        }

        fn read(&mut self) -> Result<Option<Secret>, Silent> {
            let desk = self.0.lock().unwrap();
            if desk.silent { Err(Silent) } else { Ok(desk.text.clone().map(Secret::new)) }
        }

        fn clear(&mut self) -> Result<(), Silent> {
            self.0.lock().unwrap().text = None;
            Ok(())
        }
    }

    impl Paper {
        fn text(&self) -> Option<String> {
            self.0.lock().unwrap().text.clone()
        }

        fn overwrite(&self, text: &str) {
            self.0.lock().unwrap().text = Some(text.into());
        }
    }

    fn start(time: Duration) -> (Clipboard, Paper, Receiver<Outcome>) {
        let paper = Paper::default();
        let (tell, told) = mpsc::channel();
        let heard = move |outcome| tell.send(outcome).unwrap();
        (Clipboard::start(Box::new(paper.clone()), time, heard), paper, told)
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
        paper.0.lock().unwrap().silent = true;
        assert_eq!(clipboard.put(secret(), true), Err(Silent));
        assert_eq!(paper.text(), None);
        paper.0.lock().unwrap().silent = false;
        assert_eq!(clipboard.put(secret(), true), Ok(true), "it works again once it answers");
    }

    #[test]
    fn a_copy_that_comes_too_late_is_taken_back() {
        let paper = Paper::default();
        paper.0.lock().unwrap().slow = Duration::from_millis(100);
        let mut keeper = Keeper { board: Box::new(paper.clone()), time: LONG, ours: None, heard: Box::new(|_| ()) };
        let (reply, answer) = mpsc::sync_channel(0);
        drop(answer);
        keeper.put(&secret(), true, &reply);
        assert_eq!(paper.text(), None);
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
