//! The table `credential`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::address::Address;
use crate::clock::{DAY_MILLIS, Moment};
use crate::column::Column;
use crate::credential::Credential;
use crate::credential_row::{CredentialQuery, Sort};
use crate::error::Result;
use crate::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use crate::name::{Description, Tag};
use crate::policy::Reveal;
use crate::scheme::AccessId;
use crate::state::{Revocation, State, Validity};
use crate::store::columns::Columns;
use crate::store::{Kept, Write};

/// A credential with its roles, addresses and tags, as JSON.
const CREDENTIAL: &str = "SELECT credential.*,
     (SELECT json_group_array(hex(role_id)) FROM credential_role WHERE credential_id = credential.id) AS roles,
     (SELECT json_group_array(address) FROM credential_address WHERE credential_id = credential.id) AS addresses,
     (SELECT json_group_array(tag) FROM credential_tag WHERE credential_id = credential.id) AS tags
     FROM credential";

/// Writes a new credential.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Credential) -> Result<()> {
    write.counted(None, Some(row));
    let mac = write.inserted(row)?;
    let revocation = row.state.revocation();
    write
        .connection()
        .prepare_cached(
            "INSERT INTO credential (id, revision, tenant_id, group_id, title, folded, description, state, revoked_at, revoked_by,
                                     revoked_for, was_active, starts_at, expires_at, reveal, access_id, user_id, in_role_id,
                                     sample, created_at, created_by, modified_at, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.tenant.to_bytes(),
            row.group.to_bytes(),
            row.title.as_str(),
            row.title.folded(),
            row.description.as_str(),
            row.state.code(),
            revocation.map(|revocation| revocation.at.millis()),
            revocation.map(|revocation| revocation.by.as_str()),
            revocation.and_then(|revocation| revocation.reason.as_deref()),
            revocation.map(|revocation| revocation.was_active),
            row.validity.starts.map(Moment::millis),
            row.validity.expires.map(Moment::millis),
            row.reveal.code(),
            row.access_id.as_ref().map(AccessId::as_str),
            row.user.map(UserId::to_bytes),
            row.in_role.map(RoleId::to_bytes),
            row.sample,
            row.created_at.millis(),
            row.created_by,
            row.modified_at.millis(),
            mac
        ])?;
    give_children(write, row)
}

/// Writes `row` in place of what is kept of it.
///
/// # Errors
/// As [`Write::must_vouch_for`]; what SQLite reports.
pub fn update(write: &mut Write<'_>, kept: &Kept<Credential>, row: &Credential) -> Result<()> {
    write.must_vouch_for(kept)?;
    replace(write, kept, row)
}

/// As [`update`], where the row that is kept has been verified.
pub(super) fn replace(write: &mut Write<'_>, kept: &Kept<Credential>, row: &Credential) -> Result<()> {
    write.counted(Some(&kept.row), Some(row));
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    let revocation = row.state.revocation();
    write
        .connection()
        .prepare_cached(
            "UPDATE credential SET revision = ?2, group_id = ?3, title = ?4, folded = ?5, description = ?6, state = ?7,
                    revoked_at = ?8, revoked_by = ?9, revoked_for = ?10, was_active = ?11, starts_at = ?12, expires_at = ?13,
                    reveal = ?14, user_id = ?15, in_role_id = ?16, sample = ?17, modified_at = ?18, mac = ?19
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.group.to_bytes(),
            row.title.as_str(),
            row.title.folded(),
            row.description.as_str(),
            row.state.code(),
            revocation.map(|revocation| revocation.at.millis()),
            revocation.map(|revocation| revocation.by.as_str()),
            revocation.and_then(|revocation| revocation.reason.as_deref()),
            revocation.map(|revocation| revocation.was_active),
            row.validity.starts.map(Moment::millis),
            row.validity.expires.map(Moment::millis),
            row.reveal.code(),
            row.user.map(UserId::to_bytes),
            row.in_role.map(RoleId::to_bytes),
            row.sample,
            row.modified_at.millis(),
            mac
        ])?;
    let before = &kept.row;
    if (&before.roles, &before.addresses, &before.tags) != (&row.roles, &row.addresses, &row.tags) {
        take_children(write, row.id)?;
        give_children(write, row)?;
    }
    Ok(())
}

/// The tables of a credential's child rows, which stand under its mark.
const CHILDREN: [&str; 3] = ["credential_role", "credential_address", "credential_tag"];

fn give_children(write: &Write<'_>, row: &Credential) -> Result<()> {
    let id = row.id.to_bytes();
    let give = |table: &str, value: &dyn rusqlite::ToSql| -> Result<()> {
        let sql = format!("INSERT INTO {table} VALUES (?1, ?2)");
        write.connection().prepare_cached(&sql)?.execute(params![id, value])?;
        Ok(())
    };
    row.roles.iter().try_for_each(|role| give(CHILDREN[0], &role.to_bytes()))?;
    row.addresses.iter().try_for_each(|address| give(CHILDREN[1], &address.to_string()))?;
    row.tags.iter().try_for_each(|tag| give(CHILDREN[2], &tag.as_str()))
}

fn take_children(write: &Write<'_>, id: CredentialId) -> Result<()> {
    for table in CHILDREN {
        let sql = format!("DELETE FROM {table} WHERE credential_id = ?1");
        write.connection().prepare_cached(&sql)?.execute([id.to_bytes()])?;
    }
    Ok(())
}

/// Deletes a credential; its secret versions must be gone before.
///
/// # Errors
/// As [`Write::must_vouch_for`]; what SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<Credential>) -> Result<()> {
    write.must_vouch_for(kept)?;
    remove(write, kept)
}

/// As [`delete`], where the row that is kept has been verified.
pub(super) fn remove(write: &mut Write<'_>, kept: &Kept<Credential>) -> Result<()> {
    write.counted(Some(&kept.row), None);
    write.deleted(&kept.row, &kept.mac)?;
    take_children(write, kept.row.id)?;
    let handle = write
        .connection()
        .prepare_cached("DELETE FROM credential WHERE id = ?1 RETURNING handle")?
        .query_row([kept.row.id.to_bytes()], |row| row.get(0))
        .optional()?;
    handle.into_iter().for_each(|handle| write.gone(handle));
    Ok(())
}

/// One credential.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: CredentialId) -> Result<Option<Kept<Credential>>> {
    Ok(connection
        .prepare_cached(&format!("{CREDENTIAL} WHERE id = ?1"))?
        .query_row([id.to_bytes()], credential)
        .optional()?)
}

/// What the table knows a credential by.
///
/// # Errors
/// What SQLite reports.
pub fn handle_of(connection: &Connection, id: CredentialId) -> Result<Option<u32>> {
    Ok(connection
        .prepare_cached("SELECT handle FROM credential WHERE id = ?1")?
        .query_row([id.to_bytes()], |row| row.get(0))
        .optional()?)
}

/// The credential that the table knows as `handle`.
///
/// # Errors
/// What SQLite reports.
pub fn of_handle(connection: &Connection, handle: u32) -> Result<Option<Kept<Credential>>> {
    Ok(connection
        .prepare_cached(&format!("{CREDENTIAL} WHERE handle = ?1"))?
        .query_row([handle], credential)
        .optional()?)
}

/// Whether a credential of `tenant` has the title that folds to `folded`.
///
/// # Errors
/// What SQLite reports.
pub fn is_taken(connection: &Connection, tenant: TenantId, folded: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM credential WHERE tenant_id = ?1 AND folded = ?2)")?
        .query_row(params![tenant.to_bytes(), folded], |row| row.get(0))?)
}

/// Up to `most` credentials of `tenant`, or of one group of it.
///
/// # Errors
/// What SQLite reports.
pub fn some_of(
    connection: &Connection,
    tenant: TenantId,
    group: Option<GroupId>,
    most: u32,
) -> Result<Vec<Kept<Credential>>> {
    let (sql, id) = match group {
        Some(group) => (some_of_sql(SOME[0]), group.to_bytes()),
        None => (some_of_sql(SOME[1]), tenant.to_bytes()),
    };
    let mut statement = connection.prepare_cached(&sql)?;
    let credentials = statement.query_map(params![id, most], credential)?;
    Ok(credentials.collect::<rusqlite::Result<_>>()?)
}

/// Those of a group and those of a tenant, in the order of the index, so that some are found without a look at all.
pub(super) const SOME: [&str; 2] = ["group_id = ?1 ORDER BY handle", "tenant_id = ?1 ORDER BY created_at, handle"];

pub(super) fn some_of_sql(which: &str) -> String {
    format!("{CREDENTIAL} WHERE {which} LIMIT ?2")
}

/// The first credential that acts on behalf of `user` and is `wanted`; no more of them are read.
///
/// # Errors
/// What SQLite reports.
pub fn of_user(
    connection: &Connection,
    user: UserId,
    wanted: impl Fn(&Credential) -> bool,
) -> Result<Option<Kept<Credential>>> {
    let mut statement = connection.prepare_cached(&format!("{CREDENTIAL} WHERE user_id = ?1 ORDER BY handle"))?;
    let mut credentials = statement.query_map([user.to_bytes()], credential)?;
    Ok(credentials.find(|found| found.as_ref().map_or(true, |kept| wanted(&kept.row))).transpose()?)
}

/// The handles of the credentials in `group`, ascending.
///
/// # Errors
/// What SQLite reports.
pub fn handles_in(connection: &Connection, group: GroupId) -> Result<Vec<u32>> {
    let mut statement =
        connection.prepare_cached("SELECT handle FROM credential WHERE group_id = ?1 ORDER BY handle")?;
    let handles = statement.query_map([group.to_bytes()], |row| row.get(0))?;
    Ok(handles.collect::<rusqlite::Result<_>>()?)
}

/// Up to `most` sample credentials.
///
/// # Errors
/// What SQLite reports.
pub fn samples(connection: &Connection, most: u32) -> Result<Vec<Kept<Credential>>> {
    let mut statement =
        connection.prepare_cached(&format!("{CREDENTIAL} WHERE sample = 1 ORDER BY handle LIMIT ?1"))?;
    let samples = statement.query_map([most], credential)?;
    Ok(samples.collect::<rusqlite::Result<_>>()?)
}

/// The handles of the credentials that `query` asks for, in its order; ties stand newest first.
///
/// # Errors
/// What SQLite reports.
pub fn handles(connection: &Connection, query: &CredentialQuery, now: Moment) -> Result<Vec<u32>> {
    let sort = query.sort.first().copied().unwrap_or(Sort { column: Column::Created, descending: true });
    let direction = if sort.descending { "DESC" } else { "ASC" };
    let (from, order) = match sort.column {
        Column::Modified => ("credential", format!("modified_at {direction}")),
        Column::Title => ("credential", format!("folded {direction}")),
        Column::AccessId => ("credential", format!("access_id IS NULL, access_id {direction}")),
        Column::Expires => ("credential", format!("expires_at IS NULL, expires_at {direction}")),
        Column::Status => (
            "credential JOIN tenant ON tenant.id = tenant_id",
            format!("CASE state WHEN 'revoked' THEN 5 WHEN 'inactive' THEN 4 ELSE {ACTIVE_RANK} END {direction}"),
        ),
        _ => ("credential", format!("created_at {direction}")),
    };
    let tenant = if query.tenant.is_some() { "tenant_id = ?1" } else { "?1 IS NULL" };
    let sql = format!("SELECT handle FROM {from} WHERE {tenant} AND ?2 IS NOT NULL ORDER BY {order}, handle DESC");
    let mut statement = connection.prepare_cached(&sql)?;
    let given = params![query.tenant.map(TenantId::to_bytes), now.millis()];
    let handles = statement.query_map(given, |row| row.get(0))?;
    Ok(handles.collect::<rusqlite::Result<_>>()?)
}

/// The rank of what is switched on, as [`State::status`] derives it.
const ACTIVE_RANK: &str = "CASE WHEN expires_at <= ?2 THEN 3 WHEN starts_at > ?2 THEN 2 \
     WHEN expires_at - warning_days * 86400000 <= ?2 THEN 1 ELSE 0 END";

/// The next instant after `now` at which time alone changes a status: of what is switched on,
/// the nearest start, begin of warning, or expiry.
///
/// # Errors
/// What SQLite reports.
pub fn next_turn(connection: &Connection, now: Moment) -> Result<Option<Moment>> {
    let after = |column: &str, after: i64| -> Result<Option<i64>> {
        Ok(connection
            .prepare_cached(&format!("SELECT min({column}) FROM credential WHERE state = 'active' AND {column} > ?1"))?
            .query_row([after], |row| row.get(0))?)
    };
    let mut turns = vec![after("starts_at", now.millis())?, after("expires_at", now.millis())?];
    let mut statement = connection.prepare_cached("SELECT DISTINCT warning_days FROM tenant")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let warning = row.get::<_, i64>(0)?.saturating_mul(DAY_MILLIS);
        turns.push(after("expires_at", now.millis().saturating_add(warning))?.map(|at| at - warning));
    }
    Ok(turns.into_iter().flatten().min().map(Moment::from_millis))
}

fn credential(row: &Row<'_>) -> rusqlite::Result<Kept<Credential>> {
    let columns = Columns::of(row);
    let row = Credential {
        id: CredentialId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        tenant: TenantId::from_bytes(columns.id("tenant_id")),
        group: GroupId::from_bytes(columns.id("group_id")),
        title: columns.name("title"),
        description: Description::from_database(columns.text("description")),
        state: state(&columns),
        validity: Validity {
            starts: columns.moment_or_none("starts_at"),
            expires: columns.moment_or_none("expires_at"),
        },
        reveal: columns.code("reveal", Reveal::from_code, Reveal::ShowOnce),
        access_id: columns.get::<Option<String>>("access_id").map(AccessId::from_database),
        user: columns.id_or_none("user_id").map(UserId::from_bytes),
        in_role: columns.id_or_none("in_role_id").map(RoleId::from_bytes),
        roles: columns.ids("roles").into_iter().map(RoleId::from_bytes).collect(),
        addresses: addresses(&columns),
        tags: tags(&columns),
        sample: columns.get("sample"),
        created_at: columns.moment("created_at"),
        created_by: columns.text("created_by"),
        modified_at: columns.moment("modified_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}

/// The state; a row that is not revoked says nothing of a revocation.
fn state(columns: &Columns<'_>) -> State {
    let (at, by): (Option<i64>, Option<String>) = (columns.get("revoked_at"), columns.get("revoked_by"));
    let (reason, was_active): (Option<String>, Option<bool>) = (columns.get("revoked_for"), columns.get("was_active"));
    let state = columns.text("state");
    if state == "revoked" {
        columns.require(at.is_some() && by.is_some() && was_active.is_some());
        return State::Revoked(Revocation {
            at: Moment::from_millis(at.unwrap_or_default()),
            by: by.unwrap_or_default(),
            reason,
            was_active: was_active.unwrap_or_default(),
        });
    }
    columns.require(at.is_none() && by.is_none() && reason.is_none() && was_active.is_none());
    columns.require(matches!(state.as_str(), "active" | "inactive"));
    if state == "active" { State::Active } else { State::Inactive }
}

fn addresses(columns: &Columns<'_>) -> Vec<Address> {
    let texts = columns.texts("addresses");
    let mut addresses: Vec<_> = texts.iter().filter_map(|text| Address::from_database(text)).collect();
    columns.require(addresses.len() == texts.len());
    addresses.sort_unstable();
    addresses
}

fn tags(columns: &Columns<'_>) -> Vec<Tag> {
    let mut tags: Vec<_> = columns.texts("tags").into_iter().map(Tag::from_database).collect();
    tags.sort_unstable();
    tags
}
