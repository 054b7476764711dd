//! Rows for a list export: plain columns of many credentials at once, without their marks. Knows the columns of the
//! database, not those of the list.

use rusqlite::types::ValueRef;
use rusqlite::{CachedStatement, Connection, Row};

use crate::error::Result;

/// What can be read of a credential's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its title: text.
    Title,
    /// Its Access ID, or the start of its newest single key: text or nothing.
    AccessId,
    /// The code of its state: text.
    State,
    /// From when on it is accepted: an instant or nothing.
    Starts,
    /// Until when: an instant or nothing.
    Expires,
    /// When it was issued: an instant.
    Created,
    /// When it last changed: an instant.
    Modified,
    /// When its secret was last replaced: an instant or nothing.
    Rotated,
    /// Its group: an identity.
    Group,
    /// On whose behalf it acts: an identity or nothing.
    User,
    /// Its roles: upper-case hexadecimal, joined by `,`; or nothing.
    Roles,
    /// Its addresses, joined by line feeds; or nothing.
    Addresses,
    /// Its tags in their order, joined by `; `; or nothing.
    Tags,
    /// What it is for: text.
    Description,
    /// Who issued it: text.
    CreatedBy,
}

impl Field {
    fn sql(self) -> &'static str {
        match self {
            Self::Title => "title",
            // Only a single key has no Access ID, and only then its version has to be found.
            Self::AccessId => {
                "CASE WHEN access_id IS NULL THEN (SELECT key_start FROM secret_version
                 WHERE credential_id = credential.id ORDER BY number DESC LIMIT 1) ELSE access_id END"
            }
            Self::State => "state",
            Self::Starts => "starts_at",
            Self::Expires => "expires_at",
            Self::Created => "created_at",
            Self::Modified => "modified_at",
            Self::Rotated => {
                "(SELECT CASE WHEN number > 1 THEN made_at END FROM secret_version
                 WHERE credential_id = credential.id ORDER BY number DESC LIMIT 1)"
            }
            Self::Group => "group_id",
            Self::User => "user_id",
            Self::Roles => {
                "(SELECT group_concat(hex(role_id), ',') FROM credential_role WHERE credential_id = credential.id)"
            }
            Self::Addresses => {
                "(SELECT group_concat(address, char(10)) FROM credential_address WHERE credential_id = credential.id)"
            }
            Self::Tags => {
                "(SELECT group_concat(tag, '; ' ORDER BY tag) FROM credential_tag WHERE credential_id = credential.id)"
            }
            Self::Description => "description",
            Self::CreatedBy => "created_by",
        }
    }
}

/// A row as it is read; anything can be in it, since anybody may have edited the file.
pub struct ListRow<'a>(&'a Row<'a>);

/// The columns before the fields: handle and tenant.
const BEFORE: usize = 2;

impl ListRow<'_> {
    /// Its tenant; zeros in place of what is no identity.
    pub fn tenant(&self) -> [u8; 16] {
        self.0.get(1).unwrap_or_default()
    }

    /// The text of the `at`-th field; empty in place of what is none.
    pub fn text(&self, at: usize) -> &[u8] {
        match self.0.get_ref(BEFORE + at) {
            Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => bytes,
            _ => b"",
        }
    }

    /// The instant of the `at`-th field in milliseconds, or nothing.
    pub fn millis(&self, at: usize) -> Option<i64> {
        match self.0.get_ref(BEFORE + at) {
            Ok(ValueRef::Integer(millis)) => Some(millis),
            _ => None,
        }
    }

    /// The identity of the `at`-th field, or nothing.
    pub fn id(&self, at: usize) -> Option<[u8; 16]> {
        match self.0.get_ref(BEFORE + at) {
            Ok(ValueRef::Blob(bytes)) => bytes.try_into().ok(),
            _ => None,
        }
    }
}

/// The statements that read some fields.
pub struct ListRows {
    from: String,
}

impl ListRows {
    /// Those that read `fields`.
    pub fn of(fields: &[Field]) -> Self {
        let columns: String = fields.iter().map(|field| format!(", {}", field.sql())).collect();
        Self { from: format!("SELECT handle, tenant_id{columns} FROM credential") }
    }

    /// Gives `take` the rows of `handles`, which are sorted, one after the other; those that are gone are left out.
    ///
    /// # Errors
    /// What SQLite and `take` report.
    pub fn each(
        &self,
        connection: &Connection,
        handles: &[u32],
        mut take: impl FnMut(u32, &ListRow<'_>) -> Result<()>,
    ) -> Result<()> {
        let (Some(first), Some(last)) = (handles.first(), handles.last()) else { return Ok(()) };
        // Neighbours are read in one go, though some between them are not wanted.
        if u64::from(last - first) < 4 * handles.len() as u64 {
            let sql = format!("{} WHERE handle BETWEEN ?1 AND ?2 ORDER BY handle", self.from);
            let mut wanted = handles.iter().copied().peekable();
            return read(connection.prepare_cached(&sql)?, [*first, *last], |handle, row| {
                while wanted.next_if(|next| *next < handle).is_some() {}
                if wanted.next_if_eq(&handle).is_some() { take(handle, row) } else { Ok(()) }
            });
        }
        let sql = format!("{} WHERE handle = ?1", self.from);
        let mut statement = connection.prepare_cached(&sql)?;
        for handle in handles {
            let mut rows = statement.query([*handle])?;
            if let Some(row) = rows.next()? {
                take(*handle, &ListRow(row))?;
            }
        }
        Ok(())
    }
}

fn read(
    mut statement: CachedStatement<'_>,
    between: [u32; 2],
    mut take: impl FnMut(u32, &ListRow<'_>) -> Result<()>,
) -> Result<()> {
    let mut rows = statement.query(between)?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?, &ListRow(row))?;
    }
    Ok(())
}
