//! Node's side: is it new enough, and are the installed packages the ones that
//! the lock file names?

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::Outcome;
use crate::command::{answer, command};

/// The oldest Node that the build and the tests run on.
const OLDEST: (u32, u32) = (20, 19);

/// Says what is wrong with Node or npm, if anything.
pub(crate) fn check() -> Outcome {
    let how = format!("Install Node {}.{} or newer, with npm, then run the same command again.", OLDEST.0, OLDEST.1);
    let Some(version) = answer("node", &["--version"]) else {
        return Err(format!("Node is missing. {how}"));
    };
    if !new_enough(&version) {
        return Err(format!("Node {version} is too old. {how}"));
    }
    if answer("npm", &["--version"]).is_none() {
        return Err(format!("npm is missing. {how}"));
    }
    Ok(())
}

fn new_enough(version: &str) -> bool {
    let mut parts = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= OLDEST,
        _ => false,
    }
}

/// `npm ci` in this package, or `None` where what is installed is already what the lock names.
pub(crate) fn install(package: &Path) -> Option<std::process::Command> {
    if in_step(package) {
        return None;
    }
    let mut npm = command("npm");
    npm.current_dir(package).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
    Some(npm)
}

fn in_step(package: &Path) -> bool {
    let read =
        |path: &str| -> Option<Value> { serde_json::from_str(&fs::read_to_string(package.join(path)).ok()?).ok() };
    match (read("package-lock.json"), read("node_modules/.package-lock.json")) {
        (Some(lock), Some(installed)) => same(&lock, &installed),
        _ => false,
    }
}

/// Every package of the lock is installed in that very version, those for other
/// platforms apart, and nothing else is.
fn same(lock: &Value, installed: &Value) -> bool {
    let (Some(wanted), Some(there)) = (lock["packages"].as_object(), installed["packages"].as_object()) else {
        return false;
    };
    let all_there = wanted.iter().filter(|(path, _)| !path.is_empty()).all(|(path, entry)| match there.get(path) {
        Some(found) => found["version"] == entry["version"] && found["integrity"] == entry["integrity"],
        None => entry["optional"] == Value::Bool(true),
    });
    all_there && there.keys().all(|path| wanted.contains_key(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn versions_compare_by_number() {
        assert!(new_enough("v20.19.0"));
        assert!(new_enough("v22.1.0\n"));
        assert!(!new_enough("v20.9.0"));
        assert!(!new_enough("v18.20.4"));
        assert!(!new_enough("nonsense"));
    }

    #[test]
    fn packages_are_in_step_only_when_nothing_differs() {
        let lock = json!({"packages": {
            "": {"name": "x"},
            "node_modules/a": {"version": "1.0.0", "integrity": "i"},
            "node_modules/b-mac": {"version": "2.0.0", "optional": true},
        }});
        let good = json!({"packages": {"node_modules/a": {"version": "1.0.0", "integrity": "i"}}});
        let old = json!({"packages": {"node_modules/a": {"version": "0.9.0", "integrity": "i"}}});
        let other = json!({"packages": {"node_modules/a": {"version": "1.0.0", "integrity": "j"}}});
        let more = json!({"packages": {
            "node_modules/a": {"version": "1.0.0", "integrity": "i"},
            "node_modules/c": {"version": "1.0.0"},
        }});
        assert!(same(&lock, &good));
        for different in [old, other, more, json!({"packages": {}}), json!({})] {
            assert!(!same(&lock, &different), "{different}");
        }
    }
}
