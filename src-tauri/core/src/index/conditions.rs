//! Which slots a resolved query finds: what belongs to many credentials at once is decided once for each combination,
//! days become instants once for each tenant, and text is looked for last, where least is left to look at. Pure.

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::bits::Bits;
use super::rows::Rows;
use super::shared::{Belonging, Common};
use super::texts::{Parts, Texts};
use crate::address::Address;
use crate::clock::Moment;
use crate::ids::{CredentialId, TenantId};
use crate::name::fold;
use crate::query::resolved::{Condition, End, Fact, Resolved, Span, Test, TimeField};
use crate::state::{Status, expiring_at};
use crate::zone::Zone;

/// What is asked, and when.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Of this tenant; of all, where there is none.
    pub tenant: Option<TenantId>,
    /// The query.
    pub resolved: &'a Resolved,
    /// The handles of the credentials that it names by identity, of those that are there.
    pub known: &'a HashMap<CredentialId, u32>,
    /// The present instant.
    pub now: Moment,
}

impl Asked<'_> {
    /// Whether it asks for the status of many.
    pub(super) fn asks_statuses(&self) -> bool {
        let mut tests = self.resolved.conditions.iter().flat_map(|condition| &condition.any);
        tests.any(|test| matches!(test, Test::Status(_) | Test::Usable))
    }
}

/// The slots that are found.
pub(super) fn find(rows: &Rows, asked: &Asked<'_>) -> Bits {
    let mut found = rows.live().clone();
    let tenant = asked.tenant.map(|tenant| Condition { negated: false, any: vec![Test::Tenant(tenant)] });
    let mut conditions: Vec<_> = tenant.iter().chain(&asked.resolved.conditions).collect();
    conditions.sort_by_key(|condition| condition.any.iter().map(cost).max());
    for condition in conditions {
        let mut any = Bits::none(found.len());
        for test in &condition.any {
            match common(rows, test) {
                Some((common, fits)) => {
                    let numbers = rows.numbers(common);
                    any.add_where(&found, |slot| fits[numbers.get(slot)]);
                }
                None => of_one(rows, test, asked, &found, &mut any),
            }
        }
        if condition.negated {
            found.leave_out(&any);
        } else {
            found.keep(&any);
        }
    }
    found
}

/// What a test costs, of what it costs to pass over one column.
fn cost(test: &Test) -> u8 {
    match test {
        Test::Is(_) => 0,
        Test::Tenant(_) | Test::Kind(_) | Test::Group(_) | Test::Role(_) | Test::Owner(_) | Test::Tag(_) => 1,
        Test::Address(_) | Test::Fact(_) | Test::Never(_) => 1,
        Test::Status(_) | Test::Usable | Test::Time(..) => 2,
        Test::Id(_) | Test::Title(_) | Test::Text(_) => 3,
    }
}

/// Of a test of what many have in common: which of its numbers fit.
fn common(rows: &Rows, test: &Test) -> Option<(Common, Vec<bool>)> {
    let (places, shared) = (rows.places(), &rows.shared);
    let belonging =
        |fits: &dyn Fn(&Belonging) -> bool| (Common::Belonging, shared.belongings.values().iter().map(fits).collect());
    let holding = |sets: &[Box<[u32]>], wanted: Option<u32>| {
        sets.iter().map(|set| wanted.is_some_and(|wanted| set.contains(&wanted))).collect()
    };
    let addresses = |fits: &dyn Fn(&[Address]) -> bool| {
        (Common::Addresses, shared.addresses.values().iter().map(|set| fits(set)).collect())
    };
    Some(match test {
        Test::Kind(kind) => belonging(&|belonging| places.about()[belonging.tenant as usize].scheme == *kind),
        Test::Tenant(tenant) => {
            let tenant = places.tenants.find(*tenant);
            belonging(&|belonging| tenant == Some(belonging.tenant))
        }
        Test::Group(group) => {
            let group = places.groups.find(*group);
            belonging(&|belonging| group == Some(belonging.group))
        }
        Test::Owner(user) => {
            let mut fits = vec![false; places.users.names().len() + 1];
            places.users.find(*user).into_iter().for_each(|user| fits[user as usize + 1] = true);
            (Common::User, fits)
        }
        Test::Role(role) => (Common::Roles, holding(shared.roles.values(), places.roles.find(*role))),
        Test::Tag(tag) => (Common::Tags, holding(shared.tags.values(), shared.tag.find(&tag.as_str().into()))),
        Test::Address(wanted) => addresses(&|set| set.iter().any(|address| address.overlaps(*wanted))),
        Test::Fact(Fact::NoAddress) => addresses(&<[Address]>::is_empty),
        _ => return None,
    })
}

/// Puts into `any` those of `among` for which `test` holds, where it is decided for each credential by itself.
fn of_one(rows: &Rows, test: &Test, asked: &Asked<'_>, among: &Bits, any: &mut Bits) {
    let now = asked.now;
    match test {
        Test::Is(id) => {
            let slot = asked.known.get(id).and_then(|handle| rows.slot(*handle));
            slot.into_iter().filter(|slot| among.holds(*slot)).for_each(|slot| any.put(slot, true));
        }
        Test::Status(status) => any.add_where(among, |slot| rows.status(slot, now) == *status),
        Test::Usable => {
            any.add_where(among, |slot| matches!(rows.status(slot, now), Status::Active | Status::Expiring));
        }
        Test::Fact(fact) => match fact {
            Fact::Expired => any.add_where(among, |slot| rows.end(slot).has_expired(now)),
            Fact::Expiring => {
                let belongings = rows.shared.belongings.values();
                let warning_days = |tenant: u32| rows.places().about()[tenant as usize].warning_days;
                let spans: Vec<_> =
                    belongings.iter().map(|belonging| expiring_at(warning_days(belonging.tenant), now)).collect();
                let numbers = rows.numbers(Common::Belonging);
                any.add_where(among, |slot| {
                    let (after, until) = spans[numbers.get(slot)];
                    rows.time(slot, TimeField::Expires).is_some_and(|at| after.millis() < at && at <= until.millis())
                });
            }
            Fact::Revoked => any.add_where(among, |slot| rows.is_revoked(slot)),
            Fact::Inactive => any.add_where(among, |slot| rows.is_inactive(slot)),
            Fact::NeverExpires => any.add_where(among, |slot| rows.time(slot, TimeField::Expires).is_none()),
            Fact::InRotation => any.add_where(among, |slot| rows.is_rotating(slot, now)),
            Fact::Recoverable => any.add_where(among, |slot| rows.is_recoverable(slot)),
            Fact::NeverCollected => any.add_where(among, |slot| rows.is_never_collected(slot)),
            Fact::Sample => any.add_where(among, |slot| rows.is_sample(slot)),
            Fact::NoAddress => {}
        },
        Test::Time(field, span) => in_span(rows, *field, *span, among, any),
        Test::Never(field) => any.add_where(among, |slot| rows.time(slot, *field).is_none()),
        Test::Text(text) => {
            holding(&rows.words, text, Parts::All, among, any);
            let mut left = among.clone();
            left.leave_out(any);
            holding(&rows.identities, text, Parts::All, &left, any);
        }
        Test::Title(text) => holding(&rows.words, text, Parts::First, among, any),
        Test::Id(text) => holding(&rows.identities, &fold(text), Parts::All, among, any),
        Test::Kind(_) | Test::Tenant(_) | Test::Group(_) | Test::Role(_) => {}
        Test::Owner(_) | Test::Tag(_) | Test::Address(_) => {}
    }
}

fn holding(texts: &Texts, text: &str, parts: Parts, among: &Bits, any: &mut Bits) {
    if text.is_empty() {
        return any.add_where(among, |_| true);
    }
    let found = texts.find(among, &Finder::new(text), parts);
    any.add_where(&found, |_| true);
}

/// A span in milliseconds: the first in it, and the first after it.
type Millis = (Option<i64>, Option<i64>);

fn in_span(rows: &Rows, field: TimeField, span: Span, among: &Bits, any: &mut Bits) {
    // What ends at midnight is compared by its last millisecond, which is on the date that was picked.
    let later = if field == TimeField::Expires { 1 } else { 0 };
    let instant = |end: End, zone: Zone| match end {
        End::At(moment) => moment.millis(),
        End::Of(date) => zone.first_instant_of(date).millis(),
    };
    let of_zone = |zone: Zone| -> Millis {
        let millis = |end: Option<End>| end.map(|end| instant(end, zone).saturating_add(later));
        (millis(span.from), millis(span.until))
    };
    let holds =
        |at: i64, (from, until): Millis| from.is_none_or(|from| from <= at) && until.is_none_or(|until| at < until);
    let of_date = |end: Option<End>| matches!(end, Some(End::Of(_)));
    if of_date(span.from) || of_date(span.until) {
        let spans: Vec<Millis> = rows.places().about().iter().map(|tenant| of_zone(tenant.zone)).collect();
        let belongings = rows.shared.belongings.values();
        let spans: Vec<Millis> = belongings.iter().map(|belonging| spans[belonging.tenant as usize]).collect();
        let numbers = rows.numbers(Common::Belonging);
        any.add_where(among, |slot| rows.time(slot, field).is_some_and(|at| holds(at, spans[numbers.get(slot)])));
    } else {
        let span = of_zone(Zone::UTC);
        any.add_where(among, |slot| rows.time(slot, field).is_some_and(|at| holds(at, span)));
    }
}
