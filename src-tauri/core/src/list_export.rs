//! A list of credentials as CSV: the rows of a query or a selection in order, and of each the columns that are asked
//! for. It holds no secret, so it needs *view* alone and leaves no audit entry. Read piece by piece, so that a long list
//! neither fills the memory nor keeps others from reading.

use std::path::Path;

use serde::Deserialize;

use crate::app::{App, file_stem};
use crate::column::Column;
use crate::credential_row::{CredentialQuery, Sort};
use crate::error::{Error, Result};
use crate::file::Unfinished;
use crate::ids::TenantId;
use crate::job::Watch;
use crate::list_cells::Cells;
use crate::selection::Selection;
use crate::store::list_rows::ListRows;
use crate::store::tenants;

/// How many rows are read in one go: few enough that whoever waits to read waits for a few milliseconds.
const PIECE: usize = 1_000;

/// What a list is to hold, and where it goes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ExportListRequest {
    /// Of this tenant; of all, where there is none.
    pub tenant: Option<TenantId>,
    /// The query in view.
    pub query: String,
    /// The order.
    pub sort: Vec<Sort>,
    /// What is selected; all that the query finds, where nothing is.
    pub selection: Option<Selection>,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// Whether the file begins with a byte-order mark, by which some spreadsheets tell UTF-8.
    pub bom: bool,
    /// Where it goes; the desktop's save dialog asks, where that is not said.
    pub path: Option<String>,
    /// Whether a file that is there may be replaced.
    pub replace: bool,
}

/// A list that can be written: which rows, and which columns.
#[derive(Debug)]
pub struct ListExport {
    handles: Vec<u32>,
    columns: Vec<Column>,
    byte_order_mark: bool,
    /// What its file would be called.
    pub suggested: String,
}

impl ListExport {
    /// How many rows it has, unless some are deleted before they are read.
    pub fn total(&self) -> u32 {
        u32::try_from(self.handles.len()).unwrap_or(u32::MAX)
    }
}

impl App {
    /// The list that `request` asks for, as the table is now.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `query` or `columns`; [`Error::Stale`] for a selection of another generation;
    /// [`Error::NotFound`] for the tenant; [`Error::NotPermitted`] without *view*.
    pub fn list_export(&self, request: &ExportListRequest) -> Result<ListExport> {
        let suggested = self.store.read(|connection| {
            self.may_view(connection)?;
            let Some(id) = request.tenant else {
                return Ok(format!("credentials-{}.csv", self.zone.date_at(self.now())));
            };
            let tenant = tenants::get(connection, id)?.ok_or(Error::NotFound("tenant"))?.row;
            let (stem, today) = (file_stem(tenant.name.as_str()), tenant.zone.date_at(self.now()));
            Ok(format!("{stem}-credentials-{today}.csv").trim_start_matches('-').to_owned())
        })?;
        let columns = request.columns.clone();
        let twice = columns.iter().enumerate().any(|(at, column)| columns[..at].contains(column));
        if columns.is_empty() || twice {
            return Err(Error::invalid("columns", "A list has at least one column, and each of its columns once."));
        }
        let handles = match &request.selection {
            Some(selection) => self.handles_of_selection(selection, &request.sort)?,
            None => {
                let (tenant, query, sort) = (request.tenant, request.query.clone(), request.sort.clone());
                self.query_credentials(&CredentialQuery { tenant, query, sort })?.handles
            }
        };
        Ok(ListExport { handles, columns, byte_order_mark: request.bom, suggested })
    }

    /// Gives `put` the bytes of the list one after the other, and says how many rows they hold: those deleted meanwhile
    /// are left out. `watch` is asked between one piece and the next.
    ///
    /// # Errors
    /// What `put`, `watch` and SQLite report; [`Error::NotPermitted`] from the moment on that the operator may not *view*.
    pub fn write_list(
        &self,
        list: &ListExport,
        put: &mut dyn FnMut(&[u8]) -> Result<()>,
        watch: Watch<'_>,
    ) -> Result<u32> {
        let (mut cells, fields) = Cells::of(&list.columns, self.now());
        let rows = ListRows::of(&fields);
        let mut written = 0;
        watch(written, list.total())?;
        let mut piece = Piece::default();
        if list.byte_order_mark {
            piece.out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        cells.write_header(&mut piece.out);
        put(&piece.out)?;
        for handles in list.handles.chunks(PIECE) {
            piece.begin(handles);
            self.store.read(|connection| {
                self.may_view(connection)?;
                rows.each(connection, &piece.sorted, |handle, row| {
                    let from = piece.lines.len();
                    cells.write(connection, row, &mut piece.lines)?;
                    piece.places.push((handle, from, piece.lines.len()));
                    Ok(())
                })
            })?;
            written += piece.arrange(handles);
            put(&piece.out)?;
            watch(written, list.total())?;
        }
        Ok(written)
    }

    /// Writes the list to `path` (0600), where it appears whole or not at all; says how many rows it holds.
    ///
    /// # Errors
    /// [`Error::FileNotWritten`]; as [`App::write_list`]. Then nothing was left behind, and a file that was there stands.
    pub fn save_list(&self, list: &ListExport, path: &Path, replace: bool, watch: Watch<'_>) -> Result<u32> {
        let mut file = Unfinished::begin(path)?;
        let written = self.write_list(list, &mut |bytes| file.put(bytes), watch)?;
        file.finish(replace)?;
        Ok(written)
    }
}

/// The lines of some rows: read in the order of their handles, which is fast, and put into that of the list.
#[derive(Default)]
struct Piece {
    sorted: Vec<u32>,
    lines: Vec<u8>,
    /// Of each row that was there, in the order of the handles: where its line begins and ends.
    places: Vec<(u32, usize, usize)>,
    out: Vec<u8>,
}

impl Piece {
    fn begin(&mut self, handles: &[u32]) {
        self.sorted.clear();
        self.sorted.extend_from_slice(handles);
        self.sorted.sort_unstable();
        self.lines.clear();
        self.places.clear();
        self.out.clear();
    }

    fn arrange(&mut self, handles: &[u32]) -> u32 {
        let mut written = 0;
        for handle in handles {
            if let Ok(at) = self.places.binary_search_by_key(handle, |(handle, ..)| *handle) {
                let (_, from, until) = self.places[at];
                self.out.extend_from_slice(&self.lines[from..until]);
                written += 1;
            }
        }
        written
    }
}
