//! A list of credentials as a file: what is in it, in which order, and what becomes of it when it is called off.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use acceptance::forms::{tenant_draft, tenant_form, tenant_like};
use keywright_core::actions;
use keywright_core::column::Column;
use keywright_core::credential::Overlap;
use keywright_core::credential_row::{CredentialRow, Sort};
use keywright_core::csv::unguarded;
use keywright_core::error::Error;
use keywright_core::list_export::ExportListRequest;
use keywright_core::policy::Expires;
use keywright_core::preset::presets;
use keywright_core::selection::Selection;
use keywright_core::tenant::TenantDraft;

use crate::desk::{AtWork, Desk};

/// A list of every credential with every column.
pub(crate) fn of_all(_: &AtWork) -> ExportListRequest {
    ExportListRequest {
        tenant: None,
        query: String::new(),
        sort: vec![Sort { column: Column::Created, descending: true }],
        selection: None,
        columns: Column::ALL.to_vec(),
        bom: false,
        path: None,
        replace: false,
    }
}

/// Beside where a test's own bytes would go.
fn here() -> std::path::PathBuf {
    std::env::temp_dir().join("list.csv")
}

fn bytes(work: &AtWork, request: &ExportListRequest) -> Vec<u8> {
    let list = work.app.list_export(request).expect("a list");
    let mut bytes = Vec::new();
    let put = &mut |part: &[u8]| {
        bytes.extend_from_slice(part);
        Ok(())
    };
    let written = work.app.write_list(&list, &here(), put, &mut |_, _| Ok(())).expect("written");
    assert_eq!(written, list.total());
    bytes
}

/// The lines of a list as a reader of CSV has them; the first is the header.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(false).from_reader(bytes);
    let record =
        |record: csv::Result<csv::StringRecord>| record.expect("well formed").iter().map(str::to_owned).collect();
    reader.records().map(record).collect()
}

/// What a list says of `row` in `column`, as the table has it.
fn expected(work: &AtWork, row: &CredentialRow, column: Column) -> String {
    let zones = work.app.list_tenants().expect("tenants");
    let zone = &zones.iter().find(|tenant| tenant.id == row.tenant).expect("its tenant").zone;
    let zone = keywright_core::zone::Zone::parse(zone).expect("a zone");
    let instant = |at: keywright_core::clock::Moment| zone.to_rfc3339(at);
    let never = |at: Option<_>| at.map_or("Never".to_owned(), instant);
    let word = |value: serde_json::Value| {
        let text = value.as_str().expect("a word").to_owned();
        text[..1].to_uppercase() + &text[1..]
    };
    match column {
        Column::Title => row.title.clone(),
        Column::AccessId => row.access_id.clone().or(row.key_start.clone()).expect("either"),
        Column::Status => word(serde_json::json!(row.status)),
        Column::Kind => word(serde_json::json!(row.scheme)),
        Column::Group => row.group_name.clone(),
        Column::Tenant => row.tenant_name.clone(),
        Column::Roles => row.roles.join("; "),
        Column::User => row.user.clone().unwrap_or_default(),
        Column::Addresses => row.addresses.join("; "),
        Column::ApiUrl => row.api_url.clone(),
        Column::Description => row.description.clone(),
        Column::Tags => row.tags.iter().map(|tag| tag.as_str()).collect::<Vec<_>>().join("; "),
        Column::Starts => row.starts_at.map(instant).unwrap_or_default(),
        Column::Expires => never(row.expires_at),
        Column::Created => instant(row.created_at),
        Column::Modified => instant(row.modified_at),
        Column::Rotated => never(row.rotated_at),
        Column::CreatedBy => row.created_by.clone(),
    }
}

/// A desk with credentials of every kind and in every state, and with everything that a row can say.
fn stocked(work: &AtWork) -> Vec<String> {
    let mut secrets = Vec::new();
    actions::add_samples(&work.app, work.tenant, 2_300).expect("samples");
    let (read, write) = (work.role("writer"), work.role("Abacus"));
    let user = work.user("=Ruth, \"Okafor\"", &[read.id, write.id]);
    let mut form = work.form("=cmd|'/c calc'!A0");
    form.description = "first line\nsecond, \"quoted\"".into();
    form.tags = vec!["zeta".into(), "=tag".into(), "depot".into()];
    form.addresses = vec!["10.0.0.0/8".into(), "9.1.1.1".into(), "2001:db8::/32".into()];
    (form.roles, form.user) = (vec![read.id, write.id], Some(user.id));
    form.starts = Some("2027-01-01".parse().expect("a date"));
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    secrets.push(work.copy(sheet.id).expect("copied"));
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    let rotated =
        actions::rotate_credential(&work.app, work.target(sheet.credential), Overlap::Now, None).expect("rotated");
    secrets.push(work.copy(rotated.sheet.id).expect("copied"));
    actions::close_sheet(&work.app, rotated.sheet.id).expect("closed");
    for (number, preset) in presets().iter().enumerate() {
        let draft =
            TenantDraft { zone: "Asia/Kathmandu".into(), ..tenant_like(preset, &format!("+Tenant {number}"), "UTC") };
        let tenant = actions::create_tenant(&work.app, &tenant_form(draft, work.app.now()).expect("a form"));
        let mut form = work.form("Of another system");
        (form.tenant, form.expires) = (tenant.expect("a tenant").id, Expires::Never);
        let sheet = actions::issue_credential(&work.app, &form).expect("issued");
        secrets.push(work.copy(sheet.id).expect("copied"));
        actions::close_sheet(&work.app, sheet.id).expect("closed");
    }
    secrets
}

#[test]
fn a_list_says_what_the_table_says_in_the_tables_order_and_never_a_secret() {
    let desk = Desk::new();
    let work = desk.at_work();
    let secrets = stocked(&work);
    let before = work.deeds().len();
    for column in [Column::Created, Column::Title, Column::Expires, Column::Status] {
        for descending in [false, true] {
            let request = ExportListRequest { sort: vec![Sort { column, descending }], ..of_all(&work) };
            let bytes = bytes(&work, &request);
            for secret in &secrets {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "a secret");
            }
            let records = records(&bytes);
            assert_eq!(records[0], Column::ALL.map(|column| column.heading().to_owned()));
            let rows = work.rows(column, descending);
            assert_eq!(records.len(), rows.len() + 1);
            // Every row that says more than samples do, and of the samples some.
            for (record, row) in records[1..].iter().zip(&rows).filter(|(_, row)| !row.sample || row.handle % 50 == 0) {
                for (cell, column) in record.iter().zip(Column::ALL) {
                    assert_eq!(unguarded(cell), expected(&work, row, column), "{}: {column:?}", row.title);
                    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                    assert!(!formula, "{}: {column:?} begins a formula", row.title);
                }
            }
        }
    }
    assert_eq!(work.deeds().len(), before, "nothing of it is audited");
}

#[test]
fn columns_are_those_asked_for_in_their_order_after_a_mark_where_one_is_asked_for() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM, \"Rotterdam\"");
    let columns = vec![Column::Expires, Column::Title, Column::Tenant];
    let request = ExportListRequest { columns, bom: true, ..of_all(&work) };
    assert_eq!(
        String::from_utf8(bytes(&work, &request)).expect("UTF-8"),
        "\u{FEFF}Expires,Title,Tenant\r\n2027-02-23T00:00:00+01:00,\"CRM, \"\"Rotterdam\"\"\",Acme Logistics\r\n"
    );
    for columns in [vec![], vec![Column::Title, Column::Title]] {
        let error = work.app.list_export(&ExportListRequest { columns, ..of_all(&work) }).expect_err("no list");
        assert_eq!((error.code(), error.field()), ("invalid_input", Some("columns")));
    }
    let named =
        |tenant| work.app.list_export(&ExportListRequest { tenant, ..of_all(&work) }).expect("a list").suggested;
    assert_eq!(named(Some(work.tenant)), "Acme-Logistics-credentials-2026-11-23.csv");
    assert_eq!(named(None), "credentials-2026-11-23.csv");
}

#[test]
fn a_selection_is_exported_in_the_tables_order() {
    let desk = Desk::new();
    let work = desk.at_work();
    for title in ["Delta", "Alpha", "Charlie", "Bravo"] {
        work.issue(title);
    }
    let handle = |title: &str| work.table().into_iter().find(|row| row.title == title).expect("a row").handle;
    let titles = |selection| {
        let sort = vec![Sort { column: Column::Title, descending: false }];
        let request =
            ExportListRequest { selection: Some(selection), sort, columns: vec![Column::Title], ..of_all(&work) };
        records(&bytes(&work, &request))[1..].iter().map(|record| record[0].clone()).collect::<Vec<_>>()
    };
    let generation = work.app.generation;
    let named = vec![handle("Delta"), handle("Alpha"), 4_000_000, handle("Delta")];
    assert_eq!(titles(Selection::Handles { generation, handles: named.clone() }), ["Alpha", "Delta"]);
    let but = |except| Selection::Query { tenant: Some(work.tenant), query: String::new(), generation, except };
    assert_eq!(titles(but(named.clone())), ["Bravo", "Charlie"]);
    assert_eq!(titles(but(Vec::new())).len(), 4);
    let count =
        work.app.count_selection(None, "", &Selection::Handles { generation, handles: named }).expect("counted");
    assert_eq!((count.total, count.shown), (2, 2));
    let stale = Selection::Handles { generation: generation.wrapping_add(1), handles: Vec::new() };
    assert_eq!(work.app.count_selection(None, "", &stale).expect_err("stale").code(), "stale");
    let request = ExportListRequest { selection: Some(stale), ..of_all(&work) };
    assert_eq!(work.app.list_export(&request).expect_err("stale").code(), "stale");
}

fn names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_list_that_is_called_off_or_fails_leaves_nothing_and_the_file_that_was_there() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 5_000).expect("samples");
    let (folder, list) = (desk.exports(), work.app.list_export(&of_all(&work)).expect("a list"));
    let old = folder.join("old.csv");
    fs::write(&old, "before").expect("written");
    for path in [old.clone(), folder.join("new.csv")] {
        for until in [0, 1_000, 5_000] {
            let mut told = Vec::new();
            let error = work.app.save_list(&list, &path, true, &mut |done, total| {
                told.push((done, total));
                if done < until { Ok(()) } else { Err(Error::Cancelled) }
            });
            assert_eq!(error.expect_err("called off").code(), "cancelled");
            assert!(told.last().is_some_and(|(done, total)| *done >= until && *total == 5_000), "{told:?}");
            assert_eq!(names(&folder), BTreeSet::from(["old.csv".to_owned()]));
            assert_eq!(fs::read(&old).expect("there"), b"before");
        }
    }
    let error = work.app.save_list(&list, &old, false, &mut |_, _| Ok(())).expect_err("not to be replaced");
    assert_eq!((error.code(), error.field()), ("file_not_written", Some("path")));
    assert_eq!(fs::read(&old).expect("there"), b"before");
    assert_eq!(work.app.save_list(&list, &old, true, &mut |_, _| Ok(())).expect("saved"), 5_000);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&old).expect("there").permissions().mode() & 0o777, 0o600);
    }
    let there = fs::read(&old).expect("there");
    assert_eq!(records(&there).len(), 5_001);
    assert_eq!(names(&folder), BTreeSet::from(["old.csv".to_owned()]));
}

#[test]
fn rows_deleted_meanwhile_are_left_out_and_counted_and_others_can_act_meanwhile() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 2_500).expect("samples");
    let kept = work.issue("Kept");
    actions::close_sheet(&work.app, kept.id).expect("closed");
    let list = work.app.list_export(&of_all(&work)).expect("a list");
    let mut bytes = Vec::new();
    let put = &mut |part: &[u8]| {
        bytes.extend_from_slice(part);
        Ok(())
    };
    let mut removed = 0;
    let written = work.app.write_list(&list, &here(), put, &mut |done, _| {
        if done > 0 && removed == 0 {
            removed = actions::remove_samples(&work.app)?;
        }
        Ok(())
    });
    let written = written.expect("written");
    assert_eq!((removed, list.total(), written), (2_500, 2_501, 1_000));
    assert_eq!(records(&bytes).len(), 1_001);
}

#[test]
fn a_tampered_row_is_listed_and_breaks_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    for title in ["CRM", "Ledger"] {
        work.issue(title);
    }
    let database = desk.database();
    database
        .execute_batch(
            "PRAGMA foreign_keys = OFF; UPDATE credential SET title = CAST(x'ff3d' AS TEXT), access_id = '=1+1',
             tenant_id = zeroblob(16), group_id = zeroblob(16), user_id = zeroblob(16), created_at = 9223372036854775807,
             modified_at = -9223372036854775808 WHERE title = 'CRM';
             INSERT INTO credential_role SELECT id, zeroblob(16) FROM credential;
             INSERT INTO credential_address SELECT id, 'nonsense' FROM credential;",
        )
        .expect("edited");
    let bytes = bytes(&work, &of_all(&work));
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("Ledger") && text.contains(",'=1+1,"), "{text}");
    let draft = tenant_draft("Another", "UTC");
    actions::create_tenant(&work.app, &tenant_form(draft, work.app.now()).expect("a form")).expect("it goes on");
}

#[test]
fn a_long_list_whose_rows_are_scattered_comes_in_order_and_leaves_no_other_file() {
    let desk = Desk::new();
    let work = desk.at_work();
    // Samples were made at any time, so that by their age they stand all over the database.
    actions::add_samples(&work.app, work.tenant, 9_000).expect("samples");
    let path = desk.exports().join("list.csv");
    let request = ExportListRequest { columns: vec![Column::AccessId], ..of_all(&work) };
    let list = work.app.list_export(&request).expect("a list");
    for until in [3_000, 9_000] {
        let stop = &mut |done, _| if done < until { Ok(()) } else { Err(Error::Cancelled) };
        let error = work.app.save_list(&list, &path, false, stop).expect_err("called off");
        assert_eq!(error.code(), "cancelled");
        assert_eq!(names(&desk.exports()), BTreeSet::new());
    }
    assert_eq!(work.app.save_list(&list, &path, false, &mut |_, _| Ok(())).expect("saved"), 9_000);
    assert_eq!(names(&desk.exports()), BTreeSet::from(["list.csv".to_owned()]));
    let written = records(&fs::read(&path).expect("there"));
    let ids = work.rows(Column::Created, true).into_iter().map(|row| row.access_id.expect("one"));
    assert!(written[1..].iter().map(|record| record[0].clone()).eq(ids));
}

#[test]
fn a_cell_that_is_copied_says_what_the_list_says_and_an_empty_one_says_that_it_is() {
    let desk = Desk::new();
    let work = desk.at_work();
    stocked(&work);
    let rows = work.rows(Column::Created, true);
    let mut empty = 0;
    for (row, column) in rows.iter().take(30).flat_map(|row| Column::ALL.map(|column| (row, column))) {
        match work.app.cell_text(row.id, column) {
            Ok(text) => assert_eq!(text, expected(&work, row, column), "{column:?}"),
            Err(error) => {
                assert_eq!(error.code(), "not_possible");
                assert!(expected(&work, row, column).is_empty(), "{column:?}");
                empty += 1;
            }
        }
    }
    assert!(empty > 0, "some have no description, no tags, no start");
}
