//! The copies of the database from before each change of its format: which there are, and giving
//! them up. They still hold, sealed, what was deleted since. No table's module.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::clock::Moment;
use crate::error::{Error, Result, VaultTrouble};
use crate::store::{Store, folder};

/// One copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file's name in the folder of backups.
    pub file: String,
    /// When it was made.
    pub made_at: Moment,
    /// How long it is.
    pub bytes: u64,
    /// The number of the schema that it holds.
    pub schema: u32,
}

/// What became of files that were to be deleted.
#[derive(Debug, Default)]
pub struct Dropped {
    /// Those that are gone.
    pub gone: Vec<String>,
    /// Those that stand, and why.
    pub standing: Vec<(String, io::Error)>,
}

impl Store {
    /// Every backup, the newest first. Files of other names are none of ours.
    ///
    /// # Errors
    /// [`Error::File`] where the folder cannot be read.
    pub fn backups(&self) -> Result<Vec<Backup>> {
        in_folder(&self.folder.backups())
            .map_err(|source| Error::File { doing: "Reading the folder of backups".into(), source })
    }

    /// Deletes the files of `backups`, and what an interrupted backup has left; one that is gone already counts as deleted.
    pub fn drop_backups(&self, backups: &[Backup]) -> Dropped {
        let folder = self.folder.backups();
        let dropped = drop_files(&folder, backups, |path| fs::remove_file(path));
        for name in ["keywright.db.new", "keywright.db.new-journal", "keywright.db.new-wal", "keywright.db.new-shm"] {
            // Never a backup's name, and begun anew by whoever needs it.
            let _ = fs::remove_file(folder.join(name));
        }
        if let Err(error) = folder::sync(&folder) {
            tracing::warn!(%error, "the folder of backups was not synced");
        }
        dropped
    }
}

impl Dropped {
    /// What to tell a person where not all are gone.
    ///
    /// # Errors
    /// [`VaultTrouble::ReadOnly`] that names what stands.
    pub fn result(&self) -> Result<u32> {
        let gone = u32::try_from(self.gone.len()).unwrap_or(u32::MAX);
        let Some((_, error)) = self.standing.first() else { return Ok(gone) };
        let all = self.gone.len() + self.standing.len();
        let standing = self.standing.iter().map(|(file, _)| file.as_str()).collect::<Vec<_>>().join(", ");
        Err(Error::vault(
            VaultTrouble::ReadOnly,
            format!(
                "{gone} of {all} backups were deleted; these stand: {standing} ({}). The vault itself was not touched; give this account the right to write in the folder of backups, and drop them again.",
                error.kind()
            ),
        ))
    }
}

fn in_folder(folder: &Path) -> io::Result<Vec<Backup>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut backups = Vec::new();
    for entry in entries {
        let entry = entry?;
        let meta = fs::symlink_metadata(entry.path());
        if let Some(meta) = meta.ok().filter(fs::Metadata::is_file) {
            backups.extend(backup(&entry.file_name().to_string_lossy(), meta.len()));
        }
    }
    backups.sort_by_key(|backup| std::cmp::Reverse((backup.made_at, backup.schema)));
    Ok(backups)
}

/// The backup of the name that [`migrate`](crate::store::migrate) gives, `keywright-v2-1795424400000.db`.
fn backup(file: &str, bytes: u64) -> Option<Backup> {
    let (schema, millis) = file.strip_prefix("keywright-v")?.strip_suffix(".db")?.split_once('-')?;
    let (schema, millis) = (schema.parse::<u32>().ok()?, millis.parse::<i64>().ok()?);
    // What reads the same but is written otherwise, as `+2` or `02`, we have not written.
    (file == format!("keywright-v{schema}-{millis}.db")).then(|| Backup {
        file: file.to_owned(),
        made_at: Moment::from_millis(millis),
        bytes,
        schema,
    })
}

fn drop_files(folder: &Path, backups: &[Backup], remove: impl Fn(&PathBuf) -> io::Result<()>) -> Dropped {
    let mut dropped = Dropped::default();
    for backup in backups {
        match remove(&folder.join(&backup.file)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                dropped.standing.push((backup.file.clone(), error))
            }
            _ => dropped.gone.push(backup.file.clone()),
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_migration_has_written_is_a_backup() {
        let read = backup("keywright-v2-1795424400000.db", 7).expect("a backup");
        assert_eq!((read.schema, read.made_at.millis(), read.bytes), (2, 1_795_424_400_000, 7));
        for other in [
            "keywright.db",
            "keywright-v2-1795424400000.db-wal",
            "keywright-v02-1795424400000.db",
            "keywright-v+2-1795424400000.db",
            "keywright-v2-.db",
            "keywright-v2.db",
            "copy of keywright-v2-1795424400000.db",
            "keywright-v2-../../x.db",
        ] {
            assert_eq!(backup(other, 7), None, "{other}");
        }
    }

    #[test]
    fn a_fault_in_the_middle_says_which_stand() {
        let folder = Path::new("backups");
        let backups: Vec<_> = (1..=3).filter_map(|at| backup(&format!("keywright-v{at}-5.db"), 1)).collect();
        let dropped = drop_files(folder, &backups, |path| match path.to_string_lossy().contains("v2") {
            true => Err(io::ErrorKind::PermissionDenied.into()),
            false => Ok(()),
        });
        assert_eq!(dropped.gone, ["keywright-v1-5.db", "keywright-v3-5.db"]);
        let error = dropped.result().expect_err("one stands");
        assert_eq!(error.code(), "read_only");
        let told = error.to_string();
        assert!(told.contains("2 of 3") && told.contains("keywright-v2-5.db") && !told.contains("v1"), "{told}");
        let gone = drop_files(folder, &backups, |_| Err(io::ErrorKind::NotFound.into()));
        assert_eq!(gone.result().expect("somebody else deleted them"), 3);
    }
}
