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

/// What a table that nobody has arranged shows after the title, where every tenant is in view: what fits beside the
/// sidebar of a window 1,200 pixels wide.
const FIRST: [Column; 7] = [
    Column::AccessId,
    Column::Status,
    Column::Group,
    Column::Tenant,
    Column::Expires,
    Column::Created,
    Column::Modified,
];

impl Layout {
    /// How the columns stand where nobody has arranged them. A tenant's own table does not show which tenant it is of.
    pub fn first(all_tenants: bool) -> Self {
        let shown = FIRST.into_iter().filter(|column| all_tenants || *column != Column::Tenant);
        Self { columns: shown.map(|column| LayoutColumn { column, shown: true, width: None }).collect() }.mended()
    }

    /// The same with every column once: the title first and shown, widths within [`WIDTHS`], and what is missing at the
    /// end and hidden, in the order of [`Column::ALL`].
    pub fn mended(self) -> Self {
        let mut columns = vec![LayoutColumn { column: Column::Title, shown: true, width: None }];
        let missing = Column::ALL.map(|column| LayoutColumn { column, shown: false, width: None });
        let mut title_width = None;
        for given in self.columns.into_iter().chain(missing) {
            let width = given.width.map(|width| width.clamp(WIDTHS.0, WIDTHS.1));
            if given.column == Column::Title {
                title_width = title_width.or(width);
            } else if columns.iter().all(|column| column.column != given.column) {
                columns.push(LayoutColumn { width, ..given });
            }
        }
        columns[0].width = title_width;
        Self { columns }
    }

    /// What the database keeps: a JSON array of `{"column", "shown", "width"}`.
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.columns)
            .unwrap_or_else(|_| unreachable!("texts, flags and numbers have a form in JSON"))
    }

    /// What the database keeps, mended. A column of another version of Keywright is left out; none where the text is no
    /// layout at all.
    pub fn from_text(text: &str) -> Option<Self> {
        let kept: Vec<serde_json::Value> = serde_json::from_str(text).ok()?;
        let columns: Vec<_> = kept.iter().filter_map(read).collect();
        (!columns.is_empty()).then(|| Self { columns }.mended())
    }
}

fn read(kept: &serde_json::Value) -> Option<LayoutColumn> {
    Some(LayoutColumn {
        column: Column::from_code(kept.get("column")?.as_str()?)?,
        shown: kept.get("shown").and_then(serde_json::Value::as_bool).unwrap_or(false),
        width: kept
            .get("width")
            .and_then(serde_json::Value::as_u64)
            .map(|width| u32::try_from(width).unwrap_or(WIDTHS.1)),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn shown(layout: &Layout) -> Vec<Column> {
        layout.columns.iter().filter(|column| column.shown).map(|column| column.column).collect()
    }

    fn is_whole(layout: &Layout) -> bool {
        let columns: HashSet<_> = layout.columns.iter().map(|column| column.column).collect();
        let first = layout.columns[0];
        columns.len() == Column::ALL.len()
            && layout.columns.len() == Column::ALL.len()
            && (first.column, first.shown) == (Column::Title, true)
            && layout
                .columns
                .iter()
                .filter_map(|column| column.width)
                .all(|width| (WIDTHS.0..=WIDTHS.1).contains(&width))
    }

    #[test]
    fn the_first_layout_shows_what_fits_and_the_tenant_only_beside_others() {
        let [own, all] = [Layout::first(false), Layout::first(true)];
        assert!(is_whole(&own) && is_whole(&all));
        assert_eq!(shown(&all)[4], Column::Tenant);
        assert_eq!(shown(&all).into_iter().filter(|column| *column != Column::Tenant).collect::<Vec<_>>(), shown(&own));
        let hidden = |layout: &Layout| -> Vec<_> {
            layout.columns.iter().filter(|column| !column.shown).map(|column| column.column).collect()
        };
        let rest: Vec<_> = Column::ALL.into_iter().filter(|column| !shown(&own).contains(column)).collect();
        assert_eq!(hidden(&own), rest);
    }

    #[test]
    fn a_layout_of_another_version_keeps_what_both_know() {
        let text = r#"[{"column":"expires","shown":true,"width":5},{"column":"lastReminder","shown":true},
                       7,{"column":"expires","shown":false},{"column":"title","shown":false,"width":4000000000000}]"#;
        let layout = Layout::from_text(text).expect("a layout");
        assert!(is_whole(&layout));
        assert_eq!(shown(&layout), [Column::Title, Column::Expires]);
        assert_eq!([layout.columns[0].width, layout.columns[1].width], [Some(WIDTHS.1), Some(WIDTHS.0)]);
        for text in ["", "{}", "[]", "null", r#"[{"column":"lastReminder","shown":true}]"#, "[[]]"] {
            assert_eq!(Layout::from_text(text), None, "{text}");
        }
    }

    fn any_column() -> impl Strategy<Value = LayoutColumn> {
        (0..Column::ALL.len(), any::<bool>(), proptest::option::of(any::<u32>()))
            .prop_map(|(at, shown, width)| LayoutColumn { column: Column::ALL[at], shown, width })
    }

    proptest! {
        #[test]
        fn any_layout_gives_each_column_once(columns in proptest::collection::vec(any_column(), 0..60)) {
            let given = Layout { columns: columns.clone() };
            let mended = given.mended();
            prop_assert!(is_whole(&mended));
            prop_assert_eq!(&mended.clone().mended(), &mended);
            prop_assert_eq!(Layout::from_text(&mended.to_text()), Some(mended.clone()));
            // What was said first of a column counts, and the columns keep their order.
            let mut met = HashSet::new();
            let order: Vec<_> = columns.iter().filter(|column| column.column != Column::Title && met.insert(column.column)).collect();
            for (given, kept) in order.iter().zip(&mended.columns[1..]) {
                prop_assert_eq!((given.column, given.shown), (kept.column, kept.shown));
            }
        }

        #[test]
        fn any_text_is_a_whole_layout_or_none(text in "\\PC{0,80}") {
            prop_assert!(Layout::from_text(&text).is_none_or(|layout| is_whole(&layout)));
        }

        #[test]
        fn any_saved_layout_is_read_whole(
            codes in proptest::collection::vec("(title|accessId|expires|gone|[a-z]{0,6})", 1..30), widths in any::<i64>(),
        ) {
            let kept: Vec<_> =
                codes.iter().map(|code| serde_json::json!({ "column": code, "shown": true, "width": widths })).collect();
            let text = serde_json::to_string(&kept).expect("JSON");
            let known = codes.iter().any(|code| Column::from_code(code).is_some());
            let read = Layout::from_text(&text);
            prop_assert_eq!(read.is_some(), known);
            prop_assert!(read.is_none_or(|layout| is_whole(&layout)));
        }
    }
}
