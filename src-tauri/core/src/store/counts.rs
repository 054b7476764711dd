//! How many credentials each tenant, group, user and role has: counted in the database when first asked for, and kept
//! up with every transaction from then on, so that one more costs the same among a million as among a thousand.

use std::collections::HashMap;
use std::sync::Mutex;

use rusqlite::Connection;

use crate::credential::Credential;
use crate::error::Result;
use crate::ids::{GroupId, RoleId, TenantId, UserId};
use crate::store::locked;

/// What credentials are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Those of a tenant.
    Tenant(TenantId),
    /// Those of a tenant that never expire.
    NeverExpiring(TenantId),
    /// Those of a tenant that are samples.
    Samples(TenantId),
    /// Those in a group.
    Group(GroupId),
    /// Those that act on behalf of a user.
    User(UserId),
    /// Those that have a role or act in it.
    Role(RoleId),
}

impl Counted {
    fn of(row: &Credential) -> impl Iterator<Item = Self> {
        let acted = row.in_role.filter(|role| !row.roles.contains(role));
        [Self::Tenant(row.tenant), Self::Group(row.group)]
            .into_iter()
            .chain(row.validity.expires.is_none().then_some(Self::NeverExpiring(row.tenant)))
            .chain(row.sample.then_some(Self::Samples(row.tenant)))
            .chain(row.user.map(Self::User))
            .chain(row.roles.iter().copied().chain(acted).map(Self::Role))
    }

    fn sql(self) -> (&'static str, [u8; 16]) {
        match self {
            Self::Tenant(id) => ("SELECT count(*) FROM credential WHERE tenant_id = ?1", id.to_bytes()),
            Self::NeverExpiring(id) => {
                ("SELECT count(*) FROM credential WHERE tenant_id = ?1 AND expires_at IS NULL", id.to_bytes())
            }
            Self::Samples(id) => (
                "SELECT count(*) FROM credential INDEXED BY credential_samples WHERE sample = 1 AND tenant_id = ?1",
                id.to_bytes(),
            ),
            Self::Group(id) => ("SELECT count(*) FROM credential WHERE group_id = ?1", id.to_bytes()),
            Self::User(id) => ("SELECT count(*) FROM credential WHERE user_id = ?1", id.to_bytes()),
            Self::Role(id) => (
                "SELECT (SELECT count(*) FROM credential_role WHERE role_id = ?1)
                      + (SELECT count(*) FROM credential WHERE in_role_id = ?1 AND NOT EXISTS (
                           SELECT 1 FROM credential_role WHERE credential_id = credential.id AND role_id = ?1))",
                id.to_bytes(),
            ),
        }
    }

    fn count(self, connection: &Connection) -> Result<u32> {
        let (sql, id) = self.sql();
        Ok(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
    }
}

/// Who can say how many credentials there are.
pub trait Count {
    /// What everything else is read through.
    fn connection(&self) -> &Connection;

    /// How many credentials there are of `what`.
    ///
    /// # Errors
    /// What SQLite reports.
    fn count(&self, what: Counted) -> Result<u32>;
}

/// By how much a transaction changes what is counted.
#[derive(Debug, Default)]
pub(super) struct Changes(HashMap<Counted, i32>);

impl Changes {
    /// Enters that `after` takes the place of `before`.
    pub(super) fn enter(&mut self, before: Option<&Credential>, after: Option<&Credential>) {
        before.into_iter().flat_map(Counted::of).for_each(|what| *self.0.entry(what).or_default() -= 1);
        after.into_iter().flat_map(Counted::of).for_each(|what| *self.0.entry(what).or_default() += 1);
    }

    fn of(&self, what: Counted) -> i32 {
        self.0.get(&what).copied().unwrap_or_default()
    }
}

#[derive(Debug, Default)]
struct Known {
    /// How often the counts have changed.
    turn: u64,
    /// What SQLite says of changes by other programs.
    outside: Option<i64>,
    counts: HashMap<Counted, u32>,
}

/// The counts that are known.
#[derive(Debug, Default)]
pub(super) struct Counts(Mutex<Known>);

impl Counts {
    /// Forgets what was counted where another program has written since: `connection` is the one that writes, in the
    /// transaction that counts, so that nobody writes between this look and the counts.
    pub(super) fn look_outside(&self, connection: &Connection) -> Result<()> {
        let version = connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        let mut known = locked(&self.0);
        if known.outside.replace(version).is_some_and(|before| before != version) {
            known.turn += 1;
            known.counts.clear();
        }
        Ok(())
    }

    /// Commits, and enters what the transaction changed: nobody learns a count in between.
    pub(super) fn keep_up(&self, changes: &Changes, commit: impl FnOnce() -> Result<()>) -> Result<()> {
        if changes.0.is_empty() {
            return commit();
        }
        let mut known = locked(&self.0);
        commit()?;
        known.turn += 1;
        for (what, by) in &changes.0 {
            if let Some(count) = known.counts.get_mut(what) {
                *count = count.saturating_add_signed(*by);
            }
        }
        Ok(())
    }

    /// The count within a transaction that writes, and that has made `changes` so far.
    pub(super) fn within(&self, connection: &Connection, changes: &Changes, what: Counted) -> Result<u32> {
        let by = changes.of(what);
        if let Some(count) = locked(&self.0).counts.get(&what) {
            return Ok(count.saturating_add_signed(by));
        }
        let count = what.count(connection)?;
        locked(&self.0).counts.insert(what, count.saturating_add_signed(-by));
        Ok(count)
    }

    /// Begins to read, before `connection` has looked at anything.
    pub(super) fn reading<'a>(&'a self, connection: &'a Connection) -> Reading<'a> {
        Reading { connection, turn: locked(&self.0).turn, counts: self }
    }
}

/// One that reads and counts.
pub struct Reading<'a> {
    connection: &'a Connection,
    counts: &'a Counts,
    /// A count that was made of an older state than the others must not be kept.
    turn: u64,
}

impl Count for Reading<'_> {
    fn connection(&self) -> &Connection {
        self.connection
    }

    fn count(&self, what: Counted) -> Result<u32> {
        if let Some(count) = locked(&self.counts.0).counts.get(&what) {
            return Ok(*count);
        }
        let count = what.count(self.connection)?;
        let mut known = locked(&self.counts.0);
        if known.turn == self.turn {
            known.counts.insert(what, count);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::store::{credentials, groups, migrate, tenants};

    /// How SQLite goes about `sql`, but for subqueries that are found by a primary key.
    fn plan(connection: &Connection, sql: &str) -> Vec<String> {
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a plan");
        let values = std::iter::repeat_n(1, statement.parameter_count());
        let steps = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).expect("a plan");
        steps.collect::<rusqlite::Result<_>>().expect("a plan")
    }

    #[test]
    fn nothing_reads_through_all_credentials() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut connection = Connection::open(folder.path().join("v.db")).expect("a database");
        let backups = folder.path().join("backups");
        migrate::migrate(&mut connection, &backups, Moment::from_millis(1), migrate::MIGRATIONS).expect("a schema");
        let id = [0; 16];
        let (tenant, role) = (TenantId::from_bytes(id), RoleId::from_bytes(id));
        let by_index = [
            (Counted::Tenant(tenant), "COVERING INDEX credential_of_tenant (tenant_id=?)"),
            (Counted::Group(GroupId::from_bytes(id)), "COVERING INDEX credential_of_group (group_id=?)"),
            (Counted::User(UserId::from_bytes(id)), "COVERING INDEX credential_of_user (user_id=?)"),
            (Counted::NeverExpiring(tenant), "INDEX credential_of_tenant (tenant_id=?)"),
            (Counted::Samples(tenant), "INDEX credential_samples"),
            (Counted::Role(role), "COVERING INDEX credential_role_of_role (role_id=?)"),
        ];
        for (counted, index) in by_index {
            let plan = plan(&connection, counted.sql().0);
            assert!(plan.iter().any(|step| step.contains(index)), "{counted:?}: {plan:?}");
        }
        let late = plan(&connection, tenants::LATE);
        assert!(late.len() == 1 && late[0].contains("credential_expiry (expires_at>?)"), "{late:?}");
        let expiring = plan(&connection, groups::EXPIRING);
        let range = "credential_expiry (expires_at>? AND expires_at<?)";
        assert!(expiring.iter().any(|step| step.contains(range)), "{expiring:?}");
        for some in credentials::SOME {
            let plan = plan(&connection, &credentials::some_of_sql(some));
            assert!(plan[0].contains("SEARCH credential USING INDEX"), "{some}: {plan:?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{some}: {plan:?}");
        }
    }
}
