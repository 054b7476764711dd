//! The natural order of names: runs of digits by their value, everything else byte by byte, of folded text. Pure.

use std::cmp::Ordering;

/// Compares two folded texts. They are equal only where they are the same: of two that differ in leading zeros alone,
/// the one with fewer comes first.
pub(super) fn compare(one: &[u8], other: &[u8]) -> Ordering {
    let (mut one, mut other) = (one, other);
    let mut zeros = Ordering::Equal;
    loop {
        let (Some(a), Some(b)) = (one.first(), other.first()) else {
            return one.len().cmp(&other.len()).then(zeros);
        };
        if a.is_ascii_digit() && b.is_ascii_digit() {
            let (mine, yours) = (Run::of(one), Run::of(other));
            let by_value = mine.digits.len().cmp(&yours.digits.len()).then_with(|| mine.digits.cmp(yours.digits));
            if by_value.is_ne() {
                return by_value;
            }
            zeros = zeros.then(mine.zeros.cmp(&yours.zeros));
            (one, other) = (mine.rest, yours.rest);
        } else if a == b {
            (one, other) = (&one[1..], &other[1..]);
        } else {
            return a.cmp(b);
        }
    }
}

/// A run of digits at the beginning of a text.
struct Run<'a> {
    zeros: usize,
    digits: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Run<'a> {
    fn of(text: &'a [u8]) -> Self {
        let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (run, rest) = text.split_at(length);
        let zeros = run.iter().take_while(|byte| **byte == b'0').count();
        Self { zeros, digits: &run[zeros..], rest }
    }
}

/// Sixteen bytes of what stands for `text` in this order, from the `16 * depth`-th on, as a number: of two texts whose
/// earlier sixteens are the same, the one with the lesser number comes first. Leading zeros do not show in it.
pub(super) fn sixteen(text: &[u8], depth: usize, room: &mut Vec<u8>) -> u128 {
    room.clear();
    let most = 16 * depth + 16;
    let mut left = text;
    while let Some(byte) = left.first()
        && room.len() < most
    {
        if byte.is_ascii_digit() {
            let run = Run::of(left);
            // A run of digits is its length and its digits, behind a digit, so that it keeps its place among letters.
            let length = u16::try_from(run.digits.len()).unwrap_or(u16::MAX);
            room.push(b'0');
            room.extend_from_slice(&length.to_be_bytes());
            room.extend_from_slice(&run.digits[..run.digits.len().min(most)]);
            left = run.rest;
        } else {
            room.push(*byte);
            left = &left[1..];
        }
    }
    room.resize(most, 0);
    u128::from_be_bytes(std::array::from_fn(|at| room[16 * depth + at]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_count_by_their_value() {
        let sorted = ["", "a", "a 2", "a 02", "a 2b", "a 10", "a 010", "a 011", "a2", "a10", "ab", "b", "gdańsk", "é"];
        for pair in sorted.windows(2) {
            assert_eq!(compare(pair[0].as_bytes(), pair[1].as_bytes()), Ordering::Less, "{pair:?}");
        }
    }

    proptest! {
        #[test]
        fn it_is_an_order_and_sixteens_agree_with_it(texts in proptest::collection::vec("[a-c0-2 é]{0,24}", 3)) {
            let of = |one: usize, other: usize| compare(texts[one].as_bytes(), texts[other].as_bytes());
            prop_assert_eq!(of(0, 1), of(1, 0).reverse());
            prop_assert_eq!(of(0, 1) == Ordering::Equal, texts[0] == texts[1]);
            if of(0, 1) != Ordering::Greater && of(1, 2) != Ordering::Greater {
                prop_assert_ne!(of(0, 2), Ordering::Greater);
            }
            let mut room = Vec::new();
            let mut sixteens = |text: &str| (0..4).map(|depth| sixteen(text.as_bytes(), depth, &mut room)).collect::<Vec<_>>();
            let by_sixteens = sixteens(&texts[0]).cmp(&sixteens(&texts[1]));
            prop_assert!(by_sixteens == Ordering::Equal || by_sixteens == of(0, 1));
        }
    }
}
