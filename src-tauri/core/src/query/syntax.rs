//! A query as it is written, without places: what [`super::print`] prints, and reading its text gives again. Pure.

use crate::query::field::Field;

/// A query: every term must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The terms, in order.
    pub terms: Vec<Term>,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether it is turned round.
    pub negated: bool,
    /// What it asks.
    pub what: What,
}

/// What a term asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Text to find; never blank.
    Text(String),
    /// A field with its values, of which one must hold; there is at least one.
    Field(Field, Vec<Value>),
}

/// A value of a field. Texts are never blank, and a range has an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// As it stands.
    Word(String),
    /// Compared; for fields of time.
    Compared(Comparison, String),
    /// From the first to the second, one of which may be missing; for fields of time.
    Range(Option<String>, Option<String>),
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Every one, those with two characters before what they begin with.
    pub(super) const ALL: [Self; 4] = [Self::AtMost, Self::AtLeast, Self::Less, Self::More];

    /// How it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// The one with which `text` begins.
    pub(super) fn beginning(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|comparison| text.starts_with(comparison.sign()))
    }
}
