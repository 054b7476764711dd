//! Kill -9 at any instant: what was acknowledged is there afterwards, and nothing is torn.

use std::collections::HashSet;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use acceptance::toil::{make_with_samples, start};
use keywright_core::column::Column;
use keywright_core::credential_row::Vouched;
use keywright_core::keywright::StageName;
use keywright_core::state::Status;
use keywright_core::store::head;

use crate::desk::rows;

/// How many rounds: a few here; `KEYWRIGHT_ROUNDS` asks for more.
fn rounds() -> usize {
    std::env::var("KEYWRIGHT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(30)
}

#[test]
fn what_was_acknowledged_survives_kill_9_at_any_instant() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("exports")).expect("a folder");
    let (mut issued, mut saved, mut made) = (HashSet::new(), HashSet::new(), false);
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    for round in 0..rounds() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_toil"))
            .arg("issue")
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The first rounds fall into making the vault, the later ones into the work.
        let most = if round < 10 { 40_000 } else { 150_000 };
        std::thread::sleep(Duration::from_micros(2_000 + (state >> 33) % most));
        child.kill().expect("killed");
        let said = BufReader::new(child.stdout.take().expect("a pipe"));
        for line in said.lines().map_while(Result::ok) {
            match line.split_once(' ').or(Some((line.as_str(), ""))) {
                Some(("vault", _)) => made = true,
                Some(("issued", id)) => drop(issued.insert(id.to_owned())),
                Some(("saved", path)) => drop(saved.insert(path.to_owned())),
                _ => {}
            }
        }
        child.wait().expect("gone");

        let keywright = start(folder.path()).expect("a keychain");
        match keywright.state().stage {
            StageName::FirstRun => assert!(!made, "round {round}: an acknowledged vault is gone"),
            StageName::Refused => panic!("round {round}: {:?}", keywright.state().refusal),
            StageName::Open => {
                made = true;
                let app = keywright.app().expect("open");
                app.vault.keys().expect("keys");
                let table = rows(&app, Column::Created, true);
                let there: HashSet<_> = table.iter().filter_map(|row| row.access_id.clone()).collect();
                let lost: Vec<_> = issued.difference(&there).collect();
                assert!(lost.is_empty(), "round {round}: acknowledged and lost: {lost:?}");
                assert!(there.len() <= issued.len() + round + 1, "round {round}: at most one a round was not yet said");
                assert!(table.iter().all(|row| row.vouched == Vouched::Yes), "round {round}: a torn row");
                let (head, _) = app.store.read(head::read).expect("the head");
                assert!(head.agrees_with(&app.store.read(head::count).expect("counted")), "round {round}: the head");
            }
        }
    }
    assert!(issued.len() > rounds() / 2, "the child came to issue: {}", issued.len());
    for path in &saved {
        let text = std::fs::read_to_string(path).expect("an acknowledged file");
        assert_eq!(text.matches("\r\n").count(), 2, "{path} is whole");
    }
    for entry in std::fs::read_dir(folder.path().join("exports")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(name.ends_with(".csv"), "a stray file: {name}");
        let text = std::fs::read_to_string(&path).expect("a file");
        assert_eq!(text.matches("\r\n").count(), 2, "{name} is whole");
    }
}

#[test]
fn what_was_blocked_survives_kill_9_with_the_key_and_without() {
    let folder = tempfile::tempdir().expect("a folder");
    make_with_samples(folder.path(), 1_500).expect("a vault");
    let mut blocked = HashSet::new();
    let mut state: u64 = 0x2545_F491_4F6C_DD1D;
    for round in 0..rounds() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_toil"))
            .arg(if round % 2 == 0 { "block-locked" } else { "block" })
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros(20_000 + (state >> 33) % 80_000));
        child.kill().expect("killed");
        let said = BufReader::new(child.stdout.take().expect("a pipe"));
        let lines = said.lines().map_while(Result::ok);
        blocked.extend(lines.filter_map(|line| line.strip_prefix("blocked ").map(str::to_owned)));
        child.wait().expect("gone");

        let keywright = start(folder.path()).expect("a keychain");
        let app = keywright.app().expect("open");
        let keys = app.vault.keys().expect("keys");
        let table = rows(&app, Column::Created, true);
        for row in &table {
            let opened = !matches!(row.status, Status::Revoked | Status::Inactive);
            assert!(
                !(opened && blocked.contains(&row.id.to_string())),
                "round {round}: acknowledged and lost: {}",
                row.title
            );
            assert_ne!(row.vouched, Vouched::Altered, "round {round}: a torn row: {}", row.title);
        }
        let head = app.store.read(|connection| head::get(connection, &*keys, false)).expect("the head");
        assert!(head.agrees_with(&app.store.read(head::count).expect("counted")), "round {round}: the head");
        if round % 6 == 5 {
            let waiting = app.pending_changes().expect("told").len();
            assert_eq!(keywright_core::actions::vouch_for_changes(&app).expect("vouched for") as usize, waiting);
        }
    }
    assert!(blocked.len() > rounds() / 2, "the child came to block: {}", blocked.len());
}

#[test]
fn a_list_whose_export_is_killed_is_there_whole_or_not_at_all() {
    const SAMPLES: u32 = 3_000;
    let folder = tempfile::tempdir().expect("a folder");
    make_with_samples(folder.path(), SAMPLES).expect("a vault");
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).expect("a folder");
    // What a replacement must not leave half-way.
    std::fs::write(exports.join("list.csv"), "before").expect("written");
    let mut exported = HashSet::new();
    let mut state: u64 = 0x6A09_E667_F3BC_C908;
    for round in 0..rounds() {
        let mut child = Command::new(env!("CARGO_BIN_EXE_toil"))
            .arg("export")
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        std::thread::sleep(Duration::from_micros(10_000 + (state >> 33) % 150_000));
        child.kill().expect("killed");
        let said = BufReader::new(child.stdout.take().expect("a pipe"));
        let lines = said.lines().map_while(Result::ok);
        exported.extend(lines.filter_map(|line| line.strip_prefix("exported ").map(str::to_owned)));
        child.wait().expect("gone");
        for entry in std::fs::read_dir(&exports).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            // Between its second name and the place of the file that it replaces, a whole file can be left.
            assert!(name.starts_with("list") || name.starts_with(".keywright-"), "a stray file: {name}");
            let text = std::fs::read_to_string(&path).expect("a file");
            let whole = text.ends_with("\r\n") && text.matches("\r\n").count() as u32 == SAMPLES + 1;
            assert!(whole || (text == "before" && name == "list.csv"), "round {round}: {name} is torn");
        }
    }
    assert!(!exported.is_empty(), "the child came to export");
    for path in &exported {
        assert!(std::fs::metadata(path).is_ok(), "an acknowledged file is gone: {path}");
    }
}
