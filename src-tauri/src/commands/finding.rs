//! The commands of the search box, as [`super`] has them.

use keywright_core::ids::TenantId;
use keywright_core::query::reading::{QueryCompletion, QueryReading};

use super::{Held, read};
use crate::error::Answer;
use crate::given::Given;

/// How a query reads: its parts, its terms, and what is wrong with it.
#[tauri::command]
pub async fn read_query(
    shell: Held<'_>,
    tenant: Given<Option<TenantId>>,
    query: Given<String>,
) -> Answer<QueryReading> {
    read(shell, move |app| app.read_query(tenant.0, &query.0)).await
}

/// What can be typed at a place of a query.
#[tauri::command]
pub async fn complete_query(
    shell: Held<'_>,
    tenant: Given<Option<TenantId>>,
    query: Given<String>,
    caret: Given<u32>,
) -> Answer<QueryCompletion> {
    read(shell, move |app| app.complete_query(tenant.0, &query.0, caret.0)).await
}
