//! Key slots: the master key wrapped under a key from the keychain, or under one derived from a
//! passphrase. Knows neither keychain nor database.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::cipher::{self, Key};
use super::keys::MasterKey;
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::{SlotId, VaultId};
use crate::mac::Fields;
use crate::rng::{self, Rng};
use crate::secret::{Passphrase, hex};

/// How long a wrapping key is.
const KEY_BYTES: usize = 32;
/// The most memory that a derivation may take: 1 GiB.
const MEMORY_MAX_KIB: u32 = 1 << 20;
/// The most passes that a derivation may make.
const PASSES_MAX: u32 = 20;
/// The most lanes that a derivation may have.
const LANES_MAX: u32 = 64;

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// An item in the owner's keychain.
    Keychain,
    /// A passphrase.
    Passphrase,
    /// A recovery key.
    Recovery,
}

impl SlotKind {
    /// The word that the database keeps, and that the wrapped key is bound to.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Passphrase => "passphrase",
            Self::Recovery => "recovery",
        }
    }

    /// From the word that the database keeps; nothing where it is none.
    pub fn from_text(text: &str) -> Option<Self> {
        [Self::Keychain, Self::Passphrase, Self::Recovery].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// How a wrapping key is derived from a passphrase: Argon2id, version 19.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kdf {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
    /// The salt.
    pub salt: [u8; 16],
}

impl Kdf {
    /// What new slots are made with: 64 MiB, three passes, one lane, a random salt.
    ///
    /// # Errors
    /// As [`Rng::fill`].
    pub fn of_today(rng: &dyn Rng) -> Result<Self> {
        Ok(Self { memory_kib: 64 * 1024, passes: 3, lanes: 1, salt: rng::bytes(rng)? })
    }

    /// The form that the database keeps: `argon2id v=19 m=65536 t=3 p=1 salt=` and 32 hexadecimal digits.
    pub fn to_text(self) -> String {
        format!("argon2id v=19 m={} t={} p={} salt={}", self.memory_kib, self.passes, self.lanes, hex(&self.salt))
    }

    /// Reads back exactly what [`Kdf::to_text`] writes.
    ///
    /// # Errors
    /// [`Error::NotVouched`] for anything else.
    pub fn from_text(text: &str) -> Result<Self> {
        Self::parse(text).filter(|kdf| kdf.to_text() == text).ok_or_else(altered)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("argon2id v=19 ")?.split(' ');
        let mut part = |name: &str| parts.next()?.strip_prefix(name);
        let kdf = Self {
            memory_kib: part("m=")?.parse().ok()?,
            passes: part("t=")?.parse().ok()?,
            lanes: part("p=")?.parse().ok()?,
            salt: u128::from_str_radix(part("salt=")?, 16).ok()?.to_be_bytes(),
        };
        Some(kdf)
    }

    /// The wrapping key of `passphrase`, which is normalised (NFC) so that another keyboard types the same.
    fn derive(self, passphrase: &Passphrase) -> Result<Key> {
        if self.memory_kib > MEMORY_MAX_KIB || self.passes > PASSES_MAX || self.lanes > LANES_MAX {
            return Err(altered());
        }
        let mut key = Key::default();
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(KEY_BYTES)).map_err(|_| altered())?;
        let typed = std::str::from_utf8(passphrase.for_derivation()).map_err(|_| altered())?;
        // Room for the longest normal form: a string that grows would leave the passphrase behind.
        let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 3));
        normal.extend(typed.nfc());
        let _turn = one_at_a_time();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(normal.as_bytes(), &self.salt, key.room_to_fill())
            .map_err(|_| {
                Error::Internal(
                    "There is not enough memory to derive the key from the passphrase. Nothing was changed; close other programs and try again.".into(),
                )
            })?;
        Ok(key)
    }
}

/// Derivations take turns: each takes its memory whole, and any number may be asked for at once.
fn one_at_a_time() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn altered() -> Error {
    Error::NotVouched("The key slot of this vault".into())
}

/// One way to the master key, as the database keeps it.
#[derive(Clone, PartialEq, Eq)]
pub struct KeySlot {
    /// The slot's identity; with the vault's, the account of its keychain item.
    pub id: SlotId,
    /// What opens it.
    pub kind: SlotKind,
    /// The OS account whose slot it is: uid or SID.
    pub owner: String,
    /// How its wrapping key is derived, where it is.
    pub kdf: Option<Kdf>,
    /// The master key: nonce ‖ ciphertext ‖ tag.
    pub wrapped: Vec<u8>,
    /// When it was made.
    pub made_at: Moment,
}

impl fmt::Debug for KeySlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeySlot({}, {}, owner {}, …)", self.id, self.kind.as_str(), self.owner)
    }
}

impl KeySlot {
    /// The account of the slot's keychain item: `<vault>/<slot>`.
    pub fn account(&self, vault: VaultId) -> String {
        format!("{vault}/{}", self.id)
    }

    /// Everything but the wrapped key and the date: what the wrapped key is bound to.
    fn bound_to(&self, vault: VaultId) -> Vec<u8> {
        let mut fields = Fields::default();
        fields
            .bytes(&vault.to_bytes())
            .bytes(&self.id.to_bytes())
            .text(self.kind.as_str())
            .text(&self.owner)
            .text_or_nothing(self.kdf.map(Kdf::to_text).as_deref());
        fields.into_bytes()
    }

    /// Puts `master` into this slot, under `wrapping`.
    pub(super) fn wrap(&mut self, vault: VaultId, master: &MasterKey, wrapping: &Key, rng: &dyn Rng) -> Result<()> {
        self.wrapped = cipher::enclose(wrapping, &self.bound_to(vault), master.for_wrapping(), rng)?;
        Ok(())
    }

    /// The master key, or nothing where `wrapping` or any part of the slot is another.
    pub(super) fn unwrap(&self, vault: VaultId, wrapping: &Key) -> Option<MasterKey> {
        let plain = cipher::disclose(wrapping, &self.bound_to(vault), &self.wrapped)?;
        MasterKey::from_bytes(&plain)
    }

    /// The wrapping key of a passphrase slot.
    pub(super) fn derive(&self, passphrase: &Passphrase) -> Result<Key> {
        self.kdf.ok_or_else(altered)?.derive(passphrase)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    use proptest::prelude::*;

    use super::*;
    use crate::rng::SystemRng;

    fn vault() -> VaultId {
        VaultId::from_bytes([1; 16])
    }

    fn quick() -> Kdf {
        Kdf { memory_kib: 64, passes: 1, lanes: 1, salt: [6; 16] }
    }

    fn wrapping() -> Key {
        Key::from_bytes(&[4; 32]).unwrap()
    }

    fn slot(kdf: Option<Kdf>) -> KeySlot {
        let mut slot = KeySlot {
            id: SlotId::from_bytes([2; 16]),
            kind: SlotKind::Keychain,
            owner: "1000".into(),
            kdf,
            wrapped: Vec::new(),
            made_at: Moment::from_millis(0),
        };
        let master = MasterKey::from_bytes(&[3; 32]).unwrap();
        slot.wrap(vault(), &master, &wrapping(), &SystemRng).unwrap();
        slot
    }

    #[test]
    fn a_slot_gives_back_the_master_key() {
        let master = slot(None).unwrap(vault(), &wrapping()).unwrap();
        assert_eq!(master.for_wrapping(), [3; 32]);
    }

    #[test]
    fn a_slot_opens_only_as_it_was_made() {
        let good = slot(Some(quick()));
        assert!(good.unwrap(vault(), &wrapping()).is_some());
        assert!(good.unwrap(VaultId::from_bytes([9; 16]), &wrapping()).is_none());
        assert!(good.unwrap(vault(), &Key::from_bytes(&[5; 32]).unwrap()).is_none());
        let altered = [
            KeySlot { id: SlotId::from_bytes([9; 16]), ..good.clone() },
            KeySlot { kind: SlotKind::Passphrase, ..good.clone() },
            KeySlot { kind: SlotKind::Recovery, ..good.clone() },
            KeySlot { owner: "1001".into(), ..good.clone() },
            KeySlot { kdf: None, ..good.clone() },
            KeySlot { kdf: Some(Kdf { memory_kib: 65, ..quick() }), ..good.clone() },
            KeySlot { kdf: Some(Kdf { passes: 2, ..quick() }), ..good.clone() },
            KeySlot { kdf: Some(Kdf { lanes: 2, ..quick() }), ..good.clone() },
            KeySlot { kdf: Some(Kdf { salt: [7; 16], ..quick() }), ..good.clone() },
        ];
        for slot in altered {
            assert!(slot.unwrap(vault(), &wrapping()).is_none(), "opened: {slot:?}");
        }
    }

    proptest! {
        #[test]
        fn no_flipped_bit_and_no_cut_unwraps(at in 0_usize..72, bit in 0..8) {
            let mut slot = slot(None);
            prop_assert_eq!(slot.wrapped.len(), 72);
            slot.wrapped[at] ^= 1_u8 << bit;
            prop_assert!(slot.unwrap(vault(), &wrapping()).is_none());
            slot.wrapped[at] ^= 1_u8 << bit;
            slot.wrapped.truncate(at);
            prop_assert!(slot.unwrap(vault(), &wrapping()).is_none());
        }

        #[test]
        fn kdf_text_reads_back(memory_kib: u32, passes: u32, lanes: u32, salt: [u8; 16]) {
            let kdf = Kdf { memory_kib, passes, lanes, salt };
            prop_assert_eq!(Kdf::from_text(&kdf.to_text()).unwrap(), kdf);
        }

        #[test]
        fn other_kdf_text_is_refused(text in ".{0,80}") {
            prop_assert!(Kdf::from_text(&text).is_err());
        }
    }

    #[test]
    fn kdf_text_is_exact() {
        let text = "argon2id v=19 m=64 t=1 p=1 salt=06060606060606060606060606060606";
        assert_eq!(quick().to_text(), text);
        for other in [
            "argon2id v=19 m=064 t=1 p=1 salt=06060606060606060606060606060606",
            "argon2id v=19 m=64 t=1 p=1 salt=6060606060606060606060606060606",
            "argon2id v=19 m=64 t=1 p=1 salt=06060606060606060606060606060606 x=1",
            "argon2id v=19 m=+64 t=1 p=1 salt=06060606060606060606060606060606",
            "argon2i v=19 m=64 t=1 p=1 salt=06060606060606060606060606060606",
            "argon2id v=19 m=-1 t=1 p=1 salt=06060606060606060606060606060606",
        ] {
            assert!(matches!(Kdf::from_text(other), Err(Error::NotVouched(_))), "{other}");
        }
    }

    #[test]
    fn excessive_or_senseless_parameters_are_refused_before_deriving() {
        let passphrase = Passphrase::new("correct horse battery".into());
        let refused = [
            Kdf { memory_kib: MEMORY_MAX_KIB + 1, ..quick() },
            Kdf { memory_kib: u32::MAX, ..quick() },
            Kdf { memory_kib: 0, ..quick() },
            Kdf { memory_kib: 7, ..quick() },
            Kdf { passes: 21, ..quick() },
            Kdf { passes: 0, ..quick() },
            Kdf { lanes: 0, ..quick() },
            Kdf { lanes: 65, memory_kib: 4096, ..quick() },
        ];
        for kdf in refused {
            let begun = std::time::Instant::now();
            assert!(matches!(kdf.derive(&passphrase), Err(Error::NotVouched(_))), "{kdf:?}");
            assert!(begun.elapsed().as_millis() < 500, "{kdf:?} was derived before it was refused");
        }
        assert!(Kdf { passes: 20, ..quick() }.derive(&passphrase).is_ok());
    }

    #[test]
    fn the_derivation_is_argon2id() {
        // As the reference implementation's program answers:
        // printf 'one passphrase' | argon2 0123456789abcdef -id -t 3 -k 65536 -p 1 -l 32 -r
        let today = Kdf { memory_kib: 65_536, passes: 3, lanes: 1, salt: *b"0123456789abcdef" };
        let expected = "923663d0987563eb85644d3f2229797cdc607708470c29b85a127c89541ead3b";
        assert_eq!(hex(today.derive(&Passphrase::new("one passphrase".into())).unwrap().for_keyed_work()), expected);
    }

    #[test]
    fn passphrase_and_salt_make_the_key() {
        let key = |text: &str, kdf: Kdf| kdf.derive(&Passphrase::new(text.into())).unwrap().for_keyed_work().to_vec();
        assert_eq!(key("one passphrase", quick()), key("one passphrase", quick()));
        assert_ne!(key("one passphrase", quick()), key("one passphrasf", quick()));
        assert_ne!(key("one passphrase", quick()), key("one passphrase", Kdf { salt: [7; 16], ..quick() }));
        assert_eq!(key("caf\u{e9} creme brulee", quick()), key("cafe\u{301} creme brulee", quick()));
    }

    #[test]
    fn derivations_take_turns() {
        let turn = one_at_a_time();
        let (tell, told) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                let derived = quick().derive(&Passphrase::new("one passphrase".into()));
                tell.send(derived.is_ok()).unwrap();
            });
            assert!(told.recv_timeout(Duration::from_millis(100)).is_err(), "a second began before the first ended");
            drop(turn);
            assert_eq!(told.recv_timeout(Duration::from_secs(20)), Ok(true));
        });
    }

    #[test]
    fn new_slots_use_the_promised_cost() {
        let kdf = Kdf::of_today(&SystemRng).unwrap();
        assert_eq!((kdf.memory_kib, kdf.passes, kdf.lanes), (65_536, 3, 1));
        assert_ne!(kdf.salt, Kdf::of_today(&SystemRng).unwrap().salt);
    }

    #[test]
    fn kinds_read_back() {
        for kind in [SlotKind::Keychain, SlotKind::Passphrase, SlotKind::Recovery] {
            assert_eq!(SlotKind::from_text(kind.as_str()), Some(kind));
        }
        assert_eq!(SlotKind::from_text("Keychain"), None);
    }

    #[test]
    fn debug_shows_no_wrapped_bytes() {
        let text = format!("{:?}", slot(Some(quick())));
        assert!(text.ends_with("keychain, owner 1000, …)"), "{text}");
    }
}
