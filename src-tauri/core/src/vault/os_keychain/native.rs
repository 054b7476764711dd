//! The keychains of Windows and macOS, which are open while their person is logged in.

use std::sync::Arc;

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error as StoreError};

#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(windows)]
use windows_native_keyring_store::Store;

use super::super::keychain::{KeychainItem, KeychainTrouble};

/// The store of this system; made anew for each call, which costs nothing here.
pub(super) struct Desk {
    service: String,
}

/// The error itself goes no further: some of its variants hold bytes of the secret.
fn trouble(error: StoreError) -> KeychainTrouble {
    match error {
        StoreError::PlatformFailure(_) => KeychainTrouble::Unreachable,
        _ => KeychainTrouble::Denied,
    }
}

impl Desk {
    pub(super) fn new(service: &str) -> Self {
        Self { service: service.to_owned() }
    }

    fn entry(&self, account: &str) -> Result<Entry, KeychainTrouble> {
        let store: Arc<Store> = Store::new().map_err(trouble)?;
        store.build(&self.service, account, None).map_err(trouble)
    }

    pub(super) fn name(&self) -> Result<String, KeychainTrouble> {
        Store::new().map_err(trouble)?;
        Ok(if cfg!(windows) { "Windows Credential Manager" } else { "macOS Keychain" }.to_owned())
    }

    pub(super) fn collection(&self) -> Result<String, KeychainTrouble> {
        Store::new().map_err(trouble)?;
        Ok(String::new())
    }

    pub(super) fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble> {
        match self.entry(account)?.get_secret() {
            Ok(bytes) => Ok(Some(KeychainItem::new(bytes))),
            Err(StoreError::NoEntry) => Ok(None),
            Err(error) => Err(trouble(error)),
        }
    }

    pub(super) fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble> {
        self.entry(account)?.set_secret(item.for_keychain()).map_err(trouble)
    }

    pub(super) fn remove(&self, account: &str) -> Result<(), KeychainTrouble> {
        match self.entry(account)?.delete_credential() {
            Ok(()) | Err(StoreError::NoEntry) => Ok(()),
            Err(error) => Err(trouble(error)),
        }
    }
}
