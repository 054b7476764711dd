//! *Drop the backups*: the copies of the database from before changes of its format, which still hold, sealed, what
//! was deleted since.

use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::error::Result;
use crate::permission::Permission;
use crate::store::Done;

/// Deletes every backup, and answers how many. The audit log has it before the first file goes, so that none goes
/// unrecorded; what could not be deleted is recorded after.
///
/// # Errors
/// [`crate::error::Error::NotPermitted`] without *delete*: nothing was deleted. Where files cannot be deleted,
/// [`crate::error::VaultTrouble::ReadOnly`] that names those which stand.
pub fn drop_backups(app: &App) -> Result<u32> {
    let keys = app.vault.keys()?;
    let backups = app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::Delete)?;
        let backups = app.store.backups()?;
        if backups.is_empty() {
            return Ok(Done::Nothing(backups));
        }
        let files = backups.iter().map(|backup| backup.file.as_str());
        Ok(Done::Audited(entry(Action::DropBackups, files), backups))
    })?;
    let dropped = app.store.drop_backups(&backups);
    if !dropped.standing.is_empty() {
        let files = dropped.standing.iter().map(|(file, _)| file.as_str());
        let failed = entry(Action::FailDropBackups, files);
        let recorded = app.store.write(&*keys, &app.account, app.now(), |_| Ok(Done::Audited(failed, ())));
        if let Err(error) = recorded {
            // The person is told of the files either way, which is what they can do something about.
            tracing::warn!(code = error.code(), "that backups could not be deleted was not recorded");
        }
    }
    dropped.result()
}

fn entry<'a>(action: Action, files: impl Iterator<Item = &'a str>) -> Entry {
    let files: Vec<_> = files.collect();
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let subject = Subject { kind: "backups", ..Subject::default() };
    Entry::new(action, subject).with_detail(files.join(" ")).with_count(count)
}
