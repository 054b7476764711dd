//! The table `request`: what a form with a given identity has made, so that a repeat makes nothing more.

use rusqlite::{Connection, OptionalExtension, params};

use crate::clock::Moment;
use crate::error::Result;
use crate::ids::RequestId;

/// What the form `id` has made, if it has.
///
/// # Errors
/// What SQLite reports.
pub fn made_by(connection: &Connection, id: RequestId) -> Result<Option<[u8; 16]>> {
    Ok(connection
        .prepare_cached("SELECT made FROM request WHERE id = ?1")?
        .query_row([id.to_bytes()], |row| row.get(0))
        .optional()?)
}

/// Keeps that the form `id` has made `made`.
///
/// # Errors
/// What SQLite reports.
pub fn keep(connection: &Connection, id: RequestId, made: [u8; 16], now: Moment) -> Result<()> {
    connection.prepare_cached("INSERT INTO request (id, made, made_at) VALUES (?1, ?2, ?3)")?.execute(params![
        id.to_bytes(),
        made,
        now.millis()
    ])?;
    Ok(())
}
