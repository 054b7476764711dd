//! Open one-time sheets: the only place that holds a readable secret, in memory, until the sheet
//! is closed or the application ends. Nothing here is ever written.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::clock::Moment;
use crate::credential::{Collected, SheetRow};
use crate::error::{Error, Result};
use crate::ids::{CredentialId, SheetId, TenantId, VersionId};
use crate::name::Name;
use crate::scheme::AccessId;
use crate::secret::{Fingerprint, Secret};
use crate::tenant::ApiUrl;
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
    /// The Access ID.
    pub access_id: AccessId,
    /// The secret. Zeroed when the sheet is dropped.
    pub secret: Secret,
    /// The secret's fingerprint, for the audit log.
    pub fingerprint: Fingerprint,
    /// When the credential expires.
    pub expires_at: Option<Moment>,
    /// What has been done with the secret so far.
    pub collected: Collected,
}

impl Sheet {
    /// The sheet, without its secret.
    pub fn row(&self) -> SheetRow {
        SheetRow {
            id: self.id,
            credential: self.credential,
            title: self.title.as_str().to_owned(),
            tenant: self.tenant,
            tenant_name: self.tenant_name.as_str().to_owned(),
            api_url: self.api_url.as_str().to_owned(),
            access_id: self.access_id.as_str().to_owned(),
            expires_at: self.expires_at,
            secret: self.collected.clone(),
            collected: self.collected.copied || self.collected.shown || self.collected.downloaded.is_some(),
        }
    }
}

/// The sheets that are open.
#[derive(Default)]
pub struct Sheets(Mutex<Vec<Sheet>>);

impl Sheets {
    /// Opens a sheet.
    pub fn open(&self, sheet: Sheet) {
        self.held().push(sheet);
    }

    /// Closes a sheet; its secret is zeroed.
    ///
    /// # Errors
    /// [`Error::SheetClosed`] where it is not open.
    pub fn close(&self, id: SheetId) -> Result<()> {
        let mut sheets = self.held();
        let at = sheets.iter().position(|sheet| sheet.id == id).ok_or(Error::SheetClosed)?;
        sheets.remove(at);
        Ok(())
    }

    /// The open sheet of `credential`, if there is one.
    pub fn of_credential(&self, credential: CredentialId) -> Option<SheetRow> {
        self.held().iter().find(|sheet| sheet.credential == credential).map(Sheet::row)
    }

    /// Every open sheet, the oldest first, without the secrets.
    pub fn rows(&self) -> Vec<SheetRow> {
        self.held().iter().map(Sheet::row).collect()
    }

    /// Does `work` with an open sheet; it stays open meanwhile.
    ///
    /// # Errors
    /// [`Error::SheetClosed`] where it is not open; what `work` reports.
    pub fn with<T>(&self, id: SheetId, work: impl FnOnce(&mut Sheet) -> Result<T>) -> Result<T> {
        work(self.held().iter_mut().find(|sheet| sheet.id == id).ok_or(Error::SheetClosed)?)
    }

    fn held(&self) -> MutexGuard<'_, Vec<Sheet>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
