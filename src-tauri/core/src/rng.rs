//! Randomness: the only place that names the operating system's random source.
//! Knows nothing of what the bytes become.

use crate::error::{Error, Result};

/// Where keys, nonces, identifiers and secrets take their bytes.
pub trait Rng: Send + Sync {
    /// Fills `bytes` with unpredictable bytes.
    ///
    /// # Errors
    /// [`Error::Internal`] where the source does not answer; then nothing may be made from `bytes`.
    fn fill(&self, bytes: &mut [u8]) -> Result<()>;
}

/// The operating system's random source.
#[derive(Debug, Default)]
pub struct SystemRng;

impl Rng for SystemRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<()> {
        use rand::TryRng;
        rand::rngs::SysRng.try_fill_bytes(bytes).map_err(|_| {
            Error::Internal(
                "The operating system's random source did not answer. Nothing was made or changed; try again.".into(),
            )
        })
    }
}

/// An array of unpredictable bytes.
///
/// # Errors
/// As [`Rng::fill`].
pub fn bytes<const N: usize>(rng: &dyn Rng) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rng.fill(&mut bytes)?;
    Ok(bytes)
}
