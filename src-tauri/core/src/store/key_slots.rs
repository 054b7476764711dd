//! The table `key_slot`: the wrapped master key, once per slot. A slot bears no mark: it opens
//! only as it was made, since all of it is bound to the wrapped key.

use rusqlite::{Connection, Row, params};

use crate::error::Result;
use crate::ids::SlotId;
use crate::store::columns::Columns;
use crate::vault::slot::{Kdf, KeySlot, SlotKind};

/// Writes a new slot.
///
/// # Errors
/// What SQLite reports.
pub fn insert(connection: &Connection, slot: &KeySlot) -> Result<()> {
    connection.execute(
        "INSERT INTO key_slot (id, kind, owner, kdf, wrapped, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![
            slot.id.to_bytes(),
            slot.kind.as_str(),
            slot.owner,
            slot.kdf.map(Kdf::to_text),
            slot.wrapped,
            slot.made_at.millis()
        ],
    )?;
    Ok(())
}

/// Every slot that can be read, the oldest first; one that cannot opens nothing, and is as if it were missing.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection) -> Result<Vec<KeySlot>> {
    let mut statement = connection.prepare_cached("SELECT * FROM key_slot ORDER BY made_at, id")?;
    let slots = statement.query_map([], |row| Ok(slot(row)))?;
    Ok(slots.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

fn slot(row: &Row<'_>) -> Option<KeySlot> {
    let columns = Columns::of(row);
    let kdf: Option<String> = columns.get("kdf");
    let slot = KeySlot {
        id: SlotId::from_bytes(columns.id("id")),
        kind: SlotKind::from_text(&columns.text("kind"))?,
        owner: columns.text("owner"),
        kdf: kdf.as_deref().map(Kdf::from_text).transpose().ok()?,
        wrapped: columns.get("wrapped"),
        made_at: columns.moment("made_at"),
    };
    columns.agree().then_some(slot)
}
