//! Over which credentials a batch goes: the handles that its scope comes to now, and what a person calls it. Reads only.

use std::collections::HashSet;

use rusqlite::Connection;

use crate::app::App;
use crate::batch::BatchScope;
use crate::credential_row::CredentialQuery;
use crate::error::{Error, Result};
use crate::ids::{GroupId, TenantId};
use crate::selection::Selection;
use crate::store::{credentials, groups, tenants};

impl App {
    /// The handles of what a scope comes to now, the newest first.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `query`; [`Error::NotFound`] for the tenant or the group; [`Error::Stale`] for a
    /// selection of another generation; [`Error::NotPermitted`] without *view*.
    pub fn handles_of_scope(&self, scope: &BatchScope) -> Result<Vec<u32>> {
        let mut handles = match scope {
            BatchScope::Tenant { tenant } => self.found(Some(*tenant), "")?,
            BatchScope::Group { group } => self.handles_in(*group)?,
            BatchScope::Query { tenant, query } => self.found(*tenant, query)?,
            BatchScope::Selection { selection } => self.handles_of_selection(selection, &[])?,
        };
        handles.sort_unstable_by_key(|handle| std::cmp::Reverse(*handle));
        Ok(handles)
    }

    /// The handles of what a scope that was previewed comes to now: handles outlive the generation that they are of.
    ///
    /// # Errors
    /// As [`App::handles_of_scope`].
    pub(crate) fn handles_of_kept_scope(&self, scope: &BatchScope) -> Result<Vec<u32>> {
        match scope {
            BatchScope::Selection { selection: Selection::Handles { .. } } => Ok(Vec::new()),
            BatchScope::Selection { selection: Selection::Query { tenant, query, except, .. } } => {
                let mut found = self.found(*tenant, query)?;
                let except: HashSet<u32> = except.iter().copied().collect();
                found.retain(|handle| !except.contains(handle));
                Ok(found)
            }
            scope => self.handles_of_scope(scope),
        }
    }

    fn found(&self, tenant: Option<TenantId>, query: &str) -> Result<Vec<u32>> {
        self.query_credentials(&CredentialQuery { tenant, query: query.to_owned(), sort: Vec::new() })
            .map(|found| found.handles)
    }

    fn handles_in(&self, group: GroupId) -> Result<Vec<u32>> {
        self.store.read(|connection| {
            self.may_view(connection)?;
            groups::get(connection, group)?.ok_or(Error::NotFound("group"))?;
            credentials::handles_in(connection, group)
        })
    }
}

/// What a person calls a scope that `total` credentials are in.
///
/// # Errors
/// [`Error::NotFound`] for the tenant or the group; what SQLite reports.
pub(crate) fn words(connection: &Connection, scope: &BatchScope, total: usize) -> Result<String> {
    let of_tenant = |tenant: Option<TenantId>| match tenant {
        Some(tenant) => {
            let tenant = tenants::get(connection, tenant)?.ok_or(Error::NotFound("tenant"))?;
            Ok::<_, Error>(tenant.row.name.as_str().to_owned())
        }
        None => Ok("all tenants".to_owned()),
    };
    Ok(match scope {
        BatchScope::Tenant { tenant } => format!("All of {}", of_tenant(Some(*tenant))?),
        BatchScope::Group { group } => {
            let group = groups::get(connection, *group)?.ok_or(Error::NotFound("group"))?.row;
            format!("The group {} of {}", group.name, of_tenant(Some(group.tenant))?)
        }
        BatchScope::Query { tenant, query } if query.trim().is_empty() => format!("All of {}", of_tenant(*tenant)?),
        BatchScope::Query { tenant, query } => {
            format!("What “{}” finds in {}", query.trim(), of_tenant(*tenant)?)
        }
        BatchScope::Selection { .. } if total == 1 => "1 selected credential".to_owned(),
        BatchScope::Selection { .. } => format!("{total} selected credentials"),
    })
}

/// The one tenant that a scope is in, where it is in one for certain.
///
/// # Errors
/// What SQLite reports.
pub(crate) fn tenant_of(connection: &Connection, scope: &BatchScope) -> Result<Option<TenantId>> {
    Ok(match scope {
        BatchScope::Tenant { tenant } => Some(*tenant),
        BatchScope::Group { group } => groups::get(connection, *group)?.map(|group| group.row.tenant),
        BatchScope::Query { tenant, .. } | BatchScope::Selection { selection: Selection::Query { tenant, .. } } => {
            *tenant
        }
        BatchScope::Selection { selection: Selection::Handles { .. } } => None,
    })
}
