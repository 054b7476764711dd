//! A set of slots, one bit each. Pure.

/// How many slots one word holds.
pub(super) const WORD: usize = 64;

/// A set of slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// None of `len` slots.
    pub(super) fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD)], len }
    }

    /// The words from the one that has `slot` on, `slots` slots of them at the most.
    pub(super) fn words_from(&self, slot: usize, slots: usize) -> &[u64] {
        let from = (slot / WORD).min(self.words.len());
        let until = ((slot + slots).div_ceil(WORD)).min(self.words.len());
        &self.words[from..until]
    }

    /// Puts in those that are in `words`, which begin with `slot`, the first of a word; beyond the end there are none.
    pub(super) fn put_words(&mut self, slot: usize, words: &[u64]) {
        self.words[slot / WORD..].iter_mut().zip(words).for_each(|(word, more)| *word |= more);
    }

    /// How many slots it is about.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// One more slot.
    pub(super) fn push(&mut self, is: bool) {
        if self.len == self.words.len() * WORD {
            self.words.push(0);
        }
        self.len += 1;
        self.put(self.len - 1, is);
    }

    /// Puts a slot in, or takes it out.
    pub(super) fn put(&mut self, slot: usize, is: bool) {
        let bit = 1 << (slot % WORD);
        let word = &mut self.words[slot / WORD];
        *word = if is { *word | bit } else { *word & !bit };
    }

    /// Makes room for one at `at`, and moves those from there on up by one.
    pub(super) fn insert(&mut self, at: usize, is: bool) {
        self.push(false);
        let (word, bit) = (at / WORD, at % WORD);
        let below = (1 << bit) - 1;
        let whole = self.words[word];
        self.words[word] = (whole & below) | ((whole & !below) << 1) | (u64::from(is) << bit);
        let mut carried = whole >> 63;
        for later in &mut self.words[word + 1..] {
            carried = std::mem::replace(later, (*later << 1) | carried) >> 63;
        }
    }

    /// Takes the one at `at` away, and moves those behind it down by one; whether it was in it.
    pub(super) fn remove(&mut self, at: usize) -> bool {
        let is = self.holds(at);
        let (word, below) = (at / WORD, (1 << (at % WORD)) - 1);
        let whole = self.words[word];
        self.words[word] = (whole & below) | ((whole >> 1) & !below);
        for later in word + 1..self.words.len() {
            self.words[later - 1] |= self.words[later] << 63;
            self.words[later] >>= 1;
        }
        self.len -= 1;
        self.words.truncate(self.len.div_ceil(WORD));
        is
    }

    /// Whether a slot is in it.
    pub(super) fn holds(&self, slot: usize) -> bool {
        self.words[slot / WORD] >> (slot % WORD) & 1 == 1
    }

    /// How many are in it.
    pub(super) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Takes out those that are not in `others`.
    pub(super) fn keep(&mut self, others: &Self) {
        self.words.iter_mut().zip(&others.words).for_each(|(word, other)| *word &= other);
    }

    /// Takes out those that are in `others`.
    pub(super) fn leave_out(&mut self, others: &Self) {
        self.words.iter_mut().zip(&others.words).for_each(|(word, other)| *word &= !other);
    }

    /// Puts in those of `among` that are `wanted`.
    pub(super) fn add_where(&mut self, among: &Self, wanted: impl Fn(usize) -> bool) {
        for (at, (word, among)) in self.words.iter_mut().zip(&among.words).enumerate() {
            let left = among & !*word;
            if left == u64::MAX {
                // Without a branch for each slot, where all of them are asked.
                *word |= (0..WORD).fold(0, |found, bit| found | u64::from(wanted(at * WORD + bit)) << bit);
            } else {
                *word |= ones(left).fold(0, |found, bit| found | u64::from(wanted(at * WORD + bit)) << bit);
            }
        }
    }

    /// The slots in it, ascending.
    pub(super) fn ascending(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| ones(*word).map(move |bit| at * WORD + bit))
    }

    /// The slots in it, descending.
    pub(super) fn descending(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().rev().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = 63_usize.checked_sub(left.leading_zeros() as usize)?;
                left &= !(1 << bit);
                Some(at * WORD + bit)
            })
        })
    }
}

/// The bits that are set in `word`, ascending.
fn ones(word: u64) -> impl Iterator<Item = usize> {
    let mut left = word;
    std::iter::from_fn(move || {
        if left == 0 {
            return None;
        }
        let bit = left.trailing_zeros() as usize;
        left &= left - 1;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_makes_and_closes_gaps(mut plain in proptest::collection::vec(any::<bool>(), 0..200), steps in proptest::collection::vec((any::<u8>(), any::<bool>(), any::<bool>()), 0..200)) {
            let mut bits = Bits::default();
            plain.iter().for_each(|is| bits.push(*is));
            for (at, is, more) in steps {
                let at = usize::from(at) % (plain.len() + 1);
                if more {
                    plain.insert(at, is);
                    bits.insert(at, is);
                } else if at < plain.len() {
                    prop_assert_eq!(bits.remove(at), plain.remove(at));
                }
                let mut made = Bits::default();
                plain.iter().for_each(|is| made.push(*is));
                prop_assert_eq!(&bits, &made);
            }
        }

        #[test]
        fn it_is_a_set(slots in proptest::collection::btree_set(0_usize..300, 0..200), other in proptest::collection::btree_set(0_usize..300, 0..200)) {
            let made = |slots: &std::collections::BTreeSet<usize>| {
                let mut bits = Bits::default();
                (0..300).for_each(|slot| bits.push(slots.contains(&slot)));
                bits
            };
            let (bits, others) = (made(&slots), made(&other));
            prop_assert_eq!(bits.count(), slots.len());
            prop_assert_eq!(bits.ascending().collect::<Vec<_>>(), slots.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(bits.descending().collect::<Vec<_>>(), slots.iter().rev().copied().collect::<Vec<_>>());
            let (mut kept, mut dropped, mut added) = (bits.clone(), bits.clone(), bits.clone());
            kept.keep(&others);
            dropped.leave_out(&others);
            added.add_where(&others, |slot| slot % 3 == 0);
            for slot in 0..300 {
                prop_assert_eq!(kept.holds(slot), slots.contains(&slot) && other.contains(&slot));
                prop_assert_eq!(dropped.holds(slot), slots.contains(&slot) && !other.contains(&slot));
                prop_assert_eq!(added.holds(slot), slots.contains(&slot) || other.contains(&slot) && slot % 3 == 0);
            }
        }
    }
}
