//! The reads of the directory: tenants, groups, roles and users, and what the forms of credentials ask of them.
//! Reads only; what changes anything is in [`crate::actions`].

use crate::address::{self, AddressCheck};
use crate::app::App;
use crate::credential::Advice;
use crate::error::{Error, Result};
use crate::group::GroupRow;
use crate::ids::{CredentialId, RoleId, TenantId, UserId};
use crate::presentation::Presentation;
use crate::preset::presets;
use crate::role::{RoleRow, Uses};
use crate::scheme::Scheme;
use crate::state::Status;
use crate::store::counts::Count;
use crate::store::{credentials, groups, roles, tenants, users};
use crate::tenant::{NewTenant, TenantDraft, TenantRow};
use crate::user::UserRow;

/// What a new tenant's tokens begin with, until something else is typed.
const FIRST_PREFIX: &str = "key";

impl App {
    /// Every tenant, by name.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn list_tenants(&self) -> Result<Vec<TenantRow>> {
        let now = self.now();
        self.store.read_counting(|reading| {
            self.may_view(reading.connection())?;
            let listed = tenants::all(reading, now)?;
            Ok(listed.iter().map(|listed| TenantRow::of(&listed.kept.row, listed.holds)).collect())
        })
    }

    /// What a form for a new tenant begins with; `zone` is the system's.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn new_tenant(&self, zone: &str) -> Result<NewTenant> {
        let settings = self.settings()?;
        let draft = TenantDraft {
            name: String::new(),
            api_url: String::new(),
            zone: zone.to_owned(),
            scheme: Scheme::Signed,
            presentation: Presentation::FIRST,
            token_prefix: FIRST_PREFIX.to_owned(),
            strong_secret: false,
            credential_limit: None,
            longest_days: None,
            default_days: settings.default_days,
            default_never: settings.default_never,
            never_allowed: settings.never_allowed,
            warning_days: settings.warning_days,
            reveal: settings.reveal,
            management_paths: Vec::new(),
            test_path: String::new(),
            check_with_vendor: false,
        };
        Ok(NewTenant { draft, presets: presets().into() })
    }

    /// The groups of a tenant, or of all, by tenant and name.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn list_groups(&self, tenant: Option<TenantId>) -> Result<Vec<GroupRow>> {
        let now = self.now();
        self.store.read_counting(|reading| {
            self.may_view(reading.connection())?;
            let listed = groups::all(reading, tenant, now)?;
            Ok(listed.iter().map(|one| GroupRow::of(&one.kept.row, one.credentials, one.expiring)).collect())
        })
    }

    /// The roles of a tenant, or of all, by tenant and name.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn list_roles(&self, tenant: Option<TenantId>) -> Result<Vec<RoleRow>> {
        self.store.read_counting(|reading| {
            self.may_view(reading.connection())?;
            let listed = roles::all(reading, tenant)?;
            Ok(listed.iter().map(|one| RoleRow::of(&one.kept.row, one.credentials, one.users)).collect())
        })
    }

    /// The users of a tenant, or of all, by tenant and name.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn list_users(&self, tenant: Option<TenantId>) -> Result<Vec<UserRow>> {
        self.store.read_counting(|reading| {
            self.may_view(reading.connection())?;
            let listed = users::all(reading, tenant)?;
            Ok(listed.iter().map(|one| UserRow::of(&one.kept.row, one.credentials, &self.account.name)).collect())
        })
    }

    /// Where a role is used.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn role_uses(&self, role: RoleId) -> Result<Uses> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            roles::uses(connection, role)
        })
    }

    /// Where a user is used.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn user_uses(&self, user: UserId) -> Result<Uses> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            users::uses(connection, user, None)
        })
    }

    /// What is to be said of the addresses that were typed.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*; [`Error::InvalidInput`] where there are far too many.
    pub fn check_addresses(&self, typed: &[String]) -> Result<Vec<AddressCheck>> {
        self.store.read(|connection| self.may_view(connection))?;
        if typed.len() > 10 * address::ADDRESSES {
            let problem =
                format!("A credential may have {} addresses. Use blocks such as 10.0.0.0/24.", address::ADDRESSES);
            return Err(Error::invalid("addresses", problem));
        }
        Ok(address::check(typed))
    }

    /// What to say to one who gives `user` a credential with `roles`, where there is one with the same already that is
    /// neither revoked nor expired: one key per consumer is known to be the one to end when it leaks. `except` is the
    /// one that is edited.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn consumer_advice(
        &self,
        tenant: TenantId,
        user: Option<UserId>,
        roles: &[RoleId],
        except: Option<CredentialId>,
    ) -> Result<Advice> {
        let Some(user) = user else { return Ok(Advice { advice: None }) };
        let now = self.now();
        self.store.read(|connection| {
            self.may_view(connection)?;
            let mut roles = roles.to_vec();
            roles.sort_unstable();
            roles.dedup();
            let other = credentials::of_user(connection, user, |row| {
                row.tenant == tenant
                    && Some(row.id) != except
                    && row.roles == roles
                    && !matches!(row.state.status(row.validity, 0, now), Status::Revoked | Status::Expired)
            })?;
            let Some(other) = other else { return Ok(Advice { advice: None }) };
            let Some(user) = users::get(connection, user)? else { return Ok(Advice { advice: None }) };
            Ok(Advice {
                advice: Some(format!(
                    "{} has “{}” with the same roles already. One credential for each consumer is easier to end when one leaks: give this one to another user, or go on if it is for another program.",
                    user.row.name, other.row.title
                )),
            })
        })
    }
}
