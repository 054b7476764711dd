//! The keychain on bad days: five states with words of their own, a readable table, and never a
//! second master key.

use keywright_core::actions;
use keywright_core::column::Column;
use keywright_core::credential_row::Vouched;
use keywright_core::keywright::StageName;
use keywright_core::secret::Passphrase;
use keywright_core::vault::memory_keychain::MemoryState;
use keywright_core::vault::{KeyState, Protection};

use crate::desk::{Desk, create_tenant, rows};

const TROUBLES: [(MemoryState, KeyState, &str); 5] = [
    (MemoryState::Locked, KeyState::Locked, "key_locked"),
    (MemoryState::Denied, KeyState::Denied, "key_denied"),
    (MemoryState::Missing, KeyState::Missing, "key_missing"),
    (MemoryState::Unreachable, KeyState::Unreachable, "key_unreachable"),
    (MemoryState::Wrong, KeyState::Wrong, "key_wrong"),
];

#[test]
fn each_state_has_its_words_and_the_table_stays_readable() {
    let desk = Desk::new();
    let work = desk.at_work();
    let form = work.form("New");
    let sheet = work.issue("CRM");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    drop(work);
    let written = desk.keychain.asked().writes;
    let mut words = Vec::new();
    for (state, name, code) in TROUBLES {
        desk.keychain.set_state(state);
        let keywright = desk.start();
        let app = keywright.app().expect("open all the same");
        let error = app.vault.keys().expect_err("no key");
        assert_eq!((error.code(), app.key_status().state), (code, name));
        words.push(error.to_string());
        assert_eq!(keywright.state().stage, StageName::Open);
        let table = rows(&app, Column::Created, true);
        assert_eq!((table.len(), table[0].vouched), (1, Vouched::Unknown));
        for refused in [
            actions::issue_credential(&app, &form).map(|_| ()),
            create_tenant(&app, "Second").map(|_| ()),
            actions::remove_samples(&app).map(|_| ()),
        ] {
            assert_eq!(refused.expect_err("refused").code(), code);
        }
        desk.keychain.set_state(MemoryState::Ready);
        assert_eq!(app.retry_keychain().state, KeyState::Ready, "a retry in the same process");
        assert_eq!(rows(&app, Column::Created, true)[0].vouched, Vouched::Yes);
    }
    words.sort();
    words.dedup();
    assert_eq!(words.len(), 5, "five states, five sentences");
    assert_eq!(desk.keychain.asked().writes, written, "nothing was written to the keychain");
}

#[test]
fn a_first_run_with_a_keychain_in_trouble_makes_nothing_and_works_later() {
    for (state, code) in [
        (MemoryState::Locked, "key_locked"),
        (MemoryState::Denied, "key_denied"),
        (MemoryState::Unreachable, "key_unreachable"),
    ] {
        let desk = Desk::new();
        desk.keychain.set_state(state);
        let keywright = desk.start();
        let probe = keywright.probe_keychain();
        assert!(!probe.available && probe.steps.last().expect("a step").problem.is_some());
        assert_eq!(keywright.create_vault(Protection::Keychain).expect_err("refused").code(), code);
        assert!(!desk.path().join("keywright.db").exists() && !desk.path().join("vault.id").exists());
        assert_eq!(keywright.state().stage, StageName::FirstRun);
        desk.keychain.set_state(MemoryState::Ready);
        keywright.create_vault(Protection::Keychain).expect("once it is back");
    }
}

#[test]
fn unlocking_prompts_once_and_opens() {
    let desk = Desk::new();
    drop(desk.at_work());
    desk.keychain.set_state(MemoryState::Locked);
    let keywright = desk.start();
    let app = keywright.app().expect("open");
    app.vault.keys().expect_err("locked");
    let prompts = desk.keychain.asked().prompts;
    assert_eq!(app.retry_keychain().state, KeyState::Locked);
    assert_eq!(desk.keychain.asked().prompts, prompts, "a retry never prompts");
    assert_eq!(app.unlock_keychain().state, KeyState::Ready);
    assert_eq!(desk.keychain.asked().prompts, prompts + 1);
}

#[test]
fn a_vault_with_a_passphrase_needs_no_keychain() {
    let desk = Desk::new();
    desk.keychain.set_state(MemoryState::Unreachable);
    let keywright = desk.start();
    let passphrase = || Passphrase::new("correct horse battery".into());
    keywright.create_vault(Protection::Passphrase(passphrase())).expect("a vault");
    let app = keywright.app().expect("open");
    create_tenant(&app, "Acme Logistics").expect("a tenant");
    drop((app, keywright));

    let keywright = desk.start();
    let app = keywright.app().expect("open");
    assert_eq!(app.vault.keys().expect_err("no key").code(), "passphrase_needed");
    assert_eq!(app.list_tenants().expect("readable").len(), 1);
    let wrong = app.unlock_with_passphrase(&Passphrase::new("correct horse batterie".into())).expect_err("wrong");
    assert_eq!((wrong.code(), wrong.field()), ("passphrase_wrong", Some("passphrase")));
    assert_eq!(app.unlock_with_passphrase(&passphrase()).expect("right").state, KeyState::Ready);
    create_tenant(&app, "Second").expect("a tenant");
    assert_eq!(desk.keychain.asked().writes, 0);
}
