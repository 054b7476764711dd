//! The names of tenants, groups, roles and users, and the tags that credentials have: what a query can name. Reads only.

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::ids::{GroupId, RoleId, TenantId, UserId};
use crate::name::fold;
use crate::query::names::{Named, Names};
use crate::store::columns::Columns;

/// Everything that can be named in `tenant`, or anywhere, where there is none.
///
/// # Errors
/// What SQLite reports.
pub fn of(connection: &Connection, tenant: Option<TenantId>) -> Result<Names> {
    let tenants =
        named(connection, "SELECT id, id AS tenant_id, name FROM tenant WHERE ?1 IS NULL OR id = ?1", tenant)?;
    let groups = named(connection, &in_tenant("credential_group"), tenant)?;
    let roles = named(connection, &in_tenant("role"), tenant)?;
    let users = named(connection, &in_tenant("user"), tenant)?;
    Ok(Names {
        tenants: sorted(tenants, TenantId::from_bytes),
        groups: sorted(groups, GroupId::from_bytes),
        roles: sorted(roles, RoleId::from_bytes),
        users: sorted(users, UserId::from_bytes),
        tags: tags(connection, tenant)?,
    })
}

fn in_tenant(table: &str) -> String {
    format!("SELECT id, tenant_id, name FROM {table} WHERE ?1 IS NULL OR tenant_id = ?1")
}

/// What a statement about names finds, in no order.
fn named(connection: &Connection, sql: &str, tenant: Option<TenantId>) -> Result<Vec<Named<[u8; 16]>>> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(params![tenant.map(TenantId::to_bytes)], |row| {
        let columns = Columns::of(row);
        let (id, of) = (columns.id("id"), TenantId::from_bytes(columns.id("tenant_id")));
        Ok(Named { name: columns.text("name"), id, tenant: of })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Sorted by folded name as it is now: what is kept folded may have been edited from outside.
fn sorted<Id>(found: Vec<Named<[u8; 16]>>, id: impl Fn([u8; 16]) -> Id) -> Vec<Named<Id>> {
    let one = |one: Named<[u8; 16]>| Named { name: one.name, id: id(one.id), tenant: one.tenant };
    let mut named: Vec<_> = found.into_iter().map(one).collect();
    named.sort_by_cached_key(|one| (fold(&one.name), one.tenant));
    named
}

/// The tags that credentials of `tenant` have, or any, where there is none; sorted.
fn tags(connection: &Connection, tenant: Option<TenantId>) -> Result<Vec<String>> {
    let sql = match tenant {
        None => "SELECT DISTINCT tag FROM credential_tag WHERE ?1 IS NULL",
        Some(_) => {
            "SELECT DISTINCT tag FROM credential JOIN credential_tag ON credential_id = credential.id WHERE tenant_id = ?1"
        }
    };
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map(params![tenant.map(TenantId::to_bytes)], |row| Ok(Columns::of(row).text("tag")))?;
    let mut tags = found.collect::<rusqlite::Result<Vec<String>>>()?;
    tags.sort_by_cached_key(|tag| fold(tag));
    Ok(tags)
}
