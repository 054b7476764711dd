//! *Edit a credential*: everything that may change but group, expiry and state, which have verbs of their own.
//! Identifiers and secrets cannot be edited.

use super::grants;
use crate::app::{App, free_title};
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, EditRequest};
use crate::error::Result;
use crate::name::{Description, Name};
use crate::permission::Permission;

/// Changes a credential to what its form has.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on the field that holds what it may not; [`crate::error::Error::NotPermitted`] without *create and
/// update*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn edit_credential(app: &App, request: &EditRequest) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::EditCredential, subject);
    super::change::change(app, request.target, Permission::CreateAndUpdate, entry, |write, credential, tenant, now| {
        // A title that differs from its own by case alone is its own.
        let title = match Name::parse("title", "the title", &request.title)? {
            same if same.folded() == credential.title.folded() => same,
            _ => free_title(write.connection(), tenant, &request.title)?,
        };
        let description = Description::parse("description", &request.description)?;
        let grants = grants::grants(write, tenant.id, &request.into())?;
        let validity = tenant.policy.restarted(credential.validity, request.starts, tenant.zone, now)?;
        Ok(grants.on(Credential { title, description, validity, sample: false, ..credential }))
    })
}
