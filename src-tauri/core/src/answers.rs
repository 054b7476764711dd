//! What the table answers from its index: which credentials a query finds, in which order, how many, and what a
//! selection comes to. Reads only.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::app::App;
use crate::column::Column;
use crate::credential_row::{CredentialQuery, Handles, Sort};
use crate::error::{Error, Result};
use crate::ids::{CredentialId, TenantId};
use crate::index::{Asked, Found, Index};
use crate::query::resolved::Resolved;
use crate::selection::{Selection, SelectionCount};
use crate::store::{credentials, listing};

/// What one question to the index is about.
type Question<'a> = (Option<TenantId>, &'a Resolved);

impl App {
    /// Which credentials there are, in order. Before the index is whole, the table as it stands first (without a
    /// query, by an instant or the status) is answered by SQLite, so that a window need not wait to show rows.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `query` for one that cannot be answered; [`Error::NotPermitted`] without *view*.
    pub fn query_credentials(&self, query: &CredentialQuery) -> Result<Handles> {
        if query.query.trim().is_empty() && is_plain(&query.sort) && !self.index.is_whole() {
            let now = self.now();
            let generation = self.index.generation();
            return self.store.read(|connection| {
                self.may_view(connection)?;
                Ok(Handles { generation, handles: credentials::handles(connection, query, now)? })
            });
        }
        let resolved = self.resolve(query.tenant, &query.query)?;
        self.ask(&[(query.tenant, &resolved)], |index, asked| Handles {
            generation: self.index.generation(),
            handles: index.answer(&asked[0], &query.sort),
        })
    }

    /// The handles of what a query finds, in the order of `sort`, as [`Index::answer`] has it.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn handles_of(&self, tenant: Option<TenantId>, resolved: &Resolved, sort: &[Sort]) -> Result<Vec<u32>> {
        self.ask(&[(tenant, resolved)], |index, asked| index.answer(&asked[0], sort))
    }

    /// How many credentials a query finds now.
    ///
    /// # Errors
    /// [`Error::NotPermitted`] without *view*.
    pub fn count_of(&self, tenant: Option<TenantId>, resolved: &Resolved) -> Result<u32> {
        self.ask(&[(tenant, resolved)], |index, asked| number(index.found(&asked[0]).count()))
    }

    /// The handles of what a selection comes to now, in the order of `sort`.
    ///
    /// # Errors
    /// [`Error::Stale`] for handles of another generation; [`Error::InvalidInput`] on `query`;
    /// [`Error::NotPermitted`] without *view*.
    pub fn handles_of_selection(&self, selection: &Selection, sort: &[Sort]) -> Result<Vec<u32>> {
        let chosen = self.chosen(selection)?;
        self.ask(&[chosen.question()], |index, asked| chosen.pick(index.answer(&asked[0], sort)))
    }

    /// How many a selection is, and how many of them are among what `query` finds.
    ///
    /// # Errors
    /// As [`App::handles_of_selection`].
    pub fn count_selection(
        &self,
        tenant: Option<TenantId>,
        query: &str,
        selection: &Selection,
    ) -> Result<SelectionCount> {
        let in_view = self.resolve(tenant, query)?;
        let chosen = self.chosen(selection)?;
        self.ask(&[chosen.question(), (tenant, &in_view)], |index, asked| {
            let selected = index.found(&asked[0]);
            let shown = selected.and(&index.found(&asked[1]));
            let listed: Vec<u32> = index.present(&chosen.handles).collect();
            if chosen.only {
                let shown = listed.iter().filter(|handle| index.finds(&shown, **handle)).count();
                SelectionCount { total: number(listed.len()), shown: number(shown) }
            } else {
                let less = |found: &Found| {
                    number(found.count() - listed.iter().filter(|handle| index.finds(found, **handle)).count())
                };
                SelectionCount { total: less(&selected), shown: less(&shown) }
            }
        })
    }

    /// Asks the index, if the operator may view.
    fn ask<T>(&self, questions: &[Question<'_>], answer: impl FnOnce(&mut Index, &[Asked<'_>]) -> T) -> Result<T> {
        let now = self.now();
        let prepare = |connection: &Connection| {
            self.may_view(connection)?;
            questions.iter().map(|(_, resolved)| listing::known(connection, resolved)).collect::<Result<Vec<_>>>()
        };
        self.index.ask(&self.store, prepare, |index, known: Vec<HashMap<CredentialId, u32>>| {
            let asked = questions.iter().zip(&known);
            let asked: Vec<_> =
                asked.map(|((tenant, resolved), known)| Asked { tenant: *tenant, resolved, known, now }).collect();
            answer(index, &asked)
        })
    }

    fn chosen(&self, selection: &Selection) -> Result<Chosen> {
        let (generation, mut chosen) = match selection {
            Selection::Handles { generation, handles } => (
                generation,
                Chosen { tenant: None, resolved: Resolved::default(), only: true, handles: handles.clone() },
            ),
            Selection::Query { tenant, query, generation, except } => {
                let resolved = self.resolve(*tenant, query)?;
                (generation, Chosen { tenant: *tenant, resolved, only: false, handles: except.clone() })
            }
        };
        if *generation != self.index.generation() {
            return Err(Error::Stale);
        }
        chosen.handles.sort_unstable();
        chosen.handles.dedup();
        Ok(chosen)
    }
}

/// A selection with its query resolved.
struct Chosen {
    tenant: Option<TenantId>,
    resolved: Resolved,
    /// Whether only these handles are meant, and not all but these.
    only: bool,
    /// Handles, ascending.
    handles: Vec<u32>,
}

impl Chosen {
    fn question(&self) -> Question<'_> {
        (self.tenant, &self.resolved)
    }

    fn pick(&self, mut found: Vec<u32>) -> Vec<u32> {
        found.retain(|handle| self.handles.binary_search(handle).is_ok() == self.only);
        found
    }
}

/// Whether SQLite orders by this as the index does, and by an index of its own.
fn is_plain(sort: &[Sort]) -> bool {
    let plain =
        |sort: &Sort| matches!(sort.column, Column::Created | Column::Modified | Column::Expires | Column::Status);
    sort.len() <= 1 && sort.iter().all(plain)
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
