//! XChaCha20-Poly1305 with a random nonce: nonce ‖ ciphertext ‖ tag. Knows neither what is
//! enclosed nor what it is bound to; both come in as bytes.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::rng::{self, Rng};

/// Thirty-two bytes that enclose something. Zeroed when dropped.
pub(super) type Key = Zeroizing<[u8; 32]>;

const NONCE: usize = 24;
const TAG: usize = 16;

/// Encloses `plain`, bound to `bound_to`.
pub(super) fn enclose(key: &Key, bound_to: &[u8], plain: &[u8], rng: &dyn Rng) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE] = rng::bytes(rng)?;
    // Room for the tag from the start: a vector that grows would leave the plain bytes behind.
    let mut body = Zeroizing::new(Vec::with_capacity(plain.len() + TAG));
    body.extend_from_slice(plain);
    XChaCha20Poly1305::new(key.as_slice().try_into().map_err(|_| too_long())?)
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
    XChaCha20Poly1305::new(key.as_slice().try_into().ok()?)
        .decrypt_in_place(&XNonce::from(*nonce), bound_to, &mut *plain)
        .ok()?;
    Some(plain)
}

/// A new key.
pub(super) fn new_key(rng: &dyn Rng) -> Result<Key> {
    let mut key = Key::default();
    rng.fill(key.as_mut_slice())?;
    Ok(key)
}

fn too_long() -> Error {
    Error::Internal("This is too long to be sealed. Nothing was changed; shorten it and try again.".into())
}
