//! *Change the settings* of the vault.

use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::error::{Error, Result};
use crate::permission::Permission;
use crate::settings::Settings;
use crate::store::{Done, settings};

/// Changes the settings to `wanted`, whose revision is the one that the screen read.
///
/// # Errors
/// [`Error::InvalidInput`] on `clipboardSeconds`, `defaultDays` or `warningDays`; [`Error::ChangedMeanwhile`];
/// [`Error::NotPermitted`] without *manage settings and operators*. Then nothing was changed.
pub fn change_settings(app: &App, wanted: &Settings) -> Result<Settings> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        let kept = settings::get(write.connection())?;
        let kept = kept.map(|kept| kept.verified(write.vouch(), |_| "A setting".into())).transpose()?;
        let before = kept.as_ref().map(|kept| kept.row.clone()).unwrap_or_default();
        if before.revision != wanted.revision {
            return Err(Error::ChangedMeanwhile("A setting".into()));
        }
        let wanted = wanted.clone().checked()?;
        if before == wanted {
            return Ok(Done::Nothing(before));
        }
        let row = Settings { revision: before.revision + 1, ..wanted };
        settings::put(write, kept.as_ref(), &row)?;
        let subject = Subject { kind: "settings", ..Subject::default() };
        Ok(Done::Audited(Entry::new(Action::ChangeSettings, subject), row))
    })
}
