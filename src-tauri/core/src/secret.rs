//! Secrets: the types that hold one, how one is generated and fingerprinted.
//! A type here has no `Serialize`, no `Clone`, and a `Debug` that says nothing.

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::error::Result;
use crate::rng::Rng;

/// The secret of a credential: a Secret Key or a single key. Zeroed when dropped.
pub struct Secret(SecretString);

impl Secret {
    /// Takes `text` over as a secret.
    pub fn new(text: String) -> Self {
        Self(exact(text))
    }

    /// The text, for the clipboard: a copy is the only way there.
    pub fn for_clipboard(&self) -> &str {
        self.0.expose_secret()
    }

    /// The text, for the explicit *Show*: one secret, asked for by name.
    pub fn for_show(&self) -> &str {
        self.0.expose_secret()
    }

    /// The text, for the cell of a credentials CSV that the administrator saves.
    pub fn for_csv(&self) -> &str {
        self.0.expose_secret()
    }

    /// The text, for looking up whether it is one of a credential's: it is compared and not given on.
    pub(crate) fn for_lookup(&self) -> &str {
        self.0.expose_secret()
    }

    /// The bytes, for sealing, signing and fingerprinting: none of these gives them on.
    pub(crate) fn for_keyed_work(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }

    /// The first `length` characters (bytes; keys that we make are ASCII), for telling single keys apart. The caller
    /// says how many may be shown.
    pub(crate) fn start(&self, length: usize) -> String {
        self.0.expose_secret().chars().take(length).collect()
    }

    /// How long the part of a token is that says nothing of its secret: up to the last `_`, which its random part lacks.
    pub(crate) fn prefix_length(&self) -> usize {
        self.0.expose_secret().rfind('_').map_or(0, |at| at + 1)
    }

    /// SHA-256 of the secret as UTF-8, in lower-case hexadecimal.
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint_of(self.for_lookup())
    }

    /// Whether two secrets are the same, in constant time.
    pub fn same_as(&self, other: &Self) -> bool {
        self.for_keyed_work().ct_eq(other.for_keyed_work()).into()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A passphrase as it was typed; enters one command and is not kept.
pub struct Passphrase(SecretString);

impl Passphrase {
    /// Takes `text` over as a passphrase.
    pub fn new(text: String) -> Self {
        Self(exact(text))
    }

    /// How many characters (Unicode scalar values) it has.
    pub fn length(&self) -> usize {
        self.0.expose_secret().chars().count()
    }

    /// The bytes, for the key derivation.
    pub(crate) fn for_derivation(&self) -> &[u8] {
        self.0.expose_secret().as_bytes()
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// What is left of a secret to know it again by: SHA-256, 64 characters of lower-case hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// From what the database keeps.
    pub fn from_database(text: String) -> Self {
        Self(text)
    }

    /// The 64 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The fingerprint that `text` would have as a secret.
pub(crate) fn fingerprint_of(text: &str) -> Fingerprint {
    Fingerprint(hex(&Sha256::digest(text.as_bytes())))
}

/// Takes `text` over without leaving its bytes behind, as giving back spare room would.
fn exact(text: String) -> SecretString {
    let text = Zeroizing::new(text);
    SecretString::from(text.as_str())
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// A UUID of version 4 as text: the shape of an Access ID, and of a compatible Secret Key. 122 random bits.
///
/// # Errors
/// As [`Rng::fill`].
pub fn uuid_text(rng: &dyn Rng) -> Result<Zeroizing<String>> {
    let mut random = Zeroizing::new([0; 16]);
    rng.fill(random.as_mut_slice())?;
    // The version and variant bits of RFC 9562, section 5.4.
    random[6] = (random[6] & 0x0F) | 0x40;
    random[8] = (random[8] & 0x3F) | 0x80;
    let mut text = Zeroizing::new(String::with_capacity(36));
    for (at, byte) in random.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    Ok(text)
}

/// The digits of base62, in order.
pub(crate) const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// `length` characters of base62, each equally likely: bytes of 248 and above are drawn again.
///
/// # Errors
/// As [`Rng::fill`].
pub fn base62(length: usize, rng: &dyn Rng) -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(length));
    let mut random = Zeroizing::new([0; 64]);
    while text.len() < length {
        rng.fill(random.as_mut_slice())?;
        for byte in random.iter().filter(|byte| **byte < 248).take(length - text.len()) {
            text.push(char::from(BASE62[usize::from(byte % 62)]));
        }
    }
    Ok(text)
}
