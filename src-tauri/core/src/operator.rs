//! Operators: who sits at the application, and the groups that say what they may do.
//! The account comes from the operating system, never from an environment variable.

use serde::Serialize;

use crate::clock::Moment;
use crate::ids::{OperatorGroupId, OperatorId};
use crate::mac::{Fields, Marked};
use crate::name::Name;
use crate::permission::Permissions;

/// An account of the operating system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Account {
    /// The uid (or SID), as text.
    pub account: String,
    /// What a person calls it.
    pub name: String,
}

impl Account {
    /// The account that this process runs under. Its name is the real name in the system's
    /// account file, or the login name, or where neither is known `uid N`.
    #[cfg(unix)]
    pub fn of_this_process() -> Self {
        let uid = rustix::process::getuid().as_raw().to_string();
        let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let name = named_in(&accounts, &uid).unwrap_or_else(|| format!("uid {uid}"));
        Self { account: uid, name }
    }
}

/// The name that passwd(5) lines give to `uid`.
#[cfg(unix)]
fn named_in(accounts: &str, uid: &str) -> Option<String> {
    let line =
        accounts.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields.get(2) == Some(&uid))?;
    let real_name = line.get(4).and_then(|gecos| gecos.split(',').next()).map(str::trim);
    real_name.filter(|name| !name.is_empty()).or(line.first().copied()).map(str::to_owned)
}

/// An OS account that may use the vault.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Operator {
    /// Its identity.
    pub id: OperatorId,
    /// How often it was written.
    pub revision: u32,
    /// The uid or SID, as text; unique in the vault.
    pub account: String,
    /// What a person calls them.
    pub name: String,
    /// The group that says what they may do.
    pub group: OperatorGroupId,
    /// When it was made.
    pub created_at: Moment,
}

impl Marked for Operator {
    const TABLE: &'static str = "operator";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.text(&self.account).text(&self.name).bytes(&self.group.to_bytes()).number(self.created_at.millis());
    }
}

/// A set of permissions with a name.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OperatorGroup {
    /// Its identity.
    pub id: OperatorGroupId,
    /// How often it was written.
    pub revision: u32,
    /// Its name, unique in the vault.
    pub name: Name,
    /// What its operators may do.
    #[serde(serialize_with = "permission_codes")]
    pub permissions: Permissions,
    /// Whether every vault has it from the start.
    pub built_in: bool,
}

fn permission_codes<S: serde::Serializer>(permissions: &Permissions, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&permissions.to_text())
}

impl Marked for OperatorGroup {
    const TABLE: &'static str = "operator_group";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.text(self.name.as_str()).text(&self.name.folded()).text(&self.permissions.to_text()).flag(self.built_in);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_real_one_then_the_login() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\ndana:x:1000:1000:Dana Whitfield,,,:/home/dana:/bin/sh\nbot:x:7::,:/:/bin/false\nbad\n";
        assert_eq!(named_in(accounts, "1000").as_deref(), Some("Dana Whitfield"));
        assert_eq!(named_in(accounts, "7").as_deref(), Some("bot"));
        assert_eq!(named_in(accounts, "8"), None);
    }

    #[test]
    fn the_account_is_the_processs_own() {
        assert_eq!(Account::of_this_process().account, rustix::process::getuid().as_raw().to_string());
    }
}
