//! How the arguments of commands are read: strictly, and so that no error repeats one; and how the one
//! secret that is answered crosses.

use keywright_core::secret::{Passphrase, Secret};
use keywright_core::vault::Protection;
use serde::{Deserialize, Deserializer};
use tauri::Runtime;
use tauri::ipc::{CommandArg, CommandItem, InvokeError, InvokeResponseBody, IpcResponse};
use zeroize::Zeroizing;

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

/// A passphrase as the page sends it: taken over as one at once, so that nothing here holds it otherwise.
pub struct TypedPassphrase(pub Passphrase);

impl<'de> Deserialize<'de> for TypedPassphrase {
    fn deserialize<D: Deserializer<'de>>(given: D) -> Result<Self, D::Error> {
        String::deserialize(given).map(|typed| Self(Passphrase::new(typed)))
    }
}

/// A text that the page has had pasted, which may be a whole key: taken over as a secret at once.
pub struct PastedText(pub Secret);

impl<'de> Deserialize<'de> for PastedText {
    fn deserialize<D: Deserializer<'de>>(given: D) -> Result<Self, D::Error> {
        String::deserialize(given).map(|pasted| Self(Secret::new(pasted)))
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
        #[cfg_attr(test, ts(type = "string"))]
        passphrase: TypedPassphrase,
    },
}

impl From<ChosenProtection> for Protection {
    fn from(chosen: ChosenProtection) -> Self {
        match chosen {
            ChosenProtection::Keychain => Self::Keychain,
            ChosenProtection::Passphrase { passphrase } => Self::Passphrase(passphrase.0),
        }
    }
}

/// A Secret Key on its way to the page that asked to show it. It cannot be serialised: its one way out is
/// the answer itself, in which its text is copied once.
pub struct ShownSecret(pub Zeroizing<String>);

impl IpcResponse for ShownSecret {
    fn body(self) -> tauri::Result<InvokeResponseBody> {
        // Written into room that a Secret Key does not outgrow, so that no part of it is left behind.
        Ok(InvokeResponseBody::Json(serde_json::to_string(self.0.as_str())?))
    }
}
