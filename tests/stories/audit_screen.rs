//! The audit log as its screen reads it: found by what was done, by whom, to what and when; one entry with its rows;
//! and what somebody edited is a row that says so.

use std::time::{Duration, Instant};

use acceptance::forms::edit_form;
use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::audit_entry::{AuditChange, AuditDetails};
use keywright_core::audit_list::{AuditFilter, AuditRow};
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::credential::{EditRequest, Target};
use keywright_core::ids::RequestId;
use keywright_core::operators::{AddOperatorRequest, EditOperatorRequest, OperatorTarget};
use keywright_core::rng::SystemRng;
use keywright_core::vault::memory_keychain::MemoryState;

use crate::desk::{AtWork, Desk, TODAY, create_tenant};

fn found(app: &App, filter: &AuditFilter) -> Vec<u32> {
    let answer = app.query_audit(filter).expect("entries");
    assert_eq!(answer.generation, app.generation);
    answer.handles
}

fn filter(change: impl FnOnce(&mut AuditFilter)) -> AuditFilter {
    let mut filter = AuditFilter::default();
    change(&mut filter);
    filter
}

fn row(app: &App, sequence: u32) -> AuditRow {
    app.audit_rows(&[sequence]).expect("rows").pop().expect("a row")
}

fn change(field: &str, before: Option<&str>, after: Option<&str>) -> AuditChange {
    AuditChange { field: field.into(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

/// Entries 1 to 9: the vault, a tenant, then a day apart a credential issued, its secret copied and shown, edited,
/// and on the third day another tenant and a credential issued and deleted there.
fn told(desk: &Desk) -> AtWork {
    let mut work = desk.at_work();
    desk.clock.set(Moment::from_millis(TODAY + DAY_MILLIS));
    let sheet = work.issue("Zürich CRM");
    work.copy(sheet.id).expect("copied");
    actions::show_secret(&work.app, sheet.id).expect("shown");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    let target = Target { credential: sheet.credential, revision: 1 };
    let request = EditRequest { description: "For the depot".into(), ..edit_form(target, "Ledger") };
    actions::edit_credential(&work.app, &request).expect("edited");
    desk.clock.set(Moment::from_millis(TODAY + 2 * DAY_MILLIS));
    work.tenant = create_tenant(&work.app, "Bright Freight").expect("a tenant").id;
    let sheet = work.issue("Legacy");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    actions::delete_credential(&work.app, Target { credential: sheet.credential, revision: 1 }).expect("deleted");
    work
}

#[test]
fn entries_are_found_by_all_that_is_asked_and_the_newest_come_first() {
    let desk = Desk::new();
    let work = told(&desk);
    let app = &work.app;
    assert_eq!(found(app, &AuditFilter::default()), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    let issue = filter(|filter| filter.action = Some("issue_credential".into()));
    assert_eq!(found(app, &issue), [8, 3]);
    assert_eq!(found(app, &filter(|filter| filter.action = Some("frobnicate".into()))), [0; 0]);
    assert_eq!(found(app, &filter(|filter| filter.operator = Some("1000".into()))).len(), 9);
    assert_eq!(found(app, &filter(|filter| filter.operator = Some("1001".into()))), [0; 0]);
    let credential = work.table()[0].id;
    assert_eq!(found(app, &filter(|filter| filter.credential = Some(credential))), [6, 5, 4, 3]);

    let first = row(app, 3);
    let access_id = first.access_id.clone().expect("an Access ID");
    let fingerprint = app.audit_entry(3).expect("an entry").fingerprint.expect("a fingerprint");
    let gone = app.audit_entry(8).expect("an entry").fingerprint.expect("a fingerprint");
    for (text, entries) in [
        ("zürich", &[5, 4, 3][..]),
        ("ZÜRICH crm", &[5, 4, 3]),
        ("ＣＲＭ", &[5, 4, 3]),
        ("  ledger ", &[6]),
        ("r", &[7, 5, 4, 3, 6, 2]),
        (&access_id[..8], &[6, 5, 4, 3]),
        (&access_id.to_uppercase(), &[6, 5, 4, 3]),
        (&access_id[8..], &[]),
        (&fingerprint[..12], &[6, 5, 4, 3]),
        (&gone[..12], &[9, 8]),
        ("no such thing", &[]),
        ("%", &[]),
    ] {
        let mut expected = entries.to_vec();
        expected.sort_by(|one, other| other.cmp(one));
        expected.retain(|sequence| text != "r" || row(app, *sequence).title.to_lowercase().contains('r'));
        assert_eq!(found(app, &filter(|filter| filter.text = text.into())), expected, "{text}");
    }

    let days = |from: Option<&str>, to: Option<&str>| {
        found(
            app,
            &filter(|filter| {
                filter.from = from.map(str::to_owned);
                filter.to = to.map(str::to_owned);
            }),
        )
    };
    assert_eq!(days(Some("2026-11-24"), Some("2026-11-24")), [6, 5, 4, 3], "both days are included");
    assert_eq!(days(Some("2026-11-24"), None), [9, 8, 7, 6, 5, 4, 3]);
    assert_eq!(days(None, Some("2026-11-23")), [2, 1]);
    assert_eq!(days(Some("2026-11-26"), None), [0; 0]);
    for (from, to, field) in [(Some("24.11.2026"), None, "from"), (Some("2026-11-24"), Some("2026-11-23"), "to")] {
        let wrong = filter(|filter| {
            filter.from = from.map(str::to_owned);
            filter.to = to.map(str::to_owned);
        });
        assert_eq!(app.query_audit(&wrong).expect_err(field).field(), Some(field));
    }

    let all = filter(|filter| {
        filter.operator = Some("1000".into());
        filter.action = Some("copy_secret".into());
        filter.credential = Some(credential);
        filter.text = "crm".into();
        filter.from = Some("2026-11-24".into());
    });
    assert_eq!(found(app, &all), [4]);
    assert_eq!(found(app, &AuditFilter { to: Some("2026-11-24".into()), text: "x".into(), ..all }), [0; 0]);
}

#[test]
fn a_day_begins_at_midnight_where_the_computer_is() {
    let desk = Desk::new();
    // Amsterdam's 24 November begins at 23:00 UTC on the 23rd.
    let midnight = TODAY + 14 * 3_600_000;
    desk.clock.set(Moment::from_millis(midnight - 1));
    let work = desk.at_work();
    desk.clock.set(Moment::from_millis(midnight));
    create_tenant(&work.app, "Bright Freight").expect("a tenant");
    let on = |day: &str| {
        let day = Some(day.to_owned());
        found(&work.app, &AuditFilter { from: day.clone(), to: day, ..AuditFilter::default() })
    };
    assert_eq!((on("2026-11-23"), on("2026-11-24")), (vec![2, 1], vec![3]));
}

#[test]
fn rows_say_who_did_what_to_what() {
    let desk = Desk::new();
    let work = told(&desk);
    let rows = work.app.audit_rows(&[9, 3, 1_000, 1]).expect("rows");
    assert_eq!(rows.iter().map(|row| row.sequence).collect::<Vec<_>>(), [9, 3, 1], "what is not there is left out");
    let deleted = &rows[0];
    assert_eq!(
        (deleted.action.as_str(), deleted.kind.as_str(), deleted.title.as_str()),
        ("delete_credential", "credential", "Legacy")
    );
    assert_eq!((deleted.operator.as_str(), deleted.account.as_str()), ("Dana Whitfield", "1000"));
    assert_eq!(deleted.tenant_name.as_deref(), Some("Bright Freight"));
    assert_eq!(deleted.at.millis(), TODAY + 2 * DAY_MILLIS);
    assert!(deleted.keyed && deleted.access_id.is_some() && deleted.detail.is_some());
    assert_eq!((rows[1].tenant_name.as_deref(), rows[1].count), (Some("Acme Logistics"), None));
    assert_eq!((rows[2].action.as_str(), rows[2].tenant_name.as_deref()), ("create_vault", None));
    let error = work.app.audit_rows(&[1; 201]).expect_err("too many");
    assert_eq!((error.code(), error.field()), ("invalid_input", Some("sequences")));
    assert_eq!(work.app.audit_rows(&[1; 200]).expect("a window").len(), 200);
}

#[test]
fn the_choices_are_who_acted_and_what_was_done() {
    let desk = Desk::new();
    let work = told(&desk);
    drop(work);
    let named = keywright_core::operator::Account { account: "1000".into(), name: "Dana W.".into() };
    let keywright = desk.start_as(&desk.path(), named.clone());
    let app = keywright.app().expect("open");
    app.vault.keys().expect("the keychain is ready");
    create_tenant(&app, "Third").expect("a tenant");
    let choices = app.audit_choices().expect("choices");
    assert_eq!(choices.operators, [named], "once, by the newest name");
    assert_eq!(
        choices.actions,
        [
            "copy_secret",
            "create_tenant",
            "create_vault",
            "delete_credential",
            "edit_credential",
            "issue_credential",
            "show_secret"
        ]
    );
}

#[test]
fn one_entry_tells_what_changed_from_what_to_what() {
    let desk = Desk::new();
    let work = told(&desk);
    let app = &work.app;
    let edited = app.audit_entry(6).expect("an entry");
    assert_eq!(edited.row, row(app, 6));
    assert!(edited.follows && edited.marked == Some(true) && edited.more_items == 0);
    assert_eq!(edited.hash.len(), 64);
    let [item] = edited.items.as_slice() else { panic!("one row: {edited:?}") };
    assert_eq!(
        (item.table.as_str(), item.id.clone(), item.revision),
        ("credential", work.table()[0].id.to_string(), 2)
    );
    let expected =
        [change("description", None, Some("For the depot")), change("title", Some("Zürich CRM"), Some("Ledger"))];
    let mut changes: Vec<_> = item.changes.iter().map(|one| format!("{one:?}")).collect();
    changes.sort();
    assert_eq!(changes, expected.map(|one| format!("{one:?}")));

    let issued = app.audit_entry(3).expect("an entry");
    let tables: Vec<_> = issued.items.iter().map(|item| item.table.as_str()).collect();
    assert_eq!(tables, ["credential", "secret_version"]);
    assert!(issued.items.iter().flat_map(|item| &item.changes).all(|change| change.before.is_none()));
    let of = |details: &AuditDetails, field: &str| {
        let mut changes = details.items.iter().flat_map(|item| &item.changes);
        let change = changes.find(|change| change.field == field).unwrap_or_else(|| panic!("no {field}"));
        (change.before.clone(), change.after.clone())
    };
    assert_eq!(of(&issued, "tenant").1.as_deref(), Some("Acme Logistics"), "by name, not by number");
    assert_eq!(of(&issued, "group").1.as_deref(), Some("General"));
    assert_eq!(of(&issued, "createdAt").1.as_deref(), Some("2026-11-24T10:00:00+01:00"));
    let deleted = app.audit_entry(9).expect("an entry");
    assert!(deleted.items.iter().flat_map(|item| &item.changes).all(|change| change.after.is_none()));
    assert_eq!(of(&deleted, "title").0.as_deref(), Some("Legacy"));
    assert_eq!(app.audit_entry(10).expect_err("no such entry").code(), "not_found");
    assert_eq!(app.audit_entry(0).expect_err("no such entry").code(), "not_found");
}

#[test]
fn another_group_of_an_operator_is_told_by_its_name() {
    let desk = Desk::new();
    let work = desk.at_work();
    let group = |name: &str| {
        let groups = work.app.list_operators().expect("groups").groups;
        groups.into_iter().find(|group| group.name == name).expect("a group").id
    };
    let request = AddOperatorRequest {
        request_id: RequestId::new(work.app.now(), &SystemRng).expect("an id"),
        account: "1001".into(),
        name: "Sam".into(),
        group: group("Issuers"),
    };
    let sam = actions::add_operator(&work.app, &request).expect("added");
    let target = OperatorTarget { operator: sam.id, revision: 1 };
    let request = EditOperatorRequest { target, name: "Sam".into(), group: group("Auditors") };
    actions::edit_operator(&work.app, &request).expect("edited");
    let details = work.app.audit_entry(4).expect("an entry");
    assert_eq!(details.items[0].changes, [change("group", Some("Issuers"), Some("Auditors"))]);
}

#[test]
fn at_most_a_hundred_rows_are_shown_and_never_what_is_sealed() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let secret = work.copy(sheet.id).expect("copied");
    actions::add_samples(&work.app, work.tenant, 90).expect("samples");
    let batch = work.app.audit_entry(5).expect("an entry");
    assert_eq!((batch.items.len(), batch.more_items, batch.row.count), (100, 80, Some(90)));
    assert!(batch.follows);
    for sequence in 1..=5 {
        let text = serde_json::to_string(&work.app.audit_entry(sequence).expect("an entry")).expect("JSON");
        assert!(!text.contains(&secret) && !text.contains("sealed"), "{sequence}: {text}");
    }
    let item =
        "UPDATE audit_item SET after = '{\"title\":\"x\",\"sealed\":[1,2,3]}' WHERE sequence = 3 AND position = 0";
    assert_eq!(desk.database().execute(item, []).expect("edited"), 1);
    let edited = work.app.audit_entry(3).expect("an entry");
    assert_eq!(edited.items[0].changes, [change("title", None, Some("x"))]);
    assert!(!edited.follows, "its rows are not those that it was written with");
}

#[test]
fn without_the_key_the_log_is_read_but_not_vouched_for() {
    let desk = Desk::new();
    drop(told(&desk));
    desk.keychain.set_state(MemoryState::Locked);
    let keywright = desk.start();
    let app = keywright.app().expect("open");
    assert_eq!(found(&app, &AuditFilter::default()).len(), 9);
    let entry = app.audit_entry(6).expect("an entry");
    assert!(entry.follows && entry.marked.is_none() && entry.row.keyed);
}

#[test]
fn what_somebody_edited_is_a_row_that_says_so_and_keeps_no_other_from_being_read() {
    let bytes = |text: &str| format!("bytes = CAST('{text}' AS BLOB)");
    for (edit, readable) in [
        (bytes("{}"), false),
        (bytes("[1, 2]"), false),
        (bytes("7"), false),
        (bytes("{\"at\": \"noon\", \"action\": 5, \"operator\": {\"account\": []}}"), false),
        ("bytes = (SELECT bytes FROM audit_entry WHERE sequence = 4)".to_owned(), false),
        ("bytes = CAST(replace(CAST(bytes AS TEXT), 'Zürich', 'Basel') AS BLOB)".to_owned(), true),
        ("hash = randomblob(32)".to_owned(), true),
        ("hash = x'00'".to_owned(), true),
        ("mac = randomblob(32)".to_owned(), true),
        ("mac = x''".to_owned(), true),
    ] {
        let desk = Desk::new();
        let work = told(&desk);
        let app = &work.app;
        let database = desk.database();
        database.execute_batch("PRAGMA ignore_check_constraints = ON").expect("set");
        let changed = database.execute(&format!("UPDATE audit_entry SET {edit} WHERE sequence = 3"), []);
        assert_eq!(changed.expect(&edit), 1);
        assert_eq!(found(app, &AuditFilter::default()).len(), 9, "{edit}");
        let rows = app.audit_rows(&[4, 3, 2]).expect(&edit);
        assert_eq!((rows.len(), rows[0].action.as_str(), rows[2].action.as_str()), (3, "copy_secret", "create_tenant"));
        assert_eq!(rows[1].action != "unreadable", readable, "{edit}: {:?}", rows[1]);
        let details = app.audit_entry(3).expect(&edit);
        assert!(!(details.follows && details.marked == Some(true)), "{edit}: it looks genuine");
        assert_eq!(details.row, rows[1]);
        assert_eq!(rows[1].keyed, edit != "mac = x''");
        app.audit_choices().expect(&edit);
        assert!(!found(app, &filter(|filter| filter.text = "ledger".into())).is_empty(), "{edit}");
        // The next one no longer follows where the hash is another.
        assert_eq!(app.audit_entry(4).expect("the next").follows, !edit.starts_with("hash"), "{edit}");
    }
}

#[test]
fn a_hundred_thousand_entries_are_read_at_once() {
    let desk = Desk::new();
    let work = told(&desk);
    let more = "WITH RECURSIVE n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
        INSERT INTO audit_entry SELECT i, CAST(json_object('sequence', i, 'at', 1795424400000 + i * 1000,
            'operator', json_object('account', CAST(1000 + i % 5 AS TEXT), 'name', 'Operator ' || (i % 5)),
            'action', CASE WHEN i % 100 THEN 'copy_secret' ELSE 'edit_credential' END,
            'subject', json_object('kind', 'credential', 'id', 'thing ' || (i % 1000), 'title', 'Billing gateway ' || i,
                'accessId', '7e4e6a9c-11ca-40f4-95af-' || printf('%012d', i)),
            'items', '0000000000000000000000000000000000000000000000000000000000000000') AS BLOB),
        randomblob(32), randomblob(32) FROM n";
    desk.database().execute(more, []).expect("entries");
    let app = &work.app;
    let timed = |what: &str, filter: &AuditFilter, expected: usize| {
        let began = Instant::now();
        let entries = found(app, filter);
        let took = began.elapsed();
        println!("{what}: {took:?} for {}", entries.len());
        assert_eq!(entries.len(), expected, "{what}");
        // Far above what it takes, so that a busy machine fails nothing; reading whole entries would take longer.
        assert!(took < Duration::from_secs(3), "{what} took {took:?}");
    };
    timed("all", &AuditFilter::default(), 100_000);
    timed("an action", &filter(|filter| filter.action = Some("edit_credential".into())), 1_001);
    timed("an operator", &filter(|filter| filter.operator = Some("1003".into())), 19_998);
    timed("text", &filter(|filter| filter.text = "gateway 9999".into()), 11);
    timed("an Access ID", &filter(|filter| filter.text = "7e4e6a9c-11ca-40f4-95af-000000099999".into()), 1);
    let began = Instant::now();
    assert_eq!(app.audit_choices().expect("choices").operators.len(), 5);
    assert_eq!(app.audit_rows(&(99_801..=100_000).rev().collect::<Vec<_>>()).expect("a window").len(), 200);
    println!("choices and a window: {:?}", began.elapsed());
}
