//! The master key, the subkeys derived from it, and the marks they give.
//! Knows nothing of where the master key comes from or is kept.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::cipher::{self, Key};
use crate::error::{Error, Result};
use crate::ids::VaultId;
use crate::mac::{Mac, Vouch};
use crate::rng::Rng;
use crate::secret::{Fingerprint, Secret, hex};

/// What the check subkey is asked to mark; the answer tells whether a key is this vault's.
const CHECKED: &[u8] = b"keywright/1/key check";

/// The master key of a vault: 32 random bytes that are stored only wrapped. Zeroed when dropped.
pub(super) struct MasterKey(Key);

impl MasterKey {
    pub(super) fn generate(rng: &dyn Rng) -> Result<Self> {
        cipher::new_key(rng).map(Self)
    }

    /// From what a slot held; nothing where it has another length than a key.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        Key::from_bytes(bytes).map(Self)
    }

    /// The bytes, to be wrapped: the one thing that leaves this type beside subkeys.
    pub(super) fn for_wrapping(&self) -> &[u8] {
        self.0.for_keyed_work()
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

/// The subkeys of a vault: they seal, mark and check, and never leave.
pub struct Keys {
    vault: VaultId,
    epoch: u32,
    seal: Key,
    // Keyed once, copied per mark: a mark over a short row costs half of what keying it anew does.
    row: Hmac<Sha256>,
    audit: Hmac<Sha256>,
    fingerprint: Hmac<Sha256>,
    check: [u8; 32],
}

impl Keys {
    /// Derives the subkeys by HKDF-SHA256: salt = vault id, info = `keywright/1/` and the subkey's name.
    pub(super) fn derive(master: &MasterKey, vault: VaultId, epoch: u32) -> Result<Self> {
        let derivation = Hkdf::<Sha256>::new(Some(&vault.to_bytes()), master.for_wrapping());
        let subkey = |name: &str| -> Result<Key> {
            let mut key = Key::default();
            derivation
                .expand(format!("keywright/1/{name}").as_bytes(), key.room_to_fill())
                .map_err(|_| underivable())?;
            Ok(key)
        };
        let keyed = |name: &str| -> Result<Hmac<Sha256>> {
            Hmac::<Sha256>::new_from_slice(subkey(name)?.for_keyed_work()).map_err(|_| underivable())
        };
        Ok(Self {
            vault,
            epoch,
            seal: subkey("seal")?,
            row: keyed("row")?,
            audit: keyed("audit")?,
            fingerprint: keyed("fingerprint")?,
            check: mark(&keyed("check")?, CHECKED),
        })
    }

    /// What the database keeps to tell a wrong key by; gives nothing away about the key.
    pub fn key_check(&self) -> [u8; 32] {
        self.check
    }

    /// Whether these are the keys that `key_check` was taken of; compared in constant time.
    pub(super) fn answer_to(&self, key_check: &[u8; 32]) -> bool {
        self.check.ct_eq(key_check).into()
    }

    /// The vault that these are the keys of.
    pub fn vault(&self) -> VaultId {
        self.vault
    }

    /// The fingerprint of a secret that was not generated here, and so may be guessable:
    /// HMAC-SHA256, lower-case hexadecimal.
    pub fn keyed_fingerprint(&self, secret: &Secret) -> Fingerprint {
        Fingerprint::from_database(hex(&mark(&self.fingerprint, secret.for_keyed_work())))
    }

    pub(super) fn seal_key(&self) -> &Key {
        &self.seal
    }
}

impl Vouch for Keys {
    fn epoch(&self) -> u32 {
        self.epoch
    }

    fn row_mac(&self, bytes: &[u8]) -> Mac {
        mark(&self.row, bytes)
    }

    fn audit_mac(&self, hash: &[u8; 32]) -> Mac {
        mark(&self.audit, hash)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys(epoch {}, …)", self.epoch)
    }
}

fn mark(keyed: &Hmac<Sha256>, bytes: &[u8]) -> Mac {
    keyed.clone().chain_update(bytes).finalize().into_bytes().into()
}

fn underivable() -> Error {
    Error::Internal("The vault's subkeys could not be derived. Nothing was changed; start Keywright again.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(master: u8, vault: u8) -> Keys {
        let master = MasterKey::from_bytes(&[master; 32]).unwrap();
        Keys::derive(&master, VaultId::from_bytes([vault; 16]), 1).unwrap()
    }

    /// The MACs over one input under each subkey, as far as they can be seen from outside.
    fn seen(keys: &Keys) -> Vec<[u8; 32]> {
        let input = [7; 32];
        vec![
            keys.row_mac(&input),
            keys.audit_mac(&input),
            mark(&keys.fingerprint, &input),
            keys.seal_key().for_keyed_work().try_into().unwrap(),
            keys.key_check(),
        ]
    }

    #[test]
    fn every_subkey_differs_from_every_other_and_with_master_and_vault() {
        let mut all: Vec<_> = [keys(1, 1), keys(2, 1), keys(1, 2)].iter().flat_map(seen).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(seen(&keys(1, 1)), seen(&keys(1, 1)));
    }

    #[test]
    fn the_derivation_is_the_documented_one() {
        // Written out with HMAC alone (RFC 5869), so that a change of salt, info or hash shows.
        let hmac = |key: &[u8], data: &[u8]| -> [u8; 32] { mark(&Hmac::<Sha256>::new_from_slice(key).unwrap(), data) };
        let extracted = hmac(&[3; 16], &[5; 32]);
        let row = hmac(&extracted, b"keywright/1/row\x01");
        let keys = keys(5, 3);
        assert_eq!(keys.row_mac(b"a row"), hmac(&row, b"a row"));
        let check = hmac(&extracted, b"keywright/1/check\x01");
        assert_eq!(keys.key_check(), hmac(&check, CHECKED));
    }

    #[test]
    fn a_master_key_has_exactly_32_bytes() {
        assert!(MasterKey::from_bytes(&[1; 31]).is_none());
        assert!(MasterKey::from_bytes(&[1; 33]).is_none());
        assert!(MasterKey::from_bytes(&[]).is_none());
    }

    #[test]
    fn a_check_tells_another_key() {
        assert!(keys(1, 1).answer_to(&keys(1, 1).key_check()));
        assert!(!keys(1, 1).answer_to(&keys(2, 1).key_check()));
        assert!(!keys(1, 1).answer_to(&keys(1, 2).key_check()));
    }

    #[test]
    fn debug_says_nothing_of_the_keys() {
        let keys = keys(0xab, 1);
        assert_eq!(format!("{keys:?}"), "Keys(epoch 1, …)");
        assert_eq!(format!("{keys:#?}"), "Keys(epoch 1, …)");
        assert_eq!(format!("{:?}", MasterKey::from_bytes(&[0xab; 32]).unwrap()), "MasterKey(…)");
    }
}
