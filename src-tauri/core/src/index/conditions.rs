//! Which slots a resolved query finds: what belongs to many credentials at once is decided once for each combination,
//! days become instants once for each tenant, and text is looked for last, where least is left to look at. Pure.

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::bits::Bits;
use super::profiles::Profile;
use super::rows::Rows;
use super::texts::Parts;
use crate::clock::Moment;
use crate::ids::{CredentialId, TenantId};
use crate::name::fold;
use crate::query::resolved::{Condition, End, Fact, Resolved, Span, Test, TimeField};
use crate::state::Status;
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

/// The slots that are found.
pub(super) fn find(rows: &Rows, asked: &Asked<'_>) -> Bits {
    let mut found = rows.live().clone();
    let tenant = asked.tenant.map(|tenant| Condition { negated: false, any: vec![Test::Tenant(tenant)] });
    let mut conditions: Vec<_> = tenant.iter().chain(&asked.resolved.conditions).collect();
    conditions.sort_by_key(|condition| condition.any.iter().map(cost).max());
    for condition in conditions {
        let mut any = Bits::none(found.len());
        of_many(rows, &condition.any, &found, &mut any);
        condition.any.iter().for_each(|test| of_one(rows, test, asked, &found, &mut any));
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

/// Puts into `any` those of `among` for which one of the `tests` holds that are decided by what many have in common.
fn of_many(rows: &Rows, tests: &[Test], among: &Bits, any: &mut Bits) {
    let decided: Vec<_> = tests.iter().filter_map(|test| common(rows, test)).collect();
    if !decided.is_empty() {
        let fits: Vec<bool> =
            rows.profiles.all().iter().map(|profile| decided.iter().any(|test| test(profile))).collect();
        any.add_where(among, |slot| fits[rows.profile_number(slot)]);
    }
}

/// A test of what many credentials have in common.
type Common<'a> = Box<dyn Fn(&Profile) -> bool + 'a>;

fn common<'a>(rows: &'a Rows, test: &'a Test) -> Option<Common<'a>> {
    let places = &rows.places;
    let of_set = |sets: &[Box<[u32]>], wanted: Option<u32>| -> Vec<bool> {
        sets.iter().map(|set| wanted.is_some_and(|wanted| set.contains(&wanted))).collect()
    };
    Some(match test {
        Test::Kind(kind) => Box::new(move |profile| places.about()[profile.tenant as usize].scheme == *kind),
        Test::Tenant(tenant) => {
            let tenant = places.tenants.find(*tenant);
            Box::new(move |profile| tenant == Some(profile.tenant))
        }
        Test::Group(group) => {
            let group = places.groups.find(*group);
            Box::new(move |profile| group == Some(profile.group))
        }
        Test::Owner(user) => {
            let user = places.users.find(*user);
            Box::new(move |profile| user.is_some() && user == profile.user())
        }
        Test::Role(role) => {
            let fits = of_set(rows.profiles.roles.values(), places.roles.find(*role));
            Box::new(move |profile| fits[profile.roles as usize])
        }
        Test::Tag(tag) => {
            let fits = of_set(rows.profiles.tags.values(), rows.profiles.tag.find(&tag.as_str().into()));
            Box::new(move |profile| fits[profile.tags as usize])
        }
        Test::Address(wanted) => {
            let sets = rows.profiles.addresses.values();
            let fits: Vec<_> = sets.iter().map(|set| set.iter().any(|address| address.overlaps(*wanted))).collect();
            Box::new(move |profile| fits[profile.addresses as usize])
        }
        Test::Fact(Fact::NoAddress) => {
            Box::new(move |profile| rows.profiles.addresses.values()[profile.addresses as usize].is_empty())
        }
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
            Fact::Expired => any.add_where(among, |slot| rows.validity(slot).has_expired(now)),
            Fact::Expiring => {
                any.add_where(among, |slot| rows.validity(slot).is_expiring(rows.warning_days(slot), now));
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
        Test::Text(text) => holding(rows, text, Parts::Any, among, any),
        Test::Title(text) => holding(rows, text, Parts::Title, among, any),
        Test::Id(text) => holding(rows, &fold(text), Parts::Identity, among, any),
        Test::Kind(_) | Test::Tenant(_) | Test::Group(_) | Test::Role(_) => {}
        Test::Owner(_) | Test::Tag(_) | Test::Address(_) => {}
    }
}

fn holding(rows: &Rows, text: &str, parts: Parts, among: &Bits, any: &mut Bits) {
    if text.is_empty() {
        return any.add_where(among, |_| true);
    }
    let found = rows.texts.find(among, &Finder::new(text), parts);
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
        let spans: Vec<Millis> = rows.places.about().iter().map(|tenant| of_zone(tenant.zone)).collect();
        let of_profile: Vec<Millis> =
            rows.profiles.all().iter().map(|profile| spans[profile.tenant as usize]).collect();
        any.add_where(among, |slot| {
            rows.time(slot, field).is_some_and(|at| holds(at, of_profile[rows.profile_number(slot)]))
        });
    } else {
        let span = of_zone(Zone::UTC);
        any.add_where(among, |slot| rows.time(slot, field).is_some_and(|at| holds(at, span)));
    }
}
