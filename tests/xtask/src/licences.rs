//! `cargo xtask licences`: the licences of everything that the product carries, written to the
//! file that the About page lists. `--check` says whether that file still tells the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::command::cargo;
use crate::{Outcome, place};

/// The platform that is bundled; one, so that the file is the same wherever it is made.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";
/// The formatter of the screens keeps an object on one line up to this width.
const WIDTH: usize = 110;

/// One package that is shipped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shipped {
    /// Sorts without regard to case.
    folded: String,
    name: String,
    version: String,
    licence: String,
    kind: &'static str,
}

impl Shipped {
    fn new(entry: &Value, name: &str, kind: &'static str) -> Outcome<Self> {
        let licence = entry["license"].as_str().map(str::trim).filter(|licence| !licence.is_empty());
        let licence = licence.ok_or_else(|| format!("The {kind} package {name} names no licence."))?;
        Ok(Self {
            folded: name.to_lowercase(),
            name: name.to_owned(),
            version: entry["version"].as_str().unwrap_or_default().to_owned(),
            // An older notation of the same.
            licence: licence.replace('/', " OR "),
            kind,
        })
    }
}

/// Writes the file, or with `--check` says whether it is as it would be written.
pub(crate) fn licences(arguments: &[String]) -> Outcome {
    match arguments {
        [] => {
            let text = text()?;
            fs::write(file(), &text).map_err(|error| format!("{}: {error}", file().display()))?;
            println!("{}: {} packages", file().display(), text.matches("\"kind\"").count());
            Ok(())
        }
        [only] if only == "--check" => check(),
        _ => Err("cargo xtask licences takes --check or nothing.".to_owned()),
    }
}

/// Whether the file names what is shipped today.
pub(crate) fn check() -> Outcome {
    let kept = fs::read_to_string(file()).unwrap_or_default();
    if kept == text()? {
        return Ok(());
    }
    Err(format!("{} is not what is shipped today. Run cargo xtask licences.", file().display()))
}

fn file() -> PathBuf {
    place::ui().join("src/settings/licences.json")
}

fn text() -> Outcome<String> {
    let metadata = metadata()?;
    let path = place::ui().join("package-lock.json");
    let lock = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lock = serde_json::from_str(&lock).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut shipped = crates(&metadata)?;
    shipped.extend(npm(&lock)?);
    Ok(written(&shipped))
}

fn metadata() -> Outcome<Value> {
    let arguments =
        ["metadata", "--offline", "--locked", "--format-version", "1", "--filter-platform", PLATFORM].as_slice();
    let output = cargo(arguments).output().map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

/// The crates that `keywright` reaches by normal dependencies, its own workspace apart.
fn crates(metadata: &Value) -> Outcome<BTreeSet<Shipped>> {
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let packages: BTreeMap<String, Value> =
        list(&metadata["packages"]).into_iter().map(|package| (id(&package["id"]), package)).collect();
    let nodes: BTreeMap<String, Value> =
        list(&metadata["resolve"]["nodes"]).into_iter().map(|node| (id(&node["id"]), node)).collect();
    let first = packages.iter().find(|(_, package)| package["name"] == "keywright");
    let first = first.ok_or("cargo metadata does not know the package keywright.")?.0.clone();

    let mut seen = BTreeSet::from([first.clone()]);
    let mut open = vec![first];
    let mut shipped = BTreeSet::new();
    while let Some(at) = open.pop() {
        let Some(package) = packages.get(&at) else { continue };
        if !package["source"].is_null() {
            shipped.insert(Shipped::new(package, package["name"].as_str().unwrap_or_default(), "rust")?);
        }
        for dependency in nodes.get(&at).map(|node| list(&node["deps"])).unwrap_or_default() {
            let normal = list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let next = id(&dependency["pkg"]);
            if normal && seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    Ok(shipped)
}

fn id(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The npm packages that the screens reach by dependencies, those for building and testing apart.
fn npm(lock: &Value) -> Outcome<BTreeSet<Shipped>> {
    let packages = lock["packages"].as_object().ok_or("The lock of the screens names no packages.")?;
    let mut seen = BTreeSet::new();
    let mut open = vec![String::new()];
    let mut shipped = BTreeSet::new();
    while let Some(at) = open.pop() {
        let Some(entry) = packages.get(&at) else { continue };
        if let Some((_, name)) = at.rsplit_once("node_modules/") {
            shipped.insert(Shipped::new(entry, name, "npm")?);
        }
        for name in wanted(entry) {
            let Some(next) = found(&at, &name, |path| packages.contains_key(path)) else { continue };
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    Ok(shipped)
}

/// What a package of the lock needs: its dependencies, and the peers that it cannot do without.
fn wanted(entry: &Value) -> Vec<String> {
    let names = |of: &str| entry[of].as_object().map(|named| named.keys().cloned().collect()).unwrap_or_default();
    let mut wanted: Vec<String> = names("dependencies");
    let peers: Vec<String> = names("peerDependencies");
    wanted.extend(peers.into_iter().filter(|peer| entry["peerDependenciesMeta"][peer]["optional"] != true));
    wanted
}

/// Where Node finds `name` from the package at `from`: the nearest folder upwards that has it.
fn found(from: &str, name: &str, there: impl Fn(&str) -> bool) -> Option<String> {
    let mut at = Some(from);
    while let Some(folder) = at {
        let separator = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{separator}node_modules/{name}");
        if there(&path) {
            return Some(path);
        }
        at = match folder.rsplit_once("node_modules/") {
            Some((outer, _)) => Some(outer.trim_end_matches('/')),
            None => None,
        };
    }
    None
}

/// The file's text, as the formatter of the screens leaves it.
fn written(shipped: &BTreeSet<Shipped>) -> String {
    let mut text = "[".to_owned();
    for (at, one) in shipped.iter().enumerate() {
        let fields = [("name", &*one.name), ("version", &one.version), ("licence", &one.licence), ("kind", one.kind)];
        let fields = fields.map(|(key, value)| format!("\"{key}\": {}", json!(value)));
        let line = format!("  {{ {} }}", fields.join(", "));
        let comma = if at == 0 { "" } else { "," };
        let object =
            if line.chars().count() < WIDTH { line } else { format!("  {{\n    {}\n  }}", fields.join(",\n    ")) };
        // Writing to a string cannot fail.
        let _ = write!(text, "{comma}\n{object}");
    }
    text.push_str("\n]\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(shipped: &BTreeSet<Shipped>) -> Vec<&str> {
        shipped.iter().map(|one| &*one.name).collect()
    }

    #[test]
    fn crates_are_followed_by_normal_dependencies_alone() {
        let package = |id: &str, source: Value| json!({"id": id, "name": id, "version": "1.0.0", "license": "MIT/Apache-2.0", "source": source});
        let dep = |id: &str, kind: Value| json!({"pkg": id, "dep_kinds": [{"kind": kind}]});
        let metadata = json!({
            "packages": [
                package("keywright", Value::Null), package("core", Value::Null),
                package("b", json!("registry")), package("A", json!("registry")),
                package("builder", json!("registry")), package("tester", json!("registry")),
            ],
            "resolve": {"nodes": [
                {"id": "keywright", "deps": [dep("core", Value::Null), dep("builder", json!("build")), dep("tester", json!("dev"))]},
                {"id": "core", "deps": [dep("b", Value::Null)]},
                {"id": "b", "deps": [dep("A", Value::Null), dep("core", Value::Null)]},
            ]},
        });
        let shipped = crates(&metadata).unwrap();
        assert_eq!(names(&shipped), ["A", "b"]);
        assert!(shipped.iter().all(|one| one.licence == "MIT OR Apache-2.0"));
    }

    #[test]
    fn a_package_without_a_licence_is_named() {
        let metadata = json!({
            "packages": [
                {"id": "k", "name": "keywright", "source": null},
                {"id": "x", "name": "nameless", "version": "1.0.0", "license": null, "source": "registry"},
            ],
            "resolve": {"nodes": [{"id": "k", "deps": [{"pkg": "x", "dep_kinds": [{"kind": null}]}]}]},
        });
        assert!(crates(&metadata).unwrap_err().contains("nameless"));
    }

    #[test]
    fn npm_packages_are_found_as_node_finds_them() {
        let lock = json!({"packages": {
            "": {"dependencies": {"a": "1", "@x/b": "1"}, "devDependencies": {"tool": "1"}},
            "node_modules/a": {"version": "1.0.0", "license": "MIT", "dependencies": {"c": "2"},
                "peerDependencies": {"p": "1", "tool": "1"}, "peerDependenciesMeta": {"tool": {"optional": true}}},
            "node_modules/a/node_modules/c": {"version": "2.0.0", "license": "ISC"},
            "node_modules/@x/b": {"version": "1.0.0", "license": "MIT", "dependencies": {"c": "1"}},
            "node_modules/c": {"version": "1.0.0", "license": "MIT"},
            "node_modules/p": {"version": "1.0.0", "license": "MIT"},
            "node_modules/tool": {"version": "1.0.0", "license": "MIT"},
        }});
        let shipped = npm(&lock).unwrap();
        assert_eq!(names(&shipped), ["@x/b", "a", "c", "c", "p"]);
        let versions: Vec<_> = shipped.iter().filter(|one| one.name == "c").map(|one| &*one.version).collect();
        assert_eq!(versions, ["1.0.0", "2.0.0"]);
    }

    #[test]
    fn the_file_is_json_and_a_long_entry_takes_lines_of_its_own() {
        let entry = |name: &str, licence: &str| json!({"name": name, "version": "1.0.0", "license": licence});
        let one = Shipped::new(&entry("a", "MIT"), "a", "npm").unwrap();
        let long = Shipped::new(&entry("b", &"MIT AND ".repeat(20)), "b", "rust").unwrap();
        let text = written(&BTreeSet::from([one, long]));
        assert!(text.contains("\n  { \"name\": \"a\", \"version\": \"1.0.0\", \"licence\": \"MIT\", \"kind\": \"npm\" },\n  {\n    \"name\": \"b\""));
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read.as_array().map(Vec::len), Some(2));
    }
}
