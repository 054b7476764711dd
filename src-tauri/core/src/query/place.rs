//! Places in a query's text: in bytes within the language, in UTF-16 code units for the page. Pure.

/// Where something stands in a text, in bytes: from `start` until `end`, both between characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Where it begins.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

impl Place {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// What stands there.
    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `at` is in it or at one of its ends.
    pub(super) fn touches(self, at: usize) -> bool {
        self.start <= at && at <= self.end
    }

    /// Whether something is in both.
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// `text` with `word` in this place.
    pub(super) fn replaced(self, text: &str, word: &str) -> String {
        let before = text.get(..self.start).unwrap_or_default();
        let after = text.get(self.end..).unwrap_or_default();
        format!("{before}{word}{after}")
    }
}

/// The places of one text in UTF-16 code units.
pub(super) struct Units {
    /// For each byte, and for the end, how many code units stand before it.
    before: Vec<u32>,
}

impl Units {
    pub(super) fn of(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut units = 0;
        for c in text.chars() {
            before.resize(before.len() + c.len_utf8(), units);
            units += if c.len_utf16() == 2 { 2 } else { 1 };
        }
        before.push(units);
        Self { before }
    }

    /// How many code units stand before the byte `at`.
    pub(super) fn at(&self, at: usize) -> u32 {
        self.before.get(at).or(self.before.last()).copied().unwrap_or_default()
    }

    /// The byte at which the character begins that holds or follows `units` code units; the end beyond it.
    pub(super) fn byte(&self, units: u32) -> usize {
        // All bytes of a character have the same number before them, so that the first of them is its beginning.
        let after = self.before.partition_point(|before| *before <= units);
        let last = after.saturating_sub(1);
        let number = self.before.get(last).copied().unwrap_or_default();
        self.before.partition_point(|before| *before < number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_units_and_bytes_meet_between_characters() {
        let text = "aé€🔑b";
        let units = Units::of(text);
        for (bytes, expected) in [(0, 0), (1, 1), (3, 2), (6, 3), (10, 5), (11, 6)] {
            assert_eq!(units.at(bytes), expected);
            assert_eq!(units.byte(expected), bytes);
        }
        assert_eq!(units.byte(4), 6, "in the midst of a pair is at its character's beginning");
        assert_eq!(units.byte(u32::MAX), text.len());
        assert_eq!((Units::of("").at(0), Units::of("").byte(7)), (0, 0));
    }
}
