//! Every kind of credential: what it is made of, how its sheet and file hand it out, how a request presents it, and
//! that nothing of it stays where it may not.

use acceptance::forms::{credential_form, tenant_draft, tenant_form, tenant_like};
use keywright_core::actions;
use keywright_core::app::Part;
use keywright_core::credential::Overlap;
use keywright_core::policy::{Expires, Reveal};
use keywright_core::presentation::{BasicPart, Presentation};
use keywright_core::preset::presets;
use keywright_core::scheme::{Scheme, token_check};
use keywright_core::sheets::SheetRow;
use keywright_core::tenant::{TenantDraft, TenantRow};

use crate::desk::{AtWork, Desk};

/// A tenant as `draft` has it.
fn tenant(work: &AtWork, draft: TenantDraft) -> TenantRow {
    let form = tenant_form(draft, work.app.now()).expect("a form");
    actions::create_tenant(&work.app, &form).expect("a tenant")
}

/// Issues a credential of `tenant`.
fn issue(work: &AtWork, tenant: &TenantRow, title: &str) -> SheetRow {
    let expires =
        if tenant.default_never { Expires::Never } else { Expires::On { date: "2027-02-22".parse().expect("a date") } };
    let form = credential_form(tenant.id, title, expires, work.app.now()).expect("a form");
    actions::issue_credential(&work.app, &form).expect("issued")
}

/// Whether a key is what `scheme` makes.
fn is_shaped(scheme: Scheme, key: &str) -> bool {
    match scheme {
        Scheme::Signed => key.len() == 36 && key.matches('-').count() == 4,
        Scheme::Reference => key.len() == 32 && key.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)),
        Scheme::Token => key.strip_prefix("acme_").is_some_and(|random| {
            random.len() == 36
                && random.bytes().all(|b| b.is_ascii_alphanumeric())
                && token_check(&random[..30]) == random[30..]
        }),
    }
}

#[test]
fn each_of_the_four_systems_has_its_preset_and_each_preset_issues() {
    let desk = Desk::new();
    let work = desk.at_work();
    let offered = work.app.new_tenant("Europe/Amsterdam").expect("a form").presets;
    let codes: Vec<_> = offered.iter().map(|preset| preset.code).collect();
    assert_eq!(codes, ["cyware", "ivanti", "1integrate", "orufy"]);
    for preset in presets() {
        let tenant = tenant(&work, tenant_like(&preset, preset.name, "Europe/Amsterdam"));
        let (never, reveal) = match preset.code {
            "ivanti" => (true, Reveal::Recoverable),
            "orufy" => (false, Reveal::Recoverable),
            _ => (false, Reveal::ShowOnce),
        };
        assert_eq!((tenant.default_never, tenant.reveal), (never, reveal), "{}", preset.code);
        let sheet = issue(&work, &tenant, "CRM");
        assert_eq!((sheet.scheme, sheet.reveal, sheet.expires_at.is_none()), (preset.scheme, reveal, never));
        assert_eq!(sheet.access_id.is_some(), preset.scheme == Scheme::Signed);
        let key = work.copy(sheet.id).expect("copied");
        assert!(is_shaped(preset.scheme, &key), "{}", preset.code);
        assert_eq!(*actions::show_secret(&work.app, sheet.id).expect("shown"), key);
        let details = work.app.credential_details(sheet.credential).expect("details");
        assert_eq!(details.check_with_vendor, matches!(preset.code, "1integrate" | "orufy"));
        let start = match preset.scheme {
            Scheme::Signed => None,
            Scheme::Reference => Some(key[..4].to_owned()),
            Scheme::Token => Some(key[.."acme_".len() + 4].to_owned()),
        };
        assert_eq!((&details.row.key_start, &details.versions[0].key_start), (&start, &start));
        let presents = match preset.code {
            "cyware" => {
                format!("?AccessID={}&Expires=…&Signature=…", sheet.access_id.as_deref().expect("an Access ID"))
            }
            "ivanti" => format!("Authorization: rest_api_key={}…", &key[..4]),
            _ => format!("Authorization: Bearer {}…", &key[..9]),
        };
        assert_eq!(details.presents, presents);
        assert_eq!(details.row.recoverable, reveal == Reveal::Recoverable);
    }
}

#[test]
fn the_file_of_each_kind_has_its_own_columns_and_no_formula() {
    let desk = Desk::new();
    let work = desk.at_work();
    for preset in presets() {
        let tenant = tenant(&work, tenant_like(&preset, preset.name, "Europe/Amsterdam"));
        let sheet = issue(&work, &tenant, "=CRM, \"Rotterdam\"");
        let key = work.copy(sheet.id).expect("copied");
        let path = desk.exports().join(format!("{}.csv", preset.code));
        actions::download_csv(&work.app, sheet.id, &path, false, false).expect("saved");
        let file = std::fs::read(&path).expect("the file");
        let mut read = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
        let records: Vec<csv::StringRecord> = read.records().collect::<Result<_, _>>().expect("well formed");
        let expires = if tenant.default_never { "Never" } else { "2027-02-23T00:00:00+01:00" };
        let (title, url) = ("'=CRM, \"Rotterdam\"", "https://api.acme.example/v1");
        match &sheet.access_id {
            Some(id) => {
                assert_eq!(records[0], vec!["Title", "API URL", "Access ID", "Secret Key", "Expiration Date"]);
                assert_eq!(records[1], vec![title, url, id, &key, expires]);
                assert_eq!(work.app.sheet_part(sheet.id, Part::AccessId).expect("a part"), *id);
            }
            None => {
                assert_eq!(records[0], vec!["Title", "API URL", "API Key", "Expiration Date"]);
                assert_eq!(records[1], vec![title, url, &key, expires]);
                assert_eq!(work.app.sheet_part(sheet.id, Part::AccessId).expect_err("none").code(), "not_found");
                assert_eq!(work.app.access_id(sheet.credential).expect_err("none").code(), "not_found");
            }
        }
        assert_eq!((records.len(), file.ends_with(b"\r\n")), (2, true));
    }
}

#[test]
fn a_single_key_that_is_shown_once_is_in_no_file_and_neither_is_its_rotated_one() {
    let desk = Desk::new();
    let work = desk.at_work();
    let mut keys = Vec::new();
    for preset in presets() {
        let draft = TenantDraft { reveal: Reveal::ShowOnce, ..tenant_like(&preset, preset.name, "UTC") };
        let tenant = tenant(&work, draft);
        for number in 0..20 {
            let sheet = issue(&work, &tenant, &format!("CRM {number}"));
            keys.push((preset.scheme, work.copy(sheet.id).expect("copied")));
            actions::close_sheet(&work.app, sheet.id).expect("closed");
        }
        let target = work.target(work.table()[0].id);
        let rotated = actions::rotate_credential(&work.app, target, Overlap::Now, None).expect("rotated").sheet;
        assert_eq!(rotated.scheme, preset.scheme);
        let key = work.copy(rotated.id).expect("copied");
        assert!(is_shaped(preset.scheme, &key) && keys.iter().all(|(_, other)| *other != key));
        keys.push((preset.scheme, key));
        actions::close_sheet(&work.app, rotated.id).expect("closed");
    }
    for (scheme, key) in &keys {
        // What may be shown of it, and nothing longer.
        let shown = if *scheme == Scheme::Token { "acme_".len() + 4 } else { 4 };
        assert!(!desk.vault_holds(key.as_bytes()));
        assert!(!desk.vault_holds(&key.as_bytes()[..shown + 8]), "nor the beginning of it");
        assert!(!desk.vault_holds(&key.as_bytes()[shown..]), "nor the end");
    }
    let database = desk.database();
    let count = |which: &str| -> u32 {
        let sql = format!(
            "SELECT count(*) FROM secret_version JOIN credential ON credential.id = credential_id JOIN tenant ON tenant.id = tenant_id WHERE {which}"
        );
        database.query_row(&sql, [], |row| row.get(0)).expect("counted")
    };
    assert_eq!(count("scheme <> 'signed' AND sealed IS NOT NULL"), 0, "of a single key only the fingerprint is kept");
    assert_eq!(count("scheme = 'signed' AND sealed IS NULL"), 0, "signatures can be checked");
    assert_eq!(count("recoverable = 1"), 0);
}

#[test]
fn strong_secret_keys_and_every_presentation() {
    let desk = Desk::new();
    let work = desk.at_work();
    let strong = tenant(&work, TenantDraft { strong_secret: true, ..tenant_draft("Strong", "UTC") });
    let key = work.copy(issue(&work, &strong, "CRM").id).expect("copied");
    assert!(key.len() == 43 && key.bytes().all(|b| b.is_ascii_alphanumeric()));
    let header = |name: &str, value: &str| Presentation::Header { name: name.into(), value: value.into() };
    for (at, (presentation, line)) in [
        (header("X-Api-Key", "{key}"), "X-Api-Key: "),
        (Presentation::Basic { part: BasicPart::User }, "Authorization: Basic base64("),
        (Presentation::Basic { part: BasicPart::Password }, "Authorization: Basic base64(:"),
        (Presentation::Query { name: "api_key".into() }, "?api_key="),
    ]
    .into_iter()
    .enumerate()
    {
        let draft = TenantDraft {
            scheme: Scheme::Token,
            token_prefix: "acme".into(),
            presentation,
            ..tenant_draft(&format!("Tenant {at}"), "UTC")
        };
        let tenant = tenant(&work, draft);
        let sheet = issue(&work, &tenant, "CRM");
        let key = work.copy(sheet.id).expect("copied");
        let presents = work.app.credential_details(sheet.credential).expect("details").presents;
        assert!(presents.starts_with(line) && presents.contains(&format!("{}…", &key[..9])), "{presents}");
        assert!(!presents.contains(&key[..10]), "nothing longer than its start");
    }
    let refused = [
        (Scheme::Signed, header("Authorization", "Bearer {key}")),
        (Scheme::Token, Presentation::FIRST),
        (Scheme::Reference, header("Authorization", "Bearer")),
        (Scheme::Reference, header("Auth orization", "{key}")),
        (Scheme::Reference, header("Authorization", "{key}\r\nX: y")),
        (Scheme::Reference, Presentation::Query { name: "a&b".into() }),
        (Scheme::Signed, Presentation::Signature { within: 31 }),
    ];
    let before = work.deeds().len();
    for (scheme, presentation) in refused {
        let draft = TenantDraft { scheme, token_prefix: "acme".into(), presentation, ..tenant_draft("Refused", "UTC") };
        let form = tenant_form(draft, work.app.now()).expect("a form");
        assert_eq!(actions::create_tenant(&work.app, &form).expect_err("refused").field(), Some("presentation"));
    }
    assert_eq!(work.deeds().len(), before);
}
