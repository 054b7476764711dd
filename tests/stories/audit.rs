//! The audit log: one entry for each deed, in a chain that anybody can check, and never a secret.

use keywright_core::actions;
use keywright_core::mac::{Vouch, chain};
use keywright_core::store::audit_log;
use serde_json::Value;

use crate::desk::Desk;

#[test]
fn each_deed_has_one_entry_and_the_chain_holds() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let secret = work.copy(sheet.id).expect("copied");
    work.copy(sheet.id).expect("copied again");
    actions::show_secret(&work.app, sheet.id).expect("shown");
    actions::download_csv(&work.app, sheet.id, &desk.exports().join("a.csv"), false, false).expect("saved");
    actions::download_csv(&work.app, sheet.id, &desk.exports().join("a.csv"), false, false).expect_err("there");
    work.app.access_id(sheet.credential).expect("no secret, no entry");
    actions::close_sheet(&work.app, sheet.id).expect("closed");

    let entries = work.app.store.read(audit_log::all).expect("entries");
    let parsed: Vec<Value> = entries.iter().map(|entry| serde_json::from_slice(&entry.bytes).expect("JSON")).collect();
    let actions: Vec<_> = parsed.iter().map(|entry| entry["action"].as_str().expect("an action")).collect();
    assert_eq!(
        actions,
        [
            "create_vault",
            "create_tenant",
            "issue_credential",
            "copy_secret",
            "copy_secret",
            "show_secret",
            "begin_download",
            "finish_download",
            "begin_download",
            "fail_download",
        ]
    );
    let issued = &parsed[2];
    assert_eq!(issued["operator"]["name"], "Dana Whitfield");
    assert_eq!(issued["subject"]["title"], "CRM");
    assert_eq!(issued["subject"]["accessId"].as_str(), sheet.access_id.as_deref());
    assert_eq!(issued["subject"]["fingerprint"].as_str().map(str::len), Some(64));

    let keys = work.app.vault.keys().expect("keys");
    let mut previous = [0; 32];
    for (entry, at) in entries.iter().zip(1..) {
        assert_eq!(entry.sequence, at);
        assert_eq!(entry.hash, chain(&previous, &entry.bytes));
        assert_eq!(entry.mac, keys.audit_mac(&entry.hash));
        previous = entry.hash;
    }
    for (path, bytes) in desk.files() {
        let inside = path.starts_with(desk.path());
        assert!(!inside || !String::from_utf8_lossy(&bytes).contains(&secret), "{}", path.display());
    }
}

#[test]
fn the_written_rows_stand_with_their_entry_and_without_sealed_bytes() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    work.copy(sheet.id).expect("copied");
    let database = desk.database();
    let mut statement = database
        .prepare(
            "SELECT \"table\", revision, before, after FROM audit_item WHERE sequence >= 3 ORDER BY sequence, position",
        )
        .expect("items");
    let items: Vec<(String, u32, Option<String>, Option<String>)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .expect("items")
        .collect::<Result<_, _>>()
        .expect("items");
    let tables: Vec<_> = items.iter().map(|(table, revision, ..)| (table.as_str(), *revision)).collect();
    assert_eq!(tables, [("credential", 1), ("secret_version", 1), ("secret_version", 2)]);
    let collected = items[2].2.as_deref().zip(items[2].3.as_deref()).expect("before and after");
    assert!(collected.0.contains("\"collectedAt\":null") && !collected.1.contains("\"collectedAt\":null"));
    assert!(items.iter().all(|item| !item.3.as_deref().unwrap_or_default().contains("sealed")));
}
