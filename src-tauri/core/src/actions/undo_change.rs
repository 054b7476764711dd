//! *Undo a change*: one credential's own fields go back to what they were, exactly but for revision and modified.

use super::directory;
use crate::app::App;
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::credential::{Changed, Credential};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::audit_log::{self, Item};
use crate::store::{Done, Write, credentials, tenants};

/// Undoes the change that the audit log keeps as number `sequence`, if nothing has changed the credential since.
/// The undoing can itself be undone.
///
/// # Errors
/// [`Error::NotPossible`] for what cannot be undone; [`Error::ChangedMeanwhile`] where the credential has changed
/// since; [`Error::NotPermitted`] without the permission of the inverse action; [`Error::NotVouched`] where the audit
/// log was edited. Then nothing was changed.
pub fn undo_change(app: &App, sequence: u64) -> Result<Changed> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        let (before, after) = change_of(write, sequence)?;
        app.permit(write.connection(), write.vouch(), inverse_permission(&before, &after))?;
        undo(write, before, after, sequence, now)
    })
}

/// What changing back needs: that of revoking and reinstating where a revocation came or went, whichever verb
/// did it, and that of updating otherwise.
fn inverse_permission(before: &Credential, after: &Credential) -> Permission {
    if before.state.revocation() == after.state.revocation() {
        Permission::CreateAndUpdate
    } else {
        Permission::RevokeAndReinstate
    }
}

fn undo(
    write: &mut Write<'_>,
    before: Credential,
    after: Credential,
    sequence: u64,
    now: Moment,
) -> Result<Done<Changed>> {
    let kept = credentials::get(write.connection(), before.id)?.ok_or(Error::NotFound("credential"))?;
    let kept = write.vouched_for(kept)?;
    // What has come back to the same since, by undoing what came after, counts as unchanged.
    if (Credential { revision: kept.row.revision, modified_at: kept.row.modified_at, ..after }) != kept.row {
        return Err(Error::ChangedMeanwhile(kept.row.title.to_string()));
    }
    let tenant = tenants::get(write.connection(), before.tenant)?
        .ok_or(Error::NotFound("tenant"))?
        .verified(write.vouch(), |row| format!("The tenant {}", row.name))?
        .row;
    if before.title.folded() != kept.row.title.folded()
        && credentials::is_taken(write.connection(), tenant.id, &before.title.folded())?
    {
        let problem = format!("The title “{}” was given to another credential meanwhile.", before.title);
        return Err(Error::NotPossible(problem));
    }
    still_there(write, &before)?;
    let row = Credential { revision: kept.row.revision + 1, modified_at: now, ..before };
    credentials::update(write, &kept, &row)?;
    let entry = Entry::new(Action::UndoChange, super::change::subject_of(write, &row)?)
        .in_tenant(tenant.id)
        .with_detail(format!("undoes entry {sequence}"));
    let answer = Changed { title: row.title.as_str().to_owned(), undo: Some(write.sequence()), traces: false };
    Ok(Done::Audited(entry, answer))
}

/// Whether what the credential referred to before is there to be referred to again.
fn still_there(write: &Write<'_>, before: &Credential) -> Result<()> {
    let gone = |error: Error| match error {
        Error::NotFound(what) => {
            Error::NotPossible(format!("The {what} that it had before has been deleted meanwhile."))
        }
        error => error,
    };
    directory::group(write, before.group).map_err(gone)?;
    before
        .roles
        .iter()
        .chain(&before.in_role)
        .try_for_each(|role| directory::role(write, *role).map(drop).map_err(gone))?;
    let Some(user) = before.user else { return Ok(()) };
    let user = directory::user(write, user).map_err(gone)?.row;
    match before.in_role {
        Some(role) if !user.roles.contains(&role) => {
            Err(Error::NotPossible(format!("{} no longer has the role in which it acted before.", user.name)))
        }
        _ => Ok(()),
    }
}

/// The one credential that entry `sequence` changed, before and after. Verified: the entry bears the vault's mark,
/// and the row is the one that it was written with.
fn change_of(write: &Write<'_>, sequence: u64) -> Result<(Credential, Credential)> {
    let items = audit_log::genuine(write, sequence)?.items;
    // One credential's own fields and nothing beside them: what makes, deletes or gives a new secret is none such.
    let changed = match items.as_slice() {
        [Item { table, before: Some(before), after: Some(after), .. }] if table == "credential" && before != after => {
            serde_json::from_str(before).ok().zip(serde_json::from_str(after).ok())
        }
        _ => None,
    };
    changed.ok_or_else(|| Error::NotPossible("This cannot be undone.".into()))
}
