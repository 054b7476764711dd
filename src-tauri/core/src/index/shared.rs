//! What many credentials have in common: each value is kept once, so that a condition on it is decided once, and rows
//! hold its number. Pure.

use super::interned::Interned;
use super::places::Places;
use crate::address::Address;
use crate::listing::ListedCredential;

/// What a row holds the number of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    /// Where it belongs: a number of [`Belonging`].
    Belonging,
    /// The user on whose behalf it acts: one more than the user's number, or 0 for none.
    User,
    /// The set of its roles; 0 is the empty one.
    Roles,
    /// The set of its addresses; 0 is the empty one.
    Addresses,
    /// The set of its tags; 0 is the empty one.
    Tags,
}

/// Where a credential belongs and who issued it, which few rows do not share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Belonging {
    /// The tenant's number.
    pub(super) tenant: u32,
    /// The group's number.
    pub(super) group: u32,
    /// The number of the name of whoever issued it.
    pub(super) creator: u32,
}

/// Numbers, one for each slot. Nothing is kept of the last ones as long as they are 0: most vaults leave some unused.
#[derive(Debug, Default)]
pub(super) struct Numbers(Vec<u32>);

impl Numbers {
    /// The number of a slot.
    pub(super) fn get(&self, slot: usize) -> usize {
        self.0.get(slot).copied().unwrap_or_default() as usize
    }

    /// Gives a slot its number; `slots` are there or will be.
    pub(super) fn put(&mut self, slot: usize, number: u32, slots: usize) {
        if let Some(there) = self.0.get_mut(slot) {
            *there = number;
        } else if number != 0 {
            if self.0.capacity() <= slot {
                self.0.reserve_exact(slots.max(slot + 1) - self.0.len());
            }
            self.0.resize(slot, 0);
            self.0.push(number);
        }
    }

    /// Leaves the slots `kept`, closed up.
    pub(super) fn pick(&mut self, kept: &[usize]) {
        if !self.0.is_empty() {
            self.0 = kept.iter().map(|slot| self.0.get(*slot).copied().unwrap_or_default()).collect();
        }
    }

    /// How many bytes of memory it takes.
    pub(super) fn bytes(&self) -> usize {
        4 * self.0.capacity()
    }
}

/// The values, by number.
#[derive(Debug)]
pub(super) struct Shared {
    /// Where credentials belong.
    pub(super) belongings: Interned<Belonging>,
    /// Sets of roles, by the roles' numbers.
    pub(super) roles: Interned<Box<[u32]>>,
    /// Sets of addresses.
    pub(super) addresses: Interned<Box<[Address]>>,
    /// Tags.
    pub(super) tag: Interned<Box<str>>,
    /// Sets of tags, by the tags' numbers, in the tags' order.
    pub(super) tags: Interned<Box<[u32]>>,
    /// The names of those who issued.
    pub(super) creators: Interned<Box<str>>,
}

impl Default for Shared {
    fn default() -> Self {
        let mut made = Self {
            belongings: Interned::default(),
            roles: Interned::default(),
            addresses: Interned::default(),
            tag: Interned::default(),
            tags: Interned::default(),
            creators: Interned::default(),
        };
        made.roles.number(Box::default());
        made.addresses.number(Box::default());
        made.tags.number(Box::default());
        made
    }
}

impl Shared {
    /// The numbers of what a credential has.
    pub(super) fn numbers(&mut self, credential: &ListedCredential, places: &mut Places) -> [(Common, u32); 5] {
        let belonging = Belonging {
            tenant: places.tenant(credential.tenant),
            group: places.groups.number(credential.group),
            creator: self.creators.number(credential.created_by.as_str().into()),
        };
        let roles = credential.roles.iter().map(|role| places.roles.number(*role)).collect();
        let tags = credential.tags.iter().map(|tag| self.tag.number(tag.as_str().into())).collect();
        [
            (Common::Belonging, self.belongings.number(belonging)),
            (Common::User, credential.user.map_or(0, |user| places.users.number(user) + 1)),
            (Common::Roles, self.roles.number(roles)),
            (Common::Addresses, self.addresses.number(credential.addresses.as_slice().into())),
            (Common::Tags, self.tags.number(tags)),
        ]
    }

    /// How many bytes of memory it takes, about: each value is there twice, with what finds it.
    pub(super) fn bytes(&self) -> usize {
        let sets = self.roles.values().iter().chain(self.tags.values()).map(|set| 2 * size_of_val(&**set) + 56);
        let addresses = self.addresses.values().iter().map(|set| 2 * size_of_val(&**set) + 56);
        let texts = self.tag.values().iter().chain(self.creators.values()).map(|text| 2 * text.len() + 56);
        sets.chain(addresses).chain(texts).sum::<usize>() + 3 * size_of_val(self.belongings.values())
    }
}
