//! The directory: tenants, groups, roles and users made, edited and deleted; what is in use stays, what goes is gone
//! from the files, and a second window is told what changed.

use std::time::{Duration, Instant};

use acceptance::forms::{group_form, role_form, tenant_draft, tenant_form, user_form};
use keywright_core::actions;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::credential::IssueRequest;
use keywright_core::credential_row::{CredentialQuery, Vouched};
use keywright_core::error::{Error, Result};
use keywright_core::group::{EditGroupRequest, GroupEnd, GroupRow, GroupTarget};
use keywright_core::ids::{GroupId, RoleId};
use keywright_core::policy::{Expires, Reveal};
use keywright_core::presentation::Presentation;
use keywright_core::role::{EditRoleRequest, RoleRow, RoleTarget};
use keywright_core::rule::Rule;
use keywright_core::scheme::Scheme;
use keywright_core::state::Status;
use keywright_core::store::audit_log;
use keywright_core::tenant::{DeleteTenantRequest, EditTenantRequest, TenantDraft, TenantRow, TenantTarget};
use keywright_core::user::{EditUserRequest, UserRow, UserTarget};

use crate::desk::{AtWork, Desk, TODAY};

fn seen_tenant(tenant: &TenantRow) -> TenantTarget {
    TenantTarget { tenant: tenant.id, revision: tenant.revision }
}

fn seen_group(group: &GroupRow) -> GroupTarget {
    GroupTarget { group: group.id, revision: group.revision }
}

fn seen_role(role: &RoleRow) -> RoleTarget {
    RoleTarget { role: role.id, revision: role.revision }
}

fn seen_user(user: &UserRow) -> UserTarget {
    UserTarget { user: user.id, revision: user.revision }
}

fn edit_tenant(work: &AtWork, target: TenantTarget, draft: TenantDraft) -> Result<TenantRow> {
    actions::edit_tenant(&work.app, &EditTenantRequest { target, draft })
}

fn edit_group(work: &AtWork, target: GroupTarget, name: &str) -> Result<GroupRow> {
    let request = EditGroupRequest { target, name: name.into(), description: "For the depot".into() };
    actions::edit_group(&work.app, &request)
}

fn edit_role(work: &AtWork, target: RoleTarget, name: &str, rules: Vec<Rule>) -> Result<RoleRow> {
    let request = EditRoleRequest { target, name: name.into(), description: String::new(), rules };
    actions::edit_role(&work.app, &request)
}

fn edit_user(work: &AtWork, target: UserTarget, name: &str, roles: &[RoleId]) -> Result<UserRow> {
    let request = EditUserRequest { target, name: name.into(), mail: "sam@acme.example".into(), roles: roles.to_vec() };
    actions::edit_user(&work.app, &request)
}

fn delete_tenant(work: &AtWork, target: TenantTarget, with_credentials: bool, typed: &str) -> Result<u32> {
    let request = DeleteTenantRequest { target, with_credentials, typed: typed.into() };
    actions::delete_tenant(&work.app, &request).map(|deleted| deleted.credentials)
}

fn group_now(work: &AtWork, id: GroupId) -> GroupRow {
    let groups = work.app.list_groups(Some(work.tenant)).expect("groups");
    groups.into_iter().find(|group| group.id == id).expect("the group")
}

fn general(work: &AtWork) -> GroupRow {
    let groups = work.app.list_groups(Some(work.tenant)).expect("groups");
    groups.into_iter().find(|group| group.general).expect("General")
}

/// A rule for reading below `/invoices`.
fn reading() -> Vec<Rule> {
    serde_json::from_str(r#"[{"methods":["get"],"paths":["/invoices/**"]}]"#).expect("rules")
}

#[test]
fn a_tenant_is_what_its_form_says_and_is_edited_to_what_it_says_next() {
    let desk = Desk::new();
    let work = desk.at_work();
    let draft = TenantDraft {
        api_url: "https://erp.acme.example/api/".into(),
        scheme: Scheme::Token,
        presentation: Presentation::Header { name: "X-Api-Key".into(), value: "{key}".into() },
        token_prefix: " acme ".into(),
        credential_limit: Some(25),
        longest_days: Some(365),
        default_days: Some(90),
        never_allowed: false,
        warning_days: 14,
        reveal: Reveal::Recoverable,
        management_paths: vec!["/admin/**".into(), " ".into(), "/admin/**".into()],
        test_path: " /ping ".into(),
        check_with_vendor: true,
        ..tenant_draft(" ERP ", "Europe/Lisbon")
    };
    let made = actions::create_tenant(&work.app, &tenant_form(draft, work.app.now()).expect("a form")).expect("made");
    let listed = work.app.list_tenants().expect("tenants");
    let row = listed.iter().find(|tenant| tenant.id == made.id).expect("listed");
    assert_eq!((row.name.as_str(), row.token_prefix.as_str(), row.test_path.as_str()), ("ERP", "acme", "/ping"));
    assert_eq!((row.credential_limit, row.longest_days, row.default_days), (Some(25), Some(365), Some(90)));
    assert_eq!((row.never_allowed, row.warning_days, row.reveal), (false, 14, Reveal::Recoverable));
    assert_eq!((row.management_paths.as_slice(), row.check_with_vendor), (&["/admin/**".to_owned()][..], true));
    assert_eq!((row.used, row.beyond_policy, row.revision), (0, 0, 1));

    desk.clock.set(Moment::from_millis(TODAY + 1_000));
    let edited = edit_tenant(&work, seen_tenant(row), tenant_draft("erp", "UTC")).expect("edited");
    assert_eq!((edited.name.as_str(), edited.zone.as_str(), edited.revision), ("erp", "UTC", 2));
    assert_eq!(
        (edited.scheme, edited.token_prefix.as_str()),
        (Scheme::Signed, ""),
        "no credential holds it to its scheme"
    );
    assert_eq!(edited.credential_limit, None);
    drop(work);
    let work = desk.back_at_work();
    assert!(work.app.list_tenants().expect("tenants").iter().any(|tenant| tenant.name == "erp"));
    assert!(work.head_agrees());
}

#[test]
fn what_a_tenants_form_may_not_hold_is_named_by_its_field_and_makes_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    let before = work.deeds().len();
    let good = || tenant_draft("Second", "UTC");
    let token = || TenantDraft {
        scheme: Scheme::Token,
        presentation: Presentation::Query { name: "key".into() },
        token_prefix: "acme".into(),
        ..good()
    };
    let refused = [
        ("name", TenantDraft { name: " ".into(), ..good() }),
        ("name", TenantDraft { name: "x".repeat(51), ..good() }),
        ("name", TenantDraft { name: "a\u{202E}b".into(), ..good() }),
        ("name", TenantDraft { name: "ＡＣＭＥ logistics".into(), ..good() }),
        ("apiUrl", TenantDraft { api_url: "ftp://x".into(), ..good() }),
        ("zone", TenantDraft { zone: "Mars/Olympus".into(), ..good() }),
        ("tokenPrefix", TenantDraft { token_prefix: "1acme".into(), ..token() }),
        ("tokenPrefix", TenantDraft { token_prefix: String::new(), ..token() }),
        ("credentialLimit", TenantDraft { credential_limit: Some(0), ..good() }),
        ("longestDays", TenantDraft { longest_days: Some(0), ..good() }),
        ("longestDays", TenantDraft { longest_days: Some(u32::MAX), ..good() }),
        ("defaultDays", TenantDraft { longest_days: Some(30), default_days: Some(31), ..good() }),
        ("defaultDays", TenantDraft { default_never: true, never_allowed: false, ..good() }),
        ("warningDays", TenantDraft { warning_days: u32::MAX, ..good() }),
        ("managementPaths", TenantDraft { management_paths: vec!["admin".into()], ..good() }),
        ("managementPaths", TenantDraft { management_paths: vec!["/a/../b".into()], ..good() }),
        ("testPath", TenantDraft { test_path: "/**".into(), ..good() }),
        ("testPath", TenantDraft { test_path: "ping".into(), ..good() }),
    ];
    for (field, draft) in refused {
        let form = tenant_form(draft.clone(), work.app.now()).expect("a form");
        let error = actions::create_tenant(&work.app, &form).expect_err(field);
        assert_eq!(error.field(), Some(field), "{draft:?}: {error}");
        let mut own = work.own_tenant();
        if draft.name.starts_with('Ａ') {
            // Of itself it is the same name; of another tenant it is not.
            let other = tenant_form(good(), work.app.now()).expect("a form");
            own = actions::create_tenant(&work.app, &other).expect("made");
        }
        let error = edit_tenant(&work, seen_tenant(&own), draft).expect_err(field);
        assert_eq!(error.field(), Some(field), "{error}");
    }
    assert_eq!(work.deeds().len(), before + 1, "only the tenant that was made to be edited");
}

#[test]
fn the_scheme_stays_while_credentials_are_formed_by_it() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    let reference = TenantDraft {
        scheme: Scheme::Reference,
        presentation: Presentation::Query { name: "key".into() },
        ..tenant_draft("Acme Logistics", "UTC")
    };
    let error = edit_tenant(&work, seen_tenant(&work.own_tenant()), reference).expect_err("in use");
    assert_eq!(error.field(), Some("scheme"));
    let strong = TenantDraft { strong_secret: true, ..tenant_draft("Acme Logistics", "UTC") };
    assert!(edit_tenant(&work, seen_tenant(&work.own_tenant()), strong).expect("edited").strong_secret);
}

#[test]
fn a_form_that_comes_in_twice_makes_one() {
    let desk = Desk::new();
    let work = desk.at_work();
    let now = work.app.now();
    let tenant = tenant_form(tenant_draft("Second", "UTC"), now).expect("a form");
    let group = group_form(work.tenant, "Depot", now).expect("a form");
    let role = role_form(work.tenant, "Reads", now).expect("a form");
    let user = user_form(work.tenant, "Sam", &[], now).expect("a form");
    for _ in 0..2 {
        actions::create_tenant(&work.app, &tenant).expect("made, or what was made");
        actions::create_group(&work.app, &group).expect("made, or what was made");
        actions::create_role(&work.app, &role).expect("made, or what was made");
        actions::create_user(&work.app, &user).expect("made, or what was made");
    }
    let made = actions::create_group(&work.app, &group).expect("what was made");
    assert_eq!(work.deeds()[2..], ["create_tenant", "create_group", "create_role", "create_user"]);
    actions::delete_group(&work.app, seen_group(&made), &GroupEnd::Empty).expect("deleted");
    assert_eq!(actions::create_group(&work.app, &group).expect_err("it is gone").code(), "not_found");
}

#[test]
fn names_are_compared_folded_within_their_tenant() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (group, role, user) = (work.group("Straße"), work.role("Straße"), work.user("Straße", &[]));
    let (other_group, other_role, other_user) = (work.group("B"), work.role("B"), work.user("B", &[]));
    let now = work.app.now();
    for typed in ["STRASSE", " straße ", "ｓｔｒａßｅ"] {
        let refused = [
            actions::create_group(&work.app, &group_form(work.tenant, typed, now).expect("a form")).map(drop),
            actions::create_role(&work.app, &role_form(work.tenant, typed, now).expect("a form")).map(drop),
            actions::create_user(&work.app, &user_form(work.tenant, typed, &[], now).expect("a form")).map(drop),
            edit_group(&work, seen_group(&other_group), typed).map(drop),
            edit_role(&work, seen_role(&other_role), typed, vec![]).map(drop),
            edit_user(&work, seen_user(&other_user), typed, &[]).map(drop),
        ];
        for error in refused.map(|refused| refused.expect_err(typed)) {
            assert_eq!(error.field(), Some("name"), "{error}");
            assert!(error.to_string().contains("Acme Logistics"), "{error}");
        }
    }
    edit_group(&work, seen_group(&group), "STRASSE").expect("its own name");
    edit_role(&work, seen_role(&role), "STRASSE", vec![]).expect("its own name");
    edit_user(&work, seen_user(&user), "STRASSE", &[]).expect("its own name");
    let second = crate::desk::create_tenant(&work.app, "Second").expect("a tenant").id;
    actions::create_group(&work.app, &group_form(second, "strasse", now).expect("a form")).expect("another tenant's");
    actions::create_role(&work.app, &role_form(second, "strasse", now).expect("a form")).expect("another tenant's");
    assert_eq!(
        actions::create_group(&work.app, &group_form(second, "GENERAL", now).expect("a form"))
            .expect_err("there")
            .field(),
        Some("name")
    );
}

#[test]
fn the_second_of_two_windows_is_told_and_changes_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (tenant, group) = (seen_tenant(&work.own_tenant()), seen_group(&work.group("Depot")));
    let (role, user) = (seen_role(&work.role("Reads")), seen_user(&work.user("Sam", &[])));
    edit_tenant(&work, tenant, tenant_draft("Acme", "UTC")).expect("the first window");
    edit_group(&work, group, "Depot 1").expect("the first window");
    edit_role(&work, role, "Reads 1", reading()).expect("the first window");
    edit_user(&work, user, "Sam 1", &[]).expect("the first window");
    let before = work.deeds().len();
    for (refused, named) in [
        (edit_tenant(&work, tenant, tenant_draft("Acme 2", "UTC")).map(drop), "Acme"),
        (actions::change_limit(&work.app, tenant, Some(3)).map(drop), "Acme"),
        (delete_tenant(&work, tenant, true, "Acme").map(drop), "Acme"),
        (edit_group(&work, group, "Depot 2").map(drop), "Depot 1"),
        (actions::delete_group(&work.app, group, &GroupEnd::Empty).map(drop), "Depot 1"),
        (edit_role(&work, role, "Reads 2", vec![]).map(drop), "Reads 1"),
        (actions::delete_role(&work.app, role).map(drop), "Reads 1"),
        (edit_user(&work, user, "Sam 2", &[]).map(drop), "Sam 1"),
        (actions::delete_user(&work.app, user).map(drop), "Sam 1"),
    ] {
        let error = refused.expect_err(named);
        assert_eq!(error.code(), "changed_meanwhile");
        assert!(error.to_string().contains(named), "{error}");
    }
    assert_eq!(work.deeds().len(), before);
    let row = &work.app.list_roles(None).expect("roles")[0];
    assert_eq!(row.rules[0].methods, ["GET"], "what the first window typed");
}

#[test]
fn the_limit_counts_everything_and_holds_whoever_reached_it() {
    let desk = Desk::new();
    let work = desk.at_work();
    let limited = actions::change_limit(&work.app, seen_tenant(&work.own_tenant()), Some(2)).expect("limited");
    assert_eq!((limited.credential_limit, limited.used), (Some(2), 0));
    let form = work.form("Mine");
    let revoked = work.issue("Revoked");
    actions::revoke_credential(&work.app, work.target(revoked.credential), "").expect("revoked");
    work.issue("Somebody else's");
    let error = actions::issue_credential(&work.app, &form).expect_err("reached meanwhile");
    assert_eq!(error.code(), "limit_reached");
    assert!(error.to_string().contains("All 2 credentials that Acme Logistics allows"), "{error}");
    assert_eq!(actions::add_samples(&work.app, work.tenant, 1).expect_err("reached").code(), "limit_reached");
    let tenant = work.own_tenant();
    assert_eq!((tenant.used, tenant.credential_limit), (2, Some(2)));
    let lowered = actions::change_limit(&work.app, seen_tenant(&tenant), Some(1)).expect("what there is stands");
    assert_eq!((lowered.used, lowered.credential_limit, work.table().len()), (2, Some(1), 2));
    assert_eq!(
        actions::change_limit(&work.app, seen_tenant(&lowered), Some(0)).expect_err("none at all").field(),
        Some("limit")
    );
    let raised = actions::change_limit(&work.app, seen_tenant(&lowered), None).expect("no limit");
    assert_eq!(raised.credential_limit, None);
    actions::issue_credential(&work.app, &form).expect("the form was kept");
}

#[test]
fn a_tenant_goes_only_empty_or_by_its_typed_name_and_then_with_every_trace_of_its_secrets() {
    let desk = Desk::new();
    let work = desk.at_work();
    let stays = crate::desk::create_tenant(&work.app, "Stays").expect("a tenant");
    let kept =
        actions::issue_credential(&work.app, &IssueRequest { tenant: stays.id, ..work.form("Kept") }).expect("issued");
    let role = work.role("Reads");
    let user = work.user("Sam", &[role.id]);
    let depot = work.group("Depot");
    let mut sealed = Vec::new();
    let mut open = None;
    for number in 0..40 {
        let form = IssueRequest {
            group: (number % 2 == 0).then_some(depot.id),
            roles: vec![role.id],
            user: Some(user.id),
            in_role: Some(role.id),
            addresses: vec!["10.0.0.0/8".into()],
            tags: vec!["depot".into()],
            ..work.form(&format!("CRM {number}"))
        };
        let sheet = actions::issue_credential(&work.app, &form).expect("issued");
        let of = sheet.credential.to_bytes();
        let bytes: Vec<u8> = desk
            .database()
            .query_row("SELECT sealed FROM secret_version WHERE credential_id = ?1", [of], |row| row.get(0))
            .expect("sealed");
        sealed.push(bytes);
        open = Some(sheet);
    }
    let open = open.expect("a sheet");
    let target = seen_tenant(&work.own_tenant());
    let before = work.deeds().len();
    let stands = delete_tenant(&work, target, false, "Acme Logistics").expect_err("credentials stand");
    assert_eq!(stands.code(), "not_possible");
    assert!(stands.to_string().contains("40 credentials"), "{stands}");
    for typed in ["", "acme logistics", "Acme Logistic", "Stays"] {
        assert_eq!(delete_tenant(&work, target, true, typed).expect_err("not its name").field(), Some("typed"));
    }
    assert_eq!((work.deeds().len(), work.table().len()), (before, 41));

    assert_eq!(delete_tenant(&work, target, true, " Acme Logistics ").expect("deleted"), 40);
    assert!(sealed.iter().all(|sealed| !desk.vault_holds(sealed)), "neither in the database nor in its log");
    assert!(work.head_agrees());
    assert_eq!(work.app.list_tenants().expect("tenants").len(), 1);
    assert!(
        work.app.list_roles(None).expect("roles").is_empty() && work.app.list_users(None).expect("users").is_empty()
    );
    assert_eq!(work.app.list_groups(None).expect("groups").len(), 1);
    assert_eq!((work.table().len(), work.table()[0].vouched), (1, Vouched::Yes));
    assert_eq!(work.copy(open.id).expect_err("its sheet is closed").code(), "sheet_closed");
    assert!(work.app.open_sheets().iter().all(|sheet| sheet.id == kept.id));
    let left: u32 = ["credential_role", "credential_address", "credential_tag", "user_role"]
        .map(|table| -> u32 {
            desk.database().query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("counted")
        })
        .iter()
        .sum();
    assert_eq!(left, 0);
    // The audit log keeps what they were: titles, Access IDs, fingerprints.
    assert_eq!(work.deeds()[before..], ["delete_tenant"]);
    let items = work.app.store.read(|connection| audit_log::items(connection, before as u64 + 1)).expect("items");
    let text: String = items.iter().filter_map(|item| item.before.as_deref()).collect();
    assert!(text.contains("\"CRM 39\"") && text.contains(open.access_id.as_deref().expect("an Access ID")));
    assert_eq!(text.matches("\"fingerprint\"").count(), 40);
    let again = delete_tenant(&work, target, true, "Acme Logistics").expect_err("gone");
    assert!(matches!(again, Error::NotFound(_)));
    let stays = work.app.list_tenants().expect("tenants").remove(0);
    actions::delete_credential(&work.app, work.target(kept.credential)).expect("deleted");
    assert_eq!(delete_tenant(&work, seen_tenant(&stays), false, "").expect("empty"), 0);
    assert!(work.head_agrees());
}

#[test]
fn what_was_changed_outside_is_not_swept_away_with_its_tenant_or_group() {
    for sql in [
        "UPDATE secret_version SET mac = randomblob(32)",
        "UPDATE credential SET description = 'x'",
        "UPDATE user SET mail = 'x@y.z'",
        "UPDATE role SET rules = '[{\"methods\":[\"GET\"],\"paths\":[]}]'",
        "UPDATE credential_group SET description = 'x' WHERE folded = 'general'",
    ] {
        let desk = Desk::new();
        let work = desk.at_work();
        let depot = work.group("Depot");
        let role = work.role("Reads");
        work.user("Sam", &[]);
        let form = IssueRequest { group: Some(depot.id), roles: vec![role.id], ..work.form("CRM") };
        let sheet = actions::issue_credential(&work.app, &form).expect("issued");
        desk.database().execute(sql, []).expect("edited");
        let refused = delete_tenant(&work, seen_tenant(&work.own_tenant()), true, "Acme Logistics").expect_err(sql);
        assert_eq!(refused.code(), "not_vouched", "{sql}: {refused}");
        if sql.contains("credential SET") || sql.contains("secret_version") {
            let end = GroupEnd::Delete { typed: "Depot".into() };
            assert_eq!(
                actions::delete_group(&work.app, seen_group(&depot), &end).expect_err(sql).code(),
                "not_vouched"
            );
            let refused = actions::delete_credential(&work.app, work.target(sheet.credential)).expect_err(sql);
            assert_eq!(refused.code(), "not_vouched", "{sql}");
        }
        assert_eq!((work.table().len(), work.app.open_sheets().len()), (1, 1), "the evidence stays");
    }
}

#[test]
fn general_stays_and_keeps_its_name() {
    let desk = Desk::new();
    let work = desk.at_work();
    let found = general(&work);
    for name in ["Common", "general"] {
        assert_eq!(edit_group(&work, seen_group(&found), name).expect_err("it keeps it").field(), Some("name"));
    }
    let described = edit_group(&work, seen_group(&found), "General").expect("its description may change");
    assert_eq!((described.description.as_str(), described.general), ("For the depot", true));
    let end = GroupEnd::Delete { typed: "General".into() };
    for end in [GroupEnd::Empty, end] {
        let refused = actions::delete_group(&work.app, seen_group(&described), &end).expect_err("it stays");
        assert_eq!(refused.code(), "not_possible");
    }
}

#[test]
fn groups_count_what_is_in_them_and_what_expires_soon() {
    let desk = Desk::new();
    let work = desk.at_work();
    let depot = work.group("Depot");
    let on = |date: &str| Expires::On { date: date.parse().expect("a date") };
    for (title, expires, active) in [
        ("Soon", on("2026-12-01"), true),
        ("Later", on("2027-12-01"), true),
        ("Never", Expires::Never, true),
        ("Off", on("2026-12-01"), false),
        ("Over", on("2026-11-23"), true),
    ] {
        let form = IssueRequest { group: Some(depot.id), expires, active, ..work.form(title) };
        actions::issue_credential(&work.app, &form).expect("issued");
    }
    work.issue("Elsewhere");
    desk.clock.set(Moment::from_millis(TODAY + DAY_MILLIS));
    let counted = |work: &AtWork| {
        let group = group_now(work, depot.id);
        let rows = work.table().into_iter().filter(|row| row.group == depot.id && row.status == Status::Expiring);
        assert_eq!(group.expiring as usize, rows.count(), "as the rows have it");
        (group.credentials, group.expiring)
    };
    assert_eq!(counted(&work), (5, 1));
    desk.clock.set(Moment::from_millis(TODAY + 9 * DAY_MILLIS));
    assert_eq!(counted(&work), (5, 0));
    let edited = edit_group(&work, seen_group(&depot), "Depot").expect("edited");
    assert_eq!((edited.credentials, edited.expiring), (5, 0));
    let query = CredentialQuery { tenant: Some(work.tenant), query: "group:Depot".to_owned(), sort: Vec::new() };
    assert_eq!(work.app.query_credentials(&query).expect("handles").handles.len(), 5);
}

#[test]
fn a_group_goes_empty_or_after_its_credentials_moved_or_with_them() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (depot, harbour) = (work.group("Depot"), work.group("Harbour"));
    let place = |group: &GroupRow, title: &str| {
        let form = IssueRequest { group: Some(group.id), ..work.form(title) };
        actions::issue_credential(&work.app, &form).expect("issued")
    };
    let (first, second) = (place(&depot, "First"), place(&depot, "Second"));
    let other = crate::desk::create_tenant(&work.app, "Second tenant").expect("a tenant").id;
    let foreign = work.app.list_groups(Some(other)).expect("groups").remove(0);
    let gone = work.group("Gone");
    actions::delete_group(&work.app, seen_group(&gone), &GroupEnd::Empty).expect("empty");
    let before = work.deeds().len();
    let delete = |end: GroupEnd| actions::delete_group(&work.app, seen_group(&depot), &end);
    let stands = delete(GroupEnd::Empty).expect_err("credentials stand");
    assert!(stands.code() == "not_possible" && stands.to_string().contains("2 credentials"), "{stands}");
    for to in [foreign.id, gone.id, depot.id] {
        assert_eq!(delete(GroupEnd::Move { to }).expect_err("no such place").field(), Some("to"));
    }
    assert_eq!(delete(GroupEnd::Delete { typed: "depot".into() }).expect_err("not its name").field(), Some("typed"));
    assert_eq!(work.deeds().len(), before);

    desk.clock.set(Moment::from_millis(TODAY + 1_000));
    let moved = delete(GroupEnd::Move { to: harbour.id }).expect("moved");
    assert_eq!((moved.name.as_str(), moved.credentials), ("Depot", 0));
    let row = work.row_of(first.credential);
    assert_eq!((row.group, row.revision, row.vouched), (harbour.id, 2, Vouched::Yes));
    assert_eq!(row.modified_at.millis(), TODAY + 1_000);
    assert_eq!((group_now(&work, harbour.id).credentials, work.head_agrees()), (2, true));
    assert_eq!(work.deeds()[before..], ["delete_group"]);
    assert_eq!(actions::undo_change(&work.app, before as u64 + 1).expect_err("no undo").code(), "not_possible");

    let sealed: Vec<u8> = desk
        .database()
        .query_row(
            "SELECT sealed FROM secret_version WHERE credential_id = ?1",
            [second.credential.to_bytes()],
            |row| row.get(0),
        )
        .expect("sealed");
    let end = GroupEnd::Delete { typed: "Harbour".into() };
    let deleted = actions::delete_group(&work.app, seen_group(&harbour), &end).expect("deleted");
    assert_eq!((deleted.credentials, work.table().len(), desk.vault_holds(&sealed)), (2, 0, false));
    assert!(work.head_agrees() && work.app.open_sheets().is_empty());
}

#[test]
fn a_group_changed_outside_takes_no_credentials() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (depot, harbour) = (work.group("Depot"), work.group("Harbour"));
    let form = IssueRequest { group: Some(depot.id), ..work.form("CRM") };
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    desk.database()
        .execute("UPDATE credential_group SET description = 'x' WHERE name = 'Harbour'", [])
        .expect("edited");
    let end = GroupEnd::Move { to: harbour.id };
    assert_eq!(actions::delete_group(&work.app, seen_group(&depot), &end).expect_err("refused").code(), "not_vouched");
    let refused = actions::move_credential(&work.app, work.target(sheet.credential), harbour.id).expect_err("refused");
    assert_eq!(refused.code(), "not_vouched");
}

#[test]
fn roles_and_users_in_use_stay_and_say_where() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (reads, writes) = (work.role("Reads"), work.role("Writes"));
    let sam = work.user("Sam", &[reads.id, writes.id]);
    let form = IssueRequest { roles: vec![reads.id], user: Some(sam.id), in_role: Some(writes.id), ..work.form("CRM") };
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    let roles = work.app.list_roles(Some(work.tenant)).expect("roles");
    let counts: Vec<_> = roles.iter().map(|role| (role.name.as_str(), role.credentials, role.users)).collect();
    assert_eq!(counts, [("Reads", 1, 1), ("Writes", 1, 1)], "what acts in a role uses it");
    let edited = edit_role(&work, seen_role(&writes), "Writes", vec![]).expect("edited");
    assert_eq!((edited.credentials, edited.users), (1, 1));
    let users = work.app.list_users(None).expect("users");
    assert_eq!((users[0].credentials, users[0].roles.len(), users[0].own), (1, 2, false));
    let uses = work.app.role_uses(writes.id).expect("uses");
    assert_eq!(
        (uses.credential_titles.as_slice(), uses.user_names.as_slice()),
        (&["CRM".to_owned()][..], &["Sam".to_owned()][..])
    );
    assert_eq!(work.app.user_uses(sam.id).expect("uses").credential_titles, ["CRM"]);
    let before = work.deeds().len();
    for (refused, code) in [
        (actions::delete_role(&work.app, seen_role(&reads)).map(drop), "not_possible"),
        (actions::delete_role(&work.app, seen_role(&edited)).map(drop), "not_possible"),
        (actions::delete_user(&work.app, seen_user(&sam)).map(drop), "not_possible"),
        (edit_user(&work, seen_user(&sam), "Sam", &[reads.id]).map(drop), "invalid_input"),
    ] {
        let error = refused.expect_err("in use");
        assert_eq!(error.code(), code);
        assert!(error.to_string().contains("CRM"), "{error}");
        assert!(code != "invalid_input" || error.field() == Some("roles"));
    }
    assert_eq!(work.deeds().len(), before);
    actions::delete_credential(&work.app, work.target(sheet.credential)).expect("deleted");
    let sam = edit_user(&work, seen_user(&sam), "Sam", &[]).expect("no longer acted in");
    for role in [seen_role(&reads), seen_role(&edited)] {
        actions::delete_role(&work.app, role).expect("no longer used");
    }
    actions::delete_user(&work.app, seen_user(&sam)).expect("no longer used");
    assert!(work.head_agrees());
}

#[test]
fn what_roles_and_users_may_not_hold_is_named() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (role, user) = (work.role("Reads"), work.user("Sam", &[]));
    let other = crate::desk::create_tenant(&work.app, "Second").expect("a tenant").id;
    let form = role_form(other, "Foreign", work.app.now()).expect("a form");
    let foreign = actions::create_role(&work.app, &form).expect("a role").id;
    let gone = work.role("Gone");
    actions::delete_role(&work.app, seen_role(&gone)).expect("deleted");
    let before = work.deeds().len();
    for rules in [
        r#"[{"methods":["BREW"],"paths":[]}]"#,
        r#"[{"methods":[],"paths":[]}]"#,
        r#"[{"methods":["GET"],"paths":["invoices"]}]"#,
        r#"[{"methods":["GET"],"paths":["/a%2Fb"]}]"#,
        r#"[{"methods":["GET"],"paths":["/in*"]}]"#,
    ] {
        let rules: Vec<Rule> = serde_json::from_str(rules).expect("rules");
        assert_eq!(edit_role(&work, seen_role(&role), "Reads", rules).expect_err("no rule").field(), Some("rules"));
    }
    for mail in ["sam", "a b@c.d", "a@b\r\nBcc: x@y.z"] {
        let request =
            EditUserRequest { target: seen_user(&user), name: "Sam".into(), mail: mail.into(), roles: vec![] };
        assert_eq!(actions::edit_user(&work.app, &request).expect_err("no mail").field(), Some("mail"));
    }
    for roles in [&[foreign][..], &[gone.id], &[role.id, gone.id]] {
        assert_eq!(edit_user(&work, seen_user(&user), "Sam", roles).expect_err("no role").field(), Some("roles"));
    }
    assert_eq!(work.deeds().len(), before);
}

#[test]
fn the_operators_own_user_is_known_by_name() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.user("Sam", &[]);
    work.user("DANA whitfield", &[]);
    let own: Vec<_> = work.app.list_users(None).expect("users").into_iter().map(|user| user.own).collect();
    assert_eq!(own, [true, false]);
}

#[test]
fn lists_of_many_are_ready_at_once() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 20_000).expect("samples");
    let tight = TenantDraft {
        longest_days: Some(90),
        never_allowed: false,
        ..tenant_draft("Acme Logistics", "Europe/Amsterdam")
    };
    edit_tenant(&work, seen_tenant(&work.own_tenant()), tight).expect("tightened");
    let took = |work: &dyn Fn()| {
        let tries = (0..5).map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        });
        tries.min().expect("five tries")
    };
    let tenants = took(&|| drop(work.app.list_tenants().expect("tenants")));
    let groups = took(&|| drop(work.app.list_groups(None).expect("groups")));
    eprintln!("20,000 credentials: list_tenants {tenants:?}, list_groups {groups:?}");
    assert!(tenants < Duration::from_secs(1), "{tenants:?}");
    assert!(groups < Duration::from_secs(1), "{groups:?}");
    let beyond = work.table().iter().filter(|row| row.beyond_policy.is_some()).count();
    assert_eq!(work.own_tenant().beyond_policy as usize, beyond);
}
