//! Which credentials a selection means. Reads only.

use std::collections::HashSet;

use crate::app::App;
use crate::credential_row::{CredentialQuery, Sort};
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::selection::{Selection, SelectionCount};

impl App {
    /// How many credentials `selection` means, and how many of them `query` finds.
    ///
    /// # Errors
    /// [`Error::Stale`] for handles of another generation; [`Error::InvalidInput`] on `query`;
    /// [`Error::NotPermitted`] without *view*.
    pub fn count_selection(
        &self,
        tenant: Option<TenantId>,
        query: &str,
        selection: &Selection,
    ) -> Result<SelectionCount> {
        let selected = self.selected(selection, &[])?;
        let in_view = CredentialQuery { tenant, query: query.to_owned(), sort: Vec::new() };
        let in_view: HashSet<u32> = self.query_credentials(&in_view)?.handles.into_iter().collect();
        let shown = selected.iter().filter(|handle| in_view.contains(handle)).count();
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(SelectionCount { total: count(selected.len()), shown: count(shown) })
    }

    /// The handles that `selection` means and that are there, in the order of `sort`.
    ///
    /// # Errors
    /// As [`App::count_selection`].
    pub(crate) fn selected(&self, selection: &Selection, sort: &[Sort]) -> Result<Vec<u32>> {
        let (Selection::Handles { generation, .. } | Selection::Query { generation, .. }) = selection;
        if *generation != self.generation {
            return Err(Error::Stale);
        }
        let all = CredentialQuery { tenant: None, query: String::new(), sort: sort.to_vec() };
        let (asked, named, meant) = match selection {
            Selection::Handles { handles, .. } => (all, handles, true),
            Selection::Query { tenant, query, except, .. } => {
                (CredentialQuery { tenant: *tenant, query: query.clone(), ..all }, except, false)
            }
        };
        let named: HashSet<u32> = named.iter().copied().collect();
        let mut found = self.query_credentials(&asked)?.handles;
        found.retain(|handle| named.contains(handle) == meant);
        Ok(found)
    }
}
