//! *Create the vault*: keys, operator groups, and the account that makes it as an administrator.

use std::sync::Arc;

use crate::audit::{Action, Entry, Subject};
use crate::clock::Moment;
use crate::error::Result;
use crate::ids::{OperatorGroupId, OperatorId, VaultId};
use crate::name::Name;
use crate::operator::{Account, Operator, OperatorGroup};
use crate::permission::built_in_groups;
use crate::rng::Rng;
use crate::store::folder::Folder;
use crate::store::vaults::VaultRow;
use crate::store::{self, Done, Store, key_slots, operators, vaults};
use crate::vault::keychain::Keychain;
use crate::vault::slot::SlotKind;
use crate::vault::{Founding, Protection, Vault};

/// Makes a vault in `folder`, which is locked and empty. The master key is protected before
/// anything is written, and the database appears whole or not at all.
///
/// # Errors
/// The keychain's trouble; a passphrase that is too short; what the disk and SQLite report.
/// Then there is no vault, and the same call may be made again.
pub fn create_vault(
    folder: Folder,
    protection: Protection,
    account: &Account,
    keychain: Arc<dyn Keychain>,
    now: Moment,
    rng: &dyn Rng,
) -> Result<(Store, Vault)> {
    let id = VaultId::new(now, rng)?;
    let Founding { vault, slot, key_check } =
        Vault::found(id, protection, &account.account, now, Arc::clone(&keychain), rng)?;
    let keys = vault.keys()?;
    let item = slot.account(id);
    let database = folder.database();
    let made = Store::create(folder, id, now, |connection| {
        vaults::insert(connection, &VaultRow { id, epoch: 1, key_check, created_at: now })?;
        key_slots::insert(connection, &slot)?;
        store::write_first(connection, &*keys, account, now, |write| {
            let mut administrators = None;
            for (name, permissions) in built_in_groups() {
                let id = OperatorGroupId::new(now, rng)?;
                let name = Name::parse("name", "the name", name)?;
                operators::insert_group(write, &OperatorGroup { id, revision: 1, name, permissions, built_in: true })?;
                administrators.get_or_insert(id);
            }
            if let Some(group) = administrators {
                let id = OperatorId::new(now, rng)?;
                let (account, name) = (account.account.clone(), account.name.clone());
                operators::insert(write, &Operator { id, revision: 1, account, name, group, created_at: now })?;
            }
            let subject = Subject { kind: "vault", id: id.to_string(), ..Subject::default() };
            Ok(Done::Audited(Entry::new(Action::CreateVault, subject), ()))
        })
    });
    // A keychain item that opens no vault is taken back; one whose database stands never is.
    if made.is_err() && !database.exists() && slot.kind == SlotKind::Keychain && keychain.remove(&item).is_err() {
        tracing::warn!("the keychain item of a vault that did not come to be could not be removed");
    }
    Ok((made?, vault))
}
