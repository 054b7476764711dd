//! The rules of the code itself (docs/architecture.md names them), as tests on the repository.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file of the project: its path from the root, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// The lines outside `#[cfg(test)]` modules, which stand last in a file, and outside comments; numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self
            .text
            .find("\n#[cfg(test)]\nmod tests {")
            .or_else(|| self.text.find("\n#[cfg(all(test, unix))]\nmod tests {"));
        let text = &self.text[..end.unwrap_or(self.text.len())];
        text.lines()
            .zip(1..)
            .filter(|(line, _)| !line.trim_start().starts_with("//"))
            .map(|(line, number)| (number, line))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file that git tracks, or would track once added.
fn sources() -> Vec<Source> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .expect("git answers");
    assert!(listed.status.success(), "the rules are checked in a git checkout");
    let sources: Vec<_> = String::from_utf8(listed.stdout)
        .expect("paths in UTF-8")
        .lines()
        .filter_map(|path| {
            let text = fs::read(root().join(path)).ok().and_then(|bytes| String::from_utf8(bytes).ok())?;
            Some(Source { path: path.to_owned(), text })
        })
        .collect();
    assert!(sources.len() > 100, "the project has more files than that");
    sources
}

fn under(folder: &str, endings: &[&str]) -> Vec<Source> {
    let found: Vec<_> =
        sources().into_iter().filter(|file| file.path.starts_with(folder) && file.is(endings)).collect();
    assert!(!found.is_empty(), "nothing under {folder}");
    found
}

fn core() -> Vec<Source> {
    under("src-tauri/core/src/", &[".rs"])
}

/// Fails with every line of `files` for which `broken` says what is wrong.
fn no_line(files: &[Source], rule: &str, broken: impl Fn(&Source, &str) -> bool) {
    let found: Vec<_> = files
        .iter()
        .flat_map(|file| {
            let lines = file.code().filter(|(_, line)| broken(file, line));
            lines.map(|(number, line)| format!("  {}:{number}: {}", file.path, line.trim())).collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{rule}\n{}", found.join("\n"));
}

#[test]
fn the_core_knows_no_window_and_no_async_runtime() {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "-p",
            "keywright-core",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .current_dir(root())
        .output()
        .expect("cargo answers");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("names");
    assert!(tree.contains("rusqlite"), "the tree is the core's");
    let refused: Vec<_> =
        tree.lines().filter(|line| ["tauri", "tokio", "wry"].iter().any(|name| line.starts_with(name))).collect();
    assert!(refused.is_empty(), "the core depends on {refused:?}");
}

/// The modules that are told everything they need.
const PURE: [&str; 68] = [
    "address.rs",
    "api_url.rs",
    "audit.rs",
    "blocking.rs",
    "column.rs",
    "credential.rs",
    "credential_row.rs",
    "csv.rs",
    "deeds.rs",
    "group.rs",
    "ids.rs",
    "index/arranging.rs",
    "index/bits.rs",
    "index/conditions.rs",
    "index/interned.rs",
    "index/mod.rs",
    "index/natural.rs",
    "index/order.rs",
    "index/page.rs",
    "index/places.rs",
    "index/ranks.rs",
    "index/rows.rs",
    "index/shared.rs",
    "index/statuses.rs",
    "index/texts.rs",
    "instant_text.rs",
    "job.rs",
    "key_shape.rs",
    "layout.rs",
    "listing.rs",
    "mac.rs",
    "name.rs",
    "permission.rs",
    "policy.rs",
    "presentation.rs",
    "preset.rs",
    "query/choices.rs",
    "query/completion.rs",
    "query/dates.rs",
    "query/field.rs",
    "query/lexer.rs",
    "query/meant.rs",
    "query/mod.rs",
    "query/names.rs",
    "query/nearest.rs",
    "query/place.rs",
    "query/print.rs",
    "query/problem.rs",
    "query/read.rs",
    "query/reading.rs",
    "query/resolve.rs",
    "query/resolved.rs",
    "query/syntax.rs",
    "query/times.rs",
    "role.rs",
    "rule.rs",
    "samples.rs",
    "scheme.rs",
    "secret.rs",
    "secret_version.rs",
    "selection.rs",
    "settings.rs",
    "sheets.rs",
    "state.rs",
    "tenant.rs",
    "user.rs",
    "view.rs",
    "zone.rs",
];

#[test]
fn pure_modules_have_no_effects() {
    let pure: Vec<_> = core()
        .into_iter()
        .filter(|file| PURE.iter().any(|name| file.path == format!("src-tauri/core/src/{name}")))
        .collect();
    assert_eq!(pure.len(), PURE.len(), "a pure module has moved");
    let effects = [
        "rusqlite",
        "keyring",
        "zbus",
        "std::fs",
        "std::net",
        "std::env::",
        "SystemTime",
        "Instant::now",
        "Utc::now",
        "now_v7",
    ];
    no_line(&pure, "a pure module has an effect", |_, line| effects.iter().any(|effect| line.contains(effect)));
}

#[test]
fn store_vault_and_actions_know_each_other_one_way() {
    let files = core();
    no_line(&files, "the store knows the vault only as the shape of a key slot, and no actions", |file, line| {
        file.path.contains("/store/")
            && (line.contains("crate::actions")
                || (line.contains("crate::vault")
                    && !(file.path.ends_with("key_slots.rs") && line.contains("vault::slot::"))))
    });
    no_line(&files, "the store knows no index: whoever watches it is told", |file, line| {
        file.path.contains("/store/") && line.contains("crate::index")
    });
    no_line(&files, "the vault knows no store and no actions", |file, line| {
        file.path.contains("/vault/") && (line.contains("crate::store") || line.contains("crate::actions"))
    });
    no_line(&files, "marks are computed where rows are written, and nowhere else", |file, line| {
        !file.path.contains("/store/")
            && !file.path.contains("/vault/")
            && !file.path.ends_with("/mac.rs")
            && (line.contains(".row_mac(") || line.contains("mark(&"))
    });
}

#[test]
fn only_what_grants_and_limits_nothing_is_written_unaudited() {
    let unmarked = ["mod.rs", "preferences.rs", "views.rs", "layouts.rs"];
    let stores: Vec<_> = core().into_iter().filter(|file| file.path.contains("/store/")).collect();
    no_line(&stores, "a table whose rows bear marks is written with its audit entry", |file, line| {
        line.contains("Unaudited") && !unmarked.iter().any(|name| file.path.ends_with(&format!("/store/{name}")))
    });
    let marked = stores.iter().find(|file| file.path.ends_with("/store/head.rs")).expect("head.rs");
    let (_, list) = marked.text.split_once("MARKED_TABLES").expect("the marked tables");
    let list = list.split_once("];").map_or("", |(list, _)| list);
    assert!(list.contains("\"credential\"") && !list.contains("\"preference\""), "{list}");
}

#[test]
fn the_commands_are_thin() {
    let commands = under("src-tauri/src/commands", &[".rs"]);
    no_line(&commands, "a command holds no SQL", |_, line| {
        ["SELECT ", "INSERT ", "UPDATE ", "rusqlite"].iter().any(|word| line.contains(word))
    });
    for file in &commands {
        let mut begun: Option<(usize, usize)> = None;
        for (number, line) in file.code() {
            let indent = line.len() - line.trim_start().len();
            let is_function = line
                .trim_start()
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub ")
                .trim_start_matches("async ")
                .starts_with("fn ");
            if is_function {
                begun = Some((number, indent));
            }
            if let Some((from, depth)) = begun
                && line.trim() == "}"
                && indent == depth
            {
                assert!(number - from < 12, "{}:{from}: a command of {} lines", file.path, number - from + 1);
                begun = None;
            }
        }
    }
}

#[test]
fn each_effect_has_one_place() {
    let files = core();
    no_line(&files, "only rng.rs names the random source", |file, line| {
        !file.path.ends_with("/rng.rs")
            && ["SysRng", "OsRng", "thread_rng", "getrandom", "new_v4()", "rand::rng"]
                .iter()
                .any(|name| line.contains(name))
    });
    no_line(&files, "only clock.rs reads the wall clock", |file, line| {
        !file.path.ends_with("/clock.rs")
            && ["SystemTime", "Utc::now", "Local::now"].iter().any(|name| line.contains(name))
    });
    let rust = under("src-tauri/", &[".rs"]);
    no_line(&rust, "SQL stands under store/", |file, line| {
        !file.path.contains("/store/")
            && ["\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "\"CREATE TABLE", "PRAGMA "]
                .iter()
                .any(|word| line.contains(word))
    });
    let ui = under("ui/src/", &[".ts", ".tsx"]);
    no_line(&ui, "only tauri.ts imports @tauri-apps", |file, line| {
        file.path != "ui/src/backend/tauri.ts" && line.contains("@tauri-apps")
    });
}

#[test]
fn each_audit_action_is_made_in_one_place() {
    let audit = core().into_iter().find(|file| file.path.ends_with("/audit.rs")).expect("audit.rs");
    let begin = audit.text.find("pub enum Action {").expect("the actions");
    let variants: Vec<_> = audit.text[begin..]
        .lines()
        .skip(1)
        .take_while(|line| *line != "}")
        .map(str::trim)
        .filter(|line| line.ends_with(',') && !line.starts_with("//"))
        .map(|line| line.trim_end_matches(','))
        .collect();
    assert!(variants.len() >= 10, "{variants:?}");
    for variant in variants {
        let named = format!("Action::{variant}");
        let made: Vec<_> = core()
            .into_iter()
            .filter(|file| {
                file.code().any(|(_, line)| {
                    line.match_indices(&named)
                        .any(|(at, _)| !line[at + named.len()..].starts_with(|c: char| c.is_alphanumeric()))
                })
            })
            .map(|file| file.path)
            .collect();
        assert!(matches!(made.as_slice(), [one] if one.contains("/actions/")), "{named} is made in {made:?}");
    }
}

#[test]
fn what_holds_a_secret_cannot_be_copied_written_or_printed() {
    let files = core();
    let holders = ["Secret", "Passphrase", "Sheet", "Keys", "MasterKey", "Key", "KeychainItem", "Sealed", "Line"];
    let mut seen = BTreeMap::new();
    for file in &files {
        let lines: Vec<_> = file.code().map(|(_, line)| line).collect();
        for (at, line) in lines.iter().enumerate() {
            let Some(name) = line
                .trim()
                .trim_start_matches("pub(crate) ")
                .trim_start_matches("pub(super) ")
                .trim_start_matches("pub ")
                .strip_prefix("struct ")
            else {
                continue;
            };
            let name = name.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            if let Some(holder) = holders.iter().find(|holder| **holder == name) {
                seen.insert(*holder, file.path.clone());
                let derives = lines[..at].iter().rev().take_while(|line| line.trim().starts_with("#[")).any(|line| {
                    ["Serialize", "Clone", "Debug"]
                        .iter()
                        .any(|banned| line.contains("derive") && line.contains(banned))
                });
                assert!(!derives, "{}: {name} holds a secret", file.path);
            }
        }
        for name in holders {
            let text = &file.text;
            for banned in ["Serialize for", "Clone for", "Display for"] {
                assert!(!text.contains(&format!("{banned} {name} ")), "{}: {banned} {name}", file.path);
            }
        }
    }
    assert_eq!(seen.len(), holders.len(), "a holder of secrets has another name now: {seen:?}");
    no_line(&files, "keychain errors can hold the secret's bytes and are never printed with {:?}", |file, line| {
        file.path.contains("/vault/") && line.contains("error:?}")
    });
}

/// Files that may be longer: generated, tests, text catalogues, SQL.
fn may_be_long(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains("/tests/")
        || path.contains("/tests.rs")
        || path.contains("/bindings/")
        || path.contains("/text/")
        || path.contains(".test.")
        || path.ends_with(".sql")
}

#[test]
fn files_are_short_and_named_after_what_they_hold() {
    let files: Vec<_> = sources().into_iter().filter(|file| file.is(&[".rs", ".ts", ".tsx", ".css", ".mjs"])).collect();
    let long: Vec<_> = files
        .iter()
        .filter(|file| !may_be_long(&file.path) && file.text.lines().count() > 400)
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    assert!(long.is_empty(), "above 400 lines: {long:?}");
    let empty_words = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "service"];
    let named: Vec<_> = sources()
        .iter()
        .flat_map(|file| {
            file.path
                .split('/')
                .map(|part| (file.path.clone(), part.split('.').next().unwrap_or_default().to_owned()))
                .collect::<Vec<_>>()
        })
        .filter(|(_, part)| part.split(['-', '_']).any(|word| empty_words.contains(&word)))
        .map(|(path, _)| path)
        .collect();
    assert!(named.is_empty(), "names that say nothing: {named:?}");
}

#[test]
fn nothing_is_left_open_or_silenced() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("unimplement", "ed!"),
        concat!("to", "do!("),
    ];
    let silenced = [
        concat!("#[al", "low("),
        concat!("#![al", "low("),
        concat!("#[ig", "nore"),
        concat!("@ts-ig", "nore"),
        concat!("test.sk", "ip"),
        concat!("it.sk", "ip"),
        concat!("describe.sk", "ip"),
        concat!("test.on", "ly"),
        concat!("it.on", "ly"),
    ];
    let code: Vec<_> = sources().into_iter().filter(|file| file.is(&[".rs", ".ts", ".tsx", ".mjs"])).collect();
    let found: Vec<_> = code
        .iter()
        .flat_map(|file| {
            let path = &file.path;
            file.text
                .lines()
                .zip(1..)
                .filter(|(line, _)| marks.iter().chain(&silenced).any(|mark| line.contains(mark)))
                .map(move |(line, number)| format!("  {path}:{number}: {}", line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "left open or silenced:\n{}", found.join("\n"));
    let unsafe_code: Vec<_> = code
        .iter()
        .filter(|file| {
            file.path.ends_with(".rs")
                && file.path != "src-tauri/src/platform.rs"
                && !file.path.starts_with("tests/tidy")
        })
        .filter(|file| {
            file.code().any(|(_, line)| {
                line.contains("unsafe {") || line.contains("unsafe fn") || line.contains("unsafe impl")
            })
        })
        .map(|file| file.path.clone())
        .collect();
    assert!(unsafe_code.is_empty(), "unsafe outside platform.rs: {unsafe_code:?}");
}

#[test]
fn every_module_says_what_it_owns() {
    let rust: Vec<_> = sources().into_iter().filter(|file| file.path.ends_with(".rs")).collect();
    // What is taken in by `include!` is no module; it says what it owns in plain comments.
    let included = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        rust.iter().any(|file| file.code().any(|(_, line)| line.contains("include!(") && line.contains(name)))
    };
    let silent: Vec<_> = rust
        .iter()
        .filter(|file| !(file.text.starts_with("//!") || file.text.starts_with("//") && included(&file.path)))
        .map(|file| file.path.clone())
        .collect();
    assert!(silent.is_empty(), "no //! on {silent:?}");
}

#[test]
fn the_top_level_is_the_agreed_one() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "docs",
        "src-tauri",
        "ui",
        "tests",
        "rustfmt.toml",
        "clippy.toml",
        "deny.toml",
    ];
    let tops: std::collections::BTreeSet<_> =
        sources().into_iter().filter_map(|file| file.path.split('/').next().map(str::to_owned)).collect();
    let beside: Vec<_> = tops.iter().filter(|top| !top.starts_with('.') && !agreed.contains(&top.as_str())).collect();
    assert!(beside.is_empty(), "at the top level, outside the agreed shape: {beside:?}");
    let dots: Vec<_> = tops
        .iter()
        .filter(|top| {
            top.starts_with('.') && ![".cargo", ".ci", ".gitignore", ".gitattributes"].contains(&top.as_str())
        })
        .collect();
    assert!(dots.is_empty(), "{dots:?}");
}

#[test]
fn the_style_sheets_take_every_value_from_the_tokens() {
    let sheets: Vec<_> =
        under("ui/src/", &[".css"]).into_iter().filter(|file| !file.path.ends_with("/tokens.css")).collect();
    no_line(&sheets, "a raw colour outside tokens.css", |_, line| {
        let value = line.split_once(':').map_or("", |(_, value)| value);
        let hex = value
            .match_indices('#')
            .any(|(at, _)| value[at + 1..].chars().take(3).filter(char::is_ascii_hexdigit).count() == 3);
        hex || ["rgb(", "rgba(", "hsl("].iter().any(|word| value.contains(word))
    });
    let screens = under("ui/src/", &[".tsx"]);
    no_line(&screens, "no markup is made from text", |_, line| {
        line.contains(concat!("dangerously", "SetInnerHTML")) || line.contains("innerHTML")
    });
    no_line(&under("ui/src/", &[".ts", ".tsx"]), "nothing is kept in the web view", |_, line| {
        ["localStorage", "sessionStorage", "indexedDB", "document.cookie"].iter().any(|word| line.contains(word))
    });
}

#[test]
fn the_project_speaks_of_the_product_alone() {
    let hosts = [
        concat!("crates", ".io"),
        concat!("npm", "js.org"),
        concat!("npm", "js.com"),
        concat!("py", "pi.org"),
        concat!("deb.deb", "ian.org"),
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
    ];
    let found: Vec<_> = sources()
        .iter()
        .filter(|file| file.path != "Cargo.lock")
        .flat_map(|file| {
            hosts
                .iter()
                .filter(|host| file.text.contains(**host))
                .map(|host| format!("{}: {host}", file.path))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(found.is_empty(), "{found:?}");
}
