//! The data folder, as the settings show it: where it is, how much is in it, and its backups. Reads only.

use std::path::PathBuf;

use serde::Serialize;

use crate::app::App;
use crate::clock::Moment;
use crate::error::Result;
use crate::store::backups::Backup;
use crate::store::{key_slots, migrate, vaults};

/// The data folder and what is in it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DataFolder {
    /// Where it is.
    pub path: String,
    /// The vault's identity.
    pub vault: String,
    /// The number of the database's schema.
    pub schema: u32,
    /// How long the database is, with its write-ahead log.
    #[cfg_attr(test, ts(type = "number"))]
    pub database_bytes: u64,
    /// How many credentials there are.
    pub credentials: u32,
    /// How many audit entries there are.
    pub audit_entries: u32,
    /// What the master key is wrapped with: the kinds of the key slots, the oldest first.
    pub key_slots: Vec<String>,
    /// When the vault was made.
    pub created_at: Moment,
    /// Its backups, the newest first.
    pub backups: Vec<BackupRow>,
}

/// A copy of the database from before a change of its format.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct BackupRow {
    /// The file's name in the folder of backups.
    pub file: String,
    /// When it was made.
    pub made_at: Moment,
    /// How long it is.
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    /// The number of the schema that it holds.
    pub schema: u32,
}

impl From<Backup> for BackupRow {
    fn from(backup: Backup) -> Self {
        Self { file: backup.file, made_at: backup.made_at, bytes: backup.bytes, schema: backup.schema }
    }
}

impl App {
    /// The data folder and what is in it.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*; [`crate::error::Error::File`] where the folder of backups
    /// cannot be read.
    pub fn data_folder(&self) -> Result<DataFolder> {
        let backups = self.list_backups()?;
        self.store.read(|connection| {
            let vault = vaults::get(connection)?;
            let (credentials, audit_entries) = vaults::counts(connection)?;
            Ok(DataFolder {
                path: self.store.folder().display().to_string(),
                vault: vault.id.to_string(),
                schema: u32::try_from(migrate::version(connection)?).unwrap_or(u32::MAX),
                database_bytes: self.store.bytes(),
                credentials,
                audit_entries,
                key_slots: key_slots::all(connection)?.iter().map(|slot| slot.kind.as_str().to_owned()).collect(),
                created_at: vault.created_at,
                backups,
            })
        })
    }

    /// The backups, the newest first.
    ///
    /// # Errors
    /// As [`App::data_folder`].
    pub fn list_backups(&self) -> Result<Vec<BackupRow>> {
        self.store.read(|connection| self.may_view(connection))?;
        Ok(self.store.backups()?.into_iter().map(BackupRow::from).collect())
    }

    /// The database's file, for a desktop that opens the folder and marks the file in it.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*.
    pub fn database_file(&self) -> Result<PathBuf> {
        self.store.read(|connection| self.may_view(connection))?;
        Ok(self.store.file())
    }
}
