//! *Preview a batch*: which credentials it would touch and in which revision, written down so that running it touches
//! these and no others. Bookkeeping, not audited: nothing is changed.

use rusqlite::Connection;

use super::batch_around::Surroundings;
use crate::app::App;
use crate::batch::made::Prepared;
use crate::batch::rows::{BatchCounts, BatchPreview, BecauseCount, PreviewRequest, StatusCount};
use crate::batch::{BatchScope, Because, CHUNK, Outcome, PREVIEW_MILLIS};
use crate::batch_scope;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::credential_row::Vouched;
use crate::error::{Error, Result};
use crate::ids::BatchId;
use crate::mac::Vouch;
use crate::selection::Selection;
use crate::state::Status;
use crate::store::batch_items::{self, Item};
use crate::store::batches::{self, Batch, Stage};
use crate::store::pending::Steps;
use crate::store::{Kept, credentials};

/// How many titles a preview begins with.
const FIRST: usize = 10;

/// Looks at what a batch would do, and keeps it for a day. Where the deed works without the master key, so does this.
///
/// # Errors
/// [`Error::InvalidInput`] on `tags`, `expires`, `group` or `query`; [`Error::NotFound`] for a tenant or a group;
/// [`Error::Stale`] for a selection of another generation; [`Error::NotPermitted`] without what the deed needs;
/// [`Error::Key`]. Then nothing was written.
pub fn preview_batch(app: &App, request: &PreviewRequest) -> Result<BatchPreview> {
    let prepared = request.deed.prepare("")?;
    app.store.read(|connection| app.may(connection, request.deed.permission()))?;
    let keys = match app.vault.keys() {
        Err(Error::Key(_)) if request.deed.works_locked() => None,
        keys => Some(keys?),
    };
    let vouch = keys.as_deref().map(|keys| keys as &dyn Vouch);
    let handles = app.handles_of_scope(&request.scope)?;
    let now = app.now();
    let mut batch = Batch {
        id: BatchId::new(now, &*app.rng)?,
        account: app.account.account.clone(),
        operator: app.account.name.clone(),
        deed: request.deed.clone(),
        scope: without_handles(&request.scope),
        words: app.store.read(|connection| batch_scope::words(connection, &request.scope, handles.len()))?,
        reason: String::new(),
        stage: Stage::Preparing,
        unkeyed: false,
        made_at: now,
        begun_at: None,
        ended_at: None,
        counts: BatchCounts::default(),
        seal: Vec::new(),
    };
    app.store.write_unaudited(|write| {
        batches::drop_old_previews(write, now.plus_millis(-PREVIEW_MILLIS))?;
        batches::insert(write, &batch)
    })?;
    let mut seen = Seen::default();
    let written = write_down(app, &batch, &prepared, vouch, &handles, &mut seen).and_then(|()| {
        batch.counts = BatchCounts { left: seen.touched, skipped: seen.skipped, ..BatchCounts::default() };
        batch.stage = Stage::Previewed;
        app.store.write_unaudited(|write| {
            if let Some(vouch) = vouch {
                batch.seal = batches::seal(write.connection(), &batch, vouch)?;
            }
            batches::update(write, &batch)
        })
    });
    if let Err(error) = written {
        // One that stays is dropped with the next preview.
        let dropped = app.store.write_unaudited(|write| batches::drop_preview(write, batch.id, &batch.account));
        dropped.inspect_err(|_| tracing::warn!("half a preview could not be dropped")).unwrap_or_default();
        return Err(error);
    }
    Ok(seen.preview(batch))
}

/// What is kept of a scope: single credentials are written down one by one anyway.
fn without_handles(scope: &BatchScope) -> BatchScope {
    match scope {
        BatchScope::Selection { selection: Selection::Handles { generation, .. } } => {
            BatchScope::Selection { selection: Selection::Handles { generation: *generation, handles: Vec::new() } }
        }
        other => other.clone(),
    }
}

/// What was seen of the credentials so far.
#[derive(Default)]
struct Seen {
    touched: u32,
    skipped: u32,
    statuses: [u32; Status::ALL.len()],
    because: [u32; Because::ALL.len()],
    first: Vec<String>,
}

impl Seen {
    fn note(&mut self, item: &Item) {
        match item.because {
            None => {
                self.touched += 1;
                let statuses = self.statuses.iter_mut().zip(Status::ALL);
                statuses.filter(|(_, status)| *status == item.status).for_each(|(count, _)| *count += 1);
                if self.first.len() < FIRST {
                    self.first.push(item.title.clone());
                }
            }
            Some(because) => {
                self.skipped += 1;
                let reasons = self.because.iter_mut().zip(Because::ALL);
                reasons.filter(|(_, reason)| *reason == because).for_each(|(count, _)| *count += 1);
            }
        }
    }

    fn preview(self, batch: Batch) -> BatchPreview {
        let statuses = Status::ALL.into_iter().zip(self.statuses).filter(|(_, count)| *count > 0);
        let because = Because::ALL.into_iter().zip(self.because).filter(|(_, count)| *count > 0);
        let mut because: Vec<_> =
            because.map(|(because, count)| BecauseCount { because, words: because.words(), count }).collect();
        because.sort_by_key(|one| std::cmp::Reverse(one.count));
        BatchPreview {
            batch: batch.id,
            confirmation: batch.deed.confirmation(self.touched),
            reversible: !batch.deed.deletes(),
            deed: batch.deed,
            scope: batch.words,
            touched: self.touched,
            skipped: self.skipped,
            statuses: statuses.map(|(status, count)| StatusCount { status, count }).collect(),
            because,
            first: self.first,
        }
    }
}

/// Writes the credentials of a preview down, chunk by chunk.
fn write_down(
    app: &App,
    batch: &Batch,
    prepared: &Prepared,
    vouch: Option<&dyn Vouch>,
    handles: &[u32],
    seen: &mut Seen,
) -> Result<()> {
    let mut position = 0;
    for piece in handles.chunks(CHUNK) {
        let items = app.store.read(|connection| items(app, connection, prepared, vouch, piece, batch.made_at))?;
        items.iter().for_each(|item| seen.note(item));
        app.store.give_way();
        app.store.write_unaudited(|write| batch_items::append(write, batch.id, position, &items))?;
        position += u32::try_from(items.len()).unwrap_or(u32::MAX);
    }
    Ok(())
}

/// What the deed would make of the credentials with these handles, of those that are there.
pub(super) fn items(
    app: &App,
    connection: &Connection,
    prepared: &Prepared,
    vouch: Option<&dyn Vouch>,
    handles: &[u32],
    now: Moment,
) -> Result<Vec<Item>> {
    let mut around = Surroundings::of(connection, vouch, prepared, now, &app.account.name)?;
    let steps = vouch.map(|vouch| Steps::read(connection, vouch)).transpose()?;
    let mut items = Vec::with_capacity(handles.len());
    for handle in handles {
        let Some(kept) = credentials::of_handle(connection, *handle)? else { continue };
        let status = around.status(&kept.row)?;
        let because = match standing(&kept, vouch.zip(steps.as_ref())) {
            Some(because) => Some(because),
            None => around.judge(&kept.row)?.err(),
        };
        let Credential { id: credential, revision, title, .. } = kept.row;
        let outcome = if because.is_some() { Outcome::Skipped } else { Outcome::Left };
        let title = title.as_str().to_owned();
        items.push(Item { handle: *handle, credential, revision, title, status, outcome, because });
    }
    Ok(items)
}

/// Why a credential cannot be touched, whatever the deed is.
fn standing(kept: &Kept<Credential>, vouch: Option<(&dyn Vouch, &Steps)>) -> Option<Because> {
    let vouched = match vouch {
        Some((vouch, steps)) => steps.vouched(kept, vouch),
        None if kept.agrees => Vouched::Yes,
        None => Vouched::Altered,
    };
    match vouched {
        Vouched::Yes => None,
        Vouched::Pending => Some(Because::Pending),
        Vouched::Unknown | Vouched::Altered => Some(Because::Altered),
    }
}
