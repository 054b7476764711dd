//! The keychain is locked: credentials can be revoked and deactivated and nothing else, an administrator vouches for it
//! later, and somebody who edits the database meanwhile gains nothing.

use keywright_core::actions;
use keywright_core::credential::{Changed, Target};
use keywright_core::credential_row::{CredentialRow, Vouched};
use keywright_core::deeds::Deed;
use keywright_core::error::Result;
use keywright_core::ids::CredentialId;
use keywright_core::mac::{chain, mark};
use keywright_core::pending::PendingRow;
use keywright_core::policy::Expires;
use keywright_core::state::Status;
use keywright_core::store::audit_log::{self, Item};
use keywright_core::store::{credentials, digest, head};
use keywright_core::vault::memory_keychain::MemoryState;
use rusqlite::{Connection, params};
use serde_json::{Value, json};

use crate::desk::{AtWork, Desk, create_tenant};

const TROUBLES: [(MemoryState, &str); 5] = [
    (MemoryState::Locked, "key_locked"),
    (MemoryState::Denied, "key_denied"),
    (MemoryState::Missing, "key_missing"),
    (MemoryState::Unreachable, "key_unreachable"),
    (MemoryState::Wrong, "key_wrong"),
];

fn row(work: &AtWork, title: &str) -> CredentialRow {
    work.table().into_iter().find(|row| row.title == title).expect("a row")
}

fn target(work: &AtWork, title: &str) -> Target {
    let row = row(work, title);
    Target { credential: row.id, revision: row.revision }
}

fn revoke(work: &AtWork, title: &str) -> Result<Changed> {
    actions::revoke_credential(&work.app, target(work, title), "leaked")
}

fn deactivate(work: &AtWork, title: &str) -> Result<Changed> {
    actions::deactivate_credential(&work.app, target(work, title))
}

/// A desk with credentials of these titles, their sheets closed.
fn with(titles: &[&str]) -> Desk {
    let desk = Desk::new();
    let work = desk.at_work();
    for title in titles {
        let sheet = work.issue(title);
        actions::close_sheet(&work.app, sheet.id).expect("closed");
    }
    drop(work);
    desk
}

/// A desk with “CRM” and “Ledger”, where “CRM” was revoked while the keychain was locked.
fn revoked_while_locked() -> Desk {
    let desk = with(&["CRM", "Ledger"]);
    revoke(&desk.back_without_key(MemoryState::Locked), "CRM").expect("revoked");
    desk
}

/// The vault once the keychain is open again.
fn unlocked(desk: &Desk) -> AtWork {
    desk.keychain.set_state(MemoryState::Ready);
    desk.back_at_work()
}

fn pending(work: &AtWork) -> Vec<PendingRow> {
    work.app.pending_changes().expect("told")
}

fn vouched(work: &AtWork, title: &str) -> Vouched {
    row(work, title).vouched
}

/// The whole log is one chain, and the head counts what is there.
fn holds_together(work: &AtWork) {
    let mut hash = [0; 32];
    for (entry, sequence) in work.app.store.read(audit_log::all).expect("entries").iter().zip(1..) {
        hash = chain(&hash, &entry.bytes);
        assert_eq!((entry.sequence, entry.hash), (sequence, hash));
    }
    let keys = work.app.vault.keys().expect("keys");
    let head = work.app.store.read(|connection| head::get(connection, &*keys, false)).expect("genuine");
    assert!(head.agrees_with(&work.app.store.read(head::count).expect("counted")));
}

fn mac_of(database: &Connection, title: &str) -> Vec<u8> {
    database.query_row("SELECT mac FROM credential WHERE title = ?1", [title], |row| row.get(0)).expect("a mark")
}

#[test]
fn revoke_and_deactivate_work_without_the_key_and_nothing_else_does() {
    for (trouble, code) in TROUBLES {
        let desk = with(&["CRM", "Ledger"]);
        let (before, writes) = (mac_of(&desk.database(), "CRM"), desk.keychain.asked().writes);
        let work = desk.back_without_key(trouble);
        let head = work.app.store.read(head::read).expect("the head");
        for title in ["CRM", "Ledger"] {
            let details = work.app.credential_details(row(&work, title).id).expect("details");
            let open: Vec<_> =
                details.deeds.iter().filter(|deed| deed.closed.is_none()).map(|open| open.deed).collect();
            assert_eq!(open, [Deed::Deactivate, Deed::Revoke], "{code}");
            let why = |deed| details.deeds.iter().find(|open| open.deed == deed).and_then(|open| open.closed.clone());
            assert!(why(Deed::Rotate).expect("a reason").contains("key"), "{code}");
        }
        let revoked = revoke(&work, "CRM").expect("revoked");
        assert_eq!((revoked.title.as_str(), revoked.undo), ("CRM", None), "it cannot be undone by itself");
        deactivate(&work, "Ledger").expect("deactivated");
        revoke(&work, "Ledger").expect("and revoked on top");
        for (title, revision) in [("CRM", 2), ("Ledger", 3)] {
            let row = row(&work, title);
            assert_eq!((row.status, row.vouched, row.revision), (Status::Revoked, Vouched::Unknown, revision));
        }
        assert_eq!(mac_of(&desk.database(), "CRM"), before, "the row keeps its mark");
        assert_eq!(work.app.store.read(head::read).expect("the head"), head, "the head stays");
        let entries = work.app.store.read(audit_log::all).expect("entries");
        assert!(entries[head.0.length as usize..].iter().all(|entry| entry.mac.is_empty()));
        assert_eq!(entries.len() as u64, head.0.length + 3);

        for (refused, expected) in [
            (revoke(&work, "CRM").map(|_| ()), "not_possible"),
            (deactivate(&work, "CRM").map(|_| ()), "not_possible"),
            (actions::activate_credential(&work.app, target(&work, "CRM")).map(|_| ()), code),
            (actions::reinstate_credential(&work.app, target(&work, "CRM")).map(|_| ()), code),
            (actions::change_expiry(&work.app, target(&work, "CRM"), Expires::Never).map(|_| ()), code),
            (actions::delete_credential(&work.app, target(&work, "CRM")).map(|_| ()), code),
            (actions::undo_change(&work.app, head.0.length + 1).map(|_| ()), code),
            (actions::issue_credential(&work.app, &work.form("New")).map(|_| ()), code),
            (create_tenant(&work.app, "Second").map(|_| ()), code),
            (work.app.pending_changes().map(|_| ()), code),
            (actions::vouch_for_changes(&work.app).map(|_| ()), code),
        ] {
            assert_eq!(refused.expect_err("refused").code(), expected);
        }
        let stale = Target { revision: 1, ..target(&work, "Ledger") };
        let refused = actions::revoke_credential(&work.app, stale, "").expect_err("changed since");
        assert_eq!(refused.code(), "changed_meanwhile");
        let long = "x".repeat(1_001);
        let refused = actions::revoke_credential(&work.app, target(&work, "Ledger"), &long).expect_err("too long");
        assert_eq!(refused.field(), Some("reason"));
        assert_eq!(desk.keychain.asked().writes, writes, "no key is made");
        drop(work);
        let work = unlocked(&desk);
        assert_eq!((vouched(&work, "CRM"), vouched(&work, "Ledger")), (Vouched::Pending, Vouched::Pending), "{code}");
        assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 3);
        holds_together(&work);
    }
}

#[test]
fn permissions_hold_by_the_rows_as_they_are() {
    let desk = with(&["CRM"]);
    desk.database()
        .execute("UPDATE operator SET group_id = (SELECT id FROM operator_group WHERE name = 'Auditors')", [])
        .expect("moved");
    let work = desk.back_without_key(MemoryState::Locked);
    for refused in [revoke(&work, "CRM"), deactivate(&work, "CRM")] {
        assert_eq!(refused.expect_err("refused").code(), "not_permitted");
    }
    assert_eq!(row(&work, "CRM").status, Status::Active);
}

#[test]
fn a_passphrase_that_has_not_been_entered_is_no_hindrance() {
    use keywright_core::secret::Passphrase;
    use keywright_core::vault::Protection;
    let desk = Desk::new();
    let passphrase = || Passphrase::new("correct horse battery".into());
    let keywright = desk.start();
    keywright.create_vault(Protection::Passphrase(passphrase())).expect("a vault");
    let app = keywright.app().expect("open");
    let tenant = create_tenant(&app, "Acme Logistics").expect("a tenant").id;
    actions::add_samples(&app, tenant, 1).expect("a sample");
    drop((app, keywright));
    let work = desk.back_without_key(MemoryState::Ready);
    let title = work.table()[0].title.clone();
    revoke(&work, &title).expect("revoked");
    work.app.unlock_with_passphrase(&passphrase()).expect("right");
    assert_eq!(vouched(&work, &title), Vouched::Pending);
    assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 1);
    assert_eq!(vouched(&work, &title), Vouched::Yes);
}

#[test]
fn what_is_pending_is_left_alone_until_an_administrator_vouches_for_it() {
    let desk = revoked_while_locked();
    let work = unlocked(&desk);
    assert_eq!((vouched(&work, "CRM"), vouched(&work, "Ledger")), (Vouched::Pending, Vouched::Yes));
    let last = work.app.store.read(audit_log::all).expect("entries").len() as u64;
    let waiting = pending(&work);
    let [only] = waiting.as_slice() else { panic!("{waiting:?}") };
    assert_eq!(
        (only.sequence, only.operator.as_str(), only.action.as_str(), only.title.as_str(), only.sound),
        (last, "Dana Whitfield", "revoke_credential", "CRM", true)
    );
    for refused in [
        actions::reinstate_credential(&work.app, target(&work, "CRM")).map(|_| ()),
        actions::revoke_credential(&work.app, target(&work, "CRM"), "").map(|_| ()),
        actions::activate_credential(&work.app, target(&work, "CRM")).map(|_| ()),
        actions::change_expiry(&work.app, target(&work, "CRM"), Expires::Never).map(|_| ()),
        actions::delete_credential(&work.app, target(&work, "CRM")).map(|_| ()),
    ] {
        let error = refused.expect_err("refused");
        assert_eq!(error.code(), "not_vouched");
        assert!(error.to_string().contains("an administrator vouches for that change first"), "{error}");
    }
    let details = work.app.credential_details(row(&work, "CRM").id).expect("details");
    assert!(details.deeds.iter().all(|open| open.closed.is_some()), "{:?}", details.deeds);
    // Others are worked with meanwhile, and nothing of that blesses it.
    work.issue("Third");
    deactivate(&work, "Ledger").expect("deactivated");
    drop(work);
    let work = unlocked(&desk);
    assert_eq!((vouched(&work, "CRM"), pending(&work).len()), (Vouched::Pending, 1));

    assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 1);
    let vouched_row = row(&work, "CRM");
    assert_eq!((vouched_row.vouched, vouched_row.status, vouched_row.revision), (Vouched::Yes, Status::Revoked, 2));
    assert!(pending(&work).is_empty());
    assert_eq!(actions::vouch_for_changes(&work.app).expect("nothing more"), 0);
    let entries = work.app.store.read(audit_log::all).expect("entries");
    let entry = entries.last().expect("an entry");
    let body: Value = serde_json::from_slice(&entry.bytes).expect("JSON");
    assert_eq!((body["action"].as_str(), body["count"].as_u64()), (Some("vouch_for_changes"), Some(1)));
    assert_eq!(body.get("detail"), None);
    assert!(!entry.mac.is_empty());
    for sequence in [last, entry.sequence] {
        let error = actions::undo_change(&work.app, sequence).expect_err("no such undo");
        assert_eq!(error.code(), "not_possible");
        assert_eq!(error.to_string().contains("Reinstate the credential"), sequence == last, "{error}");
    }
    holds_together(&work);
    let reinstated = actions::reinstate_credential(&work.app, target(&work, "CRM")).expect("reinstated");
    assert_eq!(row(&work, "CRM").status, Status::Active);
    actions::undo_change(&work.app, reinstated.undo.expect("reversible")).expect("undone");
    holds_together(&work);
}

#[test]
fn vouching_needs_the_permission_and_a_change_to_vouch_for() {
    let desk = revoked_while_locked();
    let work = unlocked(&desk);
    let keys = work.app.vault.keys().expect("keys");
    let database = desk.database();
    database
        .execute("UPDATE operator SET group_id = (SELECT id FROM operator_group WHERE name = 'Issuers')", [])
        .expect("moved");
    let (operator, _) = keywright_core::store::operators::of_account(&database, "1000").expect("read").expect("Dana");
    database.execute("UPDATE operator SET mac = ?1", [mark(&operator.row, &*keys)]).expect("marked");
    assert_eq!(actions::vouch_for_changes(&work.app).expect_err("refused").code(), "not_permitted");
    assert_eq!(work.app.pending_changes().expect_err("refused").code(), "not_permitted");
    assert_eq!(vouched(&work, "CRM"), Vouched::Pending);

    let desk = with(&["CRM"]);
    let work = unlocked(&desk);
    let entries = work.app.store.read(audit_log::all).expect("entries").len();
    assert_eq!(actions::vouch_for_changes(&work.app).expect("nothing to do"), 0);
    assert_eq!(work.app.store.read(audit_log::all).expect("entries").len(), entries);
}

#[test]
fn locked_sessions_follow_one_another_with_and_without_a_key_between() {
    let desk = with(&["CRM", "Ledger", "Depot"]);
    let work = desk.back_without_key(MemoryState::Locked);
    deactivate(&work, "CRM").expect("deactivated");
    drop(work);
    let work = desk.back_without_key(MemoryState::Unreachable);
    deactivate(&work, "Ledger").expect("deactivated");
    work.app.retry_keychain();
    drop(work);
    // Taken in by a write with the key, and not vouched for.
    let work = unlocked(&desk);
    work.issue("Between");
    drop(work);
    let work = desk.back_without_key(MemoryState::Locked);
    revoke(&work, "CRM").expect("revoked on top");
    revoke(&work, "Depot").expect("revoked");
    desk.keychain.set_state(MemoryState::Ready);
    work.app.retry_keychain();
    work.app.vault.keys().expect("in the same process");
    for title in ["CRM", "Ledger", "Depot"] {
        assert_eq!(vouched(&work, title), Vouched::Pending, "{title}");
    }
    let listed: Vec<_> = pending(&work).into_iter().map(|row| (row.title, row.action, row.sound)).collect();
    let expected = [
        ("CRM", "deactivate_credential"),
        ("Ledger", "deactivate_credential"),
        ("CRM", "revoke_credential"),
        ("Depot", "revoke_credential"),
    ];
    assert_eq!(listed, expected.map(|(title, action)| (title.to_owned(), action.to_owned(), true)));
    assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 4);
    assert!(work.table().iter().all(|row| row.vouched == Vouched::Yes));
    holds_together(&work);
    actions::reinstate_credential(&work.app, target(&work, "CRM")).expect("reinstated");
    assert_eq!(row(&work, "CRM").status, Status::Inactive, "what it was before it was revoked");
    drop(work);

    // A second time for the same credential.
    let work = desk.back_without_key(MemoryState::Locked);
    revoke(&work, "CRM").expect("revoked");
    drop(work);
    let work = unlocked(&desk);
    assert_eq!((vouched(&work, "CRM"), pending(&work).len()), (Vouched::Pending, 1));
    assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 1);
    holds_together(&work);
}

/// A credential's row as the audit log would keep it.
fn json_of(database: &Connection, title: &str) -> Value {
    let id: [u8; 16] =
        database.query_row("SELECT id FROM credential WHERE title = ?1", [title], |row| row.get(0)).expect("an id");
    let kept = credentials::get(database, CredentialId::from_bytes(id)).expect("read").expect("a row");
    serde_json::to_value(&kept.row).expect("JSON")
}

/// Appends an entry without a mark, as the application would, in the chain and with its items.
fn forge(database: &Connection, action: &str, before: &Value, after: &Value, operator: &str) {
    let (sequence, hash): (i64, [u8; 32]) = database
        .query_row("SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("the last entry");
    let id: CredentialId = serde_json::from_value(after["id"].clone()).expect("an id");
    let mac: [u8; 32] = database
        .query_row("SELECT mac FROM credential WHERE id = ?1", [id.to_bytes()], |row| row.get(0))
        .expect("a mark");
    let item = Item {
        table: "credential".into(),
        id: id.to_bytes(),
        revision: after["revision"].as_u64().expect("a revision") as u32,
        mac,
        before: Some(before.to_string()),
        after: Some(after.to_string()),
    };
    let bytes = json!({
        "sequence": sequence + 1, "at": after["modifiedAt"], "operator": { "account": "1000", "name": operator },
        "action": action, "subject": { "kind": "credential", "id": after["id"], "title": after["title"] },
        "items": digest(std::slice::from_ref(&item)),
    })
    .to_string();
    database
        .execute(
            "INSERT INTO audit_entry (sequence, bytes, hash, mac) VALUES (?1, ?2, ?3, x'')",
            params![sequence + 1, bytes.as_bytes(), chain(&hash, bytes.as_bytes())],
        )
        .expect("an entry");
    database
        .execute(
            "INSERT INTO audit_item (sequence, position, \"table\", row_id, revision, mac, before, after)
             VALUES (?1, 0, 'credential', ?2, ?3, ?4, ?5, ?6)",
            params![sequence + 1, item.id, item.revision, mac, item.before, item.after],
        )
        .expect("an item");
}

/// Another row for the same credential: `changes` over `row`.
fn altered(row: &Value, changes: Value) -> Value {
    let mut row = row.clone();
    row.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    row
}

/// Sets the row back to what it was before it was revoked, every column of it.
const REINSTATED: &str =
    "UPDATE credential SET state = 'active', revoked_at = NULL, revoked_by = NULL, revoked_for = NULL,
     was_active = NULL, revision = 1, modified_at = created_at WHERE title = 'CRM'";

/// Neither told as vouched for nor as pending, and nothing makes it so.
fn stays_altered(work: &AtWork, title: &str, why: &str) {
    assert_eq!(vouched(work, title), Vouched::Altered, "{why}");
    let refused = actions::change_expiry(&work.app, target(work, title), Expires::Never).expect_err(why);
    assert_eq!(refused.code(), "not_vouched", "{why}");
    if let Ok(waiting) = work.app.pending_changes() {
        assert!(waiting.iter().all(|row| row.title != title || !row.sound), "{why}");
    }
    match actions::vouch_for_changes(&work.app) {
        Ok(_) => {}
        Err(error) => assert!(["not_vouched", "not_possible"].contains(&error.code()), "{why}: {error}"),
    }
    assert_eq!(vouched(work, title), Vouched::Altered, "{why}, after vouching");
}

#[test]
fn a_revocation_that_is_taken_back_in_the_database_shows() {
    // While the log is longer than its head says; once the head has taken it in; and once another has been vouched for.
    for taken_in in [false, true] {
        let desk = revoked_while_locked();
        if taken_in {
            unlocked(&desk).issue("Between");
        }
        desk.database().execute(REINSTATED, []).expect("edited");
        let work = unlocked(&desk);
        assert_eq!(row(&work, "CRM").status, Status::Active, "as the database says");
        stays_altered(&work, "CRM", "the row bears a mark of its own, but the log knows better");
        assert_eq!(vouched(&work, "Ledger"), Vouched::Yes);
        assert!(!pending(&work)[0].sound);
    }
    let desk = revoked_while_locked();
    revoke(&desk.back_without_key(MemoryState::Locked), "Ledger").expect("revoked");
    desk.database().execute(REINSTATED, []).expect("edited");
    let work = unlocked(&desk);
    assert_eq!(actions::vouch_for_changes(&work.app).expect("the sound one"), 1);
    let entries = work.app.store.read(audit_log::all).expect("entries");
    let body: Value = serde_json::from_slice(&entries.last().expect("an entry").bytes).expect("JSON");
    let detail = body["detail"].as_str().expect("what is left is named");
    assert!(detail.contains("“CRM”") && !detail.contains("Ledger"), "{detail}");
    assert_eq!((vouched(&work, "Ledger"), vouched(&work, "CRM")), (Vouched::Yes, Vouched::Altered));
    let error = actions::vouch_for_changes(&work.app).expect_err("none that could be");
    assert!(error.to_string().contains("“CRM”"), "{error}");
    deactivate(&work, "Ledger").expect_err("it is revoked");
    actions::reinstate_credential(&work.app, target(&work, "Ledger")).expect("reinstated");
    drop(work);
    let work = unlocked(&desk);
    stays_altered(&work, "CRM", "also after a restart");
    assert_eq!(vouched(&work, "Ledger"), Vouched::Yes);
}

#[test]
fn nothing_that_opens_is_explained_by_a_forged_entry() {
    for (action, state) in [
        ("reinstate_credential", "active"),
        ("activate_credential", "active"),
        ("revoke_credential", "active"),
        ("deactivate_credential", "active"),
        ("deactivate_credential", "inactive"),
        ("undo_change", "active"),
        ("vouch_for_changes", "active"),
    ] {
        for taken_in in [false, true] {
            let desk = revoked_while_locked();
            if taken_in {
                unlocked(&desk).issue("Between");
            }
            let database = desk.database();
            let before = json_of(&database, "CRM");
            database.execute(REINSTATED, []).expect("edited");
            database
                .execute("UPDATE credential SET state = ?1, revision = 3 WHERE title = 'CRM'", [state])
                .expect("edited");
            let after = json_of(&database, "CRM");
            forge(&database, action, &before, &after, "Dana Whitfield");
            stays_altered(&unlocked(&desk), "CRM", &format!("{action} to {state}"));
        }
    }
}

#[test]
fn a_forged_revocation_carries_nothing_else_along() {
    let cases = [
        ("expires_at = expires_at + 1", "expires"),
        ("title = 'CRM!', folded = 'crm!'", "title"),
        ("sample = 1", "sample"),
        ("created_by = 'Mallory'", "created by"),
        ("revision = 9", "a leap of revisions"),
        ("revoked_by = 'Mallory'", "another operator than the entry's"),
        ("was_active = 0", "another state before"),
        ("revoked_at = 5", "another time"),
    ];
    for (edit, why) in cases {
        let desk = with(&["CRM", "Ledger"]);
        let database = desk.database();
        let before = json_of(&database, "CRM");
        database
            .execute(
                "UPDATE credential SET state = 'revoked', revoked_at = modified_at, revoked_by = 'Dana Whitfield', was_active = 1,
                        revision = 2 WHERE title = 'CRM'",
                [],
            )
            .expect("edited");
        database.execute(&format!("UPDATE credential SET {edit} WHERE title = 'CRM'"), []).expect("edited");
        let title = if why == "title" { "CRM!" } else { "CRM" };
        let after = json_of(&database, title);
        forge(&database, "revoke_credential", &before, &after, "Dana Whitfield");
        let work = unlocked(&desk);
        stays_altered(&work, title, why);
        assert_eq!(vouched(&work, "Ledger"), Vouched::Yes);
    }
    // Without any of that it is what anybody could have done who sat at the locked application: a credential is blocked.
    let desk = with(&["CRM"]);
    let database = desk.database();
    let before = json_of(&database, "CRM");
    database
        .execute(
            "UPDATE credential SET state = 'revoked', revoked_at = modified_at, revoked_by = 'Mallory', was_active = 1, revision = 2",
            [],
        )
        .expect("edited");
    forge(&database, "revoke_credential", &before, &json_of(&database, "CRM"), "Mallory");
    let work = unlocked(&desk);
    assert_eq!((vouched(&work, "CRM"), pending(&work)[0].operator.as_str()), (Vouched::Pending, "Mallory"));
}

#[test]
fn any_column_that_is_changed_beside_shows() {
    let columns = [
        "description = 'x'",
        "expires_at = expires_at + 1",
        "starts_at = 1",
        "reveal = 'recoverable'",
        "created_at = created_at - 1",
        "modified_at = modified_at + 1",
        "revision = revision + 1",
        "revision = revision - 1",
        "revoked_for = NULL",
        "revoked_for = 'other'",
        "revoked_by = 'Mallory'",
        "was_active = 0",
        "state = 'inactive', revoked_at = NULL, revoked_by = NULL, revoked_for = NULL, was_active = NULL",
        "group_id = randomblob(16)",
        "sample = 1",
        "mac = randomblob(32)",
        "mac = x''",
        "id = randomblob(16)",
    ];
    for edit in columns {
        let desk = revoked_while_locked();
        let database = desk.database();
        database.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("set");
        database.execute(&format!("UPDATE credential SET {edit} WHERE title = 'CRM'"), []).expect("edited");
        let work = unlocked(&desk);
        assert_eq!(vouched(&work, "CRM"), Vouched::Altered, "{edit}");
        assert_eq!(vouched(&work, "Ledger"), Vouched::Yes, "{edit}");
        match actions::vouch_for_changes(&work.app) {
            Ok(entries) => panic!("{edit}: {entries} vouched for"),
            Err(error) => assert!(["not_vouched", "not_possible"].contains(&error.code()), "{edit}: {error}"),
        }
        assert_eq!(vouched(&work, "CRM"), Vouched::Altered, "{edit}");
    }
}

#[test]
fn swapped_rows_show() {
    const TWO: &str = "SELECT title, state, revoked_at, revoked_by, revoked_for, was_active, revision, modified_at, mac
                       FROM credential WHERE title IN ('CRM', 'Ledger')";
    for columns in [
        "mac",
        "state, revoked_at, revoked_by, revoked_for, was_active, revision, modified_at",
        "state, revoked_at, revoked_by, revoked_for, was_active, revision, modified_at, mac",
    ] {
        for both in [false, true] {
            let desk = revoked_while_locked();
            if both {
                deactivate(&desk.back_without_key(MemoryState::Locked), "Ledger").expect("deactivated");
            }
            let database = desk.database();
            database.execute_batch(&format!("CREATE TABLE two AS {TWO}")).expect("kept");
            let swapped = database
                .execute(
                    &format!(
                        "UPDATE credential SET ({columns}) = (SELECT {columns} FROM two WHERE two.title <> credential.title)
                         WHERE title IN ('CRM', 'Ledger')"
                    ),
                    [],
                )
                .expect("swapped");
            assert_eq!(swapped, 2);
            let work = unlocked(&desk);
            stays_altered(&work, "CRM", columns);
            stays_altered(&work, "Ledger", columns);
        }
    }
}

#[test]
fn an_entry_that_is_taken_away_leaves_its_row_unexplained() {
    let desk = revoked_while_locked();
    let database = desk.database();
    let last = "(SELECT max(sequence) FROM audit_entry)";
    database.execute(&format!("DELETE FROM audit_item WHERE sequence = {last}"), []).expect("removed");
    database.execute(&format!("DELETE FROM audit_entry WHERE sequence = {last}"), []).expect("removed");
    let work = unlocked(&desk);
    stays_altered(&work, "CRM", "nothing says that it was revoked");
    assert!(pending(&work).is_empty());
    work.issue("Third");
    holds_together(&work);

    // Once the head has taken it in, the log is not rid of it unseen, whatever becomes of the row.
    for erase in [
        "DELETE FROM audit_item WHERE sequence = ?1; DELETE FROM audit_entry WHERE sequence = ?1",
        "UPDATE audit_entry SET mac = randomblob(32) WHERE sequence = ?1",
        "UPDATE audit_entry SET bytes = CAST(replace(CAST(bytes AS TEXT), 'revoke', 'rewoke') AS BLOB) WHERE sequence = ?1",
        "UPDATE audit_entry SET hash = randomblob(32) WHERE sequence = ?1",
    ] {
        for reinstated in [false, true] {
            let desk = revoked_while_locked();
            let sequence = {
                let work = unlocked(&desk);
                let sequence = pending(&work)[0].sequence;
                work.issue("Between");
                sequence
            };
            let database = desk.database();
            database.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
            database.execute_batch(&erase.replace("?1", &sequence.to_string())).expect("erased");
            if reinstated {
                database.execute(REINSTATED, []).expect("edited");
            }
            let work = unlocked(&desk);
            stays_altered(&work, "CRM", erase);
            assert_eq!(work.app.pending_changes().expect_err(erase).code(), "not_vouched");
        }
    }
}

#[test]
fn a_log_that_does_not_follow_from_its_head_stops_every_write() {
    let last = "(SELECT max(sequence) FROM audit_entry)";
    for (edit, why) in [
        (format!("UPDATE audit_entry SET mac = randomblob(32) WHERE sequence = {last}"), "a wrong mark"),
        (format!("UPDATE audit_entry SET mac = x'00' WHERE sequence = {last}"), "a short mark"),
        (format!("UPDATE audit_entry SET hash = randomblob(32) WHERE sequence = {last}"), "a wrong hash"),
        (format!("UPDATE audit_entry SET bytes = x'7b7d' WHERE sequence = {last}"), "other bytes"),
        (format!("UPDATE audit_entry SET sequence = sequence + 1 WHERE sequence = {last}"), "a gap"),
        (format!("DELETE FROM audit_entry WHERE sequence = {last} - 1"), "an end that is gone"),
        (format!("UPDATE audit_entry SET hash = randomblob(32) WHERE sequence = {last} - 1"), "another end"),
        ("UPDATE head SET length = length + 1".into(), "a head that says more"),
        ("INSERT INTO head_table VALUES ('unkeyed', 1, zeroblob(32))".into(), "a head that knows of more"),
    ] {
        let desk = revoked_while_locked();
        let database = desk.database();
        database.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("set");
        assert_eq!(database.execute(&edit, []).expect("edited"), 1, "{why}");
        let work = unlocked(&desk);
        for refused in [
            actions::issue_credential(&work.app, &work.form("Third")).map(|_| ()),
            actions::vouch_for_changes(&work.app).map(|_| ()),
            deactivate(&work, "Ledger").map(|_| ()),
        ] {
            assert_eq!(refused.expect_err(why).code(), "not_vouched", "{why}");
        }
        assert!(work.table().iter().all(|row| row.vouched == Vouched::Altered), "{why}: any could have been put back");
        assert_eq!(work.app.pending_changes().expect_err(why).code(), "not_vouched", "{why}");
        drop(work);
        if !why.starts_with("a head that knows") {
            let work = desk.back_without_key(MemoryState::Locked);
            assert_eq!(deactivate(&work, "Ledger").expect_err(why).code(), "not_vouched", "{why}: locked");
        }
    }
}

#[test]
fn items_that_are_not_the_entrys_explain_nothing() {
    for edit in [
        "DELETE FROM audit_item WHERE sequence = ?1",
        "UPDATE audit_item SET before = replace(before, 'CRM', 'CRN') WHERE sequence = ?1",
        "UPDATE audit_item SET after = replace(after, 'leaked', 'lost') WHERE sequence = ?1",
        "UPDATE audit_item SET mac = x'00' WHERE sequence = ?1",
        "UPDATE audit_item SET \"table\" = 'tenant' WHERE sequence = ?1",
        "INSERT INTO audit_item SELECT sequence, 1, \"table\", row_id, revision, mac, before, after FROM audit_item WHERE sequence = ?1",
        "UPDATE audit_item SET row_id = randomblob(16) WHERE sequence = ?1",
    ] {
        let desk = revoked_while_locked();
        let database = desk.database();
        let last: i64 =
            database.query_row("SELECT max(sequence) FROM audit_entry", [], |row| row.get(0)).expect("a number");
        assert_eq!(database.execute(edit, [last]).expect("edited"), 1, "{edit}");
        stays_altered(&unlocked(&desk), "CRM", edit);
    }
}

#[test]
fn an_older_row_that_is_put_back_with_forged_steps_from_it_is_not_blessed() {
    // What is put back had a longer life, and was shortened since: blocked or not, that must not come again.
    for cover_up in [false, true] {
        let desk = with(&["CRM", "Ledger"]);
        let database = desk.database();
        database.execute_batch("CREATE TABLE old AS SELECT * FROM credential").expect("kept");
        {
            let work = unlocked(&desk);
            let soon = Expires::On { date: "2026-12-01".parse().expect("a date") };
            actions::change_expiry(&work.app, target(&work, "CRM"), soon).expect("shortened");
        }
        database
            .execute(
                "UPDATE credential SET (revision, expires_at, modified_at, mac) =
                        (SELECT revision, expires_at, modified_at, mac FROM old WHERE old.id = credential.id)
                 WHERE title = 'CRM'",
                [],
            )
            .expect("put back");
        let before = json_of(&database, "CRM");
        database
            .execute("UPDATE credential SET state = 'inactive', revision = 2 WHERE title = 'CRM'", [])
            .expect("edited");
        forge(&database, "deactivate_credential", &before, &json_of(&database, "CRM"), "Dana Whitfield");
        if cover_up {
            // The item by which the log would know of the newer mark.
            let edit = "UPDATE audit_item SET mac = (SELECT mac FROM credential WHERE title = 'CRM')
                        WHERE row_id = (SELECT id FROM credential WHERE title = 'CRM')";
            assert!(database.execute(edit, []).expect("edited") > 0);
        }
        let work = unlocked(&desk);
        if cover_up {
            // Nothing in the row itself tells; the head's sum of marks does, before anything is blessed.
            assert_eq!(actions::vouch_for_changes(&work.app).expect_err("refused").code(), "not_vouched");
            assert_ne!(vouched(&work, "CRM"), Vouched::Yes);
        } else {
            stays_altered(&work, "CRM", "the log knows a newer mark");
        }
    }
}

#[test]
fn entries_without_a_mark_of_any_other_kind_are_named_and_never_vouched_for() {
    let desk = revoked_while_locked();
    let database = desk.database();
    let ledger = json_of(&database, "Ledger");
    forge(&database, "issue_credential", &ledger, &altered(&ledger, json!({ "revision": 2 })), "Mallory");
    let nobody = altered(&ledger, json!({ "id": "00000000-0000-7000-8000-000000000001", "title": "Nobody" }));
    let (sequence, hash): (i64, [u8; 32]) = database
        .query_row("SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .expect("the last entry");
    for (at, bytes) in
        [(1, "[]".to_owned()), (2, json!({ "action": "revoke_credential", "subject": nobody }).to_string())]
    {
        let previous = if at == 1 { hash } else { chain(&hash, b"[]") };
        database
            .execute(
                "INSERT INTO audit_entry (sequence, bytes, hash, mac) VALUES (?1, ?2, ?3, x'')",
                params![sequence + at, bytes.as_bytes(), chain(&previous, bytes.as_bytes())],
            )
            .expect("an entry");
    }
    let work = unlocked(&desk);
    let sound: Vec<_> = pending(&work).into_iter().map(|row| row.sound).collect();
    assert_eq!(sound, [true, false, false, false]);
    assert_eq!((vouched(&work, "CRM"), vouched(&work, "Ledger")), (Vouched::Pending, Vouched::Altered));
    assert_eq!(actions::vouch_for_changes(&work.app).expect("the sound one"), 1);
    assert_eq!((vouched(&work, "CRM"), vouched(&work, "Ledger")), (Vouched::Yes, Vouched::Altered));
    assert_eq!(pending(&work).len(), 3, "those stay");
    actions::delete_credential(&work.app, target(&work, "CRM")).expect("deleted");
    drop(work);
    let work = unlocked(&desk);
    assert_eq!(pending(&work).len(), 3, "what was vouched for and deleted does not come back");
    work.issue("Third");
}
