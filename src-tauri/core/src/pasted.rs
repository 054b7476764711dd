//! Which credential a pasted Access ID, fingerprint or whole key belongs to. Nothing of the text is kept, logged or
//! answered: a key is looked up by its fingerprint. Reads only.

use rusqlite::Connection;
use serde::Serialize;

use crate::app::App;
use crate::error::Result;
use crate::ids::{CredentialId, TenantId};
use crate::key_shape::{Shape, shaped_words};
use crate::secret::{Fingerprint, Secret, fingerprint_of};
use crate::store::identified::{self, Identified};

/// What a pasted text is.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Pasted {
    /// It identifies a credential, which may be another tenant's than the one in view.
    Credential {
        /// The credential.
        credential: CredentialId,
        /// Its title.
        title: String,
        /// Its tenant.
        tenant: TenantId,
        /// What the text is of it.
        by: PastedPart,
    },
    /// It is shaped like nothing that identifies a credential: text to find.
    Text,
    /// It is shaped like a key, an Access ID or a fingerprint, and no credential has it.
    Unknown,
}

/// What a pasted text is of a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum PastedPart {
    /// Its Access ID.
    AccessId,
    /// The fingerprint of one of its secrets.
    Fingerprint,
    /// One of its secrets.
    Key,
}

impl App {
    /// Which credential the pasted `text` identifies, by any of its words. Where several are, one of `tenant`'s goes
    /// before another's, and what stands first before what follows.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*.
    pub fn find_pasted(&self, tenant: Option<TenantId>, text: &Secret) -> Result<Pasted> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            let mut shaped = false;
            let mut elsewhere = None;
            for (word, shape) in shaped_words(text.for_lookup()) {
                shaped = true;
                let Some((found, by)) = lookup(connection, word, shape)? else { continue };
                let ours = tenant.is_none_or(|tenant| tenant == found.tenant);
                let answer =
                    Pasted::Credential { credential: found.credential, title: found.title, tenant: found.tenant, by };
                if ours {
                    return Ok(answer);
                }
                elsewhere.get_or_insert(answer);
            }
            Ok(elsewhere.unwrap_or(if shaped { Pasted::Unknown } else { Pasted::Text }))
        })
    }
}

fn lookup(connection: &Connection, word: &str, shape: Shape) -> Result<Option<(Identified, PastedPart)>> {
    let by_key = |connection| {
        let found = identified::by_fingerprint(connection, &fingerprint_of(word))?;
        Ok(found.map(|found| (found, PastedPart::Key)))
    };
    match shape {
        Shape::Key => by_key(connection),
        Shape::Uuid => match identified::by_access_id(connection, &word.to_ascii_lowercase())? {
            Some(found) => Ok(Some((found, PastedPart::AccessId))),
            None => by_key(connection),
        },
        Shape::Fingerprint => {
            let fingerprint = Fingerprint::from_database(word.to_ascii_lowercase());
            let found = identified::by_fingerprint(connection, &fingerprint)?;
            Ok(found.map(|found| (found, PastedPart::Fingerprint)))
        }
    }
}

/// Whether a word of `text` is a whole secret of a credential: such a text is not to be kept.
///
/// # Errors
/// What SQLite reports.
pub fn holds_a_secret(connection: &Connection, text: &str) -> Result<bool> {
    for (word, shape) in shaped_words(text) {
        if shape != Shape::Fingerprint && identified::by_fingerprint(connection, &fingerprint_of(word))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
