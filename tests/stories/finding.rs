//! The search box: a query read, completed and come to what it asks, with the names that the vault has now.

use acceptance::forms::{credential_form, group_form, tenant_draft, tenant_form, tenant_like};
use keywright_core::actions;
use keywright_core::clock::Moment;
use keywright_core::column::Column;
use keywright_core::credential::IssueRequest;
use keywright_core::error::Error;
use keywright_core::group::{EditGroupRequest, GroupTarget};
use keywright_core::ids::{CredentialId, TenantId};
use keywright_core::operator::Account;
use keywright_core::policy::Expires;
use keywright_core::preset::presets;
use keywright_core::query::reading::{QueryProblem, QueryReading};
use keywright_core::query::resolved::{Condition, End, Span, Test, TimeField};
use keywright_core::scheme::Scheme;
use keywright_core::store::secret_versions;
use keywright_core::vault::memory_keychain::MemoryState;

use crate::desk::{AtWork, Desk, TODAY, create_tenant};

fn read(work: &AtWork, tenant: Option<TenantId>, text: &str) -> QueryReading {
    work.app.read_query(tenant, text).expect("read")
}

fn problem(work: &AtWork, tenant: Option<TenantId>, text: &str) -> QueryProblem {
    read(work, tenant, text).problem.unwrap_or_else(|| panic!("{text} is answered"))
}

/// What the only term of `text` asks.
fn asked(work: &AtWork, tenant: Option<TenantId>, text: &str) -> Vec<Test> {
    let resolved = work.app.resolve(tenant, text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let [Condition { any, .. }] = resolved.conditions.as_slice() else { panic!("{text} has one term") };
    any.clone()
}

/// What would be put in at the end of `text`.
fn offered(work: &AtWork, tenant: Option<TenantId>, text: &str) -> Vec<String> {
    let caret = u32::try_from(text.encode_utf16().count()).expect("short");
    let completion = work.app.complete_query(tenant, text, caret).expect("completed");
    completion.choices.into_iter().map(|choice| choice.insert).collect()
}

/// The newest credential, and the fingerprint of its secret.
fn newest(work: &AtWork) -> (CredentialId, String) {
    let id = work.rows(Column::Created, true)[0].id;
    let versions = work.app.store.read(|connection| secret_versions::of_credential(connection, id)).expect("versions");
    (id, versions[0].row.fingerprint.as_str().to_owned())
}

#[test]
fn a_query_reads_completes_and_comes_to_what_the_vault_has() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (payments, writer) = (work.group("Payments"), work.role("writer"));
    let dana = work.user("Dana Whitfield", &[writer.id]);
    let form = IssueRequest {
        group: Some(payments.id),
        user: Some(dana.id),
        tags: vec!["CRM".into(), "two words".into()],
        ..work.form("CRM integration")
    };
    actions::issue_credential(&work.app, &form).expect("issued");
    let text = "group:payments -role:WRITER owner:\"dana whitfield\" tag:crm,\"Two Words\" rotterdam";
    let reading = read(&work, Some(work.tenant), text);
    assert!(reading.problem.is_none(), "{:?}", reading.problem);
    assert_eq!((reading.terms.len(), reading.group), (5, Some(payments.id)));
    let resolved = work.app.resolve(Some(work.tenant), text).expect("answered");
    let negated: Vec<bool> = resolved.conditions.iter().map(|condition| condition.negated).collect();
    assert_eq!(negated, [false, true, false, false, false]);
    assert_eq!(resolved.conditions[0].any, [Test::Group(payments.id)]);
    assert_eq!(resolved.conditions[1].any, [Test::Role(writer.id)]);
    assert_eq!(resolved.conditions[2].any, [Test::Owner(dana.id)]);
    assert_eq!(resolved.conditions[3].any.len(), 2);
    assert_eq!(resolved.conditions[4].any, [Test::Text("rotterdam".into())]);
    assert_eq!(offered(&work, Some(work.tenant), "group:"), ["General", "Payments"]);
    assert_eq!(offered(&work, Some(work.tenant), "tag:two"), ["\"two words\""]);
    assert_eq!(offered(&work, None, "tenant:"), ["\"Acme Logistics\""]);
    assert_eq!(work.app.resolve(None, "").expect("everything").conditions, []);
}

#[test]
fn what_is_unknown_is_said_and_never_finds_everything() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.group("Payments");
    let unknown = problem(&work, Some(work.tenant), "crm group:Paymnts");
    assert_eq!(unknown.message, "There is no group “Paymnts” in Acme Logistics.");
    let meant = unknown.suggestion.expect("a suggestion");
    assert_eq!((meant.word.as_str(), meant.query.as_str()), ("Payments", "crm group:Payments"));
    assert_eq!((unknown.start, unknown.end), (10, 17));
    for text in ["group:Paymnts", "staus:active", "status:", "tag:none", "address:10.0.0.300", "created:soon", "\"open"]
    {
        let error = work.app.resolve(Some(work.tenant), text).expect_err(text);
        assert_eq!((error.code(), error.field()), ("invalid_input", Some("query")), "{text}");
        let problem = problem(&work, Some(work.tenant), text);
        assert!(error.to_string().starts_with(&problem.message), "{error}");
    }
    let error = work.app.resolve(None, "staus:active").expect_err("no such field");
    assert_eq!(error.to_string(), "There is no field “staus”. Did you mean status?");
}

#[test]
fn in_one_tenants_view_no_other_tenants_names_are_told() {
    let desk = Desk::new();
    let work = desk.at_work();
    let globex = create_tenant(&work.app, "Globex").expect("a tenant");
    let depot = group_form(globex.id, "Secret depot", work.app.now()).expect("a form");
    let depot = actions::create_group(&work.app, &depot).expect("a group");
    assert_eq!(asked(&work, Some(globex.id), "group:\"secret depot\""), [Test::Group(depot.id)]);
    let unknown = problem(&work, Some(work.tenant), "group:\"Secret depo\"");
    assert_eq!(unknown.message, "There is no group “Secret depo” in Acme Logistics. Check how it is written.");
    assert!(unknown.suggestion.is_none());
    assert_eq!(offered(&work, Some(work.tenant), "group:"), ["General"]);
    assert!(offered(&work, Some(work.tenant), "group:sec").is_empty());
    let tenant = problem(&work, Some(work.tenant), "tenant:Globx");
    assert!(!tenant.message.contains("Globex") && tenant.suggestion.is_none(), "{}", tenant.message);
    // With all in view both have a group "General", and each is told by its tenant.
    assert_eq!(asked(&work, None, "group:general").len(), 2);
    assert_eq!(read(&work, None, "group:general").group, None);
    assert!(read(&work, None, "group:general tenant:globex").group.is_some());
    let completion = work.app.complete_query(None, "group:", 6).expect("completed");
    let notes: Vec<_> = completion.choices.iter().map(|choice| (choice.label.as_str(), choice.note.as_str())).collect();
    assert_eq!(notes, [("General", "Acme Logistics and Globex"), ("Secret depot", "Globex")]);
}

#[test]
fn a_group_that_is_renamed_is_found_by_its_new_name_alone() {
    let desk = Desk::new();
    let work = desk.at_work();
    let group = work.group("Payments");
    assert_eq!(asked(&work, None, "group:payments"), [Test::Group(group.id)]);
    let target = GroupTarget { group: group.id, revision: group.revision };
    let request = EditGroupRequest { target, name: "Billing".into(), description: String::new() };
    actions::edit_group(&work.app, &request).expect("renamed");
    assert_eq!(asked(&work, None, "group:billing"), [Test::Group(group.id)]);
    let gone = problem(&work, None, "group:payments");
    assert_eq!(gone.message, "There is no group “payments” in any tenant. Check how it is written.");
}

#[test]
fn a_whole_access_id_fingerprint_or_identity_is_its_credential() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let (id, fingerprint) = newest(&work);
    let access_id = sheet.access_id.expect("an Access ID");
    for text in [
        access_id.clone(),
        access_id.to_uppercase(),
        format!("\"{access_id}\""),
        format!("id:{access_id}"),
        fingerprint.clone(),
        format!("id:{}", fingerprint.to_uppercase()),
        id.to_string(),
    ] {
        assert_eq!(asked(&work, None, &text), [Test::Is(id)], "{text}");
        assert_eq!(asked(&work, Some(work.tenant), &format!("-{text}")), [Test::Is(id)], "-{text}");
    }
    // What no credential has stays what it is: text, which none holds.
    let (unknown, other) = ("f".repeat(64), "7e4e6a9c-11ca-40f4-95af-edae017358d0");
    assert_eq!(asked(&work, None, &unknown), [Test::Text(unknown.clone())]);
    assert_eq!(asked(&work, None, &format!("id:{other}")), [Test::Id(other.into())]);
    assert_eq!(asked(&work, None, &format!("title:{access_id}")), [Test::Title(access_id.clone())]);
    assert_eq!(asked(&work, None, &access_id[..35]), [Test::Text(access_id[..35].into())]);
}

#[test]
fn the_fingerprint_of_a_single_key_is_its_credential_too() {
    let desk = Desk::new();
    let work = desk.at_work();
    let preset = presets().into_iter().find(|preset| preset.scheme == Scheme::Reference).expect("a preset");
    let form = tenant_form(tenant_like(&preset, "Service desk", "UTC"), work.app.now()).expect("a form");
    let tenant = actions::create_tenant(&work.app, &form).expect("a tenant");
    let form = credential_form(tenant.id, "Route planner", Expires::Never, work.app.now()).expect("a form");
    actions::issue_credential(&work.app, &form).expect("issued");
    let (id, fingerprint) = newest(&work);
    assert_eq!(asked(&work, None, &fingerprint), [Test::Is(id)]);
}

#[test]
fn today_is_the_date_in_the_tenant_that_is_in_view() {
    let desk = Desk::new();
    let work = desk.at_work();
    let far = tenant_draft("Aotearoa", "Pacific/Auckland");
    let far = tenant_form(far, work.app.now()).expect("a form");
    let far = actions::create_tenant(&work.app, &far).expect("a tenant");
    // 13:00 in Amsterdam is past midnight in Auckland.
    desk.clock.set(Moment::from_millis(TODAY + 3 * 3_600_000));
    let today = |tenant: Option<TenantId>| match asked(&work, tenant, "created:today").as_slice() {
        [Test::Time(TimeField::Created, Span { from: Some(End::Of(date)), .. })] => date.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(today(Some(work.tenant)), "2026-11-23");
    assert_eq!(today(None), "2026-11-23", "the desk is in Amsterdam");
    assert_eq!(today(Some(far.id)), "2026-11-24");
}

#[test]
fn a_tenant_that_is_gone_and_an_account_that_may_not_view_are_refused() {
    let desk = Desk::new();
    let work = desk.at_work();
    let gone = Some(TenantId::from_bytes([7; 16]));
    let refused = |result: Result<(), Error>| result.expect_err("refused").code();
    assert_eq!(refused(work.app.read_query(gone, "crm").map(drop)), "not_found");
    assert_eq!(refused(work.app.complete_query(gone, "crm", 0).map(drop)), "not_found");
    assert_eq!(refused(work.app.resolve(gone, "").map(drop)), "not_found");
    drop(work);
    let stranger = Account { account: "4000".into(), name: "Nobody".into() };
    let keywright = desk.start_as(&desk.path(), stranger);
    let app = keywright.app().expect("open");
    for text in ["", "crm", "group:General", "staus:"] {
        assert_eq!(refused(app.read_query(None, text).map(drop)), "not_permitted");
        assert_eq!(refused(app.complete_query(None, text, 0).map(drop)), "not_permitted");
        assert_eq!(refused(app.resolve(None, text).map(drop)), "not_permitted");
    }
}

#[test]
fn with_the_keychain_locked_queries_are_read_as_ever() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.group("Payments");
    drop(work);
    let work = desk.back_without_key(MemoryState::Locked);
    assert_eq!(asked(&work, Some(work.tenant), "group:payments").len(), 1);
    assert_eq!(offered(&work, None, "group:p"), ["Payments"]);
}

#[test]
fn names_that_were_damaged_from_outside_keep_nothing_else_from_being_found() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (payments, _) = (work.group("Payments"), work.group("Archive"));
    let database = desk.database();
    database
        .execute("UPDATE credential_group SET name = CAST(x'ff41' AS TEXT), folded = 'zz' WHERE name = 'Archive'", [])
        .expect("damaged");
    assert_eq!(asked(&work, None, "group:payments"), [Test::Group(payments.id)]);
    assert_eq!(offered(&work, None, "group:pay"), ["Payments"]);
}
