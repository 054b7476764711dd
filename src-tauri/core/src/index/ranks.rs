//! The order of columns that have few values, each shared by many: a rank for each value. Pure.

use std::collections::HashMap;

use super::natural;
use super::rows::Rows;
use super::shared::{Belonging, Common};
use crate::clock::Moment;
use crate::column::Column;
use crate::name::fold;

/// The rank of what has nothing in a column: behind every other, whichever the direction.
pub(super) const NOTHING: u32 = u32::MAX;

/// The ranks of a column with few values.
pub(super) enum Ranks {
    /// By the number of what many have in common; and how many ranks there are.
    Of(Common, Vec<u32>, u32),
    /// The derived status, in the order of [`crate::state::Status`].
    Status,
}

impl Ranks {
    /// Of a column; none where its values are mostly their own.
    pub(super) fn of(column: Column, rows: &Rows) -> Option<Self> {
        let (places, shared) = (rows.places(), &rows.shared);
        let belonging = |(ranks, count): (Vec<u32>, u32), of: fn(&Belonging) -> u32| {
            let ranks = shared.belongings.values().iter().map(|belonging| ranks[of(belonging) as usize]).collect();
            Self::Of(Common::Belonging, ranks, count)
        };
        let sets = |common, (ranks, count)| Self::Of(common, ranks, count);
        Some(match column {
            Column::Status => Self::Status,
            Column::Kind => {
                let kinds = dense(places.about().iter().map(|tenant| Some(tenant.scheme as u8)));
                belonging(kinds, |belonging| belonging.tenant)
            }
            Column::Tenant => belonging(by_name(places.tenants.names()), |belonging| belonging.tenant),
            Column::ApiUrl => {
                let urls = places.about().iter().map(|tenant| tenant.api_url.as_str());
                belonging(by_name(urls), |belonging| belonging.tenant)
            }
            Column::Group => belonging(by_name(places.groups.names()), |belonging| belonging.group),
            Column::CreatedBy => {
                let creators = by_name(shared.creators.values().iter().map(|name| fold(name)));
                belonging(creators, |belonging| belonging.creator)
            }
            Column::User => {
                let (mut ranks, count) = by_name(places.users.names());
                ranks.insert(0, NOTHING);
                Self::Of(Common::User, ranks, count)
            }
            Column::Roles => {
                let (ranks, _) = by_name(places.roles.names());
                let by_name = |set: &[u32]| {
                    let mut names: Vec<_> = set.iter().map(|role| ranks[*role as usize]).collect();
                    names.sort_unstable();
                    names
                };
                let roles = shared.roles.values().iter().map(|set| Some(by_name(set)).filter(|set| !set.is_empty()));
                sets(Common::Roles, dense(roles))
            }
            Column::Tags => {
                let (ranks, _) = by_name(shared.tag.values());
                let in_order = |set: &[u32]| set.iter().map(|tag| ranks[*tag as usize]).collect::<Vec<_>>();
                let tags = shared.tags.values().iter().map(|set| Some(in_order(set)).filter(|set| !set.is_empty()));
                sets(Common::Tags, dense(tags))
            }
            Column::Addresses => {
                let addresses = shared.addresses.values().iter().map(|set| Some(set).filter(|set| !set.is_empty()));
                sets(Common::Addresses, dense(addresses))
            }
            Column::Title | Column::AccessId | Column::Description | Column::Starts => return None,
            Column::Expires | Column::Created | Column::Modified | Column::Rotated => return None,
        })
    }

    /// How many ranks there are.
    pub(super) fn count(&self) -> u32 {
        match self {
            Self::Of(_, _, count) => *count,
            Self::Status => 6,
        }
    }

    /// The rank of each of `slots`.
    pub(super) fn of_slots(&self, rows: &Rows, slots: &[u32], now: Moment) -> Vec<u32> {
        let slots = slots.iter().map(|slot| *slot as usize);
        match self {
            Self::Of(common, ranks, _) => {
                let numbers = rows.numbers(*common);
                slots.map(|slot| ranks[numbers.get(slot)]).collect()
            }
            Self::Status => slots.map(|slot| rows.status(slot, now) as u32).collect(),
        }
    }
}

/// Ranks without gaps, and how many there are: the same for the same value, [`NOTHING`] for none.
fn dense<T: Ord>(values: impl Iterator<Item = Option<T>>) -> (Vec<u32>, u32) {
    let values: Vec<_> = values.collect();
    let mut sorted: Vec<_> = values.iter().flatten().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let rank = |value: &T| sorted.binary_search(&value).map_or(NOTHING, super::order::number);
    let ranks = values.iter().map(|value| value.as_ref().map_or(NOTHING, rank)).collect();
    (ranks, super::order::number(sorted.len()))
}

/// Ranks of folded names in natural order; an empty one is none.
fn by_name<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> (Vec<u32>, u32) {
    let names: Vec<T> = names.into_iter().collect();
    let mut sorted: Vec<&str> = names.iter().map(AsRef::as_ref).filter(|name| !name.is_empty()).collect();
    sorted.sort_unstable_by(|one, other| natural::compare(one.as_bytes(), other.as_bytes()));
    sorted.dedup();
    let ranks: HashMap<&str, u32> = sorted.iter().zip(0..).map(|(name, rank)| (*name, rank)).collect();
    let of_each = names.iter().map(|name| ranks.get(name.as_ref()).copied().unwrap_or(NOTHING)).collect();
    (of_each, super::order::number(sorted.len()))
}
