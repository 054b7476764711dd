//! Somebody edits the database file: each changed row is named, removed and replayed rows show.

use keywright_core::actions;
use keywright_core::credential::{IssueRequest, Overlap, Target};
use keywright_core::credential_row::Vouched;
use keywright_core::settings::Settings;
use keywright_core::store::head;
use proptest::prelude::*;

use crate::desk::{AtWork, Desk};

/// Every column of every marked table but those that are none of the row's own: `handle`, by which
/// the table knows a row, and `mac` itself, which the last test spoils.
const COLUMNS: &[(&str, &[&str])] = &[
    (
        "credential",
        &[
            "id",
            "revision",
            "tenant_id",
            "group_id",
            "title",
            "folded",
            "description",
            "state",
            "revoked_at",
            "revoked_by",
            "revoked_for",
            "was_active",
            "starts_at",
            "expires_at",
            "reveal",
            "access_id",
            "user_id",
            "in_role_id",
            "sample",
            "created_at",
            "created_by",
            "modified_at",
        ],
    ),
    (
        "secret_version",
        &[
            "id",
            "revision",
            "credential_id",
            "number",
            "fingerprint",
            "sealed",
            "key_start",
            "recoverable",
            "made_at",
            "collected_at",
            "accepted_until",
        ],
    ),
    (
        "tenant",
        &[
            "id",
            "revision",
            "name",
            "folded",
            "api_url",
            "scheme",
            "zone",
            "presentation",
            "token_prefix",
            "strong_secret",
            "default_never",
            "management_paths",
            "test_path",
            "check_with_vendor",
            "credential_limit",
            "longest_days",
            "default_days",
            "never_allowed",
            "warning_days",
            "reveal",
            "sample",
            "created_at",
            "modified_at",
        ],
    ),
    (
        "credential_group",
        &["id", "revision", "tenant_id", "name", "folded", "description", "created_at", "modified_at"],
    ),
    ("role", &["id", "revision", "tenant_id", "name", "folded", "description", "rules", "created_at", "modified_at"]),
    ("user", &["id", "revision", "tenant_id", "name", "folded", "mail", "created_at", "modified_at"]),
    ("operator", &["id", "revision", "name", "group_id", "created_at"]),
    ("operator_group", &["id", "revision", "name", "folded", "permissions", "built_in"]),
    (
        "settings",
        &["revision", "clipboard_seconds", "default_days", "default_never", "never_allowed", "warning_days", "reveal"],
    ),
];

#[test]
fn no_column_of_a_marked_table_is_missing_from_the_list() {
    let desk = Desk::new();
    drop(desk.at_work());
    let database = desk.database();
    for table in head::MARKED_TABLES {
        let mut statement =
            database.prepare(&format!("SELECT name FROM pragma_table_info('{table}')")).expect("columns");
        let there: Vec<String> =
            statement.query_map([], |row| row.get(0)).expect("columns").map(|name| name.expect("a name")).collect();
        let listed = COLUMNS.iter().find(|(name, _)| *name == table).expect("listed").1;
        // An operator is found by the account; another account is nobody's.
        let beside = ["mac", "handle", "only", "account"];
        let missing: Vec<_> =
            there.iter().filter(|name| !listed.contains(&name.as_str()) && !beside.contains(&name.as_str())).collect();
        assert!(missing.is_empty(), "{table}: {missing:?}");
    }
}

/// A vault in which one row of each table can be spoiled, and what tells that it was.
fn spoiled(work: &AtWork) -> bool {
    let named = work.table().iter().any(|row| row.vouched == Vouched::Altered);
    named || actions::issue_credential(&work.app, &work.form("Another")).is_err()
}

/// Another value for a column: of its own type and within its constraints where it has some.
fn other_value(column: &str, nudge: i64) -> String {
    match column {
        "state" => "CASE state WHEN 'active' THEN 'inactive' ELSE 'active' END".into(),
        "reveal" => "CASE reveal WHEN 'show-once' THEN 'recoverable' ELSE 'show-once' END".into(),
        "permissions" => "'view'".into(),
        "zone" => "'UTC'".into(),
        "scheme" => "'token'".into(),
        "sample" | "never_allowed" | "built_in" | "strong_secret" | "default_never" | "check_with_vendor"
        | "recoverable" => format!("1 - {column}"),
        "was_active" => "coalesce(1 - was_active, 1)".into(),
        "rules" => r#"'[{"methods":["DELETE"],"paths":[]}]'"#.into(),
        "mail" => "'mallory@acme.example'".into(),
        "id" | "tenant_id" | "group_id" | "credential_id" | "user_id" | "in_role_id" => "randomblob(16)".into(),
        "fingerprint" => "lower(hex(randomblob(32)))".into(),
        "sealed" => "randomblob(length(sealed))".into(),
        "title" | "name" | "folded" | "description" | "api_url" | "access_id" | "created_by" => {
            format!("{column} || 'x'")
        }
        "presentation" => r#"'{"kind":"signature","within":29}'"#.into(),
        "token_prefix" => "'acme'".into(),
        "key_start" => "'key_ab'".into(),
        "management_paths" => r#"'["/admin/**"]'"#.into(),
        "test_path" => "'/ping'".into(),
        "revoked_by" | "revoked_for" => "'Mallory'".into(),
        _ => format!("coalesce({column}, 0) + {nudge}"),
    }
}

/// A credential with everything that can be granted, and the form for another like it.
fn granted(work: &AtWork) -> IssueRequest {
    let (reads, writes) = (work.role("Reads").id, work.role("Writes").id);
    let user = work.user("Sam", &[reads, writes]).id;
    let form = |title: &str| IssueRequest {
        roles: vec![reads],
        user: Some(user),
        in_role: Some(reads),
        addresses: vec!["10.0.0.0/8".into()],
        tags: vec!["depot".into()],
        ..work.form(title)
    };
    let sheet = actions::issue_credential(&work.app, &form("CRM")).expect("issued");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    form("Another")
}

#[test]
fn child_rows_that_come_go_or_change_by_sql_are_noticed() {
    let credential = "(SELECT id FROM credential)";
    let writes = "(SELECT id FROM role WHERE name = 'Writes')";
    let on_credential = [
        format!("INSERT INTO credential_role VALUES ({credential}, {writes})"),
        format!("UPDATE credential_role SET role_id = {writes}"),
        "UPDATE credential_role SET role_id = randomblob(16)".into(),
        "UPDATE credential_role SET role_id = x'00'".into(),
        "DELETE FROM credential_role".into(),
        format!("INSERT INTO credential_address VALUES ({credential}, '192.0.2.1')"),
        format!("INSERT INTO credential_address VALUES ({credential}, '10.0.0.0/08')"),
        format!("INSERT INTO credential_address VALUES ({credential}, 'anywhere')"),
        format!("INSERT INTO credential_address VALUES ({credential}, CAST(x'C328' AS TEXT))"),
        "UPDATE credential_address SET address = '0.0.0.0/0'".into(),
        "DELETE FROM credential_address".into(),
        format!("INSERT INTO credential_tag VALUES ({credential}, 'other')"),
        "UPDATE credential_tag SET tag = 'Depot'".into(),
        "UPDATE credential_tag SET tag = CAST(x'C328' AS TEXT)".into(),
        "DELETE FROM credential_tag".into(),
        "UPDATE credential SET user_id = NULL".into(),
        "UPDATE credential SET in_role_id = NULL".into(),
        format!("UPDATE credential SET in_role_id = {writes}"),
    ];
    for sql in on_credential {
        let desk = Desk::new();
        let work = desk.at_work();
        granted(&work);
        let beside = work.issue("Beside");
        let database = desk.database();
        database.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
        let sql = sql.replace("FROM credential)", "FROM credential WHERE title = 'CRM')");
        let only = if sql.starts_with("UPDATE credential SET") { " WHERE title = 'CRM'" } else { "" };
        assert_eq!(database.execute(&format!("{sql}{only}"), []).expect(&sql), 1, "{sql}");
        let table = work.table();
        assert_eq!(table.len(), 2, "{sql}");
        for row in &table {
            let expected = if row.id == beside.credential { Vouched::Yes } else { Vouched::Altered };
            assert_eq!(row.vouched, expected, "{sql}: {}", row.title);
        }
        let altered = table.iter().find(|row| row.id != beside.credential).expect("the row");
        work.app.credential_details(altered.id).expect("it can be looked at all the same");
        let target = Target { credential: altered.id, revision: altered.revision };
        for refused in [
            actions::deactivate_credential(&work.app, target).map(drop),
            actions::rotate_credential(&work.app, target, Overlap::Now, None).map(drop),
            actions::delete_credential(&work.app, target).map(drop),
        ] {
            assert_eq!(refused.expect_err("refused").code(), "not_vouched", "{sql}");
        }
    }
    for sql in [
        format!("INSERT INTO user_role VALUES ((SELECT id FROM user WHERE name = 'Kim'), {writes})"),
        "UPDATE user_role SET role_id = randomblob(16)".into(),
        "DELETE FROM user_role WHERE user_id = (SELECT id FROM user WHERE name = 'Sam')".into(),
    ] {
        let desk = Desk::new();
        let work = desk.at_work();
        let form = granted(&work);
        let kim = work.user("Kim", &[]);
        let database = desk.database();
        database.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
        let only =
            if sql.starts_with("UPDATE") { " WHERE role_id <> (SELECT id FROM role WHERE name = 'Reads')" } else { "" };
        assert!(database.execute(&format!("{sql}{only}"), []).expect(&sql) > 0, "{sql}");
        assert_eq!(work.app.list_users(None).expect("readable").len(), 2, "{sql}");
        let user = if sql.starts_with("INSERT") { kim.id } else { form.user.expect("Sam") };
        let request = IssueRequest { user: Some(user), in_role: None, ..form };
        let error = actions::issue_credential(&work.app, &request).expect_err("refused");
        assert_eq!(error.code(), "not_vouched", "{sql}: {error}");
    }
}

#[test]
fn a_row_made_to_name_what_is_not_there_spoils_itself_alone() {
    for column in ["tenant_id", "group_id", "user_id", "in_role_id"] {
        let desk = Desk::new();
        let work = desk.at_work();
        granted(&work);
        let beside = work.issue("Beside").credential;
        let database = desk.database();
        database.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
        database
            .execute(&format!("UPDATE credential SET {column} = randomblob(16) WHERE title = 'CRM'"), [])
            .expect("edited");
        let table = work.table();
        assert_eq!(table.len(), 2, "{column}");
        for row in &table {
            let expected = if row.id == beside { Vouched::Yes } else { Vouched::Altered };
            assert_eq!(row.vouched, expected, "{column}: {}", row.title);
            work.app.credential_details(row.id).expect("it can be looked at all the same");
        }
    }
}

#[test]
fn a_group_renamed_by_sql_is_named_in_the_rows_that_are_in_it() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    desk.database().execute("UPDATE credential_group SET name = 'Public', folded = 'public'", []).expect("edited");
    assert_eq!(work.table()[0].vouched, Vouched::Altered);
}

#[test]
fn any_column_of_any_row_that_is_changed_by_sql_is_noticed() {
    for (table, columns) in COLUMNS {
        for column in *columns {
            let desk = Desk::new();
            let work = desk.at_work();
            let granted = granted(&work);
            let settings = Settings { clipboard_seconds: 20, ..Settings::default() };
            actions::change_settings(&work.app, &settings).expect("changed");
            assert!(work.table().iter().all(|row| row.vouched == Vouched::Yes));
            let database = desk.database();
            database.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("set");
            let value = other_value(column, 1);
            let changed =
                database.execute(&format!("UPDATE \"{table}\" SET \"{column}\" = {value}"), []).expect("changed");
            assert!(changed > 0);
            let noticed = match *table {
                // Rows that are read only when something is done: doing it is refused.
                "tenant" | "credential_group" | "operator" | "operator_group" => {
                    actions::issue_credential(&work.app, &work.form("Another")).is_err()
                }
                "role" | "user" => {
                    actions::issue_credential(&work.app, &IssueRequest { title: "Another".into(), ..granted }).is_err()
                }
                "settings" => work.app.settings().is_err(),
                _ => {
                    let read = work.app.query_credentials(&keywright_core::credential_row::CredentialQuery {
                        tenant: None,
                        query: String::new(),
                        sort: Vec::new(),
                    });
                    let handles = read.expect("handles");
                    match work.app.credential_rows(handles.generation, &handles.handles) {
                        Ok(rows) => rows.iter().all(|row| row.vouched == Vouched::Altered),
                        Err(_) => true,
                    }
                }
            };
            assert!(noticed, "{table}.{column} was changed and nobody noticed");
        }
    }
}

#[test]
fn removed_added_and_replayed_rows_show_in_the_head() {
    let desk = Desk::new();
    let work = desk.at_work();
    let agrees = |work: &AtWork| {
        let (head, _) = work.app.store.read(head::read).expect("the head");
        head.agrees_with(&work.app.store.read(head::count).expect("counted"))
    };
    let sheet = work.issue("CRM");
    assert!(agrees(&work));
    let database = desk.database();
    database
        .execute_batch("PRAGMA foreign_keys = OFF; CREATE TABLE old AS SELECT * FROM secret_version")
        .expect("kept");
    actions::show_secret(&work.app, sheet.id).expect("shown");
    assert!(agrees(&work));
    database
        .execute_batch("BEGIN; DELETE FROM secret_version; INSERT INTO secret_version SELECT * FROM old")
        .expect("replayed");
    database.execute_batch("COMMIT").expect("replayed");
    assert!(work.table()[0].vouched == Vouched::Yes, "the old row bears a mark of its own");
    assert!(!agrees(&work), "but the head knows the sum");
    database.execute_batch("DELETE FROM secret_version").expect("removed");
    assert!(!agrees(&work));
}

#[test]
fn a_head_that_was_edited_stops_every_write() {
    let desk = Desk::new();
    let work = desk.at_work();
    desk.database().execute("UPDATE head_table SET rows = rows + 1 WHERE \"table\" = 'tenant'", []).expect("edited");
    assert_eq!(actions::issue_credential(&work.app, &work.form("CRM")).expect_err("refused").code(), "not_vouched");
}

#[test]
fn an_audit_log_that_was_erased_with_its_head_stops_every_write() {
    for tables in [&["head"][..], &["head", "head_table", "audit_item", "audit_entry"]] {
        let desk = Desk::new();
        let work = desk.at_work();
        work.issue("CRM");
        let database = desk.database();
        for table in tables {
            database.execute(&format!("DELETE FROM {table}"), []).expect("erased");
        }
        let error = actions::issue_credential(&work.app, &work.form("Another")).expect_err("refused");
        assert_eq!(error.code(), "not_vouched", "{tables:?}: {error}");
    }
}

#[test]
fn a_value_that_cannot_be_one_spoils_its_own_row_and_no_other() {
    let credential = [
        ("mac", "x'00'"),
        ("revision", "-1"),
        ("reveal", "'bogus'"),
        ("state", "'bogus'"),
        ("title", "CAST(x'C328' AS TEXT)"),
        ("expires_at", "9223372036854775807"),
        ("expires_at", "-9223372036854775807"),
        ("created_at", "9223372036854775807"),
        ("id", "x'00'"),
        ("sample", "7"),
    ];
    for (column, value) in credential {
        let desk = Desk::new();
        let work = desk.at_work();
        for title in ["One", "Two"] {
            let sheet = work.issue(title);
            actions::close_sheet(&work.app, sheet.id).expect("closed");
        }
        let access_id = work.table()[1].access_id.clone();
        let database = desk.database();
        database.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("set");
        let edit = format!("UPDATE credential SET {column} = {value} WHERE access_id = ?1");
        assert_eq!(database.execute(&edit, [&access_id]).expect("edited"), 1);
        let table = work.table();
        assert_eq!(table.len(), 2, "{column} = {value}");
        for row in table {
            let expected = if row.access_id == access_id { Vouched::Altered } else { Vouched::Yes };
            assert_eq!(row.vouched, expected, "{column} = {value}: {}", row.title);
        }
    }
    let directory = [
        ("tenant", "zone", "'Mars/Olympus'"),
        ("tenant", "warning_days", "-5"),
        ("tenant", "scheme", "'bogus'"),
        ("operator_group", "permissions", "'view bogus'"),
        ("operator", "name", "x'C328'"),
    ];
    for (table, column, value) in directory {
        let desk = Desk::new();
        let work = desk.at_work();
        let sheet = work.issue("CRM");
        actions::close_sheet(&work.app, sheet.id).expect("closed");
        drop(work);
        let database = desk.database();
        database.execute_batch("PRAGMA ignore_check_constraints = ON").expect("set");
        // STRICT tables refuse bytes in a text column; text that is no UTF-8 they take.
        let value = if value.starts_with("x'") { format!("CAST({value} AS TEXT)") } else { value.to_owned() };
        database.execute(&format!("UPDATE {table} SET {column} = {value}"), []).expect("edited");
        drop(database);
        let work_again = desk.start();
        let app = work_again.app().expect("the vault opens all the same");
        app.vault.keys().expect("the keychain is ready");
        let error = actions::add_samples(
            &app,
            app.list_tenants().map_or_else(
                |error| {
                    assert_eq!(error.code(), "not_vouched", "{table}.{column}");
                    sheet.tenant
                },
                |tenants| tenants[0].id,
            ),
            1,
        )
        .expect_err("refused");
        assert_eq!(error.code(), "not_vouched", "{table}.{column}: {error}");
    }
}

#[test]
fn samples_whose_secrets_were_edited_are_not_removed() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 5).expect("added");
    desk.database().execute("UPDATE secret_version SET mac = randomblob(32)", []).expect("edited");
    assert_eq!(actions::remove_samples(&work.app).expect_err("refused").code(), "not_vouched");
    assert_eq!(work.table().len(), 5, "the evidence stays");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_swap_of_any_two_rows_values_is_named(pick in 0..4_usize, nudge in 1..1_000_000_i64) {
        let desk = Desk::new();
        let work = desk.at_work();
        for title in ["One", "Two"] {
            let sheet = work.issue(title);
            actions::close_sheet(&work.app, sheet.id).expect("closed");
        }
        let column = ["expires_at", "created_at", "modified_at", "revision"][pick];
        let value = other_value(column, nudge);
        let database = desk.database();
        database.execute(&format!("UPDATE credential SET {column} = {value} WHERE title = 'One'"), []).expect("changed");
        for row in work.table() {
            prop_assert_eq!(row.vouched == Vouched::Altered, row.title == "One", "{}", row.title);
        }
        prop_assert!(spoiled(&work));
    }

    #[test]
    fn a_spoiled_mark_is_named(byte in 0..32_usize, bit in 0..8_u8) {
        let desk = Desk::new();
        let work = desk.at_work();
        work.issue("CRM");
        let database = desk.database();
        let mut mac: Vec<u8> = database.query_row("SELECT mac FROM credential", [], |row| row.get(0)).expect("a mark");
        mac[byte] ^= 1 << bit;
        database.execute("UPDATE credential SET mac = ?1", [mac]).expect("changed");
        prop_assert_eq!(work.table()[0].vouched, Vouched::Altered);
    }
}
