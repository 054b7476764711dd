//! Views: a saved query, its order, and how its columns stand. Pure.

use serde::{Deserialize, Serialize};

use crate::column::Column;
use crate::credential_row::Sort;
use crate::ids::TenantId;
use crate::layout::Layout;
use crate::name::fold;

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

impl ViewRow {
    /// Whether it is not known yet how many credentials it finds.
    pub fn is_being_counted(&self) -> bool {
        self.count.is_none() && self.problem.is_none()
    }
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

/// The most views that an operator can save.
pub const VIEWS: usize = 100;

/// The most characters (Unicode scalar values) that the query of a view can have.
pub const QUERY_LENGTH: usize = 2_000;

/// The most columns that a table is ordered by.
const KEYS: usize = 2;

/// A view that Keywright brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// What it is known by.
    pub key: &'static str,
    /// Its name in English, which no view of an operator's own may have.
    pub name: &'static str,
    /// Its query.
    pub query: &'static str,
    /// Its order.
    pub sort: Sort,
}

const fn built_in(
    key: &'static str,
    name: &'static str,
    query: &'static str,
    (column, descending): (Column, bool),
) -> BuiltIn {
    BuiltIn { key, name, query, sort: Sort { column, descending } }
}

/// The views that Keywright brings along, in the order in which they stand where nobody has ordered them.
pub const BUILT_IN: [BuiltIn; 7] = [
    built_in("all", "All", "", (Column::Created, true)),
    built_in("expiring", "Expiring in 30 days", "expires:<30d", (Column::Expires, false)),
    built_in("expired", "Expired", "is:expired", (Column::Expires, true)),
    built_in("revoked", "Revoked", "is:revoked", (Column::Modified, true)),
    built_in("neverExpires", "Never expires", "is:never-expires", (Column::Created, true)),
    built_in("inRotation", "In rotation", "is:in-rotation", (Column::Modified, true)),
    built_in("neverCollected", "Never collected", "is:never-collected", (Column::Created, true)),
];

impl BuiltIn {
    /// The one that is known by `key`.
    pub fn of_key(key: &str) -> Option<Self> {
        BUILT_IN.into_iter().find(|view| view.key == key)
    }

    /// The one whose name folds to `folded`.
    pub fn of_name(folded: &str) -> Option<Self> {
        BUILT_IN.into_iter().find(|view| fold(view.name) == folded)
    }
}

/// An order by at most two columns, each once; by *created*, the newest first, where none is given.
pub fn mended_sort(given: &[Sort]) -> Vec<Sort> {
    let mut sort: Vec<Sort> = Vec::with_capacity(KEYS);
    for key in given {
        if sort.len() < KEYS && sort.iter().all(|other| other.column != key.column) {
            sort.push(*key);
        }
    }
    if sort.is_empty() {
        sort.push(BUILT_IN[0].sort);
    }
    sort
}

/// What the database keeps of an order: a JSON array of `{"column", "descending"}`.
pub fn sort_to_text(sort: &[Sort]) -> String {
    serde_json::to_string(sort).unwrap_or_else(|_| unreachable!("texts and flags have a form in JSON"))
}

/// What the database keeps of an order, mended; a column of another version of Keywright is left out.
pub fn sort_from_text(text: &str) -> Vec<Sort> {
    let kept: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    let keys: Vec<_> = kept.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect();
    mended_sort(&keys)
}

/// `there` in the order in which `wanted` names them. What it does not name stands at the end, as it stood before.
pub fn ordered(there: Vec<String>, wanted: &[String]) -> Vec<String> {
    let place = |key: &String| wanted.iter().position(|one| one == key).unwrap_or(wanted.len());
    let mut ordered = there;
    ordered.sort_by_key(place);
    ordered
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn built_in_views_are_known_by_key_and_by_name_however_it_is_written() {
        for view in BUILT_IN {
            assert_eq!(BuiltIn::of_key(view.key), Some(view));
            assert_eq!(BuiltIn::of_name(&fold(&view.name.to_uppercase())), Some(view));
        }
        assert_eq!(BuiltIn::of_name(&fold("Partner-facing")), None);
    }

    #[test]
    fn an_order_of_another_version_keeps_what_both_know() {
        let [title, created] =
            [(Column::Title, false), (Column::Created, true)].map(|(column, descending)| Sort { column, descending });
        assert_eq!(sort_from_text(&sort_to_text(&[title, created])), [title, created]);
        assert_eq!(
            sort_from_text(
                r#"[{"column":"lastReminder","descending":true},{"column":"title","descending":false},
                    {"column":"title","descending":true},{"column":"created","descending":true},
                    {"column":"status","descending":true}]"#
            ),
            [title, created]
        );
        for text in ["", "{}", "[]", "[7]"] {
            assert_eq!(sort_from_text(text), [created], "{text}");
        }
    }

    proptest! {
        #[test]
        fn ordering_loses_and_adds_none(
            there in proptest::collection::hash_set("[a-e]", 0..5), wanted in proptest::collection::vec("[a-g]", 0..9),
        ) {
            let there: Vec<_> = there.into_iter().collect();
            let mut ordered = ordered(there.clone(), &wanted);
            let named: Vec<_> = ordered.iter().filter(|key| wanted.contains(key)).cloned().collect();
            let mut first: Vec<_> = wanted.iter().filter(|key| there.contains(key)).cloned().collect();
            let mut met = std::collections::HashSet::new();
            first.retain(|key| met.insert(key.clone()));
            prop_assert_eq!(&named, &first);
            prop_assert_eq!(&ordered[..named.len()], &first[..]);
            ordered.sort_unstable();
            let mut there = there;
            there.sort_unstable();
            prop_assert_eq!(ordered, there);
        }
    }
}
