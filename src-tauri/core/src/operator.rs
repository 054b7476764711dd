//! Operators: who sits at the application, and the groups that say what they may do.
//! The account comes from the operating system, never from an environment variable.

use serde::Serialize;

use crate::clock::Moment;
use crate::error::{Error, Result};
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

/// The uids that systems give to people: not to daemons, and not to *nobody*.
#[cfg(unix)]
const PEOPLE: std::ops::Range<u32> = 1_000..65_534;

impl Account {
    /// The accounts of people that the system's account file names, and `own`; by name.
    #[cfg(unix)]
    pub fn of_people(own: &Self) -> Vec<Self> {
        people_in(&std::fs::read_to_string("/etc/passwd").unwrap_or_default(), own)
    }

    /// Reads the uid of an account as it was typed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `account`.
    #[cfg(unix)]
    pub fn parse(typed: &str) -> Result<String> {
        let typed = typed.trim();
        // The highest is what the system says for none.
        let uid = typed.parse::<u32>().ok().filter(|uid| *uid < u32::MAX).filter(|uid| uid.to_string() == typed);
        uid.map(|uid| uid.to_string()).ok_or_else(|| {
            Error::invalid(
                "account",
                "Enter the account's number as `id -u` prints it, for example 1000: digits alone, without a leading zero.",
            )
        })
    }
}

#[cfg(not(unix))]
impl Account {
    /// The account that sits at the application: others are not asked for here.
    pub fn of_people(own: &Self) -> Vec<Self> {
        vec![own.clone()]
    }

    /// Reads the SID of an account as it was typed.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `account`.
    pub fn parse(typed: &str) -> Result<String> {
        let sid = typed.trim().to_ascii_uppercase();
        let parts = sid.strip_prefix("S-1-").map(|rest| rest.split('-').all(|part| part.parse::<u64>().is_ok()));
        if parts == Some(true) {
            return Ok(sid);
        }
        Err(Error::invalid("account", "Enter the account's SID as `whoami /user` prints it: S-1-5-21- and so on."))
    }
}

/// The name that passwd(5) lines give to `uid`.
#[cfg(unix)]
fn named_in(accounts: &str, uid: &str) -> Option<String> {
    let line =
        accounts.lines().map(|line| line.split(':').collect::<Vec<_>>()).find(|fields| fields.get(2) == Some(&uid))?;
    name_of(&line).map(str::to_owned)
}

/// The real name in the fields of a passwd(5) line, or the login name.
#[cfg(unix)]
fn name_of<'a>(line: &[&'a str]) -> Option<&'a str> {
    let real_name = line.get(4).and_then(|gecos| gecos.split(',').next()).map(str::trim);
    real_name.filter(|name| !name.is_empty()).or(line.first().copied()).filter(|name| !name.is_empty())
}

/// The accounts of people in passwd(5) lines, and `own`; by name. Of two lines with one uid the first counts.
#[cfg(unix)]
fn people_in(accounts: &str, own: &Account) -> Vec<Account> {
    let mut people = vec![own.clone()];
    for line in accounts.lines() {
        let fields: Vec<_> = line.split(':').collect();
        let uid = fields.get(2).and_then(|uid| Account::parse(uid).ok());
        let uid = uid.filter(|uid| uid.parse().is_ok_and(|uid| PEOPLE.contains(&uid)));
        if let Some((account, name)) = uid.zip(name_of(&fields))
            && people.iter().all(|one| one.account != account)
        {
            people.push(Account { account, name: name.to_owned() });
        }
    }
    people.sort_by_cached_key(|one| (crate::name::fold(&one.name), one.account.clone()));
    people
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
    fn the_accounts_of_people_are_listed_by_name_with_the_own() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\ndaemon:x:999:999::/:/bin/false\nzoe:x:1002:1002:Zo\u{eb} Hart,,,:/home/zoe:/bin/sh\n\
            dana:x:1000:1000:Dana Whitfield,,,:/home/dana:/bin/sh\nbot:x:1003:1003:,:/:/bin/false\ntwin:x:1000:1000:Twin:/:/bin/sh\n\
            nobody:x:65534:65534:nobody:/:/bin/false\nsystemd:x:70000:1::/:/bin/false\nbad\n:x:1004:1::/:/x\n+1005:x:+1005:1::/:/x\n";
        let own = Account { account: "0".into(), name: "root".into() };
        let named: Vec<_> =
            people_in(accounts, &own).into_iter().map(|one| format!("{} {}", one.account, one.name)).collect();
        assert_eq!(named, ["1003 bot", "1000 Dana Whitfield", "0 root", "1002 Zo\u{eb} Hart"]);
        let dana = Account { account: "1000".into(), name: "Dana".into() };
        assert_eq!(people_in(accounts, &dana).iter().filter(|one| one.account == "1000").count(), 1);
        assert_eq!(people_in("", &dana), std::slice::from_ref(&dana));
    }

    #[test]
    fn an_account_is_digits() {
        for typed in ["0", "1000", " 1001 ", "4294967294"] {
            assert_eq!(Account::parse(typed).expect(typed), typed.trim());
        }
        for typed in ["", "dana", "-1", "+1000", "01000", "1000.0", "4294967295", "4294967296", "１０００", "10 00"]
        {
            assert_eq!(Account::parse(typed).expect_err(typed).field(), Some("account"), "{typed:?}");
        }
    }

    #[test]
    fn the_account_is_the_processs_own() {
        assert_eq!(Account::of_this_process().account, rustix::process::getuid().as_raw().to_string());
    }
}
