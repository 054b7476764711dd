//! What holds of every text, and of every query.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::query::field::Field;
use crate::query::syntax::{Comparison, Query, Term, Value, What};
use crate::query::{self, QUERY_LENGTH};

/// Any text, and such as is made of what the language is made of.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "status",
        "group",
        "expires",
        "created",
        "is",
        "tag",
        "title",
        ":",
        ":",
        ",",
        "\"",
        "\"",
        "-",
        " ",
        " ",
        "<",
        "<=",
        ">",
        "..",
        "active",
        "Payments",
        "EU partners",
        "General",
        "30d",
        "today",
        "2026-11",
        "never",
        "crm",
        "\\",
        "🔑",
        "é",
        "“",
        "”",
        "\u{200B}",
        "\u{A0}",
        "staus",
        "'",
        "x",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())]
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z<>=.,:\"\\\\ -]{1,8}",
        prop::sample::select(vec!["active", "a b", "-x", "=", "status:x", "“x”", "a..b", "<5", ".", "\\", "\"", "-"])
            .prop_map(String::from),
    ]
    .prop_filter("a text is not blank", |text| !text.trim().is_empty())
}

fn values(is_time: bool) -> BoxedStrategy<Value> {
    let word = words().prop_map(Value::Word);
    if !is_time {
        return word.boxed();
    }
    let comparisons = vec![Comparison::Less, Comparison::AtMost, Comparison::More, Comparison::AtLeast];
    let compared = (prop::sample::select(comparisons), words()).prop_map(|(sign, word)| Value::Compared(sign, word));
    let ends = (prop::option::of(words()), prop::option::of(words()));
    let range = ends.prop_filter_map("a range has an end", |(from, to)| {
        (from.is_some() || to.is_some()).then_some(Value::Range(from, to))
    });
    prop_oneof![word, compared, range].boxed()
}

fn queries() -> impl Strategy<Value = Query> {
    let field = prop::sample::select(Field::ALL.to_vec()).prop_flat_map(|field| {
        prop::collection::vec(values(field.is_time()), 1..4).prop_map(move |values| What::Field(field, values))
    });
    let what = prop_oneof![words().prop_map(What::Text), field];
    let term = (any::<bool>(), what).prop_map(|(negated, what)| Term { negated, what });
    prop::collection::vec(term, 0..6)
        .prop_map(|terms| Query { terms })
        .prop_filter("a query has a longest", |query| query.to_string().chars().count() <= QUERY_LENGTH)
}

proptest! {
    #[test]
    fn what_is_printed_reads_as_the_same_query(query in queries()) {
        let printed = query.to_string();
        prop_assert_eq!(query::parse(&printed).map_err(|error| TestCaseError::fail(format!("{printed}: {error}")))?, query);
    }

    #[test]
    fn what_is_read_prints_in_its_normal_form(text in texts()) {
        if let Ok(query) = query::parse(&text) {
            let printed = query.to_string();
            prop_assert_eq!(query::parse(&printed).expect("a normal form reads"), query);
            prop_assert_eq!(query::parse(&printed).expect("a normal form reads").to_string(), printed);
        }
    }

    #[test]
    fn parts_are_the_text_and_terms_lie_within_in_order(text in texts()) {
        let names = world();
        let reading = query::read(&text, &everywhere(&names));
        let length = u32::try_from(text.encode_utf16().count()).expect("a short text");
        let mut at = 0;
        for part in &reading.parts {
            prop_assert_eq!(part.start, at);
            prop_assert!(part.end > part.start);
            at = part.end;
        }
        prop_assert_eq!(at, length);
        let mut at = 0;
        for term in &reading.terms {
            prop_assert!(at <= term.start && term.start < term.end && term.end <= length);
            at = term.end;
        }
        if let Some(problem) = &reading.problem {
            prop_assert!(problem.start <= problem.end && problem.end <= length);
            prop_assert!(problem.message.ends_with(['.', ')']) || problem.message.contains(':'), "{}", problem.message);
            prop_assert!(reading.group.is_none());
        }
    }

    #[test]
    fn a_query_is_answered_whole_or_not_at_all(text in texts()) {
        let names = world();
        let asked = everywhere(&names);
        let reading = query::read(&text, &asked);
        match query::resolve(&text, &asked) {
            Ok(resolved) => {
                prop_assert!(reading.problem.is_none());
                prop_assert_eq!(resolved.conditions.len(), reading.terms.len());
                prop_assert!(resolved.conditions.iter().all(|condition| !condition.any.is_empty()));
            }
            Err(error) => prop_assert!(reading.problem.is_some_and(|problem| error.to_string().starts_with(&problem.message))),
        }
    }

    #[test]
    fn a_completion_put_in_its_place_reads_on(text in texts(), caret in 0_u32..40) {
        let names = world();
        let asked = everywhere(&names);
        let completion = query::complete(&text, caret, &asked);
        let units: Vec<u16> = text.encode_utf16().collect();
        let (start, end) = (completion.start as usize, completion.end as usize);
        prop_assert!(start <= end && end <= units.len() && completion.choices.len() <= 50);
        let (before, after) = (String::from_utf16(&units[..start]), String::from_utf16(&units[end..]));
        let (before, after) = (before.expect("whole characters"), after.expect("whole characters"));
        for choice in &completion.choices {
            let query = format!("{before}{}{after}", choice.insert);
            let inserted = u32::try_from(before.encode_utf16().count() + choice.insert.encode_utf16().count()).expect("short");
            let reading = query::read(&query, &asked);
            let within = reading.terms.iter().find(|term| term.start <= completion.start && inserted <= term.end);
            prop_assert!(within.is_some(), "{query} has no term with {}", choice.insert);
            if let Some(problem) = &reading.problem {
                let touches = completion.start < problem.end && problem.start < inserted;
                let about_more = choice.field || problem.end > inserted || problem.start < completion.start;
                prop_assert!(!touches || about_more, "{query}: {}", problem.message);
            }
        }
    }
}

#[test]
fn a_megabyte_of_anything_is_refused_at_once() {
    let names = world();
    let asked = everywhere(&names);
    for piece in ["\"", "-", "a", ":", ",", "status:", "🔑", "\\\"", "a:\"", "<", "..", " ", "created:..", "“"] {
        let text = piece.repeat(1_048_576 / piece.len());
        let begun = Instant::now();
        let reading = query::read(&text, &asked);
        assert!(query::resolve(&text, &asked).is_err() && query::complete(&text, 7, &asked).choices.is_empty());
        assert!(query::parse(&text).is_err());
        assert!(begun.elapsed() < Duration::from_secs(2), "{piece}: {:?}", begun.elapsed());
        let problem = reading.problem.expect("too long");
        let length = text.chars().count();
        assert!(problem.message.contains("characters long; 2,000 can be read. Shorten it."), "{}", problem.message);
        assert!(length > 999_999 || problem.message.contains(','), "{}", problem.message);
        assert_eq!((reading.parts.len(), reading.terms.len()), (1, 0));
    }
}

#[test]
fn a_query_of_the_greatest_length_is_read() {
    let names = world();
    let asked = everywhere(&names);
    let text = "a ".repeat(QUERY_LENGTH / 2);
    assert_eq!(query::resolve(&text, &asked).expect("answered").conditions.len(), QUERY_LENGTH / 2);
    let problem = query::read(&format!("{text}b"), &asked).problem.expect("one too many");
    assert_eq!(problem.message, "This query is 2,001 characters long; 2,000 can be read. Shorten it.");
    assert_eq!((problem.start, problem.end), (2_000, 2_001));
    let hostile = "status:x,".repeat(QUERY_LENGTH / 9);
    let begun = Instant::now();
    assert!(query::read(&hostile, &asked).problem.is_some());
    assert!(begun.elapsed() < Duration::from_secs(1));
}
