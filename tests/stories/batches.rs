//! Many credentials at once: looked at before, done in chunks, called off, interrupted, resumed, undone, and told of.

use std::collections::BTreeMap;

use acceptance::forms::edit_form;
use keywright_core::actions;
use keywright_core::batch::rows::{BatchCounts, BatchPreview, BatchRow, BatchState, PreviewRequest, RunRequest};
use keywright_core::batch::{BatchDeed, BatchScope, Because, Outcome, Until};
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::column::Column;
use keywright_core::credential::EditRequest;
use keywright_core::credential_row::{CredentialRow, Vouched};
use keywright_core::error::{Error, Result};
use keywright_core::ids::{BatchId, CredentialId};
use keywright_core::policy::Expires;
use keywright_core::selection::Selection;
use keywright_core::state::Status;
use keywright_core::store::audit_log;
use keywright_core::vault::memory_keychain::MemoryState;

use proptest::prelude::*;

use crate::desk::{AtWork, Desk, TODAY};

impl AtWork {
    /// Credentials with these titles, whose sheets are closed; in this order.
    fn with(&self, titles: &[&str]) -> Vec<CredentialId> {
        let issue = |title: &&str| {
            let sheet = self.issue(title);
            actions::close_sheet(&self.app, sheet.id).expect("closed");
            sheet.credential
        };
        titles.iter().map(issue).collect()
    }

    fn all(&self) -> BatchScope {
        BatchScope::Tenant { tenant: self.tenant }
    }

    fn select(&self, ids: &[CredentialId]) -> BatchScope {
        let handles = ids.iter().map(|id| self.row_of(*id).handle).collect();
        BatchScope::Selection { selection: Selection::Handles { generation: self.app.index.generation(), handles } }
    }

    fn preview(&self, deed: BatchDeed, scope: BatchScope) -> Result<BatchPreview> {
        actions::preview_batch(&self.app, &PreviewRequest { deed, scope })
    }

    /// Runs a preview as its confirmation wants it.
    fn run(&self, preview: &BatchPreview, reason: &str) -> Result<u32> {
        let confirmation = preview.confirmation.clone().unwrap_or_default();
        let request = RunRequest { batch: preview.batch, confirmation, reason: reason.into() };
        actions::run_batch(&self.app, &request)?.go(&self.app, &mut |_, _| Ok(()))
    }

    fn done(&self, deed: BatchDeed, scope: BatchScope) -> BatchId {
        let preview = self.preview(deed, scope).expect("a preview");
        assert_eq!(self.run(&preview, "").expect("run"), preview.touched);
        preview.batch
    }

    fn undo(&self, batch: BatchId) -> Result<u32> {
        actions::undo_batch(&self.app, batch)?.go(&self.app, &mut |_, _| Ok(()))
    }

    fn batch(&self, id: BatchId) -> BatchRow {
        let batches = self.app.list_batches().expect("batches");
        batches.into_iter().find(|batch| batch.id == id).expect("the batch")
    }

    fn outcomes(&self, id: BatchId) -> BTreeMap<String, (Outcome, Option<Because>)> {
        let items = self.app.batch_items(id, None, 0).expect("items").rows;
        items.into_iter().map(|item| (item.title, (item.outcome, item.because))).collect()
    }

    fn statuses(&self) -> BTreeMap<String, Status> {
        self.table().into_iter().map(|row| (row.title, row.status)).collect()
    }

    /// What an undoing brings back exactly: everything of every row but revision and modified.
    fn contents(&self) -> Vec<CredentialRow> {
        let mut rows = self.rows(Column::Title, false);
        for row in &mut rows {
            assert_eq!(row.vouched, Vouched::Yes, "{}", row.title);
            (row.revision, row.modified_at) = (0, Moment::from_millis(0));
        }
        rows
    }

    fn said(&self) -> Vec<serde_json::Value> {
        let entries = self.app.store.read(audit_log::all).expect("entries");
        entries.iter().map(|entry| serde_json::from_slice(&entry.bytes).expect("JSON")).collect()
    }
}

fn code<T>(result: Result<T>) -> &'static str {
    result.err().map_or("", |error| error.code())
}

fn same(one: &[CredentialRow], other: &[CredentialRow]) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

#[test]
fn a_preview_counts_by_status_says_what_is_skipped_and_why_and_changes_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["Old", "Off", "On", "Gone already"]);
    actions::deactivate_credential(&work.app, work.target(ids[1])).expect("off");
    actions::revoke_credential(&work.app, work.target(ids[3]), "").expect("revoked");
    let (before, entries) = (work.contents(), work.said().len());
    let preview = work.preview(BatchDeed::RevokeAll, work.all()).expect("a preview");
    assert_eq!((preview.touched, preview.skipped, preview.scope.as_str()), (3, 1, "All of Acme Logistics"));
    let statuses: Vec<_> = preview.statuses.iter().map(|one| (one.status, one.count)).collect();
    assert_eq!(statuses, [(Status::Active, 2), (Status::Inactive, 1)]);
    let because: Vec<_> = preview.because.iter().map(|one| (one.because, one.count, one.words)).collect();
    assert_eq!(because, [(Because::AlreadyRevoked, 1, "It is revoked already.")]);
    assert_eq!(preview.first, ["On", "Off", "Old"]);
    assert_eq!((preview.confirmation.as_deref(), preview.reversible), (Some("revoke 3"), true));
    let skipped = work.app.batch_items(preview.batch, Some(Outcome::Skipped), 0).expect("items");
    assert_eq!((skipped.total, skipped.rows[0].title.as_str()), (1, "Gone already"));
    assert_eq!(work.app.batch_items(preview.batch, None, 3).expect("items").rows.len(), 1);
    assert!(same(&work.contents(), &before) && work.said().len() == entries);
    assert!(work.app.list_batches().expect("batches").is_empty(), "a preview is not listed");
    assert!(actions::drop_preview(&work.app, preview.batch).expect("dropped"));
    assert_eq!(code(work.run(&preview, "")), "not_found");
    assert!(!actions::drop_preview(&work.app, preview.batch).expect("gone before"));
}

#[test]
fn revoke_all_wants_its_words_keeps_the_reason_and_is_one_entry_with_its_rows() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["CRM", "Ledger"]);
    actions::deactivate_credential(&work.app, work.target(ids[1])).expect("off");
    let preview = work.preview(BatchDeed::RevokeAll, work.all()).expect("a preview");
    for confirmation in ["", "revoke", "revoke 3", "delete 2"] {
        let request = RunRequest { batch: preview.batch, confirmation: confirmation.into(), reason: String::new() };
        let Err(refused) = actions::run_batch(&work.app, &request) else { panic!("{confirmation} was taken") };
        assert_eq!((refused.code(), refused.field()), ("invalid_input", Some("confirmation")));
    }
    assert_eq!(work.run(&preview, " the laptop was stolen ").expect("run"), 2);
    assert!(work.statuses().values().all(|status| *status == Status::Revoked));
    let details = work.app.credential_details(ids[1]).expect("details");
    let revocation = details.revocation.expect("a revocation");
    assert_eq!(revocation.reason.as_deref(), Some("the laptop was stolen"));
    let said = work.said().pop().expect("an entry");
    assert_eq!(said["action"], "revoke_credentials");
    assert_eq!((&said["batch"], &said["subject"]["kind"]), (&preview.batch.to_string().into(), &"batch".into()));
    assert_eq!((said["count"].as_u64(), said["detail"].as_str()), (Some(2), Some("the laptop was stolen")));
    let items = work.app.store.read(|connection| audit_log::items(connection, said["sequence"].as_u64().unwrap_or(0)));
    assert_eq!(items.expect("items").len(), 2);
    let history = work.app.credential_details(ids[0]).expect("details").history;
    assert!(history.iter().any(|entry| entry.action == "revoke_credentials"), "a credential's history knows");
    assert!(work.head_agrees() && work.table().iter().all(|row| row.vouched == Vouched::Yes));
    let row = work.batch(preview.batch);
    assert_eq!(row.counts, BatchCounts { done: 2, ..BatchCounts::default() });
    assert_eq!((row.state, row.undo_closed), (BatchState::Finished, None));
    assert!(row.resume_closed.is_some());
    assert_eq!(code(work.run(&preview, "")), "not_possible", "a batch is run once");
    assert_eq!(work.undo(preview.batch).expect("undone"), 2);
    let statuses: Vec<_> = work.statuses().into_values().collect();
    assert_eq!(statuses, [Status::Active, Status::Inactive], "each is what it was");
    assert!(work.head_agrees());
}

#[test]
fn what_changed_since_the_preview_is_told_and_what_came_since_is_named_and_neither_is_touched() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["Same", "Edited", "Deleted", "Extended"]);
    let preview = work.preview(BatchDeed::RevokeAll, work.all()).expect("a preview");
    let edit = EditRequest { description: "new".into(), ..edit_form(work.target(ids[1]), "Edited") };
    actions::edit_credential(&work.app, &edit).expect("edited");
    actions::delete_credential(&work.app, work.target(ids[2])).expect("deleted");
    actions::change_expiry(&work.app, work.target(ids[3]), Expires::Never).expect("extended");
    work.with(&["Newcomer"]);
    assert_eq!(work.run(&preview, "").expect("run"), 1);
    let since = |because| (Outcome::Changed, Some(because));
    assert_eq!(
        work.outcomes(preview.batch),
        BTreeMap::from([
            ("Same".into(), (Outcome::Done, None)),
            ("Edited".into(), since(Because::ChangedSince)),
            ("Deleted".into(), since(Because::DeletedSince)),
            ("Extended".into(), since(Because::ChangedSince)),
            ("Newcomer".into(), (Outcome::Newcomer, None)),
        ])
    );
    let counts = work.batch(preview.batch).counts;
    assert_eq!(counts, BatchCounts { done: 1, changed: 3, newcomers: 1, ..BatchCounts::default() });
    let revoked: Vec<_> = work.statuses().into_iter().filter(|(_, status)| *status == Status::Revoked).collect();
    assert_eq!(revoked, [("Same".to_owned(), Status::Revoked)]);
}

#[test]
fn undoing_revoke_all_does_not_revive_what_was_revoked_before_and_skips_what_changed_since() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["Leaked last year", "CRM", "Ledger", "Gone"]);
    actions::revoke_credential(&work.app, work.target(ids[0]), "leaked").expect("revoked");
    let batch = work.done(BatchDeed::RevokeAll, work.all());
    actions::reinstate_credential(&work.app, work.target(ids[2])).expect("reinstated by hand");
    actions::deactivate_credential(&work.app, work.target(ids[2])).expect("off");
    actions::delete_credential(&work.app, work.target(ids[3])).expect("deleted");
    assert_eq!(work.undo(batch).expect("undone"), 1);
    let statuses = work.statuses();
    assert_eq!(statuses["Leaked last year"], Status::Revoked);
    assert_eq!((statuses["CRM"], statuses["Ledger"]), (Status::Active, Status::Inactive));
    let outcomes = work.outcomes(batch);
    assert_eq!(outcomes["CRM"], (Outcome::Undone, None));
    assert_eq!(outcomes["Ledger"], (Outcome::Kept, Some(Because::ChangedSince)));
    assert_eq!(outcomes["Gone"], (Outcome::Kept, Some(Because::DeletedSince)));
    let row = work.batch(batch);
    assert_eq!((row.state, row.counts.undone, row.counts.kept), (BatchState::Undone, 1, 2));
    assert_eq!(code(work.undo(batch)), "not_possible");
    assert_eq!(work.deeds().last().map(String::as_str), Some("undo_batch"));
    // Reinstating all by itself does revive it.
    work.done(BatchDeed::ReinstateAll, work.all());
    assert_eq!(work.statuses()["Leaked last year"], Status::Active);
}

#[test]
fn every_deed_of_a_selection_does_what_its_single_action_does_and_comes_back_exactly() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["A", "B", "C", "D"]);
    let depot = work.group("Depot").id;
    actions::deactivate_credential(&work.app, work.target(ids[1])).expect("off");
    actions::revoke_credential(&work.app, work.target(ids[2]), "").expect("revoked");
    let tagged = EditRequest { tags: vec!["old".into(), "keep".into()], ..edit_form(work.target(ids[3]), "D") };
    actions::edit_credential(&work.app, &tagged).expect("tagged");
    let until = Until::Expires { expires: Expires::On { date: "2028-01-31".parse().expect("a date") } };
    let deeds = [
        (BatchDeed::Revoke, 3),
        (BatchDeed::Reinstate, 1),
        (BatchDeed::Activate, 1),
        (BatchDeed::Deactivate, 2),
        (BatchDeed::Move { group: depot }, 4),
        (BatchDeed::ChangeExpiry { until }, 4),
        (BatchDeed::ChangeExpiry { until: Until::Days { days: 30 } }, 4),
        (BatchDeed::ChangeExpiry { until: Until::Months { months: 1 } }, 4),
        (BatchDeed::ChangeExpiry { until: Until::Expires { expires: Expires::Never } }, 4),
        (BatchDeed::Tag { tags: vec![" Old ".into(), "new".into()] }, 4),
        (BatchDeed::Untag { tags: vec!["OLD".into()] }, 1),
    ];
    for (deed, count) in deeds {
        let before = work.contents();
        let preview = work.preview(deed.clone(), work.select(&ids)).expect("a preview");
        assert_eq!(
            (preview.touched, preview.touched + preview.skipped, preview.confirmation.clone()),
            (count, 4, None)
        );
        assert_eq!(work.run(&preview, "").expect("run"), count, "{deed:?}");
        let after = work.contents();
        assert!(!same(&after, &before) && work.head_agrees(), "{deed:?}");
        let changed = after.iter().zip(&before).filter(|(one, other)| format!("{one:?}") != format!("{other:?}"));
        assert_eq!(changed.count(), count as usize, "{deed:?}");
        assert_eq!(work.undo(preview.batch).expect("undone"), count);
        assert!(same(&work.contents(), &before) && work.head_agrees(), "{deed:?} comes back");
    }
    let expires = |work: &AtWork, id| work.app.credential_details(id).expect("details").row.expires_on;
    work.done(BatchDeed::ChangeExpiry { until: Until::Months { months: 1 } }, work.select(&ids[..1]));
    assert_eq!(expires(&work, ids[0]).as_deref(), Some("2027-03-22"));
    work.done(BatchDeed::ChangeExpiry { until: Until::Days { days: 10 } }, work.select(&ids[..1]));
    assert_eq!(expires(&work, ids[0]).as_deref(), Some("2027-04-01"));
}

#[test]
fn what_a_deed_makes_nothing_of_is_skipped_for_its_own_reason() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["Forever", "Dated"]);
    actions::change_expiry(&work.app, work.target(ids[0]), Expires::Never).expect("never");
    let general = work.app.list_groups(Some(work.tenant)).expect("groups").remove(0).id;
    let other = crate::desk::create_tenant(&work.app, "Other").expect("a tenant");
    let elsewhere = work.app.list_groups(Some(other.id)).expect("groups").remove(0).id;
    let on = |date: &str| Until::Expires { expires: Expires::On { date: date.parse().expect("a date") } };
    for (deed, touched, because) in [
        (BatchDeed::Activate, 0, vec![Because::AlreadyActive]),
        (BatchDeed::Reinstate, 0, vec![Because::NotRevoked]),
        (BatchDeed::DeleteAllRevoked, 0, vec![Because::NotRevoked]),
        (BatchDeed::Move { group: general }, 0, vec![Because::InGroup]),
        (BatchDeed::Move { group: elsewhere }, 0, vec![Because::OtherTenant]),
        (BatchDeed::ChangeExpiry { until: Until::Days { days: 7 } }, 1, vec![Because::NeverExpires]),
        (BatchDeed::ChangeExpiry { until: on("2020-01-01") }, 0, vec![Because::DateNotPossible]),
        (BatchDeed::ChangeExpiry { until: on("2027-02-22") }, 1, vec![Because::SameExpiry]),
        (BatchDeed::Untag { tags: vec!["none".into()] }, 0, vec![Because::LacksTags]),
    ] {
        let preview = work.preview(deed.clone(), work.select(&ids)).expect("a preview");
        let why: Vec<_> = preview.because.iter().map(|one| one.because).collect();
        assert_eq!((preview.touched, why), (touched, because), "{deed:?}");
        if touched == 0 {
            assert_eq!(code(work.run(&preview, "")), "not_possible", "{deed:?}");
        }
    }
    for (deed, field) in [
        (BatchDeed::Tag { tags: Vec::new() }, "tags"),
        (BatchDeed::Tag { tags: vec!["a,b".into()] }, "tags"),
        (BatchDeed::ChangeExpiry { until: Until::Days { days: 0 } }, "expires"),
        (BatchDeed::ChangeExpiry { until: Until::Months { months: 5_000 } }, "expires"),
    ] {
        let refused = work.preview(deed, work.all()).expect_err("refused");
        assert_eq!((refused.code(), refused.field()), ("invalid_input", Some(field)));
    }
    // A policy that is tightened between the preview and the run holds.
    let until = Until::Days { days: 90 };
    let preview = work.preview(BatchDeed::ChangeExpiry { until }, work.select(&ids[1..])).expect("a preview");
    let tenant = work.own_tenant();
    let target = keywright_core::tenant::TenantTarget { tenant: tenant.id, revision: tenant.revision };
    let draft = acceptance::forms::tenant_draft(&tenant.name, "Europe/Amsterdam");
    let draft = keywright_core::tenant::TenantDraft { longest_days: Some(100), ..draft };
    let edit = keywright_core::tenant::EditTenantRequest { target, draft };
    actions::edit_tenant(&work.app, &edit).expect("tightened");
    assert_eq!(work.run(&preview, "").expect("run"), 0);
    assert_eq!(work.outcomes(preview.batch)["Dated"], (Outcome::Skipped, Some(Because::BeyondPolicy)));
    let row = work.batch(preview.batch);
    assert_eq!((row.counts.left, row.counts.skipped, row.state), (0, 1, BatchState::Finished));
    assert_eq!(row.undo_closed.as_deref(), Some("It has changed nothing."));
}

#[test]
fn scopes_are_what_they_say() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["CRM one", "CRM two", "Ledger"]);
    let depot = work.group("Depot").id;
    work.done(BatchDeed::Move { group: depot }, work.select(&ids[..1]));
    let query = |query: &str| BatchScope::Query { tenant: Some(work.tenant), query: query.into() };
    let but_one = Selection::Query {
        tenant: Some(work.tenant),
        query: "crm".into(),
        generation: work.app.index.generation(),
        except: vec![work.row_of(ids[0]).handle],
    };
    for (scope, words, titles) in [
        (work.all(), "All of Acme Logistics", vec!["Ledger", "CRM two", "CRM one"]),
        (BatchScope::Group { group: depot }, "The group Depot of Acme Logistics", vec!["CRM one"]),
        (query("crm"), "What “crm” finds in Acme Logistics", vec!["CRM two", "CRM one"]),
        (query(" "), "All of Acme Logistics", vec!["Ledger", "CRM two", "CRM one"]),
        (
            BatchScope::Query { tenant: None, query: String::new() },
            "All of all tenants",
            vec!["Ledger", "CRM two", "CRM one"],
        ),
        (BatchScope::Selection { selection: but_one }, "1 selected credential", vec!["CRM two"]),
    ] {
        let preview = work.preview(BatchDeed::Revoke, scope).expect("a preview");
        assert_eq!((preview.scope.as_str(), preview.first.iter().map(String::as_str).collect()), (words, titles));
    }
    assert_eq!(code(work.preview(BatchDeed::Revoke, query("status:"))), "invalid_input");
    let stale = Selection::Handles { generation: work.app.index.generation() + 1, handles: vec![1] };
    assert_eq!(code(work.preview(BatchDeed::Revoke, BatchScope::Selection { selection: stale })), "stale");
}

#[test]
fn a_batch_goes_in_chunks_and_cancel_stops_after_one_and_resume_does_the_rest() {
    let desk = Desk::new();
    let work = desk.at_work();
    actions::add_samples(&work.app, work.tenant, 2_500).expect("samples");
    let preview = work.preview(BatchDeed::RevokeAll, work.all()).expect("a preview");
    let confirmation = preview.confirmation.clone().expect("asked for");
    let request = RunRequest { batch: preview.batch, confirmation, reason: String::new() };
    let mut heard = Vec::new();
    let job = actions::run_batch(&work.app, &request).expect("begun");
    assert_eq!(job.total, preview.touched);
    assert_eq!(work.batch(preview.batch).state, BatchState::Running);
    assert_eq!(code(actions::undo_batch(&work.app, preview.batch)), "not_possible", "it goes on");
    let called_off = job.go(&work.app, &mut |done, total| {
        heard.push((done, total));
        if done >= 1_000 { Err(Error::Cancelled) } else { Ok(()) }
    });
    assert_eq!(code(called_off), "cancelled");
    assert_eq!(heard, [(0, preview.touched), (1_000, preview.touched)]);
    let row = work.batch(preview.batch);
    assert_eq!((row.state, row.counts.done, row.counts.left), (BatchState::Cancelled, 1_000, preview.touched - 1_000));
    assert_eq!((row.resume_closed, row.undo_closed), (None, None));
    assert!(work.head_agrees());
    let resumed = actions::resume_batch(&work.app, preview.batch).expect("resumed");
    assert_eq!(resumed.total, preview.touched - 1_000);
    assert_eq!(resumed.go(&work.app, &mut |_, _| Ok(())).expect("run"), preview.touched - 1_000);
    let row = work.batch(preview.batch);
    assert_eq!((row.state, row.counts.done, row.counts.left), (BatchState::Finished, preview.touched, 0));
    let chunks = work.said().into_iter().filter(|said| said["action"] == "revoke_credentials");
    let counts: Vec<_> = chunks.map(|said| said["count"].as_u64().unwrap_or(0)).collect();
    assert_eq!((counts.len(), counts[0], counts.iter().sum::<u64>()), (3, 1_000, u64::from(preview.touched)));
    assert!(work.table().iter().all(|row| row.status == Status::Revoked && row.vouched == Vouched::Yes));
    // The undoing can be called off too, and goes on later, also after a restart.
    let undoing = actions::undo_batch(&work.app, preview.batch).expect("begun");
    let called_off = undoing.go(&work.app, &mut |done, _| if done > 0 { Err(Error::Cancelled) } else { Ok(()) });
    assert_eq!(code(called_off), "cancelled");
    drop(work);
    let work = desk.back_at_work();
    let row = work.batch(preview.batch);
    assert_eq!((row.state, row.undo_closed), (BatchState::Interrupted, None));
    assert_eq!(row.counts.done + row.counts.undone, preview.touched);
    assert_eq!(code(actions::resume_batch(&work.app, preview.batch)), "not_possible");
    assert_eq!(work.undo(preview.batch).expect("undone"), row.counts.done);
    assert_eq!(work.batch(preview.batch).counts.undone, preview.touched);
    assert!(work.head_agrees());
}

#[test]
fn a_preview_and_what_was_interrupted_survive_a_restart_and_an_old_preview_goes() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.with(&["CRM", "Ledger"]);
    let (one, other) =
        (work.preview(BatchDeed::RevokeAll, work.all()), work.preview(BatchDeed::Deactivate, work.all()));
    let (one, other) = (one.expect("a preview"), other.expect("a preview"));
    drop(work);
    let work = desk.back_at_work();
    let failing = actions::run_batch(
        &work.app,
        &RunRequest { batch: other.batch, confirmation: String::new(), reason: String::new() },
    );
    let failed = failing.expect("begun").go(&work.app, &mut |_, _| Err(Error::Internal("broken".into())));
    assert_eq!(code(failed), "internal");
    let row = work.batch(other.batch);
    assert_eq!((row.state, row.counts.left, row.resume_closed), (BatchState::Interrupted, 2, None));
    assert_eq!(row.undo_closed.as_deref(), Some("It has changed nothing."));
    assert_eq!(work.run(&one, "").expect("a preview of before"), 2);
    let old = work.preview(BatchDeed::ReinstateAll, work.all()).expect("a preview");
    desk.clock.set(Moment::from_millis(TODAY + DAY_MILLIS + 1));
    drop(work);
    let work = desk.back_at_work();
    assert_eq!(code(work.app.batch_items(old.batch, None, 0)), "not_found");
    assert_eq!(work.app.list_batches().expect("batches").len(), 2);
    let rows: u32 = desk.database().query_row("SELECT count(*) FROM batch_item", [], |row| row.get(0)).expect("rows");
    assert_eq!(rows, 4);
}

#[test]
fn an_undoing_is_for_thirty_days() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.with(&["CRM"]);
    let revoked = work.done(BatchDeed::Revoke, work.all());
    let tagged = work.done(BatchDeed::Tag { tags: vec!["x".into()] }, work.all());
    desk.clock.set(Moment::from_millis(TODAY + 30 * DAY_MILLIS - 1));
    assert_eq!(work.batch(revoked).undo_closed, None);
    // Revoked, then tagged: what was changed since is not revived, until that is undone itself.
    assert_eq!(work.undo(revoked).expect("undone"), 0);
    assert_eq!(work.outcomes(revoked)["CRM"], (Outcome::Kept, Some(Because::ChangedSince)));
    desk.clock.set(Moment::from_millis(TODAY + 30 * DAY_MILLIS));
    assert_eq!(work.batch(tagged).undo_closed.as_deref(), Some("It is older than 30 days."));
    assert_eq!(code(work.undo(tagged)), "not_possible");
}

#[test]
fn deleting_many_wants_its_words_is_never_undone_and_leaves_no_trace_of_a_secret() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["One", "Two", "Three"]);
    let sealed: Vec<Vec<u8>> = {
        let database = desk.database();
        let mut statement = database.prepare("SELECT sealed FROM secret_version").expect("secrets");
        statement
            .query_map([], |row| row.get(0))
            .expect("secrets")
            .collect::<std::result::Result<_, _>>()
            .expect("secrets")
    };
    assert!(sealed.len() == 3 && sealed.iter().all(|sealed| desk.vault_holds(sealed)));
    work.done(BatchDeed::Revoke, work.select(&ids[..2]));
    let preview = work.preview(BatchDeed::DeleteAllRevoked, work.all()).expect("a preview");
    assert_eq!((preview.touched, preview.confirmation.as_deref(), preview.reversible), (2, Some("delete 2"), false));
    let request = RunRequest { batch: preview.batch, confirmation: "delete".into(), reason: String::new() };
    assert_eq!(code(actions::run_batch(&work.app, &request)), "invalid_input");
    assert_eq!(work.run(&preview, "").expect("run"), 2);
    assert_eq!(work.statuses().into_keys().collect::<Vec<_>>(), ["Three"]);
    assert_eq!(sealed.iter().filter(|sealed| desk.vault_holds(sealed)).count(), 1, "bytes gone from database and WAL");
    assert!(work.head_agrees());
    let row = work.batch(preview.batch);
    assert_eq!(row.undo_closed.as_deref(), Some("What is deleted is gone for ever."));
    assert_eq!(code(work.undo(preview.batch)), "not_possible");
    let said = work.said().pop().expect("an entry");
    assert_eq!((&said["action"], said["count"].as_u64()), (&"delete_credentials".into(), Some(2)));
    // One alone is deleted without.
    let preview = work.preview(BatchDeed::Delete, work.all()).expect("a preview");
    assert_eq!((preview.touched, preview.confirmation.clone()), (1, None));
    assert_eq!(work.run(&preview, "").expect("run"), 1);
    assert_eq!(sealed.iter().filter(|sealed| desk.vault_holds(sealed)).count(), 0);
}

#[test]
fn blocking_many_works_without_the_key_and_is_vouched_for_later_and_nothing_else_does() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.with(&["A", "B", "C"]);
    drop(work);
    let work = desk.back_without_key(MemoryState::Locked);
    for deed in
        [BatchDeed::ReinstateAll, BatchDeed::Activate, BatchDeed::Delete, BatchDeed::Tag { tags: vec!["x".into()] }]
    {
        assert_eq!(code(work.preview(deed, work.all())), "key_locked");
    }
    let preview = work.preview(BatchDeed::RevokeAll, work.all()).expect("a preview");
    assert_eq!(work.run(&preview, "leaked").expect("run"), 3);
    assert!(work.statuses().values().all(|status| *status == Status::Revoked));
    let row = work.batch(preview.batch);
    assert_eq!((row.state, row.counts.done), (BatchState::Finished, 3));
    assert_eq!(row.undo_closed.as_deref(), Some("It was done while the keychain was locked, and cannot be undone."));
    drop(work);
    desk.keychain.set_state(MemoryState::Ready);
    let work = desk.back_at_work();
    assert!(work.table().iter().all(|row| row.vouched == Vouched::Pending));
    let waiting = work.app.pending_changes().expect("told");
    assert_eq!((waiting.len(), waiting[0].sound), (1, true));
    assert!(waiting[0].title.ends_with("and 2 more"), "{}", waiting[0].title);
    let again = work.preview(BatchDeed::ReinstateAll, work.all()).expect("a preview");
    assert_eq!((again.touched, again.because[0].because), (0, Because::Pending));
    assert_eq!(actions::vouch_for_changes(&work.app).expect("vouched for"), 1);
    assert!(work.app.pending_changes().expect("told").is_empty() && work.head_agrees());
    assert!(work.table().iter().all(|row| row.vouched == Vouched::Yes));
    assert_eq!(code(work.undo(preview.batch)), "not_possible");
    work.done(BatchDeed::ReinstateAll, work.all());
    assert!(work.statuses().values().all(|status| *status == Status::Active));
}

#[test]
fn a_preview_of_before_the_key_was_there_is_previewed_again_and_an_edited_one_is_refused() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["A", "B"]);
    drop(work);
    let work = desk.back_without_key(MemoryState::Locked);
    let blind = work.preview(BatchDeed::RevokeAll, work.all()).expect("a preview");
    drop(work);
    desk.keychain.set_state(MemoryState::Ready);
    let work = desk.back_at_work();
    assert_eq!(code(work.run(&blind, "")), "not_possible");
    let preview = work.preview(BatchDeed::Delete, work.select(&ids[..1])).expect("a preview");
    for sql in [
        "UPDATE batch_item SET handle = 2, credential_id = (SELECT id FROM credential WHERE handle = 2) WHERE revision > 0",
        "UPDATE batch_item SET revision = revision + 1",
        "UPDATE batch SET deed = '{\"kind\":\"revoke\"}'",
        "UPDATE batch SET seal = x''",
    ] {
        let database = desk.database();
        let changed = database.execute_batch("SAVEPOINT edit").and_then(|()| database.execute(sql, []));
        assert!(changed.expect(sql) > 0);
        database.execute_batch("RELEASE edit").expect("committed");
        drop(database);
        assert!(matches!(code(work.run(&preview, "")), "not_vouched" | "not_possible"), "{sql}");
        assert_eq!(work.table().len(), 2, "{sql}");
    }
}

#[test]
fn an_edited_log_undoes_nothing() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.with(&["A"]);
    let batch = work.done(BatchDeed::Deactivate, work.all());
    let sequence = work.said().len();
    let edited = desk
        .database()
        .execute("UPDATE audit_item SET before = replace(before, 'Dana', 'Mall') WHERE sequence = ?1", [sequence]);
    assert_eq!(edited.expect("edited"), 1);
    assert_eq!(work.undo(batch).expect("gone through"), 0);
    assert_eq!(work.outcomes(batch)["A"], (Outcome::Kept, Some(Because::Altered)));
    assert_eq!(work.statuses()["A"], Status::Inactive);
}

#[test]
fn rows_that_are_not_vouched_for_are_skipped_and_keep_no_other_from_being_done() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.with(&["A", "B"]);
    let preview = work.preview(BatchDeed::Revoke, work.all()).expect("a preview");
    desk.database().execute("UPDATE credential SET description = 'x' WHERE title = 'A'", []).expect("edited");
    assert_eq!(work.run(&preview, "").expect("run"), 1);
    assert_eq!(work.outcomes(preview.batch)["A"], (Outcome::Skipped, Some(Because::Altered)));
    assert_eq!(work.preview(BatchDeed::Reinstate, work.all()).expect("a preview").because[0].because, Because::Altered);
}

#[test]
fn a_report_is_read_by_windows_and_saved_whole_with_the_guard() {
    let desk = Desk::new();
    let work = desk.at_work();
    let ids = work.with(&["=1+1", "Plain, with a comma"]);
    actions::revoke_credential(&work.app, work.target(ids[1]), "").expect("revoked");
    let batch = work.done(BatchDeed::RevokeAll, work.all());
    let report = work.app.batch_report(batch, None, false).expect("a report");
    assert_eq!((report.total, report.suggested.as_str()), (2, "revoke-all-2026-11-23.csv"));
    let path = desk.exports().join("report.csv");
    assert_eq!(work.app.save_batch_report(&report, &path, false, &mut |_, _| Ok(())).expect("saved"), 2);
    let text = std::fs::read_to_string(&path).expect("a file");
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines[0], "Title,Status at the preview,Outcome,Why,Identity");
    assert_eq!(lines[1], format!("\"Plain, with a comma\",Revoked,Skipped,It is revoked already.,{}", ids[1]));
    assert_eq!(lines[2], format!("'=1+1,Active,Done,,{}", ids[0]));
    assert_eq!(code(work.app.save_batch_report(&report, &path, false, &mut |_, _| Ok(()))), "file_not_written");
    let done = work.app.batch_report(batch, Some(Outcome::Done), true).expect("a report");
    work.app.save_batch_report(&done, &path, true, &mut |_, _| Ok(())).expect("saved");
    let text = std::fs::read_to_string(&path).expect("a file");
    assert!(text.starts_with('\u{FEFF}') && text.matches("\r\n").count() == 2);
}

/// A credential as a plain model has it.
#[derive(Clone, Debug, PartialEq)]
struct Plain {
    active: bool,
    revoked: bool,
    depot: bool,
    tagged: bool,
}

/// What stands in the model: each credential with how often it was written, and what each batch changed.
struct Model {
    standing: Vec<Option<(Plain, u32)>>,
    batches: Vec<(BatchId, Vec<Before>, bool)>,
}

/// What a credential was before a batch: its place, what it said, and how often it had been written then.
type Before = (usize, Plain, u32);

const MODELLED: usize = 6;

impl Model {
    /// What the deed numbered `deed` makes of a credential; nothing where it makes none.
    fn make(plain: &Plain, deed: u8) -> Option<Plain> {
        let after = match deed {
            0 => Plain { active: true, ..plain.clone() },
            1 => Plain { active: false, ..plain.clone() },
            2 => return (!plain.revoked).then(|| Plain { revoked: true, ..plain.clone() }),
            3 => return plain.revoked.then(|| Plain { revoked: false, ..plain.clone() }),
            4 => Plain { depot: true, ..plain.clone() },
            5 => Plain { tagged: true, ..plain.clone() },
            _ => Plain { tagged: false, ..plain.clone() },
        };
        (after != *plain && !(deed < 2 && plain.revoked)).then_some(after)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Any sequence of single actions, batches and undoings of any batch comes to what a plain model says.
    #[test]
    fn whatever_is_done_to_one_and_to_many_and_undone_comes_to_what_a_model_says(
        steps in proptest::collection::vec((0..12_u8, 0..7_u8, 1..64_u8), 4..18),
    ) {
        let desk = Desk::new();
        let work = desk.at_work();
        let titles: Vec<String> = (0..MODELLED).map(|n| format!("C{n}")).collect();
        let ids = work.with(&titles.iter().map(String::as_str).collect::<Vec<_>>());
        let depot = work.group("Depot").id;
        let fresh = Plain { active: true, revoked: false, depot: false, tagged: false };
        let mut model = Model { standing: vec![Some((fresh, 1)); MODELLED], batches: Vec::new() };
        let deeds = [
            BatchDeed::Activate, BatchDeed::Deactivate, BatchDeed::Revoke, BatchDeed::Reinstate,
            BatchDeed::Move { group: depot }, BatchDeed::Tag { tags: vec!["x".into()] },
            BatchDeed::Untag { tags: vec!["x".into()] },
        ];
        for (at, (kind, deed, mask)) in steps.into_iter().enumerate() {
            desk.clock.set(Moment::from_millis(TODAY + 1_000 * at as i64));
            let one = usize::from(mask) % MODELLED;
            match kind {
                // One credential.
                0..=2 if deed < 5 => {
                    let Some((plain, written)) = model.standing[one].clone() else { continue };
                    let target = work.target(ids[one]);
                    let done = match deed {
                        0 => actions::activate_credential(&work.app, target),
                        1 => actions::deactivate_credential(&work.app, target),
                        2 => actions::revoke_credential(&work.app, target, ""),
                        3 => actions::reinstate_credential(&work.app, target),
                        _ => actions::move_credential(&work.app, target, depot),
                    };
                    let after = Model::make(&plain, deed);
                    prop_assert_eq!(done.is_ok(), after.is_some(), "{:?} of {:?}", deed, plain);
                    model.standing[one] = Some(after.map_or((plain, written), |after| (after, written + 1)));
                }
                // One is deleted.
                3 => {
                    if model.standing[one].take().is_some() {
                        actions::delete_credential(&work.app, work.target(ids[one])).expect("deleted");
                    }
                }
                // Any batch is undone.
                4..=6 => {
                    let count = model.batches.len().max(1);
                    let Some((id, changed, undone)) = model.batches.get_mut(usize::from(mask) % count) else { continue };
                    let told = work.undo(*id);
                    if *undone || changed.is_empty() {
                        prop_assert_eq!(code(told), "not_possible");
                        continue;
                    }
                    *undone = true;
                    let mut back = 0;
                    for (which, before, written) in changed.iter() {
                        if let Some((plain, now)) = &mut model.standing[*which] && now == written {
                            (*plain, *now) = (before.clone(), *now + 1);
                            back += 1;
                        }
                    }
                    prop_assert_eq!(told.expect("undone"), back);
                }
                // Some, as one.
                _ => {
                    let those = |which: &usize| mask >> which & 1 == 1 && model.standing[*which].is_some();
                    let chosen: Vec<_> = (0..MODELLED).filter(those).collect();
                    let selected: Vec<_> = chosen.iter().map(|which| ids[*which]).collect();
                    let scope = work.select(&selected);
                    let preview = work.preview(deeds[usize::from(deed)].clone(), scope).expect("a preview");
                    let mut changed = Vec::new();
                    for which in chosen {
                        if let Some((plain, written)) = &mut model.standing[which]
                            && let Some(after) = Model::make(plain, deed)
                        {
                            *written += 1;
                            changed.push((which, std::mem::replace(plain, after), *written));
                        }
                    }
                    prop_assert_eq!(preview.touched as usize, changed.len());
                    if changed.is_empty() {
                        prop_assert_eq!(code(work.run(&preview, "")), "not_possible");
                    } else {
                        prop_assert_eq!(work.run(&preview, "").expect("run") as usize, changed.len());
                        model.batches.push((preview.batch, changed, false));
                    }
                }
            }
            let table = work.table();
            prop_assert!(work.head_agrees() && table.iter().all(|row| row.vouched == Vouched::Yes));
            for (which, standing) in model.standing.iter().enumerate() {
                let row = table.iter().find(|row| row.id == ids[which]);
                let seen = row.map(|row| {
                    let (revoked, depot) = (row.status == Status::Revoked, row.group == depot);
                    (revoked, row.status == Status::Active, depot, !row.tags.is_empty(), row.revision)
                });
                let wanted = standing.as_ref().map(|(plain, written)| {
                    (plain.revoked, plain.active && !plain.revoked, plain.depot, plain.tagged, *written)
                });
                prop_assert_eq!(seen, wanted, "credential {} after step {}", which, at);
            }
        }
    }
}
