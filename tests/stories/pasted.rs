//! A pasted Access ID, fingerprint or whole key finds its credential, and is kept nowhere.

use acceptance::forms::{tenant_form, tenant_like};
use keywright_core::actions;
use keywright_core::credential::Overlap;
use keywright_core::ids::TenantId;
use keywright_core::pasted::{Pasted, PastedPart};
use keywright_core::policy::Expires;
use keywright_core::preset::presets;
use keywright_core::rng::SystemRng;
use keywright_core::scheme::{AccessId, TokenPrefix, generate_reference, generate_token};
use keywright_core::secret::Secret;
use keywright_core::sheets::SheetRow;
use keywright_core::vault::memory_keychain::MemoryState;

use crate::desk::{AtWork, Desk};

fn pasted(work: &AtWork, tenant: Option<TenantId>, text: &str) -> Pasted {
    work.app.find_pasted(tenant, &Secret::new(text.to_owned())).expect("looked up")
}

fn found(sheet: &SheetRow, tenant: TenantId, by: PastedPart) -> Pasted {
    Pasted::Credential { credential: sheet.credential, title: sheet.title.clone(), tenant, by }
}

/// A credential of every system, each in a tenant of its own, with its secret.
fn one_of_each(work: &AtWork) -> Vec<(TenantId, SheetRow, String)> {
    presets()
        .iter()
        .enumerate()
        .map(|(number, preset)| {
            let name = format!("System {number}");
            let request = tenant_form(tenant_like(preset, &name, "UTC"), work.app.now()).expect("a form");
            let tenant = actions::create_tenant(&work.app, &request).expect("a tenant").id;
            let mut form = work.form(&format!("Credential {number}"));
            (form.tenant, form.expires) = (tenant, Expires::Never);
            let sheet = actions::issue_credential(&work.app, &form).expect("issued");
            let secret = work.copy(sheet.id).expect("copied");
            (tenant, sheet, secret)
        })
        .collect()
}

#[test]
fn whatever_identifies_a_credential_finds_it_in_whichever_tenant() {
    let desk = Desk::new();
    let work = desk.at_work();
    for (tenant, sheet, secret) in one_of_each(&work) {
        let fingerprint = Secret::new(secret.clone()).fingerprint().as_str().to_owned();
        for view in [None, Some(tenant), Some(work.tenant)] {
            assert_eq!(pasted(&work, view, &secret), found(&sheet, tenant, PastedPart::Key));
            for text in
                [format!(" {secret}\n"), format!("Authorization: Bearer {secret}"), format!("rest_api_key={secret}")]
            {
                assert_eq!(pasted(&work, view, &text), found(&sheet, tenant, PastedPart::Key));
            }
            for text in [fingerprint.clone(), fingerprint.to_uppercase()] {
                assert_eq!(pasted(&work, view, &text), found(&sheet, tenant, PastedPart::Fingerprint));
            }
            if let Some(access_id) = &sheet.access_id {
                for text in [access_id.clone(), access_id.to_uppercase(), format!("AccessID={access_id}&Expires=1")] {
                    assert_eq!(pasted(&work, view, &text), found(&sheet, tenant, PastedPart::AccessId));
                }
            }
        }
    }
}

#[test]
fn the_tenant_in_view_goes_before_another() {
    let desk = Desk::new();
    let work = desk.at_work();
    let here = work.issue("Here");
    let other = crate::desk::create_tenant(&work.app, "Second").expect("a tenant").id;
    let mut form = work.form("There");
    form.tenant = other;
    let there = actions::issue_credential(&work.app, &form).expect("issued");
    let both = format!("{} {}", there.access_id.as_deref().expect("one"), here.access_id.as_deref().expect("one"));
    assert_eq!(pasted(&work, Some(work.tenant), &both), found(&here, work.tenant, PastedPart::AccessId));
    assert_eq!(pasted(&work, Some(other), &both), found(&there, other, PastedPart::AccessId));
    assert_eq!(
        pasted(&work, None, &both),
        found(&there, other, PastedPart::AccessId),
        "the first, where all are in view"
    );
}

#[test]
fn an_older_secret_finds_its_credential_too_and_a_deleted_ones_none() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let old = work.copy(sheet.id).expect("copied");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    let rotated =
        actions::rotate_credential(&work.app, work.target(sheet.credential), Overlap::Now, None).expect("new").sheet;
    let new = work.copy(rotated.id).expect("copied");
    actions::close_sheet(&work.app, rotated.id).expect("closed");
    for secret in [&old, &new] {
        assert_eq!(pasted(&work, None, secret), found(&sheet, work.tenant, PastedPart::Key));
    }
    actions::delete_credential(&work.app, work.target(sheet.credential)).expect("deleted");
    for text in [&old, &new, sheet.access_id.as_ref().expect("one")] {
        assert_eq!(pasted(&work, None, text), Pasted::Unknown);
    }
}

#[test]
fn what_no_credential_has_is_unknown_and_what_is_no_key_is_text() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    let token = generate_token(&TokenPrefix::parse("acme").expect("a prefix"), &SystemRng).expect("a key");
    let reference = generate_reference(&SystemRng).expect("a key");
    let access_id = AccessId::generate(&SystemRng).expect("an id");
    let mut mistyped = token.for_show().to_owned();
    mistyped.replace_range(10..11, if mistyped.as_bytes()[10] == b'a' { "b" } else { "a" });
    for text in [token.for_show(), &mistyped, reference.for_show(), access_id.as_str(), token.fingerprint().as_str()] {
        assert_eq!(pasted(&work, None, text), Pasted::Unknown);
    }
    for text in ["", "CRM", "status:active expires:<30d", "7e4e6a9c", &work.row_of(work.table()[0].id).id.to_string()] {
        assert_eq!(pasted(&work, None, text), Pasted::Text, "{text}");
    }
}

#[test]
fn nothing_of_a_pasted_text_is_kept_and_nothing_is_recorded() {
    let desk = Desk::new();
    let work = desk.at_work();
    let given = one_of_each(&work);
    given.iter().for_each(|(_, sheet, _)| actions::close_sheet(&work.app, sheet.id).expect("closed"));
    let before = work.deeds().len();
    let stranger = generate_reference(&SystemRng).expect("a key").for_show().to_owned();
    for locked in [false, true] {
        if locked {
            desk.keychain.set_state(MemoryState::Locked);
            work.app.vault.forget(work.app.now());
        }
        for (tenant, sheet, secret) in &given {
            assert_eq!(pasted(&work, None, secret), found(sheet, *tenant, PastedPart::Key), "also without the key");
            let answer = serde_json::to_string(&pasted(&work, None, secret)).expect("JSON");
            assert!(!answer.contains(secret.as_str()), "the answer holds none of it");
        }
        assert_eq!(pasted(&work, None, &stranger), Pasted::Unknown);
    }
    assert_eq!(work.deeds().len(), before);
    drop(work);
    for text in given.iter().map(|(_, _, secret)| secret).chain([&stranger]) {
        assert_eq!(desk.files_with(text), Vec::<std::path::PathBuf>::new());
    }
}
