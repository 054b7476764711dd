//! What the index is held against: SQLite in memory with the same text and the same values and no index, and `memmem`
//! over the same text in one piece.

use keywright_core::clock::Moment;
use keywright_core::column::Column;
use keywright_core::credential_row::Sort;
use keywright_core::index::Index;
use keywright_core::listing::ListedCredential;
use keywright_core::name::fold;
use memchr::memmem;
use rusqlite::types::Value;
use rusqlite::{Connection, Statement, params};

/// SQLite in memory.
pub(crate) struct Sqlite(Connection);

/// A question that is asked again and again.
pub(crate) struct Question<'a> {
    statement: Statement<'a>,
    given: Vec<Value>,
}

impl Question<'_> {
    /// Asks it, and reads every row of the answer: how many there are.
    pub(crate) fn run(&mut self) -> usize {
        let mut rows = match self.statement.query(rusqlite::params_from_iter(&self.given)) {
            Ok(rows) => rows,
            Err(error) => panic!("SQLite does not answer: {error}"),
        };
        let mut count = 0;
        while let Ok(Some(row)) = rows.next() {
            std::hint::black_box(row.get::<_, i64>(0).unwrap_or_default());
            count += 1;
        }
        count
    }
}

fn words(error: rusqlite::Error) -> String {
    error.to_string()
}

impl Sqlite {
    /// An empty table.
    pub(crate) fn new() -> Result<Self, String> {
        let connection = Connection::open_in_memory().map_err(words)?;
        connection
            .execute_batch(
                "CREATE TABLE text (handle INTEGER PRIMARY KEY, folded TEXT);
                 CREATE TABLE listed (handle INTEGER PRIMARY KEY, title TEXT, accessId TEXT, status INTEGER,
                   kind TEXT, \"group\" BLOB, tenant BLOB, roles TEXT, user BLOB, addresses TEXT, apiUrl BLOB, description TEXT,
                   tags TEXT, starts INTEGER, expires INTEGER, created INTEGER, modified INTEGER, rotated INTEGER, createdBy TEXT)",
            )
            .map_err(words)?;
        Ok(Self(connection))
    }

    /// Puts the rows in.
    pub(crate) fn fill(&self, rows: &[ListedCredential]) -> Result<(), String> {
        let joined = |parts: Vec<String>| Some(parts.join(" ")).filter(|text| !text.is_empty());
        self.0.execute_batch("BEGIN").map_err(words)?;
        let sql =
            format!("INSERT INTO listed VALUES ({})", (1..=19).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", "));
        let mut insert = self.0.prepare_cached(&sql).map_err(words)?;
        let mut insert_text = self.0.prepare_cached("INSERT INTO text VALUES (?1, ?2)").map_err(words)?;
        for row in rows {
            let tags = joined(row.tags.clone());
            let identity = row.access_id.clone().or_else(|| row.key_start.clone()).unwrap_or_default();
            let said =
                [row.title.as_str(), row.description.as_str(), identity.as_str(), tags.as_deref().unwrap_or_default()];
            let folded = fold(&said.join(" "));
            insert_text.execute(params![row.handle, folded]).map_err(words)?;
            insert
                .execute(params![
                    row.handle,
                    fold(&row.title),
                    fold(&identity),
                    row.standing.status(row.validity, 30, Moment::from_millis(super::NOW)) as i64,
                    format!("{:?}", row.tenant.to_bytes()[15] == 4),
                    row.group.to_bytes(),
                    row.tenant.to_bytes(),
                    joined(row.roles.iter().map(ToString::to_string).collect()),
                    row.user.map(|user| user.to_bytes()),
                    joined(row.addresses.iter().map(ToString::to_string).collect()),
                    row.tenant.to_bytes(),
                    Some(fold(&row.description)).filter(|text| !text.is_empty()),
                    tags,
                    row.validity.starts.map(Moment::millis),
                    row.validity.expires.map(Moment::millis),
                    row.created_at.millis(),
                    row.modified_at.millis(),
                    row.rotated_at.map(Moment::millis),
                    row.created_by,
                ])
                .map_err(words)?;
        }
        drop((insert, insert_text));
        self.0.execute_batch("COMMIT").map_err(words)
    }

    /// The handles of the rows whose text is `LIKE` each of `needles`.
    pub(crate) fn like(&self, needles: &[&str]) -> Result<Question<'_>, String> {
        let conditions: Vec<_> = (1..=needles.len()).map(|at| format!("folded LIKE ?{at}")).collect();
        let sql = format!("SELECT handle FROM text WHERE {}", conditions.join(" AND "));
        let given = needles.iter().map(|needle| Value::Text(format!("%{}%", fold(needle)))).collect();
        Ok(Question { statement: self.0.prepare(&sql).map_err(words)?, given })
    }

    /// The handles of all rows in the order of `sort`.
    pub(crate) fn ordered(&self, sort: &[Sort]) -> Result<Question<'_>, String> {
        let by = |sort: &Sort| {
            let (column, direction) = (sort.column.code(), if sort.descending { "DESC" } else { "ASC" });
            let nothing = matches!(
                sort.column,
                Column::Expires | Column::Starts | Column::Rotated | Column::User | Column::Roles | Column::Tags
            );
            let last = if nothing { format!("\"{column}\" IS NULL, ") } else { String::new() };
            format!("{last}\"{column}\" {direction}")
        };
        let order: Vec<_> = sort.iter().map(by).collect();
        let sql = format!("SELECT handle FROM listed ORDER BY {}, handle DESC", order.join(", "));
        Ok(Question { statement: self.0.prepare(&sql).map_err(words)?, given: Vec::new() })
    }
}

/// The index's text in one piece.
pub(crate) struct Raw(Vec<u8>);

impl Raw {
    /// That of `index`.
    pub(crate) fn of(index: &Index) -> Self {
        Self(index.text().flatten().copied().collect())
    }

    /// How often each of `needles` is in it.
    pub(crate) fn count(&self, needles: &[&str]) -> usize {
        needles.iter().map(|needle| memmem::Finder::new(&fold(needle)).find_iter(&self.0).count()).sum()
    }
}
