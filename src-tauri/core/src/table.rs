//! The reads that the table makes of single rows: windows of them, and what time changes in them. Reads only.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::Connection;

use crate::api_url::ApiUrl;
use crate::app::App;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::credential_row::{CredentialRow, Vouched};
use crate::error::{Error, Result};
use crate::group::Group;
use crate::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use crate::mac::Vouch;
use crate::name::{Description, Name, fold};
use crate::policy::{Policy, Reveal};
use crate::presentation::Presentation;
use crate::scheme::{AccessId, Scheme};
use crate::secret_version::SecretVersion;
use crate::store::pending::Steps;
use crate::store::{Kept, credentials, groups, roles, secret_versions, tenants, users};
use crate::tenant::Tenant;
use crate::zone::Zone;

/// The most rows that one window may ask for.
pub const WINDOW: usize = 200;

impl App {
    /// A window of rows in the order asked, at most [`WINDOW`]; rows that are gone are left out.
    ///
    /// # Errors
    /// [`Error::Stale`] for another generation; [`Error::NotPermitted`] without *view*.
    pub fn credential_rows(&self, generation: u32, handles: &[u32]) -> Result<Vec<CredentialRow>> {
        if generation != self.index.generation() {
            return Err(Error::Stale);
        }
        if handles.len() > WINDOW {
            return Err(Error::invalid("handles", format!("A window has at most {WINDOW} rows.")));
        }
        let now = self.now();
        let keys = self.vault.keys_at_hand();
        let vouch = keys.as_deref().map(|keys| keys as &dyn Vouch);
        self.store.read(|connection| {
            self.may_view(connection)?;
            let steps = vouch.map(|vouch| Steps::read(connection, vouch)).transpose()?.unwrap_or_default();
            let mut around = Around::default();
            let mut rows = Vec::with_capacity(handles.len());
            for handle in handles {
                let Some(kept) = credentials::of_handle(connection, *handle)? else { continue };
                around.meet(connection, &kept.row)?;
                let (tenant, group) = around.of(kept.row.tenant, kept.row.group)?;
                let consumers = around.consumers(&kept.row);
                let versions = secret_versions::of_credential(connection, kept.row.id)?;
                let vouched = vouched(vouch, &steps, &kept, (tenant, group), &versions);
                rows.push(row(*handle, kept.row, (&tenant.row, &group.row), consumers, &versions, vouched, now));
            }
            Ok(rows)
        })
    }

    /// A credential's Access ID.
    ///
    /// # Errors
    /// [`Error::NotFound`], also for a single key, which has none; [`Error::NotPermitted`] without *view*.
    pub fn access_id(&self, credential: CredentialId) -> Result<String> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            let kept = credentials::get(connection, credential)?.ok_or(Error::NotFound("credential"))?;
            let access_id = kept.row.access_id.as_ref().ok_or(Error::NotFound("Access ID"))?;
            Ok(access_id.as_str().to_owned())
        })
    }

    /// The API URL of a credential's tenant.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::NotPermitted`] without *view*.
    pub fn api_url(&self, credential: CredentialId) -> Result<String> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            let kept = credentials::get(connection, credential)?.ok_or(Error::NotFound("credential"))?;
            let tenant = tenants::get(connection, kept.row.tenant)?.ok_or(Error::NotFound("tenant"))?;
            Ok(tenant.row.api_url.as_str().to_owned())
        })
    }

    /// When time alone next changes what a row says: a status, or at midnight in a tenant's zone the days left.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn next_change(&self) -> Result<Option<Moment>> {
        let now = self.now();
        self.store.read(|connection| {
            let mut turns: Vec<_> = credentials::next_turn(connection, now)?.into_iter().collect();
            turns.extend(tenants::zones_in_use(connection)?.into_iter().map(|zone| zone.next_midnight(now)));
            Ok(turns.into_iter().min())
        })
    }
}

/// What the rows of a window are in and name, each read once.
#[derive(Default)]
struct Around {
    tenants: HashMap<TenantId, Kept<Tenant>>,
    groups: HashMap<GroupId, Kept<Group>>,
    /// By their folded names, by which they are in order.
    roles: HashMap<RoleId, (String, String)>,
    users: HashMap<UserId, String>,
}

/// Who uses a credential, by name: its roles in order, and the user on whose behalf it acts.
type Consumers = (Vec<String>, Option<String>);

impl Around {
    fn meet(&mut self, connection: &Connection, row: &Credential) -> Result<()> {
        let (tenant, group) = (row.tenant, row.group);
        if let Entry::Vacant(entry) = self.tenants.entry(tenant) {
            entry.insert(tenants::get(connection, tenant)?.unwrap_or_else(|| lost_tenant(tenant)));
        }
        if let Entry::Vacant(entry) = self.groups.entry(group) {
            entry.insert(groups::get(connection, group)?.unwrap_or_else(|| lost_group(tenant, group)));
        }
        // One that is not there, which only an edit from outside can name, goes by its identity.
        for role in &row.roles {
            if let Entry::Vacant(entry) = self.roles.entry(*role) {
                let found = roles::get(connection, *role)?;
                let name = found.map_or_else(|| role.to_string(), |kept| kept.row.name.to_string());
                entry.insert((fold(&name), name));
            }
        }
        if let Some(user) = row.user
            && let Entry::Vacant(entry) = self.users.entry(user)
        {
            let found = users::get(connection, user)?;
            entry.insert(found.map_or_else(|| user.to_string(), |kept| kept.row.name.to_string()));
        }
        Ok(())
    }

    fn consumers(&self, row: &Credential) -> Consumers {
        let mut roles: Vec<_> = row.roles.iter().filter_map(|role| self.roles.get(role)).collect();
        roles.sort_unstable();
        let names = roles.into_iter().map(|(_, name)| name.clone()).collect();
        (names, row.user.and_then(|user| self.users.get(&user).cloned()))
    }

    fn of(&self, tenant: TenantId, group: GroupId) -> Result<(&Kept<Tenant>, &Kept<Group>)> {
        let found = self.tenants.get(&tenant).zip(self.groups.get(&group));
        found.ok_or(Error::NotFound("tenant"))
    }
}

/// In place of a tenant that a row was made to name from outside and that is not there: nobody vouches for it, and the
/// other rows of the window can be read.
pub(crate) fn lost_tenant(id: TenantId) -> Kept<Tenant> {
    let never = Moment::from_millis(0);
    let row = Tenant {
        id,
        revision: 0,
        name: Name::from_database(String::new()),
        api_url: ApiUrl::from_database(String::new()),
        scheme: Scheme::Signed,
        presentation: Presentation::FIRST,
        token_prefix: None,
        strong_secret: false,
        zone: Zone::UTC,
        credential_limit: None,
        policy: Policy::default(),
        management_paths: Vec::new(),
        test_path: String::new(),
        check_with_vendor: false,
        sample: false,
        created_at: never,
        modified_at: never,
    };
    Kept { row, mac: [0; 32], agrees: false }
}

/// As [`lost_tenant`], in place of a group.
fn lost_group(tenant: TenantId, id: GroupId) -> Kept<Group> {
    let (name, never) = (Name::from_database(String::new()), Moment::from_millis(0));
    let row = Group {
        id,
        revision: 0,
        tenant,
        name,
        description: Description::default(),
        created_at: never,
        modified_at: never,
    };
    Kept { row, mac: [0; 32], agrees: false }
}

fn vouched(
    vouch: Option<&dyn Vouch>,
    steps: &Steps,
    kept: &Kept<Credential>,
    (tenant, group): (&Kept<Tenant>, &Kept<Group>),
    versions: &[Kept<SecretVersion>],
) -> Vouched {
    match vouch {
        None => Vouched::Unknown,
        Some(vouch)
            if tenant.is_vouched(vouch)
                && group.is_vouched(vouch)
                && !versions.is_empty()
                && versions.iter().all(|version| version.is_vouched(vouch)) =>
        {
            steps.vouched(kept, vouch)
        }
        Some(_) => Vouched::Altered,
    }
}

fn row(
    handle: u32,
    kept: Credential,
    (tenant, group): (&Tenant, &Group),
    (roles, user): Consumers,
    versions: &[Kept<SecretVersion>],
    vouched: Vouched,
    now: Moment,
) -> CredentialRow {
    let expires = kept.validity.expires;
    let replaced = versions.iter().skip(1).filter_map(|version| version.row.accepted_until);
    let newest = versions.first().map(|version| &version.row);
    CredentialRow {
        handle,
        id: kept.id,
        tenant: kept.tenant,
        tenant_name: tenant.name.as_str().to_owned(),
        group: kept.group,
        group_name: group.name.as_str().to_owned(),
        title: kept.title.as_str().to_owned(),
        description: kept.description.as_str().to_owned(),
        scheme: tenant.scheme,
        access_id: kept.access_id.as_ref().map(AccessId::as_str).map(str::to_owned),
        key_start: newest.and_then(|version| version.key_start.clone()),
        status: kept.state.status(kept.validity, tenant.policy.warning_days, now),
        starts_at: kept.validity.starts,
        expires_at: expires,
        expires_on: expires.map(|expires| tenant.zone.last_date_before(expires).to_string()),
        days_left: expires.map(|expires| tenant.zone.days_left(now, expires)),
        created_at: kept.created_at,
        created_by: kept.created_by,
        modified_at: kept.modified_at,
        never_collected: newest.is_some_and(|version| version.collected_at.is_none()),
        recoverable: kept.reveal == Reveal::Recoverable
            && newest.is_some_and(|version| version.recoverable && version.sealed.is_some()),
        roles,
        user,
        addresses: kept.addresses.iter().map(ToString::to_string).collect(),
        api_url: tenant.api_url.as_str().to_owned(),
        rotated_at: newest.filter(|version| version.number > 1).map(|version| version.made_at),
        tags: kept.tags,
        beyond_policy: tenant.policy.beyond(kept.validity, tenant.zone, now),
        revision: kept.revision,
        rotating_until: replaced.filter(|until| now < *until).max(),
        sample: kept.sample,
        vouched,
    }
}
