//! What many credentials have in common (tenant, group, user, roles, addresses, tags, who issued them), each
//! combination kept once: a condition on any of these is decided once for each combination. Pure.

use super::interned::Interned;
use super::places::Places;
use crate::address::Address;
use crate::listing::ListedCredential;

/// One combination, as numbers of what is interned elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Profile {
    /// The tenant's number.
    pub(super) tenant: u32,
    /// The group's number.
    pub(super) group: u32,
    /// The user's number.
    pub(super) user: Option<std::num::NonZeroU32>,
    /// The number of the set of roles.
    pub(super) roles: u32,
    /// The number of the set of addresses.
    pub(super) addresses: u32,
    /// The number of the set of tags.
    pub(super) tags: u32,
    /// The number of the name of whoever issued it.
    pub(super) creator: u32,
}

impl Profile {
    /// The user's number.
    pub(super) fn user(&self) -> Option<u32> {
        self.user.map(|number| number.get() - 1)
    }
}

/// Every combination, and what they are made of.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    all: Interned<Profile>,
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

impl Profiles {
    /// The number of a credential's combination.
    pub(super) fn number(&mut self, credential: &ListedCredential, places: &mut Places) -> u32 {
        let roles = credential.roles.iter().map(|role| places.roles.number(*role)).collect();
        let tags = credential.tags.iter().map(|tag| self.tag.number(tag.as_str().into())).collect();
        let user = credential.user.and_then(|user| std::num::NonZeroU32::new(places.users.number(user) + 1));
        let profile = Profile {
            tenant: places.tenant(credential.tenant),
            group: places.groups.number(credential.group),
            user,
            roles: self.roles.number(roles),
            addresses: self.addresses.number(credential.addresses.as_slice().into()),
            tags: self.tags.number(tags),
            creator: self.creators.number(credential.created_by.as_str().into()),
        };
        self.all.number(profile)
    }

    /// Every combination, by number.
    pub(super) fn all(&self) -> &[Profile] {
        self.all.values()
    }

    /// How many bytes of memory the combinations take, about.
    pub(super) fn bytes(&self) -> usize {
        self.all().len() * 3 * size_of::<Profile>()
            + self.addresses.values().iter().map(|set| 2 * size_of_val(&**set) + 48).sum::<usize>()
            + self
                .roles
                .values()
                .iter()
                .chain(self.tags.values())
                .map(|set| 2 * size_of_val(&**set) + 48)
                .sum::<usize>()
            + self.tag.values().iter().chain(self.creators.values()).map(|text| 2 * text.len() + 48).sum::<usize>()
    }
}
