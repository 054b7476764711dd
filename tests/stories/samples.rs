//! Sample data: flagged, in every status, and gone in one step.

use keywright_core::actions;
use keywright_core::column::Column;
use keywright_core::credential_row::Vouched;
use keywright_core::store::head;

use crate::desk::Desk;

#[test]
fn samples_come_flagged_and_go_whole() {
    let desk = Desk::new();
    let work = desk.at_work();
    let own = work.issue("CRM integration");
    actions::close_sheet(&work.app, own.id).expect("closed");
    assert_eq!(actions::add_samples(&work.app, work.tenant, 1_500).expect("added"), 1_500);
    assert_eq!(actions::add_samples(&work.app, work.tenant, 10).expect("added again"), 10);
    let table = work.table();
    assert_eq!(table.len(), 1_511);
    assert!(table.iter().all(|row| row.vouched == Vouched::Yes && row.sample == (row.id != own.credential)));
    assert_eq!(table.iter().filter(|row| row.never_collected && row.sample).count(), 65);

    let ids: Vec<String> = table.iter().filter(|row| row.sample).filter_map(|row| row.access_id.clone()).collect();
    assert_eq!(actions::remove_samples(&work.app).expect("removed"), 1_510);
    assert_eq!(work.table().len(), 1);
    assert_eq!(actions::remove_samples(&work.app).expect("none are left"), 0);
    let (head, _) = work.app.store.read(head::read).expect("the head");
    assert!(head.agrees_with(&work.app.store.read(head::count).expect("counted")));
    let sealed: u32 =
        desk.database().query_row("SELECT count(*) FROM secret_version", [], |row| row.get(0)).expect("a count");
    assert_eq!(sealed, 1, "the sealed secrets of the samples are gone");
    let wal = std::fs::metadata(desk.path().join("keywright.db-wal")).map_or(0, |meta| meta.len());
    assert_eq!(wal, 0, "and the write-ahead log with them");
    // The audit log keeps the identifiers of what is gone.
    assert!(!desk.files_with(&ids[0]).is_empty());
}

#[test]
fn every_row_is_listed_once_and_read_by_windows() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 5_000).expect("added");
    let mut seen: Vec<_> = work.rows(Column::Title, false).into_iter().map(|row| row.handle).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 5_000);
    for count in [0, 1_000_001] {
        assert_eq!(actions::add_samples(&work.app, work.tenant, count).expect_err("refused").field(), Some("count"));
    }
}
