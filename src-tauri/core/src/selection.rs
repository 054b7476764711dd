//! What is selected in the table: single credentials, or all that a query finds but some. Pure.

use serde::{Deserialize, Serialize};

use crate::ids::TenantId;

/// A selection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Selection {
    /// These, by the table's handles.
    #[serde(rename_all = "camelCase")]
    Handles {
        /// The generation that the handles are of.
        generation: u32,
        /// The handles.
        handles: Vec<u32>,
    },
    /// All that a query finds at the moment when it is asked, but some.
    #[serde(rename_all = "camelCase")]
    Query {
        /// Of this tenant; of all, where there is none.
        tenant: Option<TenantId>,
        /// The query.
        query: String,
        /// The generation that the handles are of.
        generation: u32,
        /// The handles of those that are not meant.
        except: Vec<u32>,
    },
}

/// How many a selection is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct SelectionCount {
    /// All of them that are still there.
    pub total: u32,
    /// Those of them that the query in view finds.
    pub shown: u32,
}
