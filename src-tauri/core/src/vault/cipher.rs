//! XChaCha20-Poly1305 with a random nonce: nonce ‖ ciphertext ‖ tag. Knows neither what is
//! enclosed nor what it is bound to; both come in as bytes.

use std::fmt;

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::rng::{self, Rng};

/// Thirty-two bytes that enclose something. Zeroed when dropped.
#[derive(Default)]
pub(super) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    /// The bytes of a key from elsewhere; nothing where there are more or fewer than a key has.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::default();
        if bytes.len() != key.0.len() {
            return None;
        }
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    /// The bytes, for the cipher, a derivation, or the keychain item that keeps them.
    pub(super) fn for_keyed_work(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The room that a derivation or the random source fills.
    pub(super) fn room_to_fill(&mut self) -> &mut [u8] {
        self.0.as_mut_slice()
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

const NONCE: usize = 24;
const TAG: usize = 16;

/// Encloses `plain`, bound to `bound_to`.
pub(super) fn enclose(key: &Key, bound_to: &[u8], plain: &[u8], rng: &dyn Rng) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = rng::bytes(rng)?;
    // Room for the tag from the start: a vector that grows would leave the plain bytes behind.
    let mut body = Zeroizing::new(Vec::with_capacity(plain.len() + TAG));
    body.extend_from_slice(plain);
    XChaCha20Poly1305::new(key.for_keyed_work().try_into().map_err(|_| too_long())?)
        .encrypt_in_place(&XNonce::from(nonce), bound_to, &mut *body)
        .map_err(|_| too_long())?;
    let mut enclosed = Vec::with_capacity(NONCE + body.len());
    enclosed.extend_from_slice(&nonce);
    enclosed.extend_from_slice(&body);
    Ok(enclosed)
}

/// What `enclosed` holds, or nothing where the key, what it is bound to, or a single bit differs.
pub(super) fn disclose(key: &Key, bound_to: &[u8], enclosed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, body) = enclosed.split_first_chunk::<NONCE>()?;
    let mut plain = Zeroizing::new(body.to_vec());
    XChaCha20Poly1305::new(key.for_keyed_work().try_into().ok()?)
        .decrypt_in_place(&XNonce::from(*nonce), bound_to, &mut *plain)
        .ok()?;
    Some(plain)
}

/// A new key.
pub(super) fn new_key(rng: &dyn Rng) -> Result<Key> {
    let mut key = Key::default();
    rng.fill(key.room_to_fill())?;
    Ok(key)
}

fn too_long() -> Error {
    Error::Internal("This is too long to be sealed. Nothing was changed; shorten it and try again.".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_exactly_32_bytes_and_prints_none() {
        assert!(Key::from_bytes(&[1; 31]).is_none());
        assert!(Key::from_bytes(&[1; 33]).is_none());
        assert_eq!(format!("{:?}", Key::from_bytes(&[0xab; 32]).unwrap()), "Key(…)");
    }
}
