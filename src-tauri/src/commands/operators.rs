//! The commands about operators and their groups, as [`super`] has them.

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::operator::Account;
use keywright_core::operators::{
    AddOperatorRequest, CreateOperatorGroupRequest, EditOperatorGroupRequest, EditOperatorRequest, OperatorGroupRow,
    OperatorGroupTarget, OperatorRow, OperatorTarget, Operators,
};
use keywright_core::tenant::Deleted;

use super::{Held, act, read};
use crate::error::Answer;
use crate::given::Given;
use crate::shell::Noun;

const OPERATORS: &[Noun] = &[Noun::Operators];

/// Who may do what.
#[tauri::command]
pub async fn list_operators(shell: Held<'_>) -> Answer<Operators> {
    read(shell, App::list_operators).await
}

/// The accounts of people on this computer.
#[tauri::command]
pub async fn system_accounts(shell: Held<'_>) -> Answer<Vec<Account>> {
    read(shell, App::system_accounts).await
}

/// Makes an OS account an operator.
#[tauri::command]
pub async fn add_operator(shell: Held<'_>, request: Given<AddOperatorRequest>) -> Answer<OperatorRow> {
    act(shell, OPERATORS, move |app| actions::add_operator(app, &request.0)).await
}

/// Gives an operator another name or group.
#[tauri::command]
pub async fn edit_operator(shell: Held<'_>, request: Given<EditOperatorRequest>) -> Answer<OperatorRow> {
    act(shell, OPERATORS, move |app| actions::edit_operator(app, &request.0)).await
}

/// Removes an operator.
#[tauri::command]
pub async fn remove_operator(shell: Held<'_>, target: Given<OperatorTarget>) -> Answer<Deleted> {
    act(shell, OPERATORS, move |app| actions::remove_operator(app, target.0)).await
}

/// Makes an operator group.
#[tauri::command]
pub async fn create_operator_group(
    shell: Held<'_>,
    request: Given<CreateOperatorGroupRequest>,
) -> Answer<OperatorGroupRow> {
    act(shell, OPERATORS, move |app| actions::create_operator_group(app, &request.0)).await
}

/// Gives an operator group another name or other permissions.
#[tauri::command]
pub async fn edit_operator_group(
    shell: Held<'_>,
    request: Given<EditOperatorGroupRequest>,
) -> Answer<OperatorGroupRow> {
    act(shell, OPERATORS, move |app| actions::edit_operator_group(app, &request.0)).await
}

/// Deletes an operator group.
#[tauri::command]
pub async fn delete_operator_group(shell: Held<'_>, target: Given<OperatorGroupTarget>) -> Answer<Deleted> {
    act(shell, OPERATORS, move |app| actions::delete_operator_group(app, target.0)).await
}
