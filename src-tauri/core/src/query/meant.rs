//! What was probably meant where a query is wrong: a word, and the place in which it would stand. Pure.

use crate::name::is_unseen;
use crate::query::Asked;
use crate::query::dates::{self, NoTime, last_day};
use crate::query::field::{Field, Word};
use crate::query::lexer::{Quotes, lex};
use crate::query::nearest;
use crate::query::place::Place;
use crate::query::print::{quoted, text_in_query, value_in_query};
use crate::query::problem::{Problem, Trouble};
use crate::query::resolved::TimeField;
use crate::query::syntax::Comparison;
use crate::query::times::{NotATime, has_never};

/// A word, and where it would stand.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meant {
    /// What it stands in place of.
    pub(super) place: Place,
    /// The word.
    pub(super) word: String,
}

/// What was probably meant, if it can be told.
pub(super) fn of(problem: &Problem, text: &str, asked: &Asked<'_>) -> Option<Meant> {
    let place = problem.place;
    let here = |word: String| Some(Meant { place, word });
    let typed = bare(place.of(text));
    match &problem.trouble {
        Trouble::Unseen(_) => seen(place, text),
        Trouble::OpenQuote(inner) => (!inner.trim().is_empty()).then(|| quoted(inner.trim_end())).and_then(here),
        Trouble::NothingBetween(at) => {
            let (before, after) = (text.get(place.start..*at)?, text.get(*at..place.end)?);
            here(format!("{before} {after}"))
        }
        Trouble::UnknownField => field(place, text),
        Trouble::NoValue(_) => joined(place, text),
        Trouble::NothingAtComma(after) => {
            let begun = with_word_before(place, text)?;
            if *after && !text[place.end..].starts_with(',') { joined(begun, text) } else { without_comma(begun, text) }
        }
        Trouble::NotCompared(field, comparison) => {
            let after = bare(place.of(text).strip_prefix(comparison.sign())?);
            match field {
                _ if after.is_empty() => None,
                Field::Title | Field::Id => here(quoted(place.of(text))),
                _ => here(value_in_query(*field, &after)),
            }
        }
        Trouble::ComparedRange => {
            let range = Comparison::beginning(place.of(text))?;
            here(place.of(text).strip_prefix(range.sign())?.to_owned())
        }
        Trouble::UnknownWord(field) => word(*field, &typed, place, text),
        Trouble::UnknownName(field) => {
            let names = asked.names;
            let near = match field {
                Field::Group => nearest::of(&typed, names.groups.iter().map(|one| one.name.as_str())),
                Field::Tenant => nearest::of(&typed, names.tenants.iter().map(|one| one.name.as_str())),
                Field::Role => nearest::of(&typed, names.roles.iter().map(|one| one.name.as_str())),
                Field::Owner => nearest::of(&typed, names.users.iter().map(|one| one.name.as_str())),
                _ => nearest::of(&typed, names.tags.iter().map(String::as_str)),
            };
            here(value_in_query(*field, near?))
        }
        Trouble::NoAddress(sentence) => match sentence.split_once(" Did you mean ") {
            Some((_, meant)) => here(meant.trim_end_matches('?').to_owned()),
            None => here(typed.split_once('%').filter(|(address, _)| !address.is_empty())?.0.to_owned()),
        },
        Trouble::NotATime(_, NotATime::No(NoTime::Unreadable(_))) if counted(place, text).is_some() => {
            counted(place, text)
        }
        Trouble::NotATime(time, wrong) => here(time_meant(*time, wrong, &typed)?),
        Trouble::TooLong(_)
        | Trouble::NothingLeftOut
        | Trouble::NothingQuoted
        | Trouble::NothingCompared(..)
        | Trouble::EndlessRange => None,
    }
}

/// The field of an instant.
pub(super) fn time_field(field: TimeField) -> Field {
    match field {
        TimeField::Created => Field::Created,
        TimeField::Modified => Field::Modified,
        TimeField::Starts => Field::Starts,
        TimeField::Expires => Field::Expires,
        TimeField::Rotated => Field::Rotated,
    }
}

/// A value without its quotes.
fn bare(text: &str) -> String {
    let mut lexed = lex(text);
    let piece = lexed.terms.pop().and_then(|mut term| term.values.pop()).and_then(|value| value.first);
    piece.filter(|piece| piece.quotes == Quotes::Both).map_or_else(|| text.to_owned(), |piece| piece.text)
}

/// The word around an unseen character without any such.
fn seen(place: Place, text: &str) -> Option<Meant> {
    let start = text[..place.start].char_indices().rfind(|(_, c)| c.is_whitespace());
    let start = start.map_or(0, |(at, c)| at + c.len_utf8());
    let end = text[place.end..].find(char::is_whitespace).map_or(text.len(), |at| place.end + at);
    let around = Place::new(start, end);
    let word: String = around.of(text).chars().filter(|c| !(c.is_control() || is_unseen(*c))).collect();
    (!word.is_empty()).then_some(Meant { place: around, word })
}

/// A field of nearly this name, or of another one for the same; otherwise the word as text to find.
fn field(place: Place, text: &str) -> Option<Meant> {
    let typed = crate::name::fold(place.of(text));
    let also = Field::ALL.into_iter().find(|field| field.also().contains(&typed.as_str()));
    let near = || nearest::of(&typed, Field::ALL.iter().map(|field| field.name()));
    if let Some(name) = also.map(Field::name).or_else(near) {
        return Some(Meant { place, word: name.to_owned() });
    }
    let end = text[place.end..].find(char::is_whitespace).map_or(text.len(), |at| place.end + at);
    let whole = Place::new(place.start, end);
    let is_plain = !whole.of(text).contains('"');
    is_plain.then(|| Meant { place: whole, word: text_in_query(whole.of(text)) })
}

/// `comma` with the word that it ends, if there is no quote in it.
fn with_word_before(comma: Place, text: &str) -> Option<Place> {
    let begin = text[..comma.start].rfind(char::is_whitespace);
    let start = begin.map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let place = Place::new(start, comma.end);
    (!place.of(text).contains('"')).then_some(place)
}

/// The term of which `begun` is the beginning, without the comma at the end of that, if a value follows.
fn without_comma(begun: Place, text: &str) -> Option<Meant> {
    let rest = &text[begun.end..];
    let after = rest.split(char::is_whitespace).next().unwrap_or_default();
    let follows = after.starts_with(|c: char| c.is_alphanumeric() || c == ',');
    follows.then(|| Meant {
        place: Place::new(begun.start, begun.end + after.len()),
        word: format!("{}{after}", &text[begun.start..begun.end - 1]),
    })
}

/// A value that stands after a space, joined to what it belongs to.
fn joined(place: Place, text: &str) -> Option<Meant> {
    let rest = &text[place.end..];
    let space = rest.len() - rest.trim_start().len();
    let next = rest[space..].split(char::is_whitespace).next().unwrap_or_default();
    let begins = |c: char| c.is_alphanumeric() || c == '"' || c == '<' || c == '>';
    let is_value = next.starts_with(begins) && !crate::query::lexer::begins_field(next);
    (space > 0 && is_value).then(|| {
        let first = place.of(text);
        let end = place.end + space + next.len();
        Meant { place: Place::new(place.start, end), word: format!("{first}{next}") }
    })
}

/// A word that `field` takes and that is nearly this one; or one of another field, if the value stands alone.
fn word(field: Field, typed: &str, place: Place, text: &str) -> Option<Meant> {
    let folded = crate::name::fold(typed.trim()).replace([' ', '_'], "-");
    let called = |field: Field, also: bool| {
        let is_it = |word: &&Word| word.word == folded || (also && word.also.contains(&folded.as_str()));
        field.words().iter().find(is_it).map(|word| word.word)
    };
    // The field and its colon stand right before a value that is the only one.
    let begin = place.start.saturating_sub(field.name().len() + 1);
    let alone =
        text.get(begin..place.start).is_some_and(|before| before.ends_with(':')) && !text[place.end..].starts_with(',');
    let elsewhere = |also: bool| {
        let others = [Field::Status, Field::Is, Field::Kind].into_iter().filter(|other| alone && *other != field);
        let (other, word) = others.filter_map(|other| Some((other, called(other, also)?))).next()?;
        Some(Meant { place: Place::new(begin, place.end), word: format!("{}:{word}", other.name()) })
    };
    let here = |word: &'static str| Meant { place, word: word.to_owned() };
    let near = || nearest::of(&folded, field.words().iter().map(|word| word.word)).map(here);
    called(field, true).map(here).or_else(|| elsewhere(false)).or_else(near).or_else(|| elsewhere(true))
}

/// A number with the unit that stands after a space, as in `30 days`.
fn counted(place: Place, text: &str) -> Option<Meant> {
    let number = place.of(text);
    let rest = text.get(place.end..)?;
    let unit = rest.trim_start().split(char::is_whitespace).next()?;
    let is_count = (1..=4).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    let word = dates::length(&format!("{number}{unit}")).filter(|_| is_count && rest.starts_with(' '))?;
    let end = text.len() - rest.trim_start().len() + unit.len();
    Some(Meant { place: Place::new(place.start, end), word })
}

fn time_meant(field: TimeField, wrong: &NotATime, typed: &str) -> Option<String> {
    match wrong {
        NotATime::No(NoTime::Unreadable(meant)) => {
            if Comparison::beginning(typed).is_some() {
                return Some(typed.to_owned());
            }
            let meant = meant.clone()?;
            (meant != "never" || has_never(field)).then_some(meant)
        }
        NotATime::No(NoTime::NoDay(_, first)) => Some(last_day(*first).to_string()),
        NotATime::OnlyLength => Some(format!("<{}", typed.trim())),
        NotATime::NeverCompared => match typed.split_once("..") {
            None if has_never(field) => Some("never".to_owned()),
            Some((from, to)) if to.eq_ignore_ascii_case("never") && !from.is_empty() => Some(format!("{from}..")),
            _ => None,
        },
        NotATime::Inverted => typed.split_once("..").map(|(from, to)| format!("{to}..{from}")),
        NotATime::No(NoTime::NoMonth(_) | NoTime::TooFar) | NotATime::NeverHere => None,
    }
}
