//! The query language of the table: one line of text that says which credentials are meant. Pure.
//!
//! Text is taken apart into terms with their places (`lexer`), of which [`syntax`] is what they say and `print` the
//! normal form. Names in it are looked up in [`names`], dates and addresses are read (`resolve`, `times`, `dates`); what
//! comes of it ([`resolved`]) is answered by the index. [`reading`] is what the page is told of it, `problem` and `meant`
//! what is wrong and what would be right, `completion` what could be typed next.
//!
//! What is unknown is a problem and never matches everything: no query is answered of which a part was not understood.

mod choices;
mod completion;
mod dates;
pub mod field;
mod lexer;
mod meant;
pub mod names;
mod nearest;
mod place;
pub mod print;
mod problem;
mod read;
pub mod reading;
mod resolve;
pub mod resolved;
pub mod syntax;
mod times;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::zone::Zone;
use field::Field;
use names::Names;
use place::Units;
use reading::{QueryCompletion, QueryReading};
use resolved::Resolved;
use syntax::Query;

pub use lexer::QUERY_LENGTH;

/// Where and when a query is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What can be named there.
    pub names: &'a Names,
    /// The tenant that is in view; all, where there is none.
    pub tenant: Option<TenantId>,
    /// The zone whose date is *today*: the tenant's or, with all in view, the system's.
    pub zone: Zone,
    /// What time it is.
    pub now: Moment,
}

impl Asked<'_> {
    fn today(&self) -> NaiveDate {
        self.zone.date_at(self.now)
    }

    /// The name of the one tenant that is in view.
    fn tenant_name(&self) -> Option<&str> {
        let tenant = self.tenant?;
        self.names.tenants.iter().find(|one| one.id == tenant).map(|one| one.name.as_str())
    }
}

/// The query that `text` says, without looking at whether what it names is there.
///
/// # Errors
/// [`Error::InvalidInput`] on `query` where it cannot be read at all: an unknown field, an open quote, a missing value.
pub fn parse(text: &str) -> Result<Query> {
    lexer::lex(text).query().ok_or_else(|| Error::invalid("query", "This query cannot be read."))
}

/// Whether names must be known to understand `text`: without any that it names, they need not be read.
pub fn needs_names(text: &str) -> bool {
    let named = [Field::Group, Field::Tenant, Field::Role, Field::Owner, Field::Tag];
    let lexed = lexer::lex(text);
    lexed.terms.iter().any(|term| term.field.as_ref().and_then(|field| field.field).is_some_and(|f| named.contains(&f)))
}

/// What a credential must fulfil for `text` to find it.
///
/// # Errors
/// [`Error::InvalidInput`] on `query` that says what is wrong with it and what was probably meant.
pub fn resolve(text: &str, asked: &Asked<'_>) -> Result<Resolved> {
    resolve::resolve(text, lexer::lex(text), asked).map_err(|problems| {
        let told = problems.first().map(|first| first.told(text, asked, &Units::of("")));
        let sentences = told.map(|problem| match problem.suggestion {
            Some(meant) if !meant.word.is_empty() => format!("{} Did you mean {}?", problem.message, meant.word),
            _ => problem.message,
        });
        Error::invalid("query", sentences.unwrap_or_default())
    })
}

/// How `text` reads, for the box that it stands in.
pub fn read(text: &str, asked: &Asked<'_>) -> QueryReading {
    read::read(text, asked)
}

/// What can be typed in `text` at `caret`, counted in UTF-16 code units.
pub fn complete(text: &str, caret: u32, asked: &Asked<'_>) -> QueryCompletion {
    completion::complete(text, caret, asked)
}
