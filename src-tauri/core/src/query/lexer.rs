//! A query's text taken apart: terms and parts with their places, and what of it cannot be read. Takes one look at each
//! character, and never fails: what cannot be read is a part like any other. Pure.

use crate::query::field::Field;
use crate::query::place::Place;
use crate::query::problem::{Problem, Trouble};
use crate::query::reading::QueryPartKind;
use crate::query::syntax::{Comparison, Query, Term, Value, What};

/// The most characters (Unicode scalar values) that a query may have.
pub const QUERY_LENGTH: usize = 2_000;

/// What a text was taken apart into.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    /// Its parts, without gaps.
    pub(super) parts: Vec<(QueryPartKind, Place)>,
    /// Its terms, in order.
    pub(super) terms: Vec<LexedTerm>,
    /// What is wrong with how it is written, in order.
    pub(super) problems: Vec<Problem>,
}

/// A term with its places.
#[derive(Debug)]
pub(super) struct LexedTerm {
    /// All of it.
    pub(super) place: Place,
    /// Whether it is turned round.
    pub(super) negated: bool,
    /// Its field; none for text to find.
    pub(super) field: Option<LexedField>,
    /// Its values; one for text to find.
    pub(super) values: Vec<LexedValue>,
    /// Whether all of it could be read.
    pub(super) sound: bool,
}

/// A field as it was typed.
#[derive(Debug)]
pub(super) struct LexedField {
    /// Its name with the colon.
    pub(super) place: Place,
    /// Which one, if there is such a field.
    pub(super) field: Option<Field>,
}

impl LexedField {
    /// Where its name stands.
    pub(super) fn name(&self) -> Place {
        Place::new(self.place.start, self.place.end - 1)
    }
}

/// A value as it was typed.
#[derive(Debug)]
pub(super) struct LexedValue {
    /// All of it.
    pub(super) place: Place,
    /// Its comparison.
    pub(super) comparison: Option<Comparison>,
    /// What it is, or where its range begins.
    pub(super) first: Option<Piece>,
    /// Where the dots of its range stand.
    pub(super) dots: Option<Place>,
    /// Where its range ends.
    pub(super) last: Option<Piece>,
}

/// A word, or what stands between quotes.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// With its quotes.
    pub(super) place: Place,
    /// Without them.
    pub(super) text: String,
    /// How it is quoted.
    pub(super) quotes: Quotes,
}

/// How a piece is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Not at all.
    None,
    /// On both sides.
    Both,
    /// Only where it begins.
    Open,
}

impl LexedValue {
    /// The value as a query has it, if it is whole.
    pub(super) fn value(&self) -> Option<Value> {
        let text = |piece: &Option<Piece>| piece.as_ref().map(|piece| piece.text.clone());
        match (self.comparison, self.dots) {
            (None, None) => Some(Value::Word(text(&self.first)?)),
            (Some(comparison), None) => Some(Value::Compared(comparison, text(&self.first)?)),
            (None, Some(_)) => Some(Value::Range(text(&self.first), text(&self.last))),
            (Some(_), Some(_)) => None,
        }
    }

    /// The value as a person reads it, without quotes.
    pub(super) fn shown(&self) -> String {
        let text = |piece: &Option<Piece>| piece.as_ref().map(|piece| piece.text.clone()).unwrap_or_default();
        let sign = self.comparison.map_or("", Comparison::sign);
        let dots = if self.dots.is_some() { ".." } else { "" };
        format!("{sign}{}{dots}{}", text(&self.first), text(&self.last))
    }
}

impl Lexed {
    /// The query without its places, if all of it could be read.
    pub(super) fn query(&self) -> Option<Query> {
        if !self.problems.is_empty() {
            return None;
        }
        let term = |term: &LexedTerm| {
            let mut values = term.values.iter().map(LexedValue::value).collect::<Option<Vec<_>>>()?;
            let what = match &term.field {
                Some(field) => What::Field(field.field?, values),
                None => match values.pop()? {
                    Value::Word(text) => What::Text(text),
                    _ => return None,
                },
            };
            Some(Term { negated: term.negated, what })
        };
        self.terms.iter().map(term).collect::<Option<Vec<_>>>().map(|terms| Query { terms })
    }
}

/// Whether `c` is a quote: the one of the keyboard, or one that a word processor puts in its place.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Whether `text` begins as a field does.
pub(super) fn begins_field(text: &str) -> bool {
    field_length(text).is_some()
}

/// How long the name and the colon are with which `text` begins: a letter, then letters, `-` and `_`, then `:`.
fn field_length(text: &str) -> Option<usize> {
    let name = text.find(|c: char| !(c.is_alphabetic() || c == '-' || c == '_'))?;
    let begins = text.starts_with(char::is_alphabetic);
    (begins && text[name..].starts_with(':')).then_some(name + 1)
}

/// Takes `text` apart.
pub(super) fn lex(text: &str) -> Lexed {
    if text.len() > QUERY_LENGTH
        && let Some((beyond, _)) = text.char_indices().nth(QUERY_LENGTH)
    {
        let problem = Problem::new(Place::new(beyond, text.len()), Trouble::TooLong(text.chars().count()));
        let parts = vec![(QueryPartKind::Wrong, Place::new(0, text.len()))];
        return Lexed { parts, terms: Vec::new(), problems: vec![problem] };
    }
    let mut lexer = Lexer { text, at: 0, lexed: Lexed::default() };
    loop {
        lexer.take_while(QueryPartKind::Space, char::is_whitespace);
        if lexer.at == text.len() {
            return lexer.lexed;
        }
        lexer.term();
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    lexed: Lexed,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Whether a term ends here.
    fn at_end(&self) -> bool {
        self.rest().chars().next().is_none_or(char::is_whitespace)
    }

    fn part(&mut self, kind: QueryPartKind, start: usize) -> Place {
        let place = Place::new(start, self.at);
        if !place.is_empty() {
            self.lexed.parts.push((kind, place));
        }
        place
    }

    /// Takes `bytes` bytes as one part.
    fn take(&mut self, kind: QueryPartKind, bytes: usize) -> Place {
        let start = self.at;
        self.at += bytes;
        self.part(kind, start)
    }

    fn take_while(&mut self, kind: QueryPartKind, holds: impl Fn(char) -> bool) -> Place {
        let rest = self.rest();
        self.take(kind, rest.find(|c| !holds(c)).unwrap_or(rest.len()))
    }

    fn wrong(&mut self, place: Place, trouble: Trouble) {
        self.lexed.problems.push(Problem::new(place, trouble));
    }

    fn term(&mut self) {
        let start = self.at;
        let problems = self.lexed.problems.len();
        let after_dash = self.rest().strip_prefix('-').map(|rest| rest.chars().next());
        let negated = match after_dash {
            // A dash between two words is one of a name that was pasted, not a negation.
            None => false,
            Some(Some(next)) if next.is_whitespace() => false,
            Some(next) => {
                let dash = self.take(QueryPartKind::Negation, 1);
                if next.is_none() {
                    self.wrong(dash, Trouble::NothingLeftOut);
                }
                true
            }
        };
        let mut term =
            LexedTerm { place: Place::new(start, start), negated, field: None, values: Vec::new(), sound: true };
        if let Some(length) = field_length(self.rest()) {
            let place = self.take(QueryPartKind::Field, length);
            let field = Field::parse(&self.text[place.start..place.end - 1]);
            let found = LexedField { place, field };
            if field.is_none() {
                self.wrong(found.name(), Trouble::UnknownField);
            }
            self.values(&found, &mut term.values);
            term.field = Some(found);
        } else if !self.at_end() {
            self.text_to_find(&mut term.values);
        }
        term.place.end = self.at;
        term.sound = self.lexed.problems.len() == problems;
        self.lexed.terms.push(term);
    }

    fn text_to_find(&mut self, values: &mut Vec<LexedValue>) {
        let start = self.at;
        let first = self.piece(QueryPartKind::Text, |_| false);
        if let Some(piece) = first.as_ref().filter(|piece| piece.text.trim().is_empty() && piece.quotes == Quotes::Both)
        {
            self.wrong(piece.place, Trouble::NothingQuoted);
        }
        let place = Place::new(start, self.at);
        values.push(LexedValue { place, comparison: None, first, dots: None, last: None });
        self.nothing_more(place);
    }

    fn values(&mut self, field: &LexedField, values: &mut Vec<LexedValue>) {
        let is_time = field.field.is_some_and(Field::is_time);
        loop {
            let value = self.value(is_time);
            if field.field.is_some() {
                self.check(field, &value, values.is_empty());
            }
            let place = value.place;
            values.push(value);
            if self.rest().starts_with(',') {
                self.take(QueryPartKind::Operator, 1);
            } else {
                return self.nothing_more(place);
            }
        }
    }

    fn value(&mut self, is_time: bool) -> LexedValue {
        let start = self.at;
        let comparison = Comparison::beginning(self.rest());
        if let Some(comparison) = comparison {
            self.take(QueryPartKind::Operator, comparison.sign().len());
        }
        let first =
            self.piece(QueryPartKind::Value, |rest| rest.starts_with(',') || (is_time && rest.starts_with("..")));
        let dots = (is_time && self.rest().starts_with("..")).then(|| self.take(QueryPartKind::Operator, 2));
        let last = dots.and_then(|_| self.piece(QueryPartKind::Value, |rest| rest.starts_with(',')));
        LexedValue { place: Place::new(start, self.at), comparison, first, dots, last }
    }

    /// Says what is wrong with how a value is written.
    fn check(&mut self, field: &LexedField, value: &LexedValue, alone: bool) {
        let Some(known) = field.field else { return };
        let pieces = || value.first.iter().chain(&value.last);
        if let Some(empty) = pieces().find(|piece| piece.text.trim().is_empty() && piece.quotes == Quotes::Both) {
            self.wrong(empty.place, Trouble::NothingQuoted);
        } else if let Some(comparison) = value.comparison.filter(|_| !known.is_time()) {
            self.wrong(value.place, Trouble::NotCompared(known, comparison));
        } else if value.comparison.is_some() && value.dots.is_some() {
            self.wrong(value.place, Trouble::ComparedRange);
        } else if let (None, None) = (&value.first, &value.last) {
            let after_comma = !alone;
            let trouble = match (value.comparison, value.dots) {
                (Some(comparison), _) => Trouble::NothingCompared(known, comparison),
                (None, Some(_)) => Trouble::EndlessRange,
                (None, None) if after_comma || self.rest().starts_with(',') => Trouble::NothingAtComma(after_comma),
                (None, None) => Trouble::NoValue(known),
            };
            let place = match trouble {
                Trouble::NoValue(_) => field.place,
                Trouble::NothingAtComma(true) => Place::new(value.place.start - 1, value.place.start),
                Trouble::NothingAtComma(false) => Place::new(value.place.end, value.place.end + 1),
                _ => value.place,
            };
            self.wrong(place, trouble);
        }
    }

    /// A word or something quoted; none where neither stands here.
    fn piece(&mut self, kind: QueryPartKind, ends: impl Fn(&str) -> bool) -> Option<Piece> {
        if let Some(opening) = self.rest().chars().next().filter(|c| is_quote(*c)) {
            return Some(self.quoted(kind, opening));
        }
        let rest = self.rest();
        let length = rest
            .char_indices()
            .find(|(at, c)| c.is_whitespace() || ends(&rest[*at..]))
            .map_or(rest.len(), |(at, _)| at);
        if length == 0 {
            return None;
        }
        let place = self.take(kind, length);
        Some(Piece { place, text: place.of(self.text).to_owned(), quotes: Quotes::None })
    }

    fn quoted(&mut self, kind: QueryPartKind, opening: char) -> Piece {
        let start = self.at;
        let closes = |c: char| c == '"' || (opening != '"' && is_quote(c));
        let mut text = String::new();
        let mut quotes = Quotes::Open;
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let mut length = self.rest().len();
        while let Some((at, c)) = chars.next() {
            if closes(c) {
                quotes = Quotes::Both;
                length = at + c.len_utf8();
                break;
            }
            match chars.peek() {
                Some((_, next)) if c == '\\' && (*next == '\\' || is_quote(*next)) => {
                    text.push(*next);
                    chars.next();
                }
                _ => text.push(c),
            }
        }
        self.at = start + length;
        let place = self.part(kind, start);
        if quotes == Quotes::Open {
            self.wrong(place, Trouble::OpenQuote(text.clone()));
        }
        Piece { place, text, quotes }
    }

    /// A value that was quoted ends with its quote.
    fn nothing_more(&mut self, before: Place) {
        if !self.at_end() {
            let more = self.take_while(QueryPartKind::Wrong, |c| !c.is_whitespace());
            self.wrong(Place::new(before.start, more.end), Trouble::NothingBetween(more.start));
        }
    }
}
