//! The database: one module per table, SQL here and nowhere else.
//! Knows neither the vault nor the actions: marks come from whoever implements
//! [`Vouch`](crate::mac::Vouch), and every write that is audited goes through [`Write`].

pub mod audit_log;
pub mod audit_query;
pub mod backups;
pub mod batch_items;
pub mod batches;
mod columns;
pub mod counts;
pub mod credentials;
pub mod folder;
mod forgetting;
pub mod groups;
pub mod head;
mod header;
pub mod identified;
pub mod key_slots;
pub mod layouts;
pub mod list_rows;
pub mod listing;
pub mod many;
pub mod migrate;
pub mod names;
pub mod operators;
pub mod pending;
pub mod preferences;
pub mod requests;
mod reserve;
pub mod roles;
pub mod secret_versions;
pub mod settings;
pub mod tenants;
mod touched;
mod traces;
mod turns;
mod unkeyed;
pub mod users;
pub mod vaults;
pub mod views;
mod write;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::audit::Entry;
use crate::clock::Moment;
use crate::error::{Error, Result, VaultTrouble};
use crate::mac::{Mac, Marked, Vouch, vouched};
use crate::operator::Account;
use counts::{Counts, Reading};
use folder::{Folder, Found};
use touched::Watcher;
use traces::Traces;
use turns::Writer;

pub use touched::Touched;
pub use unkeyed::{Blocking, ManyBlocking};
use write::Written;
pub use write::{Tallies, Tally, Write, digest};

/// A row as it stands in the database, with its mark.
#[derive(Clone, Debug)]
pub struct Kept<T> {
    /// The row.
    pub row: T,
    /// Its mark, which may be anything until it is verified.
    pub mac: Mac,
    /// Whether every column held what it should, and those that are derived from others agree with them.
    pub agrees: bool,
}

impl<T: Marked> Kept<T> {
    /// Whether the row bears the vault's mark.
    pub fn is_vouched(&self, vouch: &dyn Vouch) -> bool {
        self.agrees && vouched(&self.row, &self.mac, vouch)
    }

    /// The row, if it bears the vault's mark.
    ///
    /// # Errors
    /// [`Error::NotVouched`] where it does not; `what` names it to a person.
    pub fn verified(self, vouch: &dyn Vouch, what: impl FnOnce(&T) -> String) -> Result<Self> {
        if self.is_vouched(vouch) { Ok(self) } else { Err(Error::NotVouched(what(&self.row))) }
    }
}

/// An open database in its locked folder. One connection writes, another reads.
pub struct Store {
    folder: Folder,
    writer: Writer,
    reader: Mutex<Connection>,
    /// Whether the reserve was given up, and is not whole again.
    reserve_spent: AtomicBool,
    /// Held while the reserve is made whole.
    filling: Mutex<()>,
    /// What was destroyed since [`Store::forget_deleted`] made sure that it is gone.
    destroyed: Mutex<Traces>,
    /// Held while the file is searched for what was destroyed.
    forgetting: Mutex<()>,
    counts: Counts,
    /// Who is told what was written.
    watcher: Watcher,
    /// The database's file, to look for traces in. The last field: to close it while a connection is open would take
    /// SQLite's locks on the file away, as POSIX has it.
    image: File,
}

impl Store {
    /// Makes the database of a new vault: `fill` writes its first rows. It appears in its place
    /// whole or not at all.
    ///
    /// # Errors
    /// [`VaultTrouble::Exists`] where there is a vault or a trace of one; what the disk and SQLite report.
    pub fn create(
        folder: Folder,
        id: crate::ids::VaultId,
        now: Moment,
        fill: impl FnOnce(&mut Connection) -> Result<()>,
    ) -> Result<Self> {
        if folder.found()? != Found::Nothing {
            return Err(Error::vault(
                VaultTrouble::Exists,
                "There is a vault in this folder already. It was left as it is; start again to open it.",
            ));
        }
        let path = folder.make_unfinished()?;
        let mut connection = Connection::open_with_flags(&path, flags())?;
        connection.pragma_update(None, "application_id", migrate::APPLICATION_ID)?;
        prepare(&connection)?;
        migrate::migrate(&mut connection, &folder.backups(), now, migrate::MIGRATIONS)?;
        fill(&mut connection)?;
        checkpoint(&connection)?;
        connection.close().map_err(|(_, error)| error)?;
        folder.finish(id)?;
        Self::open(folder, now)
    }

    /// Opens the database of a vault, and brings it to the newest schema. A file that is not a vault's,
    /// or a newer one's, is not written to.
    ///
    /// # Errors
    /// [`VaultTrouble::NotAVault`], [`VaultTrouble::Newer`], [`VaultTrouble::Damaged`]; what the disk and SQLite report.
    pub fn open(folder: Folder, now: Moment) -> Result<Self> {
        let path = folder.database();
        header::examine(&path)?;
        folder::only_ours(&path, 0o600)
            .map_err(|source| Error::File { doing: "Protecting the database file".into(), source })?;
        let image =
            File::open(&path).map_err(|source| Error::File { doing: "Reading the database file".into(), source })?;
        let (mut writer, reader) = match connections(&folder, &path, now) {
            // Opening takes some room of its own. What the reserve leaves beside is there to revoke with.
            Err(error) if error.is_full_disk() && folder.give_up_reserve() => connections(&folder, &path, now)?,
            opened => opened?,
        };
        let destroyed =
            if folder.is_forgetting() { forgetting::finish(&folder, &mut writer) } else { Traces::default() };
        let counts = Counts::default();
        counts.look_outside(&writer)?;
        let spent = !folder.fill_reserve();
        Ok(Self {
            folder,
            writer: Writer::of(writer),
            reader: Mutex::new(reader),
            reserve_spent: AtomicBool::new(spent),
            filling: Mutex::new(()),
            destroyed: Mutex::new(destroyed),
            forgetting: Mutex::default(),
            counts,
            watcher: Watcher::default(),
            image,
        })
    }

    /// The folder that it is in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database's file.
    pub fn file(&self) -> PathBuf {
        self.folder.database()
    }

    /// How long the database is, with its write-ahead log.
    pub fn bytes(&self) -> u64 {
        let file = self.folder.database();
        let log = file.with_extension("db-wal");
        [file, log].iter().filter_map(|path| std::fs::symlink_metadata(path).ok()).map(|meta| meta.len()).sum()
    }

    /// Reads, on the connection that never writes: all of `work` sees the same moment.
    ///
    /// # Errors
    /// What `work` reports.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        work(&*locked(&self.reader).transaction_with_behavior(TransactionBehavior::Deferred)?)
    }

    /// As [`Store::read`], where credentials are counted too.
    ///
    /// # Errors
    /// What `work` reports.
    pub fn read_counting<T>(&self, work: impl FnOnce(&Reading<'_>) -> Result<T>) -> Result<T> {
        let mut reader = locked(&self.reader);
        let transaction = reader.transaction_with_behavior(TransactionBehavior::Deferred)?;
        work(&self.counts.reading(&transaction))
    }

    /// Does `work` and its audit entry in one transaction: both stand when this returns, or neither does.
    ///
    /// # Errors
    /// What `work`, SQLite and the disk report; then nothing was changed.
    pub fn write<T>(
        &self,
        vouch: &dyn Vouch,
        by: &Account,
        now: Moment,
        work: impl FnOnce(&mut Write<'_>) -> Result<Done<T>>,
    ) -> Result<T> {
        let note = |destroyed: &Traces| if destroyed.is_empty() { Ok(()) } else { self.folder.begin_forgetting() };
        let done = {
            let mut writer = self.writer.held();
            let done = write(&mut writer, vouch, by, now, Some(&self.counts), work, note);
            // While it is still this write's turn, so that nobody ends the note that it has made.
            done.map(|(answer, written)| {
                locked(&self.destroyed).take(written.destroyed);
                self.tell(written.touched);
                answer
            })
        };
        self.refill(done)
    }

    /// Looks as a write would, verified and in one transaction, and writes nothing: for what is audited in steps of its own.
    ///
    /// # Errors
    /// What `look` reports.
    pub fn peek<T>(&self, vouch: &dyn Vouch, look: impl FnOnce(&Write<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.held();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Deferred)?;
        look(&Write::begin(&transaction, vouch, Some(&self.counts))?)
    }

    /// Writes to a table that grants and limits nothing, whose rows bear no mark and leave no audit entry. Every
    /// other table's module takes a [`Write`], so that it has no other way than [`Store::write`].
    ///
    /// # Errors
    /// What `work`, SQLite and the disk report; then nothing was changed.
    pub fn write_unaudited<T>(&self, work: impl FnOnce(&Unaudited<'_>) -> Result<T>) -> Result<T> {
        let mut writer = self.writer.held();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let answer = work(&Unaudited(&transaction))?;
        transaction.commit()?;
        Ok(answer)
    }
}

/// The connection that writes, on the newest schema, and the one that reads.
fn connections(folder: &Folder, path: &Path, now: Moment) -> Result<(Connection, Connection)> {
    let mut writer = Connection::open_with_flags(path, flags())?;
    if migrate::version(&writer)? > migrate::MIGRATIONS.len() {
        return Err(migrate::newer());
    }
    prepare(&writer)?;
    migrate::migrate(&mut writer, &folder.backups(), now, migrate::MIGRATIONS)?;
    let id = vaults::get(&writer)?.id.to_string();
    match folder.marked() {
        // On a full disk the vault opens without; the marker is written another time.
        None => {
            if let Err(error) = folder.mark(vaults::get(&writer)?.id) {
                tracing::warn!(%error, "the marker could not be written");
            }
        }
        Some(marked) if marked == id => {}
        Some(_) => {
            return Err(Error::vault(
                VaultTrouble::Damaged,
                "The database in this folder belongs to another vault than the folder's marker. It was left as it is; put the database back that belongs here, or choose another data folder.",
            ));
        }
    }
    Ok((writer, listing::reader(path)?))
}

/// The first entry of a new vault, on the connection that [`Store::create`] gives: the only one before which there is no head.
///
/// # Errors
/// As [`Store::write`].
pub fn write_first<T>(
    connection: &mut Connection,
    vouch: &dyn Vouch,
    by: &Account,
    now: Moment,
    work: impl FnOnce(&mut Write<'_>) -> Result<Done<T>>,
) -> Result<T> {
    write(connection, vouch, by, now, None, work, |_| Ok(())).map(|(answer, _)| answer)
}

fn write<T>(
    connection: &mut Connection,
    vouch: &dyn Vouch,
    by: &Account,
    now: Moment,
    counts: Option<&Counts>,
    work: impl FnOnce(&mut Write<'_>) -> Result<Done<T>>,
    before_commit: impl FnOnce(&Traces) -> Result<()>,
) -> Result<(T, Written)> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut write = Write::begin(&transaction, vouch, counts)?;
    match work(&mut write)? {
        Done::Audited(entry, answer) => {
            let written = write.finish(&entry, by, now)?;
            before_commit(&written.destroyed)?;
            let commit = || Ok(transaction.commit()?);
            match counts {
                Some(counts) => counts.keep_up(&written.changes, commit)?,
                None => commit()?,
            }
            Ok((answer, written))
        }
        Done::Nothing(answer) => Ok((answer, Written::default())),
    }
}

/// A transaction in which only tables without marks can be written: what it holds is the store's own.
pub struct Unaudited<'a>(&'a rusqlite::Transaction<'a>);

impl Unaudited<'_> {
    /// For reading within the transaction.
    pub fn connection(&self) -> &Connection {
        self.0
    }
}

/// What came of the work of a transaction.
pub enum Done<T> {
    /// Rows were written; they stand together with this entry.
    Audited(Entry, T),
    /// There was nothing to do, as when a form comes in twice: nothing is written, not even an entry.
    Nothing(T),
}

fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in the midst of a transaction rolled it back; the connection itself is sound.
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn flags() -> OpenFlags {
    OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW
}

fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

fn checkpoint(connection: &Connection) -> Result<()> {
    let busy: i64 = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy == 0 { Ok(()) } else { Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(5), None).into()) }
}
