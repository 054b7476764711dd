//! *Edit a credential*: its title and description. Identifiers and secrets cannot be edited.

use crate::app::{App, free_title};
use crate::audit::{Action, Entry};
use crate::credential::{Changed, Credential, EditRequest};
use crate::error::Result;
use crate::name::{Description, Name};
use crate::permission::Permission;

/// Changes title and description to what was typed.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `title` or `description`; [`crate::error::Error::NotPermitted`] without
/// *create and update*; [`crate::error::Error::ChangedMeanwhile`]. Then nothing was changed.
pub fn edit_credential(app: &App, request: &EditRequest) -> Result<Changed> {
    let entry = |subject| Entry::new(Action::EditCredential, subject);
    super::change::change(app, request.target, Permission::CreateAndUpdate, entry, |write, credential, tenant, _| {
        // A title that differs from its own by case alone is its own.
        let title = match Name::parse("title", "the title", &request.title)? {
            same if same.folded() == credential.title.folded() => same,
            _ => free_title(write.connection(), tenant, &request.title)?,
        };
        let description = Description::parse("description", &request.description)?;
        Ok(Credential { title, description, ..credential })
    })
}
