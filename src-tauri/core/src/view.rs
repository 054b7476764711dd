//! Views: a saved query, its order, and how its columns stand. Pure.

use serde::{Deserialize, Serialize};

use crate::credential_row::Sort;
use crate::ids::TenantId;
use crate::layout::Layout;

/// A view as the sidebar lists it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ViewRow {
    /// What it is known by: a built-in view's code (`all`, `expiring`, `expired`, `revoked`, `neverExpires`,
    /// `inRotation`, `neverCollected`), or the identity of the operator's own.
    pub key: String,
    /// Whether Keywright brings it along: it can be neither renamed nor deleted.
    pub built_in: bool,
    /// What the operator calls it; empty for a built-in one, whose name the screens have.
    pub name: String,
    /// Its query.
    pub query: String,
    /// Its order: one key or two.
    pub sort: Vec<Sort>,
    /// How its columns stand, for the tenant or for all of them.
    pub layout: Layout,
    /// How its columns stand where nobody has arranged them.
    pub first_layout: Layout,
    /// How many credentials it finds now; none while they are being counted, or where its query cannot be answered.
    pub count: Option<u32>,
    /// Why its query cannot be answered, where it cannot: something that it names is gone, for instance.
    pub problem: Option<String>,
}

/// What saves a view.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SaveViewRequest {
    /// The view that is saved anew; a new one, where there is none.
    pub key: Option<String>,
    /// Its name as typed.
    pub name: String,
    /// Its query.
    pub query: String,
    /// Its order: one key or two.
    pub sort: Vec<Sort>,
    /// The tenant in view, whose names the query may use; all, where there is none.
    pub tenant: Option<TenantId>,
    /// How its columns stand in that view.
    pub layout: Layout,
}
