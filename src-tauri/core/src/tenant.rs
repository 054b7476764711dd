//! A tenant: one installation of an API. Pure.

use serde::{Deserialize, Serialize};

use crate::api_url::ApiUrl;
use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::{RequestId, TenantId};
use crate::mac::{Fields, Marked};
use crate::name::Name;
use crate::policy::{Policy, Reveal};
use crate::presentation::Presentation;
use crate::preset::Preset;
use crate::rule::{PathPattern, parse_paths, to_text};
use crate::scheme::{Scheme, TokenPrefix};
use crate::zone::Zone;

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
    /// How its credentials are formed.
    pub scheme: Scheme,
    /// How a request carries them.
    pub presentation: Presentation,
    /// What its tokens begin with; nothing but for the scheme `token`.
    pub token_prefix: Option<TokenPrefix>,
    /// Whether its Secret Keys are of the strong shape.
    pub strong_secret: bool,
    /// Where its days begin.
    #[serde(serialize_with = "zone_name")]
    pub zone: Zone,
    /// How many credentials it may have; any number, where there is none.
    pub credential_limit: Option<u32>,
    /// What it allows its credentials.
    pub policy: Policy,
    /// The paths of credential management, which no credential may call.
    pub management_paths: Vec<PathPattern>,
    /// The path on which a credential is tried; none, where it is empty.
    pub test_path: String,
    /// Whether it is to be checked with the vendor how a request carries the key.
    pub check_with_vendor: bool,
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
    const LIST: u16 = 2;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, list: u16, into: &mut Fields) {
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
        if list >= 2 {
            into.text(&self.presentation.to_text())
                .text(self.token_prefix.as_ref().map_or("", TokenPrefix::as_str))
                .flag(self.strong_secret)
                .flag(self.policy.default_never)
                .text(&to_text(&self.management_paths))
                .text(&self.test_path)
                .flag(self.check_with_vendor);
        }
    }

    fn fits(&self, list: u16) -> bool {
        list >= 2
            || self.presentation == Presentation::FIRST
                && self.token_prefix.is_none()
                && !self.strong_secret
                && !self.policy.default_never
                && self.management_paths.is_empty()
                && self.test_path.is_empty()
                && !self.check_with_vendor
    }
}

/// A tenant as its form has it: everything that may be typed or chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TenantDraft {
    /// The name.
    pub name: String,
    /// The API URL.
    pub api_url: String,
    /// The zone's name.
    pub zone: String,
    /// How its credentials are formed.
    pub scheme: Scheme,
    /// How a request carries them.
    pub presentation: Presentation,
    /// What its tokens begin with; empty but for the scheme `token`.
    pub token_prefix: String,
    /// Whether its Secret Keys are of the strong shape.
    pub strong_secret: bool,
    /// How many credentials it may have; any number, where there is none.
    pub credential_limit: Option<u32>,
    /// The longest lifetime, in days; any, where there is none.
    pub longest_days: Option<u32>,
    /// The lifetime that a form offers first, in days; its own choice, where there is none.
    pub default_days: Option<u32>,
    /// Whether a form offers *never* first.
    pub default_never: bool,
    /// Whether a credential may never expire.
    pub never_allowed: bool,
    /// How many days before its expiry a credential counts as expiring.
    pub warning_days: u32,
    /// What is kept of a secret, unless it is chosen otherwise.
    pub reveal: Reveal,
    /// The paths of credential management, which no credential may call.
    pub management_paths: Vec<String>,
    /// The path on which a credential is tried; may be empty.
    pub test_path: String,
    /// Whether it is to be checked with the vendor how a request carries the key.
    pub check_with_vendor: bool,
}

impl TenantDraft {
    /// The tenant `id` as the draft has it, written `revision` times, made at `created_at`, changed at `now`.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on the first field that holds what it may not.
    pub fn parse(&self, id: TenantId, revision: u32, created_at: Moment, now: Moment) -> Result<Tenant> {
        let token_prefix = match self.scheme {
            Scheme::Token => Some(TokenPrefix::parse(&self.token_prefix)?),
            Scheme::Signed | Scheme::Reference => None,
        };
        let policy = Policy {
            longest_days: self.longest_days,
            default_days: self.default_days,
            default_never: self.default_never,
            never_allowed: self.never_allowed,
            warning_days: self.warning_days,
            reveal: self.reveal,
        };
        let test_path = self.test_path.trim();
        if !test_path.is_empty() {
            let plain = PathPattern::parse("testPath", test_path)?;
            if plain.as_str().contains('*') {
                return Err(Error::invalid("testPath", "The test path is one path, without *."));
            }
        }
        Ok(Tenant {
            id,
            revision,
            name: Name::parse("name", "the name", &self.name)?,
            api_url: ApiUrl::parse(&self.api_url)?,
            scheme: self.scheme,
            presentation: self.presentation.clone().parse(self.scheme)?,
            token_prefix,
            strong_secret: self.strong_secret && self.scheme == Scheme::Signed,
            zone: Zone::parse(&self.zone)?,
            credential_limit: parse_limit("credentialLimit", self.credential_limit)?,
            policy: policy.parse()?,
            management_paths: parse_paths("managementPaths", &self.management_paths)?,
            test_path: test_path.to_owned(),
            check_with_vendor: self.check_with_vendor,
            sample: false,
            created_at,
            modified_at: now,
        })
    }
}

/// A credential limit that was typed into `field`.
///
/// # Errors
/// [`Error::InvalidInput`] where it is 0.
pub fn parse_limit(field: &'static str, limit: Option<u32>) -> Result<Option<u32>> {
    match limit {
        Some(0) => Err(Error::invalid(field, "A limit of 0 would allow no credential. Enter 1 or more, or no limit.")),
        limit => Ok(limit),
    }
}

/// What a form for a new tenant begins with.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct NewTenant {
    /// What stands in it.
    pub draft: TenantDraft,
    /// What it offers for the four systems.
    pub presets: Vec<Preset>,
}

/// Which tenant is meant, as the screen last read it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TenantTarget {
    /// Its identity.
    pub tenant: TenantId,
    /// The revision that the screen read.
    pub revision: u32,
}

/// What the form for a new tenant sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CreateTenantRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The tenant as the form has it.
    pub draft: TenantDraft,
}

/// What the form that edits a tenant sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditTenantRequest {
    /// Which tenant.
    pub target: TenantTarget,
    /// The tenant as the form has it.
    pub draft: TenantDraft,
}

/// What the dialog that deletes a tenant sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeleteTenantRequest {
    /// Which tenant.
    pub target: TenantTarget,
    /// Whether its credentials are to be deleted with it.
    pub with_credentials: bool,
    /// The tenant's name, as the person typed it; asked for only with credentials.
    pub typed: String,
}

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Deleted {
    /// Its name.
    pub name: String,
    /// How many credentials were deleted with it.
    pub credentials: u32,
    /// Whether traces of their secrets may be left in the database's files for now. What was deleted is deleted.
    pub traces: bool,
}

/// A tenant as a list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct TenantRow {
    /// Its identity.
    pub id: TenantId,
    /// How often it was written.
    pub revision: u32,
    /// Its name.
    pub name: String,
    /// Where its API is.
    pub api_url: String,
    /// How its credentials are formed.
    pub scheme: Scheme,
    /// How a request carries them.
    pub presentation: Presentation,
    /// What its tokens begin with; empty but for the scheme `token`.
    pub token_prefix: String,
    /// Whether its Secret Keys are of the strong shape.
    pub strong_secret: bool,
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
    /// Whether a form offers *never* first.
    pub default_never: bool,
    /// How many days before its expiry a credential counts as expiring.
    pub warning_days: u32,
    /// What is kept of a secret, unless it is chosen otherwise.
    pub reveal: Reveal,
    /// The paths of credential management, which no credential may call.
    pub management_paths: Vec<String>,
    /// The path on which a credential is tried; may be empty.
    pub test_path: String,
    /// Whether it is to be checked with the vendor how a request carries the key.
    pub check_with_vendor: bool,
    /// How many of its credentials stand although its policy would not allow them today.
    pub beyond_policy: u32,
}

/// What a tenant has.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holds {
    /// How many credentials.
    pub used: u32,
    /// Whether any of them is sample data.
    pub samples: bool,
    /// How many its policy would not allow today.
    pub beyond_policy: u32,
}

impl TenantRow {
    /// The row of `tenant`, with what it holds.
    pub fn of(tenant: &Tenant, holds: Holds) -> Self {
        Self {
            id: tenant.id,
            revision: tenant.revision,
            name: tenant.name.as_str().to_owned(),
            api_url: tenant.api_url.as_str().to_owned(),
            scheme: tenant.scheme,
            presentation: tenant.presentation.clone(),
            token_prefix: tenant.token_prefix.as_ref().map(|prefix| prefix.as_str().to_owned()).unwrap_or_default(),
            strong_secret: tenant.strong_secret,
            zone: tenant.zone.name().to_owned(),
            sample: tenant.sample,
            used: holds.used,
            samples: holds.samples,
            credential_limit: tenant.credential_limit,
            never_allowed: tenant.policy.never_allowed,
            longest_days: tenant.policy.longest_days,
            default_days: tenant.policy.default_days,
            default_never: tenant.policy.default_never,
            warning_days: tenant.policy.warning_days,
            reveal: tenant.policy.reveal,
            management_paths: tenant.management_paths.iter().map(|path| path.as_str().to_owned()).collect(),
            test_path: tenant.test_path.clone(),
            check_with_vendor: tenant.check_with_vendor,
            beyond_policy: holds.beyond_policy,
        }
    }
}
