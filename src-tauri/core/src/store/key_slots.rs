//! The table `key_slot`: the wrapped master key, once per slot. A slot bears no mark: it opens
//! only as it was made, since all of it is bound to the wrapped key.

use rusqlite::{Connection, params};

use crate::clock::Moment;
use crate::error::Result;
use crate::ids::SlotId;
use crate::store::{code_column, id_column};
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

/// Every slot, the oldest first.
///
/// # Errors
/// What SQLite reports; [`crate::error::Error::NotVouched`] where a slot's parameters cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<KeySlot>> {
    let mut statement = connection.prepare_cached("SELECT * FROM key_slot ORDER BY made_at, id")?;
    let mut rows = statement.query([])?;
    let mut slots = Vec::new();
    while let Some(row) = rows.next()? {
        slots.push(KeySlot {
            id: SlotId::from_bytes(id_column(row, "id")?),
            kind: code_column(row, "kind", SlotKind::from_text)?,
            owner: row.get("owner")?,
            kdf: row.get::<_, Option<String>>("kdf")?.as_deref().map(Kdf::from_text).transpose()?,
            wrapped: row.get("wrapped")?,
            made_at: Moment::from_millis(row.get("made_at")?),
        });
    }
    Ok(slots)
}
