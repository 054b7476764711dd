//! The table `preference`: how each operator has the window. It grants and limits nothing, so its
//! rows bear no mark and leave no audit entry.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;
use crate::settings::{DateStyle, Density, Preferences, Theme};
use crate::store::Unaudited;

/// What `account` has chosen, if anything; a code that is none of ours is as if nothing was.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, account: &str) -> Result<Option<Preferences>> {
    Ok(connection
        .prepare_cached("SELECT theme, density, dates, single_keys FROM preference WHERE account = ?1")?
        .query_row([account], |row| {
            let code = |at| row.get::<_, String>(at).unwrap_or_default();
            Ok(Preferences {
                theme: Theme::from_code(&code(0)).unwrap_or_default(),
                density: Density::from_code(&code(1)).unwrap_or_default(),
                dates: DateStyle::from_code(&code(2)).unwrap_or_default(),
                single_keys: row.get(3).unwrap_or(true),
            })
        })
        .optional()?)
}

/// Keeps what `account` has chosen.
///
/// # Errors
/// What SQLite reports.
pub fn put(write: &Unaudited<'_>, account: &str, preferences: &Preferences) -> Result<()> {
    write
        .0
        .prepare_cached(
            "INSERT OR REPLACE INTO preference (account, theme, density, dates, single_keys) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            account,
            preferences.theme.code(),
            preferences.density.code(),
            preferences.dates.code(),
            preferences.single_keys
        ])?;
    Ok(())
}
