//! Many credentials changed in one transaction. Each row is verified once, and what allows its writing is that: a
//! [`Sound`] row can be had from its verification alone.

use rusqlite::params;

use crate::credential::Credential;
use crate::credential_row::Vouched;
use crate::error::Result;
use crate::store::{Kept, Write, credentials};

/// A credential's row that the vault vouches for, in the transaction in which it is written.
pub struct Sound(Kept<Credential>);

impl Sound {
    /// The row.
    pub fn row(&self) -> &Credential {
        &self.0.row
    }
}

impl Write<'_> {
    /// The row `kept`, if the vault vouches for it as it stands; why not, where it does not.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn sound(&self, kept: Kept<Credential>) -> Result<Result<Sound, Vouched>> {
        Ok(match self.steps()?.vouched(&kept, self.vouch()) {
            Vouched::Yes => Ok(Sound(kept)),
            other => Err(other),
        })
    }
}

/// Writes `row` in place of what is kept of it. Where its state alone is another, no index is touched.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &mut Write<'_>, sound: &Sound, row: &Credential) -> Result<()> {
    let Sound(kept) = sound;
    if !differs_in_state_alone(&kept.row, row) {
        return credentials::replace(write, kept, row);
    }
    write.counted(Some(&kept.row), Some(row));
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    let revocation = row.state.revocation();
    write
        .connection()
        .prepare_cached(
            "UPDATE credential SET revision = ?2, state = ?3, revoked_at = ?4, revoked_by = ?5, revoked_for = ?6,
                                   was_active = ?7, modified_at = ?8, mac = ?9
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.state.code(),
            revocation.map(|revocation| revocation.at.millis()),
            revocation.map(|revocation| revocation.by.as_str()),
            revocation.and_then(|revocation| revocation.reason.as_deref()),
            revocation.map(|revocation| revocation.was_active),
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Deletes a credential; its secret versions must be gone before.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, sound: &Sound) -> Result<()> {
    credentials::remove(write, &sound.0)
}

/// Whether nothing but the state, and what goes with every writing, is another.
fn differs_in_state_alone(before: &Credential, after: &Credential) -> bool {
    (before.group, before.validity, before.reveal, before.user, before.in_role, before.sample)
        == (after.group, after.validity, after.reveal, after.user, after.in_role, after.sample)
        && before.title == after.title
        && before.description == after.description
        && before.roles == after.roles
        && before.addresses == after.addresses
        && before.tags == after.tags
}
