//! Identities: one newtype per noun over UUID version 7, built from the clock and
//! the randomness that are passed in. Knows nothing of the nouns themselves.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Moment;
use crate::error::Result;
use crate::rng::{self, Rng};

fn version_7(now: Moment, rng: &dyn Rng) -> Result<Uuid> {
    let random: [u8; 10] = rng::bytes(rng)?;
    let millis = u64::try_from(now.millis()).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
}

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export, type = "string"))]
        pub struct $name(Uuid);

        impl $name {
            /// A new identity, made at `now`.
            ///
            /// # Errors
            /// As [`Rng::fill`].
            pub fn new(now: Moment, rng: &dyn Rng) -> Result<Self> {
                version_7(now, rng).map(Self)
            }

            /// The identity that `text` writes out, in the form in which it is displayed.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self).filter(|id| id.to_string() == text)
            }

            /// From the 16 bytes that the database keeps.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// The 16 bytes that the database keeps.
            pub fn to_bytes(self) -> [u8; 16] {
                *self.0.as_bytes()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }
    };
}

identity!(/// One vault.
    VaultId);
identity!(/// One key slot.
    SlotId);
identity!(/// One tenant.
    TenantId);
identity!(/// One group of a tenant.
    GroupId);
identity!(/// One role of a tenant.
    RoleId);
identity!(/// One user of a tenant.
    UserId);
identity!(/// One credential.
    CredentialId);
identity!(/// One secret version of a credential.
    VersionId);
identity!(/// One operator.
    OperatorId);
identity!(/// One operator group.
    OperatorGroupId);
identity!(/// One form that creates; a repeat with the same one answers what the first made.
    RequestId);
identity!(/// One view of an operator's own.
    ViewId);
identity!(/// One open one-time sheet.
    SheetId);
