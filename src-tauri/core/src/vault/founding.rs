//! Making a vault's master key: written, read back, compared, and only then used.
//! The only place that writes to a keychain.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::Vault;
use super::cipher::{self, Key};
use super::keychain::{Keychain, KeychainItem, KeychainTrouble};
use super::keys::{Keys, MasterKey};
use super::slot::{Kdf, KeySlot, SlotKind};
use crate::clock::Moment;
use crate::error::{Error, KeyTrouble, Result};
use crate::ids::{SlotId, VaultId};
use crate::rng::Rng;
use crate::secret::Passphrase;

/// The fewest characters of a passphrase that protects a vault.
const PASSPHRASE_MIN: usize = 12;
/// The number of a vault's first master key.
const FIRST_EPOCH: u32 = 1;
/// How often, and how far apart, an item is tried to be removed that a silent keychain may yet write.
const REMOVALS: u32 = 6;
const REMOVAL_PAUSE: Duration = Duration::from_secs(10);

/// What protects a new vault; the administrator's choice.
#[derive(Debug)]
pub enum Protection {
    /// An item in the keychain.
    Keychain,
    /// A passphrase.
    Passphrase(Passphrase),
}

/// A vault that was just made, and what of it the database must keep.
#[derive(Debug)]
pub struct Founding {
    /// The vault, with its key at hand.
    pub vault: Vault,
    /// Its one slot.
    pub slot: KeySlot,
    /// What tells a wrong key.
    pub key_check: [u8; 32],
}

pub(super) fn found(
    id: VaultId,
    protection: &Protection,
    owner: &str,
    now: Moment,
    keychain: Arc<dyn Keychain>,
    rng: &dyn Rng,
) -> Result<Founding> {
    if let Protection::Passphrase(passphrase) = protection
        && passphrase.length() < PASSPHRASE_MIN
    {
        return Err(Error::invalid(
            "passphrase",
            format!("A passphrase needs at least {PASSPHRASE_MIN} characters; several words are easiest to remember."),
        ));
    }
    let (kind, kdf) = match protection {
        Protection::Keychain => (SlotKind::Keychain, None),
        Protection::Passphrase(_) => (SlotKind::Passphrase, Some(Kdf::of_today(rng)?)),
    };
    let mut slot =
        KeySlot { id: SlotId::new(now, rng)?, kind, owner: owner.to_owned(), kdf, wrapped: Vec::new(), made_at: now };
    let wrapping = match protection {
        Protection::Keychain => keep_new_key(&slot.account(id), &keychain, rng)?,
        Protection::Passphrase(passphrase) => slot.derive(passphrase)?,
    };
    let keys = fill(id, &mut slot, &wrapping, rng).inspect_err(|_| {
        if kind == SlotKind::Keychain {
            // What is left behind opens nothing: its vault was never made.
            let _best_effort = keychain.remove(&slot.account(id));
        }
    })?;
    let key_check = keys.key_check();
    let vault = Vault::of_slots(id, FIRST_EPOCH, key_check, vec![slot.clone()], owner, keychain);
    vault.take(keys, now);
    Ok(Founding { vault, slot, key_check })
}

/// A new master key, wrapped into `slot`, unwrapped again and compared by its check value.
fn fill(id: VaultId, slot: &mut KeySlot, wrapping: &Key, rng: &dyn Rng) -> Result<Keys> {
    let master = MasterKey::generate(rng)?;
    let keys = Keys::derive(&master, id, FIRST_EPOCH)?;
    slot.wrap(id, &master, wrapping, rng)?;
    let again = slot.unwrap(id, wrapping).ok_or(Error::Key(KeyTrouble::Wrong))?;
    if !Keys::derive(&again, id, FIRST_EPOCH)?.answer_to(&keys.key_check()) {
        return Err(Error::Key(KeyTrouble::Wrong));
    }
    Ok(keys)
}

/// A new wrapping key that the keychain holds and gives back the same; on any failure none is left there.
fn keep_new_key(account: &str, keychain: &Arc<dyn Keychain>, rng: &dyn Rng) -> Result<Key> {
    let wrapping = cipher::new_key(rng)?;
    // Asked first: where it cannot be written, nothing needs to be taken back.
    keychain.ready().map_err(|trouble| Error::Key(trouble.into()))?;
    let item = KeychainItem::new(wrapping.for_keyed_work().to_vec());
    let kept =
        keychain.write(account, &item).map_err(KeyTrouble::from).and_then(|()| match keychain.read(account)? {
            Some(back) if back == item => Ok(()),
            Some(_) => Err(KeyTrouble::Wrong),
            None => Err(KeyTrouble::Missing),
        });
    match kept {
        Ok(()) => Ok(wrapping),
        Err(trouble) => {
            take_back(account, keychain, trouble);
            Err(Error::Key(trouble))
        }
    }
}

fn take_back(account: &str, keychain: &Arc<dyn Keychain>, trouble: KeyTrouble) {
    if trouble != KeyTrouble::Unreachable {
        // What is left behind opens nothing: its vault was never made.
        let _best_effort = keychain.remove(account);
        return;
    }
    // A keychain that went silent may write later what it was asked to; nobody waits for that.
    let (account, keychain) = (account.to_owned(), Arc::clone(keychain));
    let _started = thread::Builder::new().name("keychain removal".into()).spawn(move || {
        for _ in 0..REMOVALS {
            if keychain.remove(&account) != Err(KeychainTrouble::Unreachable) {
                return;
            }
            thread::sleep(REMOVAL_PAUSE);
        }
    });
}
