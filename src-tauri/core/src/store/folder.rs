//! The data folder: its files' names and modes, its lock, its marker and its reserve.
//! Knows nothing of what the database in it says.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result, VaultTrouble};
use crate::ids::VaultId;

/// The size of the reserve file, in bytes: given up first when the disk is full.
pub const RESERVE: u64 = 1 << 20;

/// What a vault leaves behind when its database is gone. Its write-ahead log holds sealed rows and key
/// slots, and SQLite would play it into a new database of the same name.
const REMAINS: [&str; 5] = ["vault.id", "keywright.db-wal", "keywright.db-shm", "keywright.db-journal", "backups"];

/// What else Keywright puts into its folder.
const OURS: [&str; 8] = [
    "forgetting",
    "keywright.db",
    "vault.lock",
    "reserve",
    "keywright.db.new",
    "keywright.db.new-wal",
    "keywright.db.new-shm",
    "keywright.db.new-journal",
];

/// The beginning of a small file's name while it is written.
const WRITING: &str = ".keywright-new-";

/// What is in the folder.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// Neither a vault nor a trace of one.
    Nothing,
    /// A database file; whether it is ours is seen when it is opened.
    Database,
    /// The marker, the write-ahead log or the backups of a vault whose database is gone.
    Remains,
}

/// A data folder that this process has locked. The lock ends with the value.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder where it is missing (0700), and locks it.
    ///
    /// # Errors
    /// [`VaultTrouble::InUse`] where another process has it locked, [`VaultTrouble::ReadOnly`] where it
    /// cannot be made or written.
    pub fn open(path: &Path) -> Result<Self> {
        refuse_foreign(path)?;
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path).map_err(|error| unwritable(path, &error))?;
        only_ours(path, 0o700).map_err(|error| unwritable(path, &error))?;
        let lock = private()
            .create(true)
            .truncate(false)
            .open(path.join("vault.lock"))
            .map_err(|error| unwritable(path, &error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::vault(
                    VaultTrouble::InUse,
                    format!(
                        "Another Keywright has the vault in {} open. Nothing was changed; use its window, or close it and try again.",
                        path.display()
                    ),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(unwritable(path, &error)),
        }
        let folder = Self { path: path.to_owned(), _lock: lock };
        folder.remove_unfinished()?;
        Ok(folder)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.path.join("keywright.db")
    }

    /// The database file while it is being made.
    pub fn unfinished(&self) -> PathBuf {
        self.path.join("keywright.db.new")
    }

    /// Where a database is kept before it is migrated.
    pub fn backups(&self) -> PathBuf {
        self.path.join("backups")
    }

    fn marker(&self) -> PathBuf {
        self.path.join("vault.id")
    }

    fn reserve(&self) -> PathBuf {
        self.path.join("reserve")
    }

    /// What is there.
    ///
    /// # Errors
    /// [`Error::File`] where that cannot be seen.
    pub fn found(&self) -> Result<Found> {
        let names = names_in(&self.path).map_err(|error| unwritable(&self.path, &error))?;
        let there = |name: &str| names.iter().any(|found| found == name);
        Ok(if there("keywright.db") {
            Found::Database
        } else if REMAINS.iter().any(|name| there(name)) {
            Found::Remains
        } else {
            Found::Nothing
        })
    }

    /// Makes an empty file for the database, 0600 from the first byte; SQLite's other files take its mode over.
    ///
    /// # Errors
    /// [`VaultTrouble::ReadOnly`] or [`VaultTrouble::DiskFull`].
    pub fn make_unfinished(&self) -> Result<PathBuf> {
        let path = self.unfinished();
        private().create_new(true).open(&path).map_err(|error| unwritable(&self.path, &error))?;
        Ok(path)
    }

    /// Puts the finished database in its place, with its marker.
    ///
    /// # Errors
    /// As [`Folder::make_unfinished`].
    pub fn finish(&self, id: VaultId) -> Result<()> {
        let unfinished = self.unfinished();
        File::open(&unfinished)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&unfinished, self.database()))
            .and_then(|()| sync(&self.path))
            .map_err(|error| unwritable(&self.path, &error))?;
        self.mark(id)
    }

    /// Writes the marker, which tells a lost database from a first start.
    ///
    /// # Errors
    /// As [`Folder::make_unfinished`].
    pub fn mark(&self, id: VaultId) -> Result<()> {
        self.write_whole(&self.marker(), format!("{id}\n").as_bytes())
    }

    /// Makes the reserve file whole, if there is room, and says whether it is; without it the vault works all the same.
    pub fn fill_reserve(&self) -> bool {
        let whole = fs::symlink_metadata(self.reserve()).is_ok_and(|meta| meta.is_file() && meta.len() == RESERVE);
        if whole || self.write_whole(&self.reserve(), &vec![0; RESERVE as usize]).is_ok() {
            return true;
        }
        tracing::warn!("the reserve file could not be written; a full disk will leave no room to revoke");
        false
    }

    /// Gives the room of the reserve file back to the disk, for good; says whether there was one.
    pub fn give_up_reserve(&self) -> bool {
        match fs::remove_file(self.reserve()) {
            Ok(()) => {
                if let Err(error) = sync(&self.path) {
                    tracing::warn!(kind = %error.kind(), "that the reserve file is given up may not last");
                }
                true
            }
            Err(error) => {
                tracing::warn!(kind = %error.kind(), "the reserve file could not be given up");
                false
            }
        }
    }

    /// Whether the disk has room for a reserve, and as much again beside it.
    pub fn has_room_for_reserve(&self) -> bool {
        #[cfg(unix)]
        return rustix::fs::statvfs(&self.path)
            .is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) >= 2 * RESERVE);
        #[cfg(not(unix))]
        true
    }

    fn forgetting(&self) -> PathBuf {
        self.path.join("forgetting")
    }

    /// Notes, before it is so, that secrets are destroyed whose traces are yet to be looked for.
    ///
    /// # Errors
    /// As [`Folder::make_unfinished`].
    pub fn begin_forgetting(&self) -> Result<()> {
        self.write_whole(&self.forgetting(), b"")
    }

    /// Whether secrets were destroyed whose traces nobody has looked for yet.
    pub fn is_forgetting(&self) -> bool {
        fs::symlink_metadata(self.forgetting()).is_ok()
    }

    /// Notes that no trace is left.
    pub fn end_forgetting(&self) {
        if self.is_forgetting() && fs::remove_file(self.forgetting()).and_then(|()| sync(&self.path)).is_err() {
            tracing::warn!("the note of destroyed secrets could not be removed; their traces are looked for once more");
        }
    }

    /// The identity that the marker names, if there is a marker.
    pub fn marked(&self) -> Option<String> {
        // A pipe in its place would wait for ever.
        fs::symlink_metadata(self.marker()).ok().filter(fs::Metadata::is_file)?;
        let mut text = String::new();
        File::open(self.marker()).ok()?.take(64).read_to_string(&mut text).ok()?;
        Some(text.trim().to_owned())
    }

    fn write_whole(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let write = || -> io::Result<()> {
            let mut file = tempfile::Builder::new().prefix(WRITING).tempfile_in(&self.path)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(path)?;
            sync(&self.path)
        };
        write().map_err(|error| unwritable(&self.path, &error))
    }

    /// Removes what a start that was cut off has left: never acknowledged, so nothing is lost.
    fn remove_unfinished(&self) -> Result<()> {
        for name in names_in(&self.path).map_err(|error| unwritable(&self.path, &error))? {
            let path = self.path.join(&name);
            let database = name.starts_with("keywright.db.new") && OURS.contains(&name.as_str());
            let unfinished = database || name.starts_with(WRITING);
            if unfinished && fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_file()) {
                fs::remove_file(path).map_err(|error| unwritable(&self.path, &error))?;
            }
        }
        Ok(())
    }
}

/// Refuses a folder that holds other things and nothing of ours, before anything in it is touched.
fn refuse_foreign(path: &Path) -> Result<()> {
    let names = match names_in(path) {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(unwritable(path, &error)),
    };
    let ours =
        |name: &String| OURS.contains(&name.as_str()) || REMAINS.contains(&name.as_str()) || name.starts_with(WRITING);
    // `lost+found` is what every file system of its own begins with.
    if names.iter().all(|name| name == "lost+found") || names.iter().any(ours) {
        return Ok(());
    }
    Err(Error::vault(
        VaultTrouble::NotAVault,
        format!(
            "The folder {} holds other files and no Keywright vault. Nothing in it was touched; choose an empty folder, or a new one.",
            path.display()
        ),
    ))
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

/// Options for a file that only its owner may read and write.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes from others what rights they have to `path`.
///
/// # Errors
/// What the system says.
pub fn only_ours(path: &Path, mode: u32) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let now = fs::metadata(path)?.permissions().mode() & 0o777;
        if now & !mode != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(now & mode))?;
        }
    }
    #[cfg(not(unix))]
    let _ = (path, mode);
    Ok(())
}

/// Makes a renamed or removed file's entry in `folder` durable.
///
/// # Errors
/// What the system says.
pub fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn unwritable(folder: &Path, error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::StorageFull || error.kind() == io::ErrorKind::QuotaExceeded {
        return Error::vault(
            VaultTrouble::DiskFull,
            "The disk is full. Nothing was changed and nothing is lost; free some space and try again.",
        );
    }
    Error::vault(
        VaultTrouble::ReadOnly,
        format!(
            "The data folder {} cannot be written ({}). Nothing was changed; give this account the right to write there, or start with another --data-dir.",
            folder.display(),
            error.kind()
        ),
    )
}
