//! What a new tenant begins with for each of the four systems whose credential pages Keywright stands in for.
//! From their public documentation. Pure.

use serde::Serialize;

use crate::policy::Reveal;
use crate::presentation::{KEY, Presentation};
use crate::scheme::Scheme;

/// One system, as a new tenant's form offers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Preset {
    /// What the page knows it by.
    pub code: &'static str,
    /// The system's name.
    pub name: &'static str,
    /// What a credential is there.
    pub says: &'static str,
    /// How its credentials are formed.
    pub scheme: Scheme,
    /// How a request carries them.
    pub presentation: Presentation,
    /// Whether its credentials never expire unless the policy says otherwise.
    pub default_never: bool,
    /// What is kept of a secret.
    pub reveal: Reveal,
    /// Whether the vendor's public page leaves open how a request carries the key.
    pub check_with_vendor: bool,
}

/// The four systems.
pub fn presets() -> [Preset; 4] {
    let header = |value: &str| Presentation::Header { name: "Authorization".into(), value: value.into() };
    let bearer = header(&format!("Bearer {KEY}"));
    [
        Preset {
            code: "cyware",
            name: "Cyware Orchestrate",
            says: "API URL, Access ID and Secret Key; requests are signed.",
            scheme: Scheme::Signed,
            presentation: Presentation::FIRST,
            default_never: false,
            reveal: Reveal::ShowOnce,
            check_with_vendor: false,
        },
        Preset {
            code: "ivanti",
            name: "Ivanti Service Manager",
            says: "One Reference ID in a key group; it is the key, and does not expire.",
            scheme: Scheme::Reference,
            presentation: header(&format!("rest_api_key={KEY}")),
            default_never: true,
            reveal: Reveal::Recoverable,
            check_with_vendor: false,
        },
        Preset {
            code: "1integrate",
            name: "1Integrate",
            says: "One key with roles; its name stands in for a user's.",
            scheme: Scheme::Token,
            presentation: bearer.clone(),
            default_never: false,
            reveal: Reveal::ShowOnce,
            check_with_vendor: true,
        },
        Preset {
            code: "orufy",
            name: "Orufy",
            says: "One named key with a status.",
            scheme: Scheme::Token,
            presentation: bearer,
            default_never: false,
            reveal: Reveal::Recoverable,
            check_with_vendor: true,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fits_its_scheme() {
        for preset in presets() {
            preset.presentation.clone().parse(preset.scheme).expect(preset.code);
        }
    }
}
