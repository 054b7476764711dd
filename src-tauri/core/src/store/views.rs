//! The tables `view` and `view_order`: which views each operator has saved, and in which order all views stand. They
//! grant and limit nothing, so their rows bear no mark and leave no audit entry; a row that cannot be read is as if it
//! were not there.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::credential_row::Sort;
use crate::error::Result;
use crate::ids::ViewId;
use crate::store::Unaudited;
use crate::store::columns::Columns;
use crate::view::{sort_from_text, sort_to_text};

/// A view as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its identity.
    pub id: ViewId,
    /// Its name.
    pub name: String,
    /// Its query.
    pub query: String,
    /// Its order.
    pub sort: Vec<Sort>,
}

/// The views of `account` that can be read, the oldest first.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection, account: &str) -> Result<Vec<View>> {
    let mut statement =
        connection.prepare_cached("SELECT id, name, folded, query, sort FROM view WHERE account = ?1 ORDER BY id")?;
    let views = statement.query_map([account], view)?;
    Ok(views.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// A view of `account`.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, account: &str, id: ViewId) -> Result<Option<View>> {
    let found = connection
        .prepare_cached("SELECT id, name, folded, query, sort FROM view WHERE account = ?1 AND id = ?2")?
        .query_row(params![account, id.to_bytes()], view)
        .optional()?;
    Ok(found.flatten())
}

/// The view of `account` whose name folds to `folded`.
///
/// # Errors
/// What SQLite reports.
pub fn of_name(connection: &Connection, account: &str, folded: &str) -> Result<Option<ViewId>> {
    Ok(connection
        .prepare_cached("SELECT id FROM view WHERE account = ?1 AND folded = ?2")?
        .query_row([account, folded], |row| Ok(ViewId::from_bytes(Columns::of(row).id("id"))))
        .optional()?)
}

/// How many views `account` has.
///
/// # Errors
/// What SQLite reports.
pub fn count(connection: &Connection, account: &str) -> Result<usize> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM view WHERE account = ?1")?
        .query_row([account], |row| row.get(0))?)
}

/// Keeps a view of `account`, in place of the one with its identity.
///
/// # Errors
/// What SQLite reports.
pub fn put(write: &Unaudited<'_>, account: &str, view: &View, folded: &str) -> Result<()> {
    write
        .connection()
        .prepare_cached(
            "INSERT INTO view (id, account, name, folded, query, sort) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET name = ?3, folded = ?4, query = ?5, sort = ?6",
        )?
        .execute(params![view.id.to_bytes(), account, view.name, folded, view.query, sort_to_text(&view.sort)])?;
    Ok(())
}

/// Deletes a view of `account`; whether there was one.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &Unaudited<'_>, account: &str, id: ViewId) -> Result<bool> {
    let deleted = write
        .connection()
        .prepare_cached("DELETE FROM view WHERE account = ?1 AND id = ?2")?
        .execute(params![account, id.to_bytes()])?;
    Ok(deleted > 0)
}

/// In which order the views of `account` stand, by what they are known by; empty where nobody has ordered them.
///
/// # Errors
/// What SQLite reports.
pub fn order(connection: &Connection, account: &str) -> Result<Vec<String>> {
    let text = connection
        .prepare_cached("SELECT views FROM view_order WHERE account = ?1")?
        .query_row([account], |row| Ok(Columns::of(row).text("views")))
        .optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Keeps in which order the views of `account` stand.
///
/// # Errors
/// What SQLite reports.
pub fn put_order(write: &Unaudited<'_>, account: &str, views: &[String]) -> Result<()> {
    write
        .connection()
        .prepare_cached("INSERT OR REPLACE INTO view_order (account, views) VALUES (?1, ?2)")?
        .execute(params![account, serde_json::Value::from(views).to_string()])?;
    Ok(())
}

/// None for a row that is no view: it has no identity, no name, or another name than it says.
fn view(row: &Row<'_>) -> rusqlite::Result<Option<View>> {
    let columns = Columns::of(row);
    let view = View {
        id: ViewId::from_bytes(columns.id("id")),
        name: columns.name("name").as_str().to_owned(),
        query: columns.text("query"),
        sort: sort_from_text(&columns.text("sort")),
    };
    Ok(columns.agree().then_some(view))
}
