//! Lines that are read in one order and wanted in another: sorted into boxes of neighbours, which are kept in a nameless
//! file and put into order one by one, so that a long list takes no more memory than a short one. Knows nothing of what
//! the lines say.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

/// How many lines share a box: so few that the longest lines there are fill no more than some megabytes.
const BOX: usize = 8_192;

/// How much of all boxes is held in memory before it is written.
const HELD: usize = 8 << 20;

/// The least that is written of a box at once.
const LEAST: usize = 4 << 10;

/// What stands before a line in its box: its place, and how long it is.
const HEAD: usize = 8;

/// Lines on their way from one order to the other.
pub struct LineOrder {
    spool: File,
    written: u64,
    /// How much of one box is held.
    most: usize,
    boxes: Vec<Held>,
}

/// A box.
#[derive(Default)]
struct Held {
    held: Vec<u8>,
    /// Where in the file its parts are, and how long.
    parts: Vec<(u64, usize)>,
}

impl LineOrder {
    /// Whether so many lines are worth a file.
    pub fn is_worth(lines: usize) -> bool {
        lines > BOX
    }

    /// For `lines` lines, kept in `spool`.
    pub fn new(lines: usize, spool: File) -> Self {
        let boxes = lines.div_ceil(BOX).max(1);
        Self {
            spool,
            written: 0,
            most: (HELD / boxes).max(LEAST),
            boxes: std::iter::repeat_with(Held::default).take(boxes).collect(),
        }
    }

    /// Takes the line that is to stand at `place`, counted from 0.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn take(&mut self, place: u32, line: &[u8]) -> io::Result<()> {
        let number = place as usize / BOX;
        let Some(of) = self.boxes.get_mut(number) else { return Ok(()) };
        if of.held.len() + HEAD + line.len() > self.most && !of.held.is_empty() {
            self.spool.write_all(&of.held)?;
            of.parts.push((self.written, of.held.len()));
            self.written += of.held.len() as u64;
            of.held.clear();
        }
        let length = u32::try_from(line.len()).map_err(|_| io::ErrorKind::InvalidInput)?;
        of.held.extend_from_slice(&place.to_le_bytes());
        of.held.extend_from_slice(&length.to_le_bytes());
        of.held.extend_from_slice(line);
        Ok(())
    }

    /// The lines of one box after the other, in the order of their places; where none was taken for a place, none is
    /// given. Each time in `into`, which is cleared before; false once there are no more.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn give(&mut self, number: usize, into: &mut Vec<u8>) -> io::Result<bool> {
        into.clear();
        let Some(of) = self.boxes.get_mut(number) else { return Ok(false) };
        let Held { held, parts } = std::mem::take(of);
        let mut all = Vec::with_capacity(parts.iter().map(|(_, length)| length).sum::<usize>() + held.len());
        for (at, length) in parts {
            self.spool.seek(SeekFrom::Start(at))?;
            let read = (&mut self.spool).take(length as u64).read_to_end(&mut all)?;
            if read < length {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        all.extend_from_slice(&held);
        let mut lines: Vec<&[u8]> = vec![&[]; BOX];
        let mut rest = all.as_slice();
        while let Some((head, after)) = rest.split_at_checked(HEAD) {
            let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]) as usize;
            let Some((line, after)) = after.split_at_checked(word(4)) else {
                return Err(io::ErrorKind::InvalidData.into());
            };
            lines[word(0) % BOX] = line;
            rest = after;
        }
        lines.iter().for_each(|line| into.extend_from_slice(line));
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ordered(lines: usize, taken: &[(u32, Vec<u8>)]) -> Vec<u8> {
        let mut order = LineOrder::new(lines, tempfile::tempfile().expect("a file"));
        for (place, line) in taken {
            order.take(*place, line).expect("taken");
        }
        let (mut all, mut part) = (Vec::new(), Vec::new());
        for number in 0.. {
            if !order.give(number, &mut part).expect("given") {
                break;
            }
            all.extend_from_slice(&part);
        }
        all
    }

    #[test]
    fn a_great_many_long_lines_come_in_order() {
        let line = |place: u32| [format!("{place}:").as_bytes(), &vec![b'x'; (place % 977) as usize], b"\n"].concat();
        let count = 3 * BOX as u32 + 5;
        // Every place once, far from its neighbours; but some that nothing was found for.
        let taken: Vec<_> = (0..count).map(|at| at * 7_919 % count).filter(|place| place % 100 != 3).collect();
        let taken: Vec<_> = taken.into_iter().map(|place| (place, line(place))).collect();
        let expected: Vec<u8> = (0..count).filter(|place| place % 100 != 3).flat_map(line).collect();
        assert!(taken.iter().map(|(_, line)| line.len()).sum::<usize>() > HELD, "some of it is written");
        assert!(ordered(count as usize, &taken) == expected);
    }

    proptest! {
        #[test]
        fn any_lines_come_in_order(places in proptest::collection::btree_set(0_u32..20_000, 0..300), turn in 0_usize..300) {
            let mut taken: Vec<_> = places.iter().map(|place| (*place, format!("{place};").into_bytes())).collect();
            let middle = turn.min(taken.len());
            taken.rotate_left(middle);
            let expected: Vec<u8> = places.iter().flat_map(|place| format!("{place};").into_bytes()).collect();
            prop_assert_eq!(ordered(20_000, &taken), expected);
        }
    }
}
