//! The operating system's keychain, each call under its deadline. Knows its own service name
//! and nothing of what items are for.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(windows, target_os = "macos"))]
mod native;
#[cfg(target_os = "linux")]
mod prompt;

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

#[cfg(target_os = "linux")]
use linux::Desk;
#[cfg(any(windows, target_os = "macos"))]
use native::Desk;

use super::keychain::{Keychain, KeychainItem, KeychainTrouble, Late, PATIENCE, ProbeStep, Probed, Wanted};
use super::lane::Lane;
use crate::rng::{self, SystemRng};
use crate::secret::hex;

/// The keychain of the desktop session that this process runs in. Nothing is opened before the
/// first call; a connection that breaks is opened anew by the next one.
pub struct OsKeychain {
    desk: Arc<Desk>,
    lane: Lane,
    #[cfg(target_os = "linux")]
    prompt: Arc<prompt::Prompt>,
}

impl OsKeychain {
    /// The keychain's items under the name `service`, such as `dev.keywright.app`; tests use
    /// a name of their own.
    pub fn new(service: &str) -> Self {
        Self {
            desk: Arc::new(Desk::new(service)),
            lane: Lane::default(),
            #[cfg(target_os = "linux")]
            prompt: Arc::default(),
        }
    }

    fn ask<T, F>(&self, call: F) -> Result<T, KeychainTrouble>
    where
        T: Send + 'static,
        F: FnOnce(&Desk) -> Result<T, KeychainTrouble> + Send + 'static,
    {
        let desk = Arc::clone(&self.desk);
        self.lane.run(PATIENCE, move || call(&desk)).unwrap_or(Err(KeychainTrouble::Unreachable))
    }

    /// Writes a test item and reads it back.
    fn try_item(&self, account: &str) -> Result<(), KeychainTrouble> {
        let random = rng::bytes::<32>(&SystemRng).map_err(|_| KeychainTrouble::Denied)?;
        let item = KeychainItem::new(random.to_vec());
        self.write(account, &item)?;
        // A keychain that gives back something else keeps nothing safe.
        if self.read(account)? == Some(item) { Ok(()) } else { Err(KeychainTrouble::Denied) }
    }
}

impl fmt::Debug for OsKeychain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OsKeychain(…)")
    }
}

impl Keychain for OsKeychain {
    fn ready(&self) -> Result<(), KeychainTrouble> {
        self.ask(|desk| desk.collection().map(drop))
    }

    fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble> {
        let account = account.to_owned();
        self.ask(move |desk| desk.read(&account))
    }

    fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble> {
        let (account, item) = (account.to_owned(), item.copy_for_the_call());
        self.ask(move |desk| desk.write(&account, &item))
    }

    fn remove(&self, account: &str) -> Result<(), KeychainTrouble> {
        let account = account.to_owned();
        self.ask(move |desk| desk.remove(&account))
    }

    #[cfg(target_os = "linux")]
    fn unlock(&self, wanted: &Wanted<'_>, late: Late) -> Result<(), KeychainTrouble> {
        self.prompt.unlock(wanted, late)
    }

    /// These systems ask by themselves, where they ask at all, when an item is read.
    #[cfg(any(windows, target_os = "macos"))]
    fn unlock(&self, wanted: &Wanted<'_>, _late: Late) -> Result<(), KeychainTrouble> {
        if wanted() { self.ready() } else { Err(KeychainTrouble::Locked) }
    }

    fn cancel_unlock(&self) {
        #[cfg(target_os = "linux")]
        self.prompt.cancel();
    }

    fn probe(&self) -> Vec<Probed> {
        let mut probed = Vec::new();
        let mut step = |step, attempt: &dyn Fn() -> Result<String, KeychainTrouble>| {
            let begun = Instant::now();
            let (detail, trouble) = match attempt() {
                Ok(detail) => (detail, None),
                Err(trouble) => (String::new(), Some(trouble)),
            };
            probed.push(Probed { step, took: begun.elapsed(), detail, trouble });
            trouble.is_none()
        };
        let account = match rng::bytes::<8>(&SystemRng) {
            Ok(random) => format!("probe/{}", hex(&random)),
            Err(_) => "probe".to_owned(),
        };
        let reached = step(ProbeStep::Service, &|| self.ask(Desk::name))
            && step(ProbeStep::Collection, &|| self.ask(Desk::collection));
        if reached {
            let written = step(ProbeStep::Write, &|| self.try_item(&account).map(|()| String::new()));
            if written {
                step(ProbeStep::Remove, &|| self.remove(&account).map(|()| String::new()));
            } else {
                // It may have been written all the same; a test item that stays does no harm.
                let _best_effort = self.remove(&account);
            }
        }
        probed
    }
}
