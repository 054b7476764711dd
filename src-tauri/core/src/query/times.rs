//! What a value of a time field asks: from when, until when. Pure.
//!
//! A date is all of its days, in the zone of each credential's tenant. A length of time is an instant: for what is to
//! come (`starts`, `expires`) it counts from now on, for what has been (`created`, `modified`, `rotated`) it is an age,
//! so that `<` is the later side. A range reaches from the beginning of its first end to the end of its last.

use crate::clock::Moment;
use crate::query::Asked;
use crate::query::dates::{self, NoTime, Point};
use crate::query::lexer::{LexedValue, Piece};
use crate::query::place::Place;
use crate::query::problem::{Problem, Trouble};
use crate::query::resolved::{End, Span, Test, TimeField};
use crate::query::syntax::Comparison;

/// What is wrong with a value of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotATime {
    /// It says no time.
    No(NoTime),
    /// A length of time, of which nothing says whether less or more of it is meant.
    OnlyLength,
    /// Every credential has this instant, or is as if it had.
    NeverHere,
    /// *Never* is neither before nor after anything.
    NeverCompared,
    /// The range ends before it begins.
    Inverted,
}

/// Where a value begins and ends in time: its first instant, and the first after it.
#[derive(Clone, Copy)]
struct Stretch {
    first: End,
    after: End,
    is_length: bool,
}

/// What `value` asks of `field`.
pub(super) fn test(field: TimeField, value: &LexedValue, asked: &Asked<'_>) -> Result<Test, Problem> {
    let problem = |place: Place, wrong: NotATime| Problem::new(place, Trouble::NotATime(field, wrong));
    let point =
        |piece: &Piece| dates::read(&piece.text, asked.today()).map_err(|no| problem(piece.place, NotATime::No(no)));
    let first = value.first.as_ref().map(point).transpose()?;
    let last = value.last.as_ref().map(point).transpose()?;
    if first == Some(Point::Never) || last == Some(Point::Never) {
        return match (value.comparison, value.dots) {
            (None, None) if has_never(field) => Ok(Test::Never(field)),
            (None, None) => Err(problem(value.place, NotATime::NeverHere)),
            _ => Err(problem(value.place, NotATime::NeverCompared)),
        };
    }
    let stretch = |point: Option<Point>, piece: &Option<Piece>| match (point, piece) {
        (Some(point), Some(piece)) => stretch(point, is_to_come(field), asked.now)
            .map(Some)
            .ok_or_else(|| problem(piece.place, NotATime::No(NoTime::TooFar))),
        _ => Ok(None),
    };
    let (first, last) = (stretch(first, &value.first)?, stretch(last, &value.last)?);
    let span = match (value.comparison, first, value.dots) {
        (Some(comparison), Some(point), _) => compared(field, comparison, point, asked.now),
        (_, first, Some(_)) => {
            range(field, first, last, asked).ok_or_else(|| problem(value.place, NotATime::Inverted))?
        }
        (None, Some(point), None) if point.is_length => return Err(problem(value.place, NotATime::OnlyLength)),
        (None, Some(point), None) => Span { from: Some(point.first), until: Some(point.after) },
        // Said when it was read.
        (_, None, None) => Span { from: None, until: None },
    };
    Ok(Test::Time(field, span))
}

/// Whether a credential can be without it in a way that is asked for.
pub(super) fn has_never(field: TimeField) -> bool {
    matches!(field, TimeField::Expires | TimeField::Rotated)
}

/// Whether it is counted from now on; otherwise it is an age.
pub(super) fn is_to_come(field: TimeField) -> bool {
    matches!(field, TimeField::Expires | TimeField::Starts)
}

fn stretch(point: Point, to_come: bool, now: Moment) -> Option<Stretch> {
    match point {
        Point::Days(from, until) => Some(Stretch { first: End::Of(from), after: End::Of(until), is_length: false }),
        Point::Length(length) => {
            let at = length.from(now, to_come)?;
            Some(Stretch { first: End::At(at), after: End::At(at.plus_millis(1)), is_length: true })
        }
        Point::Never => None,
    }
}

fn compared(field: TimeField, comparison: Comparison, point: Stretch, now: Moment) -> Span {
    let age = point.is_length && !is_to_come(field);
    let (from, until) = match (comparison, age) {
        (Comparison::Less, false) | (Comparison::More, true) => (None, Some(point.first)),
        (Comparison::AtMost, false) | (Comparison::AtLeast, true) => (None, Some(point.after)),
        (Comparison::More, false) | (Comparison::Less, true) => (Some(point.after), None),
        (Comparison::AtLeast, false) | (Comparison::AtMost, true) => (Some(point.first), None),
    };
    // Within so long from now on: what is past is no longer to come.
    let within = point.is_length && !age && until.is_some();
    Span { from: if within { Some(End::At(now)) } else { from }, until }
}

/// The span from `first` to `last`; none where it ends before it begins.
fn range(field: TimeField, first: Option<Stretch>, last: Option<Stretch>, asked: &Asked<'_>) -> Option<Span> {
    let is_length = |end: Option<Stretch>| end.is_none_or(|end| end.is_length);
    let ages = is_length(first) && is_length(last);
    let to_come = is_to_come(field);
    // The greater age is the earlier instant.
    let (first, last) = if ages && !to_come { (last, first) } else { (first, last) };
    if let (Some(first), Some(last)) = (first, last)
        && instant(first.first, asked) >= instant(last.after, asked)
    {
        return None;
    }
    let from = first.map(|first| first.first);
    let from = from.or_else(|| (ages && to_come).then_some(End::At(asked.now)));
    Some(Span { from, until: last.map(|last| last.after) })
}

/// The instant of an end where the question is asked.
fn instant(end: End, asked: &Asked<'_>) -> Moment {
    match end {
        End::At(at) => at,
        End::Of(date) => asked.zone.first_instant_of(date),
    }
}
