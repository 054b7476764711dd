//! What was changed while the master key was not at hand, as an administrator is asked to vouch for it. Reads only.

use serde::Serialize;

use crate::app::App;
use crate::clock::Moment;
use crate::error::Result;
use crate::permission::Permission;
use crate::store::pending::{Steps, Waiting};

/// A change that was made without the key.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct PendingRow {
    /// Its number in the audit log.
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    /// When, as the entry says.
    pub at: Moment,
    /// By whom, as the entry says.
    pub operator: String,
    /// What was done, as the audit log calls it.
    pub action: String,
    /// To which credential.
    pub title: String,
    /// Whether the row before it bears the vault's mark and only its state differs, so that it can be vouched for.
    pub sound: bool,
}

impl App {
    /// The changes that were made without the master key and that nobody has vouched for, the oldest first.
    ///
    /// # Errors
    /// [`crate::error::Error::Key`] while the master key is not at hand, since nothing can be told without it;
    /// [`crate::error::Error::NotPermitted`] without *manage settings and operators*;
    /// [`crate::error::Error::NotVouched`] where the audit log was edited.
    pub fn pending_changes(&self) -> Result<Vec<PendingRow>> {
        let keys = self.vault.keys()?;
        self.store.read(|connection| {
            self.permit(connection, &*keys, Permission::ManageSettings)?;
            let waiting = Steps::read(connection, &*keys)?.waiting(connection, &*keys)?;
            Ok(by_entry(waiting))
        })
    }
}

/// One row for what one entry did, but for those of its credentials that cannot be vouched for.
fn by_entry(waiting: Vec<Waiting>) -> Vec<PendingRow> {
    let together = |one: &Waiting, next: &Waiting| one.step.sequence == next.step.sequence && one.sound == next.sound;
    let rows = waiting.chunk_by(together).filter_map(|steps| {
        let Waiting { step, sound } = steps.first()?;
        let title = match steps.len() {
            1 => step.title.clone(),
            many => format!("{} and {} more", step.title, many - 1),
        };
        let (operator, action) = (step.operator.clone(), step.action.clone());
        Some(PendingRow { sequence: step.sequence, at: step.at, operator, action, title, sound: *sound })
    });
    rows.collect()
}
