//! What SQLite may leave of a destroyed secret. `secure_delete` zeroes a cell where it stood, but not the copies that
//! stay in the unused part of a page when the balancing of the tree has moved the cell to a neighbour. So the file is
//! searched for what was destroyed, and where something is found, the table is written anew.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek};

/// How many bytes one part of a trace has.
const PART: usize = 8;

/// How many parts of a sealed secret are looked for: its whole nonce. A copy whose nonce is overwritten such that none
/// of them is whole lacks ten bytes of it or more, and opens with no key.
const PARTS: usize = 3;

/// How many bytes are read at once.
const CHUNK: usize = 1 << 20;

/// How many bits the sieve has, as a power of two: it fits a processor's cache, and lets one in a hundred bytes through
/// where tens of thousands of secrets were destroyed at once.
const SIEVE: u32 = 22;

/// The sealed secrets that are to be in no file any more.
#[derive(Default)]
pub(super) struct Traces {
    /// Parts of each that is known.
    parts: HashSet<[u8; PART]>,
    /// Whether there may be others, which an earlier run has destroyed.
    unknown: bool,
}

impl Traces {
    /// Some of which nobody knows any more what to look for.
    pub(super) fn unknown() -> Self {
        Self { unknown: true, ..Self::default() }
    }

    /// Adds a sealed secret.
    pub(super) fn add(&mut self, sealed: &[u8]) {
        let parts = sealed.chunks_exact(PART).take(PARTS);
        self.parts.extend(parts.filter_map(|part| <[u8; PART]>::try_from(part).ok()));
    }

    /// Adds those of `others`.
    pub(super) fn take(&mut self, others: Self) {
        self.parts.extend(others.parts);
        self.unknown |= others.unknown;
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty() && !self.unknown
    }

    /// Whether there are some that no search finds.
    pub(super) fn are_unknown(&self) -> bool {
        self.unknown
    }

    /// Whether any that is known is in `file`, from its beginning.
    ///
    /// # Errors
    /// What the file system reports.
    pub(super) fn are_in(&self, mut file: &File) -> io::Result<bool> {
        if self.parts.is_empty() {
            return Ok(false);
        }
        let mut sieve = vec![0_u64; 1 << (SIEVE - 6)];
        for part in &self.parts {
            let bit = bit(part);
            sieve[bit / 64] |= 1 << (bit % 64);
        }
        file.rewind()?;
        // The end of what was read before, so that a part across two chunks is seen.
        let mut room = vec![0; CHUNK + PART];
        let mut kept = 0;
        loop {
            let read = file.read(&mut room[kept..])?;
            if read == 0 {
                return Ok(false);
            }
            let filled = kept + read;
            let found = room[..filled].windows(PART).any(|window| {
                <[u8; PART]>::try_from(window).is_ok_and(|part| {
                    let bit = bit(&part);
                    sieve[bit / 64] >> (bit % 64) & 1 == 1 && self.parts.contains(&part)
                })
            });
            if found {
                return Ok(true);
            }
            kept = filled.min(PART - 1);
            room.copy_within(filled - kept..filled, 0);
        }
    }
}

/// The part's place in the sieve: multiplied by the golden ratio, as Knuth hashes, of which the upper bits are the best mixed.
fn bit(part: &[u8; PART]) -> usize {
    (u64::from_le_bytes(*part).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - SIEVE)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_found_wherever_it_lies_and_whatever_part_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        let sealed: Vec<u8> = (1..=60).collect();
        let mut traces = Traces::default();
        assert!(traces.is_empty());
        traces.add(&sealed);
        for at in [0, 1, 4_090, CHUNK - 30, CHUNK - 7, CHUNK, CHUNK + 1, CHUNK + PART - 3, 2 * CHUNK - 1] {
            let mut bytes = vec![0; 2 * CHUNK + 100];
            bytes[at..at + 60].copy_from_slice(&sealed);
            std::fs::write(&file, &bytes).expect("written");
            assert!(traces.are_in(&File::open(&file).expect("opened")).expect("read"), "at {at}");
            bytes[at..at + 16].fill(0);
            std::fs::write(&file, &bytes).expect("written");
            assert!(traces.are_in(&File::open(&file).expect("opened")).expect("read"), "the rest of the nonce at {at}");
            bytes[at..at + 17].fill(0);
            std::fs::write(&file, &bytes).expect("written");
            assert!(!traces.are_in(&File::open(&file).expect("opened")).expect("read"), "no nonce at {at}");
        }
        std::fs::write(&file, b"").expect("written");
        assert!(!traces.are_in(&File::open(&file).expect("opened")).expect("read"));
    }
}
