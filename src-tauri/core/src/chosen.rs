//! What was chosen: the vault's settings, and the operator's own preferences. Reads only.

use std::time::Duration;

use rusqlite::Connection;

use crate::app::App;
use crate::error::Result;
use crate::settings::{Preferences, Settings};
use crate::store::{preferences, settings};

impl App {
    /// The vault's settings; the defaults where nobody has changed any.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*; [`crate::error::Error::NotVouched`] where they were changed outside.
    pub fn settings(&self) -> Result<Settings> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            self.settings_by(connection)
        })
    }

    /// As [`App::settings`], within the caller's transaction and whoever asks.
    ///
    /// # Errors
    /// [`crate::error::Error::NotVouched`] where the keys are at hand and the settings were changed outside.
    pub fn settings_by(&self, connection: &Connection) -> Result<Settings> {
        let Some(kept) = settings::get(connection)? else { return Ok(Settings::default()) };
        match self.vault.keys_at_hand() {
            Some(keys) => Ok(kept.verified(&*keys, |_| "A setting".into())?.row),
            None => Ok(kept.row),
        }
    }

    /// How long a secret stays on the clipboard: as the settings say, where they are vouched for.
    pub fn clipboard_time(&self) -> Duration {
        let settings = self.store.read(|connection| self.settings_by(connection));
        // What was changed outside could say for ever.
        settings.and_then(Settings::checked).unwrap_or_default().clipboard_time()
    }

    /// How the operator has the window; the defaults where they have chosen nothing.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*.
    pub fn preferences(&self) -> Result<Preferences> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            Ok(preferences::get(connection, &self.account.account)?.unwrap_or_default())
        })
    }
}
