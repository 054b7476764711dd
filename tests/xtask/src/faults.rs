//! `cargo xtask faults`: injects the faults that are tried so far, as often as
//! asked, and says for each whether what was promised held. Those of the window
//! carry the fault in the test's name (`F7 …`); those of the core are stories.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::json;

use crate::command::{WORKSPACE, cargo, command, shown};
use crate::run::{quiet, screens};
use crate::tally::Runner;
use crate::{Outcome, needs, node, place, test};

/// A story that injects a fault.
struct Story {
    fault: u32,
    module: &'static str,
    name: &'static str,
    /// Where it counts its rounds itself, how many it takes at the least and at the most: `KEYWRIGHT_ROUNDS` of them.
    counts: Option<(u32, u32)>,
}

const fn once(fault: u32, module: &'static str, name: &'static str) -> Story {
    Story { fault, module, name, counts: None }
}

const fn counting(fault: u32, module: &'static str, name: &'static str, least: u32, most: u32) -> Story {
    Story { fault, module, name, counts: Some((least, most)) }
}

/// All of them.
const STORIES: &[Story] = &[
    counting(1, "kill", "what_was_acknowledged_survives_kill_9_at_any_instant", 30, u32::MAX),
    counting(1, "kill", "what_was_blocked_survives_kill_9_with_the_key_and_without", 30, u32::MAX),
    once(3, "folder", "a_full_disk_refuses_and_loses_nothing"),
    once(3, "disk", "revoke_and_deactivate_give_up_the_reserve_and_nothing_else_does"),
    once(3, "disk", "a_vault_opens_on_a_full_disk_so_that_a_credential_can_be_revoked"),
    // One round a step of free space; there are 512 to 2 MiB.
    counting(3, "disk", "at_every_step_to_a_full_disk_revoking_works_and_nothing_is_lost", 32, 512),
    once(6, "folder", "a_read_only_folder_is_refused_with_the_reason"),
    once(7, "locked", "revoke_and_deactivate_work_without_the_key_and_nothing_else_does"),
    once(7, "locked", "what_is_pending_is_left_alone_until_an_administrator_vouches_for_it"),
    once(7, "locked", "locked_sessions_follow_one_another_with_and_without_a_key_between"),
    once(13, "folder", "a_second_instance_is_refused_until_the_first_is_gone"),
    once(15, "folder", "a_file_that_is_not_ours_is_refused_and_left_as_it_is"),
    once(16, "tamper", "any_column_of_any_row_that_is_changed_by_sql_is_noticed"),
    once(16, "tamper", "removed_added_and_replayed_rows_show_in_the_head"),
    once(16, "locked", "a_revocation_that_is_taken_back_in_the_database_shows"),
    once(16, "locked", "nothing_that_opens_is_explained_by_a_forged_entry"),
    once(16, "locked", "any_column_that_is_changed_beside_shows"),
    once(16, "locked", "swapped_rows_show"),
    once(17, "time", "a_clock_that_jumps_changes_no_row_and_keeps_the_audit_in_order"),
];

/// The rounds of one fault, and how many of them held.
#[derive(Default)]
struct Rounds {
    held: u64,
    broken: u64,
    slowest: f64,
    tried: Vec<String>,
}

/// Runs each fault that is named, or all of them, as often as asked.
pub(crate) fn faults(arguments: &[String]) -> Outcome {
    let mut json = false;
    let mut rounds = 1_u32;
    let mut only = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--json" => json = true,
            "--rounds" => {
                rounds = rest.next().and_then(|n| n.parse().ok()).ok_or("--rounds needs a number.")?;
            }
            fault if number(fault).is_some() => only.push(fault.to_owned()),
            other => return Err(format!("cargo xtask faults does not know “{other}”.")),
        }
    }
    node::check()?;
    needs::install(&[needs::BUILD, needs::WINDOW, needs::PORTAL])?;
    screens()?;
    let mut build = cargo(&["build"]);
    build.args(WORKSPACE).arg("--all-targets");
    shown("The build", quiet(build))?;
    let mut results: BTreeMap<u32, Rounds> = BTreeMap::new();
    stories(&only, rounds, &mut results)?;
    let pattern = if only.is_empty() { "^F\\d+ ".to_owned() } else { format!("^({}) ", only.join("|")) };
    for _ in 0..rounds {
        let mut window = command("node");
        window.args(["--test", "--test-concurrency=1", "--test-reporter=tap"]);
        window.arg(format!("--test-name-pattern={pattern}")).args(test::window_tests()?);
        window.env("KEYWRIGHT_BINARY", place::built("dev", "keywright"));
        let output = window.output().map_err(|error| format!("The window tests could not start: {error}"))?;
        collect(&String::from_utf8_lossy(&output.stdout), &mut results);
    }
    for fault in &only {
        results.entry(number(fault).unwrap_or(0)).or_default();
    }
    let mut all = true;
    for (fault, rounds) in &results {
        let count = rounds.held + rounds.broken;
        let held = if count == 0 { None } else { Some(rounds.broken == 0) };
        all &= held != Some(false);
        let note = if count == 0 { "not injected yet".to_owned() } else { rounds.tried.join("; ") };
        if json {
            println!(
                "{}",
                // What a round does not count by itself is not claimed to be zero.
                json!({"fault": format!("F{fault}"), "rounds": count, "lost": null, "torn": null, "minted": null,
                    "leaked": null, "slowest_ms": rounds.slowest.round(), "held": held, "note": note})
            );
        } else {
            let word = match held {
                Some(true) => "held",
                Some(false) => "BROKEN",
                None => "?",
            };
            println!("F{fault:<3} {word:7} {count:4} rounds  {note}");
        }
    }
    if all { Ok(()) } else { Err("A promise did not hold.".to_owned()) }
}

/// Runs the stories of these faults, or of all.
fn stories(only: &[String], rounds: u32, results: &mut BTreeMap<u32, Rounds>) -> Outcome {
    for Story { fault, module, name, counts } in STORIES {
        if !only.is_empty() && !only.contains(&format!("F{fault}")) {
            continue;
        }
        let (times, counted) = counts.map_or((rounds, 1), |(least, most)| (1, rounds.clamp(least, most)));
        for _ in 0..times {
            let mut story = cargo(&["test", "--quiet"]);
            story.args(WORKSPACE).args(["--test", "stories", "--", "--exact"]).arg(format!("{module}::{name}"));
            story.env("KEYWRIGHT_ROUNDS", counted.to_string());
            let began = Instant::now();
            let output = story.output().map_err(|error| format!("The stories could not start: {error}"))?;
            let ran = Runner::Cargo.count(&String::from_utf8_lossy(&output.stdout))?;
            let entry = results.entry(*fault).or_default();
            if output.status.success() && ran.passed == 1 {
                entry.held += u64::from(counted);
            } else {
                entry.broken += 1;
            }
            entry.slowest = entry.slowest.max(began.elapsed().as_secs_f64() * 1000.0 / f64::from(counted));
        }
        results.entry(*fault).or_default().tried.push(name.replace('_', " "));
    }
    Ok(())
}

fn number(fault: &str) -> Option<u32> {
    fault.strip_prefix('F')?.parse().ok()
}

/// Reads the outcome of each test whose name begins with a fault.
fn collect(tap: &str, results: &mut BTreeMap<u32, Rounds>) {
    let mut current = None;
    for line in tap.lines().map(str::trim) {
        let (held, rest) = match (line.strip_prefix("ok "), line.strip_prefix("not ok ")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => {
                if let (Some(fault), Some(took)) = (current, line.strip_prefix("duration_ms:")) {
                    let rounds: &mut Rounds = results.entry(fault).or_default();
                    rounds.slowest = rounds.slowest.max(took.trim().parse().unwrap_or(0.0));
                    current = None;
                }
                continue;
            }
        };
        let Some((_, name)) = rest.split_once(" - ") else {
            continue;
        };
        if name.contains("# SKIP") {
            continue;
        }
        let Some(fault) = name.split(' ').next().and_then(number) else {
            continue;
        };
        let rounds = results.entry(fault).or_default();
        if held {
            rounds.held += 1;
        } else {
            rounds.broken += 1;
        }
        let title = name.split_once(' ').map_or(name, |(_, title)| title).to_owned();
        if !rounds.tried.contains(&title) {
            rounds.tried.push(title);
        }
        current = Some(fault);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_that_is_named_exists() {
        for Story { fault, module, name, .. } in STORIES {
            let file = place::tests().join(format!("stories/{module}.rs"));
            let text = std::fs::read_to_string(&file).unwrap();
            assert!(text.contains(&format!("fn {name}()")), "F{fault}: {} has no {name}", file.display());
        }
    }

    #[test]
    fn faults_are_read_from_the_names_of_tests() {
        let tap = "TAP version 13
# Subtest: a.test.mjs
    ok 1 - F7 keychain locked
      ---
      duration_ms: 1500.5
      ...
    not ok 2 - F10 no service
      ---
      duration_ms: 20
      ...
    ok 3 - something else
    ok 4 - F9 frozen # SKIP test name does not match pattern
ok 1 - a.test.mjs
";
        let mut results = BTreeMap::new();
        collect(tap, &mut results);
        assert_eq!(results.keys().copied().collect::<Vec<_>>(), [7, 10]);
        assert_eq!((results[&7].held, results[&7].broken), (1, 0));
        assert_eq!((results[&10].held, results[&10].broken), (0, 1));
        assert!((results[&7].slowest - 1500.5).abs() < f64::EPSILON);
        assert_eq!(results[&7].tried, ["keychain locked"]);
    }
}
