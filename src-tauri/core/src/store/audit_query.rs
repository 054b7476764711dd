//! Which audit entries there are, by what the audit screen filters. Every question but the one about text is answered
//! from an index alone, so that an entry that cannot be read keeps no other from being found.

use rusqlite::{Connection, Row, ToSql, params};

use crate::clock::Moment;
use crate::error::Result;
use crate::ids::CredentialId;

const ALL: &str = "SELECT sequence FROM audit_entry INDEXED BY audit_entry_at";

const OF_ACTION: &str = "SELECT sequence FROM audit_entry INDEXED BY audit_entry_action
    WHERE json_extract(CAST(bytes AS TEXT), '$.action') = ?1";

const OF_OPERATOR: &str = "SELECT sequence FROM audit_entry INDEXED BY audit_entry_operator
    WHERE json_extract(CAST(bytes AS TEXT), '$.operator.account') = ?1";

const OF_SUBJECT: &str = "SELECT sequence FROM audit_entry INDEXED BY audit_entry_subject
    WHERE json_extract(CAST(bytes AS TEXT), '$.subject.id') = ?1";

const OF_ROW: &str = "SELECT sequence FROM audit_item INDEXED BY audit_item_of_row WHERE row_id = ?1";

const BETWEEN: &str = "SELECT sequence FROM audit_entry INDEXED BY audit_entry_at
    WHERE json_extract(CAST(bytes AS TEXT), '$.at') >= ?1 AND json_extract(CAST(bytes AS TEXT), '$.at') < ?2";

const NEXT_ACTION: &str =
    "SELECT min(json_extract(CAST(bytes AS TEXT), '$.action')) FROM audit_entry INDEXED BY audit_entry_action
    WHERE json_extract(CAST(bytes AS TEXT), '$.action') > ?1";

const NEXT_OPERATOR: &str = "SELECT min(json_extract(CAST(bytes AS TEXT), '$.operator.account'))
    FROM audit_entry INDEXED BY audit_entry_operator
    WHERE json_extract(CAST(bytes AS TEXT), '$.operator.account') > ?1";

const NEWEST_OF_OPERATOR: &str = "SELECT max(sequence) FROM audit_entry INDEXED BY audit_entry_operator
    WHERE json_extract(CAST(bytes AS TEXT), '$.operator.account') = ?1";

/// The numbers of all entries, the newest first.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection) -> Result<Vec<u32>> {
    sequences(connection, ALL, params![])
}

/// Those of the entries about an `action`, as the log calls it.
///
/// # Errors
/// What SQLite reports.
pub fn of_action(connection: &Connection, action: &str) -> Result<Vec<u32>> {
    sequences(connection, OF_ACTION, params![action])
}

/// Those of the entries that `account` caused.
///
/// # Errors
/// What SQLite reports.
pub fn of_operator(connection: &Connection, account: &str) -> Result<Vec<u32>> {
    sequences(connection, OF_OPERATOR, params![account])
}

/// Those of the entries about the thing that `subject` identifies.
fn of_subject(connection: &Connection, subject: &str) -> Result<Vec<u32>> {
    sequences(connection, OF_SUBJECT, params![subject])
}

/// Those of the entries about a credential, or that wrote its row among others.
///
/// # Errors
/// What SQLite reports.
pub fn of_credential(connection: &Connection, credential: CredentialId) -> Result<Vec<u32>> {
    let mut found = of_subject(connection, &credential.to_string())?;
    found.extend(sequences(connection, OF_ROW, params![credential.to_bytes()])?);
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.dedup();
    Ok(found)
}

/// Those of the entries from `from` (included) to `until` (excluded).
///
/// # Errors
/// What SQLite reports.
pub fn between(connection: &Connection, from: Moment, until: Moment) -> Result<Vec<u32>> {
    sequences(connection, BETWEEN, params![from.millis(), until.millis()])
}

/// Those of the entries whose bytes `wanted` says yes to, the newest first.
///
/// # Errors
/// What SQLite reports.
pub fn matching(connection: &Connection, wanted: impl Fn(&[u8]) -> bool) -> Result<Vec<u32>> {
    let mut statement = connection.prepare_cached("SELECT sequence, bytes FROM audit_entry ORDER BY sequence DESC")?;
    let mut rows = statement.query([])?;
    let mut matching = Vec::new();
    while let Some(row) = rows.next()? {
        if wanted(row.get_ref(1)?.as_bytes().unwrap_or_default()) {
            matching.extend(number(row));
        }
    }
    Ok(matching)
}

/// Those of `among` whose bytes `wanted` says yes to, in their order.
///
/// # Errors
/// What SQLite reports.
pub fn matching_among(connection: &Connection, among: Vec<u32>, wanted: impl Fn(&[u8]) -> bool) -> Result<Vec<u32>> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM audit_entry WHERE sequence = ?1")?;
    let mut matching = Vec::new();
    for sequence in among {
        let mut rows = statement.query([sequence])?;
        let Some(row) = rows.next()? else { continue };
        if wanted(row.get_ref(0)?.as_bytes().unwrap_or_default()) {
            matching.push(sequence);
        }
    }
    Ok(matching)
}

/// Every action that the log has, sorted.
///
/// # Errors
/// What SQLite reports.
pub fn actions(connection: &Connection) -> Result<Vec<String>> {
    distinct(connection, NEXT_ACTION)
}

/// Every account that has caused an entry, sorted, with the number of its newest one.
///
/// # Errors
/// What SQLite reports.
pub fn operators(connection: &Connection) -> Result<Vec<(String, u32)>> {
    let mut newest = connection.prepare_cached(NEWEST_OF_OPERATOR)?;
    let accounts = distinct(connection, NEXT_OPERATOR)?.into_iter();
    accounts
        .map(|account| {
            let newest = newest.query_row([&account], |row| row.get(0))?;
            Ok((account, newest))
        })
        .collect()
}

/// The different texts in an index, sorted: from one to the next, so that as many entries are looked at as there are
/// different texts.
fn distinct(connection: &Connection, next: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(next)?;
    let mut found: Vec<String> = Vec::new();
    loop {
        let after = found.last().map_or("", String::as_str);
        // What is not text, as an edited entry may hold, sorts otherwise and is no choice.
        match statement.query_row([after], |row| Ok(row.get::<_, Option<String>>(0).ok().flatten()))? {
            Some(text) if found.last().is_none_or(|last| *last < text) => found.push(text),
            _ => return Ok(found),
        }
    }
}

fn sequences(connection: &Connection, query: &str, parameters: &[&dyn ToSql]) -> Result<Vec<u32>> {
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query(parameters)?;
    let mut sequences = Vec::new();
    while let Some(row) = rows.next()? {
        sequences.extend(number(row));
    }
    sequences.sort_unstable_by(|one, other| other.cmp(one));
    Ok(sequences)
}

/// An entry's number; one that the log never gives is none of its entries.
fn number(row: &Row<'_>) -> Option<u32> {
    row.get::<_, i64>(0).ok().and_then(|sequence| u32::try_from(sequence).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::migrate;

    fn log() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut connection = Connection::open(folder.path().join("v.db")).expect("a database");
        let backups = folder.path().join("backups");
        migrate::migrate(&mut connection, &backups, Moment::from_millis(1), migrate::MIGRATIONS).expect("a schema");
        let entries = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
            INSERT INTO audit_entry SELECT i,
              CAST(json_object('sequence', i, 'at', i * 10, 'action', CASE WHEN i % 10 THEN 'copy_secret' ELSE 'edit_credential' END,
                'operator', json_object('account', '100' || (i % 3), 'name', 'N'), 'subject', json_object('id', 'thing' || (i % 100)))
                AS BLOB), zeroblob(32), x'' FROM n";
        connection.execute(entries, []).expect("entries");
        (folder, connection)
    }

    #[test]
    fn each_question_finds_its_entries_newest_first() {
        let (_folder, connection) = log();
        let every: Vec<u32> = (1..=1_000).rev().collect();
        assert_eq!(all(&connection).expect("read"), every);
        let of = |wanted: &dyn Fn(u32) -> bool| every.iter().copied().filter(|i| wanted(*i)).collect::<Vec<_>>();
        assert_eq!(of_action(&connection, "edit_credential").expect("read"), of(&|i| i % 10 == 0));
        assert_eq!(of_operator(&connection, "1002").expect("read"), of(&|i| i % 3 == 2));
        assert_eq!(of_subject(&connection, "thing7").expect("read"), of(&|i| i % 100 == 7));
        let part = between(&connection, Moment::from_millis(50), Moment::from_millis(90)).expect("read");
        assert_eq!(part, [8, 7, 6, 5], "the end is not included");
        assert_eq!(of_action(&connection, "EDIT_CREDENTIAL' OR 1").expect("read"), [0; 0]);
        let seven = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("\"thing7\"");
        assert_eq!(matching_among(&connection, vec![107, 8, 7, 5_000], seven).expect("read"), [107, 7]);
        assert_eq!(matching(&connection, seven).expect("read"), of(&|i| i % 100 == 7));
    }

    #[test]
    fn the_choices_are_what_the_log_has() {
        let (_folder, connection) = log();
        assert_eq!(actions(&connection).expect("read"), ["copy_secret", "edit_credential"]);
        let expected = [("1000".to_owned(), 999), ("1001".to_owned(), 1_000), ("1002".to_owned(), 998)];
        assert_eq!(operators(&connection).expect("read"), expected);
        connection.execute("DELETE FROM audit_entry", []).expect("emptied");
        assert!(actions(&connection).expect("read").is_empty() && operators(&connection).expect("read").is_empty());
    }

    #[test]
    fn nothing_but_an_index_is_read() {
        let (_folder, connection) = log();
        for query in
            [ALL, OF_ACTION, OF_OPERATOR, OF_SUBJECT, OF_ROW, BETWEEN, NEXT_ACTION, NEXT_OPERATOR, NEWEST_OF_OPERATOR]
        {
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {query}")).expect("a plan");
            let values = std::iter::repeat_n(1, statement.parameter_count());
            let steps = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).expect("a plan");
            let plan: Vec<String> = steps.collect::<rusqlite::Result<_>>().expect("a plan");
            assert!(plan.len() == 1 && plan[0].contains("USING COVERING INDEX"), "{query}: {plan:?}");
        }
    }
}
