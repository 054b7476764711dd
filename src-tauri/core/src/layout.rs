//! How the columns of a table stand: which are shown, in which order, how wide. Pure.

use serde::{Deserialize, Serialize};

use crate::column::Column;

/// The least and the most pixels that a column can be wide.
pub const WIDTHS: (u32, u32) = (48, 1_200);

/// The columns of a table: each once, the title first and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Layout {
    /// In the order in which they stand; those that are hidden keep their places.
    pub columns: Vec<LayoutColumn>,
}

/// How one column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct LayoutColumn {
    /// Which column.
    pub column: Column,
    /// Whether it is shown.
    pub shown: bool,
    /// How wide it was made, in CSS pixels; as wide as the table finds right, where nobody made it so.
    pub width: Option<u32>,
}
