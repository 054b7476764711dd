//! The vaults of every schema version, kept beside the tests, open for ever. `toil keep DIR` makes
//! the newest one's.

use std::path::Path;

use acceptance::forms::{edit_form, tenant_draft};
use keywright_core::actions;
use keywright_core::clock::Moment;
use keywright_core::column::Column;
use keywright_core::credential::{EditRequest, Target};
use keywright_core::credential_row::{CredentialRow, Vouched};
use keywright_core::keywright::Keywright;
use keywright_core::operator::Account;
use keywright_core::secret::Passphrase;
use keywright_core::store::{head, migrate};
use keywright_core::tenant::{EditTenantRequest, TenantTarget};

use crate::desk::{Desk, create_tenant};

/// A desk with the kept vault of `version`.
fn desk_with(version: usize) -> Desk {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("vaults");
    let desk = Desk::new();
    std::fs::create_dir(desk.path()).expect("a folder");
    for file in ["keywright.db", "vault.id"] {
        std::fs::copy(kept.join(format!("v{version}")).join(file), desk.path().join(file)).expect("kept");
    }
    desk
}

/// Opens it.
fn opened(desk: &Desk) -> Keywright {
    let dana = Account { account: "1000".into(), name: "Dana Whitfield".into() };
    let keywright = desk.start_as(&desk.path(), dana);
    let app = keywright.app().expect("open");
    app.unlock_with_passphrase(&Passphrase::new("a vault for ever".into())).expect("the passphrase");
    keywright
}

fn table(keywright: &Keywright) -> Vec<CredentialRow> {
    crate::desk::rows(&keywright.app().expect("open"), Column::Title, false)
}

fn head_agrees(keywright: &Keywright) -> bool {
    let app = keywright.app().expect("open");
    let (head, _) = app.store.read(head::read).expect("the head");
    head.agrees_with(&app.store.read(head::count).expect("counted"))
}

fn one<T: rusqlite::types::FromSql>(database: &rusqlite::Connection, sql: &str) -> T {
    database.query_row(sql, [], |row| row.get(0)).expect(sql)
}

/// Everything that a database holds, as one text.
fn dump(database: &rusqlite::Connection) -> String {
    let mut statement = database.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").expect("the schema");
    let schema: Vec<(String, Option<String>)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("the schema")
        .collect::<Result<_, _>>()
        .expect("the schema");
    let mut text = format!("{schema:?}");
    for (table, _) in schema.iter().filter(|(_, sql)| sql.as_deref().is_some_and(|sql| sql.starts_with("CREATE TABLE")))
    {
        let mut statement = database.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY 1, 2")).expect(table);
        let columns = statement.column_count();
        let mut rows = statement.query([]).expect(table);
        while let Some(row) = rows.next().expect(table) {
            for column in 0..columns {
                text.push_str(&format!("{:?}|", row.get_ref(column).expect(table)));
            }
        }
    }
    text
}

fn files_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn old_rows_keep_their_marks_until_they_are_edited_and_then_bear_new_ones() {
    for version in 1..migrate::MIGRATIONS.len() {
        let desk = desk_with(version);
        let marks = |database: &rusqlite::Connection| -> Vec<Vec<u8>> {
            let mut statement = database.prepare("SELECT mac FROM credential ORDER BY id").expect("marks");
            statement.query_map([], |row| row.get(0)).expect("marks").collect::<Result<_, _>>().expect("marks")
        };
        let before = marks(&desk.database());
        let keywright = opened(&desk);
        let app = keywright.app().expect("open");
        assert_eq!(marks(&desk.database()), before, "bringing it forward touches no mark");
        assert!(table(&keywright).iter().all(|row| row.vouched == Vouched::Yes && row.tags.is_empty()));
        let row = table(&keywright).remove(0);
        let target = Target { credential: row.id, revision: row.revision };
        let starts = app.credential_details(row.id).expect("details").starts_on;
        let edit = EditRequest {
            tags: vec!["depot".into()],
            addresses: vec!["10.0.0.0/8".into()],
            starts: starts.map(|date| date.parse().expect("a date")),
            ..edit_form(target, &row.title)
        };
        let edited = actions::edit_credential(&app, &edit).expect("an old row can be edited");
        let again = table(&keywright).into_iter().find(|other| other.id == row.id).expect("the row");
        assert_eq!((again.vouched, again.tags.len(), again.revision), (Vouched::Yes, 1, row.revision + 1));
        let tenant = app.list_tenants().expect("tenants").remove(0);
        let target = TenantTarget { tenant: tenant.id, revision: tenant.revision };
        let draft = tenant_draft(&tenant.name, "UTC");
        actions::edit_tenant(&app, &EditTenantRequest { target, draft }).expect("an old tenant can be edited");
        assert!(table(&keywright).iter().all(|row| row.vouched == Vouched::Yes));
        let undone = actions::undo_change(&app, edited.undo.expect("reversible")).expect("undone");
        assert_eq!(undone.title, row.title);
        let database = desk.database();
        let changed = marks(&database).iter().zip(&before).filter(|(now, before)| now != before).count();
        assert_eq!((changed, head_agrees(&keywright)), (1, true));
        assert_eq!(one::<u32>(&database, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }
}

#[test]
fn a_new_column_of_an_old_row_holds_its_default_or_the_row_is_named() {
    let credential = [
        "UPDATE credential SET user_id = randomblob(16)",
        "UPDATE credential SET in_role_id = randomblob(16)",
        "INSERT INTO credential_tag SELECT id, 'depot' FROM credential",
        "INSERT INTO credential_address SELECT id, '10.0.0.0/8' FROM credential",
        "INSERT INTO credential_role SELECT id, randomblob(16) FROM credential",
        "UPDATE secret_version SET key_start = 'key_ab'",
        "UPDATE secret_version SET recoverable = 1",
    ];
    let tenant = [
        r#"presentation = '{"kind":"signature","within":29}'"#,
        r#"presentation = '{"kind":"signature","within": 30}'"#,
        "token_prefix = 'acme'",
        "strong_secret = 1",
        "default_never = 1",
        r#"management_paths = '["/admin"]'"#,
        "test_path = '/ping'",
        "check_with_vendor = 1",
    ];
    let all = credential.map(str::to_owned).into_iter().chain(tenant.map(|set| format!("UPDATE tenant SET {set}")));
    for version in 1..=2 {
        let desk = desk_with(version);
        drop(opened(&desk));
        for sql in all.clone() {
            let copy = Desk::new();
            std::fs::create_dir(copy.path()).expect("a folder");
            for file in ["keywright.db", "vault.id"] {
                std::fs::copy(desk.path().join(file), copy.path().join(file)).expect("copied");
            }
            let database = copy.database();
            database.execute_batch("PRAGMA foreign_keys = OFF").expect("set");
            assert!(database.execute(&sql, []).expect(&sql) > 0);
            drop(database);
            let keywright = opened(&copy);
            let rows = table(&keywright);
            assert!(rows.len() == 40 && rows.iter().all(|row| row.vouched == Vouched::Altered), "{sql}");
        }
    }
}

#[test]
fn handles_are_given_out_once_also_over_a_migration() {
    for version in 1..migrate::MIGRATIONS.len() {
        let desk = desk_with(version);
        let database = desk.database();
        let newest: u32 = one(&database, "SELECT seq FROM sqlite_sequence WHERE name = 'credential'");
        drop(database);
        // The newest is gone before the vault is brought forward: its handle stays spent.
        let raised = newest + 7;
        desk.database()
            .execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = 'credential'", [raised])
            .expect("as after deletions");
        let keywright = opened(&desk);
        let app = keywright.app().expect("open");
        let before: Vec<u32> = table(&keywright).iter().map(|row| row.handle).collect();
        assert!(before.iter().all(|handle| *handle <= newest) && before.len() == 40);
        let tenant = app.list_tenants().expect("tenants").remove(0).id;
        actions::add_samples(&app, tenant, 1).expect("one more");
        let handles: Vec<u32> = table(&keywright).iter().map(|row| row.handle).collect();
        assert_eq!(handles.iter().max(), Some(&(raised + 1)));
        let database = desk.database();
        assert_eq!(one::<u32>(&database, "SELECT count(*) FROM sqlite_sequence"), 1);
        assert_eq!(one::<u32>(&database, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
        assert_eq!(one::<String>(&database, "PRAGMA integrity_check"), "ok");
    }
}

#[test]
fn a_migration_that_is_broken_off_changes_nothing_and_leaves_no_copy() {
    for version in 1..migrate::MIGRATIONS.len() {
        let desk = desk_with(version);
        let before = dump(&desk.database());
        let backups = desk.path().join("backups");
        let mut steps = migrate::MIGRATIONS.to_vec();
        // After the tables were made anew, and after a reference was left dangling.
        let broken = ["THIS IS NO SQL", "DELETE FROM credential_group", "INSERT INTO operator SELECT * FROM operator"];
        for broken in broken {
            steps.truncate(migrate::MIGRATIONS.len());
            steps.push(broken);
            let mut database = desk.database();
            let now = Moment::from_millis(1);
            migrate::migrate(&mut database, &backups, now, &steps).expect_err(broken);
            assert_eq!(migrate::version(&database).expect("a version"), version);
            assert!(dump(&database) == before, "{broken} changed something");
            assert!(one::<bool>(&database, "PRAGMA foreign_keys"), "references are enforced again");
            assert_eq!(files_in(&backups), Vec::<String>::new(), "{broken}");
        }
        let keywright = opened(&desk);
        assert!(table(&keywright).iter().all(|row| row.vouched == Vouched::Yes) && head_agrees(&keywright));
        let left = files_in(&backups);
        assert!(left.len() == 1 && left[0].starts_with(&format!("keywright-v{version}-")), "{left:?}");
    }
}

#[test]
fn a_vault_with_a_dangling_reference_is_not_brought_forward_and_left_as_it_is() {
    let desk = desk_with(2);
    let database = desk.database();
    database.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM credential_group").expect("edited");
    let before = dump(&database);
    drop(database);
    let refusal = desk.start().state().refusal.expect("refused");
    assert_eq!(refusal.code, "damaged");
    assert!(dump(&desk.database()) == before);
}

#[test]
fn the_vault_of_every_schema_version_opens() {
    for version in 1..=migrate::MIGRATIONS.len() {
        let desk = desk_with(version);
        let keywright = opened(&desk);
        let table = table(&keywright);
        assert_eq!(table.len(), 40);
        assert!(table.iter().all(|row| row.vouched == Vouched::Yes));
        assert!(head_agrees(&keywright));
        let app = keywright.app().expect("open");
        create_tenant(&app, &format!("Opened as version {version}")).expect("it can be written");
    }
}
