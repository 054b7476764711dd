//! Schemes: how a tenant's credentials are formed and how a request carries them. Pure.
//! The `signed` scheme's signature is that of Cyware's public documentation and clients.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::rng::Rng;
use crate::secret::{self, Secret};

/// How a tenant's credentials are formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Scheme {
    /// API URL, Access ID and Secret Key; requests are signed.
    Signed,
    /// A single key: 32 upper-case hexadecimal characters.
    Reference,
    /// A single key: a prefix, 30 characters of base62, 6 check characters.
    Token,
}

impl Scheme {
    /// What the database calls it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Signed => "signed",
            Self::Reference => "reference",
            Self::Token => "token",
        }
    }

    /// The scheme that the database calls `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Signed, Self::Reference, Self::Token].into_iter().find(|scheme| scheme.code() == code)
    }
}

/// What a tenant's tokens begin with: 2 to 12 characters `[a-z0-9_]`, the first a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct TokenPrefix(String);

impl TokenPrefix {
    /// Reads a prefix as it was typed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `tokenPrefix`.
    pub fn parse(typed: &str) -> Result<Self> {
        let typed = typed.trim();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if !(2..=12).contains(&typed.chars().count())
            || !typed.chars().all(plain)
            || !typed.starts_with(|c: char| c.is_ascii_lowercase())
        {
            let problem = "A prefix is 2 to 12 of a–z, 0–9 and _, and begins with a letter, for example acme.";
            return Err(Error::invalid("tokenPrefix", problem));
        }
        Ok(Self(typed.to_owned()))
    }

    /// The prefix, without the `_` that follows it in a token.
    pub fn as_str(&self) -> &str {
        &self.0
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

/// A new Reference ID: 32 upper-case hexadecimal characters, 128 random bits.
///
/// # Errors
/// As [`Rng::fill`].
pub fn generate_reference(rng: &dyn Rng) -> Result<Secret> {
    let mut random = Zeroizing::new([0; 16]);
    rng.fill(random.as_mut_slice())?;
    let mut text = Zeroizing::new(String::with_capacity(32));
    for byte in random.iter() {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
        }
    }
    Ok(Secret::new(std::mem::take(&mut *text)))
}

/// A new token: the prefix, `_`, 30 characters of base62 (178 random bits), and their check.
///
/// # Errors
/// As [`Rng::fill`].
pub fn generate_token(prefix: &TokenPrefix, rng: &dyn Rng) -> Result<Secret> {
    let random = secret::base62(30, rng)?;
    let mut text = Zeroizing::new(String::with_capacity(prefix.as_str().len() + 37));
    text.push_str(prefix.as_str());
    text.push('_');
    text.push_str(&random);
    text.push_str(&token_check(&random));
    Ok(Secret::new(std::mem::take(&mut *text)))
}

/// The check characters of a token: zlib's CRC-32 of its 30 characters as ASCII, in base62, left-padded with `0` to 6.
pub fn token_check(random: &str) -> String {
    let mut rest = crc32fast::hash(random.as_bytes());
    let mut check = [b'0'; 6];
    for place in check.iter_mut().rev() {
        *place = secret::BASE62[(rest % 62) as usize];
        rest /= 62;
    }
    check.into_iter().map(char::from).collect()
}

/// What of a single key may be shown to tell it from others: a token's prefix and 4 characters, a reference's first 4.
pub fn key_start(scheme: Scheme, key: &Secret) -> Option<String> {
    match scheme {
        Scheme::Signed => None,
        Scheme::Reference => Some(key.start(4)),
        Scheme::Token => Some(key.start(key.prefix_length() + 4)),
    }
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

    #[test]
    fn a_tokens_check_is_githubs() {
        assert_eq!(token_check("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ"), "0mLq17");
    }

    #[test]
    fn single_keys_have_the_domains_shapes() {
        let prefix = TokenPrefix::parse("acme_1").expect("a prefix");
        for _ in 0..200 {
            let token = generate_token(&prefix, &SystemRng).expect("a token");
            let text = token.for_show();
            let random = text.strip_prefix("acme_1_").expect("the prefix");
            assert!(random.len() == 36 && random.bytes().all(|b| b.is_ascii_alphanumeric()));
            assert_eq!(token_check(&random[..30]), &random[30..]);
            assert_eq!(key_start(Scheme::Token, &token).as_deref(), Some(&text[..11]));
            let reference = generate_reference(&SystemRng).expect("a reference");
            let text = reference.for_show();
            assert!(text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)));
            assert_eq!(key_start(Scheme::Reference, &reference).as_deref(), Some(&text[..4]));
        }
        for typed in ["", "a", "Acme", "1acme", "ac-me", "a234567890123", "_ac"] {
            assert_eq!(TokenPrefix::parse(typed).expect_err(typed).field(), Some("tokenPrefix"));
        }
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
