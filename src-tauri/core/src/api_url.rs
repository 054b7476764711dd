//! Where a tenant's API is. Pure.

use serde::Serialize;
use url::Url;

use crate::error::{Error, Result};

/// The most characters that an API URL may have.
const API_URL_LENGTH: usize = 2_000;

/// Where a tenant's API is: an `http` or `https` URL with a host, and neither user, query nor fragment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ApiUrl(String);

impl ApiUrl {
    /// Reads an API URL as it was typed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `apiUrl` that says what is missing or too much.
    pub fn parse(typed: &str) -> Result<Self> {
        let refuse = |problem: &str| Err(Error::invalid("apiUrl", problem));
        let typed = typed.trim();
        if typed.is_empty() {
            return refuse("Enter the API URL, for example https://api.example.com/v1.");
        }
        if typed.chars().count() > API_URL_LENGTH {
            return refuse("This is more than 2,000 characters long. Enter the address that all requests begin with.");
        }
        if typed.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return refuse("An API URL has no spaces or line breaks in it.");
        }
        if let Some(foreign) = typed.chars().find(|c| !c.is_ascii()) {
            return refuse(&format!(
                "This has a character in it (U+{:04X}) that a URL must write otherwise: a host as xn--…, a path percent-encoded.",
                u32::from(foreign)
            ));
        }
        let Ok(url) = Url::parse(typed) else {
            return refuse(
                "This is not a URL. Begin with https:// and the host, for example https://api.example.com/v1.",
            );
        };
        if !matches!(url.scheme(), "http" | "https") || !typed.contains("://") {
            return refuse("Begin with https:// (or http://) and the host, for example https://api.example.com/v1.");
        }
        if url.host_str().is_none_or(str::is_empty) {
            return refuse("The host is missing, for example https://api.example.com/v1.");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("Leave the user name and password out; they would be handed out with every credential.");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("Leave out what follows “?” or “#”: requests add their own.");
        }
        Ok(Self(typed.to_owned()))
    }

    /// An API URL that the database keeps.
    pub fn from_database(text: String) -> Self {
        Self(text)
    }

    /// The URL, as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_urls_as_typed() {
        for typed in [
            "https://api.acme.example/v1",
            " http://localhost:8080/ ",
            "https://[2001:db8::1]/x",
            "HTTPS://Acme.example",
        ] {
            assert_eq!(ApiUrl::parse(typed).expect(typed).as_str(), typed.trim());
        }
        for typed in [
            "",
            "api.acme.example/v1",
            "//acme.example",
            "ftp://acme.example",
            "https://",
            "https:acme.example",
            "https://u:p@acme.example",
            "https://acme.example/?a=1",
            "https://acme.example/#x",
            "https://acme .example",
            "mailto:a@b.example",
            "https://a\u{0}b.example",
            "https://api\u{200b}.acme.example",
            "https://acme.example/\u{202e}txt",
        ] {
            assert_eq!(ApiUrl::parse(typed).expect_err(typed).field(), Some("apiUrl"), "{typed:?}");
        }
    }
}
