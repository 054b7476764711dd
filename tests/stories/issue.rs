//! The main job: issue a credential, hand it out, find it again.

use std::os::unix::fs::PermissionsExt;
use std::sync::Barrier;

use keywright_core::actions;
use keywright_core::app::Part;
use keywright_core::column::Column;
use keywright_core::credential_row::Vouched;
use keywright_core::keywright::StageName;
use keywright_core::policy::Expires;
use keywright_core::state::Status;
use keywright_core::vault::Protection;

use crate::desk::{Desk, create_tenant};

#[test]
fn an_administrator_issues_a_credential_and_finds_it_after_a_restart() {
    let desk = Desk::new();
    let keywright = desk.start();
    assert_eq!(keywright.state().stage, StageName::FirstRun);
    assert!(keywright.probe_keychain().available);
    let state = keywright.create_vault(Protection::Keychain).expect("a vault");
    assert_eq!(state.stage, StageName::Open);
    assert_eq!(state.permissions.len(), 8, "the account that makes the vault is an administrator");
    drop(keywright);

    let keywright = desk.start();
    let app = keywright.app().expect("open");
    create_tenant(&app, "Acme Logistics").expect("a tenant");
    drop((app, keywright));

    let work = desk.back_at_work();
    let sheet = work.issue("CRM integration, Rotterdam");
    assert_eq!((sheet.api_url.as_str(), sheet.collected), ("https://api.acme.example/v1", false));
    assert_eq!(work.app.sheet_part(sheet.id, Part::AccessId).ok(), sheet.access_id);
    assert!(work.table()[0].never_collected);

    let secret = work.copy(sheet.id).expect("copied");
    assert_eq!(secret.len(), 36);
    assert_eq!(*actions::show_secret(&work.app, sheet.id).expect("shown"), secret);
    assert!(work.app.open_sheets()[0].collected && !work.table()[0].never_collected);

    let path = desk.exports().join(work.app.suggested_file(sheet.id).expect("open"));
    let saved = actions::download_csv(&work.app, sheet.id, &path, false, false).expect("saved");
    assert_eq!((saved.folder.as_str(), saved.file.as_str()), ("exports", "CRM-integration-Rotterdam.csv"));
    let file = std::fs::read_to_string(&path).expect("the file");
    assert_eq!(
        file,
        format!(
            "Title,API URL,Access ID,Secret Key,Expiration Date\r\n\
             \"CRM integration, Rotterdam\",https://api.acme.example/v1,{},{secret},2027-02-23T00:00:00+01:00\r\n",
            sheet.access_id.as_deref().expect("an Access ID")
        )
    );
    assert_eq!(std::fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o600);
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    std::fs::remove_file(&path).expect("removed");
    drop(work);

    let work = desk.back_at_work();
    let row = &work.table()[0];
    assert_eq!((row.title.as_str(), &row.access_id), ("CRM integration, Rotterdam", &sheet.access_id));
    assert_eq!((row.status, row.vouched, row.never_collected), (Status::Active, Vouched::Yes, false));
    assert_eq!((row.expires_on.as_deref(), row.days_left), (Some("2027-02-22"), Some(91)));
    for part in [secret.as_str(), &secret.replace('-', ""), &secret[..18]] {
        assert_eq!(desk.files_with(part), Vec::<std::path::PathBuf>::new(), "no file holds the secret or a part of it");
    }
}

#[test]
fn after_the_sheet_is_closed_no_command_has_the_secret() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    let path = desk.exports().join("a.csv");
    let codes = [
        work.copy(sheet.id).expect_err("closed").code(),
        actions::show_secret(&work.app, sheet.id).expect_err("closed").code(),
        actions::download_csv(&work.app, sheet.id, &path, false, true).expect_err("closed").code(),
        actions::close_sheet(&work.app, sheet.id).expect_err("closed").code(),
        work.app.sheet_part(sheet.id, Part::ApiUrl).expect_err("closed").code(),
    ];
    assert_eq!(codes, ["sheet_closed"; 5]);
    assert!(!path.exists() && work.app.open_sheets().is_empty() && work.table()[0].never_collected);
}

#[test]
fn a_sheet_that_died_uncollected_shows_never_collected() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("Died");
    let kept = work.issue("Shown");
    actions::show_secret(&work.app, kept.id).expect("shown");
    drop(work);
    let work = desk.back_at_work();
    assert!(work.app.open_sheets().is_empty());
    let never: Vec<_> = work.table().into_iter().map(|row| (row.title, row.never_collected)).collect();
    assert_eq!(never, [("Shown".to_owned(), false), ("Died".to_owned(), true)]);
}

#[test]
fn a_form_that_comes_in_twice_makes_one_credential() {
    let desk = Desk::new();
    let work = desk.at_work();
    let form = work.form("CRM");
    let barrier = Barrier::new(8);
    let sheets: Vec<_> = std::thread::scope(|scope| {
        let calls: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    actions::issue_credential(&work.app, &form).expect("issued, or what was issued").id
                })
            })
            .collect();
        calls.into_iter().map(|call| call.join().expect("no panic")).collect()
    });
    assert!(sheets.iter().all(|sheet| *sheet == sheets[0]));
    assert_eq!((work.table().len(), work.app.open_sheets().len()), (1, 1));
    actions::close_sheet(&work.app, sheets[0]).expect("closed");
    assert_eq!(actions::issue_credential(&work.app, &form).expect_err("closed").code(), "sheet_closed");
    assert_eq!(work.table().len(), 1);
}

#[test]
fn a_clipboard_that_fails_leaves_no_trace_of_a_copy() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let before = work.app.store.read(keywright_core::store::audit_log::all).expect("entries").len();
    let failed = actions::copy_secret(&work.app, sheet.id, |_| {
        Err(keywright_core::error::Error::Internal("The clipboard did not answer.".into()))
    });
    assert_eq!(failed.expect_err("failed").code(), "internal");
    assert_eq!(work.app.store.read(keywright_core::store::audit_log::all).expect("entries").len(), before);
    assert!(work.table()[0].never_collected && !work.app.open_sheets()[0].secret.copied);
}

#[test]
fn inactive_and_for_ever_as_asked() {
    let desk = Desk::new();
    let work = desk.at_work();
    let mut form = work.form("Standby");
    form.active = false;
    form.expires = Expires::Never;
    form.description = "  Used when the\r\nother fails ".into();
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    let path = desk.exports().join("standby.csv");
    actions::download_csv(&work.app, sheet.id, &path, true, false).expect("saved");
    let file = std::fs::read_to_string(&path).expect("the file");
    assert!(file.starts_with('\u{FEFF}') && file.ends_with(",Never\r\n"));
    let row = &work.table()[0];
    assert_eq!(
        (row.status, row.expires_at, row.description.as_str()),
        (Status::Inactive, None, "Used when the\nother fails")
    );
}

#[test]
fn the_table_sorts_by_every_column() {
    let desk = Desk::new();
    let work = desk.at_work();
    for (title, date, active) in [
        ("beta", Some("2026-12-01"), true),
        ("Alpha", Some("2028-01-01"), true),
        ("gamma", None, true),
        ("delta", Some("2027-06-01"), false),
    ] {
        let mut form = work.form(title);
        form.active = active;
        form.expires = date.map_or(Expires::Never, |date| Expires::On { date: date.parse().expect("a date") });
        actions::issue_credential(&work.app, &form).expect("issued");
        desk.clock.set(work.app.now().plus_millis(1_000));
    }
    let titles = |column, descending| -> Vec<String> {
        work.rows(column, descending).into_iter().map(|row| row.title).collect()
    };
    assert_eq!(titles(Column::Created, true), ["delta", "gamma", "Alpha", "beta"]);
    assert_eq!(titles(Column::Modified, false), ["beta", "Alpha", "gamma", "delta"]);
    assert_eq!(titles(Column::Title, false), ["Alpha", "beta", "delta", "gamma"]);
    assert_eq!(titles(Column::Expires, false), ["beta", "delta", "Alpha", "gamma"], "never is last");
    assert_eq!(titles(Column::Expires, true), ["Alpha", "delta", "beta", "gamma"], "in both directions");
    assert_eq!(titles(Column::Status, false), ["gamma", "Alpha", "beta", "delta"], "active, expiring, inactive");
    let ids: Vec<_> = work.rows(Column::AccessId, false).into_iter().map(|row| row.access_id).collect();
    assert!(ids.is_sorted());
}

#[test]
fn issuing_copying_closing_and_listing_at_once_never_wait_for_each_other() {
    let desk = Desk::new();
    let work = desk.at_work();
    let (done, finished) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (work, done) = (&work, done.clone());
            scope.spawn(move || {
                for number in 0..25 {
                    let form = work.form(&format!("Worker {worker} number {number}"));
                    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
                    assert_eq!(actions::issue_credential(&work.app, &form).expect("the same").id, sheet.id);
                    work.copy(sheet.id).expect("copied");
                    assert!(work.app.open_sheets().iter().any(|open| open.id == sheet.id && open.secret.copied));
                    actions::close_sheet(&work.app, sheet.id).expect("closed");
                }
                done.send(()).expect("heard");
            });
        }
        for _ in 0..4 {
            let waited = finished.recv_timeout(std::time::Duration::from_secs(60));
            if waited.is_err() {
                eprintln!("two threads wait for each other");
                std::process::abort();
            }
        }
    });
    assert_eq!(work.table().len(), 100);
}
