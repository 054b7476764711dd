//! The bridge in one process: every command through the real handler, on a vault of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use acceptance::clock::{TestClock, instant};
use acceptance::file_keychain::FileKeychain;
use keywright_core::keywright::{Keywright, Parts};
use keywright_core::operator::Account;
use keywright_core::rng::SystemRng;
use keywright_core::vault::Protection;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use serde_json::{Map, Value, json};
use tauri::test::MockRuntime;
use tempfile::TempDir;

use crate::application::{Application, Reply};
use crate::arguments::{KeychainKind, Options};
use crate::server::Server;

const NOW: &str = "2027-02-22T09:00:00Z";

struct Desk {
    application: Application,
    _running: tauri::App<MockRuntime>,
    folder: TempDir,
}

fn options(folder: &Path, clipboard_time: Duration) -> Options {
    Options {
        data_dir: folder.join("vault"),
        port: 0,
        keychain: KeychainKind::Memory(Some(folder.join("keychain.json"))),
        now: Some(instant(NOW).unwrap()),
        zone: Some("Europe/Amsterdam".into()),
        operator: Some(("1000".into(), "Dana Whitfield".into())),
        clipboard_time: Some(clipboard_time),
    }
}

fn desk_in(folder: TempDir, clipboard_time: Duration) -> Desk {
    let (application, running) = Application::start(options(folder.path(), clipboard_time)).unwrap();
    Desk { application, _running: running, folder }
}

fn desk(clipboard_time: Duration) -> Desk {
    desk_in(tempfile::tempdir().unwrap(), clipboard_time)
}

const LONG: Duration = Duration::from_secs(45);

impl Desk {
    fn answer(&self, command: &str, arguments: Value) -> Value {
        match self.application.call(command, arguments) {
            Reply::Json(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{command}: {other:?}"),
        }
    }

    fn failure(&self, command: &str, arguments: Value) -> Value {
        match self.application.call(command, arguments) {
            Reply::Failure(failure) => failure,
            other => panic!("{command} did not fail: {other:?}"),
        }
    }

    /// A vault with a tenant.
    fn open(&self) -> String {
        self.answer("create_vault", json!({ "protection": { "kind": "keychain" } }));
        let mut draft = self.answer("new_tenant", json!({}))["draft"].take();
        draft["name"] = "Acme Logistics".into();
        draft["apiUrl"] = "https://acme.example.com/v1".into();
        draft["zone"] = "Europe/Amsterdam".into();
        let request = json!({ "requestId": "0190a000-0000-7000-8000-000000000001", "draft": draft });
        let tenant = self.answer("create_tenant", json!({ "request": request }));
        tenant["id"].as_str().unwrap().into()
    }

    /// A credential, with its sheet.
    fn issue(&self, tenant: &str) -> Value {
        let request = json!({
            "requestId": "0190a000-0000-7000-8000-000000000002", "tenant": tenant, "title": "Route planner",
            "description": "", "expires": { "kind": "on", "date": "2027-12-31" }, "active": true,
            "group": null, "roles": [], "user": null, "inRole": null, "addresses": [], "starts": null, "tags": [],
            "reveal": null, "duplicateOf": null
        });
        self.answer("issue_credential", json!({ "request": request }))
    }
}

#[test]
fn the_main_job_goes_through_the_real_commands() {
    let desk = desk(LONG);
    assert_eq!(desk.answer("start_state", json!({}))["stage"], "firstRun");
    let tenant = desk.open();
    let state = desk.answer("start_state", json!({}));
    assert_eq!((state["stage"].as_str(), state["operator"]["name"].as_str()), (Some("open"), Some("Dana Whitfield")));
    let sheet = desk.issue(&tenant);
    let id = &sheet["id"];

    let copied = desk.answer("copy_from_sheet", json!({ "sheet": id, "part": "secretKey" }));
    let clears_at = instant(NOW).unwrap().plus_millis(45_000).millis();
    assert_eq!(copied, json!({ "clearsAt": clears_at, "hinted": true }));
    let plain = desk.answer("copy_from_sheet", json!({ "sheet": id, "part": "accessId" }));
    assert_eq!(plain, json!({ "clearsAt": null, "hinted": false }));

    let missing = desk.answer("download_csv", json!({ "sheet": id, "path": null, "bom": false, "replace": false }));
    assert_eq!(missing, json!({ "outcome": "dismissed" }));
    let path = desk.folder.path().join("Route planner.csv");
    desk.application.effects.answer_next_dialog(keywright::desktop::SaveAnswer::Chosen(path.clone()));
    let saved = desk.answer("download_csv", json!({ "sheet": id, "path": null, "bom": false, "replace": false }));
    assert_eq!((saved["outcome"].as_str(), saved["file"].as_str()), (Some("saved"), Some("Route planner.csv")));
    let secret = desk.answer("show_secret", json!({ "sheet": id }));
    assert!(std::fs::read_to_string(&path).unwrap().contains(secret.as_str().unwrap()));
    desk.answer("show_in_folder", json!({ "sheet": id }));

    let effects = desk.application.effects.calls();
    assert!(!effects.to_string().contains(secret.as_str().unwrap()), "{effects}");
    assert!(effects.to_string().contains("openFolder"), "{effects}");

    let handles = match desk.application.call(
        "query_credentials",
        json!({
            "tenant": tenant, "query": "", "sort": [{ "column": "created", "descending": true }]
        }),
    ) {
        Reply::Bytes(bytes) => bytes,
        other => panic!("{other:?}"),
    };
    assert_eq!(handles.len(), 12, "generation, total, one handle");
    let word = |at: usize| u32::from_le_bytes(handles[at..at + 4].try_into().unwrap());
    let rows = desk.answer("credential_rows", json!({ "generation": word(0), "handles": [word(8)] }));
    assert_eq!((rows[0]["title"].as_str(), rows[0]["neverCollected"].as_bool()), (Some("Route planner"), Some(false)));

    desk.answer("close_sheet", json!({ "sheet": id, "stored": true }));
    assert_eq!(desk.failure("show_secret", json!({ "sheet": id }))["code"], "sheet_closed");
    let again = json!({ "sheet": id, "part": "secretKey" });
    assert_eq!(desk.failure("copy_from_sheet", again)["code"], "sheet_closed");
}

#[test]
fn a_copy_is_cleared_when_the_settings_say_also_after_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let asked = Options { clipboard_time: None, ..options(folder.path(), LONG) };
    let (application, running) = Application::start(asked).unwrap();
    let desk = Desk { application, _running: running, folder };
    let tenant = desk.open();
    let id = desk.issue(&tenant)["id"].clone();
    let clears_after = || {
        let copied = desk.answer("copy_from_sheet", json!({ "sheet": id, "part": "secretKey" }));
        (copied["clearsAt"].as_i64().unwrap() - instant(NOW).unwrap().millis()) / 1_000
    };
    assert_eq!(clears_after(), 45);
    let mut settings = desk.answer("settings", json!({}));
    settings["clipboardSeconds"] = 20.into();
    let events = desk.application.listen();
    assert_eq!(desk.answer("change_settings", json!({ "settings": settings }))["revision"], 1);
    assert!(events.try_iter().any(|told| told == ("changed", json!({ "noun": "settings" }).to_string())));
    assert_eq!(clears_after(), 20);
}

#[test]
fn the_data_folder_is_opened_and_what_this_is_is_told() {
    let desk = desk(LONG);
    let about = desk.answer("about", json!({}));
    assert_eq!(about["version"], env!("CARGO_PKG_VERSION"));
    for part in ["sqlite", "webview", "system"] {
        assert!(about[part].as_str().is_some_and(|text| !text.is_empty()), "{about}");
    }
    assert_eq!(desk.failure("open_data_folder", json!({}))["code"], "not_open");
    desk.open();
    desk.answer("open_data_folder", json!({}));
    let effects = desk.application.effects.calls();
    let vault = desk.folder.path().join("vault");
    assert_eq!(effects[0]["effect"], "openFolder");
    assert_eq!(effects[0]["folder"].as_str(), vault.to_str());
    assert_eq!(desk.answer("data_folder", json!({}))["path"].as_str(), vault.to_str());
}

#[test]
fn a_clipboard_that_does_not_answer_records_nothing() {
    let desk = desk(LONG);
    let tenant = desk.open();
    let sheet = desk.issue(&tenant);
    desk.application.effects.silence_clipboard(true);
    let failure = desk.failure("copy_from_sheet", json!({ "sheet": sheet["id"], "part": "secretKey" }));
    assert_eq!(failure["code"], "clipboard_failed");
    assert_eq!(desk.answer("open_sheets", json!({}))[0]["secret"]["copied"], false);
    desk.application.effects.silence_clipboard(false);
    desk.answer("copy_from_sheet", json!({ "sheet": sheet["id"], "part": "secretKey" }));
    assert_eq!(desk.answer("open_sheets", json!({}))[0]["secret"]["copied"], true);
}

#[test]
fn without_a_dialog_a_path_is_suggested_and_taken() {
    let desk = desk(LONG);
    let tenant = desk.open();
    let sheet = desk.issue(&tenant);
    desk.application.effects.answer_next_dialog(keywright::desktop::SaveAnswer::Missing);
    let answer =
        desk.answer("download_csv", json!({ "sheet": sheet["id"], "path": null, "bom": false, "replace": false }));
    assert_eq!(answer["outcome"], "noDialog");
    assert!(answer["suggestion"].as_str().unwrap().ends_with("Route-planner.csv"), "{answer}");
    let path = desk.folder.path().join("here.csv");
    let typed = |path: &Path, replace| json!({ "sheet": sheet["id"], "path": path, "bom": true, "replace": replace });
    assert_eq!(desk.answer("download_csv", typed(&path, false))["outcome"], "saved");
    std::fs::write(&path, "another's").unwrap();
    let again = desk.failure("download_csv", typed(&path, false));
    assert_eq!((again["code"].as_str(), again["field"].as_str()), (Some("file_exists"), Some("path")));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "another's", "only with a word of the person's");
    assert_eq!(desk.answer("download_csv", typed(&path, true))["outcome"], "saved");
    assert!(std::fs::read_to_string(&path).unwrap().contains("Route planner"));
    for (path, code) in [(desk.folder.path(), "file_not_written"), (Path::new("/none/x.csv"), "file_not_written")] {
        let refused = desk.failure("download_csv", typed(path, false));
        assert_eq!((refused["code"].as_str(), refused["field"].as_str()), (Some(code), Some("path")));
    }
}

#[test]
fn a_list_is_exported_by_a_job_that_says_how_it_ended() {
    let desk = desk(LONG);
    let tenant = desk.open();
    desk.issue(&tenant);
    desk.answer("add_samples", json!({ "tenant": tenant, "count": 1_500 }));
    let told = desk.application.listen();
    let request = |path: Option<&Path>, replace: bool| {
        json!({ "request": {
            "tenant": tenant, "query": "", "sort": [{ "column": "title", "descending": false }], "selection": null,
            "columns": ["title", "expires"], "bom": false, "path": path, "replace": replace
        } })
    };
    let ended = |job: &Value| {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            let Ok((name, payload)) = told.recv_timeout(Duration::from_secs(20)) else { break };
            let update: Value = serde_json::from_str(&payload).unwrap();
            if name == "job" && update["job"] == *job && update["state"] != "running" {
                return update;
            }
        }
        panic!("the job did not say how it ended");
    };
    assert_eq!(desk.answer("export_list", request(None, false)), json!({ "outcome": "dismissed" }));
    desk.application.effects.answer_next_dialog(keywright::desktop::SaveAnswer::Missing);
    let none = desk.answer("export_list", request(None, false));
    assert!(none["suggestion"].as_str().unwrap().ends_with("Acme-Logistics-credentials-2027-02-22.csv"), "{none}");
    let path = desk.folder.path().join("list.csv");
    desk.application.effects.answer_next_dialog(keywright::desktop::SaveAnswer::Chosen(path.clone()));
    let begun = desk.answer("export_list", request(None, false));
    assert_eq!((begun["outcome"].as_str(), begun["file"].as_str()), (Some("begun"), Some("list.csv")));
    let update = ended(&begun["job"]);
    let expected = json!({ "job": begun["job"], "done": 1_501, "total": 1_501, "state": "finished", "problem": null });
    assert_eq!(update, expected);
    assert_eq!(std::fs::read_to_string(&path).unwrap().matches("\r\n").count(), 1_502);

    std::fs::write(&path, "another's").unwrap();
    let again = desk.failure("export_list", request(Some(&path), false));
    assert_eq!((again["code"].as_str(), again["field"].as_str()), (Some("file_exists"), Some("path")));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "another's", "only with a word of the person's");
    let refused = desk.failure("export_list", request(Some(Path::new("/none/x.csv")), false));
    assert_eq!((refused["code"].as_str(), refused["field"].as_str()), (Some("file_not_written"), Some("path")));
    let begun = desk.answer("export_list", request(Some(&path), true));
    desk.answer("cancel_job", json!({ "job": begun["job"] }));
    let update = ended(&begun["job"]);
    let text = std::fs::read_to_string(&path).unwrap();
    match update["state"].as_str() {
        Some("cancelled") => assert_eq!(text, "another's"),
        Some("finished") => assert_eq!(text.matches("\r\n").count(), 1_502),
        _ => panic!("{update}"),
    }
    desk.answer("cancel_job", json!({ "job": 4_000_000 }));
}

#[test]
fn a_pasted_key_is_in_no_answer_and_no_event() {
    let desk = desk(LONG);
    let tenant = desk.open();
    let sheet = desk.issue(&tenant);
    let secret = desk.answer("show_secret", json!({ "sheet": sheet["id"] }));
    let told = desk.application.listen();
    let found = desk.answer("find_pasted", json!({ "tenant": null, "text": secret }));
    let expected = json!({
        "outcome": "credential", "credential": sheet["credential"], "title": "Route planner", "tenant": tenant, "by": "key"
    });
    assert_eq!(found, expected);
    let secret = secret.as_str().unwrap();
    for wrong in [json!({ "tenant": [secret], "text": "x" }), json!({ "tenant": null, "text": [secret] })] {
        let failure = desk.failure("find_pasted", wrong);
        assert!(!failure.to_string().contains(secret), "{failure}");
    }
    assert!(told.try_iter().all(|(_, payload)| !payload.contains(secret)));
}

#[test]
fn what_is_stale_and_what_became_of_a_secret_is_told() {
    let desk = desk(Duration::from_secs(1));
    let tenant = desk.open();
    let told = desk.application.listen();
    let sheet = desk.issue(&tenant);
    desk.answer("copy_from_sheet", json!({ "sheet": sheet["id"], "part": "secretKey" }));
    let until = |name: &str, payload: Value| {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(10) {
            match told.recv_timeout(Duration::from_secs(10)) {
                Ok((heard, text)) if heard == name && serde_json::from_str::<Value>(&text).unwrap() == payload => {
                    return;
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        panic!("{name} {payload} was not told");
    };
    until("changed", json!({ "noun": "credentials" }));
    until("clipboard", json!({ "outcome": "cleared" }));
}

#[test]
fn what_is_done_in_steps_is_told_as_stale_also_where_it_fails() {
    let desk = desk(LONG);
    let tenant = desk.open();
    let told = desk.application.listen();
    let none = "0190a000-0000-7000-8000-00000000ffff";
    desk.failure("add_samples", json!({ "tenant": none, "count": 5 }));
    let heard = told.recv_timeout(Duration::from_secs(10)).unwrap();
    assert_eq!(heard, ("changed", json!({ "noun": "credentials" }).to_string()));
    assert_eq!(desk.answer("add_samples", json!({ "tenant": tenant, "count": 5 })), 5);
    assert_eq!(desk.answer("list_tenants", json!({}))[0]["samples"], true);
}

#[test]
fn closing_asks_while_a_sheet_is_open_and_waits_for_nothing() {
    let desk = desk(LONG);
    assert!(desk.application.may_close(), "the first run holds nothing open");
    let tenant = desk.open();
    assert!(desk.application.may_close());
    let sheet = desk.issue(&tenant);
    let told = desk.application.listen();
    assert!(!desk.application.may_close());
    assert_eq!(told.recv_timeout(Duration::from_secs(10)).unwrap(), ("close_requested", "null".into()));
    desk.answer("hear_close_request", json!({}));
    desk.answer("close_sheet", json!({ "sheet": sheet["id"], "stored": false }));
    assert!(desk.application.may_close());
}

#[test]
fn closing_does_not_wait_for_a_vault_that_is_being_made() {
    let desk = desk(LONG);
    let protection = json!({ "kind": "passphrase", "passphrase": "correct horse battery" });
    let application = &desk.application;
    let begun = Instant::now();
    let slowest = thread::scope(|scope| {
        let making = scope.spawn(|| application.call("create_vault", json!({ "protection": protection })));
        let mut slowest = Duration::ZERO;
        while !making.is_finished() {
            let asked = Instant::now();
            assert!(application.may_close());
            slowest = slowest.max(asked.elapsed());
            thread::sleep(Duration::from_millis(2));
        }
        assert!(matches!(making.join().unwrap(), Reply::Json(text) if text.contains("\"open\"")));
        slowest
    });
    assert!(slowest < begun.elapsed() / 2, "waited {slowest:?} of {:?}", begun.elapsed());
}

#[test]
fn time_alone_says_that_rows_have_changed() {
    let desk = desk(LONG);
    let tenant = desk.open();
    let _sheet = desk.issue(&tenant);
    let told = desk.application.listen();
    desk.application.set_clock(instant("2028-06-01T00:00:00Z").unwrap());
    let heard = told.recv_timeout(Duration::from_secs(10)).unwrap();
    assert_eq!(heard, ("changed", json!({ "noun": "credentials" }).to_string()));
    let handles = match desk.application.call(
        "query_credentials",
        json!({
            "tenant": null, "query": "", "sort": [{ "column": "status", "descending": false }]
        }),
    ) {
        Reply::Bytes(bytes) => bytes,
        other => panic!("{other:?}"),
    };
    let word = |at: usize| u32::from_le_bytes(handles[at..at + 4].try_into().unwrap());
    let rows = desk.answer("credential_rows", json!({ "generation": word(0), "handles": [word(8)] }));
    assert_eq!(rows[0]["status"], "expired");
}

#[test]
fn a_vault_opens_again_with_the_keychain_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, items) = (folder.path().join("vault"), folder.path().join("keychain.json"));
    let parts = Parts {
        folder: vault.clone(),
        keychain: Arc::new(FileKeychain::open(items.clone()).unwrap()),
        clock: Arc::new(TestClock::default()),
        rng: Arc::new(SystemRng),
        account: Account { account: "1000".into(), name: "Dana Whitfield".into() },
        zone: "Europe/Amsterdam".into(),
    };
    Keywright::start(parts, Arc::new(|| ())).create_vault(Protection::Keychain).unwrap();

    let desk = desk_in(folder, LONG);
    let state = desk.answer("start_state", json!({}));
    assert_eq!(state["stage"], "open", "{state}");
    assert_eq!(desk.answer("retry_keychain", json!({}))["state"], "ready");
    let second = desk_in(tempfile::tempdir().unwrap(), LONG);
    assert_eq!(second.answer("start_state", json!({}))["stage"], "firstRun", "another folder has its own");
}

#[test]
fn a_second_instance_over_the_same_folder_is_refused() {
    let first = desk(LONG);
    first.open();
    let (second, _running) = Application::start(options(first.folder.path(), LONG)).unwrap();
    match second.call("start_state", json!({})) {
        Reply::Json(text) => assert!(text.contains("\"vault_in_use\""), "{text}"),
        other => panic!("{other:?}"),
    }
}

/// Any JSON, a few levels deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
        Just(Value::from("x".repeat(100_000))),
        Just(Value::from("0190a000-0000-7000-8000-000000000003")),
        Just(Value::from("2027-02-30")),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(any_name(), inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// A name that some command takes, or any other.
fn any_name() -> impl Strategy<Value = String> {
    let known = [
        "request",
        "requestId",
        "tenant",
        "title",
        "description",
        "expires",
        "active",
        "kind",
        "date",
        "name",
        "apiUrl",
        "zone",
        "sheet",
        "part",
        "path",
        "bom",
        "replace",
        "stored",
        "sort",
        "column",
        "descending",
        "generation",
        "handles",
        "credential",
        "count",
        "query",
        "view",
        "views",
        "layout",
        "selection",
        "text",
        "job",
        "request",
        "protection",
        "passphrase",
    ];
    prop_oneof![9 => prop::sample::select(known.map(String::from).to_vec()), 1 => ".{0,12}"]
}

/// Every code that a command may fail with.
const CODES: &[&str] = &[
    "invalid_input",
    "not_found",
    "not_permitted",
    "not_vouched",
    "limit_reached",
    "not_possible",
    "changed_meanwhile",
    "stale",
    "key_locked",
    "key_denied",
    "key_missing",
    "key_unreachable",
    "key_wrong",
    "passphrase_needed",
    "passphrase_wrong",
    "vault_in_use",
    "not_a_vault",
    "newer_vault",
    "damaged",
    "vault_exists",
    "not_open",
    "disk_full",
    "read_only",
    "storage",
    "file_not_written",
    "file_exists",
    "clipboard_failed",
    "sheet_closed",
    "cancelled",
];

#[test]
fn every_command_answers_any_arguments_with_a_result_or_a_typed_error() {
    static PANICS: AtomicUsize = AtomicUsize::new(0);
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if thread::current().name().is_some_and(|name| name.contains("tokio")) {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        before(panic);
    }));
    let desk = desk(LONG);
    let tenant = desk.open();
    let secret = desk.answer("show_secret", json!({ "sheet": desk.issue(&tenant)["id"] }));
    let secret = secret.as_str().unwrap();
    let config = Config { cases: 1000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(config.rng_algorithm);
    let commands: Vec<_> = keywright::COMMANDS.iter().copied().filter(|name| *name != "add_samples").collect();
    let arguments = btree_map(any_name(), any_json(), 0..5);
    let case = (prop::sample::select(commands), arguments);
    TestRunner::new_with_rng(config, rng)
        .run(&case, |(command, arguments)| {
            let arguments = Value::Object(arguments.into_iter().collect::<Map<_, _>>());
            match desk.application.call(command, arguments) {
                Reply::Json(text) => prop_assert!(!text.contains(secret), "{} told the secret", command),
                Reply::Bytes(_) => prop_assert!(["query_credentials", "query_audit"].contains(&command), "{}", command),
                Reply::Failure(failure) => {
                    let code = failure["code"].as_str().unwrap_or("(none)");
                    prop_assert!(CODES.contains(&code), "{}: {}", command, failure);
                    prop_assert!(failure["message"].as_str().is_some_and(|message| message.len() < 2_000));
                    prop_assert!(failure["field"].is_null() || failure["field"].is_string());
                }
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "a command panicked");
}

#[test]
fn a_wrong_argument_is_named_and_never_repeated() {
    let desk = desk(LONG);
    desk.open();
    let typed = "correct horse battery staple";
    let wrong = json!({ "protection": { "kind": "passphrase", "passphrase": [typed] } });
    let failure = desk.failure("create_vault", wrong);
    assert_eq!((failure["code"].as_str(), failure["field"].as_str()), (Some("invalid_input"), Some("protection")));
    assert!(!failure.to_string().contains(typed), "{failure}");
    let failure = desk.failure("unlock_with_passphrase", json!({ "passphrase": { typed: typed } }));
    assert!(!failure.to_string().contains(typed), "{failure}");
    let missing = desk.failure("check_title", json!({}));
    assert_eq!((missing["code"].as_str(), missing["field"].as_str()), (Some("invalid_input"), Some("tenant")));
}

/// A server on a free port.
fn serving() -> (Arc<Server>, tauri::App<MockRuntime>, TempDir) {
    let Desk { application, _running, folder } = desk(LONG);
    let (server, listener) = Server::bind(application, 0).unwrap();
    let accepting = Arc::clone(&server);
    thread::spawn(move || accepting.serve(&listener));
    (server, _running, folder)
}

fn exchange(port: u16, request: &str) -> String {
    let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

fn post(port: u16, command: &str, host: &str, origin: &str, body: &str) -> String {
    let length = body.len();
    exchange(
        port,
        &format!(
            "POST /{command} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        ),
    )
}

#[test]
fn over_http_a_command_answers_its_own_page_alone() {
    let (server, _running, _folder) = serving();
    let port = server.port();
    let (host, origin) = (format!("127.0.0.1:{port}"), format!("http://127.0.0.1:{port}"));
    let answer = post(port, "start_state", &host, &origin, "{}");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("\"firstRun\""), "{answer}");
    assert!(answer.contains("content-security-policy: default-src 'none'"), "{answer}");
    let refused = post(port, "list_tenants", &host, &origin, "{}");
    assert!(refused.starts_with("HTTP/1.1 400 ") && refused.contains("\"code\":\"not_open\""), "{refused}");
    assert!(post(port, "start_state", &host, "http://evil.example", "{}").starts_with("HTTP/1.1 403 "));
    assert!(post(port, "start_state", "evil.example", &origin, "{}").starts_with("HTTP/1.1 403 "));
    assert!(post(port, "start_state", &host, &origin, "[]").starts_with("HTTP/1.1 400 "));
    assert!(post(port, "plugin:window|close", &host, &origin, "{}").starts_with("HTTP/1.1 404 "));
    let outside = exchange(port, &format!("GET /../Cargo.toml HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert!(outside.starts_with("HTTP/1.1 404 "), "{outside}");
}

#[test]
fn over_http_events_are_streamed() {
    let (server, _running, _folder) = serving();
    let port = server.port();
    let mut connection = TcpStream::connect(("127.0.0.1", port)).unwrap();
    connection.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    write!(connection, "GET /__events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").unwrap();
    let mut lines = BufReader::new(connection).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == ": listening"));
    let host = format!("127.0.0.1:{port}");
    post(port, "__clock", &host, &format!("http://{host}"), "{\"now\":\"2028-01-01T00:00:00Z\"}");
    assert!(lines.any(|line| line == "event: changed"));
    assert_eq!(lines.next().as_deref(), Some("data: {\"noun\":\"credentials\"}"));
}
