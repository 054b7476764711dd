//! The cells of a list export: what each column says of a credential, as CSV. Reads the names around the credentials,
//! each once; reads no secret, and could not.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::Connection;

use crate::address::Address;
use crate::clock::Moment;
use crate::column::Column;
use crate::csv::write_guarded;
use crate::error::Result;
use crate::ids::{GroupId, RoleId, TenantId, UserId};
use crate::instant_text::Instants;
use crate::name::fold;
use crate::scheme::Scheme;
use crate::state::{State, Status, Validity};
use crate::store::list_rows::{Field, ListRow};
use crate::store::{groups, roles, tenants, users};
use crate::table::lost_tenant;
use crate::zone::Zone;

/// What a list says of what has no end, or never happened.
const NEVER: &[u8] = b"Never";

/// The columns of a list, and what is known around its credentials so far.
pub struct Cells {
    columns: Vec<(Column, usize)>,
    now: Moment,
    tenants: HashMap<[u8; 16], Around>,
    zones: HashMap<&'static str, Instants>,
    /// Names as they stand in a cell.
    groups: HashMap<[u8; 16], Vec<u8>>,
    users: HashMap<[u8; 16], Vec<u8>>,
    /// By their folded names, by which they are in order.
    roles: HashMap<[u8; 16], (String, String)>,
}

/// What a tenant says of its credentials.
struct Around {
    zone: Zone,
    warning_days: u32,
    kind: &'static str,
    name: Vec<u8>,
    api_url: Vec<u8>,
}

/// The fields that a column needs.
fn fields_of(column: Column) -> &'static [Field] {
    match column {
        Column::Title => &[Field::Title],
        Column::AccessId => &[Field::AccessId],
        Column::Status => &[Field::State, Field::Starts, Field::Expires],
        Column::Kind | Column::Tenant | Column::ApiUrl => &[],
        Column::Group => &[Field::Group],
        Column::Roles => &[Field::Roles],
        Column::User => &[Field::User],
        Column::Addresses => &[Field::Addresses],
        Column::Description => &[Field::Description],
        Column::Tags => &[Field::Tags],
        Column::Starts => &[Field::Starts],
        Column::Expires => &[Field::Expires],
        Column::Created => &[Field::Created],
        Column::Modified => &[Field::Modified],
        Column::Rotated => &[Field::Rotated],
        Column::CreatedBy => &[Field::CreatedBy],
    }
}

impl Cells {
    /// The cells of `columns`, with what each is at `now`; and the fields that they are made of.
    pub fn of(columns: &[Column], now: Moment) -> (Self, Vec<Field>) {
        let mut fields = Vec::new();
        let mut placed = Vec::with_capacity(columns.len());
        for column in columns {
            placed.push((*column, fields.len()));
            fields.extend_from_slice(fields_of(*column));
        }
        let cells = Self {
            columns: placed,
            now,
            tenants: HashMap::new(),
            zones: HashMap::new(),
            groups: HashMap::new(),
            users: HashMap::new(),
            roles: HashMap::new(),
        };
        (cells, fields)
    }

    /// Writes the line with the columns' headings to the end of `file`.
    pub fn write_header(&self, file: &mut Vec<u8>) {
        for (at, (column, _)) in self.columns.iter().enumerate() {
            if at > 0 {
                file.push(b',');
            }
            write_guarded(file, column.heading().as_bytes());
        }
        file.extend_from_slice(b"\r\n");
    }

    /// Writes the line of a credential to the end of `file`. Every text is guarded, identifiers too: those that
    /// Keywright made begin no formula, and any other was put there from outside.
    ///
    /// # Errors
    /// What SQLite reports.
    pub fn write(&mut self, connection: &Connection, row: &ListRow<'_>, file: &mut Vec<u8>) -> Result<()> {
        let tenant = row.tenant();
        if let Entry::Vacant(entry) = self.tenants.entry(tenant) {
            let around = around(connection, tenant)?;
            self.zones.entry(around.zone.name()).or_insert_with(|| Instants::of(around.zone));
            entry.insert(around);
        }
        let Self { columns, now, tenants, zones, groups, users, roles } = self;
        let Some(around) = tenants.get(&tenant) else { return Ok(()) };
        let Some(zone) = zones.get_mut(around.zone.name()) else { return Ok(()) };
        for (number, (column, at)) in columns.iter().enumerate() {
            if number > 0 {
                file.push(b',');
            }
            let at = *at;
            match column {
                Column::Title | Column::AccessId | Column::Description | Column::Tags | Column::CreatedBy => {
                    write_guarded(file, row.text(at));
                }
                Column::Status => {
                    let validity = Validity {
                        starts: row.millis(at + 1).map(Moment::from_millis),
                        expires: row.millis(at + 2).map(Moment::from_millis),
                    };
                    let status = status(row.text(at), validity, around.warning_days, *now);
                    file.extend_from_slice(status.as_bytes());
                }
                Column::Kind => file.extend_from_slice(around.kind.as_bytes()),
                Column::Tenant => file.extend_from_slice(&around.name),
                Column::ApiUrl => file.extend_from_slice(&around.api_url),
                Column::Group => {
                    file.extend_from_slice(named(groups, row.id(at), |id| group_name(connection, id))?);
                }
                Column::User => {
                    file.extend_from_slice(named(users, row.id(at), |id| user_name(connection, id))?);
                }
                Column::Roles => write_roles(connection, roles, row.text(at), file)?,
                Column::Addresses => write_addresses(row.text(at), file),
                Column::Starts => {
                    if let Some(millis) = row.millis(at) {
                        zone.push(file, Moment::from_millis(millis));
                    }
                }
                Column::Expires | Column::Rotated | Column::Created | Column::Modified => match row.millis(at) {
                    Some(millis) => zone.push(file, Moment::from_millis(millis)),
                    None => file.extend_from_slice(NEVER),
                },
            }
        }
        file.extend_from_slice(b"\r\n");
        Ok(())
    }
}

fn around(connection: &Connection, id: [u8; 16]) -> Result<Around> {
    let id = TenantId::from_bytes(id);
    let tenant = tenants::get(connection, id)?.unwrap_or_else(|| lost_tenant(id)).row;
    Ok(Around {
        zone: tenant.zone,
        warning_days: tenant.policy.warning_days,
        kind: match tenant.scheme {
            Scheme::Signed => "Signed",
            Scheme::Reference => "Reference",
            Scheme::Token => "Token",
        },
        name: cell(tenant.name.as_str()),
        api_url: cell(tenant.api_url.as_str()),
    })
}

fn cell(text: &str) -> Vec<u8> {
    let mut cell = Vec::with_capacity(text.len() + 2);
    write_guarded(&mut cell, text.as_bytes());
    cell
}

fn status(state: &[u8], validity: Validity, warning_days: u32, now: Moment) -> &'static str {
    let status = match state {
        b"revoked" => Status::Revoked,
        b"active" => State::Active.status(validity, warning_days, now),
        _ => Status::Inactive,
    };
    match status {
        Status::Active => "Active",
        Status::Expiring => "Expiring",
        Status::Scheduled => "Scheduled",
        Status::Expired => "Expired",
        Status::Inactive => "Inactive",
        Status::Revoked => "Revoked",
    }
}

fn group_name(connection: &Connection, id: [u8; 16]) -> Result<Option<String>> {
    Ok(groups::get(connection, GroupId::from_bytes(id))?.map(|kept| kept.row.name.to_string()))
}

fn user_name(connection: &Connection, id: [u8; 16]) -> Result<Option<String>> {
    Ok(users::get(connection, UserId::from_bytes(id))?.map(|kept| kept.row.name.to_string()))
}

/// The cell of what `id` names; empty for none, and for one that is not there.
fn named(
    known: &mut HashMap<[u8; 16], Vec<u8>>,
    id: Option<[u8; 16]>,
    name: impl FnOnce([u8; 16]) -> Result<Option<String>>,
) -> Result<&[u8]> {
    let Some(id) = id else { return Ok(b"") };
    Ok(match known.entry(id) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => entry.insert(cell(&name(id)?.unwrap_or_default())),
    })
}

fn write_roles(
    connection: &Connection,
    known: &mut HashMap<[u8; 16], (String, String)>,
    ids: &[u8],
    file: &mut Vec<u8>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let ids = ids.split(|byte| *byte == b',').filter_map(|hex| {
        let hex = std::str::from_utf8(hex).ok().filter(|hex| hex.len() == 32)?;
        u128::from_str_radix(hex, 16).ok().map(u128::to_be_bytes)
    });
    let mut names = Vec::new();
    for id in ids {
        if let Entry::Vacant(entry) = known.entry(id) {
            let role = roles::get(connection, RoleId::from_bytes(id))?;
            let name = role.map(|kept| kept.row.name.to_string()).unwrap_or_default();
            entry.insert((fold(&name), name));
        }
        names.extend(known.get(&id).cloned());
    }
    names.sort_unstable();
    let names: Vec<_> = names.into_iter().map(|(_, name)| name).collect();
    write_guarded(file, names.join("; ").as_bytes());
    Ok(())
}

fn write_addresses(texts: &[u8], file: &mut Vec<u8>) {
    if texts.is_empty() {
        return;
    }
    let texts = String::from_utf8_lossy(texts);
    let mut addresses: Vec<_> = texts.split('\n').filter_map(Address::from_database).collect();
    addresses.sort_unstable();
    let addresses: Vec<_> = addresses.iter().map(ToString::to_string).collect();
    write_guarded(file, addresses.join("; ").as_bytes());
}
