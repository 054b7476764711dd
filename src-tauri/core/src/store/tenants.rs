//! The table `tenant`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::clock::Moment;
use crate::error::Result;
use crate::ids::TenantId;
use crate::name::Name;
use crate::policy::{Policy, Reveal};
use crate::scheme::Scheme;
use crate::store::{Kept, Write, code_column, folds_to, id_column};
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

/// Every tenant by name, with the number of its credentials.
///
/// # Errors
/// What SQLite reports.
pub fn all(connection: &Connection) -> Result<Vec<(Kept<Tenant>, u32)>> {
    let mut statement = connection.prepare_cached(
        "SELECT tenant.*, (SELECT count(*) FROM credential WHERE tenant_id = tenant.id) AS used FROM tenant ORDER BY folded",
    )?;
    let tenants = statement.query_map([], |row| Ok((tenant(row)?, row.get("used")?)))?;
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
    let name = Name::from_database(row.get("name")?);
    Ok(Kept {
        mac: row.get("mac")?,
        agrees: folds_to(row, &name)?,
        row: Tenant {
            id: TenantId::from_bytes(id_column(row, "id")?),
            revision: row.get("revision")?,
            name,
            api_url: ApiUrl::from_database(row.get("api_url")?),
            scheme: code_column(row, "scheme", Scheme::from_code)?,
            zone: code_column(row, "zone", |name| Zone::parse(name).ok())?,
            credential_limit: row.get("credential_limit")?,
            policy: Policy {
                longest_days: row.get("longest_days")?,
                default_days: row.get("default_days")?,
                never_allowed: row.get("never_allowed")?,
                warning_days: row.get("warning_days")?,
                reveal: code_column(row, "reveal", Reveal::from_code)?,
            },
            sample: row.get("sample")?,
            created_at: Moment::from_millis(row.get("created_at")?),
            modified_at: Moment::from_millis(row.get("modified_at")?),
        },
    })
}
