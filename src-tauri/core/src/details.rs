//! Everything that the drawer shows of one credential: its row, its secret versions, its history,
//! and what can be done with it now. Reads only.

use serde::Serialize;

use crate::app::App;
use crate::clock::Moment;
use crate::credential_row::CredentialRow;
use crate::deeds::{OpenDeed, Standing, open_deeds};
use crate::error::{Error, Result};
use crate::ids::{CredentialId, RoleId};
use crate::permission::Permission;
use crate::policy::Reveal;
use crate::secret_version::SecretVersion;
use crate::store::audit_log::{self, KeptEntry};
use crate::store::{credentials, roles, secret_versions, tenants, users};
use crate::table::lost_tenant;
use crate::tenant::Tenant;

/// How many audit entries the history shows.
const HISTORY: u32 = 100;

/// One credential, as the drawer shows it. It cannot hold a secret.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CredentialDetails {
    /// What the table shows.
    pub row: CredentialRow,
    /// Its tenant's API URL.
    pub api_url: String,
    /// What is kept of its secret.
    pub reveal: Reveal,
    /// Its roles, by name.
    pub roles: Vec<Named>,
    /// The user on whose behalf it acts.
    pub user: Option<Named>,
    /// The one of that user's roles in which it acts.
    pub in_role: Option<Named>,
    /// The addresses that it may be used from; any, where there are none.
    pub addresses: Vec<String>,
    /// The first date on which it is accepted, `YYYY-MM-DD` in the tenant's zone.
    pub starts_on: Option<String>,
    /// How a request presents it, in one line; the key as its start and `…`.
    pub presents: String,
    /// Whether that is to be checked with the vendor.
    pub check_with_vendor: bool,
    /// How it came to be revoked, where it is.
    pub revocation: Option<RevocationRow>,
    /// Its secret versions, the newest first.
    pub versions: Vec<VersionRow>,
    /// Its audit entries, the newest first, at most 100.
    pub history: Vec<HistoryRow>,
    /// What can be done with it, and why not where it cannot.
    pub deeds: Vec<OpenDeed>,
}

/// A thing of the directory, by its name.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Named {
    /// Its identity, as text.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// How a credential came to be revoked.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct RevocationRow {
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
    /// Why, if a reason was given.
    pub reason: Option<String>,
}

/// One secret version, without its secret.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct VersionRow {
    /// Which of the credential's secrets; the first is 1.
    pub number: u32,
    /// What to know the secret again by: 64 characters of hexadecimal.
    pub fingerprint: String,
    /// What may be shown of a single key to tell it from others.
    pub key_start: Option<String>,
    /// Whether it is kept so that it can be had again: only the newest is ever handed out.
    pub recoverable: bool,
    /// When it was made.
    pub made_at: Moment,
    /// When it was first copied, shown or downloaded.
    pub collected_at: Option<Moment>,
    /// Until when it is accepted beside the one that took its place.
    pub accepted_until: Option<Moment>,
    /// Whether it is accepted now, as far as the version itself says.
    pub accepted: bool,
    /// Whether no other has taken its place.
    pub newest: bool,
}

/// One audit entry of a credential.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HistoryRow {
    /// Its number in the audit log.
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    /// When.
    pub at: Moment,
    /// By whom.
    pub operator: String,
    /// What was done, as the audit log calls it.
    pub action: String,
    /// What else there is to say; told only to those who may read the audit log.
    pub detail: Option<String>,
}

impl App {
    /// How a request presents a credential, in one line, without its key.
    ///
    /// # Errors
    /// As [`App::credential_details`].
    pub fn presents(&self, credential: CredentialId) -> Result<String> {
        Ok(self.credential_details(credential)?.presents)
    }

    /// Everything of one credential that the drawer shows.
    ///
    /// # Errors
    /// [`Error::NotFound`] where it is gone; [`Error::NotPermitted`] without *view*.
    pub fn credential_details(&self, credential: CredentialId) -> Result<CredentialDetails> {
        let handle = self.store.read(|connection| credentials::handle_of(connection, credential))?;
        let handle = handle.ok_or(Error::NotFound("credential"))?;
        let row =
            self.credential_rows(self.index.generation(), &[handle])?.pop().ok_or(Error::NotFound("credential"))?;
        let permissions = self.permissions()?;
        let now = self.now();
        self.store.read(|connection| {
            let kept = credentials::get(connection, credential)?.ok_or(Error::NotFound("credential"))?.row;
            let tenant = tenants::get(connection, kept.tenant)?.unwrap_or_else(|| lost_tenant(kept.tenant)).row;
            let versions = secret_versions::of_credential(connection, credential)?;
            let history = audit_log::of_credential(connection, credential, HISTORY)?;
            let standing = Standing {
                state: &kept.state,
                expired: kept.validity.expires.is_some_and(|expires| expires <= now),
                vouched: row.vouched,
                keys: self.key_status().state,
                reveal: kept.reveal,
                kept: row.recoverable,
            };
            let deeds = open_deeds(&standing, &permissions, now);
            // Paths and reasons are the audit log's to tell.
            let tells = permissions.allow(Permission::ReadAudit);
            Ok(CredentialDetails {
                api_url: tenant.api_url.as_str().to_owned(),
                reveal: kept.reveal,
                roles: named(connection, &kept.roles)?,
                user: match kept.user {
                    Some(id) => users::get(connection, id)?
                        .map(|user| Named { id: id.to_string(), name: user.row.name.to_string() }),
                    None => None,
                },
                in_role: named(connection, kept.in_role.as_slice())?.pop(),
                addresses: kept.addresses.iter().map(ToString::to_string).collect(),
                starts_on: kept.validity.starts.map(|starts| tenant.zone.date_at(starts).to_string()),
                presents: presents(&tenant, &row),
                check_with_vendor: tenant.check_with_vendor,
                row,
                revocation: kept.state.revocation().map(|revocation| RevocationRow {
                    at: revocation.at,
                    by: revocation.by.clone(),
                    reason: revocation.reason.clone(),
                }),
                versions: versions.iter().enumerate().map(|(age, kept)| version_row(age, &kept.row, now)).collect(),
                history: history.iter().filter_map(|entry| history_row(entry, tells)).collect(),
                deeds,
            })
        })
    }
}

/// The roles `ids`, by their names; one that is not there, which only an edit from outside can name, by its identity.
fn named(connection: &rusqlite::Connection, ids: &[RoleId]) -> Result<Vec<Named>> {
    let one = |id: &RoleId| {
        let role = roles::get(connection, *id)?;
        Ok(Named { id: id.to_string(), name: role.map_or_else(|| id.to_string(), |role| role.row.name.to_string()) })
    };
    ids.iter().map(one).collect()
}

/// How a request presents the credential of `row`.
fn presents(tenant: &Tenant, row: &CredentialRow) -> String {
    match (&row.access_id, &row.key_start) {
        (Some(access_id), _) => tenant.presentation.line(access_id),
        (None, Some(start)) => tenant.presentation.line(&format!("{start}…")),
        (None, None) => tenant.presentation.line(crate::presentation::KEY),
    }
}

fn version_row(age: usize, version: &SecretVersion, now: Moment) -> VersionRow {
    VersionRow {
        number: version.number,
        fingerprint: version.fingerprint.as_str().to_owned(),
        key_start: version.key_start.clone(),
        recoverable: age == 0 && version.recoverable && version.sealed.is_some(),
        made_at: version.made_at,
        collected_at: version.collected_at,
        accepted_until: version.accepted_until,
        accepted: version.accepted_until.is_none_or(|until| now < until),
        newest: age == 0,
    }
}

fn history_row(entry: &KeptEntry, tells: bool) -> Option<HistoryRow> {
    let body: serde_json::Value = serde_json::from_slice(&entry.bytes).ok()?;
    Some(HistoryRow {
        sequence: entry.sequence,
        at: Moment::from_millis(body["at"].as_i64()?),
        operator: body["operator"]["name"].as_str()?.to_owned(),
        action: body["action"].as_str()?.to_owned(),
        detail: body["detail"].as_str().filter(|_| tells).map(str::to_owned),
    })
}
