//! What the verbs on operators and their groups have in common: rows are read, verified and compared with what the
//! screen saw, and an administrator stays. No verb of its own.

use crate::app::App;
use crate::audit::Subject;
use crate::error::{Error, Result};
use crate::ids::{OperatorGroupId, OperatorId};
use crate::name::Name;
use crate::operator::{Operator, OperatorGroup};
use crate::operators::{
    OperatorGroupRow, OperatorGroupTarget, OperatorRow, OperatorTarget, Operators, is_administrators,
};
use crate::permission::{Permission, Permissions};
use crate::store::{Kept, Write, key_slots, operators};

/// The operator that is meant, vouched for and as the screen saw them.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::NotVouched`]; [`Error::ChangedMeanwhile`].
pub(super) fn found(write: &Write<'_>, target: OperatorTarget) -> Result<Kept<Operator>> {
    let kept = operators::get(write.connection(), target.operator)?
        .ok_or(Error::NotFound("operator"))?
        .verified(write.vouch(), |row| format!("The operator {}", row.name))?;
    if kept.row.revision == target.revision { Ok(kept) } else { Err(Error::ChangedMeanwhile(kept.row.name)) }
}

/// The group that is meant, vouched for, as the screen saw it, and not built in.
///
/// # Errors
/// As [`found`]; [`Error::NotPossible`] for a built-in one.
pub(super) fn found_own(write: &Write<'_>, target: OperatorGroupTarget) -> Result<Kept<OperatorGroup>> {
    let kept = group(write, target.group)?.ok_or(Error::NotFound("operator group"))?;
    if kept.row.built_in {
        return Err(Error::NotPossible(format!(
            "“{}” is built in and stays as it is. Make a group of your own, and give operators that one.",
            kept.row.name
        )));
    }
    if kept.row.revision == target.revision {
        Ok(kept)
    } else {
        Err(Error::ChangedMeanwhile(kept.row.name.to_string()))
    }
}

fn group(write: &Write<'_>, id: OperatorGroupId) -> Result<Option<Kept<OperatorGroup>>> {
    let kept = operators::get_group(write.connection(), id)?;
    kept.map(|kept| kept.verified(write.vouch(), |row| format!("The operator group {}", row.name))).transpose()
}

/// The group that a form gives an operator, vouched for.
///
/// # Errors
/// [`Error::InvalidInput`] on `group` where it is gone; [`Error::NotVouched`].
pub(super) fn chosen(write: &Write<'_>, id: OperatorGroupId) -> Result<OperatorGroup> {
    let kept = group(write, id)?;
    let gone = || Error::invalid("group", "This group was deleted meanwhile. Choose another.");
    Ok(kept.ok_or_else(gone)?.row)
}

/// Sees that somebody else is an administrator before `operator` ceases to be one. Only rows that are vouched for
/// count: an administrator whom somebody wrote into the file is none. Nor does one whose account has no key slot stand
/// in for one who has: nobody could open the vault any more.
///
/// # Errors
/// [`Error::NotPossible`] that says what to do; [`Error::NotVouched`] for the operator's own group.
pub(super) fn keeps_an_administrator(write: &Write<'_>, operator: &Operator) -> Result<()> {
    let Some(group) = group(write, operator.group)? else { return Ok(()) };
    if !is_administrators(&group.row) {
        return Ok(());
    }
    let all = operators::all(write.connection())?;
    let slots = key_slots::all(write.connection())?;
    let has_key = |one: &Operator| slots.iter().any(|slot| slot.owner == one.account);
    let another = all.iter().any(|one| {
        one.row.id != operator.id
            && one.row.group == operator.group
            && (has_key(&one.row) || !has_key(operator))
            && one.is_vouched(write.vouch())
    });
    if another {
        return Ok(());
    }
    Err(Error::NotPossible(format!(
        "{} is the last operator in “{}” whose account has a key to this vault; without one nobody could manage it. Put another operator with a key into that group first.",
        operator.name, group.row.name
    )))
}

/// The name of an operator group and what it allows, as typed; free but for `own`.
///
/// # Errors
/// [`Error::InvalidInput`] on `name` or `permissions`.
pub(super) fn group_as_typed(
    write: &Write<'_>,
    name: &str,
    permissions: &[Permission],
    own: Option<OperatorGroupId>,
) -> Result<(Name, Permissions)> {
    let name = Name::parse("name", "the group's name", name)?;
    let other = operators::group_named(write.connection(), &name.folded())?.filter(|there| Some(*there) != own);
    if other.is_some() {
        return Err(Error::invalid("name", format!("There is a group “{name}” already. Choose another name.")));
    }
    if permissions.is_empty() {
        return Err(Error::invalid("permissions", "Choose at least one thing that operators in this group may do."));
    }
    Ok((name, Permissions::of(permissions.iter().copied())))
}

/// An operator, as the audit log names them.
pub(super) fn subject_of(operator: &Operator) -> Subject {
    Subject { kind: "operator", id: operator.id.to_string(), title: operator.name.clone(), ..Subject::default() }
}

/// An operator group, as the audit log names it.
pub(super) fn subject_of_group(group: &OperatorGroup) -> Subject {
    Subject { kind: "operatorGroup", id: group.id.to_string(), title: group.name.to_string(), ..Subject::default() }
}

/// The row of an operator, as the list shows it.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn row(app: &App, write: &Write<'_>, id: OperatorId) -> Result<OperatorRow> {
    let listed = Operators::of(write.connection(), &app.account)?;
    listed.operators.into_iter().find(|row| row.id == id).ok_or(Error::NotFound("operator"))
}

/// The row of an operator group, as the list shows it.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) fn group_row(app: &App, write: &Write<'_>, id: OperatorGroupId) -> Result<OperatorGroupRow> {
    let listed = Operators::of(write.connection(), &app.account)?;
    listed.groups.into_iter().find(|row| row.id == id).ok_or(Error::NotFound("operator group"))
}
