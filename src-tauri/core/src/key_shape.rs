//! Which words of a text are shaped like a key, an Access ID or a fingerprint: what must not stand in a query that is
//! kept, and what is looked up instead of searched for. Pure.

use crate::secret::BASE62;

/// The shape of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A UUID as text: an Access ID, or a Secret Key of the compatible shape.
    Uuid,
    /// A single key or a strong Secret Key: 32 upper-case hexadecimal digits, a token, or 43 characters of base62.
    Key,
    /// A fingerprint: 64 hexadecimal digits.
    Fingerprint,
}

/// The shape of `word`, if it has one. Keywright's own identities are UUIDs of version 7, which no key is, and which a
/// query may name. The check characters of a token are not looked at: a mistyped one is nearly a secret, too.
pub fn shape_of(word: &str) -> Option<Shape> {
    if !word.is_ascii() {
        return None;
    }
    let base62 = |text: &str| text.bytes().all(|byte| BASE62.contains(&byte));
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let token = |prefix: &str, rest: &str| {
        rest.len() == 36
            && base62(rest)
            && prefix.starts_with(|c: char| c.is_ascii_lowercase())
            && prefix.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    match word.len() {
        36 if is_uuid(word) => (word.as_bytes()[14] != b'7').then_some(Shape::Uuid),
        32 if hex(word) && !word.bytes().any(|byte| byte.is_ascii_lowercase()) => Some(Shape::Key),
        43 if base62(word) => Some(Shape::Key),
        64 if hex(word) => Some(Shape::Fingerprint),
        _ => word.rsplit_once('_').filter(|(prefix, rest)| token(prefix, rest)).map(|_| Shape::Key),
    }
}

fn is_uuid(word: &str) -> bool {
    word.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

/// The words of `text` that are shaped so, in order. A word ends at whatever no key has in it: white space, quotes, and
/// every sign of the query language.
pub fn shaped_words(text: &str) -> impl Iterator<Item = (&str, Shape)> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .map(|word| word.trim_matches('-'))
        .filter_map(|word| Some((word, shape_of(word)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::SystemRng;
    use crate::scheme::{
        AccessId, SecretKeyShape, TokenPrefix, generate_reference, generate_secret_key, generate_token,
    };
    use crate::secret::Secret;

    #[test]
    fn every_key_that_is_generated_has_a_shape_wherever_it_stands() {
        for _ in 0..100 {
            let prefix = TokenPrefix::parse("acme_prod_1").expect("a prefix");
            let keys: [(Secret, Shape); 4] = [
                (generate_secret_key(SecretKeyShape::Compatible, &SystemRng).expect("a key"), Shape::Uuid),
                (generate_secret_key(SecretKeyShape::Strong, &SystemRng).expect("a key"), Shape::Key),
                (generate_reference(&SystemRng).expect("a key"), Shape::Key),
                (generate_token(&prefix, &SystemRng).expect("a key"), Shape::Key),
            ];
            for (key, shape) in &keys {
                let word = key.for_show();
                for text in [
                    word.to_owned(),
                    format!("  {word}\n"),
                    format!("Authorization: Bearer {word}"),
                    format!("status:active -\"{word}\""),
                    format!("title:crm,{word},x"),
                    format!("https://api.acme.example/v1?key={word}&x=1"),
                    format!("-{word}"),
                ] {
                    assert_eq!(shaped_words(&text).next(), Some((word, *shape)), "a {shape:?} was not seen");
                }
                let fingerprint = key.fingerprint();
                assert_eq!(shape_of(fingerprint.as_str()), Some(Shape::Fingerprint));
            }
            let id = AccessId::generate(&SystemRng).expect("an id");
            assert_eq!(shape_of(id.as_str()), Some(Shape::Uuid));
        }
    }

    #[test]
    fn what_a_person_writes_has_none() {
        for text in [
            "",
            "crm",
            "status:active expires:<30d group:\"Payments\" -role:writer address:10.0.0.5",
            "2001:db8::/32",
            "019ab1c2-3d4e-7f60-8a1b-2c3d4e5f6071",
            "d41d8cd98f00b204e9800998ecf8427e",
            "a_customer_portal_with_a_long_name",
            "Zürich-Rotterdam-Hamburg-Genève-Antwerpen-1",
        ] {
            assert_eq!(shaped_words(text).next(), None, "{text}");
        }
    }
}
