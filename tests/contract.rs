//! What must agree across the border between Rust and the page: the names of the commands and of
//! their arguments, the codes of the errors and their texts, and the generated types.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

type Names = BTreeSet<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn text(path: &str) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn listed() -> Names {
    keywright::COMMANDS.iter().map(|name| (*name).to_owned()).collect()
}

/// What stands between `from` and the next `to`, for every `from`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to)).map(|(found, _)| found).collect()
}

/// The commands of commands.rs, with the arguments that the page gives.
fn of_rust() -> BTreeMap<String, Names> {
    let nouns =
        ["", "/audit", "/batches", "/directory", "/finding", "/life", "/operators", "/pending", "/settings", "/table"];
    let source = nouns.map(|noun| text(&format!("src-tauri/src/commands{noun}.rs"))).concat();
    let mut commands = BTreeMap::new();
    for command in source.split("#[tauri::command]").skip(1) {
        let head = between(command, "pub async fn ", " -> ")[0];
        let (name, arguments) = head.split_once('(').expect("a command has arguments");
        let given = arguments.split(',').filter(|argument| argument.contains(": Given<"));
        let names = given.map(|argument| argument.split(':').next().unwrap_or_default().trim().to_owned()).collect();
        commands.insert(name.to_owned(), names);
    }
    commands
}

/// The commands of commands.ts, with the arguments that it passes.
fn of_page() -> BTreeMap<String, Names> {
    let source = text("ui/src/backend/commands.ts");
    let mut commands = BTreeMap::new();
    for call in source.split("call").skip(1) {
        let Some((_, rest)) = call.split_once('(') else { continue };
        let Some(name) = rest.trim_start().strip_prefix('"') else { continue };
        let (name, rest) = name.split_once('"').expect("a name ends");
        let passed = rest.trim_start().strip_prefix(',').and_then(|rest| rest.trim_start().strip_prefix('{'));
        let passed = passed.and_then(|rest| rest.split_once('}')).map_or("", |(passed, _)| passed);
        let names = passed.split(',').map(|one| one.split(':').next().unwrap_or_default().trim());
        commands.insert(name.to_owned(), names.filter(|one| !one.is_empty()).map(String::from).collect());
    }
    commands
}

/// `requestId` as Rust spells it.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

#[test]
fn every_command_is_listed_written_and_listed_nowhere_else() {
    let written: Names = of_rust().into_keys().collect();
    assert_eq!(written, listed(), "commands.rs and the one list");
    assert_eq!(keywright::COMMANDS.len(), listed().len(), "a command is listed twice");
}

#[test]
fn the_page_knows_the_same_commands_with_the_same_arguments() {
    let page: BTreeMap<String, Names> = of_page()
        .into_iter()
        .map(|(name, arguments)| (name, arguments.iter().map(|argument| snake(argument)).collect()))
        .collect();
    assert_eq!(page, of_rust());
}

#[test]
fn the_window_is_granted_exactly_the_commands_and_to_listen() {
    let capability: serde_json::Value = serde_json::from_str(&text("src-tauri/capabilities/main.json")).unwrap();
    let granted: Names =
        capability["permissions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect();
    let mut expected: Names = listed().iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    expected.extend(["core:event:allow-listen".into(), "core:event:allow-unlisten".into()]);
    assert_eq!(granted, expected);
    assert_eq!(capability["windows"], serde_json::json!(["main"]));
    assert!(capability.get("remote").is_none(), "no page from elsewhere may call anything");
    let configuration: serde_json::Value = serde_json::from_str(&text("src-tauri/tauri.conf.json")).unwrap();
    assert_eq!(configuration["app"]["security"]["capabilities"], serde_json::json!(["main"]));
    let files = fs::read_dir(root().join("src-tauri/capabilities")).unwrap();
    assert_eq!(files.count(), 1, "one capability, so that this test sees all that is granted");
}

#[test]
fn the_documents_list_the_same_commands_and_events() {
    let document = text("docs/architecture.md");
    let section = document.split("\n## ").find(|section| section.starts_with("Commands"));
    let section = section.expect("docs/architecture.md has a section “Commands”");
    let table = |head: &str| -> Names {
        let (_, table) = section.split_once(head).unwrap_or_else(|| panic!("no table {head}"));
        let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
        rows.filter_map(|row| row.strip_prefix("| `")?.split('`').next()).map(String::from).collect()
    };
    assert_eq!(table("| command |"), listed());
    assert_eq!(table("| event |"), keywright::shell::Event::NAMES.map(String::from).into());
}

#[test]
fn the_page_listens_to_events_that_are_told() {
    let source = text("ui/src/backend/commands.ts");
    let heard: Names = between(&source, "backend.listen(\"", "\"").into_iter().map(String::from).collect();
    let told: Names = keywright::shell::Event::NAMES.map(String::from).into();
    assert_eq!(heard, told);
}

/// Every code that an error can have: the core's, and the shell's own.
fn codes() -> Names {
    let core = text("src-tauri/core/src/error.rs");
    let code = between(&core, "pub fn code(", "pub fn ")[0];
    let mut codes: Names = between(code, "=> \"", "\"").into_iter().map(String::from).collect();
    let shell = text("src-tauri/src/error.rs");
    codes.extend(between(&shell, "code: \"", "\"").into_iter().map(String::from));
    codes
}

#[test]
fn every_code_of_an_error_has_a_text_and_every_text_a_code() {
    assert!(codes().len() > 20, "the codes were not found: {:?}", codes());
    let source = text("ui/src/text/error-texts.ts");
    let texts: Names = source
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(": {"))
        .filter(|name| name.bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_'))
        .map(String::from)
        .collect();
    assert_eq!(texts, codes());
}

/// The types as Rust has them now are written to a folder of their own and compared.
#[test]
fn the_generated_types_are_those_of_the_code() {
    let fresh = tempfile::tempdir().unwrap();
    // The same selection as the whole test run's, so that nothing is built anew.
    let written = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["test", "--quiet", "--offline", "--workspace", "--exclude", "xtask"])
        .args(["--features", "keywright/custom-protocol", "--lib", "--", "export_bindings"])
        .env("TS_RS_EXPORT_DIR", fresh.path())
        .output()
        .unwrap();
    assert!(written.status.success(), "{}", String::from_utf8_lossy(&written.stderr));
    let (fresh, committed) = (files(fresh.path()), files(&root().join("ui/src/bindings")));
    assert!(fresh.len() > 20, "only {} types were written", fresh.len());
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Names>();
    assert_eq!(names(&committed), names(&fresh), "run the core's and the shell's tests, which write the types");
    for (name, text) in &fresh {
        assert_eq!(&committed[name], text, "{name} is not what the code says");
    }
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder of types") {
        let entry = entry.expect("an entry of it");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        files.insert(name, fs::read_to_string(entry.path()).expect("a type's text"));
    }
    files
}
