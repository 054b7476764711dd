//! What can be typed at each place of a query.

use super::*;
use crate::query::reading::QueryCompletion;
use crate::query::{self};

/// The completion where `|` stands, and the text without it.
fn complete_in<'a>(marked: &str, asked: &Asked<'a>) -> (String, QueryCompletion) {
    let at = marked.find('|').expect("a caret");
    let caret = u32::try_from(marked[..at].encode_utf16().count()).expect("short");
    let text = marked.replacen('|', "", 1);
    let completion = query::complete(&text, caret, asked);
    (text, completion)
}

/// The queries that the choices at `|` would make.
fn made(marked: &str) -> Vec<String> {
    let names = world();
    let (text, completion) = complete_in(marked, &everywhere(&names));
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |range: std::ops::Range<usize>| String::from_utf16(&units[range]).expect("whole characters");
    let (start, end) = (completion.start as usize, completion.end as usize);
    let (before, after) = (part(0..start), part(end..units.len()));
    completion.choices.iter().map(|choice| format!("{before}{}{after}", choice.insert)).collect()
}

/// Label and note of each choice at `|`.
fn noted(marked: &str, asked: &Asked<'_>) -> Vec<(String, String)> {
    let (_, completion) = complete_in(marked, asked);
    completion.choices.into_iter().map(|choice| (choice.label, choice.note)).collect()
}

#[test]
fn where_nothing_stands_every_field_is_offered() {
    for marked in ["|", "  |", "crm |", "crm | status:active", "-|", "crm -|"] {
        let made = made(marked);
        assert_eq!(made.len(), 16, "{marked}");
        assert!(made[0].contains("status:") && made[15].contains("tenant:"), "{made:?}");
    }
    let names = world();
    let (_, completion) = complete_in("|", &everywhere(&names));
    assert!(completion.choices.iter().all(|choice| choice.field && !choice.note.is_empty()));
}

#[test]
fn choices_stand_in_place_of_what_the_caret_is_in() {
    for (marked, expected) in [
        ("sta|", &["status:", "starts:"][..]),
        ("crm sta|", &["crm status:", "crm starts:"]),
        ("-sta|", &["-status:", "-starts:"]),
        ("st|a:active", &["status:active", "starts:active"]),
        ("use|", &["owner:"]),
        ("pay|", &["group:Payments"]),
        ("eu|", &["group:\"EU partners\""]),
        ("status:|", &["status:active", "status:expiring", "status:scheduled", "status:expired"]),
        ("status:exp|", &["status:expiring", "status:expired"]),
        ("status:act|", &["status:active", "status:inactive"]),
        ("-status:rev| crm", &["-status:revoked crm"]),
        ("status:act|ive,revoked", &["status:active,revoked", "status:inactive,revoked"]),
        ("status:active,|", &["status:active,expiring", "status:active,scheduled"]),
        ("status:active,r|", &["status:active,revoked", "status:active,expiring"]),
        ("is:never|", &["is:never-expires", "is:never-collected"]),
        ("kind:t|", &["kind:token"]),
        ("group:pay|", &["group:Payments"]),
        ("group:|", &["group:\"EU partners\"", "group:General", "group:Payments", "group:Straße"]),
        ("group:p|", &["group:Payments", "group:\"EU partners\""]),
        ("group:strass|", &["group:Straße"]),
        ("group:\"eu| status:active", &["group:\"EU partners\" status:active"]),
        ("group:\"eu par|tners\" x", &["group:\"EU partners\" x"]),
        ("group:\"eu par|tn", &["group:\"EU partners\""]),
        ("🔑 group:ge|", &["🔑 group:General"]),
        ("tenant:acme|", &["tenant:\"Acme Logistics\""]),
        ("owner:sam|", &["owner:\"Sam Okafor\""]),
        ("tag:two|", &["tag:\"two words\""]),
        ("tag:crm,|", &["tag:crm,50%", "tag:crm,never", "tag:crm,production"]),
        (
            "expires:|",
            &["expires:<7d", "expires:<30d", "expires:<90d", "expires:>1y", "expires:never", "expires:today"],
        ),
        ("expires:nev|", &["expires:never"]),
        ("expires:tom|", &["expires:tomorrow"]),
        ("expires:45|", &["expires:<45d", "expires:<45w", "expires:<45m", "expires:<45y"]),
        ("expires:<|", &["expires:<7d", "expires:<30d", "expires:<6m", "expires:<1y", "expires:<today"]),
        ("expires:|<30d", &["expires:<7d", "expires:<30d"]),
        ("created:y|", &["created:yesterday"]),
        ("created:2026|", &["created:2026-11", "created:2026", "created:2026-11-23"]),
        ("created:2026-01..|", &["created:2026-01..7d"]),
        ("created:2026-01..to|", &["created:2026-01..today"]),
        ("created:ye|..today", &["created:yesterday..today"]),
        ("rotated:ne|", &["rotated:never"]),
    ] {
        let made = made(marked);
        assert_eq!(
            made.iter().take(expected.len()).collect::<Vec<_>>(),
            expected.iter().collect::<Vec<_>>(),
            "{marked}"
        );
    }
}

#[test]
fn where_nothing_can_be_known_nothing_is_offered() {
    for marked in [
        "|crm",
        "|-crm",
        "-|crm",
        "|status:active",
        "\"cr|m\"",
        "title:c|",
        "id:7|",
        "address:10|",
        "staus:a|",
        "group:zzz|",
        "group:\"a\"b|",
        "created:2026.|.2027",
        "created:ne|",
    ] {
        assert!(made(marked).is_empty(), "{marked}: {:?}", made(marked));
    }
}

#[test]
fn notes_say_what_a_choice_means_and_which_tenant_a_name_is_from() {
    let names = world();
    let asked = everywhere(&names);
    let pair = |label: &str, note: &str| (label.to_owned(), note.to_owned());
    assert_eq!(
        noted("group:|", &asked),
        [
            pair("EU partners", "Acme Logistics"),
            pair("General", "Acme Logistics and Globex"),
            pair("Payments", "Acme Logistics"),
            pair("Straße", "Globex"),
        ]
    );
    assert_eq!(noted("tenant:g|", &asked)[0], pair("Globex", ""));
    assert_eq!(noted("is:in-|", &asked)[0], pair("in-rotation", "An older secret is still accepted"));
    assert_eq!(noted("gr|", &asked)[0], pair("group:", "A group’s name"));
    assert_eq!(noted("pay|", &asked)[0], pair("group:Payments", "Acme Logistics"));
    let own = of_tenant(&names, 1);
    let asked = Asked { tenant: Some(tenant(1)), ..everywhere(&own) };
    assert_eq!(noted("group:g|", &asked), [pair("General", "")]);
    assert!(noted("group:stra|", &asked).is_empty());
}

#[test]
fn of_many_names_fifty_are_offered_those_that_begin_so_first() {
    let mut names = world();
    names.tags = (0..500).map(|number| format!("old tag {number:03}")).chain(["tag of old".to_owned()]).collect();
    names.tags.sort_unstable();
    let asked = everywhere(&names);
    let noted = noted("tag:tag|", &asked);
    assert_eq!((noted.len(), noted[0].0.as_str(), noted[1].0.as_str()), (50, "tag of old", "old tag 000"));
}
