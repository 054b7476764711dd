//! The audit log as its screen lists it: which entries there are, their rows, and what can be filtered by. An entry
//! that cannot be read, because somebody edited it, is a row too and says so. Reads only.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, Days, NaiveDate};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Moment;
use crate::credential_row::Handles;
use crate::error::{Error, Result};
use crate::ids::{CredentialId, TenantId};
use crate::name::fold;
use crate::operator::Account;
use crate::permission::Permission;
use crate::store::audit_log::{self, KeptEntry};
use crate::store::audit_query;
use crate::table::WINDOW;
use crate::zone::Zone;

/// What an entry is called that cannot be read.
pub const UNREADABLE: &str = "unreadable";

/// Which entries to list: those that everything here says yes to.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AuditFilter {
    /// The account that caused it.
    pub operator: Option<String>,
    /// What was done, as the log calls it.
    pub action: Option<String>,
    /// What the title has in it, or the Access ID or a fingerprint begins with.
    pub text: String,
    /// The credential that it is about.
    pub credential: Option<CredentialId>,
    /// The first day, as `YYYY-MM-DD`, in the system's zone.
    pub from: Option<String>,
    /// The last day, as `YYYY-MM-DD`, in the system's zone.
    pub to: Option<String>,
}

/// An entry as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AuditRow {
    /// Its number in the log.
    pub sequence: u32,
    /// When.
    pub at: Moment,
    /// By whom.
    pub operator: String,
    /// By which OS account.
    pub account: String,
    /// What was done, as the log calls it; `unreadable` where the entry cannot be read.
    pub action: String,
    /// To what kind of thing: `credential`, `tenant`, `operator` and so on.
    pub kind: String,
    /// That thing's identity.
    pub subject: String,
    /// What it was called.
    pub title: String,
    /// Its Access ID, where it has one.
    pub access_id: Option<String>,
    /// The name of the tenant that it was done in, if in one.
    pub tenant_name: Option<String>,
    /// What else there is to say.
    pub detail: Option<String>,
    /// How many rows it touched, where it stands for many.
    pub count: Option<u32>,
    /// Whether it was marked when it was written; it is not where the key was not at hand.
    pub keyed: bool,
}

/// What the log can be filtered by.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AuditChoices {
    /// The accounts that caused entries, each by its newest name; by name.
    pub operators: Vec<Account>,
    /// What was done, as the log calls it; sorted.
    pub actions: Vec<String>,
}

/// What an entry says, read from its bytes.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Said {
    sequence: u64,
    at: Moment,
    operator: By,
    action: String,
    subject: About,
    tenant: Option<TenantId>,
    detail: Option<String>,
    count: Option<u32>,
    /// The digest of the rows that were written with it.
    pub(crate) items: String,
}

#[derive(Deserialize)]
struct By {
    account: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct About {
    kind: String,
    id: String,
    title: String,
    access_id: Option<String>,
    fingerprint: Option<String>,
}

impl Said {
    /// What `entry` says, if it can be read and says that it is the entry that it stands for.
    pub(crate) fn by(entry: &KeptEntry) -> Option<Self> {
        let said: Self = serde_json::from_slice(&entry.bytes).ok()?;
        (said.sequence == entry.sequence).then_some(said)
    }

    /// The fingerprint of the secret that it is about, if it is about one.
    pub(crate) fn fingerprint(&self) -> Option<&str> {
        self.subject.fingerprint.as_deref()
    }
}

/// As much of an entry as text is looked for in.
#[derive(Deserialize)]
struct Searched<'a> {
    #[serde(borrow)]
    subject: SearchedSubject<'a>,
    #[serde(borrow)]
    detail: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SearchedSubject<'a> {
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow)]
    access_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    fingerprint: Option<Cow<'a, str>>,
}

impl Searched<'_> {
    /// Whether the title has `folded` in it, or an identifier begins with it.
    fn has(&self, folded: &str) -> bool {
        // Identifiers are of ASCII alone, which folding makes lower-case and no longer.
        let begins = |identifier: &str| {
            let start = identifier.as_bytes().get(..folded.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(folded.as_bytes()))
        };
        // What deletes a credential names the fingerprints of all its secrets.
        let others = self.detail.as_deref().unwrap_or_default().split_ascii_whitespace();
        fold(&self.subject.title).contains(folded)
            || self.subject.access_id.as_deref().is_some_and(begins)
            || self.subject.fingerprint.as_deref().is_some_and(begins)
            || others.filter(|word| is_fingerprint(word)).any(begins)
    }
}

fn is_fingerprint(word: &str) -> bool {
    word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl App {
    /// The numbers of the entries that `filter` says yes to, the newest first.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `from` or `to`; [`Error::NotPermitted`] without *read the audit log*.
    pub fn query_audit(&self, filter: &AuditFilter) -> Result<Handles> {
        let days = filter.days(self.zone)?;
        let text = fold(filter.text.trim());
        let handles = self.store.read(|connection| {
            self.may(connection, Permission::ReadAudit)?;
            let mut found: Option<Vec<u32>> = None;
            let mut narrow = |other: Vec<u32>| found = Some(both(found.take(), other));
            if let Some(action) = &filter.action {
                narrow(audit_query::of_action(connection, action)?);
            }
            if let Some(operator) = &filter.operator {
                narrow(audit_query::of_operator(connection, operator)?);
            }
            if let Some(credential) = filter.credential {
                narrow(audit_query::of_credential(connection, credential)?);
            }
            if let Some((from, until)) = days {
                narrow(audit_query::between(connection, from, until)?);
            }
            let has_text =
                |bytes: &[u8]| serde_json::from_slice::<Searched<'_>>(bytes).is_ok_and(|searched| searched.has(&text));
            match found {
                Some(found) if text.is_empty() => Ok(found),
                None if text.is_empty() => audit_query::all(connection),
                Some(found) => audit_query::matching_among(connection, found, has_text),
                None => audit_query::matching(connection, has_text),
            }
        })?;
        Ok(Handles { generation: self.generation, handles })
    }

    /// A window of rows in the order asked, at most [`WINDOW`]; entries that are gone are left out.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `sequences` for more; [`Error::NotPermitted`] without *read the audit log*.
    pub fn audit_rows(&self, sequences: &[u32]) -> Result<Vec<AuditRow>> {
        if sequences.len() > WINDOW {
            return Err(Error::invalid("sequences", format!("A window has at most {WINDOW} rows.")));
        }
        self.store.read(|connection| {
            self.may(connection, Permission::ReadAudit)?;
            let mut names = Names::default();
            let mut rows = Vec::with_capacity(sequences.len());
            for sequence in sequences {
                if let Some(entry) = audit_log::get(connection, u64::from(*sequence))? {
                    rows.push(row(connection, *sequence, &entry, Said::by(&entry).as_ref(), &mut names)?);
                }
            }
            Ok(rows)
        })
    }

    /// What the log can be filtered by.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *read the audit log*.
    pub fn audit_choices(&self) -> Result<AuditChoices> {
        self.store.read(|connection| {
            self.may(connection, Permission::ReadAudit)?;
            let mut operators = Vec::new();
            for (account, newest) in audit_query::operators(connection)? {
                let said = audit_log::get(connection, u64::from(newest))?.as_ref().and_then(Said::by);
                let name = said.map_or_else(|| account.clone(), |said| said.operator.name);
                operators.push(Account { account, name });
            }
            operators.sort_by_cached_key(|one| (fold(&one.name), one.account.clone()));
            Ok(AuditChoices { operators, actions: audit_query::actions(connection)? })
        })
    }
}

impl AuditFilter {
    /// The first instant of the first day and the first after the last one, if either is given.
    fn days(&self, zone: Zone) -> Result<Option<(Moment, Moment)>> {
        let from = self.from.as_deref().map(|typed| day("from", typed)).transpose()?;
        let to = self.to.as_deref().map(|typed| day("to", typed)).transpose()?;
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(Error::invalid("to", "This day is before the first one. Choose that one or a later."));
        }
        let begin = from.map_or(Moment::from_millis(i64::MIN), |from| zone.first_instant_of(from));
        let end = to.and_then(|to| to.checked_add_days(Days::new(1))).map(|next| zone.first_instant_of(next));
        Ok((from.is_some() || to.is_some()).then(|| (begin, end.unwrap_or(Moment::from_millis(i64::MAX)))))
    }
}

fn day(field: &'static str, typed: &str) -> Result<NaiveDate> {
    let day: Option<NaiveDate> = typed.parse().ok();
    day.filter(|day| (1..=9_999).contains(&day.year()))
        .ok_or_else(|| Error::invalid(field, "Enter a day as year, month and day, for example 2026-11-23."))
}

/// What is in both lists, which are sorted with the highest first; all of `other` where there is only that.
fn both(one: Option<Vec<u32>>, other: Vec<u32>) -> Vec<u32> {
    let Some(mut one) = one else { return other };
    one.retain(|sequence| other.binary_search_by(|there| sequence.cmp(there)).is_ok());
    one
}

/// What rows were called when they were last written, each looked up once.
#[derive(Default)]
pub(crate) struct Names(HashMap<[u8; 16], Option<String>>);

impl Names {
    /// What the row `id` was called, if the log has ever named it.
    pub(crate) fn of(&mut self, connection: &Connection, id: [u8; 16]) -> Result<Option<String>> {
        if let Some(known) = self.0.get(&id) {
            return Ok(known.clone());
        }
        let name = audit_log::name_of_row(connection, id)?;
        self.0.insert(id, name.clone());
        Ok(name)
    }
}

/// The row of an entry, of which `said` is what it says, if it can be read.
pub(crate) fn row(
    connection: &Connection,
    sequence: u32,
    entry: &KeptEntry,
    said: Option<&Said>,
    names: &mut Names,
) -> Result<AuditRow> {
    let keyed = !entry.mac.is_empty();
    let Some(said) = said else { return Ok(unreadable(sequence, entry, keyed)) };
    Ok(AuditRow {
        sequence,
        at: said.at,
        operator: said.operator.name.clone(),
        account: said.operator.account.clone(),
        action: said.action.clone(),
        kind: said.subject.kind.clone(),
        subject: said.subject.id.clone(),
        title: said.subject.title.clone(),
        access_id: said.subject.access_id.clone(),
        tenant_name: match said.tenant {
            Some(tenant) => names.of(connection, tenant.to_bytes())?,
            None => None,
        },
        detail: said.detail.clone(),
        count: said.count,
        keyed,
    })
}

fn unreadable(sequence: u32, entry: &KeptEntry, keyed: bool) -> AuditRow {
    let body: serde_json::Value = serde_json::from_slice(&entry.bytes).unwrap_or_default();
    AuditRow {
        sequence,
        at: Moment::from_millis(body["at"].as_i64().unwrap_or_default()),
        operator: String::new(),
        account: String::new(),
        action: UNREADABLE.to_owned(),
        kind: String::new(),
        subject: String::new(),
        title: String::new(),
        access_id: None,
        tenant_name: None,
        detail: None,
        count: None,
        keyed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_both_keeps_its_order() {
        assert_eq!(both(None, vec![3, 1]), [3, 1]);
        assert_eq!(both(Some(vec![9, 5, 3, 1]), vec![10, 5, 4, 1]), [5, 1]);
        assert_eq!(both(Some(vec![2]), vec![]), [0; 0]);
    }

    #[test]
    fn days_are_the_zones_own_and_both_are_included() {
        let zone = Zone::parse("Europe/Amsterdam").expect("a zone");
        let filter = |from: Option<&str>, to: Option<&str>| AuditFilter {
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
            ..AuditFilter::default()
        };
        let (begin, end) = filter(Some("2027-03-28"), Some("2027-03-28")).days(zone).expect("days").expect("some");
        assert_eq!(zone.to_rfc3339(begin), "2027-03-28T00:00:00+01:00");
        assert_eq!(zone.to_rfc3339(end), "2027-03-29T00:00:00+02:00", "summer time began that day");
        assert_eq!(filter(None, None).days(zone).expect("none"), None);
        assert_eq!(filter(None, Some("9999-12-31")).days(zone).expect("days").expect("some").0.millis(), i64::MIN);
        for (from, to, field) in [
            (Some("yesterday"), None, "from"),
            (Some("2027-02-30"), None, "from"),
            (Some("+12345-01-01"), None, "from"),
            (None, Some(""), "to"),
            (Some("2027-03-02"), Some("2027-03-01"), "to"),
        ] {
            assert_eq!(filter(from, to).days(zone).expect_err(field).field(), Some(field));
        }
    }
}
