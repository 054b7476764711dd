//! *Run a batch*: what was previewed, and nothing else, is done.

use rusqlite::Connection;

use super::batch_job::{self, BatchJob, Way, Work};
use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::batch::rows::RunRequest;
use crate::batch::{BatchDeed, Until, is_confirmed};
use crate::error::{Error, Result};
use crate::name::Description;
use crate::policy::Expires;
use crate::store::batches::Stage;
use crate::store::groups;

/// Has a preview of the operator's own begin, once it is confirmed; the answer goes through its credentials.
///
/// # Errors
/// [`Error::InvalidInput`] on `confirmation` or `reason`; [`Error::NotPossible`] where it has been run, or there is nothing
/// to do; [`Error::NotFound`] where the preview is gone; [`Error::NotPermitted`] without what the deed needs;
/// [`Error::NotVouched`] where it is not as it was previewed; [`Error::Key`]. Then nothing was changed.
pub fn run_batch(app: &App, request: &RunRequest) -> Result<BatchJob> {
    let reason = Description::parse("reason", &request.reason)?;
    batch_job::begin(app, request.batch, Way::Run, |batch| {
        if batch.stage != Stage::Previewed {
            return Err(Error::NotPossible("This batch has been run already.".into()));
        }
        if batch.account != app.account.account {
            return Err(Error::NotPossible("Somebody else previewed this batch. Preview it yourself.".into()));
        }
        if batch.counts.left == 0 {
            return Err(Error::NotPossible("There is no credential that this would change.".into()));
        }
        if let Some(wanted) = batch.deed.confirmation(batch.counts.left)
            && !is_confirmed(&wanted, &request.confirmation)
        {
            return Err(Error::invalid("confirmation", format!("Type “{wanted}” to confirm.")));
        }
        batch.reason = reason.as_str().to_owned();
        batch.begun_at = Some(app.now());
        batch.stage = Stage::Running;
        Ok(())
    })
}

/// The entry of a chunk in which `count` credentials were done.
pub(super) fn entry(connection: &Connection, work: &Work, count: u32) -> Result<Entry> {
    let batch = &work.batch;
    let (action, detail) = match &batch.deed {
        BatchDeed::RevokeAll | BatchDeed::Revoke => (Action::RevokeCredentials, String::new()),
        BatchDeed::ReinstateAll | BatchDeed::Reinstate => (Action::ReinstateCredentials, String::new()),
        BatchDeed::DeleteAllRevoked | BatchDeed::Delete => (Action::DeleteCredentials, String::new()),
        BatchDeed::Activate => (Action::ActivateCredentials, String::new()),
        BatchDeed::Deactivate => (Action::DeactivateCredentials, String::new()),
        BatchDeed::Move { group } => {
            let group = groups::get(connection, *group)?.map(|kept| format!("to {}", kept.row.name));
            (Action::MoveCredentials, group.unwrap_or_default())
        }
        BatchDeed::ChangeExpiry { until } => (Action::ChangeExpiries, words(*until)),
        BatchDeed::Tag { tags } => (Action::TagCredentials, tags.join(", ")),
        BatchDeed::Untag { tags } => (Action::UntagCredentials, tags.join(", ")),
    };
    let said: Vec<_> = [detail.as_str(), batch.reason.as_str()].into_iter().filter(|said| !said.is_empty()).collect();
    let entry = Entry::new(action, subject(work)).of_batch(batch.id).with_count(count);
    let entry = if said.is_empty() { entry } else { entry.with_detail(said.join("; ")) };
    Ok(work.tenant.iter().fold(entry, |entry, tenant| entry.in_tenant(*tenant)))
}

/// A batch, as the audit log names it.
pub(super) fn subject(work: &Work) -> Subject {
    let (id, title) = (work.batch.id.to_string(), work.batch.words.clone());
    Subject { kind: "batch", id, title, ..Subject::default() }
}

fn words(until: Until) -> String {
    match until {
        Until::Expires { expires: Expires::Never } => "never".to_owned(),
        Until::Expires { expires: Expires::On { date } } => date.to_string(),
        Until::Days { days } => format!("{days} days later"),
        Until::Months { months } => format!("{months} months later"),
    }
}
