//! The commands of the directory, as [`super`] has them: tenants, groups, roles, users, and what the forms ask of them.

use keywright_core::actions;
use keywright_core::address::AddressCheck;
use keywright_core::app::App;
use keywright_core::credential::Advice;
use keywright_core::group::{CreateGroupRequest, EditGroupRequest, GroupEnd, GroupRow, GroupTarget};
use keywright_core::ids::{CredentialId, RoleId, TenantId, UserId};
use keywright_core::role::{CreateRoleRequest, EditRoleRequest, RoleRow, RoleTarget, Uses};
use keywright_core::tenant::{
    CreateTenantRequest, DeleteTenantRequest, Deleted, EditTenantRequest, NewTenant, TenantRow, TenantTarget,
};
use keywright_core::user::{CreateUserRequest, EditUserRequest, UserRow, UserTarget};
use keywright_core::zone::{self, Zones};

use super::{COUNTED, DIRECTORY, Held, act, act_in_steps, blocking, read};
use crate::error::Answer;
use crate::given::Given;

/// Every tenant.
#[tauri::command]
pub async fn list_tenants(shell: Held<'_>) -> Answer<Vec<TenantRow>> {
    read(shell, App::list_tenants).await
}

/// The time zones that a tenant can have.
#[tauri::command]
pub async fn zones(shell: Held<'_>) -> Answer<Zones> {
    blocking(shell, |shell| Ok(zone::zones(shell.core().zone()))).await
}

/// What a form for a new tenant begins with.
#[tauri::command]
pub async fn new_tenant(shell: Held<'_>) -> Answer<NewTenant> {
    blocking(shell, |shell| Ok(shell.app()?.new_tenant(shell.core().zone())?)).await
}

/// Makes a tenant with its group "General".
#[tauri::command]
pub async fn create_tenant(shell: Held<'_>, request: Given<CreateTenantRequest>) -> Answer<TenantRow> {
    act(shell, DIRECTORY, move |app| actions::create_tenant(app, &request.0)).await
}

/// Changes a tenant.
#[tauri::command]
pub async fn edit_tenant(shell: Held<'_>, request: Given<EditTenantRequest>) -> Answer<TenantRow> {
    act(shell, COUNTED, move |app| actions::edit_tenant(app, &request.0)).await
}

/// Changes how many credentials a tenant may have.
#[tauri::command]
pub async fn change_limit(
    shell: Held<'_>,
    target: Given<TenantTarget>,
    limit: Given<Option<u32>>,
) -> Answer<TenantRow> {
    act(shell, DIRECTORY, move |app| actions::change_limit(app, target.0, limit.0)).await
}

/// Deletes a tenant for ever.
#[tauri::command]
pub async fn delete_tenant(shell: Held<'_>, request: Given<DeleteTenantRequest>) -> Answer<Deleted> {
    act_in_steps(shell, COUNTED, move |app| actions::delete_tenant(app, &request.0)).await
}

/// The groups of a tenant, or of all.
#[tauri::command]
pub async fn list_groups(shell: Held<'_>, tenant: Given<Option<TenantId>>) -> Answer<Vec<GroupRow>> {
    read(shell, move |app| app.list_groups(tenant.0)).await
}

/// Makes a group.
#[tauri::command]
pub async fn create_group(shell: Held<'_>, request: Given<CreateGroupRequest>) -> Answer<GroupRow> {
    act(shell, DIRECTORY, move |app| actions::create_group(app, &request.0)).await
}

/// Changes a group.
#[tauri::command]
pub async fn edit_group(shell: Held<'_>, request: Given<EditGroupRequest>) -> Answer<GroupRow> {
    act(shell, COUNTED, move |app| actions::edit_group(app, &request.0)).await
}

/// Deletes a group for ever; its credentials move or go with it.
#[tauri::command]
pub async fn delete_group(shell: Held<'_>, target: Given<GroupTarget>, end: Given<GroupEnd>) -> Answer<Deleted> {
    act_in_steps(shell, COUNTED, move |app| actions::delete_group(app, target.0, &end.0)).await
}

/// The roles of a tenant, or of all.
#[tauri::command]
pub async fn list_roles(shell: Held<'_>, tenant: Given<Option<TenantId>>) -> Answer<Vec<RoleRow>> {
    read(shell, move |app| app.list_roles(tenant.0)).await
}

/// Makes a role.
#[tauri::command]
pub async fn create_role(shell: Held<'_>, request: Given<CreateRoleRequest>) -> Answer<RoleRow> {
    act(shell, DIRECTORY, move |app| actions::create_role(app, &request.0)).await
}

/// Changes a role.
#[tauri::command]
pub async fn edit_role(shell: Held<'_>, request: Given<EditRoleRequest>) -> Answer<RoleRow> {
    act(shell, COUNTED, move |app| actions::edit_role(app, &request.0)).await
}

/// Deletes a role that nothing uses.
#[tauri::command]
pub async fn delete_role(shell: Held<'_>, target: Given<RoleTarget>) -> Answer<Deleted> {
    act(shell, DIRECTORY, move |app| actions::delete_role(app, target.0)).await
}

/// Where a role is used.
#[tauri::command]
pub async fn role_uses(shell: Held<'_>, role: Given<RoleId>) -> Answer<Uses> {
    read(shell, move |app| app.role_uses(role.0)).await
}

/// The users of a tenant, or of all.
#[tauri::command]
pub async fn list_users(shell: Held<'_>, tenant: Given<Option<TenantId>>) -> Answer<Vec<UserRow>> {
    read(shell, move |app| app.list_users(tenant.0)).await
}

/// Makes a user.
#[tauri::command]
pub async fn create_user(shell: Held<'_>, request: Given<CreateUserRequest>) -> Answer<UserRow> {
    act(shell, DIRECTORY, move |app| actions::create_user(app, &request.0)).await
}

/// Changes a user.
#[tauri::command]
pub async fn edit_user(shell: Held<'_>, request: Given<EditUserRequest>) -> Answer<UserRow> {
    act(shell, COUNTED, move |app| actions::edit_user(app, &request.0)).await
}

/// Deletes a user on whose behalf no credential acts.
#[tauri::command]
pub async fn delete_user(shell: Held<'_>, target: Given<UserTarget>) -> Answer<Deleted> {
    act(shell, DIRECTORY, move |app| actions::delete_user(app, target.0)).await
}

/// Where a user is used.
#[tauri::command]
pub async fn user_uses(shell: Held<'_>, user: Given<UserId>) -> Answer<Uses> {
    read(shell, move |app| app.user_uses(user.0)).await
}

/// What is to be said of addresses that were typed.
#[tauri::command]
pub async fn check_addresses(shell: Held<'_>, addresses: Given<Vec<String>>) -> Answer<Vec<AddressCheck>> {
    read(shell, move |app| app.check_addresses(&addresses.0)).await
}

/// What to say to one who gives a user a second credential with the same roles.
#[tauri::command]
pub async fn consumer_advice(
    shell: Held<'_>,
    tenant: Given<TenantId>,
    user: Given<Option<UserId>>,
    roles: Given<Vec<RoleId>>,
    except: Given<Option<CredentialId>>,
) -> Answer<Advice> {
    read(shell, move |app| app.consumer_advice(tenant.0, user.0, &roles.0, except.0)).await
}
