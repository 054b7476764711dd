//! *Delete a group*: empty, or after its credentials have moved, or with them where its name was typed.

use super::delete_tenant::{confirmed, delete_credentials};
use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::group::{Group, GroupEnd, GroupTarget};
use crate::ids::GroupId;
use crate::permission::Permission;
use crate::store::counts::{Count, Counted};
use crate::store::{Done, Write, credentials, groups};
use crate::tenant::Deleted;

/// How many credentials are moved at once.
const CHUNK: u32 = 1_000;

/// Deletes a group for ever; `end` says what becomes of its credentials.
///
/// # Errors
/// [`Error::NotPossible`] for *General*, and where it has credentials while `end` says that it is empty;
/// [`Error::InvalidInput`] on `typed` or `to`; [`Error::NotPermitted`] without *manage the directory*, to move without
/// *create and update*, with credentials without *delete*; [`Error::NotVouched`] where a credential that is to move or
/// to go was changed outside; [`Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn delete_group(app: &App, target: GroupTarget, end: &GroupEnd) -> Result<Deleted> {
    let keys = app.vault.keys()?;
    let now = app.now();
    let (deleted, gone) = app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageDirectory)?;
        let kept = directory::group_seen(write, target)?;
        if kept.row.is_general() {
            return Err(Error::NotPossible("Every tenant has a group General, so it stays.".into()));
        }
        let used = write.count(Counted::Group(kept.row.id))?;
        let (gone, detail) = match end {
            _ if used == 0 => (Vec::new(), None),
            GroupEnd::Empty => {
                let problem = format!(
                    "{} has {used} credentials. Move them to another group, or delete it with them.",
                    kept.row.name
                );
                return Err(Error::NotPossible(problem));
            }
            GroupEnd::Move { to } => {
                app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
                let name = move_all(write, &kept.row, *to, now)?;
                (Vec::new(), Some(format!("{used} credentials moved to {name}")))
            }
            GroupEnd::Delete { typed } => {
                app.permit(write.connection(), write.vouch(), Permission::Delete)?;
                confirmed(typed, kept.row.name.as_str())?;
                (delete_credentials(write, kept.row.tenant, Some(kept.row.id))?, None)
            }
        };
        groups::delete(write, &kept)?;
        let credentials = u32::try_from(gone.len()).unwrap_or(u32::MAX);
        let subject = directory::subject("group", kept.row.id, &kept.row.name);
        let entry = Entry::new(Action::DeleteGroup, subject).in_tenant(kept.row.tenant).with_count(credentials);
        let entry = detail.into_iter().fold(entry, Entry::with_detail);
        Ok(Done::Audited(entry, (Deleted { name: kept.row.name.to_string(), credentials, traces: false }, gone)))
    })?;
    app.sheets.close_of(&gone);
    let traces = deleted.credentials > 0 && app.store.forget_deleted();
    Ok(Deleted { traces, ..deleted })
}

/// Moves every credential of `from` to the group `to` of the same tenant, whose name it answers.
fn move_all(write: &mut Write<'_>, from: &Group, to: GroupId, now: Moment) -> Result<String> {
    let gone = |error: Error| match error {
        Error::NotFound(_) => Error::invalid("to", "The group to move to has been deleted meanwhile. Choose another."),
        error => error,
    };
    let to = directory::group(write, to).map_err(gone)?.row;
    if to.tenant != from.tenant || to.id == from.id {
        return Err(Error::invalid("to", "Choose another group of the same tenant."));
    }
    loop {
        let some = credentials::some_of(write.connection(), from.tenant, Some(from.id), CHUNK)?;
        if some.is_empty() {
            return Ok(to.name.to_string());
        }
        for kept in some {
            let kept = kept.verified(write.vouch(), |row| row.title.to_string())?;
            let row =
                Credential { revision: kept.row.revision + 1, modified_at: now, group: to.id, ..kept.row.clone() };
            credentials::update(write, &kept, &row)?;
        }
    }
}
