//! Settings of the vault, preferences of each operator, the data folder and its backups.

use std::path::Path;
use std::time::Duration;

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::operator::Account;
use keywright_core::policy::Reveal;
use keywright_core::secret::Passphrase;
use keywright_core::settings::{DateStyle, Density, Preferences, Settings, Theme};
use keywright_core::store::{audit_log, head};
use keywright_core::vault::memory_keychain::MemoryState;

use crate::desk::Desk;

fn entries(app: &App) -> usize {
    app.store.read(audit_log::all).expect("entries").len()
}

#[test]
fn settings_begin_as_they_are_and_stay_as_they_are_made() {
    let desk = Desk::new();
    let work = desk.at_work();
    let begun = work.app.settings().expect("settings");
    assert_eq!(begun, Settings::default());
    assert_eq!((begun.revision, begun.clipboard_seconds, begun.warning_days), (0, 45, 30));
    let before = entries(&work.app);
    assert_eq!(actions::change_settings(&work.app, &begun).expect("nothing to do"), begun);
    assert_eq!(entries(&work.app), before, "what changes nothing writes nothing");
    let wanted = Settings {
        clipboard_seconds: 20,
        default_days: Some(90),
        never_allowed: false,
        warning_days: 14,
        reveal: Reveal::Recoverable,
        ..begun.clone()
    };
    let changed = actions::change_settings(&work.app, &wanted).expect("changed");
    assert_eq!(changed, Settings { revision: 1, ..wanted });
    let again = Settings { default_days: None, default_never: true, never_allowed: true, ..changed.clone() };
    let changed = actions::change_settings(&work.app, &again).expect("changed again");
    assert_eq!(changed.revision, 2);
    let stale = actions::change_settings(&work.app, &again).expect_err("the second window");
    assert_eq!(stale.code(), "changed_meanwhile");
    assert_eq!(work.app.clipboard_time(), Duration::from_secs(20));
    drop(work);
    let work = desk.back_at_work();
    assert_eq!(work.app.settings().expect("kept"), changed);
    let (head, _) = work.app.store.read(head::read).expect("the head");
    assert!(head.agrees_with(&work.app.store.read(head::count).expect("counted")));
    let details = work.app.audit_entry(u32::try_from(entries(&work.app)).expect("a number")).expect("an entry");
    assert_eq!((details.row.action.as_str(), details.row.kind.as_str()), ("change_settings", "settings"));
    let fields: Vec<_> = details.items[0].changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["defaultDays", "defaultNever", "neverAllowed"]);
}

#[test]
fn what_is_out_of_bounds_is_told_at_its_field() {
    let desk = Desk::new();
    let work = desk.at_work();
    let before = entries(&work.app);
    let begun = Settings::default();
    for (wanted, field) in [
        (Settings { clipboard_seconds: 4, ..begun.clone() }, "clipboardSeconds"),
        (Settings { clipboard_seconds: 301, ..begun.clone() }, "clipboardSeconds"),
        (Settings { default_days: Some(0), ..begun.clone() }, "defaultDays"),
        (Settings { default_days: Some(3_651), ..begun.clone() }, "defaultDays"),
        (Settings { default_never: true, never_allowed: false, ..begun.clone() }, "defaultDays"),
        (Settings { warning_days: 366, ..begun.clone() }, "warningDays"),
    ] {
        let error = actions::change_settings(&work.app, &wanted).expect_err(field);
        assert_eq!((error.code(), error.field()), ("invalid_input", Some(field)));
    }
    assert_eq!((work.app.settings().expect("settings"), entries(&work.app)), (begun, before));
}

#[test]
fn settings_that_were_edited_outside_count_for_nothing() {
    for edit in ["clipboard_seconds = 86400", "revision = 7", "reveal = 'bogus'", "warning_days = -1", "mac = x'00'"] {
        let desk = Desk::new();
        let work = desk.at_work();
        let wanted = Settings { clipboard_seconds: 10, ..Settings::default() };
        actions::change_settings(&work.app, &wanted).expect("changed");
        assert_eq!(work.app.clipboard_time(), Duration::from_secs(10));
        desk.database().execute(&format!("UPDATE settings SET {edit}"), []).expect("edited");
        assert_eq!(work.app.clipboard_time(), Duration::from_secs(45), "{edit}");
        assert_eq!(work.app.settings().expect_err(edit).code(), "not_vouched");
        let error = actions::change_settings(&work.app, &Settings { revision: 1, ..wanted }).expect_err(edit);
        assert_eq!(error.code(), "not_vouched", "{edit}");
    }
}

#[test]
fn preferences_are_each_operators_own_and_leave_no_entry() {
    let desk = Desk::new();
    let work = desk.at_work();
    let before = entries(&work.app);
    assert_eq!(work.app.preferences().expect("preferences"), Preferences::default());
    let chosen =
        Preferences { theme: Theme::Dark, density: Density::Compact, dates: DateStyle::Iso, single_keys: false };
    assert_eq!(actions::change_preferences(&work.app, chosen).expect("kept"), chosen);
    let chosen = Preferences { theme: Theme::Light, ..chosen };
    actions::change_preferences(&work.app, chosen).expect("kept again");
    assert_eq!(entries(&work.app), before);
    drop(work);
    // They need no key, and are there before anything else is drawn.
    desk.keychain.set_state(MemoryState::Locked);
    let keywright = desk.start();
    assert_eq!(keywright.state().preferences, chosen);
    let app = keywright.app().expect("open");
    let lighter = Preferences { density: Density::Comfortable, ..chosen };
    actions::change_preferences(&app, lighter).expect("kept without the key");
    assert_eq!(app.preferences().expect("preferences"), lighter);
    drop((app, keywright));
    let stranger = Account { account: "1001".into(), name: "Sam".into() };
    let keywright = desk.start_as(&desk.path(), stranger);
    assert_eq!(keywright.state().preferences, Preferences::default(), "another's are not mine");
    let app = keywright.app().expect("open");
    assert_eq!(actions::change_preferences(&app, chosen).expect_err("a stranger").code(), "not_permitted");
    drop((app, keywright));
    desk.database().execute("UPDATE preference SET theme = 'sepia'", []).expect("edited");
    let preferences = desk.start().state().preferences;
    assert_eq!(
        preferences,
        Preferences { theme: Theme::System, ..lighter },
        "what is no theme is as if none was chosen"
    );
}

#[test]
fn before_there_is_a_vault_preferences_are_the_defaults() {
    assert_eq!(Desk::new().start().state().preferences, Preferences::default());
}

#[test]
fn the_data_folder_says_what_is_in_it() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    let folder = work.app.data_folder().expect("the folder");
    assert_eq!(Path::new(&folder.path), desk.path());
    assert_eq!(work.app.database_file().expect("the file"), desk.path().join("keywright.db"));
    assert_eq!((folder.credentials, folder.audit_entries), (1, 3));
    assert_eq!(folder.key_slots, ["keychain"]);
    assert_eq!(folder.schema as usize, keywright_core::store::migrate::MIGRATIONS.len());
    assert_eq!(folder.created_at.millis(), crate::desk::TODAY);
    assert!(folder.database_bytes > 4_096 && folder.backups.is_empty());
    let marker = std::fs::read_to_string(desk.path().join("vault.id")).expect("the marker");
    assert_eq!(folder.vault, marker.trim());
}

/// A vault of the first schema version, brought to the newest: it has left a backup.
fn migrated(desk: &Desk) -> keywright_core::keywright::Keywright {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("vaults/v1");
    std::fs::create_dir(desk.path()).expect("a folder");
    for file in ["keywright.db", "vault.id"] {
        std::fs::copy(kept.join(file), desk.path().join(file)).expect("kept");
    }
    let keywright = desk.start();
    let app = keywright.app().expect("open");
    app.unlock_with_passphrase(&Passphrase::new("a vault for ever".into())).expect("the passphrase");
    keywright
}

#[test]
fn backups_are_listed_and_dropped_and_the_log_says_which() {
    let desk = Desk::new();
    let keywright = migrated(&desk);
    let app = keywright.app().expect("open");
    let backups = app.list_backups().expect("listed");
    assert_eq!(backups.len(), 1);
    let name = format!("keywright-v1-{}.db", crate::desk::TODAY);
    assert_eq!((backups[0].file.as_str(), backups[0].schema), (name.as_str(), 1));
    assert_eq!((backups[0].made_at.millis(), backups[0].bytes > 4_096), (crate::desk::TODAY, true));
    assert_eq!(app.data_folder().expect("the folder").backups, backups);

    let folder = desk.path().join("backups");
    for foreign in ["notes.txt", "keywright-v1-latest.db"] {
        std::fs::write(folder.join(foreign), "mine").expect("a file");
    }
    std::fs::create_dir(folder.join("keywright-v1-7.db")).expect("a folder of that name");
    std::fs::write(folder.join("keywright-v2-5.db"), "sealed").expect("another backup");
    std::fs::write(folder.join("keywright.db.new"), "sealed").expect("what an interrupted one has left");
    let listed: Vec<_> = app.list_backups().expect("listed").into_iter().map(|backup| backup.file).collect();
    assert_eq!(listed, [name.as_str(), "keywright-v2-5.db"], "the newest first");

    let before = entries(&app);
    assert_eq!(actions::drop_backups(&app).expect("dropped"), 2);
    assert!(app.list_backups().expect("listed").is_empty());
    let mut left: Vec<_> = std::fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    left.sort();
    assert_eq!(left, ["keywright-v1-7.db", "keywright-v1-latest.db", "notes.txt"], "what is not ours stays");
    assert_eq!(entries(&app), before + 1);
    let row = app.audit_rows(&[u32::try_from(before + 1).expect("a number")]).expect("a row").pop().expect("a row");
    assert_eq!((row.action.as_str(), row.count), ("drop_backups", Some(2)));
    assert_eq!(row.detail.as_deref(), Some(format!("{name} keywright-v2-5.db").as_str()));
    assert_eq!(actions::drop_backups(&app).expect("none are left"), 0);
    assert_eq!(entries(&app), before + 1, "nothing was done, and nothing is said");
}
