//! The operator's views: the built-in ones and their own, in their order, with how many credentials each finds. Reads
//! only; needs no key.

use crate::app::App;
use crate::credential_row::Sort;
use crate::error::{Error, Result};
use crate::ids::{TenantId, ViewId};
use crate::layout::Layout;
use crate::query::resolved::Resolved;
use crate::store::{layouts, views};
use crate::view::{BUILT_IN, BuiltIn, ViewRow, ordered};

/// A view before anything is known of what it finds.
struct Known {
    key: String,
    built_in: bool,
    name: String,
    query: String,
    sort: Vec<Sort>,
    layout: Option<Layout>,
}

impl App {
    /// The operator's views in their order, as they are where `tenant` is in view, or all tenants.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn list_views(&self, tenant: Option<TenantId>) -> Result<Vec<ViewRow>> {
        let known = self.known_views(tenant)?;
        known.into_iter().map(|view| self.view_row(tenant, view)).collect()
    }

    /// One of the operator's views.
    ///
    /// # Errors
    /// [`Error::NotFound`]; as [`App::list_views`].
    pub(crate) fn view_of_key(&self, tenant: Option<TenantId>, key: &str) -> Result<ViewRow> {
        let known = self.known_views(tenant)?.into_iter().find(|view| view.key == key);
        self.view_row(tenant, known.ok_or(Error::NotFound("view"))?)
    }

    fn known_views(&self, tenant: Option<TenantId>) -> Result<Vec<Known>> {
        let account = &self.account.account;
        self.store.read(|connection| {
            self.may_view(connection)?;
            let mut layouts = layouts::all(connection, account, tenant.is_none())?;
            let built_in = BUILT_IN.iter().map(|view| Known {
                key: view.key.to_owned(),
                built_in: true,
                name: String::new(),
                query: view.query.to_owned(),
                sort: vec![view.sort],
                layout: layouts.remove(view.key),
            });
            let mut known: Vec<_> = built_in.collect();
            known.extend(views::all(connection, account)?.into_iter().map(|view| Known {
                layout: layouts.remove(&view.id.to_string()),
                key: view.id.to_string(),
                built_in: false,
                name: view.name,
                query: view.query,
                sort: view.sort,
            }));
            let order =
                ordered(known.iter().map(|view| view.key.clone()).collect(), &views::order(connection, account)?);
            known.sort_by_key(|view| order.iter().position(|key| *key == view.key));
            Ok(known)
        })
    }

    fn view_row(&self, tenant: Option<TenantId>, view: Known) -> Result<ViewRow> {
        let (count, problem) = match self.found_by(tenant, &view.query) {
            Ok(count) => (count, None),
            Err(Error::InvalidInput { problem, .. }) => (None, Some(problem)),
            Err(error) => return Err(error),
        };
        let first_layout = Layout::first(tenant.is_none());
        Ok(ViewRow {
            key: view.key,
            built_in: view.built_in,
            name: view.name,
            query: view.query,
            sort: view.sort,
            layout: view.layout.unwrap_or_else(|| first_layout.clone()),
            first_layout,
            count,
            problem,
        })
    }

    /// How many credentials `query` finds; none while the index is not whole, so that a window that opens shows its views
    /// at once.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `query` where it cannot be answered.
    pub(crate) fn found_by(&self, tenant: Option<TenantId>, query: &str) -> Result<Option<u32>> {
        let resolved = self.resolve(tenant, query)?;
        if self.index.is_whole() { self.count_of(tenant, &resolved).map(Some) } else { Ok(None) }
    }

    /// Waits until what views find can be counted.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*; [`Error::Internal`] where the index could not be built.
    pub fn await_counts(&self) -> Result<()> {
        self.count_of(None, &Resolved::default()).map(drop)
    }
}

/// What a view is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ViewKey {
    /// A built-in one.
    BuiltIn(BuiltIn),
    /// One of the operator's own.
    Own(ViewId),
}

impl ViewKey {
    /// What `key` names; whether the operator has such a view is another question.
    ///
    /// # Errors
    /// [`Error::NotFound`] where no view can be known by it.
    pub(crate) fn parse(key: &str) -> Result<Self> {
        let built_in = BuiltIn::of_key(key).map(Self::BuiltIn);
        built_in.or_else(|| ViewId::parse(key).map(Self::Own)).ok_or(Error::NotFound("view"))
    }
}
