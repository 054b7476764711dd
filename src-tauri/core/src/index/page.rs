//! A page of folded text: some rows that follow each other, and of every byte in which of them it stands. A row is ended
//! by a byte that UTF-8 never has, so that nothing that is looked for reaches from one into the next. Pure.

use memchr::memchr_iter;
use memchr::memmem::Finder;

use super::bits::WORD;
use super::texts::{Parts, first};

/// Ends a row.
const END: u8 = 0xFF;

/// Divides the parts of a row: a control character.
pub(super) const PART: u8 = 0x1F;

/// How many rows a page has at the most: a whole number of words of bits, and no more than a processor's cache holds.
pub(super) const ROWS: usize = 4_096;

/// Where one row in so many is left to be looked at, each is looked at by itself.
const SPARSE: usize = 8;

/// A set of a page's rows.
pub(super) type RowSet = [u64; ROWS / WORD];

/// No rows.
const NONE: RowSet = [0; ROWS / WORD];

/// Some rows.
#[derive(Debug)]
pub(super) struct Page {
    bytes: Vec<u8>,
    /// Where each row begins.
    starts: Vec<u32>,
    /// The rows in which a byte stands, for each that does, or lately did.
    letters: Vec<RowSet>,
    /// Where in `letters` a byte is, plus one; 0 where it is not.
    letter: [u8; 256],
}

impl Default for Page {
    fn default() -> Self {
        Self { bytes: Vec::new(), starts: Vec::with_capacity(ROWS), letters: Vec::new(), letter: [0; 256] }
    }
}

impl Page {
    /// Appends a row.
    pub(super) fn push(&mut self, row: &[u8]) {
        self.starts.push(place(self.bytes.len()));
        self.bytes.extend_from_slice(row);
        self.bytes.push(END);
        self.note(self.starts.len() - 1, row);
    }

    /// Gives back the room that it has to spare.
    pub(super) fn fit(&mut self) {
        self.bytes.shrink_to_fit();
        self.letters.shrink_to_fit();
    }

    /// How many bytes of memory it takes.
    pub(super) fn memory(&self) -> usize {
        self.bytes.capacity() + 4 * self.starts.capacity() + size_of::<RowSet>() * self.letters.capacity()
    }

    /// Every byte of it.
    pub(super) fn raw(&self) -> &[u8] {
        &self.bytes
    }

    /// Where a row begins, and where its end stands.
    fn range(&self, row: usize) -> std::ops::Range<usize> {
        let until = self.starts.get(row + 1).map_or(self.bytes.len(), |next| *next as usize);
        self.starts[row] as usize..until - 1
    }

    /// A row, without its end.
    pub(super) fn row(&self, row: usize) -> &[u8] {
        &self.bytes[self.range(row)]
    }

    /// Notes in which row the bytes of `text` stand.
    fn note(&mut self, row: usize, text: &[u8]) {
        let (word, bit) = (row / WORD, 1 << (row % WORD));
        for byte in text {
            let mut at = usize::from(self.letter[usize::from(*byte)]);
            if at == 0 {
                self.letters.push(NONE);
                at = self.letters.len();
                // UTF-8 has fewer of them than the type holds.
                self.letter[usize::from(*byte)] = u8::try_from(at).unwrap_or(u8::MAX);
            }
            self.letters[at - 1][word] |= bit;
        }
    }

    /// Puts another text in the place of a row's.
    pub(super) fn replace_one(&mut self, row: usize, text: &[u8]) {
        let (word, bit) = (row / WORD, 1_u64 << (row % WORD));
        self.letters.iter_mut().for_each(|rows| rows[word] &= !bit);
        self.note(row, text);
        let range = self.range(row);
        let (before, after) = (range.len(), text.len());
        self.bytes.splice(range, text.iter().copied());
        self.starts[row + 1..].iter_mut().for_each(|start| *start = place(*start as usize + after - before));
    }

    /// As [`Page::replace_one`], for many at once: they ascend, and are numbered on from other pages.
    pub(super) fn replace_many(&mut self, rows: &[(usize, Vec<u8>)]) {
        let mut anew = Self { bytes: Vec::with_capacity(self.bytes.len()), ..Self::default() };
        let mut rows = rows.iter().peekable();
        for row in 0..self.starts.len() {
            match rows.next_if(|(slot, _)| slot % ROWS == row) {
                Some((_, text)) => anew.push(text),
                None => anew.push(self.row(row)),
            }
        }
        anew.fit();
        *self = anew;
    }

    /// The rows of `among` that have what `finder` looks for in the `wanted` parts.
    pub(super) fn find(&self, among: &[u64], finder: &Finder<'_>, wanted: Parts) -> RowSet {
        let needle = finder.needle();
        let Some((possible, rarest)) = self.possible(among, needle) else { return NONE };
        if needle.len() == 1 && wanted == Parts::All {
            return possible;
        }
        let mut found = NONE;
        let left: u32 = possible.iter().map(|word| word.count_ones()).sum();
        if left as usize * SPARSE < self.starts.len() {
            for (word, rows) in possible.iter().enumerate() {
                let mut rows = *rows;
                while rows != 0 {
                    let bit = rows.trailing_zeros() as usize;
                    rows &= rows - 1;
                    let text = of(self.row(word * WORD + bit), wanted);
                    found[word] |= u64::from(stands_in(text, needle, rarest)) << bit;
                }
            }
            return found;
        }
        self.pass(finder, wanted, &mut found);
        found.iter_mut().zip(&possible).for_each(|(found, possible)| *found &= possible);
        found
    }

    /// The rows of `among` in which each byte of `needle` stands, and where in it the byte is that stands in the fewest
    /// rows; nothing, where there are no such rows.
    fn possible(&self, among: &[u64], needle: &[u8]) -> Option<(RowSet, usize)> {
        let mut possible = NONE;
        possible.iter_mut().zip(among).for_each(|(possible, among)| *possible = *among);
        let mut rarest = (u32::MAX, 0);
        for (place, byte) in needle.iter().enumerate() {
            let rows = &self.letters[usize::from(self.letter[usize::from(*byte)]).checked_sub(1)?];
            possible.iter_mut().zip(rows).for_each(|(possible, rows)| *possible &= rows);
            rarest = rarest.min((rows.iter().map(|word| word.count_ones()).sum(), place));
        }
        possible.iter().any(|word| *word != 0).then_some((possible, rarest.1))
    }

    /// Puts every row into `found` that has what `finder` looks for, in one pass over all of them.
    fn pass(&self, finder: &Finder<'_>, wanted: Parts, found: &mut RowSet) {
        let (mut next, mut end) = (0, 0);
        for place in finder.find_iter(&self.bytes) {
            // A row in which it stands several times is found once.
            if place >= end {
                let row = self.row_at(next, place);
                let range = self.range(row);
                let is = wanted == Parts::All || finder.find(of(&self.bytes[range.clone()], wanted)).is_some();
                found[row / WORD] |= u64::from(is) << (row % WORD);
                (next, end) = (row + 1, range.end);
            }
        }
    }

    /// The row that the byte at `place` is in, which is `from` or a later one.
    fn row_at(&self, from: usize, place: usize) -> usize {
        let begun = |start: &u32| *start as usize <= place;
        // Where hits are many the next one is near.
        if !self.starts.get(from + 1).is_some_and(begun) {
            return from;
        }
        let mut within = 8;
        while self.starts.get(from + within).is_some_and(begun) {
            within *= 4;
        }
        let until = self.starts.len().min(from + within);
        from + self.starts[from..until].partition_point(begun) - 1
    }
}

/// The parts of a row.
fn of(row: &[u8], parts: Parts) -> &[u8] {
    match parts {
        Parts::All => row,
        Parts::First => first(row).0,
    }
}

/// Whether `needle` stands in a short text: looked for by its byte at `rarest`, since to begin a whole search would take
/// longer than the search.
fn stands_in(text: &[u8], needle: &[u8], rarest: usize) -> bool {
    memchr_iter(needle[rarest], text).any(|place| place >= rarest && text[place - rarest..].starts_with(needle))
}

/// A place within a page, which is far shorter than what the type holds.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
