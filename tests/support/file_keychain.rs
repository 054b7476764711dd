//! The keychain in memory, with its items kept in a file of the test's own, so that a vault
//! opens again after a restart. A test's keys protect nothing, so the file may hold them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{fs, io};

use keywright_core::vault::keychain::{Keychain, KeychainItem, KeychainTrouble, Late, Probed, Wanted};
use keywright_core::vault::memory_keychain::{MemoryKeychain, MemoryState};

type Items = BTreeMap<String, Vec<u8>>;

/// A keychain in memory that can be put into every state, and can outlive the process.
pub struct FileKeychain {
    memory: MemoryKeychain,
    kept: Mutex<Items>,
    file: Option<PathBuf>,
}

impl FileKeychain {
    /// Without a file: gone with the process.
    pub fn in_memory() -> Self {
        Self { memory: MemoryKeychain::new(), kept: Mutex::default(), file: None }
    }

    /// With the items that `file` holds, if it exists.
    ///
    /// # Errors
    /// A file that cannot be read, or was not written by this.
    pub fn open(file: PathBuf) -> io::Result<Self> {
        let kept: Items = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Items::new(),
            Err(error) => return Err(error),
        };
        let memory = MemoryKeychain::new();
        for (account, item) in &kept {
            memory
                .write(account, &KeychainItem::new(item.clone()))
                .map_err(|_| io::Error::other("the memory refused"))?;
        }
        Ok(Self { memory, kept: Mutex::new(kept), file: Some(file) })
    }

    /// Puts it into `state`; its items stay.
    pub fn set_state(&self, state: MemoryState) {
        self.memory.set_state(state);
    }

    fn kept(&self) -> MutexGuard<'_, Items> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The whole file is written beside and moved into place: a killed test leaves no half.
    fn save(&self, items: &Items) -> Result<(), KeychainTrouble> {
        let Some(file) = &self.file else { return Ok(()) };
        let written = || -> io::Result<()> {
            let beside = file.with_extension("new");
            fs::File::create(&beside)?.write_all(&serde_json::to_vec(items)?)?;
            fs::rename(beside, file)
        };
        written().map_err(|_| KeychainTrouble::Unreachable)
    }
}

impl Keychain for FileKeychain {
    fn ready(&self) -> Result<(), KeychainTrouble> {
        self.memory.ready()
    }

    fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble> {
        self.memory.read(account)
    }

    fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble> {
        self.memory.write(account, item)?;
        let mut kept = self.kept();
        kept.insert(account.to_owned(), item.for_keychain().to_vec());
        self.save(&kept)
    }

    fn remove(&self, account: &str) -> Result<(), KeychainTrouble> {
        self.memory.remove(account)?;
        let mut kept = self.kept();
        kept.remove(account);
        self.save(&kept)
    }

    fn unlock(&self, wanted: &Wanted<'_'>, late: Late) -> Result<(), KeychainTrouble> {
        self.memory.unlock(wanted, late)
    }

    fn cancel_unlock(&self) {
        self.memory.cancel_unlock();
    }

    fn probe(&self) -> Vec<Probed> {
        self.memory.probe()
    }
}
