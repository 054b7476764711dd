//! The verbs: one file each. Every one reads what was asked, checks permission and policy,
//! and writes rows and their audit entry in one transaction. An [`Action`](crate::audit::Action)
//! is constructed in the file of its verb and nowhere else.

mod activate_credential;
mod add_operator;
mod add_samples;
mod change;
mod change_expiry;
mod change_preferences;
mod change_settings;
mod close_sheet;
mod copy_secret;
mod create_operator_group;
mod create_tenant;
mod create_vault;
mod deactivate_credential;
mod delete_credential;
mod delete_operator_group;
mod download_csv;
mod drop_backups;
mod edit_credential;
mod edit_operator;
mod edit_operator_group;
mod interrupted_downloads;
mod issue_credential;
mod operator_change;
mod reinstate_credential;
mod remove_operator;
mod remove_samples;
mod revoke_credential;
mod rotate_credential;
mod show_secret;
mod undo_change;

pub use activate_credential::activate_credential;
pub use add_operator::add_operator;
pub use add_samples::add_samples;
pub use change_expiry::change_expiry;
pub use change_preferences::change_preferences;
pub use change_settings::change_settings;
pub use close_sheet::close_sheet;
pub use copy_secret::copy_secret;
pub use create_operator_group::create_operator_group;
pub use create_tenant::create_tenant;
pub use create_vault::create_vault;
pub use deactivate_credential::deactivate_credential;
pub use delete_credential::delete_credential;
pub use delete_operator_group::delete_operator_group;
pub use download_csv::{Downloaded, download_csv};
pub use drop_backups::drop_backups;
pub use edit_credential::edit_credential;
pub use edit_operator::edit_operator;
pub use edit_operator_group::edit_operator_group;
pub use interrupted_downloads::interrupted_downloads;
pub use issue_credential::issue_credential;
pub use reinstate_credential::reinstate_credential;
pub use remove_operator::remove_operator;
pub use remove_samples::remove_samples;
pub use revoke_credential::revoke_credential;
pub use rotate_credential::rotate_credential;
pub use show_secret::show_secret;
pub use undo_change::undo_change;

use crate::audit::Subject;
use crate::credential::SecretVersion;
use crate::error::{Error, Result};
use crate::sheets::Sheet;
use crate::store::{Kept, Write, secret_versions};

/// The credential of a sheet, as the audit log names it.
fn subject_of(sheet: &Sheet) -> Subject {
    Subject {
        kind: "credential",
        id: sheet.credential.to_string(),
        title: sheet.title.as_str().to_owned(),
        access_id: Some(sheet.access_id.as_str().to_owned()),
        fingerprint: Some(sheet.fingerprint.as_str().to_owned()),
    }
}

/// The secret version of a sheet, vouched for.
fn version_of(write: &Write<'_>, sheet: &Sheet) -> Result<Kept<SecretVersion>> {
    secret_versions::get(write.connection(), sheet.version)?
        .ok_or(Error::NotFound("secret"))?
        .verified(write.vouch(), |_| format!("The secret of {}", sheet.title))
}
