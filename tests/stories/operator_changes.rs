//! Operators and their groups: added, edited, removed; and always an administrator.

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::error::{Error, Result};
use keywright_core::ids::{OperatorGroupId, RequestId};
use keywright_core::keywright::StageName;
use keywright_core::operator::Account;
use keywright_core::operators::{
    AddOperatorRequest, CreateOperatorGroupRequest, EditOperatorGroupRequest, EditOperatorRequest, OperatorGroupRow,
    OperatorGroupTarget, OperatorRow, OperatorTarget,
};
use keywright_core::permission::Permission;
use keywright_core::rng::SystemRng;
use keywright_core::store::{audit_log, head};
use serde_json::Value;

use crate::desk::{AtWork, Desk};

fn request_id(app: &App) -> RequestId {
    RequestId::new(app.now(), &SystemRng).expect("an id")
}

fn group(app: &App, name: &str) -> OperatorGroupRow {
    let listed = app.list_operators().expect("listed");
    listed.groups.into_iter().find(|group| group.name == name).expect("a group")
}

fn operator(app: &App, account: &str) -> OperatorRow {
    let listed = app.list_operators().expect("listed");
    listed.operators.into_iter().find(|operator| operator.account == account).expect("an operator")
}

fn add(app: &App, account: &str, name: &str, group: OperatorGroupId) -> Result<OperatorRow> {
    let request = AddOperatorRequest { request_id: request_id(app), account: account.into(), name: name.into(), group };
    actions::add_operator(app, &request)
}

fn edit(app: &App, of: &OperatorRow, name: &str, group: OperatorGroupId) -> Result<OperatorRow> {
    let target = OperatorTarget { operator: of.id, revision: of.revision };
    actions::edit_operator(app, &EditOperatorRequest { target, name: name.into(), group })
}

fn remove(app: &App, of: &OperatorRow) -> Result<String> {
    let target = OperatorTarget { operator: of.id, revision: of.revision };
    actions::remove_operator(app, target).map(|deleted| deleted.name)
}

fn create_group(app: &App, name: &str, permissions: &[Permission]) -> Result<OperatorGroupRow> {
    let request = CreateOperatorGroupRequest {
        request_id: request_id(app),
        name: name.into(),
        permissions: permissions.to_vec(),
    };
    actions::create_operator_group(app, &request)
}

fn edit_group(app: &App, of: &OperatorGroupRow, name: &str, permissions: &[Permission]) -> Result<OperatorGroupRow> {
    let target = OperatorGroupTarget { group: of.id, revision: of.revision };
    let request = EditOperatorGroupRequest { target, name: name.into(), permissions: permissions.to_vec() };
    actions::edit_operator_group(app, &request)
}

fn delete_group(app: &App, of: &OperatorGroupRow) -> Result<String> {
    let target = OperatorGroupTarget { group: of.id, revision: of.revision };
    actions::delete_operator_group(app, target).map(|deleted| deleted.name)
}

/// What the entries from the third on say: action, kind and title.
fn said(work: &AtWork) -> Vec<String> {
    let entries = work.app.store.read(audit_log::all).expect("entries");
    let entries = entries.iter().skip(2).map(|entry| serde_json::from_slice::<Value>(&entry.bytes).expect("JSON"));
    entries
        .map(|entry| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            format!(
                "{} {} {}",
                text(&entry["action"]),
                text(&entry["subject"]["kind"]),
                text(&entry["subject"]["title"])
            )
        })
        .collect()
}

fn head_agrees(work: &AtWork) -> bool {
    let (head, _) = work.app.store.read(head::read).expect("the head");
    head.agrees_with(&work.app.store.read(head::count).expect("counted"))
}

#[test]
fn an_account_is_added_given_another_group_and_removed() {
    let desk = Desk::new();
    let work = desk.at_work();
    let app = &work.app;
    let listed = app.list_operators().expect("listed");
    let names: Vec<_> = listed.groups.iter().map(|group| (group.name.as_str(), group.operators)).collect();
    assert_eq!(names, [("Administrators", 1), ("Issuers", 0), ("Auditors", 0)]);
    assert!(listed.groups.iter().all(|group| group.built_in));
    let dana = operator(app, "1000");
    assert!(dana.own && dana.last_administrator);

    let sam = add(app, " 1001 ", " Sam Oyelaran ", group(app, "Issuers").id).expect("added");
    assert_eq!((sam.account.as_str(), sam.name.as_str(), sam.group_name.as_str()), ("1001", "Sam Oyelaran", "Issuers"));
    assert!(!sam.own && !sam.last_administrator && sam.revision == 1);
    // The same account at the same vault may now do what issuers may.
    let sams_permissions = |work: AtWork| {
        drop(work);
        let account = Account { account: "1001".into(), name: "Sam".into() };
        let keywright = desk.start_as(&desk.path(), account);
        let state = keywright.state();
        drop(keywright);
        (state.stage, state.permissions, desk.back_at_work())
    };
    let (stage, permissions, work) = sams_permissions(work);
    assert_eq!(stage, StageName::Open);
    assert_eq!(permissions, [Permission::View, Permission::CreateAndUpdate, Permission::RevokeAndReinstate]);

    let sam = edit(&work.app, &sam, "Sam Oyelaran", group(&work.app, "Auditors").id).expect("edited");
    assert_eq!((sam.group_name.as_str(), sam.revision), ("Auditors", 2));
    let same = edit(&work.app, &sam, "Sam Oyelaran", sam.group).expect("nothing to do");
    assert_eq!(same.revision, 2, "what changes nothing writes nothing");
    let (_, permissions, work) = sams_permissions(work);
    assert_eq!(permissions, [Permission::View, Permission::ReadAudit]);

    assert_eq!(remove(&work.app, &sam).expect("removed"), "Sam Oyelaran");
    let (stage, permissions, work) = sams_permissions(work);
    assert_eq!((stage, permissions), (StageName::Refused, vec![]));
    assert_eq!(remove(&work.app, &sam).expect_err("gone").code(), "not_found");
    let expected =
        ["add_operator", "edit_operator", "remove_operator"].map(|verb| format!("{verb} operator Sam Oyelaran"));
    assert_eq!(said(&work), expected);
    assert!(head_agrees(&work));
}

#[test]
fn what_is_typed_wrong_is_told_at_its_field() {
    let desk = Desk::new();
    let work = desk.at_work();
    let app = &work.app;
    let issuers = group(app, "Issuers").id;
    let gone = create_group(app, "Gone", &[Permission::View]).expect("a group");
    delete_group(app, &gone).expect("deleted");
    let before = said(&work).len();
    let long = "x".repeat(51);
    for (account, name, group, field, word) in [
        ("", "Sam", issuers, "account", "1000"),
        ("sam", "Sam", issuers, "account", "digits"),
        ("-5", "Sam", issuers, "account", "digits"),
        ("01001", "Sam", issuers, "account", "zero"),
        ("99999999999", "Sam", issuers, "account", "digits"),
        ("1000", "Dana again", issuers, "account", "Dana Whitfield"),
        ("1001", "  ", issuers, "name", "name"),
        ("1001", &long, issuers, "name", "51"),
        ("1001", "Sa\u{202e}m", issuers, "name", "202E"),
        ("1001", "Sam", gone.id, "group", "deleted"),
    ] {
        let error = add(app, account, name, group).expect_err(account);
        assert_eq!(error.field(), Some(field), "{account} {name}: {error}");
        assert!(error.to_string().contains(word), "{error}");
    }
    let dana = operator(app, "1000");
    assert_eq!(edit(app, &dana, "", dana.group).expect_err("empty").field(), Some("name"));
    assert_eq!(edit(app, &dana, "Dana", gone.id).expect_err("gone").field(), Some("group"));
    for (name, permissions, field) in [
        ("", &[Permission::View][..], "name"),
        ("ADMINISTRATORS", &[Permission::View], "name"),
        ("ｉｓｓｕｅｒｓ", &[Permission::View], "name"),
        ("Night shift", &[], "permissions"),
    ] {
        assert_eq!(create_group(app, name, permissions).expect_err(name).field(), Some(field));
    }
    assert_eq!(said(&work).len(), before, "nothing was written");
    assert_eq!(app.list_operators().expect("listed").operators.len(), 1);
}

#[test]
fn a_form_that_comes_in_twice_makes_one() {
    let desk = Desk::new();
    let work = desk.at_work();
    let app = &work.app;
    let form = AddOperatorRequest {
        request_id: request_id(app),
        account: "1001".into(),
        name: "Sam".into(),
        group: group(app, "Issuers").id,
    };
    let first = actions::add_operator(app, &form).expect("added");
    assert_eq!(actions::add_operator(app, &form).expect("a repeat").id, first.id);
    let form = CreateOperatorGroupRequest {
        request_id: request_id(app),
        name: "Night".into(),
        permissions: vec![Permission::View],
    };
    let first = actions::create_operator_group(app, &form).expect("made");
    assert_eq!(actions::create_operator_group(app, &form).expect("a repeat").id, first.id);
    assert_eq!(said(&work).len(), 2);
}

#[test]
fn a_second_windows_change_is_refused_and_told() {
    let desk = Desk::new();
    let work = desk.at_work();
    let app = &work.app;
    let seen = add(app, "1001", "Sam", group(app, "Issuers").id).expect("added");
    edit(app, &seen, "Samuel", seen.group).expect("the first window");
    for error in [edit(app, &seen, "Sammy", seen.group).map(drop), remove(app, &seen).map(drop)] {
        let error = error.expect_err("the second window");
        assert_eq!(error.code(), "changed_meanwhile");
        assert!(error.to_string().contains("Samuel"), "{error}");
    }
    let seen = create_group(app, "Night", &[Permission::View]).expect("a group");
    edit_group(app, &seen, "Night shift", &[Permission::View]).expect("the first window");
    let second = [edit_group(app, &seen, "Nights", &[Permission::View]).map(drop), delete_group(app, &seen).map(drop)];
    for error in second {
        assert_eq!(error.expect_err("the second window").code(), "changed_meanwhile");
    }
    assert_eq!(group(app, "Night shift").revision, 2);
}

#[test]
fn the_last_administrator_stays() {
    let desk = Desk::new();
    let work = desk.at_work();
    let app = &work.app;
    let issuers = group(app, "Issuers").id;
    let administrators = group(app, "Administrators").id;
    // One who may manage operators is no administrator by that.
    let managers = create_group(app, "Managers", &Permission::ALL).expect("a group");
    add(app, "1001", "Sam", managers.id).expect("a manager");
    let dana = operator(app, "1000");
    for refused in [remove(app, &dana).map(drop), edit(app, &dana, "Dana", issuers).map(drop)] {
        let error = refused.expect_err("the last one");
        assert!(matches!(error, Error::NotPossible(_)), "{error}");
        let told = error.to_string();
        assert!(
            told.contains("Dana Whitfield") && told.contains("Put another operator with a key into that group first"),
            "{told}"
        );
    }
    assert!(operator(app, "1000").last_administrator);
    edit(app, &dana, "Dana W.", administrators).expect("another name, the same group");

    // Whom somebody wrote into the file does not count.
    let database = desk.database();
    let insert =
        "INSERT INTO operator SELECT randomblob(16), 1, '1666', 'Mallory', group_id, created_at, randomblob(32)
                  FROM operator WHERE account = '1000'";
    assert_eq!(database.execute(insert, []).expect("written"), 1);
    assert_eq!(remove(app, &operator(app, "1000")).expect_err("still the last one").code(), "not_possible");
    assert_eq!(remove(app, &operator(app, "1666")).expect_err("not ours").code(), "not_vouched");
    database.execute("DELETE FROM operator WHERE account = '1666'", []).expect("gone again");

    let ruth = add(app, "1002", "Ruth", administrators).expect("another administrator");
    // Nor does one who has no key: nobody could open the vault any more.
    let dana = operator(app, "1000");
    assert_eq!(edit(app, &dana, "Dana", issuers).expect_err("Ruth has no key").code(), "not_possible");
    let slot = "INSERT INTO key_slot SELECT randomblob(16), kind, '1002', kdf, wrapped, made_at FROM key_slot";
    assert_eq!(desk.database().execute(slot, []).expect("a key"), 1);
    assert!(!dana.last_administrator && !ruth.last_administrator);
    edit(app, &dana, "Dana", issuers).expect("no longer the last");
    assert!(operator(app, "1002").last_administrator);
    let error = add(app, "1003", "Tom", issuers).expect_err("Dana issues now");
    assert_eq!(error.code(), "not_permitted");
    assert!(error.to_string().contains("ask Ruth"), "{error}");
    assert!(head_agrees(&work));
}

#[test]
fn groups_of_ones_own_are_made_changed_and_deleted_but_built_in_ones_stay() {
    let desk = Desk::new();
    let work = desk.at_work();
    let app = &work.app;
    for name in ["Administrators", "Issuers", "Auditors"] {
        let built_in = group(app, name);
        let edited = edit_group(app, &built_in, "Other", &[Permission::View]).map(drop);
        for refused in [edited, delete_group(app, &built_in).map(drop)] {
            let error = refused.expect_err("built in");
            assert_eq!(error.code(), "not_possible");
            assert!(error.to_string().contains(name), "{error}");
        }
    }
    let night = create_group(app, "Night shift", &[Permission::RevokeAndReinstate, Permission::View, Permission::View]);
    let night = night.expect("a group");
    assert_eq!(
        night.permissions,
        [Permission::View, Permission::RevokeAndReinstate],
        "in their order, without repeats"
    );
    assert!(!night.built_in);
    let sam = add(app, "1001", "Sam", night.id).expect("added");
    assert_eq!(group(app, "Night shift").operators, 1);
    let error = delete_group(app, &night).expect_err("Sam is in it");
    assert!(error.code() == "not_possible" && error.to_string().contains("Sam"), "{error}");
    assert_eq!(edit_group(app, &night, "issuers", &[Permission::View]).expect_err("taken").field(), Some("name"));
    let night = edit_group(app, &night, "night SHIFT", &[Permission::View]).expect("its own name in another case");
    assert_eq!((night.name.as_str(), night.permissions.as_slice()), ("night SHIFT", &[Permission::View][..]));
    assert_eq!(edit_group(app, &night, "night SHIFT", &[Permission::View]).expect("the same").revision, 2);
    remove(app, &sam).expect("removed");
    assert_eq!(delete_group(app, &night).expect("empty"), "night SHIFT");
    assert_eq!(app.list_operators().expect("listed").groups.len(), 3);
    let groups = said(&work).into_iter().filter(|said| said.contains(" operatorGroup ")).collect::<Vec<_>>();
    let expected = [
        "create_operator_group operatorGroup Night shift",
        "edit_operator_group operatorGroup night SHIFT",
        "delete_operator_group operatorGroup night SHIFT",
    ];
    assert_eq!(groups, expected);
    assert!(head_agrees(&work));
}

#[test]
fn a_change_of_operators_cannot_be_undone() {
    let desk = Desk::new();
    let work = desk.at_work();
    add(&work.app, "1001", "Sam", group(&work.app, "Issuers").id).expect("added");
    assert_eq!(actions::undo_change(&work.app, 3).expect_err("refused").code(), "not_possible");
}

#[test]
fn the_own_account_is_among_the_systems() {
    let desk = Desk::new();
    let work = desk.at_work();
    let accounts = work.app.system_accounts().expect("accounts");
    assert!(accounts.contains(&desk.account), "{accounts:?}");
    let own = |account: &&Account| account.account == "1000";
    assert_eq!(accounts.iter().filter(own).count(), 1, "once");
}
