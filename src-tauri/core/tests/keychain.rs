//! The real keychain of this system: gnome-keyring on a session bus of its own, in a home of its
//! own, put into every state that a desktop gets it into. Where a part is missing, the tests fail.
//!
//! Each test runs itself again, inside a bus that starts nothing by itself, so that the keychain
//! is there exactly when the test says.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test states what must hold; there, a panic is the failure report")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use keywright_core::clock::Moment;
use keywright_core::error::{Error, KeyTrouble};
use keywright_core::ids::VaultId;
use keywright_core::mac::Vouch;
use keywright_core::rng::SystemRng;
use keywright_core::vault::keychain::{Keychain, KeychainItem, KeychainTrouble, ProbeStep};
use keywright_core::vault::os_keychain::OsKeychain;
use keywright_core::vault::{KeyState, Protection, Vault};
use rustix::process::{Pid, Signal, kill_process};

const NAME: &str = "dev.keywright.test";
const INSIDE: &str = "KEYWRIGHT_TEST_INSIDE";
const SECOND: Duration = Duration::from_secs(1);
const ACCOUNT: &str = "1000";

/// A bus that anybody may use and that starts no program.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;

/// What the test runs in.
enum Bus {
    /// A bus on which nothing is started but by the test.
    Empty,
    /// The bus of a desktop, which starts a keychain when it is asked for one.
    Desktop,
    /// An address at which no bus listens.
    Dead,
}

/// Ends this process where a bus or a keychain keeps it waiting for ever: that is a failure, not a hang.
fn give_up_after(patience: Duration) {
    thread::spawn(move || {
        thread::sleep(patience);
        eprintln!("nothing came of it within {patience:?}");
        std::process::exit(1);
    });
}

/// Runs `body` as the test `test` in a process of its own, with a bus, a home and a runtime folder of its own.
fn inside(test: &str, bus: &Bus, body: impl FnOnce()) {
    if std::env::var(INSIDE).as_deref() == Ok(test) {
        give_up_after(60 * SECOND);
        body();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("bus.conf");
    fs::write(&config, BUS).unwrap();
    let this = std::env::current_exe().unwrap();
    let mut command = match bus {
        Bus::Dead => Command::new(&this),
        Bus::Empty | Bus::Desktop => {
            let mut session = Command::new("dbus-run-session");
            if matches!(bus, Bus::Empty) {
                session.arg(format!("--config-file={}", config.display()));
            }
            session.arg("--").arg(&this);
            session
        }
    };
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(INSIDE, test);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL", "DBUS_SESSION_BUS_ADDRESS", "XDG_DATA_DIRS"] {
        command.env_remove(name);
    }
    for (name, at) in [
        ("HOME", "home"),
        ("XDG_DATA_HOME", "home/data"),
        ("XDG_CONFIG_HOME", "home/config"),
        ("XDG_CACHE_HOME", "home/cache"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let at = folder.path().join(at);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&at).unwrap();
        command.env(name, at);
    }
    if matches!(bus, Bus::Dead) {
        command.env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", folder.path().join("run/bus").display()));
    }
    let status = command.status().expect("the packages dbus and gnome-keyring are needed for this test");
    assert!(status.success(), "{test} failed inside its session");
}

fn ran(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A program that ends with the test.
struct Running(Child);

impl Running {
    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.0), signal).unwrap();
    }

    fn kill(mut self) {
        self.signal(Signal::KILL);
        self.0.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone_already = self.0.kill();
        let _gone_already = self.0.wait();
    }
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < 10 * SECOND, "{what} did not come to hold");
        thread::sleep(Duration::from_millis(10));
    }
}

fn on_the_bus() -> bool {
    let arguments = ["call", "--session", "--dest", "org.freedesktop.DBus", "--object-path", "/org/freedesktop/DBus"];
    let asked = ["--method", "org.freedesktop.DBus.NameHasOwner", "org.freedesktop.secrets"];
    ran("gdbus", &[&arguments[..], &asked[..]].concat()).contains("true")
}

/// gnome-keyring, its login keyring made or unlocked with a password.
fn keyring() -> Running {
    let mut child = Command::new("gnome-keyring-daemon")
        .args(["--foreground", "--unlock", "--components=secrets"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the package gnome-keyring is needed for this test");
    child.stdin.take().unwrap().write_all(b"pw").unwrap();
    let running = Running(child);
    until("the keychain's name on the bus", on_the_bus);
    until("an open keychain", || OsKeychain::new(NAME).ready().is_ok());
    running
}

fn lock() {
    const COLLECTION: &str = "['/org/freedesktop/secrets/collection/login']";
    let service = ["--dest", "org.freedesktop.secrets", "--object-path", "/org/freedesktop/secrets"];
    let method = ["--method", "org.freedesktop.Secret.Service.Lock", COLLECTION];
    let _locked = ran("gdbus", &[&["call", "--session"][..], &service[..], &method[..]].concat());
}

fn keyrings() -> PathBuf {
    Path::new(&std::env::var("XDG_DATA_HOME").unwrap()).join("keyrings")
}

/// Every file of the keyrings, by name and bytes.
fn on_disk() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(keyrings())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

fn item(bytes: &[u8]) -> KeychainItem {
    KeychainItem::new(bytes.to_vec())
}

fn timed<T>(call: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let answer = call();
    (answer, begun.elapsed())
}

fn now() -> Moment {
    Moment::from_millis(1_700_000_000_000)
}

/// A vault that was founded in `keychain`, as it is after a restart.
fn founded(keychain: &Arc<OsKeychain>) -> Vault {
    let id = VaultId::new(now(), &SystemRng).unwrap();
    let founding = Vault::found(id, Protection::Keychain, ACCOUNT, now(), keychain.clone(), &SystemRng).unwrap();
    let vault = Vault::of_slots(id, 1, founding.key_check, vec![founding.slot], ACCOUNT, keychain.clone());
    assert_eq!(vault.open(now()).state, KeyState::Ready);
    let marks = |vault: &Vault| vault.keys().unwrap().row_mac(b"row");
    assert_eq!(marks(&vault), marks(&founding.vault));
    vault.forget(now());
    vault
}

#[test]
fn items_are_written_read_replaced_and_removed() {
    inside("items_are_written_read_replaced_and_removed", &Bus::Empty, || {
        let _keyring = keyring();
        let keychain = OsKeychain::new(NAME);
        assert_eq!(keychain.ready(), Ok(()));
        assert_eq!(keychain.read("vault/slot"), Ok(None));
        assert_eq!(keychain.remove("vault/slot"), Ok(()));
        let bytes: Vec<u8> = (0..=255).collect();
        keychain.write("vault/slot", &item(&bytes)).unwrap();
        keychain.write("vault/other", &item(b"another")).unwrap();
        assert_eq!(keychain.read("vault/slot"), Ok(Some(item(&bytes))));
        assert_eq!(OsKeychain::new("dev.keywright.other").read("vault/slot"), Ok(None));
        keychain.write("vault/slot", &item(b"\0replaced\xff")).unwrap();
        assert_eq!(keychain.read("vault/slot"), Ok(Some(item(b"\0replaced\xff"))));
        keychain.remove("vault/slot").unwrap();
        assert_eq!(keychain.read("vault/slot"), Ok(None));
        assert_eq!(keychain.read("vault/other"), Ok(Some(item(b"another"))));
        assert_eq!(format!("{keychain:?}"), "OsKeychain(…)");
    });
}

#[test]
fn a_vault_opens_with_what_the_keychain_holds() {
    inside("a_vault_opens_with_what_the_keychain_holds", &Bus::Empty, || {
        let _keyring = keyring();
        let keychain = Arc::new(OsKeychain::new(NAME));
        let vault = founded(&keychain);
        let before = on_disk();
        assert_eq!(vault.open(now()).state, KeyState::Ready);
        assert_eq!(on_disk(), before, "opening wrote to the keychain");
    });
}

#[test]
fn locked_is_told_at_once_and_never_prompts() {
    inside("locked_is_told_at_once_and_never_prompts", &Bus::Empty, || {
        let keyring_before = keyring();
        let keychain = Arc::new(OsKeychain::new(NAME));
        keychain.write("vault/slot", &item(b"kept")).unwrap();
        let vault = founded(&keychain);
        lock();
        let before = on_disk();
        let locked = Err(KeychainTrouble::Locked);
        let (answers, took) = timed(|| {
            (
                keychain.ready(),
                keychain.read("vault/slot").map(drop),
                keychain.read("vault/none").map(drop),
                keychain.write("vault/slot", &item(b"other")),
                keychain.remove("vault/slot"),
            )
        });
        assert_eq!(answers, (locked, locked, locked, locked, locked));
        assert!(took < SECOND, "took {took:?}");
        let (status, took) = timed(|| vault.open(now()));
        assert_eq!(status.state, KeyState::Locked);
        assert!(took < SECOND, "took {took:?}");
        assert!(matches!(vault.keys(), Err(Error::Key(KeyTrouble::Locked))));
        assert_eq!(on_disk(), before);

        // Without a screen the password window cannot show: the keychain itself says no.
        let (status, took) = timed(|| vault.unlock(now()));
        assert_eq!(status.state, KeyState::Denied);
        assert!(took < 5 * SECOND, "took {took:?}");

        drop(keyring_before);
        let _keyring = keyring();
        assert_eq!(keychain.read("vault/slot"), Ok(Some(item(b"kept"))));
        assert_eq!(vault.open(now()).state, KeyState::Ready);
    });
}

#[test]
fn frozen_is_told_after_five_seconds_and_thaws_in_the_same_process() {
    inside("frozen_is_told_after_five_seconds_and_thaws_in_the_same_process", &Bus::Empty, || {
        let keyring = keyring();
        let keychain = Arc::new(OsKeychain::new(NAME));
        let vault = founded(&keychain);
        let threads = || fs::read_dir("/proc/self/task").unwrap().count();
        let before = threads();
        keyring.signal(Signal::STOP);
        let (told, took) = timed(|| {
            thread::scope(|scope| {
                let askers: Vec<_> = (0..20).map(|_| scope.spawn(|| keychain.read("vault/slot"))).collect();
                askers.into_iter().map(|asker| asker.join().unwrap()).collect::<Vec<_>>()
            })
        });
        assert!(told.iter().all(|told| *told == Err(KeychainTrouble::Unreachable)), "{told:?}");
        assert!(took >= Duration::from_millis(4500) && took <= Duration::from_millis(5500), "took {took:?}");
        assert!(threads() <= before + 2, "{} threads were left behind", threads() - before);
        let (status, took) = timed(|| vault.open(now()));
        assert_eq!(status.state, KeyState::Unreachable);
        assert!(took <= Duration::from_millis(5500), "took {took:?}");
        keyring.signal(Signal::CONT);
        let (status, took) = timed(|| vault.open(now()));
        assert_eq!(status.state, KeyState::Ready);
        assert!(took < SECOND, "took {took:?}");
        assert_eq!(keychain.read("vault/slot"), Ok(None));
    });
}

#[test]
fn killed_is_told_at_once_and_another_is_used_when_it_comes() {
    inside("killed_is_told_at_once_and_another_is_used_when_it_comes", &Bus::Empty, || {
        let mut running = keyring();
        let keychain = Arc::new(OsKeychain::new(NAME));
        let vault = founded(&keychain);
        for _ in 0..3 {
            running.kill();
            let (status, took) = timed(|| vault.open(now()));
            assert_eq!(status.state, KeyState::Unreachable);
            assert!(took < SECOND, "took {took:?}");
            running = keyring();
            assert_eq!(vault.open(now()).state, KeyState::Ready);
            vault.forget(now());
        }
    });
}

#[test]
fn an_empty_bus_is_told_at_once() {
    inside("an_empty_bus_is_told_at_once", &Bus::Empty, || {
        let keychain = OsKeychain::new(NAME);
        let unreachable = Err(KeychainTrouble::Unreachable);
        let (answers, took) = timed(|| {
            let item = item(b"x");
            (
                keychain.ready(),
                keychain.read("a").map(drop),
                keychain.write("a", &item),
                keychain.unlock(&|| true, Box::new(|| ())),
            )
        });
        assert_eq!(answers, (unreachable, unreachable, unreachable, unreachable));
        assert!(took < SECOND, "took {took:?}");
        let probed = keychain.probe();
        assert_eq!(probed.len(), 1);
        assert_eq!((probed[0].step, probed[0].trouble), (ProbeStep::Service, Some(KeychainTrouble::Unreachable)));
        let _keyring = keyring();
        assert_eq!(keychain.read("a"), Ok(None));
    });
}

#[test]
fn a_dead_bus_is_told_at_once_and_used_once_it_is_back() {
    inside("a_dead_bus_is_told_at_once_and_used_once_it_is_back", &Bus::Dead, || {
        let address = std::env::var("DBUS_SESSION_BUS_ADDRESS").unwrap();
        let keychain = OsKeychain::new(NAME);
        let (told, took) = timed(|| keychain.read("a"));
        assert_eq!(told, Err(KeychainTrouble::Unreachable));
        assert!(took < SECOND, "took {took:?}");
        for _ in 0..2 {
            let bus = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--nopidfile", &format!("--address={address}")])
                .spawn()
                .expect("the package dbus is needed for this test");
            let bus = Running(bus);
            until("the bus", || Path::new(address.trim_start_matches("unix:path=")).exists());
            let running = keyring();
            keychain.write("a", &item(b"kept")).unwrap();
            assert_eq!(keychain.read("a"), Ok(Some(item(b"kept"))));
            running.kill();
            bus.kill();
            let (told, took) = timed(|| keychain.read("a"));
            assert_eq!(told, Err(KeychainTrouble::Unreachable));
            assert!(took < SECOND, "took {took:?}");
            let _leftover = fs::remove_file(address.trim_start_matches("unix:path="));
        }
    });
}

#[test]
fn a_replaced_or_damaged_keyring_is_a_missing_key_and_nothing_is_written() {
    inside("a_replaced_or_damaged_keyring_is_a_missing_key_and_nothing_is_written", &Bus::Empty, || {
        let keychain = Arc::new(OsKeychain::new(NAME));
        let running = keyring();
        let vault = founded(&keychain);
        running.kill();
        let login = keyrings().join("login.keyring");
        let good = fs::read(&login).unwrap();

        fs::remove_dir_all(keyrings()).unwrap();
        let running = keyring();
        let before = on_disk();
        assert_eq!(vault.open(now()).state, KeyState::Missing);
        assert_eq!(vault.unlock(now()).state, KeyState::Missing);
        assert!(matches!(vault.keys(), Err(Error::Key(KeyTrouble::Missing))));
        assert_eq!(on_disk(), before, "something was written to the new keyring");
        running.kill();

        // The one that belongs to the vault comes back: so does the key.
        fs::write(&login, &good).unwrap();
        let running = keyring();
        assert_eq!(vault.open(now()).state, KeyState::Ready);
        vault.forget(now());
        running.kill();

        fs::write(&login, b"not a keyring").unwrap();
        let _running = keyring();
        let before = on_disk();
        assert_eq!(vault.open(now()).state, KeyState::Missing);
        assert_eq!(on_disk(), before, "something was written to the damaged keyring");
    });
}

#[test]
fn another_key_in_the_item_is_a_wrong_key() {
    inside("another_key_in_the_item_is_a_wrong_key", &Bus::Empty, || {
        let _keyring = keyring();
        let keychain = Arc::new(OsKeychain::new(NAME));
        let id = VaultId::new(now(), &SystemRng).unwrap();
        let founding = Vault::found(id, Protection::Keychain, ACCOUNT, now(), keychain.clone(), &SystemRng).unwrap();
        keychain.write(&format!("{id}/{}", founding.slot.id), &item(&[7; 32])).unwrap();
        let before = on_disk();
        let vault = Vault::of_slots(id, 1, founding.key_check, vec![founding.slot], ACCOUNT, keychain);
        assert_eq!(vault.open(now()).state, KeyState::Wrong);
        assert!(matches!(vault.keys(), Err(Error::Key(KeyTrouble::Wrong))));
        assert_eq!(on_disk(), before);
    });
}

#[test]
fn the_probe_tries_every_step_and_leaves_nothing() {
    inside("the_probe_tries_every_step_and_leaves_nothing", &Bus::Empty, || {
        let _keyring = keyring();
        let keychain = OsKeychain::new(NAME);
        let probed = keychain.probe();
        let steps: Vec<_> = probed.iter().map(|probed| (probed.step, probed.detail.as_str(), probed.trouble)).collect();
        assert_eq!(
            steps,
            [
                (ProbeStep::Service, "GNOME Keyring", None),
                (ProbeStep::Collection, "Login", None),
                (ProbeStep::Write, "", None),
                (ProbeStep::Remove, "", None),
            ]
        );
        assert!(probed.iter().all(|probed| probed.took < SECOND && !probed.took.is_zero()));
        let items = ran(
            "gdbus",
            &[
                "call",
                "--session",
                "--dest",
                "org.freedesktop.secrets",
                "--object-path",
                "/org/freedesktop/secrets",
                "--method",
                "org.freedesktop.Secret.Service.SearchItems",
                &format!("{{'service': '{NAME}'}}"),
            ],
        );
        assert_eq!(items.trim(), "(@ao [], @ao [])");

        lock();
        let probed = keychain.probe();
        assert_eq!(probed.len(), 2);
        assert_eq!((probed[1].step, probed[1].trouble), (ProbeStep::Collection, Some(KeychainTrouble::Locked)));
    });
}

#[test]
fn a_keychain_that_the_desktop_starts_again_is_locked_not_empty() {
    inside("a_keychain_that_the_desktop_starts_again_is_locked_not_empty", &Bus::Desktop, || {
        let keychain = Arc::new(OsKeychain::new(NAME));
        let running = keyring();
        let vault = founded(&keychain);
        running.kill();
        assert_eq!(vault.open(now()).state, KeyState::Locked);
    });
}
