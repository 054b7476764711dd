//! The word that was probably meant. Pure.

use crate::name::fold;

/// The most characters that are compared; nothing that has a name is longer once folded, but for a few odd letters.
const COMPARED: usize = 64;

/// Of `words`, the one that `typed` is most like, if it is like any: by how many letters were missed, doubled, swapped
/// or taken for others; then by what begins with it; then by the only one that holds it.
pub(super) fn of<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = fold(typed);
    let wanted: Vec<char> = typed.chars().take(COMPARED + 1).collect();
    if wanted.is_empty() || wanted.len() > COMPARED {
        return None;
    }
    let most = match wanted.len() {
        1 => 0,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &str)> = None;
    let mut begins: Option<(usize, &str)> = None;
    let mut holds: (usize, Option<&str>) = (0, None);
    for word in words {
        let folded = fold(word);
        let length = folded.chars().count();
        if let Some(distance) = distance_within(&wanted, &folded, length, most)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, word));
        }
        if wanted.len() >= 2 && folded.starts_with(&typed) && begins.is_none_or(|(least, _)| length < least) {
            begins = Some((length, word));
        }
        if wanted.len() >= 3 && folded.contains(&typed) {
            holds = (holds.0 + 1, Some(word));
        }
    }
    let only = holds.1.filter(|_| holds.0 == 1);
    best.or(begins).map(|(_, word)| word).or(only)
}

/// How many edits lie between both, if no more than `most`.
fn distance_within(wanted: &[char], folded: &str, length: usize, most: usize) -> Option<usize> {
    if length.abs_diff(wanted.len()) > most {
        return None;
    }
    let word: Vec<char> = folded.chars().collect();
    let distance = distance(wanted, &word);
    // A word of which half is another is another word.
    (distance <= most && 2 * distance <= length.max(wanted.len())).then_some(distance)
}

/// How many letters must be put in, taken out, replaced or swapped with their neighbour (optimal string alignment).
fn distance(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, a) in one.iter().enumerate() {
        let mut next = vec![row + 1; width];
        for (column, b) in other.iter().enumerate() {
            let replaced = last[column] + usize::from(a != b);
            let mut least = replaced.min(last[column + 1] + 1).min(next[column] + 1);
            if row > 0 && column > 0 && *a == other[column - 1] && one[row - 1] == *b {
                least = least.min(before[column - 1] + 1);
            }
            next[column + 1] = least;
        }
        before = std::mem::replace(&mut last, next);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_missed_swapped_and_doubled_are_seen_through() {
        let words = ["status", "starts", "tag", "title", "Payments", "EU partners", "Straße"];
        let nearest = |typed| of(typed, words.into_iter());
        for (typed, expected) in [
            ("staus", Some("status")),
            ("stauts", Some("status")),
            ("STATTUS", Some("status")),
            ("start", Some("starts")),
            ("tga", Some("tag")),
            ("paymnets", Some("Payments")),
            ("pay", Some("Payments")),
            ("partner", Some("EU partners")),
            ("STRASE", Some("Straße")),
            ("x", None),
            ("https", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed), expected, "{typed}");
        }
        assert_eq!(nearest(&"s".repeat(5_000)), None);
    }
}
