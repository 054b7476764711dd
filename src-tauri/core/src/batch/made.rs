//! What a deed makes of one credential, and why not where it makes nothing of it. Pure.

use chrono::{Days, Months, NaiveDate};

use super::{BatchDeed, Because, Until};
use crate::blocking::Block;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::ids::{GroupId, TenantId};
use crate::name::{Description, TAGS, Tag};
use crate::policy::{Expires, LONGEST_DAYS, Policy};
use crate::state::{State, Validity};
use crate::zone::Zone;

/// A deed whose parts have been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prepared {
    /// Revoke or deactivate.
    Block(Block),
    /// Reinstate.
    Reinstate,
    /// Activate.
    Activate,
    /// Move.
    Move(GroupId),
    /// Change the expiry.
    Expire(Until),
    /// Give tags.
    Tag(Vec<Tag>),
    /// Take tags.
    Untag(Vec<Tag>),
    /// Delete, or delete what is revoked alone.
    Delete {
        /// Whether what is not revoked stays.
        revoked_only: bool,
    },
}

/// What stands around one credential.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// What its tenant allows.
    pub policy: Policy,
    /// Where its tenant's days begin.
    pub zone: Zone,
    /// The tenant of the group that it is to be moved to.
    pub group_of: Option<TenantId>,
    /// When it is done.
    pub now: Moment,
    /// Who does it.
    pub by: &'a str,
}

/// What a deed makes of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Made {
    /// It is to be as this.
    Changed(Box<Credential>),
    /// It is to be gone.
    Deleted,
}

impl BatchDeed {
    /// Reads the parts of the deed; `reason` may be empty.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `reason`, `tags` or `expires`.
    pub fn prepare(&self, reason: &str) -> Result<Prepared> {
        let reason = Description::parse("reason", reason)?;
        let reason = Some(reason.as_str()).filter(|reason| !reason.is_empty()).map(str::to_owned);
        Ok(match self {
            Self::RevokeAll | Self::Revoke => Prepared::Block(Block::Revoke { reason }),
            Self::Deactivate => Prepared::Block(Block::Deactivate),
            Self::ReinstateAll | Self::Reinstate => Prepared::Reinstate,
            Self::Activate => Prepared::Activate,
            Self::Move { group } => Prepared::Move(*group),
            Self::ChangeExpiry { until } => Prepared::Expire(until.checked()?),
            Self::Tag { tags } => Prepared::Tag(some_tags(tags)?),
            Self::Untag { tags } => Prepared::Untag(some_tags(tags)?),
            Self::DeleteAllRevoked => Prepared::Delete { revoked_only: true },
            Self::Delete => Prepared::Delete { revoked_only: false },
        })
    }
}

fn some_tags(typed: &[String]) -> Result<Vec<Tag>> {
    let tags = Tag::parse_all(typed)?;
    if tags.is_empty() { Err(Error::invalid("tags", "Enter at least one tag.")) } else { Ok(tags) }
}

impl Until {
    fn checked(self) -> Result<Self> {
        let (count, most, unit) = match self {
            Self::Expires { .. } => return Ok(self),
            Self::Days { days } => (days, LONGEST_DAYS, "days"),
            Self::Months { months } => (months, LONGEST_MONTHS, "months"),
        };
        if (1..=most).contains(&count) {
            return Ok(self);
        }
        Err(Error::invalid("expires", format!("Between 1 and {most} {unit} can be chosen (a hundred years).")))
    }

    /// The expiry that this comes to for a credential that is accepted as `validity` says.
    fn of(self, validity: Validity, zone: Zone, today: NaiveDate) -> Result<Expires, Because> {
        let from = || {
            let last = validity.expires.ok_or(Because::NeverExpires)?;
            Ok(zone.last_date_before(last).max(today))
        };
        let later = match self {
            Self::Expires { expires } => return Ok(expires),
            Self::Days { days } => from()?.checked_add_days(Days::new(u64::from(days))),
            Self::Months { months } => from()?.checked_add_months(Months::new(months)),
        };
        later.map(|date| Expires::On { date }).ok_or(Because::DateNotPossible)
    }
}

/// The most months that an expiry can be extended by.
const LONGEST_MONTHS: u32 = 1_200;

impl Prepared {
    /// What this makes of `credential`, as the single actions would.
    ///
    /// # Errors
    /// Why it makes nothing of it.
    pub fn make(&self, credential: &Credential, around: &Around<'_>) -> Result<Made, Because> {
        let changed = match self {
            Self::Block(block) => {
                return match block.apply(credential, around.now, around.by) {
                    Ok(row) => Ok(Made::Changed(Box::new(row))),
                    Err(_) => Err(blocked_already(block, &credential.state)),
                };
            }
            Self::Delete { revoked_only } => {
                let spared = *revoked_only && !matches!(credential.state, State::Revoked(_));
                return if spared { Err(Because::NotRevoked) } else { Ok(Made::Deleted) };
            }
            Self::Reinstate => match credential.state.clone().reinstate() {
                Ok(state) => Credential { state, ..credential.clone() },
                Err(_) => return Err(Because::NotRevoked),
            },
            Self::Activate => match credential.state.clone().activate() {
                Ok(state) => Credential { state, ..credential.clone() },
                Err(_) if matches!(credential.state, State::Revoked(_)) => return Err(Because::IsRevoked),
                Err(_) => return Err(Because::AlreadyActive),
            },
            Self::Move(_) if around.group_of != Some(credential.tenant) => return Err(Because::OtherTenant),
            Self::Move(group) if *group == credential.group => return Err(Because::InGroup),
            Self::Move(group) => Credential { group: *group, ..credential.clone() },
            Self::Expire(until) => {
                let validity = expiring(*until, credential.validity, around)?;
                Credential { validity, ..credential.clone() }
            }
            Self::Tag(tags) => {
                let mut all = credential.tags.clone();
                all.extend(tags.iter().filter(|tag| !credential.tags.contains(tag)).cloned());
                if all.len() == credential.tags.len() {
                    return Err(Because::HasTags);
                }
                if all.len() > TAGS {
                    return Err(Because::TooManyTags);
                }
                all.sort_unstable();
                Credential { tags: all, ..credential.clone() }
            }
            Self::Untag(tags) => {
                let rest: Vec<_> = credential.tags.iter().filter(|tag| !tags.contains(tag)).cloned().collect();
                if rest.len() == credential.tags.len() {
                    return Err(Because::LacksTags);
                }
                Credential { tags: rest, ..credential.clone() }
            }
        };
        let revision = credential.revision.saturating_add(1);
        Ok(Made::Changed(Box::new(Credential { revision, modified_at: around.now, ..changed })))
    }
}

fn blocked_already(block: &Block, state: &State) -> Because {
    match (block, state) {
        (Block::Revoke { .. }, _) => Because::AlreadyRevoked,
        (Block::Deactivate, State::Revoked(_)) => Because::IsRevoked,
        (Block::Deactivate, _) => Because::AlreadyInactive,
    }
}

/// `validity` with another end, within the tenant's policy.
fn expiring(until: Until, validity: Validity, around: &Around<'_>) -> Result<Validity, Because> {
    let Around { policy, zone, now, .. } = *around;
    let chosen = until.of(validity, zone, zone.date_at(now))?;
    let starts = validity.starts.map(|starts| zone.date_at(starts));
    let allowed = policy.validity(starts, chosen, zone, now).map_err(|_| {
        let free = Policy { longest_days: None, never_allowed: true, ..policy };
        let possible = free.validity(starts, chosen, zone, now).is_ok();
        if possible { Because::BeyondPolicy } else { Because::DateNotPossible }
    })?;
    if allowed.expires == validity.expires {
        return Err(Because::SameExpiry);
    }
    Ok(Validity { expires: allowed.expires, ..validity })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::DAY_MILLIS;
    use crate::state::Revocation;

    const ONE: &str = "00000000-0000-7000-8000-000000000001";
    const OTHER: &str = "00000000-0000-7000-8000-000000000002";

    fn now() -> Moment {
        Zone::UTC.first_instant_of("2026-11-23".parse().expect("a date"))
    }

    fn credential() -> Credential {
        serde_json::from_value(serde_json::json!({
            "id": ONE, "revision": 3, "tenant": ONE, "group": ONE, "title": "CRM", "description": "", "state": "active",
            "starts": null, "expires": null, "reveal": "show-once", "accessId": null, "sample": false, "tags": ["old"],
            "createdAt": 1, "createdBy": "Dana", "modifiedAt": 2,
        }))
        .expect("a credential")
    }

    fn until(date: &str) -> Credential {
        let expires = Some(Zone::UTC.end_of(date.parse().expect("a date")).expect("an end"));
        Credential { validity: Validity { starts: None, expires }, ..credential() }
    }

    fn made(deed: &BatchDeed, credential: &Credential, policy: Policy) -> Result<Made, Because> {
        let group_of = TenantId::parse(ONE);
        let around = Around { policy, zone: Zone::UTC, group_of, now: now(), by: "Dana" };
        deed.prepare("").expect("prepared").make(credential, &around)
    }

    fn last_date(deed: &BatchDeed, credential: &Credential) -> String {
        let Ok(Made::Changed(row)) = made(deed, credential, Policy::default()) else { panic!("not changed") };
        let expires = row.validity.expires.expect("an expiry");
        Zone::UTC.last_date_before(expires).to_string()
    }

    fn extend(until: Until) -> BatchDeed {
        BatchDeed::ChangeExpiry { until }
    }

    #[test]
    fn an_expiry_is_extended_from_its_own_date_or_from_today_where_that_is_past() {
        for (from, deed, to) in [
            ("2026-12-31", Until::Days { days: 1 }, "2027-01-01"),
            ("2026-12-31", Until::Months { months: 2 }, "2027-02-28"),
            ("2028-01-31", Until::Months { months: 1 }, "2028-02-29"),
            ("2020-01-01", Until::Days { days: 30 }, "2026-12-23"),
            ("2020-01-01", Until::Months { months: 12 }, "2027-11-23"),
        ] {
            assert_eq!(last_date(&extend(deed), &until(from)), to, "{deed:?} from {from}");
        }
        let never = made(&extend(Until::Days { days: 1 }), &credential(), Policy::default());
        assert_eq!(never, Err(Because::NeverExpires));
        let far = made(&extend(Until::Days { days: 36_500 }), &until("9950-01-01"), Policy::default());
        assert_eq!(far, Err(Because::DateNotPossible));
    }

    #[test]
    fn the_policy_holds_for_each_and_a_date_that_cannot_be_is_told_apart() {
        let tight = Policy { longest_days: Some(90), never_allowed: false, ..Policy::default() };
        let on = |date: &str| Until::Expires { expires: Expires::On { date: date.parse().expect("a date") } };
        let soon = until("2026-12-01");
        for (deed, policy, because) in [
            (on("2027-02-22"), tight, Because::BeyondPolicy),
            (Until::Expires { expires: Expires::Never }, tight, Because::BeyondPolicy),
            (Until::Days { days: 90 }, tight, Because::BeyondPolicy),
            (on("2026-11-22"), Policy::default(), Because::DateNotPossible),
            (on("2026-12-01"), tight, Because::SameExpiry),
        ] {
            assert_eq!(made(&extend(deed), &soon, policy), Err(because), "{deed:?}");
        }
        assert!(made(&extend(on("2027-02-21")), &soon, tight).is_ok());
    }

    #[test]
    fn tags_and_groups_that_it_has_already_are_left_alone() {
        let tag = |tags: &[&str]| BatchDeed::Tag { tags: tags.iter().map(|tag| (*tag).to_owned()).collect() };
        assert_eq!(made(&tag(&["OLD"]), &credential(), Policy::default()), Err(Because::HasTags));
        let Ok(Made::Changed(row)) = made(&tag(&["new", "old"]), &credential(), Policy::default()) else { panic!() };
        let tags: Vec<_> = row.tags.iter().map(Tag::as_str).collect();
        assert_eq!((tags, row.revision, row.modified_at), (vec!["new", "old"], 4, now()));
        let full =
            Credential { tags: (0..TAGS).map(|n| Tag::from_database(format!("{n:02}"))).collect(), ..credential() };
        assert_eq!(made(&tag(&["new"]), &full, Policy::default()), Err(Because::TooManyTags));
        let [here, there] = [ONE, OTHER].map(|id| GroupId::parse(id).expect("an id"));
        assert_eq!(made(&BatchDeed::Move { group: here }, &credential(), Policy::default()), Err(Because::InGroup));
        assert!(made(&BatchDeed::Move { group: there }, &credential(), Policy::default()).is_ok());
        let elsewhere = Credential { tenant: TenantId::parse(OTHER).expect("an id"), ..credential() };
        assert_eq!(made(&BatchDeed::Move { group: there }, &elsewhere, Policy::default()), Err(Because::OtherTenant));
    }

    proptest! {
        /// What a deed changes is its own part of the row, its revision and modified, and nothing else.
        #[test]
        fn a_deed_touches_nothing_beside_its_part(deed in 0..9_usize, state in 0..4_u8, days in -900_i64..900) {
            let revoked = |was_active| {
                State::Revoked(Revocation { at: Moment::from_millis(1), by: "Sam".into(), reason: None, was_active })
            };
            let state = [State::Active, State::Inactive, revoked(true), revoked(false)][usize::from(state)].clone();
            let expires = Some(now().plus_millis(days * DAY_MILLIS));
            let before = Credential { state, validity: Validity { starts: None, expires }, ..credential() };
            let deeds = [
                BatchDeed::RevokeAll, BatchDeed::Reinstate, BatchDeed::Activate, BatchDeed::Deactivate,
                BatchDeed::Move { group: GroupId::parse(OTHER).expect("an id") }, extend(Until::Days { days: 7 }),
                extend(Until::Expires { expires: Expires::Never }), BatchDeed::Tag { tags: vec!["new".into()] },
                BatchDeed::Untag { tags: vec!["old".into()] },
            ];
            if let Ok(Made::Changed(after)) = made(&deeds[deed], &before, Policy::default()) {
                prop_assert_eq!((after.revision, after.modified_at), (4, now()));
                let mut back = Credential { revision: 3, modified_at: before.modified_at, ..(*after).clone() };
                prop_assert_ne!(&back, &before);
                match deed {
                    0..=3 => back.state = before.state.clone(),
                    4 => back.group = before.group,
                    5 | 6 => back.validity = before.validity,
                    _ => back.tags.clone_from(&before.tags),
                }
                prop_assert_eq!(back, before);
            }
        }
    }
}
