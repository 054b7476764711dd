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
