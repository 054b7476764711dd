//! Schemes: how a tenant's credentials are formed and how a request carries them. Pure.
//! The `signed` scheme's signature is that of Cyware's public documentation and clients.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;

use crate::error::Result;
use crate::rng::Rng;
use crate::secret::{self, Secret};

/// How a tenant's credentials are formed and presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Scheme {
    /// API URL, Access ID and Secret Key; requests are signed.
    Signed,
}

impl Scheme {
    /// What the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
        }
    }

    /// The scheme that the database calls `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        (code == "signed").then_some(Self::Signed)
    }
}

/// The public half of a `signed` credential: a UUID of version 4, as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccessId(String);

impl AccessId {
    /// A new one.
    ///
    /// # Errors
    /// As [`Rng::fill`].
    pub fn generate(rng: &dyn Rng) -> Result<Self> {
        Ok(Self(secret::uuid_text(rng)?.to_string()))
    }

    /// One that the database keeps.
    pub fn from_database(text: String) -> Self {
        Self(text)
    }

    /// The 36 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The shape of a Secret Key. Every shape begins with a letter or digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretKeyShape {
    /// A UUID of version 4 as text, which every client of the vendor takes.
    #[default]
    Compatible,
    /// 43 characters of base62.
    Strong,
}

/// A new Secret Key.
///
/// # Errors
/// As [`Rng::fill`].
pub fn generate_secret_key(shape: SecretKeyShape, rng: &dyn Rng) -> Result<Secret> {
    let mut text = match shape {
        SecretKeyShape::Compatible => secret::uuid_text(rng)?,
        SecretKeyShape::Strong => secret::base62(43, rng)?,
    };
    Ok(Secret::new(std::mem::take(&mut *text)))
}

/// The signature of a `signed` request: base64 (standard, padded, 28 characters) of HMAC-SHA1, keyed with
/// the Secret Key as UTF-8 text, over `AccessID`, one line feed, and `expires` (Unix seconds) in decimal.
pub fn signature(access_id: &AccessId, secret_key: &Secret, expires: i64) -> String {
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(secret_key.for_keyed_work())
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(access_id.as_str().as_bytes());
    mac.update(b"\n");
    mac.update(expires.to_string().as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::*;
    use crate::rng::SystemRng;

    #[test]
    fn the_signature_is_the_vendors() {
        let access_id = AccessId::from_database("7e4e6a9c-11ca-40f4-95af-edae017358d0".into());
        let secret_key = Secret::new("e61e92fb-bfd9-4cef-9b21-6f1e8211b77b".into());
        assert_eq!(signature(&access_id, &secret_key, 1_700_000_000), "+3YK1zfaUT6lHMQ0bUNgJOo28xk=");
    }

    /// Randomness that a test chooses.
    struct Given(Vec<u8>, std::sync::atomic::AtomicUsize);

    impl Rng for Given {
        fn fill(&self, bytes: &mut [u8]) -> Result<()> {
            for byte in bytes {
                let next = self.1.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                *byte = self.0[next % self.0.len()];
            }
            Ok(())
        }
    }

    #[test]
    fn shapes_are_the_domains() {
        for _ in 0..200 {
            let id = AccessId::generate(&SystemRng).expect("an id");
            let uuid = uuid::Uuid::parse_str(id.as_str()).expect("a UUID");
            assert_eq!((uuid.get_version_num(), id.as_str().len()), (4, 36));
            let strong = generate_secret_key(SecretKeyShape::Strong, &SystemRng).expect("a key");
            assert!(strong.for_show().len() == 43 && strong.for_show().bytes().all(|b| b.is_ascii_alphanumeric()));
            let compatible = generate_secret_key(SecretKeyShape::Compatible, &SystemRng).expect("a key");
            assert_eq!(uuid::Uuid::parse_str(compatible.for_show()).expect("a UUID").get_version_num(), 4);
            assert!(!compatible.same_as(&strong));
        }
    }

    proptest! {
        #[test]
        fn whatever_the_randomness_no_part_begins_a_formula(random in proptest::collection::vec(0_u8..248, 64..65)) {
            let rng = Given(random, std::sync::atomic::AtomicUsize::new(0));
            for shape in [SecretKeyShape::Compatible, SecretKeyShape::Strong] {
                let secret = generate_secret_key(shape, &rng).expect("a key");
                prop_assert!(secret.for_show().starts_with(|c: char| c.is_ascii_alphanumeric()));
            }
        }
    }
}
