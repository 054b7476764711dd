//! A table of queries, with what each comes to or what is said of it.

use super::*;
use crate::query;

/// Queries that are answered, with what they ask for.
const ANSWERED: &[(&str, &str)] = &[
    ("", ""),
    ("   ", ""),
    ("crm", r#"text "crm""#),
    ("CRM", r#"text "crm""#),
    ("Straße", r#"text "strasse""#),
    ("  crm   rotterdam  ", r#"text "crm" & text "rotterdam""#),
    (r#""crm integration""#, r#"text "crm integration""#),
    ("-crm", r#"not text "crm""#),
    (r#"-"old portal""#, r#"not text "old portal""#),
    ("--x", r#"not text "-x""#),
    ("a - b", r#"text "a" & text "-" & text "b""#),
    (r#""say \"hi\" \\ there""#, r#"text "say \"hi\" \\ there""#),
    ("“smart quotes”", r#"text "smart quotes""#),
    ("„deutsch“", r#"text "deutsch""#),
    ("12:30", r#"text "12:30""#),
    ("2001:db8::7", r#"text "2001:db8::7""#),
    ("7e4e6a9c-11ca-40f4-95af-edae017358d0", r#"text "7e4e6a9c-11ca-40f4-95af-edae017358d0""#),
    ("Status:Active", "usable"),
    ("title:crm", r#"title "crm""#),
    (r#"title:"crm integration""#, r#"title "crm integration""#),
    ("title:a..b", r#"title "a..b""#),
    ("id:7E4E", r#"id "7e4e""#),
    ("id:7e4e6a9c-11ca-40f4-95af-edae017358d0", r#"id "7e4e6a9c-11ca-40f4-95af-edae017358d0""#),
    ("status:active", "usable"),
    ("status:active,revoked", "usable or status Revoked"),
    ("-status:revoked", "not status Revoked"),
    ("status:expiring status:scheduled", "status Expiring & status Scheduled"),
    ("status:expired", "status Expired"),
    ("status:inactive", "status Inactive"),
    ("kind:signed,token,reference", "kind Signed or kind Token or kind Reference"),
    ("is:never-expires", "NeverExpires"),
    ("is:in-rotation,never-collected", "InRotation or NeverCollected"),
    ("is:no-address -is:recoverable", "NoAddress & not Recoverable"),
    ("is:expired is:expiring is:revoked is:inactive is:sample", "Expired & Expiring & Revoked & Inactive & Sample"),
    ("group:Payments", "group 13"),
    ("group:payments", "group 13"),
    (r#"group:"eu partners""#, "group 11"),
    ("group:STRASSE", "group 22"),
    ("group:General", "group 12 or group 21"),
    ("group:General tenant:globex", "group 12 or group 21 & tenant 2"),
    (r#"group:"Payments",General"#, "group 13 or group 12 or group 21"),
    (r#"tenant:"Acme Logistics""#, "tenant 1"),
    ("role:writer", "role 12 or role 21"),
    ("-role:writer", "not role 12 or role 21"),
    ("role:reader,writer", "role 11 or role 12 or role 21"),
    (r#"owner:"Dana Whitfield""#, "owner 11"),
    ("tag:crm", r#"tag "crm""#),
    (r#"tag:"two words""#, r#"tag "two words""#),
    ("tag:CRM,production", r#"tag "crm" or tag "production""#),
    ("tag:50%", r#"tag "50%""#),
    ("address:10.0.0.5", "address 10.0.0.5"),
    ("address:10.0.0.0/8", "address 10.0.0.0/8"),
    ("address:::ffff:10.0.0.5", "address 10.0.0.5"),
    ("address:2001:db8::/32", "address 2001:db8::/32"),
    ("created:2026-11-28", "Created [2026-11-28, 2026-11-29)"),
    ("created:2026-11", "Created [2026-11-01, 2026-12-01)"),
    ("created:2026", "Created [2026-01-01, 2027-01-01)"),
    ("created:today", "Created [2026-11-23, 2026-11-24)"),
    ("created:<today", "Created [, 2026-11-23)"),
    ("created:<=today", "Created [, 2026-11-24)"),
    ("created:>yesterday", "Created [2026-11-23, )"),
    ("created:>=2026-11", "Created [2026-11-01, )"),
    ("created:2026-01-01..2026-03-31", "Created [2026-01-01, 2026-04-01)"),
    ("created:2026-01..2026-03", "Created [2026-01-01, 2026-04-01)"),
    ("created:2026..", "Created [2026-01-01, )"),
    ("created:..yesterday", "Created [, 2026-11-23)"),
    ("created:<30d", "Created [2026-10-24T09:00:00Z+1ms, )"),
    ("created:<=30d", "Created [2026-10-24T09:00:00Z, )"),
    ("created:>1y", "Created [, 2025-11-23T09:00:00Z)"),
    ("created:>=1y", "Created [, 2025-11-23T09:00:00Z+1ms)"),
    ("created:7d..30d", "Created [2026-10-24T09:00:00Z, 2026-11-16T09:00:00Z+1ms)"),
    ("created:..7d", "Created [2026-11-16T09:00:00Z, )"),
    ("created:30d..", "Created [, 2026-10-24T09:00:00Z+1ms)"),
    ("created:30d..today", "Created [2026-10-24T09:00:00Z, 2026-11-24)"),
    ("modified:<2w", "Modified [2026-11-09T09:00:00Z+1ms, )"),
    ("modified:>6m", "Modified [, 2026-05-23T09:00:00Z)"),
    ("starts:tomorrow", "Starts [2026-11-24, 2026-11-25)"),
    ("starts:<7d", "Starts [2026-11-23T09:00:00Z, 2026-11-30T09:00:00Z)"),
    ("starts:>today", "Starts [2026-11-24, )"),
    ("expires:2026-12-31", "Expires [2026-12-31, 2027-01-01)"),
    ("expires:<30d", "Expires [2026-11-23T09:00:00Z, 2026-12-23T09:00:00Z)"),
    ("expires:<=30d", "Expires [2026-11-23T09:00:00Z, 2026-12-23T09:00:00Z+1ms)"),
    ("expires:>30d", "Expires [2026-12-23T09:00:00Z+1ms, )"),
    ("expires:>=30d", "Expires [2026-12-23T09:00:00Z, )"),
    ("expires:7d..30d", "Expires [2026-11-30T09:00:00Z, 2026-12-23T09:00:00Z+1ms)"),
    ("expires:..30d", "Expires [2026-11-23T09:00:00Z, 2026-12-23T09:00:00Z+1ms)"),
    ("expires:30d..", "Expires [2026-12-23T09:00:00Z, )"),
    ("expires:today..30d", "Expires [2026-11-23, 2026-12-23T09:00:00Z+1ms)"),
    ("expires:today..2027-02-28", "Expires [2026-11-23, 2027-03-01)"),
    ("expires:..today", "Expires [, 2026-11-24)"),
    ("expires:<2026-12-31", "Expires [, 2026-12-31)"),
    ("expires:>2026-12-31", "Expires [2027-01-01, )"),
    ("expires:never", "Expires never"),
    ("expires:never,<30d", "Expires never or Expires [2026-11-23T09:00:00Z, 2026-12-23T09:00:00Z)"),
    ("-expires:never", "not Expires never"),
    ("rotated:never", "Rotated never"),
    ("rotated:<7d", "Rotated [2026-11-16T09:00:00Z+1ms, )"),
    ("rotated:>1y", "Rotated [, 2025-11-23T09:00:00Z)"),
    ("rotated:2026-11-01..today", "Rotated [2026-11-01, 2026-11-24)"),
    (
        r#"status:active expires:<30d group:"Payments" -role:writer address:10.0.0.5 crm"#,
        r#"usable & Expires [2026-11-23T09:00:00Z, 2026-12-23T09:00:00Z) & group 13 & not role 12 or role 21 & address 10.0.0.5 & text "crm""#,
    ),
];

/// A query that is not answered: what of it is wrong, the sentence, and the suggested word with the query that it makes.
type Refused = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

/// Queries that are not answered.
const REFUSED: &[Refused] = &[
    ("-", "-", "There is nothing after “-”. It leaves out what follows it, as in -status:revoked.", None),
    (r#""unclosed"#, r#""unclosed"#, "The quote is not closed.", Some((r#""unclosed""#, r#""unclosed""#))),
    (r#""""#, r#""""#, "There is nothing between the quotes. Enter what to find, or take them away.", None),
    (r#"" ""#, r#"" ""#, "There is nothing between the quotes. Enter what to find, or take them away.", None),
    (r#""a"b"#, r#""a"b"#, "There is no space after the closing quote.", Some((r#""a" b"#, r#""a" b"#))),
    (
        "https://acme.example",
        "https",
        "There is no field “https”.",
        Some((r#""https://acme.example""#, r#""https://acme.example""#)),
    ),
    ("staus:active", "staus", "There is no field “staus”.", Some(("status", "status:active"))),
    ("name:crm", "name", "There is no field “name”.", Some(("title", "title:crm"))),
    ("CRM: Rotterdam", "CRM", "There is no field “CRM”.", Some((r#""CRM:""#, r#""CRM:" Rotterdam"#))),
    ("xyz:\"a b\"", "xyz", "There is no field “xyz”. To find the text itself, put it in quotes.", None),
    ("zzz:1", "zzz", "There is no field “zzz”.", Some((r#""zzz:1""#, r#""zzz:1""#))),
    (r#"user:"Dana Whitfield""#, "user", "There is no field “user”.", Some(("owner", r#"owner:"Dana Whitfield""#))),
    ("title:<5", "<5", "“title” cannot be compared with “<”; only dates can.", Some((r#""<5""#, r#"title:"<5""#))),
    ("title:", "title:", "There is nothing after “title:”. Enter the text to find, for example title:crm.", None),
    ("status:activ", "activ", "There is no status “activ”.", Some(("active", "status:active"))),
    ("status:disabled", "disabled", "There is no status “disabled”.", Some(("inactive", "status:inactive"))),
    (
        "status:xyz",
        "xyz",
        "There is no status “xyz”. A status is active, expiring, scheduled, expired, inactive or revoked.",
        None,
    ),
    ("status:sample", "sample", "There is no status “sample”.", Some(("is:sample", "is:sample"))),
    (
        "status:in-rotation",
        "in-rotation",
        "There is no status “in-rotation”.",
        Some(("is:in-rotation", "is:in-rotation")),
    ),
    ("status:", "status:", "There is nothing after “status:”. Enter a status, for example status:active.", None),
    ("status: active", "status:", "There is nothing after “status:”.", Some(("status:active", "status:active"))),
    ("status:active,", ",", "There is nothing after the comma. Enter a value there, or take the comma away.", None),
    (
        "status:active, revoked",
        ",",
        "There is nothing after the comma.",
        Some(("status:active,revoked", "status:active,revoked")),
    ),
    ("status:,active", ",", "There is nothing before the comma.", Some(("status:active", "status:active"))),
    (
        "status:active,,revoked",
        ",",
        "There is nothing after the comma.",
        Some(("status:active,revoked", "status:active,revoked")),
    ),
    (
        "status:<active",
        "<active",
        "“status” cannot be compared with “<”; only dates can.",
        Some(("active", "status:active")),
    ),
    (r#"status:"""#, r#""""#, "There is nothing between the quotes. Enter what to find, or take them away.", None),
    ("kind:bearer", "bearer", "There is no kind “bearer”.", Some(("token", "kind:token"))),
    ("kind:foo", "foo", "There is no kind “foo”. A kind is signed, reference or token.", None),
    (
        r#"is:"never expires""#,
        r#""never expires""#,
        "“is:” knows no fact “never expires”.",
        Some(("never-expires", "is:never-expires")),
    ),
    (
        "is:never_expires",
        "never_expires",
        "“is:” knows no fact “never_expires”.",
        Some(("never-expires", "is:never-expires")),
    ),
    ("is:active", "active", "“is:” knows no fact “active”.", Some(("status:active", "status:active"))),
    ("is:token", "token", "“is:” knows no fact “token”.", Some(("kind:token", "kind:token"))),
    (
        "is:whatever",
        "whatever",
        "“is:” knows no fact “whatever”. It knows expired, expiring, revoked, inactive, never-expires, no-address, in-rotation, recoverable, never-collected and sample.",
        None,
    ),
    ("group:Paymnts", "Paymnts", "There is no group “Paymnts” in any tenant.", Some(("Payments", "group:Payments"))),
    (
        "group:partner",
        "partner",
        "There is no group “partner” in any tenant.",
        Some((r#""EU partners""#, r#"group:"EU partners""#)),
    ),
    ("group:Pay", "Pay", "There is no group “Pay” in any tenant.", Some(("Payments", "group:Payments"))),
    ("group:Depot", "Depot", "There is no group “Depot” in any tenant. Check how it is written.", None),
    (
        "group:<Payments",
        "<Payments",
        "“group” cannot be compared with “<”; only dates can.",
        Some(("Payments", "group:Payments")),
    ),
    ("group: Payments", "group:", "There is nothing after “group:”.", Some(("group:Payments", "group:Payments"))),
    ("group:", "group:", "There is nothing after “group:”. Enter a group’s name, for example group:General.", None),
    ("tenant:acme", "acme", "There is no tenant “acme”.", Some((r#""Acme Logistics""#, r#"tenant:"Acme Logistics""#))),
    ("tenant:Initech", "Initech", "There is no tenant “Initech”. Check how it is written.", None),
    ("role:writr", "writr", "There is no role “writr” in any tenant.", Some(("writer", "role:writer"))),
    (
        "owner:dana",
        "dana",
        "There is no user “dana” in any tenant.",
        Some((r#""Dana Whitfield""#, r#"owner:"Dana Whitfield""#)),
    ),
    ("owner:nobody", "nobody", "There is no user “nobody” in any tenant. Check how it is written.", None),
    ("tag:prod", "prod", "No credential has the tag “prod”.", Some(("production", "tag:production"))),
    ("tag:none", "none", "No credential has the tag “none”. Check how it is written.", None),
    (
        "address:10.0.0.1/8",
        "10.0.0.1/8",
        "The address has bits set beyond its /8.",
        Some(("10.0.0.0/8", "address:10.0.0.0/8")),
    ),
    (
        "address:010.0.0.1",
        "010.0.0.1",
        "Leading zeros are read differently by different systems.",
        Some(("10.0.0.1", "address:10.0.0.1")),
    ),
    (
        "address:fe80::1%eth0",
        "fe80::1%eth0",
        "A zone id (what follows “%”) means something on one computer only.",
        Some(("fe80::1", "address:fe80::1")),
    ),
    (
        "address:foo",
        "foo",
        "This is no IP address. Enter one like 192.0.2.7 or 2001:db8::7, or a block like 10.0.0.0/24.",
        None,
    ),
    ("address:10.0.0.0/40", "10.0.0.0/40", "What follows “/” is a number of bits, 0 to 32.", None),
    (
        "created:2026-03-31..2026-01-01",
        "2026-03-31..2026-01-01",
        "This range ends before it begins.",
        Some(("2026-01-01..2026-03-31", "created:2026-01-01..2026-03-31")),
    ),
    (
        "created:..",
        "..",
        "This range has no ends. Enter at least one, as in 2026-01-01..2026-03-31, 2026.. or ..today.",
        None,
    ),
    (
        "created:<",
        "<",
        "There is nothing after “<”. Enter a date such as 2026-12-31 or today, or a time such as 30d.",
        None,
    ),
    ("created:<2026..", "<2026..", "A range is not compared.", Some(("2026..", "created:2026.."))),
    ("created:30d..7d", "30d..7d", "This range ends before it begins.", Some(("7d..30d", "created:7d..30d"))),
    (
        "created:today..30d",
        "today..30d",
        "This range ends before it begins.",
        Some(("30d..today", "created:30d..today")),
    ),
    (
        "created:30d",
        "30d",
        "“30d” is a length of time: < before it finds what is more recent, > what is longer ago.",
        Some(("<30d", "created:<30d")),
    ),
    (
        "created:never",
        "never",
        "Every credential was created at some time; “never” goes with expires and rotated.",
        None,
    ),
    ("created:<30 days", "30", "“30” is no date.", Some(("30d", "created:<30d"))),
    (r#"created:"<30d""#, r#""<30d""#, "“<30d” is no date.", Some(("<30d", "created:<30d"))),
    ("created:tody", "tody", "“tody” is no date.", Some(("today", "created:today"))),
    ("created:28.11.2026", "28.11.2026", "“28.11.2026” is no date.", Some(("2026-11-28", "created:2026-11-28"))),
    (
        "created:2026-02-31",
        "2026-02-31",
        "There is no 31 February 2026: that month has 28 days.",
        Some(("2026-02-28", "created:2026-02-28")),
    ),
    (
        "created:2026-13-01",
        "2026-13-01",
        "There is no month 13: months are 01 to 12, and stand before the day, as in 2026-12-31.",
        None,
    ),
    ("created:99999999d", "99999999d", "“99999999d” is outside the years 1 to 9999. Choose a nearer time.", None),
    ("created:<8000y", "8000y", "“8000y” is outside the years 1 to 9999. Choose a nearer time.", None),
    ("created:=2026", "=2026", "“=2026” is no date.", Some(("2026", "created:2026"))),
    (
        "created:soon",
        "soon",
        "“soon” is no date. Write one such as 2026-12-31, 2026-12 or today, or a time such as 30d, 2w, 6m or 1y.",
        None,
    ),
    (
        "modified:never",
        "never",
        "Every credential was modified at some time; “never” goes with expires and rotated.",
        None,
    ),
    (
        "starts:never",
        "never",
        "A credential without a start is accepted at once. To find these, leave out all that have one: -starts:2000..",
        None,
    ),
    (
        "expires:30d",
        "30d",
        "“30d” is a length of time: < before it finds what is nearer, > what is further away.",
        Some(("<30d", "expires:<30d")),
    ),
    ("expires:30d..7d", "30d..7d", "This range ends before it begins.", Some(("7d..30d", "expires:7d..30d"))),
    ("expires:<never", "<never", "“never” is neither before nor after a date.", Some(("never", "expires:never"))),
    (
        "expires:today..never",
        "today..never",
        "“never” is neither before nor after a date.",
        Some(("today..", "expires:today..")),
    ),
    ("expires:never..today", "never..today", "“never” is neither before nor after a date.", None),
    ("expires:nevr", "nevr", "“nevr” is no date.", Some(("never", "expires:never"))),
    (
        "expires:1m,2027",
        "1m",
        "“1m” is a length of time: < before it finds what is nearer, > what is further away.",
        Some(("<1m", "expires:<1m,2027")),
    ),
    ("staus:active grup:x", "staus", "There is no field “staus”.", Some(("status", "status:active grup:x"))),
    (
        "group:Payments status:bogus",
        "bogus",
        "There is no status “bogus”. A status is active, expiring, scheduled, expired, inactive or revoked.",
        None,
    ),
    (
        r#"status:active staus:x ""#,
        "staus",
        "There is no field “staus”.",
        Some(("status", r#"status:active status:x ""#)),
    ),
    (
        "a\u{200B}b crm",
        "\u{200B}",
        "There is a character in this that cannot be seen (U+200B).",
        Some(("ab", "ab crm")),
    ),
];

#[test]
fn what_can_be_answered_is_asked_for_exactly() {
    let names = world();
    let asked = everywhere(&names);
    for (text, expected) in ANSWERED {
        let resolved = query::resolve(text, &asked).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(short(&resolved), *expected, "{text}");
        assert!(query::read(text, &asked).problem.is_none(), "{text}");
    }
}

#[test]
fn what_cannot_be_answered_says_what_is_wrong_and_what_was_meant() {
    let names = world();
    let asked = everywhere(&names);
    for (text, wrong, message, meant) in REFUSED {
        let problem = query::read(text, &asked).problem.unwrap_or_else(|| panic!("{text} is answered"));
        let units: Vec<u16> = text.encode_utf16().collect();
        let place = String::from_utf16(&units[problem.start as usize..problem.end as usize]).expect("whole characters");
        assert_eq!((place.as_str(), problem.message.as_str()), (*wrong, *message), "{text}");
        let suggestion = problem.suggestion.as_ref().map(|meant| (meant.word.as_str(), meant.query.as_str()));
        assert_eq!(suggestion, *meant, "{text}");
        let error = query::resolve(text, &asked).expect_err(text);
        let told = meant.map_or(message.to_string(), |(word, _)| format!("{message} Did you mean {word}?"));
        assert_eq!((error.field(), error.to_string()), (Some("query"), told), "{text}");
    }
}

#[test]
fn there_are_more_than_a_hundred() {
    assert!(ANSWERED.len() + REFUSED.len() > 150, "{} and {}", ANSWERED.len(), REFUSED.len());
}

#[test]
fn a_suggestion_that_is_followed_leaves_one_problem_less() {
    let names = world();
    let asked = everywhere(&names);
    for (text, .., meant) in REFUSED {
        let Some((_, suggested)) = meant else { continue };
        let next = query::read(suggested, &asked).problem;
        // Only where a text has a second thing wrong is there another problem.
        let second = ["staus:active grup:x", "status:active staus:x \""].iter().any(|two| text.starts_with(two));
        assert!(next.is_none() || second, "{text} -> {suggested}: {next:?}");
    }
}

#[test]
fn in_one_tenant_only_its_own_names_are_known_and_told() {
    let names = of_tenant(&world(), 1);
    let asked = Asked { tenant: Some(tenant(1)), ..everywhere(&names) };
    for (text, expected) in
        [("group:General", "group 12"), ("role:writer", "role 12"), ("tenant:acme\u{A0}logistics", "")]
    {
        let resolved = query::resolve(text, &asked).map(|resolved| short(&resolved));
        assert_eq!(resolved.unwrap_or_default(), expected, "{text}");
    }
    for (text, message) in [
        ("group:Straße", "There is no group “Straße” in Acme Logistics. Check how it is written."),
        ("owner:\"Sam Okafor\"", "There is no user “Sam Okafor” in Acme Logistics. Check how it is written."),
        ("role:auditor", "There is no role “auditor” in Acme Logistics. Check how it is written."),
        ("tag:old", "No credential of Acme Logistics has the tag “old”. Check how it is written."),
        (
            "tenant:Globex",
            "There is no tenant “Globex” in view: the table shows Acme Logistics alone. Check how it is written.",
        ),
    ] {
        assert_eq!(query::resolve(text, &asked).expect_err(text).to_string(), message);
    }
}

#[test]
fn today_is_the_date_where_the_question_is_asked() {
    let names = world();
    let late = Moment::from_millis(NOW + 14 * 3_600_000 + 1_800_000);
    for (zone, expected) in [
        ("UTC", "Created [2026-11-23, 2026-11-24)"),
        ("Europe/Amsterdam", "Created [2026-11-24, 2026-11-25)"),
        ("America/New_York", "Created [2026-11-23, 2026-11-24)"),
    ] {
        let asked = Asked { zone: Zone::parse(zone).expect("a zone"), now: late, ..everywhere(&names) };
        let resolved = query::resolve("created:today", &asked).expect("answered");
        assert_eq!(short(&resolved), expected, "{zone}");
    }
}

#[test]
fn at_the_ends_of_time_nothing_overflows() {
    let names = world();
    for millis in [i64::MIN, -62_135_596_800_000, 0, 253_402_300_799_000, i64::MAX] {
        let asked = Asked { now: Moment::from_millis(millis), ..everywhere(&names) };
        for text in
            ["expires:<30d", "created:>1y", "created:today", "expires:tomorrow", "starts:1w..1y", "created:2d..9999"]
        {
            let _ = query::resolve(text, &asked);
            let _ = query::complete(text, 99, &asked);
        }
    }
}
