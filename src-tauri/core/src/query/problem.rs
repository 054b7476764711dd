//! What can be wrong with a query, and the sentences that say so: what is wrong and, where nothing can be suggested in
//! its place, what would be right. Pure.

use chrono::NaiveDate;

use crate::query::Asked;
use crate::query::dates::{NoTime, last_day};
use crate::query::field::Field;
use crate::query::lexer::QUERY_LENGTH;
use crate::query::meant::{self, Meant};
use crate::query::place::{Place, Units};
use crate::query::reading::{QueryProblem, QuerySuggestion};
use crate::query::resolved::TimeField;
use crate::query::syntax::Comparison;
use crate::query::times::{NotATime, is_to_come};

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// Where it stands.
    pub(super) place: Place,
    /// What it is.
    pub(super) trouble: Trouble,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The query has so many characters.
    TooLong(usize),
    /// A character that nobody sees.
    Unseen(char),
    /// Nothing follows the `-`.
    NothingLeftOut,
    /// Nothing stands between the quotes.
    NothingQuoted,
    /// A quote does not end; what stands in it.
    OpenQuote(String),
    /// Something begins, at this byte, where a quoted value has just ended.
    NothingBetween(usize),
    /// There is no field of this name.
    UnknownField,
    /// Nothing follows the field.
    NoValue(Field),
    /// Nothing stands before a comma or, if true, after it.
    NothingAtComma(bool),
    /// This field is not compared.
    NotCompared(Field, Comparison),
    /// Nothing follows the comparison.
    NothingCompared(Field, Comparison),
    /// A range that is compared.
    ComparedRange,
    /// A range without any end.
    EndlessRange,
    /// The field does not take this word.
    UnknownWord(Field),
    /// Nothing has this name.
    UnknownName(Field),
    /// It is no address, for the reason that the sentence says.
    NoAddress(String),
    /// The value of a time field is no such value.
    NotATime(TimeField, NotATime),
}

impl Problem {
    pub(super) fn new(place: Place, trouble: Trouble) -> Self {
        Self { place, trouble }
    }

    /// Whether what stands in its place is wrong, rather than something missing after it that may just be coming.
    pub(super) fn marks(&self) -> bool {
        !matches!(
            self.trouble,
            Trouble::NothingLeftOut
                | Trouble::OpenQuote(_)
                | Trouble::NothingBetween(_)
                | Trouble::NoValue(_)
                | Trouble::NothingAtComma(true)
                | Trouble::NothingCompared(..)
                | Trouble::EndlessRange
        )
    }

    /// The problem as the page is told it.
    pub(super) fn told(&self, text: &str, asked: &Asked<'_>, units: &Units) -> QueryProblem {
        let meant = meant::of(self, text, asked);
        let message = self.sentences(text, asked, meant.as_ref());
        QueryProblem {
            start: units.at(self.place.start),
            end: units.at(self.place.end),
            message,
            suggestion: meant.map(|Meant { place, word }| {
                let query = place.replaced(text, &word);
                QuerySuggestion { word, query }
            }),
        }
    }

    /// What is wrong; where nothing is suggested, also what would be right.
    fn sentences(&self, text: &str, asked: &Asked<'_>, meant: Option<&Meant>) -> String {
        let here = shortened(self.place.of(text));
        let or = |wrong: String, right: &str| if meant.is_some() { wrong } else { format!("{wrong} {right}") };
        match &self.trouble {
            Trouble::TooLong(length) => format!(
                "This query is {} characters long; {} can be read. Shorten it.",
                grouped(*length),
                grouped(QUERY_LENGTH)
            ),
            Trouble::Unseen(c) => or(
                format!("There is a character in this that cannot be seen (U+{:04X}).", u32::from(*c)),
                "Type it again without.",
            ),
            Trouble::NothingLeftOut => {
                "There is nothing after “-”. It leaves out what follows it, as in -status:revoked.".to_owned()
            }
            Trouble::NothingQuoted => {
                "There is nothing between the quotes. Enter what to find, or take them away.".to_owned()
            }
            Trouble::OpenQuote(_) => or("The quote is not closed.".to_owned(), "Put a \" where it ends."),
            Trouble::NothingBetween(_) => "There is no space after the closing quote.".to_owned(),
            Trouble::UnknownField => {
                or(format!("There is no field “{here}”."), "To find the text itself, put it in quotes.")
            }
            Trouble::NoValue(field) => or(
                format!("There is nothing after “{}:”.", field.name()),
                &format!("Enter {}, for example {}:{}.", wanted(*field), field.name(), field.example()),
            ),
            Trouble::NothingAtComma(after) => {
                let side = if *after { "after" } else { "before" };
                or(format!("There is nothing {side} the comma."), "Enter a value there, or take the comma away.")
            }
            Trouble::NotCompared(field, comparison) => {
                format!("“{}” cannot be compared with “{}”; only dates can.", field.name(), comparison.sign())
            }
            Trouble::NothingCompared(field, comparison) => or(
                format!("There is nothing after “{}”.", comparison.sign()),
                &if field.is_time() {
                    "Enter a date such as 2026-12-31 or today, or a time such as 30d.".to_owned()
                } else {
                    format!("Enter {}, for example {}:{}.", wanted(*field), field.name(), field.example())
                },
            ),
            Trouble::ComparedRange => or("A range is not compared.".to_owned(), "Leave one of them out."),
            Trouble::EndlessRange => {
                "This range has no ends. Enter at least one, as in 2026-01-01..2026-03-31, 2026.. or ..today."
                    .to_owned()
            }
            Trouble::UnknownWord(field) => or(no_word(*field, &here), all_words(*field)),
            Trouble::UnknownName(field) => or(no_name(*field, &here, asked), "Check how it is written."),
            Trouble::NoAddress(sentence) => {
                let end = [" Did you mean ", " Enter "].iter().find_map(|advice| sentence.find(advice));
                let wrong = end.filter(|_| meant.is_some()).and_then(|end| sentence.get(..end));
                wrong.unwrap_or(sentence).to_owned()
            }
            Trouble::NotATime(field, wrong) => not_a_time(*field, wrong, &here, meant.is_some()),
        }
    }
}

/// What a person is to enter for `field`.
fn wanted(field: Field) -> &'static str {
    match field {
        Field::Title | Field::Id => "the text to find",
        Field::Status => "a status",
        Field::Kind => "a kind",
        Field::Is => "a fact",
        Field::Group => "a group’s name",
        Field::Tenant => "a tenant’s name",
        Field::Role => "a role’s name",
        Field::Owner => "a user’s name",
        Field::Tag => "a tag",
        Field::Address => "an address or a block",
        Field::Created | Field::Modified | Field::Starts | Field::Expires | Field::Rotated => "a date or a time",
    }
}

fn no_word(field: Field, here: &str) -> String {
    match field {
        Field::Status => format!("There is no status “{here}”."),
        Field::Kind => format!("There is no kind “{here}”."),
        _ => format!("“is:” knows no fact “{here}”."),
    }
}

fn all_words(field: Field) -> &'static str {
    match field {
        Field::Status => "A status is active, expiring, scheduled, expired, inactive or revoked.",
        Field::Kind => "A kind is signed, reference or token.",
        _ => {
            "It knows expired, expiring, revoked, inactive, never-expires, no-address, in-rotation, recoverable, never-collected and sample."
        }
    }
}

fn no_name(field: Field, here: &str, asked: &Asked<'_>) -> String {
    let within = asked.tenant_name();
    match (field, within) {
        (Field::Tenant, Some(tenant)) => {
            format!("There is no tenant “{here}” in view: the table shows {tenant} alone.")
        }
        (Field::Tenant, None) => format!("There is no tenant “{here}”."),
        (Field::Tag, Some(tenant)) => format!("No credential of {tenant} has the tag “{here}”."),
        (Field::Tag, None) => format!("No credential has the tag “{here}”."),
        (_, within) => {
            let thing = match field {
                Field::Group => "group",
                Field::Role => "role",
                _ => "user",
            };
            let place = within.map_or("any tenant".to_owned(), str::to_owned);
            format!("There is no {thing} “{here}” in {place}.")
        }
    }
}

fn not_a_time(field: TimeField, wrong: &NotATime, here: &str, is_meant: bool) -> String {
    let name = meant::time_field(field).name();
    match wrong {
        NotATime::No(NoTime::Unreadable(_)) if is_meant => format!("“{here}” is no date."),
        NotATime::No(NoTime::Unreadable(_)) => format!(
            "“{here}” is no date. Write one such as 2026-12-31, 2026-12 or today, or a time such as 30d, 2w, 6m or 1y."
        ),
        NotATime::No(NoTime::NoMonth(month)) => {
            format!("There is no month {month}: months are 01 to 12, and stand before the day, as in 2026-12-31.")
        }
        NotATime::No(NoTime::NoDay(day, first)) => {
            let month = first.format("%B %Y");
            format!("There is no {day} {month}: that month has {} days.", days_in(*first))
        }
        NotATime::No(NoTime::TooFar) => {
            format!("“{here}” is outside the years 1 to 9999. Choose a nearer time.")
        }
        NotATime::OnlyLength if is_to_come(field) => {
            format!("“{here}” is a length of time: < before it finds what is nearer, > what is further away.")
        }
        NotATime::OnlyLength => {
            format!("“{here}” is a length of time: < before it finds what is more recent, > what is longer ago.")
        }
        NotATime::NeverHere if field == TimeField::Starts => {
            "A credential without a start is accepted at once. To find these, leave out all that have one: -starts:2000.."
                .to_owned()
        }
        NotATime::NeverHere => {
            format!("Every credential was {name} at some time; “never” goes with expires and rotated.")
        }
        NotATime::NeverCompared => "“never” is neither before nor after a date.".to_owned(),
        NotATime::Inverted => "This range ends before it begins.".to_owned(),
    }
}

fn days_in(first: NaiveDate) -> u32 {
    chrono::Datelike::day(&last_day(first))
}

/// As much of a text as a sentence can hold, without the quotes that stand around it.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    if bare.chars().count() <= MOST {
        return bare.to_owned();
    }
    let begin: String = bare.chars().take(MOST - 1).collect();
    format!("{begin}…")
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
