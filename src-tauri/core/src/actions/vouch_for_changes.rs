//! *Vouch for changes*: an administrator stands for what was done while the master key was not at hand.

use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::store::Done;
use crate::store::pending::{self, Step};

/// Gives the vault's mark to every credential that was blocked without the master key, as far as the audit log
/// explains it, and answers how many entries are vouched for now. What it does not explain stays as it is and is named.
///
/// # Errors
/// [`Error::NotPossible`] that names them where none can be vouched for; [`Error::NotPermitted`] without *manage
/// settings and operators*; [`Error::NotVouched`] where the log or the rows are not those that the vault knows of; the
/// keychain's trouble. Then nothing was changed.
pub fn vouch_for_changes(app: &App) -> Result<u32> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        let answered = pending::vouch_for(write)?;
        let left = named(&answered.left);
        if answered.entries == 0 {
            return if left.is_empty() { Ok(Done::Nothing(0)) } else { Err(Error::NotPossible(unsound(&left))) };
        }
        let subject = Subject { kind: "vault", id: app.vault.id().to_string(), ..Subject::default() };
        let mut entry = Entry::new(Action::VouchForChanges, subject).with_count(answered.entries);
        if !left.is_empty() {
            entry = entry.with_detail(format!("not vouched for: {left}"));
        }
        Ok(Done::Audited(entry, answered.entries))
    })
}

fn named(left: &[Step]) -> String {
    let named = left.iter().map(|step| format!("“{}” (entry {})", step.title, step.sequence));
    named.collect::<Vec<_>>().join(", ")
}

fn unsound(left: &str) -> String {
    format!("The audit log does not explain how these came to be as they are: {left}. Restore them from a backup.")
}
