//! What bad input gets: a message that names the field and the next step, and nothing half-written.

use acceptance::forms::{tenant_draft, tenant_form};
use keywright_core::actions;
use keywright_core::error::Error;
use keywright_core::policy::Expires;
use keywright_core::secret::Passphrase;
use keywright_core::tenant::TenantDraft;
use keywright_core::vault::Protection;

use crate::desk::{AtWork, Desk};

fn entries(work: &AtWork) -> usize {
    work.app.store.read(keywright_core::store::audit_log::all).expect("entries").len()
}

#[test]
fn a_bad_title_description_or_expiry_is_named_and_makes_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("Café CRM");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    let before = entries(&work);
    let long = "x".repeat(51);
    let titles = [
        ("", "Enter the title"),
        ("   ", "Enter the title"),
        (&long, "51 characters"),
        ("Café CRM", "taken in Acme Logistics"),
        ("CAFÉ crm", "taken"),
        ("Cafe\u{301} CRM", "taken"),
        ("Ｃafé CRM", "taken"),
        ("a\u{0}b", "control character"),
        ("a\tb", "control character"),
        ("evil\u{202E}txt", "cannot be seen"),
        ("zero\u{200B}width", "cannot be seen"),
    ];
    for (title, word) in titles {
        let error = actions::issue_credential(&work.app, &work.form(title)).expect_err(word);
        assert_eq!((error.code(), error.field()), ("invalid_input", Some("title")), "{title:?}");
        assert!(error.to_string().contains(word), "{title:?}: {error}");
        let live = work.app.check_title(work.tenant, title).expect("checked").problem;
        assert_eq!(live.as_deref(), Some(error.to_string().as_str()), "the live check says the same");
    }
    assert_eq!(work.app.check_title(work.tenant, "Café CRM 2").expect("checked").problem, None);

    let mut form = work.form("Free");
    form.description = "x".repeat(1_001);
    assert_eq!(actions::issue_credential(&work.app, &form).expect_err("long").field(), Some("description"));
    for date in ["2026-11-22", "2020-01-01", "9999-12-31"] {
        let mut form = work.form("Free");
        form.expires = Expires::On { date: date.parse().expect("a date") };
        assert_eq!(actions::issue_credential(&work.app, &form).expect_err(date).field(), Some("expires"));
    }
    let mut form = work.form("Free");
    form.expires = Expires::On { date: "2026-11-23".parse().expect("a date") };
    actions::issue_credential(&work.app, &form).expect("today is no past day");
    assert_eq!((work.table().len(), entries(&work)), (2, before + 1), "what was refused left nothing");
}

#[test]
fn a_bad_tenant_is_named_and_makes_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    for (name, api_url, zone, field) in [
        ("", "https://a.example", "UTC", "name"),
        ("ACME logistics", "https://a.example", "UTC", "name"),
        ("New", "", "UTC", "apiUrl"),
        ("New", "a.example/v1", "UTC", "apiUrl"),
        ("New", "https://", "UTC", "apiUrl"),
        ("New", "https://a.example", "Nowhere/None", "zone"),
    ] {
        let draft = TenantDraft { api_url: api_url.into(), ..tenant_draft(name, zone) };
        let request = tenant_form(draft, work.app.now()).expect("a form");
        let error = actions::create_tenant(&work.app, &request).expect_err(field);
        assert_eq!((error.code(), error.field()), ("invalid_input", Some(field)), "{error}");
    }
    assert_eq!(work.app.list_tenants().expect("tenants").len(), 1);
}

#[test]
fn a_repeated_tenant_form_answers_the_tenant_that_it_made() {
    let desk = Desk::new();
    let work = desk.at_work();
    let request = tenant_form(tenant_draft("Second", "UTC"), work.app.now()).expect("a form");
    let first = actions::create_tenant(&work.app, &request).expect("made");
    assert_eq!(actions::create_tenant(&work.app, &request).expect("the same").id, first.id);
    assert_eq!(work.app.list_tenants().expect("tenants").len(), 2);
}

#[test]
fn a_path_that_cannot_be_written_is_named_and_the_sheet_stays() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let there = desk.exports().join("there.csv");
    std::fs::write(&there, "mine").expect("a file");
    for (path, replace, word) in [
        ("relative.csv".into(), true, "root"),
        (desk.exports().join("no/such/folder.csv"), true, "no folder"),
        (desk.exports(), true, "is a folder"),
        (there.clone(), false, "already"),
        ("/proc/keywright.csv".into(), true, "/proc"),
    ] {
        let error = actions::download_csv(&work.app, sheet.id, &path, false, replace).expect_err(word);
        assert_eq!((error.code(), error.field()), ("file_not_written", Some("path")));
        assert!(error.to_string().contains(word), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&there).expect("there"), "mine");
    assert_eq!(std::fs::read_dir(desk.exports()).expect("a folder").count(), 1, "nothing beside it");
    assert!(!work.app.open_sheets()[0].collected && work.table()[0].never_collected);
    actions::download_csv(&work.app, sheet.id, &there, false, true).expect("replaced when asked");
}

#[test]
fn a_short_passphrase_is_refused_before_anything_is_made() {
    let desk = Desk::new();
    let keywright = desk.start();
    let error =
        keywright.create_vault(Protection::Passphrase(Passphrase::new("elevenchars".into()))).expect_err("short");
    assert_eq!((error.code(), error.field()), ("invalid_input", Some("passphrase")));
    assert!(!desk.path().join("keywright.db").exists() && !desk.path().join("vault.id").exists());
    keywright.create_vault(Protection::Keychain).expect("the same form again, corrected");
}

#[test]
fn rows_of_another_generation_and_windows_too_wide_are_refused() {
    let desk = Desk::new();
    let work = desk.at_work();
    assert!(matches!(work.app.credential_rows(work.app.generation.wrapping_add(1), &[1]), Err(Error::Stale)));
    let wide: Vec<u32> = (0..201).collect();
    assert_eq!(work.app.credential_rows(work.app.generation, &wide).expect_err("wide").field(), Some("handles"));
    assert!(work.app.credential_rows(work.app.generation, &[u32::MAX]).expect("none").is_empty());
}
