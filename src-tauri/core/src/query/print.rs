//! A query as text, in its normal form: one space between terms, and quotes only where they must be. Pure.

use std::fmt;

use crate::query::field::Field;
use crate::query::lexer::{begins_field, is_quote};
use crate::query::syntax::{Comparison, Query, Term, Value, What};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            term.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        match &self.what {
            What::Text(text) => f.write_str(&text_in_query(text)),
            What::Field(field, values) => {
                write!(f, "{}:", field.name())?;
                for (at, value) in values.iter().enumerate() {
                    if at > 0 {
                        f.write_str(",")?;
                    }
                    f.write_str(&value.printed(*field))?;
                }
                Ok(())
            }
        }
    }
}

impl Value {
    /// The value as it stands after `field:`.
    pub fn printed(&self, field: Field) -> String {
        match self {
            Self::Word(word) => value_in_query(field, word),
            Self::Compared(comparison, word) => format!("{}{}", comparison.sign(), value_in_query(field, word)),
            Self::Range(from, to) => {
                let end = |end: &Option<String>| end.as_deref().map(|end| value_in_query(field, end));
                format!("{}..{}", end(from).unwrap_or_default(), end(to).unwrap_or_default())
            }
        }
    }
}

/// `word` as a value of `field`, quoted where it would be read as something else.
pub fn value_in_query(field: Field, word: &str) -> String {
    let plain = !word.is_empty()
        && !word.starts_with(is_quote)
        && !word.contains(|c: char| c == ',' || c == '"' || c.is_whitespace())
        && Comparison::beginning(word).is_none()
        && !(field.is_time() && (word.contains('.') || word.starts_with('=')));
    if plain { word.to_owned() } else { quoted(word) }
}

/// `text` as text to find, quoted where it would be read as something else.
pub fn text_in_query(text: &str) -> String {
    let plain = !text.is_empty()
        && !text.starts_with(is_quote)
        && !text.starts_with('-')
        && !text.contains(|c: char| c == '"' || c.is_whitespace())
        && !begins_field(text);
    if plain { text.to_owned() } else { quoted(text) }
}

/// `text` between quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
