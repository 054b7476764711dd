//! The table `settings`: one row at most; none while everything is as a vault begins.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::policy::Reveal;
use crate::settings::Settings;
use crate::store::columns::Columns;
use crate::store::{Kept, Write};

/// The settings, if any were ever changed.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection) -> Result<Option<Kept<Settings>>> {
    Ok(connection.prepare_cached("SELECT * FROM settings WHERE only = 1")?.query_row([], settings).optional()?)
}

/// Writes the settings in the place of `before`, or for the first time.
///
/// # Errors
/// What SQLite reports.
pub fn put(write: &mut Write<'_>, before: Option<&Kept<Settings>>, row: &Settings) -> Result<()> {
    let mac = match before {
        Some(before) => write.updated(&before.row, &before.mac, row)?,
        None => write.inserted(row)?,
    };
    write
        .connection()
        .prepare_cached(
            "INSERT OR REPLACE INTO settings (only, revision, clipboard_seconds, default_days, default_never, never_allowed,
                                              warning_days, reveal, mac)
             VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            row.revision,
            row.clipboard_seconds,
            row.default_days,
            row.default_never,
            row.never_allowed,
            row.warning_days,
            row.reveal.code(),
            mac
        ])?;
    Ok(())
}

fn settings(row: &Row<'_>) -> rusqlite::Result<Kept<Settings>> {
    let columns = Columns::of(row);
    let row = Settings {
        revision: columns.get("revision"),
        clipboard_seconds: columns.get("clipboard_seconds"),
        default_days: columns.get("default_days"),
        default_never: columns.get("default_never"),
        never_allowed: columns.get("never_allowed"),
        warning_days: columns.get("warning_days"),
        reveal: columns.code("reveal", Reveal::from_code, Reveal::ShowOnce),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
