//! The query language tried out: a small world to ask about, and a short way to write what a query comes to.

mod completions;
mod properties;
mod readings;
mod table;

use crate::clock::Moment;
use crate::ids::{GroupId, RoleId, TenantId, UserId};
use crate::query::Asked;
use crate::query::names::{Named, Names};
use crate::query::resolved::{Condition, End, Resolved, Span, Test};
use crate::zone::Zone;

/// Monday, 23 November 2026, 09:00 UTC.
const NOW: i64 = 1_795_424_400_000;

fn bytes(number: u8) -> [u8; 16] {
    [number; 16]
}

fn tenant(number: u8) -> TenantId {
    TenantId::from_bytes(bytes(number))
}

fn named<Id>(name: &str, id: Id, of: u8) -> Named<Id> {
    Named { name: name.into(), id, tenant: tenant(of) }
}

/// Acme Logistics (1) and Globex (2), which share a group and a role.
fn world() -> Names {
    let group = |number| GroupId::from_bytes(bytes(number));
    let role = |number| RoleId::from_bytes(bytes(number));
    let user = |number| UserId::from_bytes(bytes(number));
    Names {
        tenants: vec![named("Acme Logistics", tenant(1), 1), named("Globex", tenant(2), 2)],
        groups: vec![
            named("EU partners", group(11), 1),
            named("General", group(12), 1),
            named("General", group(21), 2),
            named("Payments", group(13), 1),
            named("Straße", group(22), 2),
        ],
        roles: vec![named("reader", role(11), 1), named("writer", role(12), 1), named("Writer", role(21), 2)],
        users: vec![named("Dana Whitfield", user(11), 1), named("Sam Okafor", user(21), 2)],
        tags: vec!["50%".into(), "crm".into(), "never".into(), "production".into(), "two words".into()],
    }
}

/// What of the world is in view in one tenant.
fn of_tenant(names: &Names, number: u8) -> Names {
    fn of<Id: Clone>(named: &[Named<Id>], of: TenantId) -> Vec<Named<Id>> {
        named.iter().filter(|one| one.tenant == of).cloned().collect()
    }
    let tenant = tenant(number);
    Names {
        tenants: of(&names.tenants, tenant),
        groups: of(&names.groups, tenant),
        roles: of(&names.roles, tenant),
        users: of(&names.users, tenant),
        tags: names.tags.clone(),
    }
}

/// With all tenants in view, at a desk in Amsterdam.
fn everywhere(names: &Names) -> Asked<'_> {
    Asked { names, tenant: None, zone: Zone::parse("Europe/Amsterdam").expect("a zone"), now: Moment::from_millis(NOW) }
}

/// What a query comes to, in short.
fn short(resolved: &Resolved) -> String {
    resolved.conditions.iter().map(short_condition).collect::<Vec<_>>().join(" & ")
}

fn short_condition(condition: &Condition) -> String {
    let tests: Vec<_> = condition.any.iter().map(short_test).collect();
    let not = if condition.negated { "not " } else { "" };
    format!("{not}{}", tests.join(" or "))
}

fn short_test(test: &Test) -> String {
    match test {
        Test::Text(text) => format!("text {text:?}"),
        Test::Title(text) => format!("title {text:?}"),
        Test::Id(text) => format!("id {text:?}"),
        Test::Is(id) => format!("the one {id}"),
        Test::Status(status) => format!("status {status:?}"),
        Test::Usable => "usable".into(),
        Test::Fact(fact) => format!("{fact:?}"),
        Test::Kind(kind) => format!("kind {kind:?}"),
        Test::Tenant(id) => format!("tenant {}", id.to_bytes()[0]),
        Test::Group(id) => format!("group {}", id.to_bytes()[0]),
        Test::Role(id) => format!("role {}", id.to_bytes()[0]),
        Test::Owner(id) => format!("owner {}", id.to_bytes()[0]),
        Test::Tag(tag) => format!("tag {:?}", tag.as_str()),
        Test::Address(address) => format!("address {address}"),
        Test::Time(field, span) => format!("{field:?} {}", short_span(*span)),
        Test::Never(field) => format!("{field:?} never"),
    }
}

fn short_span(span: Span) -> String {
    let end = |end: Option<End>| match end {
        None => String::new(),
        Some(End::Of(date)) => date.to_string(),
        Some(End::At(at)) if at.millis() % 1_000 == 0 => at.to_rfc3339(),
        Some(End::At(at)) => format!("{}+{}ms", at.to_rfc3339(), at.millis() % 1_000),
    };
    format!("[{}, {})", end(span.from), end(span.until))
}
