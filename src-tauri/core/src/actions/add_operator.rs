//! *Add an operator*: an OS account may use the vault, as far as its group allows.

use crate::app::App;
use crate::audit::{Action, Entry};
use crate::error::{Error, Result};
use crate::ids::OperatorId;
use crate::name::Name;
use crate::operator::{Account, Operator};
use crate::operators::{AddOperatorRequest, OperatorRow};
use crate::permission::Permission;
use crate::store::{Done, operators, requests};

/// Makes an OS account an operator. A repeat of the same request answers the operator that the first one made.
///
/// # Errors
/// [`Error::InvalidInput`] on `account`, `name` or `group`; [`Error::NotPermitted`] without *manage settings and
/// operators*; the keychain's trouble. Then nothing was changed.
pub fn add_operator(app: &App, request: &AddOperatorRequest) -> Result<OperatorRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::ManageSettings)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            return Ok(Done::Nothing(super::operator_change::row(app, write, OperatorId::from_bytes(made))?));
        }
        let account = Account::parse(&request.account)?;
        if let Some((there, _)) = operators::of_account(write.connection(), &account)? {
            let problem = format!("The account {account} is an operator already: {}. Edit that one.", there.row.name);
            return Err(Error::invalid("account", problem));
        }
        let name = Name::parse("name", "the operator's name", &request.name)?.to_string();
        let group = super::operator_change::chosen(write, request.group)?;
        let id = OperatorId::new(now, &*app.rng)?;
        let operator = Operator { id, revision: 1, account, name, group: group.id, created_at: now };
        operators::insert(write, &operator)?;
        requests::keep(write.connection(), request.request_id, id.to_bytes(), now)?;
        let entry = Entry::new(Action::AddOperator, super::operator_change::subject_of(&operator))
            .with_detail(format!("account {}, {}", operator.account, group.name));
        Ok(Done::Audited(entry, super::operator_change::row(app, write, id)?))
    })
}
