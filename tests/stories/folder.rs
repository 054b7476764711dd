//! The data folder on bad days: in use, not ours, newer, damaged, read-only, full.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use keywright_core::actions;
use keywright_core::keywright::{Keywright, StageName};
use keywright_core::vault::Protection;

use crate::desk::{Desk, create_tenant};
use crate::mounted::Mounted;

fn refusal(keywright: &Keywright) -> &'static str {
    let state = keywright.state();
    assert_eq!(state.stage, StageName::Refused);
    state.refusal.expect("a refusal").code
}

#[test]
fn only_its_owner_may_look() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&desk.path()), 0o700);
    let files: Vec<PathBuf> =
        fs::read_dir(desk.path()).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    let named = |name: &str| files.iter().any(|path| path.ends_with(name));
    assert!(
        ["keywright.db", "keywright.db-wal", "vault.id", "vault.lock", "reserve"].into_iter().all(named),
        "{files:?}"
    );
    for path in &files {
        assert_eq!(mode(path), 0o600, "{}", path.display());
    }
    assert_eq!(fs::metadata(desk.path().join("reserve")).expect("there").len(), 1 << 20);
}

#[test]
fn a_folder_that_others_could_read_is_closed_to_them() {
    let desk = Desk::new();
    drop(desk.at_work());
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o755)).expect("set");
    fs::set_permissions(desk.path().join("keywright.db"), fs::Permissions::from_mode(0o644)).expect("set");
    drop(desk.back_at_work());
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&desk.path()), mode(&desk.path().join("keywright.db"))), (0o700, 0o600));
}

#[test]
fn a_second_instance_is_refused_until_the_first_is_gone() {
    let desk = Desk::new();
    let work = desk.at_work();
    let second = desk.start();
    assert_eq!(refusal(&second), "vault_in_use");
    assert_eq!(second.app().err().expect("not open").code(), "not_open");
    drop(work);
    assert_eq!(second.retry().stage, StageName::Open);
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_left_as_it_is() {
    let other = {
        let path = tempfile::tempdir().expect("a folder").keep().join("other.db");
        let database = rusqlite::Connection::open(&path).expect("a database");
        database.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").expect("a table");
        fs::read(path).expect("bytes")
    };
    let ours = {
        let desk = Desk::new();
        drop(desk.at_work());
        fs::read(desk.path().join("keywright.db")).expect("bytes")
    };
    let mut newer = ours.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let cases: [(&str, Vec<u8>); 6] = [
        ("not_a_vault", Vec::new()),
        ("not_a_vault", b"SQLite format 3".to_vec()),
        ("not_a_vault", vec![0xA5; 8_192]),
        ("not_a_vault", other),
        ("newer_vault", newer),
        ("damaged", ours[..ours.len() / 2].to_vec()),
    ];
    for (code, bytes) in cases {
        let desk = Desk::new();
        fs::create_dir(desk.path()).expect("a folder");
        let path = desk.path().join("keywright.db");
        fs::write(&path, &bytes).expect("written");
        let keywright = desk.start();
        assert_eq!(refusal(&keywright), code, "{} bytes", bytes.len());
        assert_eq!(keywright.create_vault(Protection::Keychain).expect_err("refused").code(), "vault_exists");
        drop(keywright);
        assert_eq!(fs::read(&path).expect("there"), bytes, "left as it was");
        assert_eq!(desk.keychain.asked().writes, 0, "no key is made");
    }
}

#[test]
fn a_vault_whose_database_is_gone_is_never_welcomed_as_new() {
    let desk = Desk::new();
    drop(desk.at_work());
    let written = desk.keychain.asked().writes;
    fs::remove_file(desk.path().join("keywright.db")).expect("removed");
    let keywright = desk.start();
    assert_eq!(refusal(&keywright), "damaged");
    assert_eq!(keywright.create_vault(Protection::Keychain).expect_err("refused").code(), "vault_exists");
    assert_eq!(desk.keychain.asked().writes, written, "no second key");
}

#[test]
fn a_write_ahead_log_that_is_left_alone_is_no_first_run() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    // What a kill leaves: the log is not carried over and not removed.
    let log = fs::read(desk.path().join("keywright.db-wal")).expect("a log");
    assert!(!log.is_empty());
    drop(work);
    for file in ["keywright.db", "vault.id"] {
        fs::remove_file(desk.path().join(file)).expect("removed");
    }
    fs::write(desk.path().join("keywright.db-wal"), &log).expect("as a kill leaves it");
    let written = desk.keychain.asked().writes;
    let keywright = desk.start();
    assert_eq!(refusal(&keywright), "damaged");
    assert_eq!(keywright.create_vault(Protection::Keychain).expect_err("refused").code(), "vault_exists");
    assert_eq!(desk.keychain.asked().writes, written, "no second key");
}

#[test]
fn a_folder_of_somebody_elses_is_not_touched() {
    let desk = Desk::new();
    fs::create_dir(desk.path()).expect("a folder");
    fs::set_permissions(desk.path(), fs::Permissions::from_mode(0o755)).expect("set");
    fs::write(desk.path().join("letter.txt"), "mine").expect("written");
    let keywright = desk.start();
    assert_eq!(refusal(&keywright), "not_a_vault");
    assert_eq!(fs::metadata(desk.path()).expect("there").permissions().mode() & 0o777, 0o755);
    assert_eq!(fs::read_dir(desk.path()).expect("a folder").count(), 1);
    fs::remove_file(desk.path().join("letter.txt")).expect("removed");
    assert_eq!(keywright.retry().stage, StageName::FirstRun);
}

#[test]
fn a_pipe_or_a_link_in_place_of_the_database_is_refused_at_once() {
    for (file, code) in [("keywright.db", "not_a_vault"), ("vault.id", "damaged")] {
        let desk = Desk::new();
        fs::create_dir(desk.path()).expect("a folder");
        let path = desk.path().join(file);
        assert!(Command::new("mkfifo").arg(&path).status().expect("it runs").success());
        assert_eq!(refusal(&desk.start()), code);
    }
    let (desk, other) = (Desk::new(), Desk::new());
    drop(other.at_work());
    fs::create_dir(desk.path()).expect("a folder");
    std::os::unix::fs::symlink(other.path().join("keywright.db"), desk.path().join("keywright.db")).expect("a link");
    assert_eq!(refusal(&desk.start()), "not_a_vault");
}

#[test]
fn a_vault_that_did_not_come_to_be_leaves_no_key_behind() {
    let desk = Desk::new();
    let mounted = Mounted::new(desk.path(), &Mounted::of_size("64k"));
    let keywright = desk.start();
    for _ in 0..3 {
        assert_eq!(keywright.create_vault(Protection::Keychain).expect_err("no room").code(), "disk_full");
        assert!(desk.keychain.is_empty(), "its key was taken back");
    }
    drop((keywright, mounted));
}

#[test]
fn another_vaults_database_in_this_folder_is_refused() {
    let (desk, other) = (Desk::new(), Desk::new());
    drop((desk.at_work(), other.at_work()));
    fs::copy(other.path().join("keywright.db"), desk.path().join("keywright.db")).expect("copied");
    assert_eq!(refusal(&desk.start()), "damaged");
}

#[test]
fn what_a_cut_off_start_left_is_cleared_away() {
    let desk = Desk::new();
    fs::create_dir(desk.path()).expect("a folder");
    fs::write(desk.path().join("vault.lock"), "").expect("written");
    fs::write(desk.path().join("keywright.db.new"), "half").expect("written");
    fs::write(desk.path().join("keywright.db.newest.zip"), "mine").expect("written");
    fs::write(desk.path().join("keywright.db.new-wal"), "half").expect("written");
    let keywright = desk.start();
    assert_eq!(keywright.state().stage, StageName::FirstRun);
    keywright.create_vault(Protection::Keychain).expect("a vault");
    assert!(!desk.path().join("keywright.db.new").exists() && !desk.path().join("keywright.db.new-wal").exists());
    assert!(desk.path().join("keywright.db.newest.zip").exists(), "what is not ours stays");
}

#[test]
fn a_read_only_folder_is_refused_with_the_reason() {
    let desk = Desk::new();
    let mounted = Mounted::new(desk.path(), "size=1m,ro");
    let keywright = desk.start();
    assert_eq!(refusal(&keywright), "read_only");
    let message = keywright.state().refusal.expect("a refusal").message;
    assert!(message.contains(&*desk.path().to_string_lossy()), "{message}");
    drop(mounted);
}

#[test]
fn a_full_disk_refuses_and_loses_nothing() {
    let desk = Desk::new();
    let mounted = Mounted::new(desk.path(), &Mounted::of_size("4m"));
    {
        let work = desk.at_work();
        let sheet = work.issue("Before");
        actions::close_sheet(&work.app, sheet.id).expect("closed");
        let mut issued = 1;
        // Fill the disk to the last page, then go on issuing until it refuses.
        let filler = desk.path().join("filler");
        let page = vec![0_u8; 4_096];
        let mut file = fs::File::create(&filler).expect("a file");
        while std::io::Write::write_all(&mut file, &page).is_ok() {}
        drop(file);
        let refused = (0..200).find_map(|number| {
            match actions::issue_credential(&work.app, &work.form(&format!("Full {number}"))) {
                Ok(_) => {
                    issued += 1;
                    None
                }
                Err(error) => Some(error),
            }
        });
        let error = refused.expect("it is full");
        assert_eq!(error.code(), "disk_full", "{error}");
        assert_eq!(work.table().len(), issued, "what was acknowledged stands, and nothing else");
        let exported = actions::download_csv(
            &work.app,
            work.app.open_sheets().last().map_or(sheet.id, |sheet| sheet.id),
            &desk.path().join("x.csv"),
            false,
            false,
        );
        assert!(exported.is_err() && !desk.path().join("x.csv").exists());
        fs::remove_file(&filler).expect("removed");
        work.issue("After");
        assert_eq!(work.table().len(), issued + 1);
    }
    let work = desk.back_at_work();
    assert!(create_tenant(&work.app, "Second").is_ok());
    drop(work);
    drop(mounted);
}
