//! The password window of a keychain that does what the test says: confirmed, dismissed, left
//! alone, or gone while it shows. Its bus is real; gnome-keyring has no window without a screen.

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use zbus::zvariant::Value;

use super::*;

const INSIDE: &str = "KEYWRIGHT_TEST_INSIDE";
const SECOND: Duration = Duration::from_secs(1);
const COLLECTION: &str = "/org/freedesktop/secrets/collection/login";
const WINDOW: &str = "/org/freedesktop/secrets/prompt/p1";

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// Ends this process where a bus or a keychain keeps it waiting for ever: that is a failure, not a hang.
fn give_up_after(patience: Duration) {
    thread::spawn(move || {
        thread::sleep(patience);
        eprintln!("nothing came of it within {patience:?}");
        std::process::exit(1);
    });
}

/// Runs `body` as the test `test` again, in a process on a bus of its own.
fn inside(test: &str, body: impl FnOnce(&Keyring)) {
    if std::env::var(INSIDE).as_deref() == Ok(test) {
        give_up_after(60 * SECOND);
        body(&Keyring::start());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("bus.conf");
    fs::write(&config, BUS).unwrap();
    let status = Command::new("dbus-run-session")
        .arg(format!("--config-file={}", config.display()))
        .arg("--")
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{}::{test}", module_path!().split_once("::").unwrap().1), "--nocapture"])
        .env(INSIDE, test)
        .status()
        .expect("the package dbus is needed for this test");
    assert!(status.success(), "{test} failed inside its session");
}

#[derive(Default)]
struct Inside {
    locked: AtomicBool,
    asked: AtomicUsize,
    shown: AtomicUsize,
    dismissed: AtomicUsize,
}

fn path(path: &'static str) -> OwnedObjectPath {
    OwnedObjectPath::try_from(path).unwrap()
}

struct Root(Arc<Inside>);

#[zbus::interface(name = "org.freedesktop.Secret.Service")]
impl Root {
    fn read_alias(&self, _name: &str) -> OwnedObjectPath {
        path(COLLECTION)
    }

    fn unlock(&self, _collections: Vec<OwnedObjectPath>) -> (Vec<OwnedObjectPath>, OwnedObjectPath) {
        self.0.asked.fetch_add(1, Ordering::SeqCst);
        (Vec::new(), path(WINDOW))
    }
}

struct Collection(Arc<Inside>);

#[zbus::interface(name = "org.freedesktop.Secret.Collection")]
impl Collection {
    #[zbus(property)]
    fn locked(&self) -> bool {
        self.0.locked.load(Ordering::SeqCst)
    }
}

struct Window(Arc<Inside>);

#[zbus::interface(name = "org.freedesktop.Secret.Prompt")]
impl Window {
    fn prompt(&self, _window: &str) {
        self.0.shown.fetch_add(1, Ordering::SeqCst);
    }

    async fn dismiss(&self, #[zbus(connection)] bus: &zbus::Connection) {
        self.0.dismissed.fetch_add(1, Ordering::SeqCst);
        bus.emit_signal(None::<&str>, WINDOW, PROMPT, "Completed", &(true, Value::from(""))).await.unwrap();
    }
}

/// A keychain that is locked, and whose window the test answers.
struct Keyring {
    inside: Arc<Inside>,
    bus: Connection,
}

impl Keyring {
    fn start() -> Self {
        let inside = Arc::new(Inside::default());
        inside.locked.store(true, Ordering::SeqCst);
        let bus = zbus::blocking::connection::Builder::session()
            .unwrap()
            .serve_at("/org/freedesktop/secrets", Root(inside.clone()))
            .unwrap()
            .serve_at(COLLECTION, Collection(inside.clone()))
            .unwrap()
            .serve_at(WINDOW, Window(inside.clone()))
            .unwrap()
            .name(NAME)
            .unwrap()
            .build()
            .unwrap();
        Self { inside, bus }
    }

    fn complete(&self, dismissed: bool) {
        self.inside.locked.store(dismissed, Ordering::SeqCst);
        self.bus.emit_signal(None::<&str>, WINDOW, PROMPT, "Completed", &(dismissed, Value::from(""))).unwrap();
    }

    fn await_windows(&self, windows: usize) {
        until(|| self.inside.shown.load(Ordering::SeqCst) == windows);
    }
}

fn until(holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < 10 * SECOND, "it did not come to hold");
        thread::sleep(Duration::from_millis(5));
    }
}

fn prompt(patience: Duration) -> Arc<Prompt> {
    Arc::new(Prompt { patience, ..Prompt::default() })
}

const ALWAYS: fn() -> bool = || true;

fn unused() -> Late {
    Box::new(|| panic!("nobody was late"))
}

#[test]
fn confirmed_unlocks_everybody_who_waits_with_one_window() {
    inside("confirmed_unlocks_everybody_who_waits_with_one_window", |keyring| {
        let prompt = prompt(60 * SECOND);
        thread::scope(|scope| {
            let waiting: Vec<_> = (0..5).map(|_| scope.spawn(|| prompt.unlock(&ALWAYS, unused()))).collect();
            keyring.await_windows(1);
            // All five wait by now, or find the answer that was given to the others.
            thread::sleep(SECOND / 5);
            keyring.complete(false);
            for waiting in waiting {
                assert_eq!(waiting.join().unwrap(), Ok(()));
            }
        });
        assert_eq!(keyring.inside.asked.load(Ordering::SeqCst), 1);
        assert_eq!(prompt.unlock(&ALWAYS, unused()), Ok(()), "it is open: nothing to ask");
        assert_eq!(keyring.inside.shown.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn dismissed_is_denied_and_the_next_act_asks_again() {
    inside("dismissed_is_denied_and_the_next_act_asks_again", |keyring| {
        let prompt = prompt(60 * SECOND);
        for windows in 1..=2 {
            thread::scope(|scope| {
                let waiting = scope.spawn(|| prompt.unlock(&ALWAYS, unused()));
                keyring.await_windows(windows);
                keyring.complete(true);
                assert_eq!(waiting.join().unwrap(), Err(KeychainTrouble::Denied));
            });
        }
    });
}

#[test]
fn cancelled_returns_at_once_and_takes_the_window_down() {
    inside("cancelled_returns_at_once_and_takes_the_window_down", |keyring| {
        let prompt = prompt(60 * SECOND);
        prompt.cancel();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| prompt.unlock(&ALWAYS, unused()));
            keyring.await_windows(1);
            let begun = Instant::now();
            prompt.cancel();
            assert_eq!(waiting.join().unwrap(), Err(KeychainTrouble::Locked));
            assert!(begun.elapsed() < SECOND, "took {:?}", begun.elapsed());
        });
        until(|| keyring.inside.dismissed.load(Ordering::SeqCst) == 1);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| prompt.unlock(&ALWAYS, unused()));
            keyring.await_windows(2);
            keyring.complete(false);
            assert_eq!(waiting.join().unwrap(), Ok(()));
        });
    });
}

#[test]
fn what_is_no_longer_wanted_opens_no_window() {
    inside("what_is_no_longer_wanted_opens_no_window", |keyring| {
        let prompt = prompt(60 * SECOND);
        assert_eq!(prompt.unlock(&|| false, unused()), Err(KeychainTrouble::Locked));
        thread::scope(|scope| {
            let waiting = scope.spawn(|| prompt.unlock(&ALWAYS, unused()));
            keyring.await_windows(1);
            keyring.complete(false);
            assert_eq!(waiting.join().unwrap(), Ok(()));
        });
        assert_eq!(keyring.inside.asked.load(Ordering::SeqCst), 1, "only the second was asked for");
    });
}

#[test]
fn confirmed_late_is_used_and_a_second_act_opens_no_second_window() {
    inside("confirmed_late_is_used_and_a_second_act_opens_no_second_window", |keyring| {
        let prompt = prompt(SECOND / 2);
        let late = Arc::new(AtomicUsize::new(0));
        for _ in 0..2 {
            let late = Arc::clone(&late);
            let begun = Instant::now();
            let answer = prompt.unlock(
                &ALWAYS,
                Box::new(move || {
                    late.fetch_add(1, Ordering::SeqCst);
                }),
            );
            assert_eq!(answer, Err(KeychainTrouble::Locked));
            assert!(begun.elapsed() >= SECOND / 2 && begun.elapsed() < 4 * SECOND, "took {:?}", begun.elapsed());
        }
        assert_eq!(late.load(Ordering::SeqCst), 0);
        keyring.complete(false);
        until(|| late.load(Ordering::SeqCst) == 2);
        assert_eq!(keyring.inside.shown.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_keychain_that_goes_away_while_its_window_shows_is_unreachable() {
    inside("a_keychain_that_goes_away_while_its_window_shows_is_unreachable", |keyring| {
        let prompt = prompt(60 * SECOND);
        thread::scope(|scope| {
            let waiting = scope.spawn(|| prompt.unlock(&ALWAYS, unused()));
            keyring.await_windows(1);
            let begun = Instant::now();
            keyring.bus.release_name(NAME).unwrap();
            assert_eq!(waiting.join().unwrap(), Err(KeychainTrouble::Unreachable));
            assert!(begun.elapsed() < SECOND, "took {:?}", begun.elapsed());
        });
    });
}
