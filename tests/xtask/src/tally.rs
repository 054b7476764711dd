//! Counts of tests, read from what each runner itself reports.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Outcome;

/// How many tests passed, failed, and did not run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) left_out: u64,
}

impl Tally {
    /// Both together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            left_out: self.left_out + other.left_out,
        }
    }

    /// How many there were at all.
    pub(crate) fn total(self) -> u64 {
        self.passed + self.failed + self.left_out
    }
}

/// Who ran the tests, and so how its report is read.
#[derive(Clone, Copy)]
pub(crate) enum Runner<'a> {
    /// Rust's test harness: a `test result:` line for each binary.
    Cargo,
    /// Node's own runner, in its `spec` form: `pass`, `fail`, `skipped` and `todo` lines.
    Node,
    /// Vitest, which writes its report as JSON to this file.
    Vitest(&'a Path),
}

impl Runner<'_> {
    /// Counts what a run printed or left behind.
    pub(crate) fn count(self, printed: &str) -> Outcome<Tally> {
        match self {
            Self::Cargo => Ok(cargo(printed)),
            Self::Node => Ok(node(printed)),
            Self::Vitest(file) => {
                let text = fs::read_to_string(file)
                    .map_err(|error| format!("vitest left no report at {}: {error}", file.display()))?;
                vitest(&text)
            }
        }
    }
}

/// The last result of each binary: a test that starts its own binary as a child
/// prints that child's result before.
fn cargo(printed: &str) -> Tally {
    let mut total = Tally::default();
    let mut last = Tally::default();
    for line in printed.lines().map(str::trim) {
        if line.starts_with("Running ") || line.starts_with("Doc-tests ") {
            total = total.and(last);
            last = Tally::default();
        } else if let Some(result) = line.strip_prefix("test result: ") {
            let of = |word: &str| number_before(result, word);
            last = Tally { passed: of("passed"), failed: of("failed"), left_out: of("ignored") };
        }
    }
    total.and(last)
}

fn number_before(line: &str, word: &str) -> u64 {
    line.split([';', '.'])
        .filter_map(|part| part.trim().strip_suffix(word))
        .find_map(|number| number.trim().parse().ok())
        .unwrap_or(0)
}

fn node(printed: &str) -> Tally {
    let of = |word: &str| -> u64 {
        printed
            .lines()
            .filter_map(|line| line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")))
            .filter_map(|line| line.strip_prefix(word)?.trim().parse::<u64>().ok())
            .sum()
    };
    Tally { passed: of("pass "), failed: of("fail ") + of("cancelled "), left_out: of("skipped ") + of("todo ") }
}

fn vitest(report: &str) -> Outcome<Tally> {
    let report: Value = serde_json::from_str(report).map_err(|error| format!("vitest's report: {error}"))?;
    let of = |name: &str| report[name].as_u64().unwrap_or(0);
    let failed = of("numFailedTests");
    // A file that fails before its first test has no failed test to count.
    let broken = u64::from(report["success"] == Value::Bool(false) && failed == 0);
    Ok(Tally {
        passed: of("numPassedTests"),
        failed: failed + broken,
        left_out: of("numPendingTests") + of("numTodoTests"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_is_counted_over_all_binaries() {
        let printed = "
     Running unittests src/lib.rs (target/debug/deps/x-1)
running 13 tests
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 12 filtered out; finished in 0.01s
test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.52s

     Running tests/x.rs (target/debug/deps/y-1)
test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 4 filtered out; finished in 12.00s
";
        assert_eq!(cargo(printed), Tally { passed: 14, failed: 3, left_out: 1 });
        let quiet = "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s";
        assert_eq!(cargo(quiet).passed, 5);
        assert_eq!(cargo("error: could not compile"), Tally::default());
    }

    #[test]
    fn node_is_counted_in_both_of_its_forms() {
        let spec = "✔ a (1ms)\nℹ tests 9\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 0\n";
        assert_eq!(node(spec), Tally { passed: 5, failed: 2, left_out: 2 });
        assert_eq!(node("# pass 7\n# fail 0\n"), Tally { passed: 7, failed: 0, left_out: 0 });
    }

    #[test]
    fn vitest_is_counted_and_a_broken_file_is_a_failure() {
        let good = r#"{"numPassedTests":4,"numFailedTests":0,"numPendingTests":1,"numTodoTests":0,"success":true}"#;
        assert_eq!(vitest(good), Ok(Tally { passed: 4, failed: 0, left_out: 1 }));
        let broken = r#"{"numPassedTests":4,"numFailedTests":0,"success":false}"#;
        assert_eq!(vitest(broken), Ok(Tally { passed: 4, failed: 1, left_out: 0 }));
        assert!(vitest("").is_err());
    }
}
