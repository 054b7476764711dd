//! A run in steps: a line when each begins and ends, a sign of life while it
//! lasts, its whole output in a file, and at the end what took how long.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::tally::{Runner, Tally};
use crate::{Outcome, place};

const SIGN_OF_LIFE: Duration = Duration::from_secs(20);
const SHOWN_ON_FAILURE: usize = 250;

/// What became of one step.
struct Done {
    name: String,
    took: Duration,
    tally: Option<Tally>,
    failed: bool,
}

/// The steps of one run, in the order in which they are taken.
pub(crate) struct Steps {
    expected: usize,
    done: Vec<Done>,
    logs: PathBuf,
    began: Instant,
}

impl Steps {
    /// Begins a run of this many steps.
    pub(crate) fn new(expected: usize) -> Outcome<Self> {
        let logs = place::target().join("xtask-logs");
        fs::create_dir_all(&logs).map_err(|error| format!("{}: {error}", logs.display()))?;
        Ok(Self { expected, done: Vec::new(), logs, began: Instant::now() })
    }

    /// Where a step that writes a report of its own puts it.
    pub(crate) fn report(&self, name: &str) -> PathBuf {
        let file = self.logs.join(format!("{name}.json"));
        // A report that an earlier run left behind is not this run's.
        let _ = fs::remove_file(&file);
        file
    }

    /// A step that is not a command.
    pub(crate) fn work(&mut self, name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
        self.announce(name);
        let began = Instant::now();
        let outcome = work();
        self.note(name, began.elapsed(), None, outcome.is_err());
        outcome
    }

    /// A command that either holds or fails.
    pub(crate) fn check(&mut self, name: &str, command: Command) -> Outcome {
        self.announce(name);
        let began = Instant::now();
        let outcome = self.stream(name, command);
        let outcome = outcome.and_then(|(ok, text)| if ok { Ok(()) } else { Err(tail(name, &text)) });
        self.note(name, began.elapsed(), None, outcome.is_err());
        outcome
    }

    /// A command that runs tests: it fails when one fails, when one is left out,
    /// and when there is none.
    pub(crate) fn tests(&mut self, name: &str, command: Command, runner: Runner<'_>) -> Outcome {
        self.announce(name);
        let began = Instant::now();
        let (outcome, tally) = match self.stream(name, command) {
            Ok((ok, text)) => {
                let tally = runner.count(&text).unwrap_or_default();
                (judge(name, ok, tally, &text), Some(tally))
            }
            Err(message) => (Err(message), None),
        };
        self.note(name, began.elapsed(), tally, outcome.is_err());
        outcome
    }

    fn announce(&self, name: &str) {
        println!("[{:2}/{}] {name} …", self.done.len() + 1, self.expected);
    }

    fn note(&mut self, name: &str, took: Duration, tally: Option<Tally>, failed: bool) {
        let word = if failed { "FAILED" } else { "ok" };
        let count = tally.map_or(String::new(), |tally| format!(", {} passed", tally.passed));
        println!("        {name}: {word}, {}{count}", seconds(took));
        self.done.push(Done { name: name.to_owned(), took, tally, failed });
    }

    /// Runs it with both outputs in one stream, in order, kept in a file.
    fn stream(&self, name: &str, mut command: Command) -> Outcome<(bool, String)> {
        let broken = |error: std::io::Error| format!("{name}: {error}");
        let path = self.logs.join(format!("{}.log", name.replace([' ', ',', ':', '/'], "-")));
        let mut file = File::create(&path).map_err(broken)?;
        let (reader, writer) = std::io::pipe().map_err(broken)?;
        command.stdout(writer.try_clone().map_err(broken)?).stderr(writer);
        let mut child = command.spawn().map_err(broken)?;
        // The command holds the writing ends; they must close when it ends.
        drop(command);

        let (send, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
                if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    break;
                }
            }
        });
        let began = Instant::now();
        let mut next = SIGN_OF_LIFE;
        let mut text = String::new();
        let mut last = String::new();
        loop {
            match lines.recv_timeout(next.saturating_sub(began.elapsed())) {
                Ok(line) => {
                    writeln!(file, "{line}").map_err(broken)?;
                    text.push_str(&line);
                    text.push('\n');
                    if !line.trim().is_empty() {
                        last = line;
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let short: String = last.trim().chars().take(90).collect();
                    println!("        {name}: {} so far; {short}", seconds(began.elapsed()));
                    next = began.elapsed() + SIGN_OF_LIFE;
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = child.wait().map_err(broken)?;
        Ok((status.success(), text))
    }

    /// The table of what took how long, and the count of everything.
    pub(crate) fn close(self, outcome: Outcome) -> Outcome {
        if let Err(message) = &outcome {
            println!("\n{message}");
        }
        println!();
        let width = self.done.iter().map(|step| step.name.chars().count()).max().unwrap_or(0);
        for step in &self.done {
            let word = if step.failed { "FAILED" } else { "ok" };
            let count = step.tally.map_or(String::new(), |tally| format!("{} tests", tally.total()));
            println!("{:width$}  {:>9}  {word:6}  {count}", step.name, seconds(step.took));
        }
        println!("{:width$}  {:>9}", "all", seconds(self.began.elapsed()));
        let tally = self.total();
        println!("\n{} passed, {} failed", tally.passed, tally.failed);
        outcome.map_err(|_| "The run failed.".to_owned())
    }

    /// Tests as their runners count them; a failed check, which runs no tests, is one failure.
    fn total(&self) -> Tally {
        let mut total = Tally::default();
        for step in &self.done {
            let tally = step.tally.unwrap_or_default();
            total = total.and(tally);
            if step.failed && tally.failed == 0 {
                total.failed += 1;
            }
        }
        total
    }
}

fn judge(name: &str, ok: bool, tally: Tally, text: &str) -> Outcome {
    if !ok || tally.failed > 0 {
        return Err(tail(name, text));
    }
    if tally.left_out > 0 {
        return Err(format!("{name}: {} tests did not run, and every test must.", tally.left_out));
    }
    if tally.total() == 0 {
        return Err(format!("{name}: no test ran.\n{}", tail(name, text)));
    }
    Ok(())
}

fn tail(name: &str, text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let from = lines.len().saturating_sub(SHOWN_ON_FAILURE);
    format!("{name} failed:\n{}", lines[from..].join("\n"))
}

fn seconds(took: Duration) -> String {
    let whole = took.as_secs();
    if whole < 60 { format!("{:.1} s", took.as_secs_f64()) } else { format!("{} min {:02} s", whole / 60, whole % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u64, failed: u64, left_out: u64) -> Tally {
        Tally { passed, failed, left_out }
    }

    #[test]
    fn a_run_holds_only_when_tests_ran_and_all_passed() {
        assert!(judge("x", true, tally(3, 0, 0), "").is_ok());
        assert!(judge("x", false, tally(3, 0, 0), "").is_err());
        assert!(judge("x", true, tally(3, 1, 0), "").is_err());
        assert!(judge("x", true, tally(3, 0, 1), "").is_err());
        assert!(judge("x", true, tally(0, 0, 0), "").is_err());
    }

    #[test]
    fn the_total_counts_a_failed_check_once_and_failed_tests_as_they_are() {
        let step = |tally, failed| Done { name: String::new(), took: Duration::ZERO, tally, failed };
        let steps = |done| Steps { expected: 3, done, logs: PathBuf::new(), began: Instant::now() };
        let good = steps(vec![step(None, false), step(Some(tally(5, 0, 0)), false)]);
        assert_eq!(good.total(), tally(5, 0, 0));
        let check = steps(vec![step(Some(tally(5, 0, 0)), false), step(None, true)]);
        assert_eq!(check.total(), tally(5, 1, 0));
        let tests = steps(vec![step(Some(tally(5, 2, 0)), true)]);
        assert_eq!(tests.total(), tally(5, 2, 0));
    }

    #[test]
    fn a_failure_shows_the_end_of_what_was_printed() {
        let text: String = (0..1000).map(|n| format!("line {n}\n")).collect();
        let shown = tail("x", &text);
        assert!(shown.contains("line 999") && !shown.contains("line 700\n"));
    }
}
