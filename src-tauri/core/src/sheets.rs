//! Open one-time sheets: the only place that holds a readable secret, in memory, until the sheet
//! is closed or the application ends. Nothing here is ever written.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::api_url::ApiUrl;
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::{CredentialId, SheetId, TenantId, VersionId};
use crate::name::Name;
use crate::policy::Reveal;
use crate::scheme::{AccessId, Scheme};
use crate::secret::{Fingerprint, Secret};
use crate::zone::Zone;

/// What a sheet hands out.
pub struct Sheet {
    /// Its identity.
    pub id: SheetId,
    /// The credential.
    pub credential: CredentialId,
    /// The secret version.
    pub version: VersionId,
    /// The tenant.
    pub tenant: TenantId,
    /// The tenant's name.
    pub tenant_name: Name,
    /// The tenant's zone.
    pub zone: Zone,
    /// The title.
    pub title: Name,
    /// The API URL.
    pub api_url: ApiUrl,
    /// How the credential is formed.
    pub scheme: Scheme,
    /// What is kept of its secret.
    pub reveal: Reveal,
    /// The Access ID; a single key has none.
    pub access_id: Option<AccessId>,
    /// The secret. Zeroed when the sheet is dropped.
    pub secret: Secret,
    /// The secret's fingerprint, for the audit log.
    pub fingerprint: Fingerprint,
    /// When the credential expires.
    pub expires_at: Option<Moment>,
}

impl Sheet {
    fn row(&self) -> SheetRow {
        SheetRow {
            id: self.id,
            credential: self.credential,
            title: self.title.as_str().to_owned(),
            tenant: self.tenant,
            tenant_name: self.tenant_name.as_str().to_owned(),
            api_url: self.api_url.as_str().to_owned(),
            scheme: self.scheme,
            reveal: self.reveal,
            access_id: self.access_id.as_ref().map(|id| id.as_str().to_owned()),
            expires_at: self.expires_at,
            secret: Collected::default(),
            collected: false,
        }
    }
}

/// The sheets that are open. What lists see stands apart from the secrets, so that a list never waits
/// for a secret that is being written, and a write never for a list.
#[derive(Default)]
pub struct Sheets(Mutex<Vec<Open>>);

struct Open {
    row: SheetRow,
    sheet: Arc<Mutex<Option<Sheet>>>,
}

impl Sheets {
    /// Opens a sheet; answers it without its secret.
    pub fn open(&self, sheet: Sheet) -> SheetRow {
        let row = sheet.row();
        held(&self.0).push(Open { row: row.clone(), sheet: Arc::new(Mutex::new(Some(sheet))) });
        row
    }

    /// Closes a sheet: waits for what is being done with it, then zeroes its secret.
    ///
    /// # Errors
    /// [`Error::SheetClosed`] where it is not open.
    pub fn close(&self, id: SheetId) -> Result<()> {
        let closed = {
            let mut sheets = held(&self.0);
            let at = sheets.iter().position(|open| open.row.id == id).ok_or(Error::SheetClosed)?;
            sheets.remove(at)
        };
        held(&closed.sheet).take();
        Ok(())
    }

    /// Closes every sheet of credentials that are gone. Not to be called within a transaction: what is being done with
    /// a sheet may wait for one.
    pub fn close_of(&self, gone: &[CredentialId]) {
        let closed: Vec<_> = held(&self.0).extract_if(.., |open| gone.contains(&open.row.credential)).collect();
        for open in closed {
            held(&open.sheet).take();
        }
    }

    /// The open sheet of `credential`, if there is one.
    pub fn of_credential(&self, credential: CredentialId) -> Option<SheetRow> {
        held(&self.0).iter().find(|open| open.row.credential == credential).map(|open| open.row.clone())
    }

    /// Every open sheet, the oldest first, without the secrets.
    pub fn rows(&self) -> Vec<SheetRow> {
        held(&self.0).iter().map(|open| open.row.clone()).collect()
    }

    /// Does `work` with an open sheet; it stays open meanwhile.
    ///
    /// # Errors
    /// [`Error::SheetClosed`] where it is not open; what `work` reports.
    pub fn with<T>(&self, id: SheetId, work: impl FnOnce(&Sheet) -> Result<T>) -> Result<T> {
        let sheet = {
            let sheets = held(&self.0);
            Arc::clone(&sheets.iter().find(|open| open.row.id == id).ok_or(Error::SheetClosed)?.sheet)
        };
        work(held(&sheet).as_ref().ok_or(Error::SheetClosed)?)
    }

    /// Notes what has been done with the secret of a sheet, for as long as it is open.
    pub fn note(&self, id: SheetId, note: impl FnOnce(&mut Collected)) {
        if let Some(open) = held(&self.0).iter_mut().find(|open| open.row.id == id) {
            note(&mut open.row.secret);
            let collected = &open.row.secret;
            open.row.collected = collected.copied || collected.shown || collected.downloaded.is_some();
        }
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An open one-time sheet, without its secret.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "Sheet"))]
pub struct SheetRow {
    /// Its identity.
    pub id: SheetId,
    /// The credential that it hands out.
    pub credential: CredentialId,
    /// Its title.
    pub title: String,
    /// Its tenant.
    pub tenant: TenantId,
    /// Its tenant's name.
    pub tenant_name: String,
    /// Its API URL.
    pub api_url: String,
    /// How it is formed.
    pub scheme: Scheme,
    /// What is kept of its secret.
    pub reveal: Reveal,
    /// Its Access ID; a single key has none.
    pub access_id: Option<String>,
    /// When it expires.
    pub expires_at: Option<Moment>,
    /// What has been done with the secret so far.
    pub secret: Collected,
    /// Whether any of that has been done.
    pub collected: bool,
}

/// What came of rotating a credential.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Rotated {
    /// The sheet of the new secret.
    pub sheet: SheetRow,
    /// Whether traces of an older secret, whose sealed copy was destroyed, may be left in the database's files for now.
    /// The rotation stands.
    pub traces: bool,
}

/// What has been done with the secret of an open sheet.
#[derive(Clone, Debug, Default, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Collected {
    /// It was copied.
    pub copied: bool,
    /// It was shown.
    pub shown: bool,
    /// It was saved: the file's path.
    pub downloaded: Option<String>,
}
