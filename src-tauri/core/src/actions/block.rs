//! What revoking and deactivating have in common: they also work while the master key is not at hand, and on a full
//! disk. No verb of its own.

use rusqlite::Connection;

use super::change::{found, subject_in};
use crate::app::App;
use crate::audit::{Entry, Subject};
use crate::blocking::Block;
use crate::credential::{Changed, Target};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::{Blocking, Done, credentials};
use crate::vault::Keys;

/// Blocks one credential. Without the master key its row keeps the mark that it has and the entry bears none, until
/// an administrator vouches for both; then nothing undoes it by itself.
///
/// # Errors
/// [`Error::NotPermitted`] without `permission`; [`Error::NotFound`]; [`Error::ChangedMeanwhile`];
/// [`Error::NotPossible`] where its state does not allow it; with the key, [`Error::NotVouched`] and
/// [`Error::Pending`]. Then nothing was changed.
pub(super) fn block(
    app: &App,
    target: Target,
    permission: Permission,
    block: &Block,
    entry: impl Fn(Subject) -> Entry,
) -> Result<Changed> {
    match app.vault.keys() {
        Ok(keys) => keyed(app, &keys, target, permission, block, entry),
        Err(Error::Key(_)) => unkeyed(app, target, permission, block, entry),
        Err(error) => Err(error),
    }
}

fn keyed(
    app: &App,
    keys: &Keys,
    target: Target,
    permission: Permission,
    block: &Block,
    entry: impl Fn(Subject) -> Entry,
) -> Result<Changed> {
    let now = app.now();
    app.store.write_from_reserve(keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), permission)?;
        let (kept, tenant) = found(write, target)?;
        let row = block.apply(&kept.row, now, &app.account.name)?;
        credentials::update(write, &kept, &row)?;
        let entry = entry(subject_in(write.connection(), &row)?).in_tenant(tenant.id);
        let answer = Changed { title: row.title.as_str().to_owned(), undo: Some(write.sequence()), traces: false };
        Ok(Done::Audited(entry, answer))
    })
}

fn unkeyed(
    app: &App,
    target: Target,
    permission: Permission,
    block: &Block,
    entry: impl Fn(Subject) -> Entry,
) -> Result<Changed> {
    let decide = |connection: &Connection| {
        app.may(connection, permission)?;
        let kept = credentials::get(connection, target.credential)?.ok_or(Error::NotFound("credential"))?;
        if kept.row.revision != target.revision {
            return Err(Error::ChangedMeanwhile(kept.row.title.to_string()));
        }
        let entry = entry(subject_in(connection, &kept.row)?).in_tenant(kept.row.tenant);
        Ok(Blocking { kept, block: block.clone(), entry })
    };
    let row = app.store.block_unkeyed(&app.account, app.now(), decide)?;
    Ok(Changed { title: row.title.as_str().to_owned(), undo: None, traces: false })
}
