//! The verbs: one file each. Every one reads what was asked, checks permission and policy,
//! and writes rows and their audit entry in one transaction. An [`Action`](crate::audit::Action)
//! is constructed in the file of its verb and nowhere else.

mod activate_credential;
mod add_operator;
mod add_samples;
mod block;
mod change;
mod change_expiry;
mod change_limit;
mod change_preferences;
mod change_settings;
mod close_sheet;
mod copy_again;
mod copy_secret;
mod create_group;
mod create_operator_group;
mod create_role;
mod create_tenant;
mod create_user;
mod create_vault;
mod deactivate_credential;
mod delete_credential;
mod delete_group;
mod delete_operator_group;
mod delete_role;
mod delete_tenant;
mod delete_user;
mod delete_view;
mod directory;
mod download_again;
mod download_csv;
mod drop_backups;
mod edit_credential;
mod edit_group;
mod edit_operator;
mod edit_operator_group;
mod edit_role;
mod edit_tenant;
mod edit_user;
mod grants;
mod interrupted_downloads;
mod issue_credential;
mod keep_layout;
mod kept_secret;
mod make_show_once;
mod move_credential;
mod new_secret;
mod operator_change;
mod order_views;
mod reinstate_credential;
mod remove_operator;
mod remove_samples;
mod revoke_credential;
mod rotate_credential;
mod save_view;
mod show_secret;
mod undo_change;
mod vouch_for_changes;

pub use activate_credential::activate_credential;
pub use add_operator::add_operator;
pub use add_samples::add_samples;
pub use change_expiry::change_expiry;
pub use change_limit::change_limit;
pub use change_preferences::change_preferences;
pub use change_settings::change_settings;
pub use close_sheet::close_sheet;
pub use copy_again::copy_again;
pub use copy_secret::copy_secret;
pub use create_group::create_group;
pub use create_operator_group::create_operator_group;
pub use create_role::create_role;
pub use create_tenant::create_tenant;
pub use create_user::create_user;
pub use create_vault::create_vault;
pub use deactivate_credential::deactivate_credential;
pub use delete_credential::delete_credential;
pub use delete_group::delete_group;
pub use delete_operator_group::delete_operator_group;
pub use delete_role::delete_role;
pub use delete_tenant::delete_tenant;
pub use delete_user::delete_user;
pub use delete_view::delete_view;
pub use download_again::download_again;
pub use download_csv::{Downloaded, download_csv};
pub use drop_backups::drop_backups;
pub use edit_credential::edit_credential;
pub use edit_group::edit_group;
pub use edit_operator::edit_operator;
pub use edit_operator_group::edit_operator_group;
pub use edit_role::edit_role;
pub use edit_tenant::edit_tenant;
pub use edit_user::edit_user;
pub use interrupted_downloads::interrupted_downloads;
pub use issue_credential::issue_credential;
pub use keep_layout::keep_layout;
pub use kept_secret::SHOWN_ONCE;
pub use make_show_once::make_show_once;
pub use move_credential::move_credential;
pub use order_views::order_views;
pub use reinstate_credential::reinstate_credential;
pub use remove_operator::remove_operator;
pub use remove_samples::remove_samples;
pub use revoke_credential::revoke_credential;
pub use rotate_credential::rotate_credential;
pub use save_view::save_view;
pub use show_secret::show_secret;
pub use undo_change::undo_change;
pub use vouch_for_changes::vouch_for_changes;

use crate::audit::Subject;
use crate::error::{Error, Result};
use crate::secret_version::SecretVersion;
use crate::sheets::Sheet;
use crate::store::{Kept, Write, secret_versions};

/// The credential of a sheet, as the audit log names it.
fn subject_of(sheet: &Sheet) -> Subject {
    Subject {
        kind: "credential",
        id: sheet.credential.to_string(),
        title: sheet.title.as_str().to_owned(),
        access_id: sheet.access_id.as_ref().map(|id| id.as_str().to_owned()),
        fingerprint: Some(sheet.fingerprint.as_str().to_owned()),
    }
}

/// The secret version of a sheet, vouched for.
fn version_of(write: &Write<'_>, sheet: &Sheet) -> Result<Kept<SecretVersion>> {
    secret_versions::get(write.connection(), sheet.version)?
        .ok_or(Error::NotFound("secret"))?
        .verified(write.vouch(), |_| format!("The secret of {}", sheet.title))
}
