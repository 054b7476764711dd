//! A tenant: one installation of an API. Pure.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::{GroupId, RequestId, TenantId};
use crate::mac::{Fields, Marked};
use crate::name::{Description, Name};
use crate::policy::Policy;
use crate::scheme::Scheme;
use crate::zone::Zone;

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

/// One installation of an API.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tenant {
    /// Its identity.
    pub id: TenantId,
    /// How often it was written.
    pub revision: u32,
    /// Its name, unique in the vault.
    pub name: Name,
    /// Where its API is.
    pub api_url: ApiUrl,
    /// How its credentials are formed and presented.
    pub scheme: Scheme,
    /// Where its days begin.
    #[serde(serialize_with = "zone_name")]
    pub zone: Zone,
    /// How many credentials it may have; any number, where there is none.
    pub credential_limit: Option<u32>,
    /// What it allows its credentials.
    pub policy: Policy,
    /// Whether it is sample data.
    pub sample: bool,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn zone_name<S: serde::Serializer>(zone: &Zone, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

impl Marked for Tenant {
    const TABLE: &'static str = "tenant";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.text(self.name.as_str())
            .text(&self.name.folded())
            .text(self.api_url.as_str())
            .text(self.scheme.code())
            .text(self.zone.name())
            .number_or_nothing(self.credential_limit.map(i64::from))
            .number_or_nothing(self.policy.longest_days.map(i64::from))
            .number_or_nothing(self.policy.default_days.map(i64::from))
            .flag(self.policy.never_allowed)
            .number(i64::from(self.policy.warning_days))
            .text(self.policy.reveal.code())
            .flag(self.sample)
            .number(self.created_at.millis())
            .number(self.modified_at.millis());
    }
}

/// The name of the group that every tenant has from the start.
pub const GENERAL: &str = "General";

/// A key group inside a tenant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Its identity.
    pub id: GroupId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name, unique in the tenant.
    pub name: Name,
    /// What it is for.
    pub description: Description,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl Marked for Group {
    const TABLE: &'static str = "credential_group";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.bytes(&self.tenant.to_bytes())
            .text(self.name.as_str())
            .text(&self.name.folded())
            .text(self.description.as_str())
            .number(self.created_at.millis())
            .number(self.modified_at.millis());
    }
}

/// What the form for a tenant sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CreateTenantRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The name as typed.
    pub name: String,
    /// The API URL as typed.
    pub api_url: String,
    /// The zone's name.
    pub zone: String,
}

/// A tenant as a list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TenantRow {
    /// Its identity.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Where its API is.
    pub api_url: String,
    /// How its credentials are formed and presented.
    pub scheme: Scheme,
    /// Its zone's name.
    pub zone: String,
    /// Whether it is sample data.
    pub sample: bool,
    /// How many credentials it has.
    pub used: u32,
    /// Whether any of them is sample data.
    pub samples: bool,
    /// How many it may have.
    pub credential_limit: Option<u32>,
    /// Whether a credential may never expire.
    pub never_allowed: bool,
    /// The longest lifetime, in days.
    pub longest_days: Option<u32>,
    /// The lifetime that a form offers first, in days.
    pub default_days: Option<u32>,
    /// How many days before its expiry a credential counts as expiring.
    pub warning_days: u32,
}

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Deleted {
    /// Its name.
    pub name: String,
    /// How many credentials were deleted with it.
    pub credentials: u32,
}

impl TenantRow {
    /// The row of `tenant`, which has `used` credentials, samples among them or not.
    pub fn of(tenant: &Tenant, used: u32, samples: bool) -> Self {
        Self {
            id: tenant.id,
            name: tenant.name.as_str().to_owned(),
            api_url: tenant.api_url.as_str().to_owned(),
            scheme: tenant.scheme,
            zone: tenant.zone.name().to_owned(),
            sample: tenant.sample,
            used,
            samples,
            credential_limit: tenant.credential_limit,
            never_allowed: tenant.policy.never_allowed,
            longest_days: tenant.policy.longest_days,
            default_days: tenant.policy.default_days,
            warning_days: tenant.policy.warning_days,
        }
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
