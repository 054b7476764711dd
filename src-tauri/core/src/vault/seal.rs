//! Sealing a credential's secret to the row that it belongs to, so that a sealed secret moved
//! to another row opens nowhere. Knows nothing of how rows are stored.

use std::fmt;

use zeroize::Zeroizing;

use super::cipher;
use super::keys::Keys;
use crate::error::{Error, Result};
use crate::ids::{CredentialId, TenantId, VaultId, VersionId};
use crate::mac::{Fields, Vouch};
use crate::rng::Rng;
use crate::secret::Secret;

/// What a secret is sealed to: the associated data, every field of which must be the same to open it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The vault.
    pub vault: VaultId,
    /// The tenant of the credential.
    pub tenant: TenantId,
    /// The credential.
    pub credential: CredentialId,
    /// The secret version.
    pub version: VersionId,
    /// The number of the master key.
    pub epoch: u32,
    /// Whether the secret can be had again (or is kept only to check signatures).
    pub recoverable: bool,
}

impl Binding {
    fn to_bytes(self) -> Vec<u8> {
        let mut fields = Fields::default();
        fields
            .bytes(&self.vault.to_bytes())
            .bytes(&self.tenant.to_bytes())
            .bytes(&self.credential.to_bytes())
            .bytes(&self.version.to_bytes())
            .number(i64::from(self.epoch))
            .flag(self.recoverable);
        fields.into_bytes()
    }
}

/// A sealed secret as the database keeps it: nonce ‖ ciphertext ‖ tag.
#[derive(PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

impl Keys {
    /// Seals `secret` to `binding`, with a new random nonce.
    ///
    /// # Errors
    /// [`Error::Internal`] where the binding names another vault or key than these, or as [`Rng::fill`].
    pub fn seal(&self, binding: &Binding, secret: &Secret, rng: &dyn Rng) -> Result<Sealed> {
        if binding.vault != self.vault() || binding.epoch != self.epoch() {
            return Err(Error::Internal(
                "The vault's key changed meanwhile. Nothing was sealed and nothing was changed; try again.".into(),
            ));
        }
        cipher::enclose(self.seal_key(), &binding.to_bytes(), secret.for_keyed_work(), rng).map(Sealed)
    }

    /// Opens what was sealed to `binding`.
    ///
    /// # Errors
    /// [`Error::NotVouched`] where the key, any field of the binding, or a single bit differs.
    pub fn open(&self, binding: &Binding, sealed: &Sealed) -> Result<Secret> {
        cipher::disclose(self.seal_key(), &binding.to_bytes(), &sealed.0)
            .and_then(text)
            .map(Secret::new)
            .ok_or_else(|| Error::NotVouched("The sealed secret".into()))
    }
}

/// The plain bytes as text, without a copy of them left behind.
fn text(mut plain: Zeroizing<Vec<u8>>) -> Option<String> {
    std::str::from_utf8(&plain).ok()?;
    String::from_utf8(std::mem::take(&mut *plain)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::keys::MasterKey;
    use super::*;
    use crate::rng::SystemRng;

    const VAULT: [u8; 16] = [1; 16];

    fn keys() -> Keys {
        Keys::derive(&MasterKey::from_bytes(&[9; 32]).unwrap(), VaultId::from_bytes(VAULT), 1).unwrap()
    }

    fn binding(ids: [[u8; 16]; 3], recoverable: bool) -> Binding {
        Binding {
            vault: VaultId::from_bytes(VAULT),
            tenant: TenantId::from_bytes(ids[0]),
            credential: CredentialId::from_bytes(ids[1]),
            version: VersionId::from_bytes(ids[2]),
            epoch: 1,
            recoverable,
        }
    }

    fn bindings() -> impl Strategy<Value = Binding> {
        (any::<[[u8; 16]; 3]>(), any::<bool>()).prop_map(|(ids, recoverable)| binding(ids, recoverable))
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_the_same(binding in bindings(), text in ".{0,200}") {
            let sealed = keys().seal(&binding, &Secret::new(text.clone()), &SystemRng).unwrap();
            let opened = keys().open(&binding, &sealed).unwrap();
            prop_assert!(opened.same_as(&Secret::new(text.clone())));
            prop_assert_eq!(sealed.0.len(), 24 + text.len() + 16);
        }

        #[test]
        fn it_opens_in_no_other_binding(binding in bindings(), other in any::<[u8; 16]>(), epoch in 2_u32..) {
            let sealed = keys().seal(&binding, &Secret::new("kept".into()), &SystemRng).unwrap();
            let others = [
                Binding { vault: VaultId::from_bytes(other), ..binding },
                Binding { tenant: TenantId::from_bytes(other), ..binding },
                Binding { credential: CredentialId::from_bytes(other), ..binding },
                Binding { version: VersionId::from_bytes(other), ..binding },
                Binding { epoch, ..binding },
                Binding { recoverable: !binding.recoverable, ..binding },
                // Two fields that change places.
                Binding {
                    tenant: TenantId::from_bytes(binding.credential.to_bytes()),
                    credential: CredentialId::from_bytes(binding.tenant.to_bytes()),
                    ..binding
                },
            ];
            for other in others.iter().filter(|other| **other != binding) {
                let refused = keys().open(other, &sealed);
                prop_assert!(matches!(refused, Err(Error::NotVouched(_))), "opened in {:?}", other);
            }
        }

        #[test]
        fn no_flipped_bit_and_no_cut_passes(binding in bindings(), text in "[ -~]{1,60}", at in any::<prop::sample::Index>(), bit in 0..8) {
            let keys = keys();
            let sealed = keys.seal(&binding, &Secret::new(text), &SystemRng).unwrap();
            let at = at.index(sealed.0.len());
            let mut flipped = sealed.0.clone();
            flipped[at] ^= 1_u8 << bit;
            prop_assert!(keys.open(&binding, &Sealed(flipped)).is_err());
            prop_assert!(keys.open(&binding, &Sealed(sealed.0[..at].to_vec())).is_err());
        }
    }

    #[test]
    fn the_same_secret_never_seals_to_the_same_bytes() {
        let binding = binding([[2; 16], [3; 16], [4; 16]], false);
        let secret = Secret::new("the same".into());
        let seal = || keys().seal(&binding, &secret, &SystemRng).unwrap();
        assert_ne!(seal(), seal());
    }

    #[test]
    fn another_key_opens_nothing() {
        let binding = binding([[2; 16], [3; 16], [4; 16]], true);
        let sealed = keys().seal(&binding, &Secret::new("kept".into()), &SystemRng).unwrap();
        let other = MasterKey::from_bytes(&[8; 32]).unwrap();
        let other = Keys::derive(&other, VaultId::from_bytes(VAULT), 1).unwrap();
        assert!(matches!(other.open(&binding, &sealed), Err(Error::NotVouched(_))));
    }

    #[test]
    fn a_binding_of_another_vault_or_epoch_is_not_sealed_to() {
        let binding = binding([[2; 16], [3; 16], [4; 16]], true);
        let secret = Secret::new("kept".into());
        let foreign = Binding { vault: VaultId::from_bytes([7; 16]), ..binding };
        assert!(matches!(keys().seal(&foreign, &secret, &SystemRng), Err(Error::Internal(_))));
        let stale = Binding { epoch: 2, ..binding };
        assert!(matches!(keys().seal(&stale, &secret, &SystemRng), Err(Error::Internal(_))));
    }

    #[test]
    fn debug_says_only_how_long() {
        assert_eq!(format!("{:?}", Sealed(b"bytes".to_vec())), "Sealed(5 bytes)");
    }
}
