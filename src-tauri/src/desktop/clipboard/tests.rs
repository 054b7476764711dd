//! What becomes of a secret on the clipboard, with a board that a test holds.

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
    (Clipboard::start(Box::new(paper.clone()), move || time, clock, heard), paper, told)
}

fn start(time: Duration) -> (Clipboard, Paper, Receiver<Outcome>) {
    start_at(time, clock())
}

fn keeper(paper: &Paper) -> Keeper {
    Keeper { board: Box::new(paper.clone()), clock: clock(), ours: None, heard: Box::new(|_| ()) }
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
fn a_secret_stays_for_as_long_as_is_said_when_it_is_put_there() {
    let paper = Paper::default();
    let (tell, told) = mpsc::channel();
    let stay = Arc::new(Mutex::new(LONG));
    let asked = Arc::clone(&stay);
    let heard = move |outcome| {
        let _ = tell.send(outcome);
    };
    let clipboard = Clipboard::start(Box::new(paper.clone()), move || *asked.lock().unwrap(), clock(), heard);
    clipboard.put(secret(), true).unwrap();
    assert_eq!(clipboard.time(), LONG);
    *stay.lock().unwrap() = SHORT;
    assert_eq!(told.recv_timeout(SHORT * 4), Err(mpsc::RecvTimeoutError::Timeout), "what lies there keeps its time");
    clipboard.put(secret(), true).unwrap();
    assert_eq!(clipboard.time(), SHORT);
    assert_eq!(told.recv_timeout(PATIENCE), Ok(Outcome::Cleared));
    clipboard.put(Secret::new("https://api.example".into()), false).unwrap();
    assert_eq!(clipboard.time(), SHORT, "what is no secret has no time");
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
    keeper.put(&secret(), Some(LONG), &reply);
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
    let clipboard = Clipboard::start(Box::new(Full(paper.clone())), || LONG, clock(), |_| ());
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
    keeper.ours = Some(keeper.owned(secret().fingerprint(), LONG, LONG));
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
