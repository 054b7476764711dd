//! Reading a row that anybody may have edited: what a column should not hold makes the row
//! one that is not vouched for, and never keeps the others from being read.

use std::cell::Cell;

use rusqlite::Row;
use rusqlite::types::FromSql;

use crate::clock::Moment;
use crate::mac::Mac;
use crate::name::Name;

/// The columns of one row, and whether each held what it should.
pub(super) struct Columns<'a> {
    row: &'a Row<'a>,
    sound: Cell<bool>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(row: &'a Row<'a>) -> Self {
        Self { row, sound: Cell::new(true) }
    }

    /// Whether everything so far held what it should.
    pub(super) fn agree(&self) -> bool {
        self.sound.get()
    }

    /// Notes what must be so.
    pub(super) fn require(&self, so: bool) {
        if !so {
            self.sound.set(false);
        }
    }

    /// A value; in place of one that cannot be read, the type's default.
    pub(super) fn get<T: FromSql + Default>(&self, column: &str) -> T {
        self.row.get(column).unwrap_or_else(|_| {
            self.require(false);
            T::default()
        })
    }

    /// Text; where it is no text, as much of it as can be told.
    pub(super) fn text(&self, column: &str) -> String {
        match self.row.get_ref(column).ok().and_then(|value| value.as_bytes().ok()) {
            Some(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => text.to_owned(),
                Err(_) => {
                    self.require(false);
                    String::from_utf8_lossy(bytes).into_owned()
                }
            },
            None => {
                self.require(false);
                String::new()
            }
        }
    }

    /// A name, which must be the one that `folded` is the folded form of.
    pub(super) fn name(&self, column: &str) -> Name {
        let name = Name::from_database(self.text(column));
        self.require(self.text("folded") == name.folded());
        name
    }

    /// A code; `instead` in place of one that is none of ours.
    pub(super) fn code<T>(&self, column: &str, read: impl FnOnce(&str) -> Option<T>, instead: T) -> T {
        read(&self.text(column)).unwrap_or_else(|| {
            self.require(false);
            instead
        })
    }

    /// The 16 bytes of an identity.
    pub(super) fn id(&self, column: &str) -> [u8; 16] {
        self.get(column)
    }

    /// The 16 bytes of an identity, or none.
    pub(super) fn id_or_none(&self, column: &str) -> Option<[u8; 16]> {
        self.get(column)
    }

    /// Texts that stand in other rows, gathered as a JSON array.
    pub(super) fn texts(&self, column: &str) -> Vec<String> {
        serde_json::from_str(&self.text(column)).unwrap_or_else(|_| {
            self.require(false);
            Vec::new()
        })
    }

    /// Identities that stand in other rows, gathered as a JSON array of hexadecimal; sorted.
    pub(super) fn ids(&self, column: &str) -> Vec<[u8; 16]> {
        let read =
            |text: &String| u128::from_str_radix(text, 16).ok().filter(|_| text.len() == 32).map(u128::to_be_bytes);
        let texts = self.texts(column);
        let mut ids: Vec<_> = texts.iter().filter_map(read).collect();
        self.require(ids.len() == texts.len());
        ids.sort_unstable();
        ids
    }

    /// The row's mark; zeros, which are no row's, in place of one of another length.
    pub(super) fn mac(&self) -> Mac {
        self.get("mac")
    }

    /// An instant.
    pub(super) fn moment(&self, column: &str) -> Moment {
        Moment::from_millis(self.get(column))
    }

    /// An instant, or none.
    pub(super) fn moment_or_none(&self, column: &str) -> Option<Moment> {
        self.get::<Option<i64>>(column).map(Moment::from_millis)
    }
}
