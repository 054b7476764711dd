//! What is counted stays right through everything that is done, as if it were counted anew, and so does what the table
//! shows; and deleting very many is one transaction that holds little of them.

use acceptance::forms::edit_form;
use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::credential::{EditRequest, IssueRequest};
use keywright_core::group::{GroupEnd, GroupTarget};
use keywright_core::policy::Expires;
use keywright_core::state::Status;
use keywright_core::tenant::{DeleteTenantRequest, EditTenantRequest, TenantTarget};
use keywright_core::vault::memory_keychain::MemoryState;

use crate::desk::{AtWork, Desk, TODAY, create_tenant};

/// Everything that is counted, as the lists have it.
fn counted(app: &App) -> Vec<String> {
    let tenants = app.list_tenants().expect("tenants");
    let groups = app.list_groups(None).expect("groups");
    let roles = app.list_roles(None).expect("roles");
    let users = app.list_users(None).expect("users");
    let tenants = tenants.iter().map(|row| format!("{} {} {} {}", row.name, row.used, row.samples, row.beyond_policy));
    let groups = groups.iter().map(|row| format!("{} {} {}", row.name, row.credentials, row.expiring));
    let roles = roles.iter().map(|row| format!("{} {} {}", row.name, row.credentials, row.users));
    let users = users.iter().map(|row| format!("{} {}", row.name, row.credentials));
    tenants.chain(groups).chain(roles).chain(users).collect()
}

/// Every row as the table shows it.
fn shown(work: &AtWork) -> Vec<String> {
    work.table().iter().map(|row| format!("{row:?}")).collect()
}

/// The counts that were kept up are those that somebody who has counted nothing yet comes to, and the table shows what
/// it shows to somebody who has only just read all of it.
fn holds(desk: &Desk, work: AtWork, what: &str) -> AtWork {
    let (kept_up, table) = (counted(&work.app), shown(&work));
    let used: u32 = work.app.list_tenants().expect("tenants").iter().map(|row| row.used).sum();
    assert_eq!(used as usize, table.len(), "{what}");
    drop(work);
    let work = desk.back_at_work();
    assert_eq!(counted(&work.app), kept_up, "{what}");
    assert_eq!(shown(&work), table, "{what}");
    work
}

#[test]
fn counts_that_are_kept_up_are_those_that_are_counted_anew() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (depot, reads) = (work.group("Depot").id, work.role("Reads").id);
    let sam = work.user("Sam", &[reads]).id;
    counted(&work.app);
    let never = IssueRequest { expires: Expires::Never, group: Some(depot), ..work.form("Never") };
    let never = actions::issue_credential(&work.app, &never).expect("issued").credential;
    let acts = IssueRequest { roles: vec![reads], user: Some(sam), in_role: Some(reads), ..work.form("Acts") };
    let acts = actions::issue_credential(&work.app, &acts).expect("issued").credential;
    let in_role = IssueRequest { user: Some(sam), in_role: Some(reads), ..work.form("In role") };
    actions::issue_credential(&work.app, &in_role).expect("issued");
    let rows = counted(&work.app);
    assert!(rows.contains(&"Reads 2 1".to_owned()) && rows.contains(&"Sam 2".to_owned()), "{rows:?}");
    assert!(rows.contains(&"Depot 1 0".to_owned()) && rows.contains(&"General 2 0".to_owned()), "{rows:?}");
    let work = holds(&desk, work, "issued");

    counted(&work.app);
    let moved = actions::move_credential(&work.app, work.target(acts), depot).expect("moved");
    actions::undo_change(&work.app, moved.undo.expect("an undo")).expect("undone");
    actions::move_credential(&work.app, work.target(acts), depot).expect("moved again");
    let edit = EditRequest { user: Some(sam), ..edit_form(work.target(acts), "Acts") };
    actions::edit_credential(&work.app, &edit).expect("edited");
    let date = "2026-12-01".parse().expect("a date");
    actions::change_expiry(&work.app, work.target(never), Expires::On { date }).expect("changed");
    actions::add_samples(&work.app, work.tenant, 7).expect("samples");
    let work = holds(&desk, work, "changed");

    counted(&work.app);
    let tenant = work.own_tenant();
    let target = TenantTarget { tenant: tenant.id, revision: tenant.revision };
    let draft = acceptance::forms::tenant_draft(&tenant.name, "Europe/Amsterdam");
    let draft = keywright_core::tenant::TenantDraft { never_allowed: false, longest_days: Some(10), ..draft };
    let tightened = actions::edit_tenant(&work.app, &EditTenantRequest { target, draft }).expect("tightened");
    assert!(tightened.beyond_policy > 0 && tightened.used == 10 && tightened.samples);
    actions::remove_samples(&work.app).expect("removed");
    actions::delete_credential(&work.app, work.target(never)).expect("deleted");
    let work = holds(&desk, work, "tightened and deleted");

    counted(&work.app);
    let depot = work.app.list_groups(None).expect("groups").into_iter().find(|row| row.id == depot).expect("it");
    let target = GroupTarget { group: depot.id, revision: depot.revision };
    actions::delete_group(&work.app, target, &GroupEnd::Delete { typed: "Depot".into() }).expect("gone");
    holds(&desk, work, "with a group");
}

#[test]
fn what_is_refused_in_its_midst_changes_no_count() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (depot, yard) = (work.group("Depot").id, work.group("Yard").id);
    for title in ["First", "Second", "Edited outside"] {
        let form = IssueRequest { group: Some(depot), expires: Expires::Never, ..work.form(title) };
        actions::issue_credential(&work.app, &form).expect("issued");
    }
    let other = "UPDATE credential SET description = 'by another program' WHERE title = 'Edited outside'";
    desk.database().execute_batch(other).expect("written by another program");
    work.issue("Afterwards");
    let before = counted(&work.app);
    let row = work.app.list_groups(None).expect("groups").into_iter().find(|row| row.id == depot).expect("it");
    let target = GroupTarget { group: depot, revision: row.revision };
    for end in [GroupEnd::Move { to: yard }, GroupEnd::Delete { typed: "Depot".into() }] {
        let refused = actions::delete_group(&work.app, target, &end).expect_err("the last of three is not vouched for");
        assert_eq!(refused.code(), "not_vouched", "{refused}");
        assert_eq!(counted(&work.app), before);
    }
    holds(&desk, work, "after what was refused");
}

#[test]
fn what_is_blocked_without_the_keys_and_vouched_for_later_is_counted_as_before() {
    let desk = Desk::new();
    let work = desk.at_work();
    let id = work.issue("CRM").credential;
    work.issue("Ledger");
    counted(&work.app);
    desk.keychain.set_state(MemoryState::Locked);
    work.app.vault.forget(work.app.now());
    actions::revoke_credential(&work.app, work.target(id), "leaked").expect("revoked without the keys");
    assert!(work.row_of(id).status == Status::Revoked && work.own_tenant().used == 2);
    desk.keychain.set_state(MemoryState::Ready);
    work.app.retry_keychain();
    let work = holds(&desk, work, "blocked without the keys");
    counted(&work.app);
    assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 1);
    actions::delete_credential(&work.app, work.target(id)).expect("deleted");
    holds(&desk, work, "vouched for, and deleted");
}

#[test]
fn what_time_alone_changes_is_counted_as_the_table_shows_it() {
    let desk = Desk::new();
    let mut work = desk.at_work();
    work.issue("In February");
    actions::add_samples(&work.app, work.tenant, 300).expect("samples");
    let mut seen = std::collections::HashSet::new();
    for days in [0, 10, 65, 90, 91, 400] {
        desk.clock.set(Moment::from_millis(TODAY + days * DAY_MILLIS));
        let groups = work.app.list_groups(None).expect("groups");
        let expiring: u32 = groups.iter().map(|row| row.expiring).sum();
        let table = work.table();
        let shown = table.iter().filter(|row| row.status == Status::Expiring).count();
        assert_eq!(expiring as usize, shown, "after {days} days");
        seen.insert(shown);
        work = holds(&desk, work, &format!("after {days} days"));
    }
    assert!(seen.len() > 2, "the clock made a difference: {seen:?}");
}

#[test]
fn what_another_program_writes_is_counted_with_the_next_change() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    assert_eq!(work.own_tenant().used, 1);
    let other = "UPDATE credential SET sample = 1; DELETE FROM secret_version; DELETE FROM credential;";
    desk.database().execute_batch(other).expect("written by another program");
    work.issue("ERP");
    assert_eq!(work.own_tenant().used, 1, "the one that is there");

    drop(work);
    let work = desk.back_at_work();
    assert_eq!(work.own_tenant().used, 1);
    desk.database().execute_batch(other).expect("written before anything is written here");
    work.issue("CRM");
    assert_eq!(work.own_tenant().used, 1, "the one that is there");
}

#[test]
fn a_tenant_with_very_many_credentials_goes_at_once_and_its_entry_has_them_all() {
    let many = std::env::var("KEYWRIGHT_MANY").ok().and_then(|many| many.parse().ok()).unwrap_or(2_500);
    let desk = Desk::new();
    let work = desk.at_work();
    let other = create_tenant(&work.app, "Umbra").expect("a tenant");
    actions::add_samples(&work.app, other.id, many).expect("samples");
    let tenants = work.app.list_tenants().expect("tenants");
    let row = tenants.iter().find(|row| row.id == other.id).expect("the tenant");
    assert_eq!(row.used, many);
    let target = TenantTarget { tenant: row.id, revision: row.revision };
    let request = DeleteTenantRequest { target, with_credentials: true, typed: "Umbra".into() };
    let deleted = actions::delete_tenant(&work.app, &request).expect("deleted");
    assert!(deleted.credentials == many && !deleted.traces);
    assert!(work.head_agrees());
    let newest = work.app.query_audit(&Default::default()).expect("entries").handles[0];
    let entry = work.app.audit_entry(newest).expect("the entry");
    assert!(entry.follows && entry.marked == Some(true), "its rows are those that it says");
    assert!(entry.items.len() as u32 + entry.more_items >= 2 * many, "a credential and its secret each");
    assert!(work.table().is_empty(), "the table has let them all go");
}
