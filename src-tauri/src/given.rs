//! How the arguments of commands are read: strictly, and so that no error repeats one.

use keywright_core::secret::Passphrase;
use keywright_core::vault::Protection;
use serde::Deserialize;
use tauri::Runtime;
use tauri::ipc::{CommandArg, CommandItem, InvokeError};

use crate::error::CommandError;

/// One argument of a command. Read by its own type and not by Tauri's, so that a wrong one
/// is refused with a [`CommandError`], whose message cannot repeat what was sent.
pub struct Given<T>(pub T);

impl<'de, T: Deserialize<'de>, R: Runtime> CommandArg<'de, R> for Given<T> {
    fn from_command(item: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let name = item.key;
        T::deserialize(item).map(Self).map_err(|_| CommandError::argument(name).into())
    }
}

/// What protects a new vault, as the page sends it.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "Protection"))]
pub enum ChosenProtection {
    /// An item in the keychain.
    Keychain,
    /// A passphrase.
    Passphrase {
        /// As typed.
        passphrase: String,
    },
}

impl From<ChosenProtection> for Protection {
    fn from(chosen: ChosenProtection) -> Self {
        match chosen {
            ChosenProtection::Keychain => Self::Keychain,
            ChosenProtection::Passphrase { passphrase } => Self::Passphrase(Passphrase::new(passphrase)),
        }
    }
}
