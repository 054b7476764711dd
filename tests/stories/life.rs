//! The life of one credential: switched, revoked, reinstated, edited, extended, rotated, deleted, and undone.

use acceptance::forms::edit_form;
use keywright_core::actions;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::credential::{EditRequest, Overlap, Target};
use keywright_core::credential_row::{CredentialRow, Vouched};
use keywright_core::deeds::Deed;
use keywright_core::error::Error;
use keywright_core::policy::Expires;
use keywright_core::sheets::SheetRow;
use keywright_core::state::Status;
use keywright_core::store::head;
use proptest::prelude::*;

use crate::desk::{AtWork, Desk, TODAY};

/// An issued credential whose sheet is closed.
fn issued(work: &AtWork, title: &str) -> SheetRow {
    let sheet = work.issue(title);
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    sheet
}

fn row(work: &AtWork, title: &str) -> CredentialRow {
    work.table().into_iter().find(|row| row.title == title).expect("a row")
}

fn target(work: &AtWork, title: &str) -> Target {
    let row = row(work, title);
    Target { credential: row.id, revision: row.revision }
}

fn closed(work: &AtWork, title: &str) -> Vec<Deed> {
    let details = work.app.credential_details(row(work, title).id).expect("details");
    details.deeds.into_iter().filter(|open| open.closed.is_some()).map(|open| open.deed).collect()
}

#[test]
fn switched_off_and_on_revoked_and_reinstated_to_what_it_was() {
    let desk = Desk::new();
    let work = desk.at_work();
    issued(&work, "CRM");
    assert_eq!(
        closed(&work, "CRM"),
        [Deed::CopyAgain, Deed::DownloadAgain, Deed::MakeShowOnce, Deed::Activate, Deed::Reinstate]
    );
    actions::deactivate_credential(&work.app, target(&work, "CRM")).expect("off");
    assert_eq!(
        (row(&work, "CRM").status, closed(&work, "CRM")),
        (
            Status::Inactive,
            vec![Deed::CopyAgain, Deed::DownloadAgain, Deed::MakeShowOnce, Deed::Deactivate, Deed::Reinstate]
        )
    );
    actions::revoke_credential(&work.app, target(&work, "CRM"), " leaked ").expect("revoked");
    let details = work.app.credential_details(row(&work, "CRM").id).expect("details");
    let revocation = details.revocation.expect("a revocation");
    assert_eq!((revocation.by.as_str(), revocation.reason.as_deref()), ("Dana Whitfield", Some("leaked")));
    assert_eq!(
        closed(&work, "CRM"),
        [
            Deed::CopyAgain,
            Deed::DownloadAgain,
            Deed::Rotate,
            Deed::MakeShowOnce,
            Deed::Activate,
            Deed::Deactivate,
            Deed::Revoke
        ]
    );
    for refused in [
        actions::activate_credential(&work.app, target(&work, "CRM")).map(|_| ()),
        actions::deactivate_credential(&work.app, target(&work, "CRM")).map(|_| ()),
        actions::revoke_credential(&work.app, target(&work, "CRM"), "").map(|_| ()),
        actions::rotate_credential(&work.app, target(&work, "CRM"), Overlap::Now, None).map(|_| ()),
    ] {
        assert_eq!(refused.expect_err("refused").code(), "not_possible");
    }
    actions::reinstate_credential(&work.app, target(&work, "CRM")).expect("reinstated");
    assert_eq!(row(&work, "CRM").status, Status::Inactive, "what it was before");
    actions::activate_credential(&work.app, target(&work, "CRM")).expect("on");
    assert_eq!(row(&work, "CRM").status, Status::Active);
    let history: Vec<_> = work
        .app
        .credential_details(row(&work, "CRM").id)
        .expect("details")
        .history
        .into_iter()
        .map(|entry| entry.action)
        .collect();
    assert_eq!(
        history,
        [
            "activate_credential",
            "reinstate_credential",
            "revoke_credential",
            "deactivate_credential",
            "issue_credential"
        ]
    );
    drop(work);
    assert_eq!(row(&desk.back_at_work(), "CRM").vouched, Vouched::Yes);
}

#[test]
fn edited_within_the_rules_and_never_over_a_change_that_was_not_seen() {
    let desk = Desk::new();
    let work = desk.at_work();
    issued(&work, "CRM");
    issued(&work, "Ledger");
    let first = target(&work, "CRM");
    let edit = |target, title: &str| {
        let request = EditRequest { description: "For the depot".into(), ..edit_form(target, title) };
        actions::edit_credential(&work.app, &request)
    };
    assert_eq!(edit(first, "ledger").expect_err("taken").field(), Some("title"));
    assert_eq!(edit(first, " ").expect_err("empty").field(), Some("title"));
    desk.clock.set(Moment::from_millis(TODAY + 1_000));
    edit(first, "crm").expect("its own title in another case");
    let edited = row(&work, "crm");
    assert_eq!(
        (edited.description.as_str(), edited.modified_at.millis(), edited.revision),
        ("For the depot", TODAY + 1_000, 2)
    );
    let error = edit(first, "CRM 2").expect_err("the second window's edit");
    assert_eq!(error.code(), "changed_meanwhile");
    assert!(error.to_string().contains("crm"), "{error}");
    assert_eq!(row(&work, "crm").revision, 2);
}

#[test]
fn extended_shortened_and_made_to_last_for_ever() {
    let desk = Desk::new();
    let work = desk.at_work();
    issued(&work, "CRM");
    desk.clock.set(Moment::from_millis(TODAY + 120 * DAY_MILLIS));
    assert_eq!(row(&work, "CRM").status, Status::Expired);
    let refused = actions::rotate_credential(&work.app, target(&work, "CRM"), Overlap::Now, None).expect_err("expired");
    assert!(matches!(refused, Error::NotPossible(_)));
    let on = |date: &str| Expires::On { date: date.parse().expect("a date") };
    let past = actions::change_expiry(&work.app, target(&work, "CRM"), on("2027-03-01")).expect_err("past");
    assert_eq!(past.field(), Some("expires"));
    let changed = actions::change_expiry(&work.app, target(&work, "CRM"), on("2028-01-31")).expect("extended");
    assert_eq!(
        (row(&work, "CRM").status, row(&work, "CRM").expires_on.as_deref()),
        (Status::Active, Some("2028-01-31"))
    );
    actions::undo_change(&work.app, changed.undo.expect("reversible")).expect("undone");
    assert_eq!(
        (row(&work, "CRM").status, row(&work, "CRM").expires_on.as_deref()),
        (Status::Expired, Some("2027-02-22"))
    );
    actions::change_expiry(&work.app, target(&work, "CRM"), Expires::Never).expect("for ever");
    assert_eq!(row(&work, "CRM").expires_at, None);
}

#[test]
fn rotated_with_an_overlap_and_at_most_two_secrets_accepted() {
    let desk = Desk::new();
    let work = desk.at_work();
    let first = issued(&work, "CRM");
    let details = |work: &AtWork| work.app.credential_details(first.credential).expect("details");
    let hours = |hours| Overlap::Hours { hours };
    let second = actions::rotate_credential(&work.app, target(&work, "CRM"), hours(24), None).expect("rotated").sheet;
    assert_eq!(second.access_id, first.access_id, "the Access ID stays");
    let secret = work.copy(second.id).expect("copied");
    actions::close_sheet(&work.app, second.id).expect("closed");
    assert_eq!(row(&work, "CRM").rotating_until, Some(Moment::from_millis(TODAY + DAY_MILLIS)));
    assert!(!row(&work, "CRM").never_collected);
    let third =
        actions::rotate_credential(&work.app, target(&work, "CRM"), hours(1), None).expect("rotated again").sheet;
    let other = work.copy(third.id).expect("copied");
    assert_ne!(secret, other);
    let accepted: Vec<_> = details(&work).versions.iter().map(|version| (version.number, version.accepted)).collect();
    assert_eq!(accepted, [(3, true), (2, true), (1, false)], "the older one ended at once");
    desk.clock.set(Moment::from_millis(TODAY + 3_600_000));
    assert_eq!(row(&work, "CRM").rotating_until, None);
    assert!(!details(&work).versions[1].accepted);

    for (overlap, word) in [
        (hours(0), "Between"),
        (hours(8_761), "Between"),
        (Overlap::Until { date: "2026-11-22".parse().expect("a date") }, "past"),
        (Overlap::Until { date: "2027-02-23".parse().expect("a date") }, "past the credential"),
    ] {
        let error = actions::rotate_credential(&work.app, target(&work, "CRM"), overlap, None).expect_err(word);
        assert_eq!(error.field(), Some("overlap"));
        assert!(error.to_string().contains(word), "{error}");
    }
    let last = actions::rotate_credential(&work.app, target(&work, "CRM"), hours(8_760), None).expect("rotated");
    assert_eq!(row(&work, "CRM").rotating_until, last.sheet.expires_at, "never past the expiry");
    assert_eq!(row(&work, "CRM").vouched, Vouched::Yes);
    assert_eq!(desk.files_with(&secret), Vec::<std::path::PathBuf>::new());
}

#[test]
fn deleted_for_ever_with_its_secrets() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = issued(&work, "Old portal");
    issued(&work, "Stays");
    let sealed: Vec<u8> = desk
        .database()
        .query_row("SELECT sealed FROM secret_version WHERE credential_id = (SELECT id FROM credential WHERE title = 'Old portal')", [], |row| row.get(0))
        .expect("sealed");
    let there = |needle: &[u8]| {
        desk.files().iter().any(|(_, bytes)| bytes.windows(needle.len()).any(|window| window == needle))
    };
    assert!(there(&sealed), "the sealed secret is in the files while the credential is");
    let gone = target(&work, "Old portal");
    let changed = actions::delete_credential(&work.app, gone).expect("deleted");
    assert_eq!((changed.title.as_str(), changed.undo), ("Old portal", None));
    assert!(!there(&sealed), "and in none after: neither in the database nor in its log");
    assert_eq!(work.table().len(), 1);
    assert!(matches!(actions::delete_credential(&work.app, gone), Err(Error::NotFound(_))));
    assert!(matches!(work.app.credential_details(gone.credential), Err(Error::NotFound(_))));
    let entries = work.app.store.read(keywright_core::store::audit_log::all).expect("entries");
    let entry = String::from_utf8(entries.last().expect("an entry").bytes.clone()).expect("JSON");
    for kept in ["delete_credential", "Old portal", sheet.access_id.as_deref().expect("an Access ID")] {
        assert!(entry.contains(kept), "the audit log keeps {kept}");
    }
    let (head, _) = work.app.store.read(head::read).expect("the head");
    assert!(head.agrees_with(&work.app.store.read(head::count).expect("counted")));
}

#[test]
fn undo_gives_back_what_was_and_only_that() {
    let desk = Desk::new();
    let work = desk.at_work();
    issued(&work, "CRM");
    let before = row(&work, "CRM");
    let revoked = actions::revoke_credential(&work.app, target(&work, "CRM"), "by mistake").expect("revoked");
    let undone = actions::undo_change(&work.app, revoked.undo.expect("reversible")).expect("undone");
    assert_eq!(row(&work, "CRM").status, before.status);
    let stale = actions::undo_change(&work.app, revoked.undo.expect("reversible")).expect_err("changed since");
    assert_eq!(stale.code(), "changed_meanwhile");
    actions::undo_change(&work.app, undone.undo.expect("reversible")).expect("and redone");
    assert_eq!(row(&work, "CRM").status, Status::Revoked);
    let entries = work.app.store.read(keywright_core::store::audit_log::all).expect("entries").len() as u64;
    for sequence in [1, 2, 3] {
        assert_eq!(actions::undo_change(&work.app, sequence).expect_err("no such undo").code(), "not_possible");
    }
    for sequence in [0, entries + 1] {
        assert_eq!(actions::undo_change(&work.app, sequence).expect_err("no entry").code(), "not_found");
    }
    let last =
        actions::reinstate_credential(&work.app, target(&work, "CRM")).expect("reinstated").undo.expect("reversible");
    desk.database()
        .execute("UPDATE audit_item SET before = replace(before, 'CRM', 'XRM') WHERE sequence = ?1", [last])
        .expect("edited");
    assert_eq!(actions::undo_change(&work.app, last).expect_err("edited").code(), "not_vouched");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Any walk of single actions, then undone backwards, ends where it began, but for revision and modified.
    #[test]
    fn whatever_was_done_undoing_it_backwards_restores_exactly(steps in proptest::collection::vec(0..7_u8, 1..12)) {
        let desk = Desk::new();
        let work = desk.at_work();
        issued(&work, "CRM");
        let seen = |row: CredentialRow| (row.title, row.description, row.status, row.expires_at, row.created_at, row.vouched);
        let id = work.table()[0].id;
        let current = || work.table().into_iter().find(|row| row.id == id).expect("the row");
        let mut undos = vec![];
        for (at, step) in steps.into_iter().enumerate() {
            let now = current();
            let target = Target { credential: id, revision: now.revision };
            let was = seen(now);
            desk.clock.set(Moment::from_millis(TODAY + 1_000 * at as i64));
            let done = match step {
                0 => actions::activate_credential(&work.app, target),
                1 => actions::deactivate_credential(&work.app, target),
                2 => actions::revoke_credential(&work.app, target, "because"),
                3 => actions::reinstate_credential(&work.app, target),
                4 => actions::change_expiry(&work.app, target, Expires::Never),
                5 => actions::change_expiry(&work.app, target, Expires::On { date: "2029-01-01".parse().expect("a date") }),
                _ => actions::edit_credential(&work.app, &edit_form(target, &format!("CRM {at}"))),
            };
            match done {
                Ok(changed) => undos.push((changed.undo.expect("reversible"), was)),
                Err(error) => prop_assert_eq!(error.code(), "not_possible"),
            }
        }
        while let Some((undo, was)) = undos.pop() {
            actions::undo_change(&work.app, undo).expect("undone");
            prop_assert_eq!(seen(current()), was);
        }
    }
}
