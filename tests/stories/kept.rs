//! Kept secrets: what can be had again and by whom, what can not, and that what is destroyed is gone from the files.

use std::collections::{HashMap, HashSet};

use acceptance::forms::{tenant_draft, tenant_form, tenant_like};
use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::audit::{Action, Entry, Subject};
use keywright_core::credential::{IssueRequest, Overlap, Target};
use keywright_core::credential_row::Vouched;
use keywright_core::deeds::Deed;
use keywright_core::error::{Error, Result};
use keywright_core::ids::{CredentialId, TenantId};
use keywright_core::policy::Reveal;
use keywright_core::preset::presets;
use keywright_core::scheme::Scheme;
use keywright_core::sheets::SheetRow;
use keywright_core::store::{Done, credentials, secret_versions};

use crate::desk::{AtWork, Desk};

/// The kept secret, copied to where the test can see it.
fn copy_again(app: &App, credential: CredentialId) -> Result<String> {
    let mut copied = String::new();
    actions::copy_again(app, credential, |secret| {
        copied = secret.for_clipboard().to_owned();
        Ok(())
    })?;
    Ok(copied)
}

/// A tenant of each scheme.
fn tenants(work: &AtWork) -> Vec<TenantId> {
    let make = |draft| actions::create_tenant(&work.app, &tenant_form(draft, work.app.now()).expect("a form"));
    let mut tenants = vec![make(tenant_draft("Signed", "UTC")).expect("a tenant").id];
    for preset in presets().into_iter().filter(|preset| matches!(preset.code, "ivanti" | "orufy")) {
        tenants.push(make(tenant_like(&preset, preset.name, "UTC")).expect("a tenant").id);
    }
    tenants
}

/// Issues a credential and closes its sheet; answers it with its secret.
fn issued(work: &AtWork, tenant: TenantId, title: &str, reveal: Reveal) -> (SheetRow, String) {
    let form = IssueRequest { tenant, reveal: Some(reveal), ..work.form(title) };
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    let secret = work.copy(sheet.id).expect("copied");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    (sheet, secret)
}

/// The sealed bytes of every version of `credential`, the oldest first.
fn sealed(desk: &Desk, credential: CredentialId) -> Vec<Option<Vec<u8>>> {
    let database = desk.database();
    let mut statement = database
        .prepare("SELECT sealed FROM secret_version WHERE credential_id = ?1 ORDER BY number")
        .expect("versions");
    let sealed = statement.query_map([credential.to_bytes()], |row| row.get(0)).expect("versions");
    sealed.collect::<std::result::Result<_, _>>().expect("versions")
}

fn closed(work: &AtWork, credential: CredentialId, deed: Deed) -> Option<String> {
    let deeds = work.app.credential_details(credential).expect("details").deeds;
    deeds.into_iter().find(|open| open.deed == deed).expect("the deed").closed
}

/// Leaves Dana's account only `permissions`.
fn only(desk: &Desk, work: &AtWork, permissions: &str) {
    use keywright_core::mac::mark;
    use keywright_core::store::operators;
    let keys = work.app.vault.keys().expect("keys");
    let database = desk.database();
    let edit = "UPDATE operator_group SET permissions = ?1 WHERE id = (SELECT group_id FROM operator)";
    assert_eq!(database.execute(edit, [permissions]).expect("edited"), 1);
    let (_, kept) = operators::of_account(&database, "1000").expect("read").expect("Dana");
    let mac = mark(&kept.row, &*keys);
    database
        .execute("UPDATE operator_group SET mac = ?2 WHERE id = ?1", rusqlite::params![kept.row.id.to_bytes(), mac])
        .expect("marked");
}

#[test]
fn a_recoverable_secret_can_be_had_again_and_each_time_is_audited() {
    let desk = Desk::new();
    let work = desk.at_work();
    for (at, tenant) in tenants(&work).into_iter().enumerate() {
        let (sheet, secret) = issued(&work, tenant, "CRM", Reveal::Recoverable);
        let id = sheet.credential;
        assert!(work.row_of(id).recoverable);
        assert!(!desk.vault_holds(secret.as_bytes()), "sealed, never plain");
        let before = work.deeds().len();
        assert_eq!(copy_again(&work.app, id).expect("copied"), secret);
        assert_eq!(copy_again(&work.app, id).expect("copied"), secret);
        let path = desk.exports().join(format!("{at}.csv"));
        actions::download_again(&work.app, id, &path, false, false).expect("saved");
        assert!(std::fs::read_to_string(&path).expect("the file").contains(&secret));
        actions::download_again(&work.app, id, &path, false, false).expect_err("it is there");
        assert_eq!(
            work.deeds()[before..],
            [
                "copy_again",
                "copy_again",
                "begin_download_again",
                "finish_download_again",
                "begin_download_again",
                "fail_download_again"
            ]
        );
        let failed = actions::copy_again(&work.app, id, |_| Err(Error::Internal("no clipboard".into())));
        assert_eq!(failed.expect_err("no clipboard").code(), "internal");
        assert_eq!(work.deeds().len(), before + 6, "what was not copied is not in the log");
        assert_eq!((work.app.open_sheets().len(), work.row_of(id).modified_at), (0, work.row_of(id).created_at));
        assert_eq!([Deed::CopyAgain, Deed::DownloadAgain].map(|deed| closed(&work, id, deed)), [None, None]);
        std::fs::remove_file(path).expect("removed");
    }
}

#[test]
fn only_with_reveal_and_a_show_once_one_says_why_not() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (sheet, _) = issued(&work, work.tenant, "Kept", Reveal::Recoverable);
    let (once, _) = issued(&work, work.tenant, "Once", Reveal::ShowOnce);
    let path = desk.exports().join("a.csv");
    let before = work.deeds().len();
    for refused in [
        copy_again(&work.app, once.credential).map(drop),
        actions::download_again(&work.app, once.credential, &path, false, false).map(drop),
    ] {
        let error = refused.expect_err("shown once");
        assert_eq!(error.code(), "not_possible");
        assert!(error.to_string().contains("shown once") && error.to_string().contains("Rotate"), "{error}");
    }
    assert!(closed(&work, once.credential, Deed::CopyAgain).is_some_and(|why| why.contains("shown once")));
    only(&desk, &work, "view create-and-update revoke-and-reinstate delete manage-directory");
    for refused in [
        copy_again(&work.app, sheet.credential).map(drop),
        actions::download_again(&work.app, sheet.credential, &path, false, false).map(drop),
        work.app.suggested_file_again(sheet.credential).map(drop),
    ] {
        let error = refused.expect_err("without reveal");
        assert_eq!(error.code(), "not_permitted");
        assert!(error.to_string().contains("Reveal"), "{error}");
    }
    assert!(closed(&work, sheet.credential, Deed::CopyAgain).is_some_and(|why| why.contains("Reveal")));
    assert_eq!((work.deeds().len(), path.exists()), (before, false));
}

#[test]
fn flipping_what_is_kept_by_sql_gives_nothing() {
    for flips in [
        &["UPDATE credential SET reveal = 'recoverable'"][..],
        &["UPDATE secret_version SET recoverable = 1"],
        &["UPDATE credential SET reveal = 'recoverable'", "UPDATE secret_version SET recoverable = 1"],
        &["UPDATE tenant SET reveal = 'recoverable'", "UPDATE credential SET reveal = 'recoverable'"],
    ] {
        let desk = Desk::new();
        let work = desk.at_work();
        let (sheet, _) = issued(&work, work.tenant, "CRM", Reveal::ShowOnce);
        let database = desk.database();
        for flip in flips {
            database.execute(flip, []).expect("flipped");
        }
        let path = desk.exports().join("a.csv");
        let error = copy_again(&work.app, sheet.credential).expect_err("nothing");
        assert_eq!(error.code(), "not_vouched", "{flips:?}: {error}");
        let error = actions::download_again(&work.app, sheet.credential, &path, false, false).expect_err("nothing");
        assert_eq!((error.code(), path.exists()), ("not_vouched", false), "{flips:?}");
    }
}

#[test]
fn a_seal_bound_as_show_once_does_not_open_as_recoverable_even_with_genuine_marks() {
    use keywright_core::mac::mark;
    use keywright_core::store::{credentials, secret_versions};
    let desk = Desk::new();
    let work = desk.at_work();
    let (sheet, _) = issued(&work, work.tenant, "CRM", Reveal::ShowOnce);
    let keys = work.app.vault.keys().expect("keys");
    let database = desk.database();
    database
        .execute_batch("UPDATE credential SET reveal = 'recoverable'; UPDATE secret_version SET recoverable = 1")
        .expect("set");
    let credential = credentials::get(&database, sheet.credential).expect("read").expect("the row");
    let version = secret_versions::of_credential(&database, sheet.credential).expect("read").remove(0);
    database.execute("UPDATE credential SET mac = ?1", [mark(&credential.row, &*keys)]).expect("marked");
    database.execute("UPDATE secret_version SET mac = ?1", [mark(&version.row, &*keys)]).expect("marked");
    assert_eq!(copy_again(&work.app, sheet.credential).expect_err("sealed otherwise").code(), "not_vouched");
}

#[test]
fn made_show_once_its_sealed_copies_are_gone_from_every_file() {
    let desk = Desk::new();
    let work = desk.at_work();
    for tenant in tenants(&work) {
        let (sheet, first) = issued(&work, tenant, "CRM", Reveal::Recoverable);
        let id = sheet.credential;
        let hours = Overlap::Hours { hours: 24 };
        let rotated = actions::rotate_credential(&work.app, work.target(id), hours, None).expect("rotated").sheet;
        let second = work.copy(rotated.id).expect("copied");
        actions::close_sheet(&work.app, rotated.id).expect("closed");
        let before = sealed(&desk, id);
        let copies: Vec<_> = before.into_iter().map(|sealed| sealed.expect("kept")).collect();
        assert!(copies.len() == 2 && copies.iter().all(|copy| desk.vault_holds(copy)));

        let changed = actions::make_show_once(&work.app, work.target(id)).expect("made show once");
        assert_eq!(changed.undo, None);
        assert!(copies.iter().all(|copy| !desk.vault_holds(copy)), "{:?}", sheet.scheme);
        let left = sealed(&desk, id);
        assert!(left.iter().all(|sealed| sealed.is_some() == (sheet.scheme == Scheme::Signed)));
        assert!(!work.row_of(id).recoverable && work.head_agrees());
        let details = work.app.credential_details(id).expect("details");
        assert!(details.reveal == Reveal::ShowOnce && details.versions.iter().all(|version| !version.recoverable));
        assert!(details.versions.iter().all(|version| version.accepted), "both are accepted all the same");
        assert_eq!(copy_again(&work.app, id).expect_err("destroyed").code(), "not_possible");
        let again = actions::make_show_once(&work.app, work.target(id)).expect_err("it is");
        assert_eq!(again.code(), "not_possible");
        let last = work.deeds().len() as u64;
        assert_eq!(actions::undo_change(&work.app, last).expect_err("for good").code(), "not_possible");

        // Only a new secret leads back, and only to that one.
        let hours = Overlap::Hours { hours: 24 };
        let back = actions::rotate_credential(&work.app, work.target(id), hours, Some(Reveal::Recoverable));
        let back = back.expect("rotated").sheet;
        let third = work.copy(back.id).expect("copied");
        actions::close_sheet(&work.app, back.id).expect("closed");
        assert_eq!(copy_again(&work.app, id).expect("kept"), third);
        assert!(third != first && third != second);
        let versions = work.app.credential_details(id).expect("details").versions;
        let kept: Vec<_> = versions.iter().map(|version| (version.recoverable, version.accepted)).collect();
        assert_eq!(kept, [(true, true), (false, true), (false, false)]);
    }
}

#[test]
fn rotated_to_show_once_the_older_secret_cannot_be_had_again_either() {
    let desk = Desk::new();
    let work = desk.at_work();
    for tenant in tenants(&work) {
        let (sheet, _) = issued(&work, tenant, "CRM", Reveal::Recoverable);
        let id = sheet.credential;
        let old = sealed(&desk, id).remove(0).expect("kept");
        let hours = Overlap::Hours { hours: 24 };
        let once = actions::rotate_credential(&work.app, work.target(id), hours, Some(Reveal::ShowOnce));
        let once = once.expect("rotated");
        assert!(!once.traces);
        actions::close_sheet(&work.app, once.sheet.id).expect("closed");
        assert!(!desk.vault_holds(&old), "{:?}", sheet.scheme);
        assert!(sealed(&desk, id).iter().all(|sealed| sealed.is_some() == (sheet.scheme == Scheme::Signed)));
        let details = work.app.credential_details(id).expect("details");
        assert!(details.versions.iter().all(|version| !version.recoverable));
        assert!(details.versions[1].accepted && work.head_agrees());
        assert_eq!(copy_again(&work.app, id).expect_err("shown once").code(), "not_possible");
    }
}

/// A copy of everything in the vault's folder as it is at this moment, as a kill would leave it.
fn as_killed(desk: &Desk) -> std::path::PathBuf {
    let copy = desk.exports().join("killed");
    std::fs::create_dir(&copy).expect("a folder");
    for entry in std::fs::read_dir(desk.path()).expect("the vault") {
        let entry = entry.expect("an entry");
        if entry.path().is_file() {
            std::fs::copy(entry.path(), copy.join(entry.file_name())).expect("copied");
        }
    }
    copy
}

#[test]
fn what_a_kill_cuts_off_between_deleting_and_forgetting_the_next_start_finishes() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (sheet, _) = issued(&work, work.tenant, "CRM", Reveal::Recoverable);
    let bytes = sealed(&desk, sheet.credential).remove(0).expect("a sealed secret");
    let keys = work.app.vault.keys().expect("keys");
    // What deleting does, up to where the kill comes.
    work.app
        .store
        .write(&*keys, &work.app.account, work.app.now(), |write| {
            for version in secret_versions::of_credential(write.connection(), sheet.credential)? {
                secret_versions::delete(write, &version)?;
            }
            let kept = credentials::get(write.connection(), sheet.credential)?.expect("there");
            credentials::delete(write, &kept)?;
            Ok(Done::Audited(Entry::new(Action::DeleteCredential, Subject::default()), ()))
        })
        .expect("deleted");
    let killed = as_killed(&desk);
    let holds = || {
        std::fs::read_dir(&killed).expect("the folder").any(|entry| {
            let file = std::fs::read(entry.expect("an entry").path()).expect("a file");
            file.windows(bytes.len()).any(|window| window == bytes)
        })
    };
    assert!(killed.join("forgetting").exists() && holds(), "the log still has it");
    let keywright = desk.start_in(&killed);
    keywright.app().expect("open").vault.keys().expect("keys");
    assert!(!killed.join("forgetting").exists() && !holds(), "the start has seen to it");
    drop(keywright);

    assert!(!work.app.store.forget_deleted(), "forgotten");
    assert!(!desk.path().join("forgetting").exists() && !desk.vault_holds(&bytes));
}

#[test]
fn a_deletion_stands_where_its_traces_cannot_be_erased_yet_and_says_so() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (sheet, _) = issued(&work, work.tenant, "CRM", Reveal::Recoverable);
    let bytes = sealed(&desk, sheet.credential).remove(0).expect("a sealed secret");
    // Another program reads what was there before, so the log cannot be emptied.
    let other = desk.database();
    other.execute_batch("BEGIN; SELECT count(*) FROM credential;").expect("reading");
    let deleted = actions::delete_credential(&work.app, work.target(sheet.credential)).expect("it stands");
    assert!(deleted.traces && work.table().is_empty());
    assert!(desk.path().join("forgetting").exists() && desk.vault_holds(&bytes), "left to do");
    other.execute_batch("COMMIT;").expect("read");
    let next = work.issue("ERP").credential;
    assert!(!actions::delete_credential(&work.app, work.target(next)).expect("deleted").traces);
    assert!(!desk.path().join("forgetting").exists() && !desk.vault_holds(&bytes));
}

#[test]
fn a_rotation_stands_where_traces_of_the_old_secret_cannot_be_erased_yet_and_says_so() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (sheet, _) = issued(&work, work.tenant, "CRM", Reveal::Recoverable);
    let id = sheet.credential;
    let old = sealed(&desk, id).remove(0).expect("kept");
    let other = desk.database();
    other.execute_batch("BEGIN; SELECT count(*) FROM credential;").expect("reading");
    let rotated = actions::rotate_credential(&work.app, work.target(id), Overlap::Now, Some(Reveal::ShowOnce));
    let rotated = rotated.expect("it stands");
    assert!(rotated.traces && desk.vault_holds(&old) && desk.path().join("forgetting").exists());
    work.copy(rotated.sheet.id).expect("the new secret can be had");
    actions::close_sheet(&work.app, rotated.sheet.id).expect("closed");
    other.execute_batch("COMMIT;").expect("read");
    drop(work);
    let work = desk.back_at_work();
    assert!(!desk.path().join("forgetting").exists() && !desk.vault_holds(&old), "the next start has seen to it");
    assert!(work.head_agrees());
}

#[test]
fn what_a_start_cannot_finish_either_is_left_for_the_next_deletion_and_not_forgotten() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (sheet, _) = issued(&work, work.tenant, "CRM", Reveal::Recoverable);
    let bytes = sealed(&desk, sheet.credential).remove(0).expect("a sealed secret");
    // Another program reads what was there before, over a restart.
    let other = desk.database();
    other.execute_batch("BEGIN; SELECT count(*) FROM credential;").expect("reading");
    assert!(actions::delete_credential(&work.app, work.target(sheet.credential)).expect("it stands").traces);
    drop(work);
    let work = desk.back_at_work();
    assert!(desk.path().join("forgetting").exists() && desk.vault_holds(&bytes), "left to do");
    other.execute_batch("COMMIT;").expect("read");
    let place = || -> i64 {
        let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'secret_version'";
        desk.database().query_row(root, [], |row| row.get(0)).expect("a page")
    };
    let (before, next) = (place(), work.issue("ERP").credential);
    assert!(!actions::delete_credential(&work.app, work.target(next)).expect("deleted").traces);
    assert_ne!(place(), before, "nobody knows any more what to look for, so the table is written anew");
    assert!(!desk.path().join("forgetting").exists() && !desk.vault_holds(&bytes));
}

#[test]
fn among_thousands_the_bytes_of_what_is_destroyed_are_nowhere() {
    let desk = Desk::new();
    let work = desk.at_work();
    for tenant in tenants(&work) {
        actions::add_samples(&work.app, tenant, 400).expect("samples");
    }
    let mut kept: Vec<([u8; 16], Vec<u8>)> = {
        let database = desk.database();
        let mut statement = database
            .prepare("SELECT credential_id, sealed FROM secret_version WHERE sealed IS NOT NULL")
            .expect("versions");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("versions");
        rows.collect::<std::result::Result<_, _>>().expect("versions")
    };
    assert_eq!(kept.len(), 1_200);
    // In an order that has nothing to do with that of the table, so that its pages are balanced this way and that.
    kept.sort_by(|one, other| one.1.cmp(&other.1));
    let rows: HashMap<_, _> = work.table().into_iter().map(|row| (row.id.to_bytes(), row)).collect();
    let parts = |sealed: &[u8]| -> Vec<[u8; 8]> {
        sealed.chunks_exact(8).map(|part| part.try_into().expect("eight bytes")).collect()
    };
    let (mut gone, mut stay, mut deleted) = (HashSet::new(), HashSet::new(), 0);
    for (at, (id, sealed)) in kept.iter().enumerate() {
        let row = &rows[id];
        let target = Target { credential: row.id, revision: row.revision };
        match (at % 3, row.recoverable) {
            (0, _) => {
                stay.insert(parts(sealed)[0]);
                continue;
            }
            (1, true) => drop(actions::make_show_once(&work.app, target).expect("made show once")),
            _ => {
                actions::delete_credential(&work.app, target).expect("deleted");
                deleted += 1;
            }
        }
        gone.extend(parts(sealed));
    }
    for (path, bytes) in desk.files() {
        for window in bytes.windows(8) {
            assert!(!gone.contains(window), "{}", path.display());
            stay.remove(window);
        }
    }
    assert!(stay.is_empty(), "the others stay");
    assert!(work.head_agrees() && work.table().iter().all(|row| row.vouched == Vouched::Yes));
    drop(work);
    assert_eq!(desk.back_at_work().table().len(), rows.len() - deleted);
}
