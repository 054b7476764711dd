//! What the search box is told about the text in it: its parts for colouring, its terms for chips, and what is wrong
//! with it. Places are counted in UTF-16 code units, as the page counts them. Pure.

use serde::Serialize;

use crate::ids::GroupId;

/// How a query reads.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QueryReading {
    /// Its parts, in order and without gaps: together they are the text.
    pub parts: Vec<QueryPart>,
    /// Its terms, in order.
    pub terms: Vec<QueryTerm>,
    /// The first thing that is wrong with it; then nothing is asked, and the last good answer stands.
    pub problem: Option<QueryProblem>,
    /// The one group that it narrows to, if it names exactly one: where a new credential goes.
    pub group: Option<GroupId>,
}

/// A part of a query's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QueryPart {
    /// What it is.
    pub kind: QueryPartKind,
    /// Where it begins.
    pub start: u32,
    /// Where the next part begins.
    pub end: u32,
}

/// What a part of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum QueryPartKind {
    /// White space between terms.
    Space,
    /// The `-` that turns a term round.
    Negation,
    /// A field's name with its colon.
    Field,
    /// A comparison, the dots of a range, or the comma between values.
    Operator,
    /// A value of a field, with its quotes.
    Value,
    /// Text to find, with its quotes.
    Text,
    /// What cannot be read.
    Wrong,
}

/// One term, as its chip shows it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QueryTerm {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// Whether it is turned round.
    pub negated: bool,
    /// Its field, as the language calls it; none for text to find.
    pub field: Option<String>,
    /// Its values as a person reads them, without quotes; a comparison stands before its value, and a range has its
    /// dots.
    pub values: Vec<String>,
}

/// What is wrong with a query.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QueryProblem {
    /// Where what is wrong begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The sentence to show beneath the box: what is wrong and, where nothing is suggested, what would be right. Before
    /// a suggestion the page asks whether it was meant.
    pub message: String,
    /// The whole text with the likely meaning in place of what is wrong, where there is one.
    pub suggestion: Option<QuerySuggestion>,
}

/// What was probably meant.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QuerySuggestion {
    /// What stands in place of what is wrong.
    pub word: String,
    /// The whole query with it.
    pub query: String,
}

/// What can be typed at a place of a query.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QueryCompletion {
    /// Where what is replaced begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// The choices, the likeliest first; at most 50.
    pub choices: Vec<QueryChoice>,
}

/// One choice of a completion.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct QueryChoice {
    /// What is put in place, quoted where it must be; a field with its colon.
    pub insert: String,
    /// What the list shows.
    pub label: String,
    /// A word on what it means or where it is from; empty where the label says all.
    pub note: String,
    /// Whether it is a field, after which a value is to follow; otherwise it ends the term.
    pub field: bool,
}
