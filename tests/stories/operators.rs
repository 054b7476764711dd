//! Who may do what: the account that makes the vault is an administrator, an unknown one may do
//! nothing and is told whom to ask.

use acceptance::forms::edit_form;
use keywright_core::actions;
use keywright_core::column::Column;
use keywright_core::credential::Target;
use keywright_core::credential_row::{CredentialQuery, Sort};
use keywright_core::keywright::StageName;
use keywright_core::operator::Account;

use crate::desk::{AtWork, Desk, create_tenant};

#[test]
fn an_unknown_account_may_do_nothing_and_is_told_whom_to_ask() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (form, tenant) = (work.form("New"), work.tenant);
    drop(work);
    let stranger = Account { account: "1001".into(), name: "Sam".into() };
    let keywright = desk.start_as(&desk.path(), stranger);
    let app = keywright.app().expect("open");
    let state = keywright.state();
    assert!(state.permissions.is_empty() && state.tenants.is_empty());
    let refusal = state.refusal.expect("told at the start");
    assert_eq!((state.stage, refusal.code), (StageName::Refused, "not_permitted"));
    assert!(refusal.message.contains("ask Dana Whitfield"), "{}", refusal.message);
    let query = CredentialQuery {
        tenant: None,
        query: String::new(),
        sort: vec![Sort { column: Column::Title, descending: false }],
    };
    let refused = [
        app.list_tenants().map(|_| ()).expect_err("refused"),
        app.query_credentials(&query).map(|_| ()).expect_err("refused"),
        app.credential_rows(app.generation, &[1]).map(|_| ()).expect_err("refused"),
        app.check_title(tenant, "New").map(|_| ()).expect_err("refused"),
    ];
    for error in refused {
        assert_eq!(error.code(), "not_permitted");
        assert!(error.to_string().contains("ask Dana Whitfield"), "{error}");
    }
    // The key is in the other account's slot, so this one cannot even ask.
    assert_eq!(actions::issue_credential(&app, &form).expect_err("refused").code(), "key_missing");
}

/// Puts Dana into a group of the same vault, with every mark as it should be.
fn demote(desk: &Desk, work: &AtWork, group: &str) {
    use keywright_core::mac::mark;
    use keywright_core::store::operators;
    let keys = work.app.vault.keys().expect("keys");
    let database = desk.database();
    let group: [u8; 16] = database
        .query_row("SELECT id FROM operator_group WHERE name = ?1", [group], |row| row.get(0))
        .expect("a group");
    database.execute("UPDATE operator SET group_id = ?1", [group]).expect("moved");
    let (operator, _) = operators::of_account(&database, "1000").expect("read").expect("Dana");
    database.execute("UPDATE operator SET mac = ?1", [mark(&operator.row, &*keys)]).expect("marked");
}

#[test]
fn every_action_asks_for_its_permission() {
    for (group, may_issue, may_manage) in
        [("Administrators", true, true), ("Issuers", true, false), ("Auditors", false, false)]
    {
        let desk = Desk::new();
        let work = desk.at_work();
        let sheet = work.issue("Sheet");
        demote(&desk, &work, group);
        let allowed = |result: keywright_core::error::Result<()>| match result {
            Ok(()) => true,
            Err(error) => {
                assert_eq!(error.code(), "not_permitted", "{group}: {error}");
                false
            }
        };
        let path = desk.exports().join("a.csv");
        assert_eq!(allowed(actions::issue_credential(&work.app, &work.form("New")).map(|_| ())), may_issue, "{group}");
        assert_eq!(allowed(work.copy(sheet.id).map(|_| ())), may_issue, "{group}");
        assert_eq!(allowed(actions::show_secret(&work.app, sheet.id).map(|_| ())), may_issue, "{group}");
        assert_eq!(allowed(actions::download_csv(&work.app, sheet.id, &path, false, false).map(|_| ())), may_issue);
        assert_eq!(path.exists(), may_issue);
        assert_eq!(allowed(actions::add_samples(&work.app, work.tenant, 3).map(|_| ())), may_issue, "{group}");
        assert_eq!(allowed(create_tenant(&work.app, "Second").map(|_| ())), may_manage, "{group}");
        assert_eq!(allowed(actions::remove_samples(&work.app).map(|_| ())), may_manage, "{group}");
        assert!(!work.table().is_empty(), "{group} may view");
    }
}

/// Gives a group of the same vault other permissions, with its mark as it should be.
fn regroup(desk: &Desk, work: &AtWork, group: &str, permissions: &str) {
    use keywright_core::mac::mark;
    use keywright_core::store::operators;
    let keys = work.app.vault.keys().expect("keys");
    let database = desk.database();
    let edit = "UPDATE operator_group SET permissions = ?2 WHERE name = ?1";
    assert_eq!(database.execute(edit, [group, permissions]).expect("edited"), 1);
    let (_, kept) = operators::of_account(&database, "1000").expect("read").expect("Dana");
    database
        .execute(
            "UPDATE operator_group SET mac = ?2 WHERE name = ?1",
            rusqlite::params![group, mark(&kept.row, &*keys)],
        )
        .expect("marked");
}

#[test]
fn undoing_and_redoing_need_the_permission_of_what_they_change() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    let target = || Target { credential: sheet.credential, revision: work.table()[0].revision };
    let edit = |title: &str| edit_form(target(), title);
    let undone = |changed: keywright_core::credential::Changed| {
        let undo = changed.undo.expect("reversible");
        actions::undo_change(&work.app, undo).expect("undone").undo.expect("reversible")
    };
    let edited = undone(actions::edit_credential(&work.app, &edit("CRM 2")).expect("edited"));
    let revoked = undone(actions::revoke_credential(&work.app, target(), "").expect("revoked"));
    demote(&desk, &work, "Issuers");
    let code = |undo| actions::undo_change(&work.app, undo).expect_err("refused").code();
    regroup(&desk, &work, "Issuers", "view revoke-and-reinstate");
    assert_eq!(code(edited), "not_permitted", "redoing an edit is an update");
    regroup(&desk, &work, "Issuers", "view create-and-update");
    assert_eq!(code(revoked), "not_permitted", "redoing a revocation is one");
    actions::undo_change(&work.app, edited).expect("redone");
    assert_eq!(work.table()[0].title, "CRM 2");
}

#[test]
fn a_group_given_by_hand_in_the_database_gives_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    demote(&desk, &work, "Auditors");
    let database = desk.database();
    database.execute("UPDATE operator_group SET permissions = 'view create-and-update'", []).expect("edited");
    let error = actions::issue_credential(&work.app, &work.form("New")).expect_err("not vouched for");
    assert_eq!(error.code(), "not_vouched", "{error}");
}
