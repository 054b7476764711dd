//! How fast the table answers (P5, P6): the index of the core, filled with a million credentials that a seed makes,
//! beside SQLite on the same text and the same values, and beside a plain pass of `memmem` over the same text. It opens
//! no vault: what a vault adds to an answer is one permission and one question to SQLite.

mod listing;
mod measure;
mod peers;

use std::collections::HashMap;
use std::process::ExitCode;

use keywright_core::address::Address;
use keywright_core::clock::Moment;
use keywright_core::column::Column;
use keywright_core::credential_row::Sort;
use keywright_core::index::{Asked, Index};
use keywright_core::name::fold;
use keywright_core::query::resolved::{Condition, Fact, Resolved, Test};
use listing::{NOW, Numbers, credential, directory};
use measure::{Line, Rounds, took};
use peers::{Raw, Sqlite};

const USAGE: &str = "\
Usage: bench-table [--rows N] [--rounds N] [--seed N] [--quick] [--impatient] [--json] [P5] [P6]

Measures the search (P5) and the sort (P6) of the core's index over N rows (1,000,000) in so many interleaved rounds (9).
--quick         3 rounds.
--impatient     do not wait for a quiet machine; what was busy is marked all the same.
--json          one line of JSON for each comparison.
Without a goal, both. The exit code is 1 where one is not met.
";

/// At most a twentieth of SQL `LIKE`, and at most 1.3 times a plain `memmem`.
const P5: (f64, f64) = (1.0 / 20.0, 1.3);

/// At most a thirtieth of an unindexed `ORDER BY`.
const P6: f64 = 1.0 / 30.0;

struct Options {
    rows: u32,
    rounds: Rounds,
    seed: u64,
    json: bool,
    goals: Vec<String>,
}

fn main() -> ExitCode {
    match parse(std::env::args().skip(1)).and_then(|options| run(&options)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("bench-table: {problem}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn parse(mut given: impl Iterator<Item = String>) -> Result<Options, String> {
    let rounds = Rounds { count: 9, patient: true };
    let mut options = Options { rows: 1_000_000, rounds, seed: 1, json: false, goals: Vec::new() };
    while let Some(name) = given.next() {
        let mut number = || -> Result<u64, String> {
            let value = given.next().ok_or_else(|| format!("{name} needs a number."))?;
            value.parse().map_err(|_| format!("“{value}” is no number."))
        };
        match name.as_str() {
            "--rows" => options.rows = u32::try_from(number()?).map_err(|_| "These are too many rows.".to_owned())?,
            "--rounds" => options.rounds.count = number()? as usize,
            "--seed" => options.seed = number()?,
            "--quick" => options.rounds.count = 3,
            "--impatient" => options.rounds.patient = false,
            "--json" => options.json = true,
            "P5" | "P6" => options.goals.push(name),
            _ => return Err(format!("{name} is not known.")),
        }
    }
    Ok(options)
}

fn run(options: &Options) -> Result<bool, String> {
    let mut index = Index::new(&directory(), options.rows as usize);
    let sqlite = Sqlite::new()?;
    let (mut numbers, mut filled) = (Numbers(options.seed), 0.0);
    for from in (0..options.rows).step_by(10_000) {
        let until = options.rows.min(from + 10_000);
        let chunk: Vec<_> = (from..until).map(|number| credential(number, &mut numbers)).collect::<Result<_, _>>()?;
        let (took, written) = took(|| index.write(&chunk));
        written.map_err(|_| "The rows are out of order.".to_owned())?;
        filled += took.wall;
        sqlite.fill(&chunk)?;
    }
    index.warm();
    let bytes = index.bytes();
    eprintln!(
        "{} rows, {} bytes each with the order that a table begins with; filled in {filled:.0} ms.",
        options.rows,
        bytes / options.rows.max(1) as usize
    );
    let wanted = |goal: &str| options.goals.is_empty() || options.goals.iter().any(|given| given == goal);
    let mut met = true;
    if wanted("P5") {
        met &= searches(options, &mut index, &sqlite)?;
    }
    if wanted("P6") {
        met &= sorts(options, &mut index, &sqlite)?;
    }
    Ok(met)
}

/// The answer to `resolved` in the order of `sort`: how many rows.
fn answer(index: &mut Index, resolved: &Resolved, sort: &[Sort]) -> usize {
    let known = HashMap::new();
    index.answer(&Asked { tenant: None, resolved, known: &known, now: Moment::from_millis(NOW) }, sort).len()
}

/// A query of words, each of which must be found.
fn words(words: &[&str]) -> Vec<Condition> {
    words.iter().map(|word| Condition { negated: false, any: vec![Test::Text(fold(word))] }).collect()
}

fn searches(options: &Options, index: &mut Index, sqlite: &Sqlite) -> Result<bool, String> {
    let raw = Raw::of(index);
    let about = |name: &str, words: &[&str]| (name.to_owned(), words.iter().map(|word| (*word).to_owned()).collect());
    let needles: Vec<(String, Vec<String>)> = vec![
        about("one character, in nearly every row", &["a"]),
        about("one character, in few rows", &["ö"]),
        about("two characters", &["rm"]),
        about("three characters", &["crm"]),
        about("a word", &["rotterdam"]),
        about("the start of a title", &["chargeback desk, malmö"]),
        about("nothing that is there", &["zzqx"]),
        about("two words", &["ledger", "hamburg"]),
    ];
    let mut met = true;
    for (name, needle) in &needles {
        let needle: Vec<&str> = needle.iter().map(String::as_str).collect();
        let resolved = Resolved { conditions: words(&needle) };
        met &= search(options, index, sqlite, &raw, (name, &needle, &resolved))?;
    }
    let address = Address::parse("10.3.3.9")?;
    let fields = [
        ("is:never-collected and a word", Test::Fact(Fact::NeverCollected)),
        ("is:expiring and a word", Test::Fact(Fact::Expiring)),
        ("address:10.3.3.9 and a word", Test::Address(address)),
    ];
    for (name, test) in fields {
        let mut conditions = words(&["rotterdam"]);
        conditions.push(Condition { negated: false, any: vec![test] });
        met &= search(options, index, sqlite, &raw, (name, &["rotterdam"], &Resolved { conditions }))?;
    }
    Ok(met)
}

fn search(
    options: &Options,
    index: &mut Index,
    sqlite: &Sqlite,
    raw: &Raw,
    (name, needles, resolved): (&str, &[&str], &Resolved),
) -> Result<bool, String> {
    let found = answer(index, resolved, &[]);
    let mut like = sqlite.like(needles)?;
    let mut plain = || {
        std::hint::black_box(raw.count(needles));
    };
    let mut peer = || {
        std::hint::black_box(like.run());
    };
    let compared = options.rounds.compare(
        || {
            std::hint::black_box(answer(index, resolved, &[]));
        },
        &mut [&mut peer, &mut plain],
    );
    let what = |peer: &str| format!("{name}, {found} found: {peer}");
    let line =
        |peer, limit, what| Line { goal: "P5", what, limit, peer, note: String::new() }.print(&compared, options.json);
    let (by_like, by_memmem) = (line(0, P5.0, what("LIKE")), line(1, P5.1, what("memmem")));
    Ok(by_like && by_memmem)
}

fn sorts(options: &Options, index: &mut Index, sqlite: &Sqlite) -> Result<bool, String> {
    let all = Resolved::default();
    let mut met = true;
    for column in Column::ALL {
        let sort = [Sort { column, descending: false }];
        let (first, _) = took(|| answer(index, &all, &sort));
        let note = format!("; the first time {:.1} ms", first.wall);
        met &= sorted(options, index, sqlite, (&sort, format!("by {}", column.code()), note))?;
    }
    let two = [Sort { column: Column::Group, descending: false }, Sort { column: Column::Title, descending: true }];
    met &= sorted(options, index, sqlite, (&two, "by group, then title".to_owned(), String::new()))?;
    let own = [Sort { column: Column::Expires, descending: false }, Sort { column: Column::Title, descending: false }];
    met &= sorted(options, index, sqlite, (&own, "by expires, then title".to_owned(), String::new()))?;
    Ok(met)
}

fn sorted(
    options: &Options,
    index: &mut Index,
    sqlite: &Sqlite,
    (sort, what, note): (&[Sort], String, String),
) -> Result<bool, String> {
    let all = Resolved::default();
    let mut ordered = sqlite.ordered(sort)?;
    let mut peer = || {
        std::hint::black_box(ordered.run());
    };
    let compared = options.rounds.compare(
        || {
            std::hint::black_box(answer(index, &all, sort));
        },
        &mut [&mut peer],
    );
    Ok(Line { goal: "P6", what, limit: P6, peer: 0, note }.print(&compared, options.json))
}
