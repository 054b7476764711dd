//! How a request carries a credential: signed query parameters, a header, Basic, or a query parameter. Pure.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::scheme::Scheme;

/// Where the key goes in a header's value.
pub const KEY: &str = "{key}";

/// How a request carries a credential.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Presentation {
    /// Query parameters `AccessID`, `Expires`, `Signature`.
    Signature {
        /// How many seconds ahead an `Expires` may be, 1 to 30.
        within: u32,
    },
    /// A header.
    Header {
        /// Its name.
        name: String,
        /// Its value, with `{key}` where the key goes.
        value: String,
    },
    /// HTTP Basic authorisation; the other half is empty.
    Basic {
        /// Which half the key is.
        part: BasicPart,
    },
    /// A query parameter.
    Query {
        /// Its name.
        name: String,
    },
}

/// Which half of Basic authorisation the key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum BasicPart {
    /// The user name.
    User,
    /// The password.
    Password,
}

impl Presentation {
    /// The one that a tenant of the first schema has: signatures, at most 30 seconds ahead.
    pub const FIRST: Self = Self::Signature { within: 30 };

    /// Checks one that was typed, for `scheme`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `presentation`.
    pub fn parse(self, scheme: Scheme) -> Result<Self> {
        let refuse = |problem: &str| Err(Error::invalid("presentation", problem));
        match (&self, scheme) {
            (Self::Signature { within: 1..=30 }, Scheme::Signed) => Ok(self),
            (Self::Signature { .. }, Scheme::Signed) => {
                refuse("A signature's Expires may be 1 to 30 seconds ahead: more is refused by the vendor.")
            }
            (_, Scheme::Signed) => refuse("Signed credentials are carried as query parameters with a signature."),
            (Self::Signature { .. }, _) => {
                refuse("A single key is carried in a header, as Basic, or as a query parameter.")
            }
            (Self::Header { name, value }, _) => {
                if !is_token(name) {
                    return refuse("A header's name has letters, digits and “-” only, for example Authorization.");
                }
                if value.matches(KEY).count() != 1 {
                    return refuse(
                        "The header's value has {key} in it once, where the key goes, for example Bearer {key}.",
                    );
                }
                if value.chars().count() > 500
                    || !value.chars().all(|c| c == ' ' || c.is_ascii_graphic())
                    || value.trim() != value
                {
                    return refuse("The header's value is up to 500 plain ASCII characters, without spaces around it.");
                }
                Ok(self)
            }
            (Self::Basic { .. }, _) => Ok(self),
            (Self::Query { name }, _) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
                if name.is_empty() || name.len() > 100 || !name.chars().all(plain) {
                    return refuse(
                        "A query parameter's name has letters, digits, “-”, “.”, “_” and “~” only, for example api_key.",
                    );
                }
                Ok(self)
            }
        }
    }

    /// As the database keeps it: JSON.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .unwrap_or_else(|_| unreachable!("a presentation has text keys and plain values only"))
    }

    /// Reads what [`Presentation::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str::<Self>(text).ok().filter(|presentation| presentation.to_text() == text)
    }

    /// How a request presents a credential, in one line; `key` is what stands for the key or the Access ID.
    pub fn line(&self, key: &str) -> String {
        match self {
            Self::Signature { .. } => format!("?AccessID={key}&Expires=…&Signature=…"),
            Self::Header { name, value } => format!("{name}: {}", value.replace(KEY, key)),
            Self::Basic { part: BasicPart::User } => format!("Authorization: Basic base64({key}:)"),
            Self::Basic { part: BasicPart::Password } => format!("Authorization: Basic base64(:{key})"),
            Self::Query { name } => format!("?{name}={key}"),
        }
    }
}

/// A token of RFC 9110, section 5.6.2, of at most 100 characters.
fn is_token(name: &str) -> bool {
    let tchar = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.len() <= 100 && name.chars().all(tchar)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str, value: &str) -> Presentation {
        Presentation::Header { name: name.into(), value: value.into() }
    }

    #[test]
    fn each_scheme_has_its_own() {
        let query = |name: &str| Presentation::Query { name: name.into() };
        for (presentation, scheme) in [
            (Presentation::FIRST, Scheme::Signed),
            (header("Authorization", "rest_api_key={key}"), Scheme::Reference),
            (header("X-Api-Key", "{key}"), Scheme::Token),
            (Presentation::Basic { part: BasicPart::User }, Scheme::Token),
            (query("api_key"), Scheme::Token),
        ] {
            let kept = presentation.parse(scheme).expect("fits");
            assert_eq!(Presentation::from_text(&kept.to_text()), Some(kept));
        }
        for (presentation, scheme) in [
            (Presentation::Signature { within: 31 }, Scheme::Signed),
            (Presentation::Signature { within: 0 }, Scheme::Signed),
            (header("Authorization", "Bearer {key}"), Scheme::Signed),
            (Presentation::FIRST, Scheme::Token),
            (header("Authorization", "Bearer"), Scheme::Token),
            (header("Authorization", "{key}{key}"), Scheme::Token),
            (header("Authorization", "Bearer {key}\r\nX: y"), Scheme::Token),
            (header("Bad Name", "{key}"), Scheme::Token),
            (header("", "{key}"), Scheme::Token),
            (query("a b"), Scheme::Token),
            (query(""), Scheme::Reference),
        ] {
            let error = presentation.clone().parse(scheme).expect_err("does not fit");
            assert_eq!(error.field(), Some("presentation"), "{presentation:?}");
        }
    }

    #[test]
    fn the_lines_are_what_a_request_carries() {
        assert_eq!(header("Authorization", "rest_api_key={key}").line("AB12…"), "Authorization: rest_api_key=AB12…");
        assert_eq!(Presentation::Basic { part: BasicPart::Password }.line("k…"), "Authorization: Basic base64(:k…)");
        assert_eq!(Presentation::from_text("{\"kind\":\"signature\",\"within\":30}"), Some(Presentation::FIRST));
        assert_eq!(Presentation::from_text("{\"kind\":\"signature\", \"within\":30}"), None);
    }
}
