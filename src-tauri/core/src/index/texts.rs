//! Folded text of every slot, in pages, so that one search passes over all of it and one change moves little. Pure.
//!
//! There are two such: of words (title, description, tags) and of identities (Access ID, key start), which are as long
//! and are made of few characters: most searches have a character that none of them has, and pass them by. The parts of
//! a row are divided by [`PART`], which no name, description or tag has: no text that can be asked for reaches from one
//! part into the next.

use memchr::memchr;
use memchr::memmem::Finder;

use super::bits::Bits;
use super::page::{PART, Page, ROWS};
use crate::listing::ListedCredential;
use crate::name::fold;

/// The parts of a row in which something is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    /// All of them.
    All,
    /// The first: of words, the title.
    First,
}

/// The text of every slot.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pages: Vec<Page>,
    rows: usize,
}

/// The words of a credential, as a row.
pub(super) fn words_of(credential: &ListedCredential) -> Vec<u8> {
    let parts = [credential.title.as_str(), credential.description.as_str()];
    joined(parts.into_iter().chain(credential.tags.iter().map(String::as_str)))
}

/// What a credential is told apart by, as a row.
pub(super) fn identity_of(credential: &ListedCredential) -> Vec<u8> {
    let parts = [&credential.access_id, &credential.key_start];
    joined(parts.into_iter().map(|part| part.as_deref().unwrap_or_default()))
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut row = Vec::new();
    for part in parts {
        // What divides parts can be in a text only where somebody else wrote it.
        row.extend(fold(part).bytes().map(|byte| if byte == PART { b' ' } else { byte }));
        row.push(PART);
    }
    row.pop();
    row
}

/// The first part of a row, and the others.
pub(super) fn first(row: &[u8]) -> (&[u8], &[u8]) {
    match memchr(PART, row) {
        Some(at) => (&row[..at], &row[at + 1..]),
        None => (row, &[]),
    }
}

impl Texts {
    /// Appends a row.
    pub(super) fn push(&mut self, row: &[u8]) {
        if self.rows.is_multiple_of(ROWS) {
            if let Some(full) = self.pages.last_mut() {
                full.fit();
            }
            self.pages.push(Page::default());
        }
        if let Some(page) = self.pages.last_mut() {
            page.push(row);
            self.rows += 1;
        }
    }

    /// The row of a slot.
    pub(super) fn row(&self, slot: usize) -> &[u8] {
        self.pages[slot / ROWS].row(slot % ROWS)
    }

    /// How many bytes of memory it takes.
    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(Page::memory).sum()
    }

    /// Every byte of it, page by page.
    pub(super) fn raw(&self) -> impl Iterator<Item = &[u8]> {
        self.pages.iter().map(Page::raw)
    }

    /// Puts these rows in the place of what their slots had. The slots ascend.
    pub(super) fn replace(&mut self, rows: &[(usize, Vec<u8>)]) {
        for of_page in rows.chunk_by(|(one, _), (other, _)| one / ROWS == other / ROWS) {
            let page = &mut self.pages[of_page[0].0 / ROWS];
            match of_page {
                [(slot, row)] => page.replace_one(slot % ROWS, row),
                many => page.replace_many(many),
            }
        }
    }

    /// Takes the rows out whose slots are not in `kept`; those that stay keep their order.
    pub(super) fn retain(&mut self, kept: &Bits) {
        let before = std::mem::take(self);
        for slot in kept.ascending() {
            self.push(before.row(slot));
        }
    }

    /// The slots of `among` that have what `finder` looks for in the `wanted` parts.
    pub(super) fn find(&self, among: &Bits, finder: &Finder<'_>, wanted: Parts) -> Bits {
        let mut found = Bits::none(among.len());
        if finder.needle().contains(&PART) {
            return found;
        }
        for (number, page) in self.pages.iter().enumerate() {
            let begin = number * ROWS;
            let rows = page.find(among.words_from(begin, ROWS), finder, wanted);
            found.put_words(begin, &rows);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(parts: &[String; 3]) -> Vec<u8> {
        joined(parts.iter().map(String::as_str))
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_is_there(
            rows in proptest::collection::vec(proptest::array::uniform3("[ab]{0,4}"), 1..200),
            changes in proptest::collection::btree_map(0_usize..200, proptest::array::uniform3("[ab]{0,4}"), 0..20),
            dropped in proptest::collection::btree_set(0_usize..200, 0..50),
            needle in "[ab]{1,3}", sparse: bool,
        ) {
            let mut rows = rows;
            let mut texts = Texts::default();
            rows.iter().for_each(|parts| texts.push(&row(parts)));
            let changes: Vec<_> = changes.into_iter().filter(|(slot, _)| *slot < rows.len()).collect();
            let written: Vec<_> = changes.iter().map(|(slot, parts)| (*slot, row(parts))).collect();
            texts.replace(&written);
            changes.into_iter().for_each(|(slot, parts)| rows[slot] = parts);
            let mut kept = Bits::none(rows.len());
            (0..rows.len()).filter(|slot| !dropped.contains(slot)).for_each(|slot| kept.put(slot, true));
            texts.retain(&kept);
            let rows: Vec<_> = kept.ascending().map(|slot| rows[slot].clone()).collect();
            let mut among = Bits::none(rows.len());
            (0..rows.len()).filter(|slot| !sparse || slot % 40 == 0).for_each(|slot| among.put(slot, true));
            let finder = Finder::new(needle.as_bytes());
            for (wanted, of) in [(Parts::All, 0..3), (Parts::First, 0..1)] {
                let found: Vec<_> = texts.find(&among, &finder, wanted).ascending().collect();
                let there = |slot: &usize| rows[*slot][of.clone()].iter().any(|part| part.contains(&needle));
                prop_assert_eq!(found, among.ascending().filter(there).collect::<Vec<_>>());
            }
            for (slot, parts) in rows.iter().enumerate() {
                prop_assert_eq!(texts.row(slot), row(parts));
                let (title, rest) = first(texts.row(slot));
                prop_assert_eq!(title, parts[0].as_bytes());
                prop_assert_eq!(first(rest).0, parts[1].as_bytes());
            }
        }

        #[test]
        fn pages_hold_together(lengths in proptest::collection::vec(0_usize..6, 4_000..9_000)) {
            let mut texts = Texts::default();
            lengths.iter().for_each(|length| texts.push("x".repeat(*length).as_bytes()));
            let mut among = Bits::default();
            lengths.iter().for_each(|_| among.push(true));
            let found = texts.find(&among, &Finder::new(b"xxx"), Parts::All);
            for (slot, length) in lengths.iter().enumerate() {
                prop_assert_eq!(found.holds(slot), *length >= 3);
                prop_assert_eq!(texts.row(slot).len(), *length);
            }
        }
    }
}
