//! What every action is given: store, vault, clock, randomness, and who is acting; whether they may; keys and
//! sheets. Other reads that screens make are in [`crate::table`], [`crate::directory`] and [`crate::details`]; what
//! changes anything is in [`crate::actions`].

use std::sync::Arc;

use crate::clock::{Clock, Moment};
use crate::credential::TitleCheck;
use crate::error::{Error, Result};
use crate::ids::{CredentialId, SheetId, TenantId};
use crate::index::resident::Resident;
use crate::mac::Vouch;
use crate::name::Name;
use crate::operator::Account;
use crate::permission::{Permission, Permissions};
use crate::rng::Rng;
use crate::secret::Passphrase;
use crate::sheets::{SheetRow, Sheets};
use crate::store::{Store, credentials, operators, tenants};
use crate::tenant::Tenant;
use crate::vault::{KeyStatus, Vault};
use crate::zone::Zone;

/// An open vault and who is at it.
pub struct App {
    /// The index of the table. The first field: its thread ends before the database closes.
    pub index: Resident,
    /// The database.
    pub store: Store,
    /// The keys.
    pub vault: Vault,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub rng: Arc<dyn Rng>,
    /// Who is acting.
    pub account: Account,
    /// The system's time zone: where the days of the audit log begin.
    pub zone: Zone,
    /// The open one-time sheets.
    pub sheets: Sheets,
    /// The generation of the audit list's handles, which stay what they are as long as the vault is open; the table's
    /// begin with it.
    pub generation: u32,
}

impl App {
    /// What time it is.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Whether the operator may do what needs `permission`, by rows that are vouched for. Reads within
    /// the caller's transaction, so that nothing changes between the question and the deed.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] that says whom to ask; [`Error::NotVouched`] where the operator's rows were changed outside.
    pub fn permit(&self, connection: &rusqlite::Connection, vouch: &dyn Vouch, permission: Permission) -> Result<()> {
        if let Some((operator, group)) = operators::of_account(connection, &self.account.account)? {
            let operator = operator.verified(vouch, |row| format!("The operator {}", row.name))?;
            let group = group.verified(vouch, |row| format!("The operator group {}", row.name))?;
            debug_assert_eq!(operator.row.group, group.row.id);
            if group.row.permissions.allow(permission) {
                return Ok(());
            }
        }
        Err(self.refusal(connection, permission)?)
    }

    /// What the operator may do, as the database says it; for screens and for reading, which must
    /// also work while the keychain is locked and nothing can be vouched for.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn permissions(&self) -> Result<Permissions> {
        self.store.read(|connection| {
            let found = operators::of_account(connection, &self.account.account)?;
            Ok(found.map(|(_, group)| group.row.permissions).unwrap_or_default())
        })
    }

    pub(crate) fn may_view(&self, connection: &rusqlite::Connection) -> Result<()> {
        self.may(connection, Permission::View)
    }

    /// As [`App::permit`] where the keys are at hand; where they are not, by the rows as they are.
    ///
    /// # Errors
    /// As [`App::permit`].
    pub(crate) fn may(&self, connection: &rusqlite::Connection, permission: Permission) -> Result<()> {
        if let Some(keys) = self.vault.keys_at_hand() {
            return self.permit(connection, &*keys, permission);
        }
        match operators::of_account(connection, &self.account.account)? {
            Some((_, group)) if group.row.permissions.allow(permission) => Ok(()),
            _ => Err(self.refusal(connection, permission)?),
        }
    }

    fn refusal(&self, connection: &rusqlite::Connection, permission: Permission) -> Result<Error> {
        let who_can = operators::with_permission(connection, Permission::ManageSettings)?;
        let ask = if who_can.is_empty() { "whoever set this vault up".to_owned() } else { who_can.join(" or ") };
        Ok(Error::NotPermitted { who: self.account.name.clone(), permission, ask })
    }

    /// Whether the master key is at hand, and if not, why.
    pub fn key_status(&self) -> KeyStatus {
        self.vault.status()
    }

    /// Asks the keychain again, without a prompt, for at most 5 s.
    pub fn retry_keychain(&self) -> KeyStatus {
        self.vault.open(self.now())
    }

    /// Has the keychain ask for its password, and waits for the person, for at most 2 minutes.
    pub fn unlock_keychain(&self) -> KeyStatus {
        self.vault.unlock(self.now())
    }

    /// Ends the wait of a running [`App::unlock_keychain`].
    pub fn cancel_unlock(&self) {
        self.vault.cancel_unlock();
    }

    /// Opens the vault with its passphrase.
    ///
    /// # Errors
    /// [`Error::Key`] with [`crate::error::KeyTrouble::PassphraseWrong`].
    pub fn unlock_with_passphrase(&self, passphrase: &Passphrase) -> Result<KeyStatus> {
        self.vault.unlock_with_passphrase(passphrase, self.now())?;
        Ok(self.key_status())
    }

    /// Whether a credential of `tenant` may have the title `typed`.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*; [`Error::NotFound`] for the tenant.
    pub fn check_title(&self, tenant: TenantId, typed: &str) -> Result<TitleCheck> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            let tenant = tenants::get(connection, tenant)?.ok_or(Error::NotFound("tenant"))?.row;
            match free_title(connection, &tenant, typed) {
                Ok(_) => Ok(TitleCheck { problem: None }),
                Err(Error::InvalidInput { problem, .. }) => Ok(TitleCheck { problem: Some(problem) }),
                Err(error) => Err(error),
            }
        })
    }

    /// Every open one-time sheet, without its secret; none for one who may not collect at issue.
    pub fn open_sheets(&self) -> Vec<SheetRow> {
        let may = self.store.read(|connection| self.may(connection, Permission::CreateAndUpdate));
        if may.is_ok() { self.sheets.rows() } else { Vec::new() }
    }

    /// A part of an open sheet that is no secret.
    ///
    /// # Errors
    /// [`Error::SheetClosed`]; [`Error::NotPermitted`] without *create and update*.
    pub fn sheet_part(&self, sheet: SheetId, part: Part) -> Result<String> {
        self.store.read(|connection| self.may(connection, Permission::CreateAndUpdate))?;
        self.sheets.with(sheet, |sheet| {
            Ok(match part {
                Part::ApiUrl => sheet.api_url.as_str().to_owned(),
                Part::AccessId => {
                    let id = sheet.access_id.as_ref().ok_or(Error::NotFound("Access ID"))?;
                    id.as_str().to_owned()
                }
            })
        })
    }

    /// What a sheet's CSV would be called: its title, with `-` for what a file system may not take.
    ///
    /// # Errors
    /// [`Error::SheetClosed`]; [`Error::NotPermitted`] without *create and update*.
    pub fn suggested_file(&self, sheet: SheetId) -> Result<String> {
        self.store.read(|connection| self.may(connection, Permission::CreateAndUpdate))?;
        self.sheets.with(sheet, |sheet| Ok(file_name(sheet.title.as_str())))
    }

    /// What the CSV of a recoverable credential would be called.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::NotPermitted`] without *reveal*.
    pub fn suggested_file_again(&self, credential: CredentialId) -> Result<String> {
        self.store.read(|connection| {
            self.may(connection, Permission::Reveal)?;
            let kept = credentials::get(connection, credential)?.ok_or(Error::NotFound("credential"))?;
            Ok(file_name(kept.row.title.as_str()))
        })
    }
}

/// A part of a sheet that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The API URL.
    ApiUrl,
    /// The Access ID.
    AccessId,
}

/// The title that was typed, if it is one and free in the tenant.
///
/// # Errors
/// [`Error::InvalidInput`] on `title`.
pub fn free_title(connection: &rusqlite::Connection, tenant: &Tenant, typed: &str) -> Result<Name> {
    let title = Name::parse("title", "the title", typed)?;
    if credentials::is_taken(connection, tenant.id, &title.folded())? {
        return Err(Error::invalid(
            "title",
            format!(
                "The title “{title}” is taken in {}. Titles are compared without regard to case; choose another.",
                tenant.name
            ),
        ));
    }
    Ok(title)
}

/// A file name made of a title.
fn file_name(title: &str) -> String {
    let stem = file_stem(title);
    format!("{}.csv", if stem.is_empty() { "credential" } else { &stem })
}

/// A name as a part of a file's: letters and digits stay, every run of anything else becomes one `-`.
pub(crate) fn file_stem(name: &str) -> String {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn file_names_are_safe_anywhere() {
        for (title, file) in [
            ("CRM integration, Rotterdam", "CRM-integration-Rotterdam.csv"),
            ("../../etc/passwd", "etc-passwd.csv"),
            ("…", "credential.csv"),
            ("Zürich: 1/2", "Zürich-1-2.csv"),
        ] {
            assert_eq!(file_name(title), file);
        }
    }
}
