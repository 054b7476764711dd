//! A secret version as stored: one secret of a credential. Pure.

use serde::Serialize;

use crate::clock::Moment;
use crate::ids::{CredentialId, VersionId};
use crate::mac::{Fields, Marked};
use crate::secret::Fingerprint;

/// One secret of a credential. The sealed secret is no plain value: it opens only with the vault's key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SecretVersion {
    /// Its identity.
    pub id: VersionId,
    /// How often it was written.
    pub revision: u32,
    /// The credential that it belongs to.
    pub credential: CredentialId,
    /// Which of its secrets; the first is 1.
    pub number: u32,
    /// What to know the secret again by.
    #[serde(serialize_with = "fingerprint_text")]
    pub fingerprint: Fingerprint,
    /// The sealed secret, where one is kept; never written to the audit log.
    #[serde(skip)]
    pub sealed: Option<Vec<u8>>,
    /// What may be shown of a single key to tell it from others.
    pub key_start: Option<String>,
    /// Whether it can be had again: what the seal is bound to.
    pub recoverable: bool,
    /// When it was made.
    pub made_at: Moment,
    /// When it was first copied, shown or downloaded.
    pub collected_at: Option<Moment>,
    /// Until when it is accepted, where another has taken its place.
    pub accepted_until: Option<Moment>,
}

fn fingerprint_text<S: serde::Serializer>(fingerprint: &Fingerprint, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(fingerprint.as_str())
}

impl Marked for SecretVersion {
    const TABLE: &'static str = "secret_version";
    const LIST: u16 = 2;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, list: u16, into: &mut Fields) {
        into.bytes(&self.credential.to_bytes())
            .number(i64::from(self.number))
            .text(self.fingerprint.as_str())
            .bytes_or_nothing(self.sealed.as_deref())
            .number(self.made_at.millis())
            .number_or_nothing(self.collected_at.map(Moment::millis))
            .number_or_nothing(self.accepted_until.map(Moment::millis));
        if list >= 2 {
            into.text_or_nothing(self.key_start.as_deref()).flag(self.recoverable);
        }
    }

    fn fits(&self, list: u16) -> bool {
        list >= 2 || self.key_start.is_none() && !self.recoverable
    }
}
