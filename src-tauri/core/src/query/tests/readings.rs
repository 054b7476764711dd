//! What the page is told of a text: its parts, its terms, and the one group that it narrows to.

use super::*;
use crate::query::reading::{QueryPartKind, QueryReading};
use crate::query::{self};

fn read(text: &str) -> QueryReading {
    let names = world();
    query::read(text, &everywhere(&names))
}

/// The parts of a text, each with a letter for its kind.
fn parts(text: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |part: &crate::query::reading::QueryPart| {
        let letter = match part.kind {
            QueryPartKind::Space => return "_".to_owned(),
            QueryPartKind::Negation => 'n',
            QueryPartKind::Field => 'f',
            QueryPartKind::Operator => 'o',
            QueryPartKind::Value => 'v',
            QueryPartKind::Text => 't',
            QueryPartKind::Wrong => 'w',
        };
        let text = String::from_utf16(&units[part.start as usize..part.end as usize]).expect("whole characters");
        format!("{letter}[{text}]")
    };
    read(text).parts.iter().map(part).collect()
}

#[test]
fn parts_are_what_they_are_coloured_as() {
    for (text, expected) in [
        ("", ""),
        (" crm  x", "_t[crm]_t[x]"),
        ("-status:active,revoked", "n[-]f[status:]v[active]o[,]v[revoked]"),
        ("expires:<=30d created:2026..today", "f[expires:]o[<=]v[30d]_f[created:]v[2026]o[..]v[today]"),
        ("group:\"EU partners\" \"a b\"", "f[group:]v[\"EU partners\"]_t[\"a b\"]"),
        ("staus:active", "w[staus:]v[active]"),
        ("status:activ crm", "f[status:]w[activ]_t[crm]"),
        ("status:x,active,y", "f[status:]w[x]o[,]v[active]o[,]w[y]"),
        ("created:2027..2026", "f[created:]w[2027]w[..]w[2026]"),
        ("title:\"a\"b", "f[title:]v[\"a\"]w[b]"),
        ("tag:🔑 crm", "f[tag:]w[🔑]_t[crm]"),
        // What may just be coming is not marked while it is typed.
        ("group:", "f[group:]"),
        ("crm -", "t[crm]_n[-]"),
        ("created:<", "f[created:]o[<]"),
        ("status:active,", "f[status:]v[active]o[,]"),
        ("group:\"EU par", "f[group:]v[\"EU par]"),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn terms_are_what_their_chips_show() {
    let shown = |text: &str| {
        let chip = |term: &crate::query::reading::QueryTerm| {
            let not = if term.negated { "-" } else { "" };
            let field = term.field.as_deref().unwrap_or("(text)");
            format!("{}..{} {not}{field} {}", term.start, term.end, term.values.join("|"))
        };
        read(text).terms.iter().map(chip).collect::<Vec<_>>()
    };
    assert_eq!(shown(" crm -\"a \\\"b\\\"\""), ["1..4 (text) crm", "5..15 -(text) a \"b\""]);
    assert_eq!(shown("🔑 Status:active,\"revoked\""), ["0..2 (text) 🔑", "3..26 status active|revoked"]);
    assert_eq!(
        shown("expires:<30d created:2026-01..\"today\" starts:..7d"),
        ["0..12 expires <30d", "13..37 created 2026-01..today", "38..49 starts ..7d"]
    );
    assert_eq!(shown("staus:x group:"), ["0..7 staus x", "8..14 group "]);
}

#[test]
fn the_one_group_is_where_everything_found_must_be() {
    let group = |number: u8| Some(GroupId::from_bytes(bytes(number)));
    for (text, expected) in [
        ("group:Payments", group(13)),
        ("crm group:payments status:active", group(13)),
        ("group:General", None),
        ("group:General tenant:Globex", group(21)),
        ("tenant:Globex group:Payments", None),
        ("group:General,Payments group:payments", group(13)),
        ("group:General,Payments", None),
        ("group:Payments group:\"EU partners\"", None),
        ("-group:Payments", None),
        ("group:Payments -tenant:Globex", group(13)),
        ("group:Payments tenant:Globex,\"Acme Logistics\"", group(13)),
        ("group:Payments status:bogus", None),
        ("", None),
    ] {
        assert_eq!(read(text).group, expected, "{text}");
    }
    let names = of_tenant(&world(), 2);
    let asked = Asked { tenant: Some(tenant(2)), ..everywhere(&names) };
    assert_eq!(query::read("group:General", &asked).group, group(21));
}

#[test]
fn names_are_read_only_where_they_are_needed() {
    for text in ["", "crm", "status:active expires:<30d", "\"group:x\"", "staus:x"] {
        assert!(!query::needs_names(text), "{text}");
    }
    for text in ["group:x", "-tag:a", "crm owner:", "status:x role:y", "TENANT:z"] {
        assert!(query::needs_names(text), "{text}");
    }
}
