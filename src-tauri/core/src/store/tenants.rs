//! The table `tenant`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;
use crate::ids::TenantId;
use crate::policy::{Policy, Reveal};
use crate::scheme::Scheme;
use crate::store::columns::Columns;
use crate::store::{Kept, Write};
use crate::tenant::{ApiUrl, Tenant};
use crate::zone::Zone;

/// Writes a new tenant.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Tenant) -> Result<()> {
    let mac = write.inserted(row);
    write
        .connection()
        .prepare_cached(
            "INSERT INTO tenant (id, revision, name, folded, api_url, scheme, zone, credential_limit, longest_days, default_days,
                                 never_allowed, warning_days, reveal, sample, created_at, modified_at, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.api_url.as_str(),
            row.scheme.code(),
            row.zone.name(),
            row.credential_limit,
            row.policy.longest_days,
            row.policy.default_days,
            row.policy.never_allowed,
            row.policy.warning_days,
            row.policy.reveal.code(),
            row.sample,
            row.created_at.millis(),
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// One tenant.
///
/// # Errors
/// What SQLite reports.
pub fn get(connection: &Connection, id: TenantId) -> Result<Option<Kept<Tenant>>> {
    Ok(connection
        .prepare_cached("SELECT * FROM tenant WHERE id = ?1")?
        .query_row([id.to_bytes()], tenant)
        .optional()?)
}

/// A tenant in a list.
#[derive(Debug)]
pub struct Listed {
    /// The tenant.
    pub kept: Kept<Tenant>,
    /// How many credentials it has.
    pub used: u32,
    /// Whether any of them is sample data.
    pub samples: bool,
}

/// Every tenant by name, with what there is in it.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection) -> Result<Vec<Listed>> {
    let mut statement = connection.prepare_cached(
        "SELECT tenant.*, (SELECT count(*) FROM credential WHERE tenant_id = tenant.id) AS used,
                EXISTS (SELECT 1 FROM credential WHERE sample = 1 AND tenant_id = tenant.id) AS samples
         FROM tenant ORDER BY folded",
    )?;
    let tenants = statement
        .query_map([], |row| Ok(Listed { kept: tenant(row)?, used: row.get("used")?, samples: row.get("samples")? }))?;
    Ok(tenants.collect::<rusqlite::Result<_>>()?)
}

/// Whether a tenant has the name that folds to `folded`.
///
/// # Errors
/// What SQLite reports.
pub fn is_taken(connection: &Connection, folded: &str) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM tenant WHERE folded = ?1)")?
        .query_row([folded], |row| row.get(0))?)
}

fn tenant(row: &Row<'_>) -> rusqlite::Result<Kept<Tenant>> {
    let columns = Columns::of(row);
    let row = Tenant {
        id: TenantId::from_bytes(columns.id("id")),
        revision: columns.get("revision"),
        name: columns.name("name"),
        api_url: ApiUrl::from_database(columns.text("api_url")),
        scheme: columns.code("scheme", Scheme::from_code, Scheme::Signed),
        zone: columns.code("zone", |name| Zone::parse(name).ok(), Zone::UTC),
        credential_limit: columns.get("credential_limit"),
        policy: Policy {
            longest_days: columns.get("longest_days"),
            default_days: columns.get("default_days"),
            never_allowed: columns.get("never_allowed"),
            warning_days: columns.get("warning_days"),
            reveal: columns.code("reveal", Reveal::from_code, Reveal::ShowOnce),
        },
        sample: columns.get("sample"),
        created_at: columns.moment("created_at"),
        modified_at: columns.moment("modified_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
