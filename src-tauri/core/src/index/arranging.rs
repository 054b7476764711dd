//! What is found, in order: by one key or two, ties newest first, what has nothing last whichever the direction. Pure.

use super::bits::Bits;
use super::order::{Order, Own, number};
use super::ranks::{NOTHING, Ranks};
use super::rows::Rows;
use crate::clock::Moment;
use crate::column::Column;
use crate::credential_row::Sort;

/// How many orders are kept: for the two keys of a sort, and for those that it is changed to and fro with.
const KEPT: usize = 4;

/// Where one in so many slots has changed, an order is made anew rather than mended.
const MANY: usize = 8;

/// The order that a table has first.
const FIRST: Sort = Sort { column: Column::Created, descending: true };

/// The orders that were asked for lately, the latest last.
#[derive(Debug, Default)]
pub(super) struct Orders(Vec<Kept>);

#[derive(Debug)]
struct Kept {
    own: Own,
    order: Order,
    /// The slots that have changed since.
    changed: Vec<u32>,
}

impl Orders {
    /// Notes that slots have changed.
    pub(super) fn changed(&mut self, slots: &[usize], rows: &Rows) {
        self.0.retain_mut(|kept| {
            kept.changed.extend(slots.iter().map(|slot| number(*slot)));
            kept.changed.len() < 1_024 || kept.changed.len() * MANY < rows.slots()
        });
    }

    /// Forgets every order.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// How many bytes of memory they take.
    pub(super) fn bytes(&self) -> usize {
        self.0.iter().map(|kept| kept.order.bytes() + 4 * kept.changed.capacity()).sum()
    }

    /// Makes ready the order that a table has first.
    pub(super) fn warm(&mut self, rows: &Rows) {
        if let Some(own) = Own::of(FIRST.column) {
            self.by(own, rows);
        }
    }

    /// The order by a column, as it is now.
    fn by(&mut self, own: Own, rows: &Rows) -> &Order {
        match self.0.iter().position(|kept| kept.own == own) {
            Some(at) => self.0[at..].rotate_left(1),
            None => {
                if self.0.len() == KEPT {
                    self.0.remove(0);
                }
                self.0.push(Kept { own, order: Order::make(own, rows), changed: Vec::new() });
            }
        }
        let last = self.0.len() - 1;
        let Kept { order, changed, .. } = &mut self.0[last];
        if !changed.is_empty() {
            let mut changed = std::mem::take(changed);
            changed.sort_unstable();
            changed.dedup();
            order.mend(own, rows, &changed);
        }
        order
    }

    /// The slots of `found` in the order of `sort`.
    pub(super) fn arrange(&mut self, rows: &Rows, found: &Bits, sort: &[Sort], now: Moment) -> Vec<u32> {
        let first = sort.first().copied().unwrap_or(FIRST);
        match sort.get(1).filter(|second| second.column != first.column) {
            None => self.by_one(rows, found, first, now),
            Some(second) => {
                let slots = self.by_one(rows, found, *second, now);
                let (ranks, count) = match (Own::of(first.column), Ranks::of(first.column, rows)) {
                    (Some(own), _) => {
                        let (ranks, count) = self.by(own, rows).ranks(rows.slots(), NOTHING);
                        (slots.iter().map(|slot| ranks[*slot as usize]).collect(), count)
                    }
                    (None, Some(ranks)) => (ranks.of_slots(rows, &slots, now), ranks.count()),
                    (None, None) => return slots,
                };
                by_rank(&slots, &ranks, count, first.descending)
            }
        }
    }

    fn by_one(&mut self, rows: &Rows, found: &Bits, sort: Sort, now: Moment) -> Vec<u32> {
        if let Some(own) = Own::of(sort.column) {
            let count = found.count();
            return own
                .sort_few(rows, found, count, sort.descending)
                .unwrap_or_else(|| self.by(own, rows).arranged(found, count, sort.descending));
        }
        let slots: Vec<u32> = found.descending().map(number).collect();
        match Ranks::of(sort.column, rows) {
            Some(ranks) => by_rank(&slots, &ranks.of_slots(rows, &slots, now), ranks.count(), sort.descending),
            None => slots,
        }
    }
}

/// The slots by rank, those of the same rank as they stand: a counting sort. What has no rank stands last.
fn by_rank(slots: &[u32], ranks: &[u32], count: u32, descending: bool) -> Vec<u32> {
    let place = |rank: u32| match rank {
        NOTHING => count as usize,
        rank if descending => (count - 1 - rank) as usize,
        rank => rank as usize,
    };
    let mut begins = vec![0_u32; count as usize + 1];
    ranks.iter().for_each(|rank| begins[place(*rank)] += 1);
    let mut sum = 0;
    for begin in &mut begins {
        sum += std::mem::replace(begin, sum);
    }
    let mut arranged = vec![0; slots.len()];
    for (slot, rank) in slots.iter().zip(ranks) {
        let begin = &mut begins[place(*rank)];
        arranged[*begin as usize] = *slot;
        *begin += 1;
    }
    arranged
}
