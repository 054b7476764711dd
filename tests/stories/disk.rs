//! The disk is full, really: credentials can still be revoked and deactivated, with the reserve given up for it; what
//! was acknowledged stands, and once there is room the reserve is whole again.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use keywright_core::actions;
use keywright_core::credential::Target;
use keywright_core::credential_row::{CredentialRow, Vouched};
use keywright_core::policy::Expires;
use keywright_core::state::Status;
use keywright_core::store::folder::RESERVE;
use keywright_core::store::head;
use keywright_core::tenant::{DeleteTenantRequest, TenantRow, TenantTarget};
use keywright_core::vault::memory_keychain::MemoryState;

use crate::desk::{AtWork, Desk, create_tenant};
use crate::mounted::Mounted;

/// What a full disk may keep somebody waiting.
const PATIENCE: Duration = Duration::from_secs(1);

fn row(work: &AtWork, title: &str) -> CredentialRow {
    work.table().into_iter().find(|row| row.title == title).expect("a row")
}

fn target(work: &AtWork, title: &str) -> Target {
    let row = row(work, title);
    Target { credential: row.id, revision: row.revision }
}

fn reserve(desk: &Desk) -> PathBuf {
    desk.path().join("reserve")
}

fn is_whole(reserve: &Path) -> bool {
    fs::metadata(reserve).is_ok_and(|meta| meta.len() == RESERVE)
}

/// A desk on a file system of its own, with credentials of these titles, and the vault open.
fn on_a_disk_of(size: &str, titles: &[&str]) -> (Desk, Mounted, AtWork) {
    let desk = Desk::new();
    let mounted = Mounted::new(desk.path(), &Mounted::of_size(size));
    let work = desk.at_work();
    for title in titles {
        let sheet = work.issue(title);
        actions::close_sheet(&work.app, sheet.id).expect("closed");
    }
    (desk, mounted, work)
}

/// Goes on issuing until the disk refuses: then neither the log nor the database has a byte left.
fn exhaust(work: &AtWork, name: &str) -> usize {
    for number in 0..2_000 {
        let began = Instant::now();
        match actions::issue_credential(&work.app, &work.form(&format!("{name} {number}"))) {
            Ok(sheet) => actions::close_sheet(&work.app, sheet.id).expect("closed"),
            Err(error) => {
                assert_eq!(error.code(), "disk_full", "{error}");
                assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
                return number;
            }
        }
    }
    panic!("the disk does not fill");
}

/// Every row reads, and the head counts what is there.
fn holds_together(work: &AtWork, credentials: usize) {
    let table = work.table();
    assert_eq!(table.len(), credentials);
    let (head, _) = work.app.store.read(head::read).expect("the head");
    assert!(head.agrees_with(&work.app.store.read(head::count).expect("counted")));
}

#[test]
fn revoke_and_deactivate_give_up_the_reserve_and_nothing_else_does() {
    for locked in [false, true] {
        let (desk, mounted, work) = on_a_disk_of("6m", &["CRM", "Ledger", "Depot"]);
        mounted.leave(0);
        let issued = 3 + exhaust(&work, "Full");
        for refused in [
            actions::activate_credential(&work.app, target(&work, "CRM")).map(|_| ()),
            actions::change_expiry(&work.app, target(&work, "CRM"), Expires::Never).map(|_| ()),
            actions::delete_credential(&work.app, target(&work, "CRM")).map(|_| ()),
            create_tenant(&work.app, "Second").map(|_| ()),
        ] {
            let code = refused.expect_err("refused").code();
            assert!(["disk_full", "not_possible"].contains(&code), "{code}");
        }
        assert!(is_whole(&reserve(&desk)), "no other verb takes it");
        if locked {
            desk.keychain.set_state(MemoryState::Locked);
            work.app.vault.forget(work.app.now());
        }
        let began = Instant::now();
        actions::revoke_credential(&work.app, target(&work, "CRM"), "leaked").expect("revoked on a full disk");
        assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
        assert!(!reserve(&desk).exists(), "the reserve is given up");
        actions::deactivate_credential(&work.app, target(&work, "Ledger")).expect("and more, on what it left");
        actions::revoke_credential(&work.app, target(&work, "Depot"), "").expect("and more");
        assert!(!reserve(&desk).exists(), "there is no room for it yet");
        holds_together(&work, issued);

        mounted.empty();
        desk.keychain.set_state(MemoryState::Ready);
        work.app.retry_keychain();
        work.issue("After");
        assert!(is_whole(&reserve(&desk)), "whole again with the next write");
        drop(work);
        let work = desk.back_at_work();
        assert_eq!(row(&work, "CRM").status, Status::Revoked, "it survives");
        let expected = if locked { Vouched::Pending } else { Vouched::Yes };
        for title in ["CRM", "Ledger", "Depot"] {
            assert_eq!(row(&work, title).vouched, expected);
        }
        assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), if locked { 3 } else { 0 });
        holds_together(&work, issued + 1);
        drop((work, mounted));
    }
}

#[test]
fn a_vault_opens_on_a_full_disk_so_that_a_credential_can_be_revoked() {
    for locked in [false, true] {
        let (desk, mounted, work) = on_a_disk_of("6m", &["CRM"]);
        drop(work);
        assert!(is_whole(&reserve(&desk)));
        mounted.leave(0);
        let work = if locked { desk.back_without_key(MemoryState::Locked) } else { desk.back_at_work() };
        assert!(!is_whole(&reserve(&desk)), "the vault needed room of its own to open");
        actions::revoke_credential(&work.app, target(&work, "CRM"), "").expect("revoked");
        drop(work);
        mounted.empty();
        desk.keychain.set_state(MemoryState::Ready);
        let work = desk.back_at_work();
        assert!(is_whole(&reserve(&desk)), "whole again with the next start");
        assert_eq!(row(&work, "CRM").status, Status::Revoked);
        drop((work, mounted));
    }
}

#[test]
fn without_a_reserve_a_full_disk_is_said_so_and_nothing_is_lost() {
    let (desk, mounted, work) = on_a_disk_of("6m", &["CRM"]);
    fs::remove_file(reserve(&desk)).expect("removed");
    mounted.leave(0);
    let issued = 1 + exhaust(&work, "Full");
    let error = actions::revoke_credential(&work.app, target(&work, "CRM"), "").expect_err("no room at all");
    assert_eq!(error.code(), "disk_full", "{error}");
    assert_eq!(row(&work, "CRM").status, Status::Active);
    holds_together(&work, issued);
    mounted.empty();
    actions::revoke_credential(&work.app, target(&work, "CRM"), "").expect("once there is room");
    drop((work, mounted));
}

/// How many steps of free space are tried: a few here, spread over the reach; `KEYWRIGHT_ROUNDS` asks for more.
fn steps() -> u64 {
    std::env::var("KEYWRIGHT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(32).clamp(1, STEPS)
}

/// Free space is swept from nothing to 2 MiB in pages of 4 KiB.
const STEPS: u64 = 512;

#[test]
fn at_every_step_to_a_full_disk_revoking_works_and_nothing_is_lost() {
    let (desk, mounted, work) = on_a_disk_of("24m", &[]);
    let mut there = 0;
    for step in 0..steps() {
        let left = step * STEPS / steps() * 4_096;
        let locked = step % 2 == 1;
        let titles = [format!("Revoked {step}"), format!("Switched off {step}")];
        for title in &titles {
            let sheet = work.issue(title);
            actions::close_sheet(&work.app, sheet.id).expect("closed");
            there += 1;
        }
        assert!(is_whole(&reserve(&desk)), "{left} bytes left: whole again before the next");
        mounted.leave(left);
        // Both what is left to the byte, and what is left once others have taken of it what they could.
        if step / 2 % 2 == 0 {
            there += exhaust(&work, &format!("Step {step}"));
        }
        if locked {
            desk.keychain.set_state(MemoryState::Locked);
            work.app.vault.forget(work.app.now());
        }
        let began = Instant::now();
        actions::revoke_credential(&work.app, target(&work, &titles[0]), "leaked").expect("revoked");
        actions::deactivate_credential(&work.app, target(&work, &titles[1])).expect("switched off");
        assert!(began.elapsed() < PATIENCE, "{left} bytes left: {:?}", began.elapsed());
        assert_eq!(row(&work, &titles[0]).status, Status::Revoked, "{left} bytes left");
        assert_eq!(row(&work, &titles[1]).status, Status::Inactive, "{left} bytes left");
        holds_together(&work, there);
        mounted.empty();
        desk.keychain.set_state(MemoryState::Ready);
        work.app.retry_keychain();
        if locked {
            assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 2);
        }
        for title in &titles {
            actions::delete_credential(&work.app, target(&work, title)).expect("deleted");
            there -= 1;
        }
    }
    drop(work);
    let work = desk.back_at_work();
    assert!(work.table().iter().all(|row| row.vouched == Vouched::Yes));
    holds_together(&work, there);
    drop((work, mounted));
}

#[test]
fn a_deletion_of_very_many_for_which_there_is_no_room_changes_nothing_wherever_it_stops() {
    const MANY: u32 = 2_500;
    const STEP: u64 = 32 << 10;
    let (_desk, mounted, work) = on_a_disk_of("96m", &[]);
    let other = create_tenant(&work.app, "Umbra").expect("a tenant");
    actions::add_samples(&work.app, other.id, MANY).expect("samples");
    let umbra = || -> Option<TenantRow> {
        let tenants = work.app.list_tenants().expect("tenants");
        tenants.into_iter().find(|row| row.id == other.id)
    };
    let entries = work.deeds().len();
    let mut refused = 0;
    loop {
        let row = umbra().expect("the tenant");
        let target = TenantTarget { tenant: row.id, revision: row.revision };
        let request = DeleteTenantRequest { target, with_credentials: true, typed: "Umbra".into() };
        // The log keeps what it has grown by, so each attempt gets a little further than the one before.
        mounted.leave(STEP);
        let deleted = actions::delete_tenant(&work.app, &request);
        mounted.empty();
        match deleted {
            Err(error) => {
                assert_eq!(error.code(), "disk_full", "attempt {refused}: {error}");
                holds_together(&work, MANY as usize);
                assert_eq!(work.deeds().len(), entries, "attempt {refused}");
                assert_eq!(umbra().expect("the tenant").used, MANY, "attempt {refused}");
                refused += 1;
            }
            Ok(deleted) => {
                assert_eq!(deleted.credentials, MANY);
                break;
            }
        }
    }
    assert!(refused > 20, "{refused} times");
    holds_together(&work, 0);
    assert!(umbra().is_none() && work.deeds().len() == entries + 1);
    drop((work, mounted));
}

#[test]
fn a_list_for_which_there_is_no_room_leaves_nothing_and_the_file_that_was_there() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 2_000).expect("samples");
    let mounted = Mounted::new(desk.exports(), &Mounted::of_size("1m"));
    let (old, new) = (desk.exports().join("old.csv"), desk.exports().join("new.csv"));
    fs::write(&old, "before").expect("written");
    let request = crate::export::of_all(&work);
    let list = work.app.list_export(&request).expect("a list");
    for left in [0, 4_096, 65_536] {
        mounted.leave(left);
        for path in [&old, &new] {
            let began = Instant::now();
            let error = work.app.save_list(&list, path, true, &mut |_, _| Ok(())).expect_err("no room");
            assert_eq!((error.code(), error.field()), ("file_not_written", Some("path")), "{error}");
            assert!(error.to_string().contains("is full") && began.elapsed() < PATIENCE, "{error}");
        }
        mounted.empty();
        let names: Vec<_> =
            fs::read_dir(desk.exports()).expect("a folder").map(|entry| entry.expect("one").path()).collect();
        assert_eq!(names, std::slice::from_ref(&old), "{left} bytes left");
        assert_eq!(fs::read(&old).expect("there"), b"before");
    }
    assert_eq!(work.app.save_list(&list, &new, false, &mut |_, _| Ok(())).expect("once there is room"), 2_000);
    drop((work, mounted));
}
