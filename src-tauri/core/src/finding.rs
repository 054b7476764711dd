//! What the search box asks: how a query reads, what could be typed next, and what a query comes to with every name in
//! it looked up. Reads only.

use rusqlite::Connection;

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{CredentialId, TenantId};
use crate::query::names::Names;
use crate::query::reading::{QueryCompletion, QueryReading};
use crate::query::resolved::{Resolved, Test};
use crate::query::{self, Asked};
use crate::store::{credentials, names, secret_versions, tenants};
use crate::zone::Zone;

impl App {
    /// What a query can name in `tenant`, or with all of them in view.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn names(&self, tenant: Option<TenantId>) -> Result<Names> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            names::of(connection, tenant)
        })
    }

    /// How `text` reads, asked in `tenant` or with all of them in view.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*; [`Error::NotFound`] for the tenant. What is wrong with the query is no
    /// error but a part of the answer.
    pub fn read_query(&self, tenant: Option<TenantId>, text: &str) -> Result<QueryReading> {
        let zone = self.zone_in_view(tenant)?;
        let names = self.names_for(text, tenant)?;
        Ok(query::read(text, &Asked { names: &names, tenant, zone, now: self.now() }))
    }

    /// What can be typed in `text` at `caret`, which is counted in UTF-16 code units.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*; [`Error::NotFound`] for the tenant.
    pub fn complete_query(&self, tenant: Option<TenantId>, text: &str, caret: u32) -> Result<QueryCompletion> {
        let zone = self.zone_in_view(tenant)?;
        let names = self.names(tenant)?;
        Ok(query::complete(text, caret, &Asked { names: &names, tenant, zone, now: self.now() }))
    }

    /// What a credential must fulfil for `text` to find it. Whole Access IDs, fingerprints and identities have become
    /// the credential that they are of.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `query` for one that cannot be answered, which says why; [`Error::NotPermitted`]
    /// without *view*; [`Error::NotFound`] for the tenant.
    pub fn resolve(&self, tenant: Option<TenantId>, text: &str) -> Result<Resolved> {
        let zone = self.zone_in_view(tenant)?;
        let names = self.names_for(text, tenant)?;
        let mut resolved = query::resolve(text, &Asked { names: &names, tenant, zone, now: self.now() })?;
        self.store.read(|connection| {
            for test in resolved.conditions.iter_mut().flat_map(|condition| &mut condition.any) {
                let (Test::Text(typed) | Test::Id(typed)) = test else { continue };
                if let Some(credential) = whole(connection, typed)? {
                    *test = Test::Is(credential);
                }
            }
            Ok(())
        })?;
        Ok(resolved)
    }

    /// The names, if any of them is to be looked up in `text`: most queries name nothing.
    fn names_for(&self, text: &str, tenant: Option<TenantId>) -> Result<Names> {
        if query::needs_names(text) { self.names(tenant) } else { Ok(Names::default()) }
    }

    /// The zone in which the operator's days are, looking at `tenant` or at all of them.
    fn zone_in_view(&self, tenant: Option<TenantId>) -> Result<Zone> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            let Some(tenant) = tenant else { return Ok(self.zone) };
            Ok(tenants::get(connection, tenant)?.ok_or(Error::NotFound("tenant"))?.row.zone)
        })
    }
}

/// The credential of which `typed`, folded, is the whole Access ID, fingerprint or identity.
fn whole(connection: &Connection, typed: &str) -> Result<Option<CredentialId>> {
    const FINGERPRINT: usize = 64;
    const UUID: usize = 36;
    let is_hex = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    if typed.len() == FINGERPRINT && is_hex(typed) {
        return secret_versions::with_fingerprint(connection, typed);
    }
    let dashed = typed.len() == UUID && typed.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    if !dashed || !is_hex(&typed.replace('-', "")) {
        return Ok(None);
    }
    if let Some(credential) = credentials::with_access_id(connection, typed)? {
        return Ok(Some(credential));
    }
    let Ok(id) = serde_json::from_value::<CredentialId>(typed.into()) else { return Ok(None) };
    Ok(credentials::get(connection, id)?.map(|kept| kept.row.id))
}
