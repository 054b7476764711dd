//! The commands about the audit log, as [`super`] has them.

use keywright_core::app::App;
use keywright_core::audit_entry::AuditDetails;
use keywright_core::audit_list::{AuditChoices, AuditFilter, AuditRow};
use tauri::ipc::Response;

use super::{Held, read};
use crate::error::Answer;
use crate::given::Given;

/// The numbers of the entries that a filter says yes to, as bytes.
#[tauri::command]
pub async fn query_audit(shell: Held<'_>, filter: Given<AuditFilter>) -> Answer<Response> {
    let bytes = read(shell, move |app| Ok(app.query_audit(&filter.0)?.to_bytes())).await?;
    Ok(Response::new(bytes))
}

/// A window of entries by their numbers.
#[tauri::command]
pub async fn audit_rows(shell: Held<'_>, sequences: Given<Vec<u32>>) -> Answer<Vec<AuditRow>> {
    read(shell, move |app| app.audit_rows(&sequences.0)).await
}

/// One entry with the rows that it wrote.
#[tauri::command]
pub async fn audit_entry(shell: Held<'_>, sequence: Given<u32>) -> Answer<AuditDetails> {
    read(shell, move |app| app.audit_entry(sequence.0)).await
}

/// What the audit log can be filtered by.
#[tauri::command]
pub async fn audit_choices(shell: Held<'_>) -> Answer<AuditChoices> {
    read(shell, App::audit_choices).await
}
