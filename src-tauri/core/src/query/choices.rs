//! The choices of a completion: fields, words, names, dates; what begins with the typed text before what holds it. Pure.

use crate::ids::TenantId;
use crate::name::fold;
use crate::query::Asked;
use crate::query::field::{Field, Takes};
use crate::query::names::Named;
use crate::query::print::value_in_query;
use crate::query::reading::QueryChoice;
use crate::query::resolved::TimeField;
use crate::query::times::{has_never, is_to_come};

/// The most choices that are offered.
pub(super) const MOST: usize = 50;

/// How many names of one field are offered where any field could be meant.
const FEW: usize = 6;

/// Keeps what begins with the typed text, then what holds it.
struct Ranked {
    typed: String,
    begin: Vec<QueryChoice>,
    hold: Vec<QueryChoice>,
}

impl Ranked {
    fn by(typed: &str) -> Self {
        Self { typed: fold(typed), begin: Vec::new(), hold: Vec::new() }
    }

    fn is_full(&self) -> bool {
        self.begin.len() >= MOST
    }

    /// Takes the choice that `key` stands for, if it fits; `key` is folded.
    fn offer(&mut self, key: &str, choice: impl FnOnce() -> QueryChoice) {
        if key.starts_with(&self.typed) {
            self.begin.push(choice());
        } else if self.hold.len() < MOST && key.contains(&self.typed) {
            self.hold.push(choice());
        }
    }

    fn finish(mut self) -> Vec<QueryChoice> {
        self.begin.append(&mut self.hold);
        self.begin
    }
}

fn ending(insert: String, label: &str, note: &str) -> QueryChoice {
    QueryChoice { insert, label: label.to_owned(), note: note.to_owned(), field: false }
}

/// The fields for which `typed` may be the beginning, also of another word for them.
pub(super) fn fields(typed: &str) -> Vec<QueryChoice> {
    let mut ranked = Ranked::by(typed);
    let mut also = Vec::new();
    for field in Field::ALL {
        let insert = format!("{}:", field.name());
        let choice = QueryChoice { label: insert.clone(), insert, note: field.note().to_owned(), field: true };
        if !typed.is_empty()
            && !field.name().contains(&ranked.typed)
            && field.also().iter().any(|word| word.starts_with(&ranked.typed))
        {
            also.push(choice);
        } else {
            ranked.offer(field.name(), || choice);
        }
    }
    let mut fields = ranked.finish();
    fields.append(&mut also);
    fields
}

/// What `typed`, which may be text to find, may be the beginning of: a field, or a value of one.
pub(super) fn anything(typed: &str, asked: &Asked<'_>) -> Vec<QueryChoice> {
    let mut choices = fields(typed);
    if typed.chars().nth(1).is_none() {
        return choices;
    }
    let valued = [Field::Status, Field::Is, Field::Group, Field::Tag, Field::Role, Field::Owner, Field::Tenant];
    for field in valued {
        for choice in values(field, typed, &[], asked).into_iter().take(FEW) {
            let insert = format!("{}:{}", field.name(), choice.insert);
            choices.push(QueryChoice { label: insert.clone(), insert, ..choice });
        }
    }
    choices
}

/// The values of `field` for which `typed` may be the beginning, but for those in `used`.
pub(super) fn values(field: Field, typed: &str, used: &[String], asked: &Asked<'_>) -> Vec<QueryChoice> {
    let names = asked.names;
    match field {
        Field::Group => named(field, &names.groups, typed, used, asked),
        Field::Tenant => named(field, &names.tenants, typed, used, asked),
        Field::Role => named(field, &names.roles, typed, used, asked),
        Field::Owner => named(field, &names.users, typed, used, asked),
        Field::Tag => {
            let mut ranked = Ranked::by(typed);
            for tag in &names.tags {
                if !ranked.is_full() && !used.contains(tag) {
                    ranked.offer(&fold(tag), || ending(value_in_query(field, tag), tag, ""));
                }
            }
            ranked.finish()
        }
        _ => {
            let mut ranked = Ranked::by(typed);
            for word in field.words().iter().filter(|word| !used.iter().any(|used| used == word.word)) {
                ranked.offer(word.word, || ending(word.word.to_owned(), word.word, word.note));
            }
            ranked.finish()
        }
    }
}

/// The names of a list for which `typed` may be the beginning; one that several tenants use is offered once.
fn named<Id>(field: Field, names: &[Named<Id>], typed: &str, used: &[String], asked: &Asked<'_>) -> Vec<QueryChoice> {
    let mut ranked = Ranked::by(typed);
    let mut rest = names;
    while let Some(first) = rest.first().filter(|_| !ranked.is_full()) {
        let folded = fold(&first.name);
        let same = rest.iter().skip(1).take_while(|one| fold(&one.name) == folded).count() + 1;
        let (these, others) = rest.split_at(same);
        rest = others;
        if used.contains(&folded) {
            continue;
        }
        ranked.offer(&folded, || {
            let note = if field == Field::Tenant { String::new() } else { whence(these, asked) };
            ending(value_in_query(field, &first.name), &first.name, &note)
        });
    }
    ranked.finish()
}

/// Which tenants names are from, where more than one is in view.
fn whence<Id>(these: &[Named<Id>], asked: &Asked<'_>) -> String {
    if asked.tenant.is_some() {
        return String::new();
    }
    let name = |id: TenantId| asked.names.tenants.iter().find(|one| one.id == id).map_or("", |one| one.name.as_str());
    match these {
        [one] => name(one.tenant).to_owned(),
        [one, other] => {
            let (one, other) = (name(one.tenant), name(other.tenant));
            format!("{} and {}", one.min(other), one.max(other))
        }
        more => format!("{} tenants", more.len()),
    }
}

/// The dates and lengths of time for which `typed` may be the beginning; `bare` where a comparison or the dots of a
/// range stand before or after.
pub(super) fn times(field: Field, typed: &str, bare: bool, asked: &Asked<'_>) -> Vec<QueryChoice> {
    let Takes::Time(time) = field.takes() else { return Vec::new() };
    let (to_come, typed) = (is_to_come(time), fold(typed));
    let mut offered = counted(&typed, bare, to_come);
    let today = asked.today();
    let (month, year) = (today.format("%Y-%m").to_string(), today.format("%Y").to_string());
    let mut offer = |insert: &str, note: &str| {
        let key = insert.trim_start_matches(['<', '>']);
        let whole = bare && key.len() < insert.len();
        if key.starts_with(&typed) && !whole && !offered.iter().any(|one| one.insert == insert) {
            offered.push(ending(insert.to_owned(), insert, note));
        }
    };
    if bare {
        offer("7d", "Seven days");
        offer("30d", "30 days");
        offer("6m", "Six months");
        offer("1y", "A year");
    } else if to_come {
        offer("<7d", "Within 7 days");
        offer("<30d", "Within 30 days");
        offer("<90d", "Within 90 days");
        offer(">1y", "Later than in a year");
    } else {
        offer("<7d", "In the last 7 days");
        offer("<30d", "In the last 30 days");
        offer("<90d", "In the last 90 days");
        offer(">1y", "More than a year ago");
    }
    if has_never(time) && !bare {
        offer("never", if time == TimeField::Expires { "It has no end" } else { "Not since it was issued" });
    }
    offer("today", &today.to_string());
    if to_come {
        offer("tomorrow", "")
    } else {
        offer("yesterday", "")
    }
    offer(&month, "This month");
    offer(&year, "This year");
    offer(&today.to_string(), "Today, as a date");
    offered
}

/// The lengths of time that begin with a number that was typed.
fn counted(typed: &str, bare: bool, to_come: bool) -> Vec<QueryChoice> {
    let is_count = (1..=3).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_digit());
    if !is_count {
        return Vec::new();
    }
    let units = [("d", "days"), ("w", "weeks"), ("m", "months"), ("y", "years")];
    let choice = |(unit, name): (&str, &str)| {
        let (sign, note) = match (bare, to_come) {
            (true, _) => ("", format!("{typed} {name}")),
            (false, true) => ("<", format!("Within {typed} {name}")),
            (false, false) => ("<", format!("In the last {typed} {name}")),
        };
        let insert = format!("{sign}{typed}{unit}");
        ending(insert.clone(), &insert, &note)
    };
    units.into_iter().map(choice).collect()
}
