//! The order of the slots by one column whose values are mostly their own: titles, instants, identities. It is made
//! when it is first asked for; what changes since is put in its place when it is asked for again. Pure.

use std::cmp::{Ordering, Reverse};

use super::bits::{Bits, WORD};
use super::natural;
use super::rows::Rows;
use super::texts::first;
use crate::column::Column;
use crate::query::resolved::TimeField;

/// A column whose values are mostly their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// The title, in natural order.
    Title,
    /// The description, in natural order; none where it is empty.
    Description,
    /// The Access ID or key start, byte by byte; none where there is neither.
    Identity,
    /// An instant; none where it is never.
    Time(TimeField),
}

impl Own {
    /// Of a column, if it is such a one.
    pub(super) fn of(column: Column) -> Option<Self> {
        Some(match column {
            Column::Title => Self::Title,
            Column::AccessId => Self::Identity,
            Column::Description => Self::Description,
            Column::Starts => Self::Time(TimeField::Starts),
            Column::Expires => Self::Time(TimeField::Expires),
            Column::Created => Self::Time(TimeField::Created),
            Column::Modified => Self::Time(TimeField::Modified),
            Column::Rotated => Self::Time(TimeField::Rotated),
            Column::Status | Column::Kind | Column::Group | Column::Tenant | Column::Roles => return None,
            Column::User | Column::Addresses | Column::ApiUrl | Column::Tags | Column::CreatedBy => return None,
        })
    }

    /// Whether a slot has nothing in this column.
    pub(super) fn is_nothing(self, rows: &Rows, slot: usize) -> bool {
        match self {
            Self::Time(field) => rows.time(slot, field).is_none(),
            Self::Title => false,
            Self::Description | Self::Identity => self.text(rows, slot).is_empty(),
        }
    }

    fn text(self, rows: &Rows, slot: usize) -> &[u8] {
        match self {
            Self::Title => first(rows.words.row(slot)).0,
            Self::Description => first(first(rows.words.row(slot)).1).0,
            Self::Identity => {
                let (access_id, key_start) = first(rows.identities.row(slot));
                if access_id.is_empty() { key_start } else { access_id }
            }
            Self::Time(_) => &[],
        }
    }

    fn compare(self, rows: &Rows, one: u32, other: u32) -> Ordering {
        let (one, other) = (one as usize, other as usize);
        match self {
            Self::Time(field) => rows.time(one, field).cmp(&rows.time(other, field)),
            Self::Title | Self::Description => natural::compare(self.text(rows, one), self.text(rows, other)),
            Self::Identity => self.text(rows, one).cmp(self.text(rows, other)),
        }
    }

    /// The slots of `found`, as [`Order::arranged`] has them; nothing, where they are so many that an order of all
    /// slots is worth its while.
    pub(super) fn sort_few(self, rows: &Rows, found: &Bits, count: usize, descending: bool) -> Option<Vec<u32>> {
        let few = if matches!(self, Self::Time(_)) { 128 } else { 1_024 };
        if count * few > rows.slots() {
            return None;
        }
        let (nothing, mut slots): (Vec<u32>, Vec<u32>) =
            found.descending().map(number).partition(|slot| self.is_nothing(rows, *slot as usize));
        if let Self::Time(field) = self {
            let key = |slot: &u32| rows.time(*slot as usize, field);
            if descending {
                slots.sort_by_cached_key(|slot| Reverse(key(slot)));
            } else {
                slots.sort_by_cached_key(key);
            }
        } else {
            slots.sort_by(|one, other| {
                let by_value = self.compare(rows, *one, *other);
                if descending { by_value.reverse() } else { by_value }
            });
        }
        slots.extend(nothing);
        Some(slots)
    }

    /// By value, and what has the same value newest first.
    fn place(self, rows: &Rows, one: u32, other: u32) -> Ordering {
        self.compare(rows, one, other).then(other.cmp(&one))
    }
}

/// The slots that have something in a column, by its value; those with the same value newest first.
#[derive(Debug, Default)]
pub(super) struct Order {
    slots: Vec<u32>,
    /// Which places hold the first of a value.
    firsts: Bits,
    /// Which slots are in it.
    there: Bits,
}

impl Order {
    /// Makes the order of what is there.
    pub(super) fn make(own: Own, rows: &Rows) -> Self {
        let mut order = Self::sorted(own, rows);
        order.note_slots(rows);
        order
    }

    fn note_slots(&mut self, rows: &Rows) {
        self.there = Bits::none(rows.slots());
        self.slots.iter().for_each(|slot| self.there.put(*slot as usize, true));
    }

    fn sorted(own: Own, rows: &Rows) -> Self {
        let there = rows.live().ascending().filter(|slot| !own.is_nothing(rows, *slot));
        match own {
            Own::Time(field) => {
                let mut keyed: Vec<_> =
                    there.map(|slot| (rows.time(slot, field).unwrap_or_default(), Reverse(number(slot)))).collect();
                keyed.sort_unstable();
                let mut order = Self { slots: Vec::with_capacity(keyed.len()), ..Self::default() };
                let mut last = None;
                for (at, Reverse(slot)) in keyed {
                    order.slots.push(slot);
                    order.firsts.push(last != Some(at));
                    last = Some(at);
                }
                order
            }
            _ => {
                let mut keyed: Vec<(u128, u32)> = there.map(|slot| (0, number(slot))).collect();
                let mut firsts = Bits::none(keyed.len());
                let mut sorting = Sorting { own, rows, firsts: &mut firsts, room: Vec::new() };
                sorting.sort(&mut keyed, 0, 0);
                let slots = keyed.into_iter().map(|(_, slot)| slot).collect();
                Self { slots, firsts, there: Bits::default() }
            }
        }
    }

    /// Puts the slots that have changed where they belong now; they ascend, each once.
    pub(super) fn mend(&mut self, own: Own, rows: &Rows, changed: &[u32]) {
        let stays = |slot: &&u32| rows.live().holds(**slot as usize) && !own.is_nothing(rows, **slot as usize);
        if changed.len() <= SINGLE {
            changed.iter().for_each(|slot| self.take_one(*slot));
            changed.iter().filter(stays).for_each(|slot| self.put_one(own, rows, *slot));
            return;
        }
        let mut is_changed = Bits::none(rows.slots());
        changed.iter().for_each(|slot| is_changed.put(*slot as usize, true));
        let (mut slots, mut firsts) = (Vec::with_capacity(self.slots.len() + changed.len()), Bits::default());
        let mut begins = false;
        for (at, slot) in self.slots.iter().enumerate() {
            begins |= self.firsts.holds(at);
            if !is_changed.holds(*slot as usize) {
                slots.push(*slot);
                firsts.push(std::mem::take(&mut begins));
            }
        }
        let mut coming: Vec<_> = changed.iter().filter(stays).copied().collect();
        coming.sort_unstable_by(|one, other| own.place(rows, *one, *other));
        (self.slots, self.firsts) = (slots, firsts);
        if !coming.is_empty() {
            self.take_in(own, rows, &coming);
        }
        self.note_slots(rows);
    }

    fn take_one(&mut self, slot: u32) {
        let there = (slot as usize) < self.there.len() && self.there.holds(slot as usize);
        if let Some(at) = there.then(|| self.slots.iter().position(|other| *other == slot)).flatten() {
            self.there.put(slot as usize, false);
            self.slots.remove(at);
            if self.firsts.remove(at) && at < self.slots.len() {
                self.firsts.put(at, true);
            }
        }
    }

    fn put_one(&mut self, own: Own, rows: &Rows, slot: u32) {
        let at = self.slots.partition_point(|there| own.place(rows, *there, slot).is_lt());
        let differs = |other: u32| own.compare(rows, other, slot).is_ne();
        let begins = at == 0 || differs(self.slots[at - 1]);
        if at < self.slots.len() {
            let next_begins = differs(self.slots[at]);
            self.firsts.put(at, next_begins);
        }
        if self.slots.len() == self.slots.capacity() {
            // Doubling would take as much again.
            self.slots.reserve_exact(64 + self.slots.len() / 16);
        }
        self.slots.insert(at, slot);
        self.firsts.insert(at, begins);
        (self.there.len()..rows.slots()).for_each(|_| self.there.push(false));
        self.there.put(slot as usize, true);
    }

    /// Merges slots in, which are in order among themselves.
    fn take_in(&mut self, own: Own, rows: &Rows, coming: &[u32]) {
        let (old, old_firsts) = (std::mem::take(&mut self.slots), std::mem::take(&mut self.firsts));
        self.slots.reserve_exact(old.len() + coming.len());
        let mut taken = 0;
        for slot in coming {
            let until = taken + old[taken..].partition_point(|there| own.place(rows, *there, *slot).is_lt());
            self.append(own, rows, &old, &old_firsts, taken..until);
            let begins = self.slots.last().is_none_or(|last| own.compare(rows, *last, *slot).is_ne());
            self.slots.push(*slot);
            self.firsts.push(begins);
            taken = until;
        }
        self.append(own, rows, &old, &old_firsts, taken..old.len());
    }

    fn append(&mut self, own: Own, rows: &Rows, old: &[u32], firsts: &Bits, places: std::ops::Range<usize>) {
        for at in places.clone() {
            // Only where one that has come stands before can it be another that is the first.
            let before = if at == places.start { self.slots.last() } else { None };
            let begins = match before {
                Some(before) => own.compare(rows, *before, old[at]).is_ne(),
                None => firsts.holds(at) || self.slots.is_empty(),
            };
            self.slots.push(old[at]);
            self.firsts.push(begins);
        }
    }

    /// The slots of `found`, of which there are `count`, by value, those with the same value newest first; what has
    /// nothing last.
    pub(super) fn arranged(&self, found: &Bits, count: usize, descending: bool) -> Vec<u32> {
        // Every slot is written, and what is not found is written over: guessing which ones are costs more.
        let (mut arranged, mut written) = (vec![0; count + 1], 0);
        let mut take = |slot: u32| {
            arranged[written] = slot;
            written += usize::from(found.holds(slot as usize));
        };
        if descending {
            let mut end = self.slots.len();
            while end > 0 {
                let mut start = end - 1;
                if end.is_multiple_of(WORD) && self.firsts.words_from(end - WORD, WORD) == [u64::MAX] {
                    // Each has a value of its own, as most do.
                    start = end - WORD;
                    self.slots[start..end].iter().rev().for_each(|slot| take(*slot));
                } else {
                    while !self.firsts.holds(start) {
                        start -= 1;
                    }
                    self.slots[start..end].iter().for_each(|slot| take(*slot));
                }
                end = start;
            }
        } else {
            self.slots.iter().for_each(|slot| take(*slot));
        }
        arranged.truncate(written);
        if written < count {
            let mut nothing = found.clone();
            nothing.leave_out(&self.there);
            arranged.extend(nothing.descending().map(number));
        }
        arranged
    }

    /// The rank of each of `slots` slots, and how many ranks there are; `nothing` where it has none.
    pub(super) fn ranks(&self, slots: usize, nothing: u32) -> (Vec<u32>, u32) {
        let mut ranks = vec![nothing; slots];
        let mut count = 0;
        for (at, slot) in self.slots.iter().enumerate() {
            count += u32::from(self.firsts.holds(at));
            ranks[*slot as usize] = count - 1;
        }
        (ranks, count)
    }

    /// How many bytes of memory it takes.
    pub(super) fn bytes(&self) -> usize {
        4 * self.slots.capacity() + self.slots.len() / 4
    }
}

/// Up to how many slots are moved one by one rather than in one pass over all.
const SINGLE: usize = 8;

/// How deep a text is sorted sixteen bytes at a time, before what is still alike is compared whole.
const DEEPEST: usize = 6;

/// Below so many, texts are compared whole.
const FEW: usize = 24;

/// Sorts slots by text, sixteen bytes at a time: numbers are compared where they lie, and texts, which lie anywhere,
/// are read once for each sixteen.
struct Sorting<'a> {
    own: Own,
    rows: &'a Rows,
    firsts: &'a mut Bits,
    room: Vec<u8>,
}

impl Sorting<'_> {
    /// Sorts slots whose first `depth` sixteens are alike; `place` is where they begin in the whole.
    fn sort(&mut self, keyed: &mut [(u128, u32)], place: usize, depth: usize) {
        let (own, rows) = (self.own, self.rows);
        let Some((_, some)) = keyed.first() else { return };
        let text = own.text(rows, *some as usize);
        if keyed.iter().all(|(_, slot)| own.text(rows, *slot as usize) == text) {
            self.firsts.put(place, true);
            keyed.sort_unstable_by_key(|(_, slot)| Reverse(*slot));
        } else if keyed.len() < FEW || depth == DEEPEST {
            keyed.sort_unstable_by(|(_, one), (_, other)| own.place(rows, *one, *other));
            self.firsts.put(place, true);
            for at in 1..keyed.len() {
                let differs = own.compare(rows, keyed[at - 1].1, keyed[at].1).is_ne();
                self.firsts.put(place + at, differs);
            }
        } else {
            for (sixteen, slot) in keyed.iter_mut() {
                let text = own.text(rows, *slot as usize);
                *sixteen = if own == Own::Identity {
                    let rest = text.get(16 * depth..).unwrap_or_default();
                    u128::from_be_bytes(std::array::from_fn(|at| rest.get(at).copied().unwrap_or_default()))
                } else {
                    natural::sixteen(text, depth, &mut self.room)
                };
            }
            keyed.sort_unstable_by_key(|(sixteen, _)| *sixteen);
            let mut place = place;
            for alike in keyed.chunk_by_mut(|one, other| one.0 == other.0) {
                self.sort(alike, place, depth + 1);
                place += alike.len();
            }
        }
    }
}

/// A slot as the orders keep it: there are no more of them than handles.
pub(super) fn number(slot: usize) -> u32 {
    u32::try_from(slot).unwrap_or(u32::MAX)
}
