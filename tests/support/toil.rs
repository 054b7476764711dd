//! Work for a process that will be killed, and the start on what it leaves.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::batch::rows::{BatchState, PreviewRequest, RunRequest};
use keywright_core::batch::{BatchDeed, BatchScope};
use keywright_core::clock::SystemClock;
use keywright_core::column::Column;
use keywright_core::credential::Target;
use keywright_core::credential_row::{CredentialQuery, Sort, Vouched};
use keywright_core::error::{Error, Result};
use keywright_core::ids::TenantId;
use keywright_core::keywright::{Keywright, Parts, StageName};
use keywright_core::list_export::ExportListRequest;
use keywright_core::operator::Account;
use keywright_core::policy::Expires;
use keywright_core::rng::SystemRng;
use keywright_core::secret::Passphrase;
use keywright_core::state::Status;
use keywright_core::table::WINDOW;
use keywright_core::vault::Protection;
use keywright_core::vault::memory_keychain::MemoryState;

use crate::file_keychain::FileKeychain;
use crate::forms::{credential_form, tenant_draft, tenant_form};

/// Starts the core on `folder`'s vault, with a keychain in a file beside it.
///
/// # Errors
/// A keychain file that cannot be read.
pub fn start(folder: &Path) -> io::Result<Keywright> {
    start_with(folder, MemoryState::Ready)
}

/// As [`start`], with the keychain in `state`.
fn start_with(folder: &Path, state: MemoryState) -> io::Result<Keywright> {
    let keychain = FileKeychain::open(folder.join("keychain.json"))?;
    keychain.set_state(state);
    let parts = Parts {
        folder: folder.join("vault"),
        keychain: Arc::new(keychain),
        clock: Arc::new(SystemClock),
        rng: Arc::new(SystemRng),
        account: Account { account: "1000".into(), name: "Dana Whitfield".into() },
        zone: "UTC".into(),
    };
    Ok(Keywright::start(parts, Arc::new(|| ())))
}

/// Makes the vault where there is none, then issues and downloads without end; `say` is told what
/// was acknowledged, only after it was.
///
/// # Errors
/// Whatever goes wrong; nothing should, until the process is killed.
pub fn issue_for_ever(folder: &Path, say: &mut dyn FnMut(String) -> io::Result<()>) -> Result<()> {
    let told = |result: io::Result<()>| result.map_err(|error| Error::Internal(format!("not said: {error}")));
    let keywright = start(folder).map_err(|error| Error::Internal(error.to_string()))?;
    if keywright.state().stage == StageName::FirstRun {
        keywright.create_vault(Protection::Keychain)?;
        told(say("vault".into()))?;
    }
    let app = keywright.app()?;
    app.vault.keys()?;
    let tenant = match app.list_tenants()?.first() {
        Some(tenant) => tenant.id,
        None => tenant(&app)?,
    };
    let sort = vec![Sort { column: Column::Created, descending: true }];
    let began = app.query_credentials(&CredentialQuery { tenant: None, query: String::new(), sort })?.handles.len();
    for number in began.. {
        let request = credential_form(tenant, &format!("Credential {number}"), Expires::Never, app.now())?;
        let sheet = actions::issue_credential(&app, &request)?;
        told(say(format!("issued {}", sheet.access_id.as_deref().unwrap_or_default())))?;
        let path = folder.join("exports").join(format!("{number}.csv"));
        // A file of this number can stand from a round in which the credential itself did not come to be.
        actions::download_csv(&app, sheet.id, &path, false, true)?;
        told(say(format!("saved {}", path.display())))?;
        actions::close_sheet(&app, sheet.id)?;
    }
    Ok(())
}

/// Makes a vault with `samples` sample credentials.
///
/// # Errors
/// Whatever goes wrong.
pub fn make_with_samples(folder: &Path, samples: u32) -> Result<()> {
    let keywright = start(folder).map_err(|error| Error::Internal(error.to_string()))?;
    keywright.create_vault(Protection::Keychain)?;
    let app = keywright.app()?;
    actions::add_samples(&app, tenant(&app)?, samples).map(|_| ())
}

/// Revokes and deactivates what can be, without end, with the keychain locked where `locked` says so; `say` is told
/// what was acknowledged, only after it was.
///
/// # Errors
/// Whatever goes wrong; nothing should, until the process is killed or nothing is left to block.
pub fn block_for_ever(folder: &Path, locked: bool, say: &mut dyn FnMut(String) -> io::Result<()>) -> Result<()> {
    let failed = |error: io::Error| Error::Internal(error.to_string());
    let state = if locked { MemoryState::Locked } else { MemoryState::Ready };
    let app = start_with(folder, state).map_err(failed)?.app()?;
    let sort = vec![Sort { column: Column::Created, descending: false }];
    let handles = app.query_credentials(&CredentialQuery { tenant: None, query: String::new(), sort })?.handles;
    for window in handles.chunks(WINDOW) {
        for row in app.credential_rows(app.generation, window)? {
            let target = Target { credential: row.id, revision: row.revision };
            let blocked = match row.status {
                Status::Revoked => continue,
                // What is pending is left alone once the key is there.
                _ if !locked && row.vouched != Vouched::Yes => continue,
                Status::Inactive => actions::revoke_credential(&app, target, ""),
                _ if row.handle % 2 == 0 => actions::deactivate_credential(&app, target),
                _ => actions::revoke_credential(&app, target, "at once"),
            };
            blocked?;
            say(format!("blocked {}", row.id)).map_err(failed)?;
        }
    }
    Ok(())
}

/// Exports the whole list without end, over a file that is there and to new ones in turn; `say` is told what was
/// acknowledged, only after it was.
///
/// # Errors
/// Whatever goes wrong; nothing should, until the process is killed.
pub fn export_for_ever(folder: &Path, say: &mut dyn FnMut(String) -> io::Result<()>) -> Result<()> {
    let failed = |error: io::Error| Error::Internal(error.to_string());
    let app = start(folder).map_err(failed)?.app()?;
    let request = ExportListRequest {
        tenant: None,
        query: String::new(),
        sort: Vec::new(),
        selection: None,
        columns: Column::ALL.to_vec(),
        bom: false,
        path: None,
        replace: true,
    };
    for number in 0.. {
        let name = if number % 2 == 0 { "list.csv".to_owned() } else { format!("list-{number}.csv") };
        let path = folder.join("exports").join(name);
        let list = app.list_export(&request)?;
        app.save_list(&list, &path, true, &mut |_, _| Ok(()))?;
        say(format!("exported {}", path.display())).map_err(failed)?;
    }
    Ok(())
}

/// Makes a vault with forty samples, which opens with a passphrase, and keeps its files in `into`.
///
/// # Errors
/// Whatever goes wrong.
pub fn keep(into: &Path) -> Result<()> {
    let failed = |error: io::Error| Error::Internal(error.to_string());
    let folder = tempfile::tempdir().map_err(failed)?;
    let keywright = start(folder.path()).map_err(failed)?;
    keywright.create_vault(Protection::Passphrase(Passphrase::new("a vault for ever".into())))?;
    let app = keywright.app()?;
    actions::add_samples(&app, tenant(&app)?, 40)?;
    if app.store.forget_deleted() {
        return Err(Error::Internal("Traces of what was deleted are left.".into()));
    }
    for file in ["keywright.db", "vault.id"] {
        std::fs::copy(folder.path().join("vault").join(file), into.join(file)).map_err(failed)?;
    }
    Ok(())
}

fn tenant(app: &App) -> Result<TenantId> {
    let request = tenant_form(tenant_draft("Acme Logistics", "UTC"), app.now())?;
    actions::create_tenant(app, &request).map(|tenant| tenant.id)
}

/// Says a line on standard output at once.
///
/// # Errors
/// A closed pipe.
pub fn say_aloud(line: String) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Runs batches and undoes some of them without end, and first what a kill has cut off: that is resumed, or undone;
/// `say` is told what was acknowledged, only after it was.
///
/// # Errors
/// Whatever goes wrong; nothing should, until the process is killed.
pub fn batch_for_ever(folder: &Path, say: &mut dyn FnMut(String) -> io::Result<()>) -> Result<()> {
    let failed = |error: io::Error| Error::Internal(error.to_string());
    let app = start(folder).map_err(failed)?.app()?;
    app.vault.keys()?;
    for number in 0.. {
        let batches = app.list_batches()?;
        if let Some(cut_off) = batches.iter().find(|batch| batch.state == BatchState::Interrupted) {
            let undone = cut_off.undo_closed.is_none() && (batches.len() % 2 == 0 || cut_off.resume_closed.is_some());
            let job =
                if undone { actions::undo_batch(&app, cut_off.id) } else { actions::resume_batch(&app, cut_off.id) };
            job?.go(&app, &mut |_, _| Ok(()))?;
            say(format!("{} {}", if undone { "undone" } else { "ran" }, cut_off.id)).map_err(failed)?;
            continue;
        }
        // A tag that no other batch gives, by which what is done can be found again.
        let deed = match (batches.len() + number) % 4 {
            0 => BatchDeed::RevokeAll,
            1 => BatchDeed::ReinstateAll,
            _ => BatchDeed::Tag { tags: vec![format!("t{}", batches.len())] },
        };
        let scope = BatchScope::Query { tenant: None, query: String::new() };
        let preview = actions::preview_batch(&app, &PreviewRequest { deed, scope })?;
        if preview.touched == 0 {
            continue;
        }
        let confirmation = preview.confirmation.unwrap_or_default();
        let request = RunRequest { batch: preview.batch, confirmation, reason: String::new() };
        actions::run_batch(&app, &request)?.go(&app, &mut |_, _| Ok(()))?;
        say(format!("ran {}", preview.batch)).map_err(failed)?;
        if batches.len() % 3 != 0 {
            actions::undo_batch(&app, preview.batch)?.go(&app, &mut |_, _| Ok(()))?;
            say(format!("undone {}", preview.batch)).map_err(failed)?;
        }
    }
    Ok(())
}
