//! The commands about views, selections and lists of the table, as [`super`] has them.

use keywright_core::actions;
use keywright_core::ids::TenantId;
use keywright_core::layout::Layout;
use keywright_core::list_export::ExportListRequest;
use keywright_core::pasted::Pasted;
use keywright_core::selection::{Selection, SelectionCount};
use keywright_core::view::{SaveViewRequest, ViewRow};

use super::{Held, act, blocking, read};
use crate::desktop::export::{self, ExportAnswer};
use crate::error::Answer;
use crate::given::{Given, PastedText};
use crate::shell::{Noun, Shell};

const VIEWS: &[Noun] = &[Noun::Views];

/// The operator's views in their order.
#[tauri::command]
pub async fn list_views(shell: Held<'_>, tenant: Given<Option<TenantId>>) -> Answer<Vec<ViewRow>> {
    let list = move |shell: &Shell| {
        let views = shell.app()?.list_views(tenant.0)?;
        if views.iter().any(ViewRow::is_being_counted) {
            shell.tell_once_counted()?;
        }
        Ok(views)
    };
    blocking(shell, list).await
}

/// Saves a view anew, or a new one.
#[tauri::command]
pub async fn save_view(shell: Held<'_>, request: Given<SaveViewRequest>) -> Answer<ViewRow> {
    act(shell, VIEWS, move |app| actions::save_view(app, &request.0)).await
}

/// Deletes one of the operator's own views.
#[tauri::command]
pub async fn delete_view(shell: Held<'_>, view: Given<String>) -> Answer<()> {
    act(shell, VIEWS, move |app| actions::delete_view(app, &view.0)).await
}

/// Keeps in which order the views stand.
#[tauri::command]
pub async fn order_views(shell: Held<'_>, views: Given<Vec<String>>) -> Answer<()> {
    act(shell, VIEWS, move |app| actions::order_views(app, &views.0)).await
}

/// Keeps how the columns of a view stand, or forgets it.
#[tauri::command]
pub async fn keep_layout(
    shell: Held<'_>,
    view: Given<String>,
    tenant: Given<Option<TenantId>>,
    layout: Given<Option<Layout>>,
) -> Answer<()> {
    act(shell, VIEWS, move |app| actions::keep_layout(app, &view.0, tenant.0, layout.0)).await
}

/// How many credentials a selection means, and how many of them the query in view finds.
#[tauri::command]
pub async fn count_selection(
    shell: Held<'_>,
    tenant: Given<Option<TenantId>>,
    query: Given<String>,
    selection: Given<Selection>,
) -> Answer<SelectionCount> {
    read(shell, move |app| app.count_selection(tenant.0, &query.0, &selection.0)).await
}

/// Which credential a pasted Access ID, fingerprint or whole key belongs to.
#[tauri::command]
pub async fn find_pasted(shell: Held<'_>, tenant: Given<Option<TenantId>>, text: Given<PastedText>) -> Answer<Pasted> {
    read(shell, move |app| app.find_pasted(tenant.0, &text.0.0)).await
}

/// Begins to write a list of credentials to a file.
#[tauri::command]
pub async fn export_list(shell: Held<'_>, request: Given<ExportListRequest>) -> Answer<ExportAnswer> {
    blocking(shell, move |shell| export::export_list(shell, request.0)).await
}

/// Calls a job off.
#[tauri::command]
pub async fn cancel_job(shell: Held<'_>, job: Given<u32>) -> Answer<()> {
    let cancel = move |shell: &Shell| {
        shell.jobs().cancel(job.0);
        Ok(())
    };
    blocking(shell, cancel).await
}
