//! One audit entry as its screen shows it: whether it stands in its chain and bears the vault's mark, and what changed
//! in the rows that were written with it. Reads only.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::app::App;
use crate::audit_list::{AuditRow, Names, Said, row};
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::RequestId;
use crate::mac::Vouch;
use crate::permission::Permission;
use crate::secret::hex;
use crate::store::audit_log::{self, Item};
use crate::zone::Zone;

/// The most rows that are shown of one entry.
const ITEMS: usize = 100;

/// What the screen says beside the row itself, or what changes with every writing.
const UNSAID: [&str; 4] = ["id", "revision", "modifiedAt", "sealed"];

/// One entry, as the screen shows it. It cannot hold a secret, nor a sealed one.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AuditDetails {
    /// What the list shows.
    pub row: AuditRow,
    /// The fingerprint of the secret that it is about, if it is about one.
    pub fingerprint: Option<String>,
    /// Its hash: 64 characters of hexadecimal.
    pub hash: String,
    /// Whether its hash follows from the entry before it and its own bytes, and its rows are those that it was written with.
    pub follows: bool,
    /// Whether it bears the vault's mark; nothing while the key is not at hand.
    pub marked: Option<bool>,
    /// The rows that were written with it, at most 100.
    pub items: Vec<AuditItem>,
    /// How many more there are.
    pub more_items: u32,
}

/// A row that was written with an entry.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AuditItem {
    /// Its table.
    pub table: String,
    /// Its identity.
    pub id: String,
    /// How often it had been written then.
    pub revision: u32,
    /// Its fields that changed; all that it has, where it was made or deleted.
    pub changes: Vec<AuditChange>,
}

/// A field that changed.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AuditChange {
    /// Its name, as the log calls it.
    pub field: String,
    /// What it was; nothing, where it was empty or the row was made.
    pub before: Option<String>,
    /// What it became; nothing, where it is empty or the row was deleted.
    pub after: Option<String>,
}

impl App {
    /// One entry with its rows. Identities of other rows are told by name where the log knows one, instants in the
    /// system's zone.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::NotPermitted`] without *read the audit log*.
    pub fn audit_entry(&self, sequence: u32) -> Result<AuditDetails> {
        let keys = self.vault.keys_at_hand();
        self.store.read(|connection| {
            self.may(connection, Permission::ReadAudit)?;
            let entry = audit_log::get(connection, u64::from(sequence))?.ok_or(Error::NotFound("audit entry"))?;
            let items = audit_log::first_items(connection, entry.sequence, ITEMS)?;
            let said = Said::by(&entry);
            let own_rows = said.as_ref().is_some_and(|said| said.items == items.digest);
            let mut teller = Teller { connection, zone: self.zone, names: Names::default() };
            let shown: Result<Vec<_>> = items.first.iter().map(|item| teller.item(item)).collect();
            Ok(AuditDetails {
                row: row(connection, sequence, &entry, said.as_ref(), &mut teller.names)?,
                fingerprint: said.as_ref().and_then(|said| said.fingerprint().map(str::to_owned)),
                hash: hex(&entry.hash),
                follows: own_rows && audit_log::follows(connection, &entry)?,
                marked: keys.map(|keys| entry.mac == keys.audit_mac(&entry.hash)),
                items: shown?,
                more_items: items.count - u32::try_from(items.first.len()).unwrap_or(items.count),
            })
        })
    }
}

/// Puts what the log keeps into words.
struct Teller<'a> {
    connection: &'a Connection,
    zone: Zone,
    names: Names,
}

impl Teller<'_> {
    fn item(&mut self, item: &Item) -> Result<AuditItem> {
        let (before, after) = (fields(item.before.as_deref()), fields(item.after.as_deref()));
        let gone = before.keys().filter(|field| !after.contains_key(*field));
        let mut changes = Vec::new();
        for field in after.keys().chain(gone) {
            let (was, is) = (before.get(field), after.get(field));
            if was != is {
                let change = AuditChange {
                    field: field.clone(),
                    before: self.text(field, was.unwrap_or(&Value::Null))?,
                    after: self.text(field, is.unwrap_or(&Value::Null))?,
                };
                // Nothing where there was no row, and nothing now, is no change.
                changes.extend((change.before.is_some() || change.after.is_some()).then_some(change));
            }
        }
        Ok(AuditItem {
            table: item.table.clone().into_owned(),
            id: RequestId::from_bytes(item.id).to_string(),
            revision: item.revision,
            changes,
        })
    }

    /// What a value is to a person; nothing for an empty one.
    fn text(&mut self, field: &str, value: &Value) -> Result<Option<String>> {
        Ok(match value {
            Value::Null => None,
            Value::Bool(yes) => Some(yes.to_string()),
            Value::Number(number) => Some(match number.as_i64().filter(|_| is_instant(field)) {
                Some(millis) => self.zone.to_rfc3339(Moment::from_millis(millis)),
                None => number.to_string(),
            }),
            Value::String(text) => {
                let named = match serde_json::from_value::<RequestId>(value.clone()) {
                    Ok(id) => self.names.of(self.connection, id.to_bytes())?,
                    Err(_) => None,
                };
                Some(named.unwrap_or_else(|| text.clone())).filter(|text| !text.is_empty())
            }
            Value::Array(values) => {
                let texts: Result<Vec<_>> = values.iter().map(|value| self.text(field, value)).collect();
                let texts: Vec<_> = texts?.into_iter().flatten().collect();
                Some(texts.join(", ")).filter(|text| !text.is_empty())
            }
            Value::Object(_) => Some(value.to_string()),
        })
    }
}

/// The fields of a row as the log keeps it, those of parts under the part's name; none where it cannot be read.
fn fields(row: Option<&str>) -> Map<String, Value> {
    let mut fields = Map::new();
    let row: Option<Map<String, Value>> = row.and_then(|row| serde_json::from_str(row).ok());
    for (field, value) in row.unwrap_or_default() {
        match value {
            Value::Object(parts) => {
                fields.extend(parts.into_iter().map(|(part, value)| (format!("{field}.{part}"), value)));
            }
            value => drop(fields.insert(field, value)),
        }
    }
    fields.retain(|field, _| !UNSAID.contains(&field.rsplit('.').next().unwrap_or(field)));
    fields
}

/// Whether a field holds an instant: milliseconds since the Unix epoch.
fn is_instant(field: &str) -> bool {
    field.ends_with("At") || field.ends_with("Until") || matches!(field, "at" | "starts" | "expires")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_parts_are_named_after_them_and_sealed_bytes_are_none() {
        let row = r#"{"id":"x","revision":2,"name":"Acme","policy":{"warningDays":30,"longestDays":null},"sealed":[1,2],"modifiedAt":5}"#;
        let read = fields(Some(row));
        let names: Vec<_> = read.keys().map(String::as_str).collect();
        assert_eq!(names.len(), 3);
        for name in ["name", "policy.longestDays", "policy.warningDays"] {
            assert!(names.contains(&name), "{names:?}");
        }
        assert!(fields(Some("not JSON")).is_empty() && fields(Some("[1]")).is_empty() && fields(None).is_empty());
    }

    #[test]
    fn instants_are_known_by_their_fields() {
        assert!(["createdAt", "acceptedUntil", "expires", "starts", "at"].into_iter().all(is_instant));
        assert!(!["warningDays", "revision", "format", "credentialLimit"].into_iter().any(is_instant));
    }
}
