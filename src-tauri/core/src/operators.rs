//! The operators and their groups as screens list them, and what their forms send. Reads only.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Moment;
use crate::error::Result;
use crate::ids::{OperatorGroupId, OperatorId, RequestId};
use crate::operator::{Account, OperatorGroup};
use crate::permission::{ADMINISTRATORS, Permission, built_in_groups};
use crate::store::operators;

/// Which operator is meant, as the screen last read them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OperatorTarget {
    /// Their identity.
    pub operator: OperatorId,
    /// The revision that the screen read.
    pub revision: u32,
}

/// Which operator group is meant, as the screen last read it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OperatorGroupTarget {
    /// Its identity.
    pub group: OperatorGroupId,
    /// The revision that the screen read.
    pub revision: u32,
}

/// An operator as the list shows them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OperatorRow {
    /// Their identity.
    pub id: OperatorId,
    /// How often the row was written.
    pub revision: u32,
    /// The uid or SID of the OS account.
    pub account: String,
    /// What a person calls them.
    pub name: String,
    /// The group that says what they may do.
    pub group: OperatorGroupId,
    /// That group's name.
    pub group_name: String,
    /// Whether they are who sits at the application.
    pub own: bool,
    /// Whether they are the last of the built-in group *Administrators*, and so stay in it.
    pub last_administrator: bool,
    /// When the account was made an operator.
    pub created_at: Moment,
}

/// An operator group as the list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OperatorGroupRow {
    /// Its identity.
    pub id: OperatorGroupId,
    /// How often it was written.
    pub revision: u32,
    /// Its name.
    pub name: String,
    /// What its operators may do.
    pub permissions: Vec<Permission>,
    /// Whether every vault has it, and it stays as it is.
    pub built_in: bool,
    /// How many operators are in it.
    pub operators: u32,
}

/// Who may do what.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Operators {
    /// The operators, by name.
    pub operators: Vec<OperatorRow>,
    /// Their groups: the built-in ones in their order, then the others by name.
    pub groups: Vec<OperatorGroupRow>,
}

/// What the form that makes an OS account an operator sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AddOperatorRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The account as typed or chosen.
    pub account: String,
    /// The name as typed.
    pub name: String,
    /// The group.
    pub group: OperatorGroupId,
}

/// What the form that edits an operator sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditOperatorRequest {
    /// Which operator.
    pub target: OperatorTarget,
    /// The name as typed.
    pub name: String,
    /// The group.
    pub group: OperatorGroupId,
}

/// What the form for an operator group sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CreateOperatorGroupRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The name as typed.
    pub name: String,
    /// What its operators may do.
    pub permissions: Vec<Permission>,
}

/// What the form that edits an operator group sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditOperatorGroupRequest {
    /// Which group.
    pub target: OperatorGroupTarget,
    /// The name as typed.
    pub name: String,
    /// What its operators may do.
    pub permissions: Vec<Permission>,
}

/// Whether `group` is the one that never is without an operator.
pub fn is_administrators(group: &OperatorGroup) -> bool {
    group.built_in && group.name.as_str() == ADMINISTRATORS
}

impl Operators {
    /// Who may do what, as `connection` has it; `own` is the account that sits at the application.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn of(connection: &Connection, own: &Account) -> Result<Self> {
        let kept = operators::all(connection)?;
        let mut groups = operators::groups(connection)?;
        let built_in = built_in_groups().map(|(name, _)| name);
        groups.sort_by_key(|group| {
            let place = built_in.iter().position(|name| group.row.built_in && group.row.name.as_str() == *name);
            place.unwrap_or(built_in.len())
        });
        let in_group = |id| kept.iter().filter(|operator| operator.row.group == id).count();
        let rows = kept.iter().map(|operator| {
            let operator = &operator.row;
            let group = groups.iter().map(|group| &group.row).find(|group| group.id == operator.group);
            OperatorRow {
                id: operator.id,
                revision: operator.revision,
                account: operator.account.clone(),
                name: operator.name.clone(),
                group: operator.group,
                group_name: group.map(|group| group.name.to_string()).unwrap_or_default(),
                own: operator.account == own.account,
                last_administrator: group.is_some_and(is_administrators) && in_group(operator.group) == 1,
                created_at: operator.created_at,
            }
        });
        let group_rows = groups.iter().map(|group| OperatorGroupRow {
            id: group.row.id,
            revision: group.row.revision,
            name: group.row.name.to_string(),
            permissions: group.row.permissions.iter().collect(),
            built_in: group.row.built_in,
            operators: u32::try_from(in_group(group.row.id)).unwrap_or(u32::MAX),
        });
        Ok(Self { operators: rows.collect(), groups: group_rows.collect() })
    }
}

impl App {
    /// Who may do what.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*.
    pub fn list_operators(&self) -> Result<Operators> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            Operators::of(connection, &self.account)
        })
    }

    /// The accounts of people on this computer, and the one that sits at the application; by name.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPermitted`] without *view*.
    pub fn system_accounts(&self) -> Result<Vec<Account>> {
        self.store.read(|connection| self.may_view(connection))?;
        Ok(Account::of_people(&self.account))
    }
}
