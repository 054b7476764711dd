//! What can be typed at a place of a query: which of its parts the caret is in, and what could stand there. Pure.

use crate::name::fold;
use crate::query::Asked;
use crate::query::choices::{self, MOST};
use crate::query::field::Field;
use crate::query::lexer::{LexedTerm, LexedValue, Piece, Quotes, lex};
use crate::query::place::{Place, Units};
use crate::query::problem::Trouble;
use crate::query::reading::{QueryChoice, QueryCompletion};

/// What can be typed in `text` at `caret`, in UTF-16 code units.
pub(super) fn complete(text: &str, caret: u32, asked: &Asked<'_>) -> QueryCompletion {
    let units = Units::of(text);
    let at = units.byte(caret);
    let (place, mut choices) = found(text, at, asked).unwrap_or((Place::new(at, at), Vec::new()));
    choices.truncate(MOST);
    QueryCompletion { start: units.at(place.start), end: units.at(place.end), choices }
}

/// What would be replaced, and by what.
fn found(text: &str, at: usize, asked: &Asked<'_>) -> Option<(Place, Vec<QueryChoice>)> {
    let lexed = lex(text);
    let unclear = |trouble: &Trouble| matches!(trouble, Trouble::TooLong(_) | Trouble::NothingBetween(_));
    if lexed.problems.iter().any(|problem| unclear(&problem.trouble) && problem.place.touches(at)) {
        return None;
    }
    let here = Place::new(at, at);
    let Some(term) = lexed.terms.iter().find(|term| term.place.touches(at)) else {
        let too_long = lexed.problems.iter().any(|problem| matches!(problem.trouble, Trouble::TooLong(_)));
        return (!too_long).then(|| (here, choices::fields("")));
    };
    let begins = term.place.start + usize::from(term.negated);
    if at == begins && begins == term.place.end {
        return Some((here, choices::fields("")));
    }
    // What is typed right before a term would become a part of it.
    if at <= begins {
        return None;
    }
    match &term.field {
        None => {
            let piece = term.values.first()?.first.as_ref().filter(|piece| piece.quotes == Quotes::None)?;
            let typed = text.get(piece.place.start..at)?;
            Some((piece.place, choices::anything(typed, asked)))
        }
        Some(field) if at < field.place.end => Some((field.place, choices::fields(text.get(field.place.start..at)?))),
        Some(field) => value(text, at, term, field.field?, asked),
    }
}

fn value(
    text: &str,
    at: usize,
    term: &LexedTerm,
    field: Field,
    asked: &Asked<'_>,
) -> Option<(Place, Vec<QueryChoice>)> {
    let value = term.values.iter().find(|value| value.place.touches(at))?;
    let sign = value.comparison.map_or(0, |comparison| comparison.sign().len());
    // Before or within the comparison, all of the value is chosen anew.
    if sign > 0 && at < value.place.start + sign {
        let choices = if field.is_time() { choices::times(field, "", false, asked) } else { Vec::new() };
        return Some((value.place, choices));
    }
    let (piece, empty) = match value.dots {
        Some(dots) if at >= dots.end => (value.last.as_ref(), dots.end),
        Some(dots) if at > dots.start => return None,
        _ => (value.first.as_ref(), value.place.start + sign),
    };
    let place = piece.map_or(Place::new(empty, empty), |piece| replaced(piece, text, at));
    let typed = piece.map_or(String::new(), |piece| typed(piece, text, at));
    let used: Vec<String> = others(term, value).collect();
    let choices = if field.is_time() {
        choices::times(field, &typed, sign > 0 || value.dots.is_some(), asked)
    } else {
        choices::values(field, &typed, &used, asked)
    };
    Some((place, choices))
}

/// The other values of a term, folded: they need not be offered again.
fn others<'a>(term: &'a LexedTerm, value: &'a LexedValue) -> impl Iterator<Item = String> + 'a {
    let others = term.values.iter().filter(|other| other.place != value.place);
    others.filter_map(|other| other.first.as_ref()).map(|piece| fold(&piece.text))
}

/// What is replaced for `piece`. A quote that does not end has the rest of the query in it, of which one word is meant.
fn replaced(piece: &Piece, text: &str, at: usize) -> Place {
    if piece.quotes != Quotes::Open {
        return piece.place;
    }
    let rest = text.get(at..).unwrap_or_default();
    let word = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
    Place::new(piece.place.start, at + word)
}

/// What of `piece` stands before the caret, without quotes.
fn typed(piece: &Piece, text: &str, at: usize) -> String {
    let before = text.get(piece.place.start..at).unwrap_or_default();
    if piece.quotes == Quotes::None {
        return before.to_owned();
    }
    let mut lexed = lex(before);
    let first = lexed.terms.pop().and_then(|mut term| term.values.pop()).and_then(|value| value.first);
    first.map(|piece| piece.text).unwrap_or_default()
}
