//! Bringing a database to the newest schema: all steps in one transaction, after a
//! verified backup. The number of the schema is SQLite's `user_version`.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::clock::Moment;
use crate::error::{Error, Result, VaultTrouble};
use crate::store::folder;

/// What SQLite's header calls a Keywright vault: the letters `KWRT`.
pub const APPLICATION_ID: u32 = 0x4B57_5254;

/// The schema's steps; the n-th makes version n.
pub const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
];

/// Brings the database to the newest of `migrations`. One that is older is first copied into `backups`,
/// and the copy is verified; a new one (version 0) has nothing to copy.
///
/// # Errors
/// [`VaultTrouble::Newer`] where it is ahead of them, untouched; what SQLite reports, and then
/// the database is as it was.
pub fn migrate(connection: &mut Connection, backups: &Path, now: Moment, migrations: &[&str]) -> Result<()> {
    let version = version(connection)?;
    if version > migrations.len() {
        return Err(newer());
    }
    if version == migrations.len() {
        return Ok(());
    }
    let backup = if version > 0 { Some(back_up(connection, backups, version, now)?) } else { None };
    // A table that others refer to can be made anew only while references are not enforced; they are checked after.
    connection.pragma_update(None, "foreign_keys", false)?;
    let migrated = take_steps(connection, &migrations[version..], migrations.len());
    connection.pragma_update(None, "foreign_keys", true)?;
    // The database is as it was, so a copy for each attempt would only fill the disk. One that stays does no harm.
    if let (Err(_), Some(backup)) = (&migrated, backup)
        && let Err(error) = std::fs::remove_file(backup)
    {
        tracing::warn!(%error, "a backup that nothing needs could not be removed");
    }
    migrated
}

fn take_steps(connection: &mut Connection, steps: &[&str], newest: usize) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    for step in steps {
        transaction.execute_batch(step)?;
    }
    if transaction.prepare("PRAGMA foreign_key_check")?.exists([])? {
        return Err(Error::vault(
            VaultTrouble::Damaged,
            "Rows of the vault refer to others that are gone, so it was not brought to the new format. It was left as it is; restore the latest backup.",
        ));
    }
    transaction.pragma_update(None, "user_version", newest)?;
    transaction.commit()?;
    Ok(())
}

/// The refusal of a database that a newer Keywright made.
pub fn newer() -> Error {
    Error::vault(
        VaultTrouble::Newer,
        "A newer Keywright made this vault. It was left untouched; update Keywright to open it.",
    )
}

/// The schema's number.
///
/// # Errors
/// What SQLite reports.
pub fn version(connection: &Connection) -> Result<usize> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    usize::try_from(version).map_err(|_| newer())
}

fn back_up(connection: &Connection, backups: &Path, version: usize, now: Moment) -> Result<PathBuf> {
    let failed =
        |source| Error::File { doing: "Backing the vault up before bringing it to the new format".into(), source };
    if !backups.exists() {
        std::fs::create_dir(backups).map_err(failed)?;
    }
    folder::only_ours(backups, 0o700).map_err(failed)?;
    let unfinished = backups.join("keywright.db.new");
    let path = backups.join(format!("keywright-v{version}-{}.db", now.millis()));
    folder::private().create(true).truncate(true).open(&unfinished).map_err(failed)?;
    connection.backup("main", &unfinished, None::<fn(rusqlite::backup::Progress)>)?;
    let copy = Connection::open_with_flags(&unfinished, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = copy.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    if verdict != "ok" || self::version(&copy)? != version {
        return Err(Error::vault(
            VaultTrouble::Damaged,
            "The vault could not be backed up whole, so it was not brought to the new format. It was left as it is; restore the latest backup.",
        ));
    }
    drop(copy);
    // A reader of a database with a write-ahead log makes its files, and may not remove them. They are empty.
    for file in ["keywright.db.new-wal", "keywright.db.new-shm"] {
        match std::fs::remove_file(backups.join(file)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    // Only what was verified gets a backup's name.
    std::fs::File::open(&unfinished)
        .and_then(|file| file.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, &path))
        .and_then(|()| folder::sync(backups))
        .map_err(failed)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEPS: &[&str] = &["CREATE TABLE a (x)", "CREATE TABLE b (y)", "THIS IS NO SQL"];

    fn opened(folder: &Path) -> Connection {
        Connection::open(folder.join("v.db")).expect("a database")
    }

    #[test]
    fn an_older_one_is_backed_up_and_brought_forward() {
        let folder = tempfile::tempdir().expect("a folder");
        let backups = folder.path().join("backups");
        let mut connection = opened(folder.path());
        migrate(&mut connection, &backups, Moment::from_millis(1), &STEPS[..1]).expect("the first");
        assert!(!backups.exists(), "a new one has nothing to back up");
        connection.execute("INSERT INTO a VALUES (7)", []).expect("a row");
        migrate(&mut connection, &backups, Moment::from_millis(2), &STEPS[..2]).expect("the second");
        assert_eq!(version(&connection).expect("a version"), 2);
        let copy = Connection::open(backups.join("keywright-v1-2.db")).expect("the backup");
        assert_eq!(copy.query_row("SELECT x FROM a", [], |row| row.get::<_, i64>(0)).expect("the row"), 7);
        assert!(copy.execute("SELECT y FROM b", []).is_err(), "the backup is from before");
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut connection = opened(folder.path());
        migrate(&mut connection, folder.path(), Moment::from_millis(1), &STEPS[..1]).expect("the first");
        migrate(&mut connection, folder.path(), Moment::from_millis(2), STEPS).expect_err("no SQL");
        assert_eq!(version(&connection).expect("a version"), 1);
        assert!(!folder.path().join("keywright-v1-2.db").exists(), "nor does it leave a copy");
        assert!(connection.execute("SELECT y FROM b", []).is_err());
    }

    #[test]
    fn a_newer_one_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut connection = opened(folder.path());
        connection.pragma_update(None, "user_version", 9).expect("a version");
        let error = migrate(&mut connection, folder.path(), Moment::from_millis(1), STEPS).expect_err("newer");
        assert_eq!(error.code(), "newer_vault");
    }
}
