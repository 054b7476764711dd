//! *Edit an operator*: another name, or another group. The account stays.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::Result;
use crate::name::Name;
use crate::operator::Operator;
use crate::operators::{EditOperatorRequest, OperatorRow};
use crate::permission::Permission;
use crate::store::{Done, operators};

/// Gives an operator another name or group.
///
/// # Errors
/// [`crate::error::Error::InvalidInput`] on `name` or `group`; [`crate::error::Error::NotPossible`] for the last
/// administrator; [`crate::error::Error::ChangedMeanwhile`]; [`crate::error::Error::NotPermitted`] without *manage
/// settings and operators*. Then nothing was changed.
pub fn edit_operator(app: &App, request: &EditOperatorRequest) -> Result<OperatorRow> {
    let keys = app.vault.keys()?;
    app.store.write(&*keys, &app.account, app.now(), |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        let kept = super::operator_change::found(write, request.target)?;
        let name = Name::parse("name", "the operator's name", &request.name)?.to_string();
        let group = super::operator_change::chosen(write, request.group)?;
        if kept.row.name == name && kept.row.group == group.id {
            return Ok(Done::Nothing(super::operator_change::row(app, write, kept.row.id)?));
        }
        if kept.row.group != group.id {
            super::operator_change::keeps_an_administrator(write, &kept.row)?;
        }
        let row = Operator { revision: kept.row.revision + 1, name, group: group.id, ..kept.row.clone() };
        operators::update(write, &kept, &row)?;
        let entry = Entry::new(Action::EditOperator, super::operator_change::subject_of(&row))
            .with_detail(format!("account {}, {}", row.account, group.name));
        Ok(Done::Audited(entry, super::operator_change::row(app, write, row.id)?))
    })
}
