//! The table `tenant`.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::api_url::ApiUrl;
use crate::clock::Moment;
use crate::error::Result;
use crate::ids::TenantId;
use crate::policy::{Policy, Reveal};
use crate::presentation::Presentation;
use crate::rule::{from_text, to_text};
use crate::scheme::{Scheme, TokenPrefix};
use crate::state::Validity;
use crate::store::columns::Columns;
use crate::store::counts::{Count, Counted};
use crate::store::{Kept, Write};
use crate::tenant::{Holds, Tenant};
use crate::zone::Zone;

/// Writes a new tenant.
///
/// # Errors
/// What SQLite reports.
pub fn insert(write: &mut Write<'_>, row: &Tenant) -> Result<()> {
    let mac = write.inserted(row)?;
    write
        .connection()
        .prepare_cached(
            "INSERT INTO tenant (id, revision, name, folded, api_url, scheme, presentation, token_prefix, strong_secret, zone,
                                 credential_limit, longest_days, default_days, default_never, never_allowed, warning_days,
                                 reveal, management_paths, test_path, check_with_vendor, sample, created_at, modified_at, mac)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.api_url.as_str(),
            row.scheme.code(),
            row.presentation.to_text(),
            row.token_prefix.as_ref().map_or("", TokenPrefix::as_str),
            row.strong_secret,
            row.zone.name(),
            row.credential_limit,
            row.policy.longest_days,
            row.policy.default_days,
            row.policy.default_never,
            row.policy.never_allowed,
            row.policy.warning_days,
            row.policy.reveal.code(),
            to_text(&row.management_paths),
            row.test_path,
            row.check_with_vendor,
            row.sample,
            row.created_at.millis(),
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Writes `row` in place of what is kept of it.
///
/// # Errors
/// What SQLite reports.
pub fn update(write: &mut Write<'_>, kept: &Kept<Tenant>, row: &Tenant) -> Result<()> {
    let mac = write.updated(&kept.row, &kept.mac, row)?;
    write
        .connection()
        .prepare_cached(
            "UPDATE tenant SET revision = ?2, name = ?3, folded = ?4, api_url = ?5, scheme = ?6, presentation = ?7,
                    token_prefix = ?8, strong_secret = ?9, zone = ?10, credential_limit = ?11, longest_days = ?12,
                    default_days = ?13, default_never = ?14, never_allowed = ?15, warning_days = ?16, reveal = ?17,
                    management_paths = ?18, test_path = ?19, check_with_vendor = ?20, modified_at = ?21, mac = ?22
             WHERE id = ?1",
        )?
        .execute(params![
            row.id.to_bytes(),
            row.revision,
            row.name.as_str(),
            row.name.folded(),
            row.api_url.as_str(),
            row.scheme.code(),
            row.presentation.to_text(),
            row.token_prefix.as_ref().map_or("", TokenPrefix::as_str),
            row.strong_secret,
            row.zone.name(),
            row.credential_limit,
            row.policy.longest_days,
            row.policy.default_days,
            row.policy.default_never,
            row.policy.never_allowed,
            row.policy.warning_days,
            row.policy.reveal.code(),
            to_text(&row.management_paths),
            row.test_path,
            row.check_with_vendor,
            row.modified_at.millis(),
            mac
        ])?;
    Ok(())
}

/// Deletes a tenant; what it has must be gone before.
///
/// # Errors
/// What SQLite reports.
pub fn delete(write: &mut Write<'_>, kept: &Kept<Tenant>) -> Result<()> {
    write.deleted(&kept.row, &kept.mac)?;
    write.connection().prepare_cached("DELETE FROM tenant WHERE id = ?1")?.execute([kept.row.id.to_bytes()])?;
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
    /// What it has.
    pub holds: Holds,
}

/// Every tenant by name, with what there is in it at `now`.
///
/// # Errors
/// What SQLite reports.
pub fn all(count: &impl Count, now: Moment) -> Result<Vec<Listed>> {
    let mut statement = count.connection().prepare_cached("SELECT * FROM tenant ORDER BY folded")?;
    let tenants = statement.query_map([], tenant)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let listed = tenants.into_iter().map(|kept| Ok(Listed { holds: holds(count, &kept.row, now)?, kept }));
    listed.collect()
}

/// What there is in `tenant` at `now`.
///
/// # Errors
/// What SQLite reports.
pub fn holds(count: &impl Count, tenant: &Tenant, now: Moment) -> Result<Holds> {
    Ok(Holds {
        used: count.count(Counted::Tenant(tenant.id))?,
        samples: count.count(Counted::Samples(tenant.id))? > 0,
        beyond_policy: beyond_policy(count, tenant, now)?,
    })
}

/// Those that expire after what the policy allows now; no others are read.
pub(super) const LATE: &str = "SELECT starts_at, expires_at FROM credential INDEXED BY credential_expiry
     WHERE expires_at > ?2 AND tenant_id = ?1";

/// How many credentials of `tenant` stand although its policy would not allow them at `now`: as each row has it.
fn beyond_policy(count: &impl Count, tenant: &Tenant, now: Moment) -> Result<u32> {
    let policy = tenant.policy;
    let never = if policy.never_allowed { 0 } else { count.count(Counted::NeverExpiring(tenant.id))? };
    let Some(last) = policy.last_expiry(tenant.zone, now) else { return Ok(never) };
    let mut statement = count.connection().prepare_cached(LATE)?;
    let mut late = statement.query(params![tenant.id.to_bytes(), last.millis()])?;
    let mut beyond = never;
    while let Some(row) = late.next()? {
        let (starts, expires): (Option<i64>, i64) = (row.get(0)?, row.get(1)?);
        let validity =
            Validity { starts: starts.map(Moment::from_millis), expires: Some(Moment::from_millis(expires)) };
        // A lifetime begins with its start where that is to come, so each may have a last expiry of its own.
        beyond += u32::from(policy.beyond(validity, tenant.zone, now).is_some());
    }
    Ok(beyond)
}

/// The zones of the tenants that have credentials.
///
/// # Errors
/// What SQLite reports.
pub fn zones_in_use(connection: &Connection) -> Result<Vec<Zone>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT zone FROM tenant WHERE EXISTS (SELECT 1 FROM credential WHERE tenant_id = tenant.id)",
    )?;
    let zones = statement.query_map([], |row| row.get::<_, String>(0))?;
    Ok(zones.collect::<rusqlite::Result<Vec<_>>>()?.iter().map(|name| Zone::parse(name).unwrap_or(Zone::UTC)).collect())
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
        presentation: columns.code("presentation", Presentation::from_text, Presentation::FIRST),
        token_prefix: Some(columns.text("token_prefix")).filter(|prefix| !prefix.is_empty()).and_then(|prefix| {
            let parsed = TokenPrefix::parse(&prefix).ok().filter(|parsed| parsed.as_str() == prefix);
            columns.require(parsed.is_some());
            parsed
        }),
        strong_secret: columns.get("strong_secret"),
        zone: columns.code("zone", |name| Zone::parse(name).ok(), Zone::UTC),
        credential_limit: columns.get("credential_limit"),
        policy: Policy {
            longest_days: columns.get("longest_days"),
            default_days: columns.get("default_days"),
            default_never: columns.get("default_never"),
            never_allowed: columns.get("never_allowed"),
            warning_days: columns.get("warning_days"),
            reveal: columns.code("reveal", Reveal::from_code, Reveal::ShowOnce),
        },
        management_paths: columns.code("management_paths", from_text, Vec::new()),
        test_path: columns.text("test_path"),
        check_with_vendor: columns.get("check_with_vendor"),
        sample: columns.get("sample"),
        created_at: columns.moment("created_at"),
        modified_at: columns.moment("modified_at"),
    };
    Ok(Kept { row, mac: columns.mac(), agrees: columns.agree() })
}
