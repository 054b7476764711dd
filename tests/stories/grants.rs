//! What a credential grants, to whom, from where and when: roles, users, addresses, starts, tags and bounds; edited,
//! moved, duplicated, undone.

use acceptance::forms::tenant_draft;
use chrono::NaiveDate;
use keywright_core::actions;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::credential::{EditRequest, IssueRequest};
use keywright_core::details::CredentialDetails;
use keywright_core::error::Result;
use keywright_core::group::{GroupEnd, GroupTarget};
use keywright_core::ids::{CredentialId, RoleId, UserId};
use keywright_core::policy::{Expires, Reveal};
use keywright_core::role::RoleTarget;
use keywright_core::sheets::SheetRow;
use keywright_core::state::Status;
use keywright_core::tenant::{EditTenantRequest, TenantDraft, TenantTarget};
use keywright_core::user::{EditUserRequest, UserTarget};

use crate::desk::{AtWork, Desk, TODAY};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn on(text: &str) -> Expires {
    Expires::On { date: date(text) }
}

/// Two roles, and Sam who has both.
fn people(work: &AtWork) -> (RoleId, RoleId, UserId) {
    let (reads, writes) = (work.role("Reads").id, work.role("Writes").id);
    (reads, writes, work.user("Sam", &[reads, writes]).id)
}

/// A form with everything in it.
fn full(work: &AtWork, title: &str, (reads, writes, sam): (RoleId, RoleId, UserId)) -> IssueRequest {
    IssueRequest {
        description: "For the depot".into(),
        roles: vec![writes, reads, reads],
        user: Some(sam),
        in_role: Some(reads),
        addresses: ["192.0.2.7", "2001:DB8::/48", "::ffff:10.0.0.0/104"].map(str::to_owned).into(),
        starts: Some(date("2026-12-01")),
        tags: ["Depot", "ﬁnance"].map(str::to_owned).into(),
        ..work.form(title)
    }
}

fn issue(work: &AtWork, form: &IssueRequest) -> SheetRow {
    let sheet = actions::issue_credential(&work.app, form).expect("issued");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    sheet
}

fn details(work: &AtWork, id: CredentialId) -> CredentialDetails {
    work.app.credential_details(id).expect("details")
}

/// What its form would be filled with.
fn edit_of(work: &AtWork, id: CredentialId) -> EditRequest {
    let details = details(work, id);
    let role = |id: &str| serde_json::from_value::<RoleId>(id.into()).expect("a role");
    EditRequest {
        target: work.target(id),
        title: details.row.title.clone(),
        description: details.row.description.clone(),
        roles: details.roles.iter().map(|named| role(&named.id)).collect(),
        user: details.user.map(|named| serde_json::from_value(named.id.into()).expect("a user")),
        in_role: details.in_role.map(|named| role(&named.id)),
        addresses: details.addresses.clone(),
        starts: details.starts_on.as_deref().map(date),
        tags: details.row.tags.iter().map(|tag| tag.as_str().to_owned()).collect(),
    }
}

/// Everything that a form shows, as text.
fn shown(work: &AtWork, id: CredentialId) -> String {
    let EditRequest { target: _, title, description, roles, user, in_role, addresses, starts, tags } =
        edit_of(work, id);
    let row = work.row_of(id);
    format!(
        "{title} {description} {roles:?} {user:?} {in_role:?} {addresses:?} {starts:?} {tags:?} {:?} {:?} {:?} {:?}",
        row.group, row.starts_at, row.expires_at, row.vouched
    )
}

/// Edits the tenant to a tighter or wider policy.
fn set_policy(work: &AtWork, change: impl FnOnce(TenantDraft) -> TenantDraft) {
    let row = work.own_tenant();
    let target = TenantTarget { tenant: row.id, revision: row.revision };
    let draft = change(tenant_draft(&row.name, &row.zone));
    actions::edit_tenant(&work.app, &EditTenantRequest { target, draft }).expect("edited");
}

fn refused<T>(work: &AtWork, done: Result<T>, field: &str) {
    let before = work.deeds().len();
    let Err(error) = done else { panic!("{field} was taken") };
    assert_eq!(error.field(), Some(field), "{error}");
    assert_eq!(work.deeds().len(), before);
}

#[test]
fn everything_that_was_granted_is_there_in_its_one_form() {
    let desk = Desk::new();
    let work = desk.at_work();
    let people = people(&work);
    let depot = work.group("Depot");
    let form = IssueRequest { group: Some(depot.id), ..full(&work, "CRM", people) };
    let id = issue(&work, &form).credential;
    let found = details(&work, id);
    let names: Vec<_> = found.roles.iter().map(|role| role.name.as_str()).collect();
    assert!(names.len() == 2 && names.contains(&"Reads") && names.contains(&"Writes"), "without the repeat");
    assert_eq!(found.user.expect("Sam").name, "Sam");
    assert_eq!(found.in_role.expect("a role").name, "Reads");
    let mut addresses = found.addresses;
    addresses.sort();
    assert_eq!(addresses, ["10.0.0.0/8", "192.0.2.7", "2001:db8::/48"]);
    let tags: Vec<_> = found.row.tags.iter().map(|tag| tag.as_str()).collect();
    assert_eq!(tags, ["depot", "finance"], "folded and sorted");
    assert_eq!((found.starts_on.as_deref(), found.row.status), (Some("2026-12-01"), Status::Scheduled));
    assert_eq!((found.row.group_name.as_str(), found.row.description.as_str()), ("Depot", "For the depot"));
    let before = shown(&work, id);
    drop(work);
    assert_eq!(shown(&desk.back_at_work(), id), before);
}

#[test]
fn what_cannot_be_granted_is_named_by_its_field() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (reads, writes, sam) = people(&work);
    let other = crate::desk::create_tenant(&work.app, "Second").expect("a tenant").id;
    let foreign_role = {
        let form = acceptance::forms::role_form(other, "Foreign", work.app.now()).expect("a form");
        actions::create_role(&work.app, &form).expect("a role").id
    };
    let foreign_user = {
        let form = acceptance::forms::user_form(other, "Kim", &[foreign_role], work.app.now()).expect("a form");
        actions::create_user(&work.app, &form).expect("a user").id
    };
    let foreign_group = work.app.list_groups(Some(other)).expect("groups")[0].id;
    let kim = work.user("Kim", &[reads]).id;
    let id = issue(&work, &work.form("CRM")).credential;
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let try_both = |field: &str, change: &dyn Fn(&mut IssueRequest)| {
        let mut form = work.form("New");
        change(&mut form);
        refused(&work, actions::issue_credential(&work.app, &form), field);
        let IssueRequest { title: _, description, roles, user, in_role, addresses, starts, tags, .. } = form;
        let edit = EditRequest { description, roles, user, in_role, addresses, starts, tags, ..edit_of(&work, id) };
        if field != "group" && field != "expires" {
            refused(&work, actions::edit_credential(&work.app, &edit), field);
        }
    };
    try_both("group", &|form| form.group = Some(foreign_group));
    try_both("roles", &|form| form.roles = vec![reads, foreign_role]);
    try_both("user", &|form| form.user = Some(foreign_user));
    try_both("inRole", &|form| form.in_role = Some(reads));
    try_both("inRole", &|form| (form.user, form.in_role) = (Some(kim), Some(writes)));
    try_both("inRole", &|form| (form.user, form.in_role) = (Some(sam), Some(foreign_role)));
    try_both("tags", &|form| form.tags = texts(&["a,b"]));
    try_both("tags", &|form| form.tags = texts(&["ok", " "]));
    try_both("tags", &|form| form.tags = vec!["x".repeat(31)]);
    try_both("tags", &|form| form.tags = (0..51).map(|n| n.to_string()).collect());
    try_both("description", &|form| form.description = "x".repeat(1_001));
    for addresses in [
        &["10.0.0.1/8"][..],
        &["010.0.0.1"],
        &["fe80::1%eth0"],
        &["example.com"],
        &["192.0.2.7", "::ffff:192.0.2.7"],
        &["10.0.0.0/8", "10.0.0.0/8"],
        &[""],
    ] {
        try_both("addresses", &|form| form.addresses = texts(addresses));
    }
    try_both("addresses", &|form| form.addresses = (0..201).map(|n| format!("10.0.{}.{}", n / 250, n % 250)).collect());
    for year in [NaiveDate::MIN, NaiveDate::MAX, date("0000-01-01"), "+10000-01-01".parse().expect("a date")] {
        try_both("starts", &|form| (form.starts, form.expires) = (Some(year), Expires::Never));
    }
    let long = {
        let mut form = work.form("New");
        form.tags = vec!["x".repeat(60)];
        actions::issue_credential(&work.app, &form).expect_err("too long").to_string()
    };
    assert!(long.contains("30"), "{long}");
    assert_eq!(work.table().len(), 1);
}

#[test]
fn an_overlap_of_addresses_warns_and_none_means_any() {
    let desk = Desk::new();
    let work = desk.at_work();
    let typed = ["10.0.0.0/8", "10.1.2.3", "10.1.2.3", "nonsense", "010.0.0.1", "2001:db8::1/32"].map(str::to_owned);
    let checks = work.app.check_addresses(&typed).expect("checked");
    assert_eq!(checks.iter().filter(|check| check.problem.is_some()).count(), 4);
    assert!(checks[1].warning.as_deref().is_some_and(|said| said.contains("10.0.0.0/8")));
    assert!(checks[2].problem.as_deref().is_some_and(|said| said.contains("already")));
    assert!(checks[4].problem.as_deref().is_some_and(|said| said.contains("10.0.0.1")));
    assert!(checks[5].problem.as_deref().is_some_and(|said| said.contains("2001:db8::/32")));
    let form = IssueRequest { addresses: typed[..2].to_vec(), ..work.form("CRM") };
    assert_eq!(details(&work, issue(&work, &form).credential).addresses.len(), 2, "an overlap is taken");
    let many = vec!["x".to_owned(); 100_000];
    refused(&work, work.app.check_addresses(&many), "addresses");
}

#[test]
fn what_is_deleted_while_the_form_is_open_is_told_on_its_field_and_nothing_is_half_done() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (reads, writes, sam) = people(&work);
    let (gone, kim, depot) = (work.role("Gone"), work.user("Kim", &[]), work.group("Depot"));
    let id = issue(&work, &work.form("CRM")).credential;
    let form = IssueRequest { group: Some(depot.id), ..work.form("New") };
    let edit = edit_of(&work, id);
    actions::delete_role(&work.app, RoleTarget { role: gone.id, revision: gone.revision }).expect("deleted");
    actions::delete_user(&work.app, UserTarget { user: kim.id, revision: kim.revision }).expect("deleted");
    let seen = GroupTarget { group: depot.id, revision: depot.revision };
    actions::delete_group(&work.app, seen, &GroupEnd::Empty).expect("deleted");
    refused(&work, actions::issue_credential(&work.app, &form), "group");
    refused(&work, actions::move_credential(&work.app, work.target(id), depot.id), "group");
    let form = IssueRequest { group: None, roles: vec![reads, gone.id], ..form };
    refused(&work, actions::issue_credential(&work.app, &form), "roles");
    let form = IssueRequest { roles: vec![reads], user: Some(kim.id), ..form };
    refused(&work, actions::issue_credential(&work.app, &form), "user");
    let edit = EditRequest { roles: vec![gone.id], ..edit };
    refused(&work, actions::edit_credential(&work.app, &edit), "roles");
    let edit = EditRequest { roles: vec![], user: Some(kim.id), ..edit };
    refused(&work, actions::edit_credential(&work.app, &edit), "user");
    // A user who loses the role in which the form says that it acts.
    let users = work.app.list_users(None).expect("users");
    let target = UserTarget { user: sam, revision: users[0].revision };
    let request = EditUserRequest { target, name: "Sam".into(), mail: String::new(), roles: vec![reads] };
    actions::edit_user(&work.app, &request).expect("edited");
    let form = IssueRequest { user: Some(sam), in_role: Some(writes), ..form };
    refused(&work, actions::issue_credential(&work.app, &form), "inRole");
    // The same form, once it is put right: nothing of it was made before.
    let sheet = issue(&work, &IssueRequest { in_role: Some(reads), ..form });
    assert_eq!((work.table().len(), details(&work, sheet.credential).versions.len(), work.head_agrees()), (2, 1, true));
}

#[test]
fn undoing_an_edit_or_a_move_gives_back_roles_addresses_tags_and_user_exactly() {
    let desk = Desk::new();
    let work = desk.at_work();
    let people = people(&work);
    let depot = work.group("Depot");
    let id = issue(&work, &full(&work, "CRM", people)).credential;
    let before = shown(&work, id);
    let moved = actions::move_credential(&work.app, work.target(id), depot.id).expect("moved");
    assert_eq!(work.row_of(id).group, depot.id);
    let in_depot = shown(&work, id);
    refused(&work, actions::move_credential(&work.app, work.target(id), depot.id), "group");
    let edit = EditRequest {
        title: "CRM 2".into(),
        roles: vec![people.1],
        user: None,
        in_role: None,
        addresses: vec!["198.51.100.0/24".into()],
        starts: None,
        tags: vec!["harbour".into()],
        ..edit_of(&work, id)
    };
    let edited = actions::edit_credential(&work.app, &edit).expect("edited");
    let after = shown(&work, id);
    assert_ne!(after, in_depot);
    let undone = actions::undo_change(&work.app, edited.undo.expect("reversible")).expect("undone");
    assert_eq!(shown(&work, id), in_depot);
    let redone = actions::undo_change(&work.app, undone.undo.expect("reversible")).expect("redone");
    assert_eq!(shown(&work, id), after);
    actions::undo_change(&work.app, redone.undo.expect("reversible")).expect("undone");
    actions::undo_change(&work.app, moved.undo.expect("reversible")).expect("undone");
    assert_eq!(shown(&work, id), before);
    assert!(work.head_agrees());
}

#[test]
fn an_undo_that_needs_what_is_gone_says_so() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (reads, writes, sam) = people(&work);
    let empty = |work: &AtWork, id| EditRequest { roles: vec![], user: None, in_role: None, ..edit_of(work, id) };
    let with_role = issue(&work, &IssueRequest { roles: vec![work.role("Gone").id], ..work.form("Role") }).credential;
    let with_user =
        issue(&work, &IssueRequest { user: Some(work.user("Kim", &[]).id), ..work.form("User") }).credential;
    let acting =
        issue(&work, &IssueRequest { user: Some(sam), in_role: Some(writes), ..work.form("Acting") }).credential;
    let depot = work.group("Depot");
    let placed = issue(&work, &IssueRequest { group: Some(depot.id), ..work.form("Placed") }).credential;
    let undo = |changed: keywright_core::credential::Changed| changed.undo.expect("reversible");
    let general =
        work.app.list_groups(None).expect("groups").into_iter().find(|group| group.general).expect("General").id;
    let undos = [
        (undo(actions::edit_credential(&work.app, &empty(&work, with_role)).expect("edited")), "role"),
        (undo(actions::edit_credential(&work.app, &empty(&work, with_user)).expect("edited")), "user"),
        (
            undo(actions::edit_credential(&work.app, &empty(&work, acting)).expect("edited")),
            "Sam no longer has the role",
        ),
        (undo(actions::move_credential(&work.app, work.target(placed), general).expect("moved")), "group"),
    ];
    let gone = work.app.list_roles(None).expect("roles").into_iter().find(|role| role.name == "Gone").expect("a role");
    actions::delete_role(&work.app, RoleTarget { role: gone.id, revision: gone.revision }).expect("deleted");
    let users = work.app.list_users(None).expect("users");
    let user = |name: &str| {
        let user = users.iter().find(|user| user.name == name).expect("a user");
        UserTarget { user: user.id, revision: user.revision }
    };
    actions::delete_user(&work.app, user("Kim")).expect("deleted");
    let request = EditUserRequest { target: user("Sam"), name: "Sam".into(), mail: String::new(), roles: vec![reads] };
    actions::edit_user(&work.app, &request).expect("edited");
    let seen = GroupTarget { group: depot.id, revision: depot.revision };
    actions::delete_group(&work.app, seen, &GroupEnd::Empty).expect("deleted");
    let before = work.deeds().len();
    for (undo, said) in undos {
        let error = actions::undo_change(&work.app, undo).expect_err(said);
        assert_eq!(error.code(), "not_possible", "{said}: {error}");
        assert!(error.to_string().contains(said), "{error}");
    }
    assert_eq!(work.deeds().len(), before);
}

#[test]
fn a_duplicate_has_the_settings_and_never_the_secret() {
    let desk = Desk::new();
    let work = desk.at_work();
    let people = people(&work);
    let form = IssueRequest { reveal: Some(Reveal::Recoverable), ..full(&work, "CRM", people) };
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    let secret = work.copy(sheet.id).expect("copied");
    let copy = IssueRequest { duplicate_of: Some(sheet.credential), ..full(&work, "CRM copy", people) };
    let twin = actions::issue_credential(&work.app, &copy).expect("issued");
    assert_ne!(work.copy(twin.id).expect("copied"), secret);
    assert_ne!(twin.access_id, sheet.access_id);
    let history = details(&work, twin.credential).history;
    let issued = history.iter().find(|entry| entry.action == "issue_credential").expect("an entry");
    assert!(issued.detail.as_deref().is_some_and(|said| said.contains("CRM")));
    refused(
        &work,
        actions::issue_credential(
            &work.app,
            &IssueRequest { duplicate_of: Some(sheet.credential), ..work.form("crm") },
        ),
        "title",
    );
}

#[test]
fn one_credential_for_each_consumer_is_advised() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (reads, writes, sam) = people(&work);
    let advice = |roles: &[RoleId], except| {
        work.app.consumer_advice(work.tenant, Some(sam), roles, except).expect("asked").advice
    };
    assert_eq!(advice(&[reads], None), None);
    let form = IssueRequest { user: Some(sam), roles: vec![reads, writes], ..work.form("CRM") };
    let id = issue(&work, &form).credential;
    let said = advice(&[writes, reads], None).expect("advice");
    assert!(said.contains("Sam") && said.contains("CRM"), "{said}");
    assert_eq!((advice(&[reads], None), advice(&[reads, writes], Some(id))), (None, None));
    assert_eq!(work.app.consumer_advice(work.tenant, None, &[reads, writes], None).expect("asked").advice, None);
    actions::revoke_credential(&work.app, work.target(id), "").expect("revoked");
    assert_eq!(advice(&[reads, writes], None), None, "what is revoked is no second one");
}

#[test]
fn a_start_schedules_and_stays_before_the_expiry() {
    let desk = Desk::new();
    let work = desk.at_work();
    refused(
        &work,
        actions::issue_credential(&work.app, &IssueRequest { starts: Some(date("2027-02-23")), ..work.form("CRM") }),
        "expires",
    );
    let form = IssueRequest { starts: Some(date("2027-02-22")), ..work.form("CRM") };
    let id = issue(&work, &form).credential;
    let row = work.row_of(id);
    assert_eq!((row.status, row.starts_at.map(Moment::millis)), (Status::Scheduled, Some(1_803_250_800_000)));
    refused(&work, actions::change_expiry(&work.app, work.target(id), on("2027-02-21")), "expires");
    let starts = |starts: Option<&str>| {
        let request = EditRequest { starts: starts.map(date), ..edit_of(&work, id) };
        actions::edit_credential(&work.app, &request)
    };
    refused(&work, starts(Some("2027-02-23")), "starts");
    let edited = starts(None).expect("at once");
    assert_eq!(work.row_of(id).status, Status::Active);
    actions::undo_change(&work.app, edited.undo.expect("reversible")).expect("undone");
    assert_eq!(work.row_of(id).status, Status::Scheduled);
    desk.clock.set(row.starts_at.expect("a start"));
    assert_eq!(work.row_of(id).status, Status::Expiring, "it starts on its last date");
}

#[test]
fn an_edit_of_something_else_leaves_the_start_where_it_was_also_in_another_zone() {
    let desk = Desk::new();
    let work = desk.at_work();
    let id = issue(&work, &IssueRequest { starts: Some(date("2026-12-01")), ..work.form("CRM") }).credential;
    let starts_at = work.row_of(id).starts_at;
    set_policy(&work, |draft| TenantDraft { zone: "America/New_York".into(), ..draft });
    let request = EditRequest { description: "Only this".into(), ..edit_of(&work, id) };
    actions::edit_credential(&work.app, &request).expect("edited");
    assert_eq!(work.row_of(id).starts_at, starts_at);
    actions::change_expiry(&work.app, work.target(id), on("2027-03-01")).expect("changed");
    assert_eq!(work.row_of(id).starts_at, starts_at);
}

#[test]
fn a_start_that_is_taken_back_does_not_lengthen_a_lifetime_beyond_the_policy() {
    let desk = Desk::new();
    let work = desk.at_work();
    set_policy(&work, |draft| TenantDraft { longest_days: Some(90), never_allowed: false, ..draft });
    let form = IssueRequest { starts: Some(date("2027-11-23")), expires: on("2028-02-21"), ..work.form("CRM") };
    let id = issue(&work, &form).credential;
    let starts = |starts: Option<&str>| {
        let request = EditRequest { starts: starts.map(date), ..edit_of(&work, id) };
        actions::edit_credential(&work.app, &request)
    };
    refused(&work, starts(None), "starts");
    refused(&work, starts(Some("2027-11-22")), "starts");
    starts(Some("2027-12-01")).expect("a shorter life");
    starts(Some("2027-11-23")).expect("as long as is allowed");
    assert_eq!((work.row_of(id).beyond_policy, work.own_tenant().beyond_policy), (None, 0));
}

#[test]
fn the_policys_bounds_hold_for_whoever_issues_and_extends() {
    let desk = Desk::new();
    let work = desk.at_work();
    set_policy(&work, |draft| TenantDraft { longest_days: Some(90), never_allowed: false, ..draft });
    let with = |expires| IssueRequest { expires, ..work.form("CRM") };
    for expires in [Expires::Never, on("2027-02-22"), on("2026-11-22"), on("9999-12-30")] {
        refused(&work, actions::issue_credential(&work.app, &with(expires)), "expires");
    }
    for odd in [NaiveDate::MIN, NaiveDate::MAX] {
        refused(&work, actions::issue_credential(&work.app, &with(Expires::On { date: odd })), "expires");
    }
    let id = issue(&work, &with(on("2027-02-21"))).credential;
    for expires in [Expires::Never, on("2027-02-22")] {
        refused(&work, actions::change_expiry(&work.app, work.target(id), expires), "expires");
    }
    for odd in [NaiveDate::MIN, NaiveDate::MAX] {
        let overlap = keywright_core::credential::Overlap::Until { date: odd };
        refused(&work, actions::rotate_credential(&work.app, work.target(id), overlap, None), "overlap");
    }
}

#[test]
fn what_stands_when_a_policy_is_tightened_stands_flagged_and_counted_alike() {
    let desk = Desk::new();
    let work = desk.at_work();
    for (title, starts, expires, active) in [
        ("Never", None, Expires::Never, true),
        ("Never and off", None, Expires::Never, false),
        ("Long", None, on("2027-11-23"), true),
        ("Just beyond", None, on("2027-02-22"), true),
        ("Just within", None, on("2027-02-21"), true),
        ("Scheduled within", Some("2027-11-23"), on("2028-02-21"), true),
        ("Scheduled beyond", Some("2027-11-23"), on("2028-02-22"), true),
        ("Over soon", None, on("2026-11-23"), true),
    ] {
        let form = IssueRequest { starts: starts.map(date), expires, active, ..work.form(title) };
        issue(&work, &form);
    }
    assert_eq!(work.own_tenant().beyond_policy, 0);
    set_policy(&work, |draft| TenantDraft { longest_days: Some(90), never_allowed: false, ..draft });
    let flagged = |work: &AtWork| {
        let mut titles: Vec<_> =
            work.table().into_iter().filter(|row| row.beyond_policy.is_some()).map(|row| row.title).collect();
        titles.sort();
        assert_eq!(work.own_tenant().beyond_policy as usize, titles.len(), "counted as the rows have it");
        titles
    };
    assert_eq!(flagged(&work), ["Just beyond", "Long", "Never", "Never and off", "Scheduled beyond"]);
    // Every hour of the days on which the clocks change, and around midnight; and in another zone.
    for zone in ["Europe/Amsterdam", "America/New_York", "Pacific/Auckland"] {
        set_policy(&work, |draft| TenantDraft {
            longest_days: Some(90),
            never_allowed: false,
            zone: zone.into(),
            ..draft
        });
        for day in [0, 1, 89, 90, 91, 124, 125, 126, 280, 281, 340, 341] {
            for minutes in [0, 59, 60, 61, 899, 900, 901, 959, 960, 1_139, 1_140, 1_379, 1_380, 1_381, 1_439] {
                desk.clock.set(Moment::from_millis(TODAY - 9 * 3_600_000 + day * DAY_MILLIS + minutes * 60_000));
                flagged(&work);
            }
        }
    }
    desk.clock.set(Moment::from_millis(TODAY));
    set_policy(&work, |draft| TenantDraft { longest_days: Some(90), never_allowed: false, ..draft });
    // They stand: everything but a longer life can be done with them.
    let never = work.table().into_iter().find(|row| row.title == "Never").expect("a row").id;
    let request = EditRequest { title: "Never again".into(), ..edit_of(&work, never) };
    actions::edit_credential(&work.app, &request).expect("edited");
    actions::deactivate_credential(&work.app, work.target(never)).expect("off");
    let shortened = actions::change_expiry(&work.app, work.target(never), on("2027-02-21")).expect("shortened");
    assert_eq!(work.row_of(never).beyond_policy, None);
    actions::undo_change(&work.app, shortened.undo.expect("reversible")).expect("undone");
    assert!(work.row_of(never).beyond_policy.is_some());
}
