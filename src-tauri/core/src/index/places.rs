//! The directory as the index knows it: tenants, groups, roles and users by small numbers. Pure.

use std::hash::Hash;

use super::interned::Interned;
use crate::ids::{GroupId, RoleId, TenantId, UserId};
use crate::listing::{ListedDirectory, ListedTenant};
use crate::name::fold;
use crate::policy::Policy;
use crate::scheme::Scheme;
use crate::zone::Zone;

/// The directory.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The tenants.
    pub(super) tenants: Named<TenantId>,
    /// What else there is of each tenant, by its number.
    about: Vec<About>,
    /// The groups.
    pub(super) groups: Named<GroupId>,
    /// The roles.
    pub(super) roles: Named<RoleId>,
    /// The users.
    pub(super) users: Named<UserId>,
}

/// Identities with folded names; what a row refers to and is not there has an empty one.
#[derive(Debug)]
pub(super) struct Named<Id> {
    ids: Interned<Id>,
    names: Vec<String>,
}

impl<Id> Default for Named<Id> {
    fn default() -> Self {
        Self { ids: Interned::default(), names: Vec::new() }
    }
}

/// What there is of a tenant beside its name.
#[derive(Clone, Debug)]
pub(super) struct About {
    /// Where its API is, folded.
    pub(super) api_url: String,
    /// How its credentials are formed.
    pub(super) scheme: Scheme,
    /// Where its days begin.
    pub(super) zone: Zone,
    /// For how many days before its expiry a credential is *expiring*.
    pub(super) warning_days: u32,
}

impl About {
    /// Of a tenant that a row was made to name from outside and that is not there, as the table shows it.
    fn lost() -> Self {
        Self {
            api_url: String::new(),
            scheme: Scheme::Signed,
            zone: Zone::UTC,
            warning_days: Policy::default().warning_days,
        }
    }

    fn of(tenant: &ListedTenant) -> Self {
        Self {
            api_url: fold(&tenant.api_url),
            scheme: tenant.scheme,
            zone: tenant.zone,
            warning_days: tenant.warning_days,
        }
    }
}

impl<Id: Copy + Eq + Hash> Named<Id> {
    /// The number of `id`, also where nothing is known of it.
    pub(super) fn number(&mut self, id: Id) -> u32 {
        let number = self.ids.number(id);
        self.names.resize(self.ids.values().len(), String::new());
        number
    }

    /// The number of `id`, if it was met.
    pub(super) fn find(&self, id: Id) -> Option<u32> {
        self.ids.find(&id)
    }

    /// The folded names, by number.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    fn put<'a>(&mut self, named: impl IntoIterator<Item = (Id, &'a str)>)
    where
        Id: 'a,
    {
        self.names.iter_mut().for_each(String::clear);
        for (id, name) in named {
            let number = self.number(id);
            self.names[number as usize] = fold(name);
        }
    }
}

impl Places {
    /// Takes the directory in as it is now; numbers that were given stay.
    pub(super) fn put(&mut self, directory: &ListedDirectory) {
        self.tenants.put(directory.tenants.iter().map(|tenant| (tenant.id, tenant.name.as_str())));
        self.groups.put(directory.groups.iter().map(|(id, name)| (*id, name.as_str())));
        self.roles.put(directory.roles.iter().map(|(id, name)| (*id, name.as_str())));
        self.users.put(directory.users.iter().map(|(id, name)| (*id, name.as_str())));
        self.about = vec![About::lost(); self.tenants.names().len()];
        for tenant in &directory.tenants {
            let number = self.tenants.number(tenant.id);
            self.about[number as usize] = About::of(tenant);
        }
    }

    /// The number of a tenant, also where nothing is known of it.
    pub(super) fn tenant(&mut self, id: TenantId) -> u32 {
        let number = self.tenants.number(id);
        self.about.resize_with(self.tenants.names().len(), About::lost);
        number
    }

    /// What there is of each tenant beside its name, by number.
    pub(super) fn about(&self) -> &[About] {
        &self.about
    }
}
