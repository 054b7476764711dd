//! What was done while the master key was not at hand: read back from the audit log, held against the marks of the
//! rows, and vouched for later. Such an entry bears no mark, so it proves nothing by itself: it counts only where
//! it begins at a row that bears the vault's mark, does nothing but block, and ends at the row as it stands.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, params};

use crate::blocking::Block;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::credential_row::Vouched;
use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::mac::{MacSum, Marked, Vouch, vouched};
use crate::store::audit_log::{self, Item, KeptEntry};
use crate::store::head::{self, Head, Unkeyed};
use crate::store::{Kept, Write, credentials, digest};

/// An entry without a mark, as it reads.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number in the audit log.
    pub sequence: u64,
    /// When it says that it was done.
    pub at: Moment,
    /// By whom it says.
    pub operator: String,
    /// What it says was done, as the audit log calls it.
    pub action: String,
    /// The title that it names.
    pub title: String,
    hash: [u8; 32],
    credential: Option<CredentialId>,
    /// The row before and after; nothing where the entry is no block of one credential.
    change: Option<Box<(Credential, Credential)>>,
}

/// The entries without a mark that have not all been answered, by the credential that they name.
#[derive(Debug, Default)]
pub struct Steps {
    steps: Vec<Step>,
    rows: HashMap<CredentialId, Trail>,
    /// Whether the log holds exactly those that the head knows of.
    whole: bool,
}

/// What the log says of one credential.
#[derive(Debug, Default)]
struct Trail {
    /// Its steps, as indices, the oldest first.
    steps: Vec<usize>,
    /// The newest entry with a mark that wrote it.
    last: Option<audit_log::Last>,
}

/// One change that was made without the master key and is not vouched for.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What the log says.
    pub step: Step,
    /// Whether it explains the row, and can be vouched for.
    pub sound: bool,
}

impl Steps {
    /// Those of a database that is only read. Where the head itself is not genuine, no credential is vouched for, since
    /// any may have been put back to what it was; nothing can be written then either.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn read(connection: &Connection, vouch: &dyn Vouch) -> Result<Self> {
        match head::get(connection, vouch, false) {
            Ok(head) => Self::of(connection, &head),
            Err(Error::NotVouched(_)) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// Those that a genuine `head` knows of.
    pub(super) fn of(connection: &Connection, head: &Head) -> Result<Self> {
        let Some(unkeyed) = &head.unkeyed else { return Ok(Self { whole: true, ..Self::default() }) };
        let mut found = Self::default();
        let (mut sum, mut follow) = (MacSum::default(), true);
        for entry in audit_log::without_mark(connection, unkeyed.from)? {
            follow &= audit_log::follows(connection, &entry)?;
            sum.add(&entry.hash);
            for step in steps(connection, &entry)? {
                found.take(connection, step)?;
            }
        }
        found.whole = follow && sum == unkeyed.sum;
        Ok(found)
    }

    fn take(&mut self, connection: &Connection, step: Step) -> Result<()> {
        if let Some(credential) = step.credential {
            let trail = match self.rows.entry(credential) {
                Entry::Occupied(trail) => trail.into_mut(),
                Entry::Vacant(none) => {
                    let last = audit_log::last_with_mark(connection, Credential::TABLE, credential.to_bytes())?;
                    none.insert(Trail { steps: Vec::new(), last })
                }
            };
            trail.steps.push(self.steps.len());
        }
        self.steps.push(step);
        Ok(())
    }

    /// Whether the vault vouches for a credential's row, or the log explains why it does not. A row that the log has
    /// blocked since is not vouched for, though it bears a mark: it was put back.
    pub fn vouched(&self, kept: &Kept<Credential>, vouch: &dyn Vouch) -> Vouched {
        let genuine = kept.is_vouched(vouch);
        if !self.whole {
            return Vouched::Altered;
        }
        match self.rows.get(&kept.row.id) {
            None if genuine => Vouched::Yes,
            Some(trail) if genuine && self.newest(trail).is_some_and(|newest| newest <= kept.row.revision) => {
                Vouched::Yes
            }
            Some(trail) if !genuine && self.explaining(trail, kept, vouch).is_some() => Vouched::Pending,
            _ => Vouched::Altered,
        }
    }

    /// The newest revision that the steps of a credential made; nothing where one of them is no block.
    fn newest(&self, trail: &Trail) -> Option<u32> {
        let changes = trail.steps.iter().map(|at| self.steps[*at].change.as_deref());
        changes.map(|change| change.map(|(_, after)| after.revision)).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// The steps that lead from a row with the mark that `kept` still bears to the row as it stands; nothing
    /// where there are none such. The mark must be the one that the log gave the row last.
    fn explaining<'a>(&self, trail: &'a Trail, kept: &Kept<Credential>, vouch: &dyn Vouch) -> Option<&'a [usize]> {
        let last = trail.last.as_ref()?;
        if !kept.agrees || last.mac != kept.mac {
            return None;
        }
        let mut end = &kept.row;
        for (from, at) in trail.steps.iter().enumerate().rev() {
            let step = &self.steps[*at];
            let (before, after) = step.change.as_deref()?;
            if after != end || step.sequence <= last.sequence {
                return None;
            }
            if vouched(before, &kept.mac, vouch) {
                return Some(&trail.steps[from..]);
            }
            end = before;
        }
        None
    }

    /// The changes that nobody has vouched for yet, the oldest first.
    ///
    /// # Errors
    /// [`Error::NotVouched`] where the log does not hold what the head knows of; what SQLite reports.
    pub fn waiting(&self, connection: &Connection, vouch: &dyn Vouch) -> Result<Vec<Waiting>> {
        Ok(self.answers(connection, vouch)?.into_iter().map(|(waiting, _)| waiting).collect())
    }

    fn answers(&self, connection: &Connection, vouch: &dyn Vouch) -> Result<Vec<(Waiting, Option<Kept<Credential>>)>> {
        if !self.whole {
            return Err(Error::NotVouched(
                "The audit log, or its record of what was done while the keychain was locked,".into(),
            ));
        }
        let mut sound: HashMap<usize, Option<Kept<Credential>>> = HashMap::new();
        let mut done: BTreeSet<usize> = BTreeSet::new();
        for (id, trail) in &self.rows {
            let newest_step = trail.steps.last().map_or(0, |at| self.steps[*at].sequence);
            match credentials::get(connection, *id)? {
                // Deleted since, by an entry with a mark.
                None if trail.last.as_ref().is_some_and(|last| last.gone && last.sequence > newest_step) => {
                    done.extend(&trail.steps);
                }
                None => {}
                Some(kept) => match self.vouched(&kept, vouch) {
                    Vouched::Yes => done.extend(&trail.steps),
                    Vouched::Pending => {
                        let explaining = self.explaining(trail, &kept, vouch).unwrap_or_default();
                        done.extend(&trail.steps[..trail.steps.len() - explaining.len()]);
                        // The row goes with its last step.
                        sound.extend(explaining.iter().map(|at| (*at, None)));
                        sound.extend(explaining.last().map(|at| (*at, Some(kept))));
                    }
                    Vouched::Unknown | Vouched::Altered => {}
                },
            }
        }
        let open = (0..self.steps.len()).filter(|at| !done.contains(at));
        Ok(open
            .map(|at| {
                let row = sound.remove(&at);
                (Waiting { step: self.steps[at].clone(), sound: row.is_some() }, row.flatten())
            })
            .collect())
    }
}

/// What came of vouching.
#[derive(Debug)]
pub struct Answered {
    /// How many entries are vouched for now.
    pub entries: u32,
    /// Those that are not, because they do not explain their row.
    pub left: Vec<Step>,
}

/// Gives every row that the log explains its mark. The rest stays as it is, and stays known to the head.
///
/// # Errors
/// [`Error::NotVouched`] where the log or the marks of the credentials are not those that the head knows of: then a
/// row may have been put back to an older one that bears a mark of its own.
pub fn vouch_for(write: &mut Write<'_>) -> Result<Answered> {
    let (mut entries, mut counted, mut left, mut rows) = (0, 0, Vec::new(), Vec::new());
    for (waiting, row) in write.steps()?.answers(write.connection(), write.vouch())? {
        if waiting.sound {
            entries += u32::from(std::mem::replace(&mut counted, waiting.step.sequence) != waiting.step.sequence);
        } else {
            left.push(waiting.step);
        }
        rows.extend(row);
    }
    if entries > 0 && !write.head().agrees_on(Credential::TABLE, &head::count(write.connection())?) {
        return Err(Error::NotVouched("The vault's own count of its credentials".into()));
    }
    for kept in rows {
        let mac = write.updated(&kept.row, &kept.mac, &kept.row)?;
        write
            .connection()
            .prepare_cached("UPDATE credential SET mac = ?2 WHERE id = ?1")?
            .execute(params![kept.row.id.to_bytes(), mac])?;
    }
    let from = left.first().map(|step: &Step| step.sequence);
    let unkeyed = from.map(|from| {
        let (mut sum, mut last) = (MacSum::default(), 0);
        for step in write.steps().into_iter().flat_map(|steps| &steps.steps).filter(|step| step.sequence >= from) {
            // Of one entry there can be many steps.
            if std::mem::replace(&mut last, step.sequence) != step.sequence {
                sum.add(&step.hash);
            }
        }
        Unkeyed { from, sum }
    });
    write.keep_unkeyed(unkeyed);
    Ok(Answered { entries, left })
}

/// Reads an entry: what it did to each credential. What it names is told also where it is no block; `change` only where
/// it is one, and every part of it agrees with every other.
fn steps(connection: &Connection, entry: &KeptEntry) -> Result<Vec<Step>> {
    let body: serde_json::Value = serde_json::from_slice(&entry.bytes).unwrap_or_default();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let named = Step {
        sequence: entry.sequence,
        at: Moment::from_millis(body["at"].as_i64().unwrap_or_default()),
        operator: text(&body["operator"]["name"]),
        action: text(&body["action"]),
        title: text(&body["subject"]["title"]),
        hash: entry.hash,
        credential: serde_json::from_value(body["subject"]["id"].clone()).ok(),
        change: None,
    };
    let items = match audit_log::items(connection, entry.sequence) {
        Ok(items) if body["items"] == digest(&items) => items,
        Ok(_) => return Ok(vec![named]),
        Err(error) if head::is_unreadable(&error) => return Ok(vec![named]),
        Err(error) => return Err(error),
    };
    if body["batch"].is_string() && !items.is_empty() {
        let each = items.iter().map(|item| {
            let credential = CredentialId::from_bytes(item.id);
            let change = change(item, &named).filter(|change| change.0.id == credential);
            let title = change.as_deref().map_or_else(|| named.title.clone(), |change| change.1.title.to_string());
            Step { title, credential: Some(credential), change, ..named.clone() }
        });
        return Ok(each.collect());
    }
    let change = match items.as_slice() {
        [item] => change(item, &named).filter(|change| named.credential == Some(change.0.id)),
        _ => None,
    };
    Ok(vec![Step { change, ..named }])
}

/// The row before and after, where an item is a block as its entry says.
fn change(item: &Item, said: &Step) -> Option<Box<(Credential, Credential)>> {
    let (before, after) =
        item.before.as_deref().zip(item.after.as_deref()).filter(|_| item.table == Credential::TABLE)?;
    let (before, after) = (serde_json::from_str(before).ok()?, serde_json::from_str(after).ok()?);
    Block::explains(&said.action, said.at, &said.operator, &before, &after).then(|| Box::new((before, after)))
}
