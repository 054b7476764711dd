//! The table `layout`: how the columns of each operator's views stand, for one tenant and for all of them. It grants and
//! limits nothing, so its rows bear no mark and leave no audit entry; one that cannot be read is as if it were not there.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::layout::Layout;
use crate::store::Unaudited;
use crate::store::columns::Columns;

/// The layouts of `account`, by what their views are known by.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection, account: &str, all_tenants: bool) -> Result<HashMap<String, Layout>> {
    let mut statement =
        connection.prepare_cached("SELECT view, columns FROM layout WHERE account = ?1 AND all_tenants = ?2")?;
    let kept = statement.query_map(params![account, all_tenants], |row| {
        let columns = Columns::of(row);
        Ok((columns.text("view"), columns.text("columns")))
    })?;
    let kept = kept.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(kept.into_iter().filter_map(|(view, text)| Some((view, Layout::from_text(&text)?))).collect())
}

/// Keeps how the columns of a view stand.
///
/// # Errors
/// What SQLite reports.
pub fn put(write: &Unaudited<'_>, account: &str, view: &str, all_tenants: bool, layout: &Layout) -> Result<()> {
    write
        .connection()
        .prepare_cached("INSERT OR REPLACE INTO layout (account, view, all_tenants, columns) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![account, view, all_tenants, layout.to_text()])?;
    Ok(())
}

/// Forgets how the columns of a view stood: for one tenant, for all, or, where that is not said, for both.
///
/// # Errors
/// What SQLite reports.
pub fn forget(write: &Unaudited<'_>, account: &str, view: &str, all_tenants: Option<bool>) -> Result<()> {
    write
        .connection()
        .prepare_cached("DELETE FROM layout WHERE account = ?1 AND view = ?2 AND (?3 IS NULL OR all_tenants = ?3)")?
        .execute(params![account, view, all_tenants])?;
    Ok(())
}
