//! A list of credentials as CSV: the rows of a query or a selection in order, and of each the columns that are asked
//! for. It holds no secret, so it needs *view* alone and leaves no audit entry. Read piece by piece, so that a long list
//! neither fills the memory nor keeps others from reading.

use std::path::Path;

use serde::Deserialize;

use crate::app::{App, file_stem};
use crate::column::Column;
use crate::credential_row::{CredentialQuery, Sort};
use crate::error::{Error, Result};
use crate::file::{self, Unfinished};
use crate::ids::TenantId;
use crate::job::Watch;
use crate::line_order::LineOrder;
use crate::list_cells::Cells;
use crate::selection::Selection;
use crate::store::list_rows::ListRows;
use crate::store::tenants;

/// How many rows are read in one go: few enough that whoever waits to read waits for a few milliseconds.
const PIECE: usize = 1_000;

/// How far apart two handles can be whose rows are read in one go.
const NEAR: u32 = 64;

/// One in so many may be further from the one before.
const FEW: usize = 16;

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
    /// are left out. `watch` is asked between one piece and the next. `path` is where the bytes go in the end: beside it
    /// is, while this goes on, what of a long list the memory is not to hold.
    ///
    /// # Errors
    /// What `put`, `watch` and SQLite report; [`Error::FileNotWritten`] where nothing can be written beside `path`;
    /// [`Error::NotPermitted`] from the moment on that the operator may not *view*.
    pub fn write_list(
        &self,
        list: &ListExport,
        path: &Path,
        put: &mut dyn FnMut(&[u8]) -> Result<()>,
        watch: Watch<'_>,
    ) -> Result<u32> {
        let (cells, fields) = Cells::of(&list.columns, self.now());
        watch(0, list.total())?;
        let mut header = Vec::new();
        if list.byte_order_mark {
            header.extend_from_slice("\u{FEFF}".as_bytes());
        }
        cells.write_header(&mut header);
        put(&header)?;
        let mut reading =
            Reading { app: self, cells, rows: ListRows::of(&fields), total: list.total(), read: 0, watch };
        if LineOrder::is_worth(list.handles.len()) && are_scattered(&list.handles) {
            reading.scattered(&list.handles, path, put)
        } else {
            reading.in_pieces(&list.handles, put)
        }
    }

    /// Writes the list to `path` (0600), where it appears whole or not at all; says how many rows it holds.
    ///
    /// # Errors
    /// [`Error::FileNotWritten`]; as [`App::write_list`]. Then nothing was left behind, and a file that was there stands.
    pub fn save_list(&self, list: &ListExport, path: &Path, replace: bool, watch: Watch<'_>) -> Result<u32> {
        let mut file = Unfinished::begin(path)?;
        let written = self.write_list(list, path, &mut |bytes| file.put(bytes), watch)?;
        file.finish(replace)?;
        Ok(written)
    }
}

/// Whether rows that follow one another in the list are far from one another in the database.
fn are_scattered(handles: &[u32]) -> bool {
    let far = handles.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) > NEAR).count();
    far > handles.len() / FEW
}

/// A list on its way out.
struct Reading<'a> {
    app: &'a App,
    cells: Cells,
    rows: ListRows,
    total: u32,
    read: u32,
    watch: Watch<'a>,
}

impl Reading<'_> {
    /// Gives `take` the lines of `handles`, which are sorted, as far as the rows are there.
    fn lines(&mut self, handles: &[u32], mut take: impl FnMut(u32, &[u8]) -> Result<()>) -> Result<()> {
        let Self { app, cells, rows, .. } = self;
        let mut line = Vec::new();
        let mut read = 0;
        app.store.read(|connection| {
            app.may_view(connection)?;
            rows.each(connection, handles, |handle, row| {
                line.clear();
                cells.write(connection, row, &mut line)?;
                read += 1;
                take(handle, &line)
            })
        })?;
        self.read += read;
        (self.watch)(self.read, self.total)
    }

    /// Piece by piece: the rows of each are read in the order of their handles, which is fast, and put into that of the
    /// list.
    fn in_pieces(&mut self, handles: &[u32], put: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<u32> {
        let (mut sorted, mut lines, mut places, mut out) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for piece in handles.chunks(PIECE) {
            sorted.clear();
            sorted.extend_from_slice(piece);
            sorted.sort_unstable();
            lines.clear();
            places.clear();
            self.lines(&sorted, |handle, line| {
                let from = lines.len();
                lines.extend_from_slice(line);
                places.push((handle, from, lines.len()));
                Ok(())
            })?;
            out.clear();
            for handle in piece {
                if let Ok(at) = places.binary_search_by_key(handle, |(handle, ..)| *handle) {
                    let (_, from, until) = places[at];
                    out.extend_from_slice(&lines[from..until]);
                }
            }
            put(&out)?;
        }
        Ok(self.read)
    }

    /// All rows in the order of their handles, and only then put into that of the list: to look one row after the other
    /// up, all over the database, would take several times as long.
    fn scattered(&mut self, handles: &[u32], path: &Path, put: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<u32> {
        let failed = |error| file::not_written(path, &error);
        let mut order = LineOrder::new(handles.len(), file::nameless(path)?);
        let mut placed: Vec<(u32, u32)> = handles.iter().copied().zip(0..).collect();
        placed.sort_unstable();
        let mut sorted = Vec::with_capacity(PIECE);
        for piece in placed.chunks(PIECE) {
            sorted.clear();
            sorted.extend(piece.iter().map(|(handle, _)| *handle));
            let mut next = piece.iter();
            self.lines(&sorted, |handle, line| match next.find(|(placed, _)| *placed == handle) {
                Some((_, place)) => order.take(*place, line).map_err(failed),
                None => Ok(()),
            })?;
        }
        let mut out = Vec::new();
        for number in 0.. {
            if !order.give(number, &mut out).map_err(failed)? {
                break;
            }
            put(&out)?;
            (self.watch)(self.read, self.total)?;
        }
        Ok(self.read)
    }
}
