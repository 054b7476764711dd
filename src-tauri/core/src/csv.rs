//! The credentials CSV: UTF-8, CRLF, RFC 4180, no byte-order mark unless asked. Pure: bytes out.
//!
//! A cell that a human wrote and that a spreadsheet would read as a formula gets `'` before it;
//! identifiers and secrets never do, as they never begin so. A cell that looks guarded already
//! gets one more, so that taking one away always gives back what was written.

use zeroize::Zeroizing;

use crate::api_url::ApiUrl;
use crate::clock::Moment;
use crate::name::Name;
use crate::scheme::AccessId;
use crate::secret::Secret;
use crate::zone::Zone;

/// The header of a `signed` credential's file.
pub const SIGNED_HEADER: [&str; 5] = ["Title", "API URL", "Access ID", "Secret Key", "Expiration Date"];

/// The header of a single key's file.
pub const SINGLE_HEADER: [&str; 4] = ["Title", "API URL", "API Key", "Expiration Date"];

/// What one line of the file says.
pub struct Line<'a> {
    /// The credential's title.
    pub title: &'a Name,
    /// The tenant's API URL.
    pub api_url: &'a ApiUrl,
    /// The Access ID; a single key has none.
    pub access_id: Option<&'a AccessId>,
    /// The Secret Key, or the single key.
    pub secret: &'a Secret,
    /// When it expires; written as RFC 3339 in `zone`, or `Never`.
    pub expires_at: Option<Moment>,
    /// The tenant's zone.
    pub zone: Zone,
}

/// The whole file of credentials of one kind: those of `signed` ones where the first has an Access ID. Zeroed when
/// dropped: it holds their secrets. Written cell by cell into room that is enough from the start, so that no other
/// copy of a secret is made.
pub fn file(lines: &[Line<'_>], byte_order_mark: bool) -> Zeroizing<Vec<u8>> {
    let room = |line: &Line<'_>| 2 * (line.title.as_str().len() + line.api_url.as_str().len()) + 400;
    let mut file = Zeroizing::new(Vec::with_capacity(lines.iter().map(room).sum::<usize>() + 400));
    if byte_order_mark {
        file.extend_from_slice("\u{FEFF}".as_bytes());
    }
    if lines.first().is_some_and(|line| line.access_id.is_some()) {
        write_record(&mut file, &SIGNED_HEADER);
    } else {
        write_record(&mut file, &SINGLE_HEADER);
    }
    for line in lines {
        let expires = line.expires_at.map_or_else(|| "Never".to_owned(), |at| line.zone.to_rfc3339(at));
        let (title, api_url) = (guarded(line.title.as_str()), guarded(line.api_url.as_str()));
        match line.access_id {
            Some(access_id) => {
                write_record(&mut file, &[&title, &api_url, access_id.as_str(), line.secret.for_csv(), &expires]);
            }
            None => write_record(&mut file, &[&title, &api_url, line.secret.for_csv(), &expires]),
        }
    }
    file
}

/// One record of RFC 4180, with its line end. A cell is quoted where it must be.
fn write_record(file: &mut Vec<u8>, cells: &[&str]) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            file.push(b',');
        }
        write_cell(file, cell.as_bytes(), false);
    }
    file.extend_from_slice(b"\r\n");
}

/// Writes one cell to the end of `file`, with the guard where it begins a formula: without a copy of its own, for lists
/// of a great many.
pub(crate) fn write_guarded(file: &mut Vec<u8>, cell: &[u8]) {
    let guard = cell.iter().find(|byte| **byte != b'\'').is_some_and(|byte| FORMULA.contains(byte));
    write_cell(file, cell, guard);
}

fn write_cell(file: &mut Vec<u8>, cell: &[u8], guard: bool) {
    let guard: &[u8] = if guard { b"'" } else { b"" };
    if cell.iter().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n')) {
        file.push(b'"');
        file.extend_from_slice(guard);
        for part in cell.split_inclusive(|byte| *byte == b'"') {
            file.extend_from_slice(part);
            if part.ends_with(b"\"") {
                file.push(b'"');
            }
        }
        file.push(b'"');
    } else {
        file.extend_from_slice(guard);
        file.extend_from_slice(cell);
    }
}

/// `cell` with `'` before it where a spreadsheet would read it as a formula.
pub fn guarded(cell: &str) -> String {
    if begins_a_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// Takes away exactly the guard that [`guarded`] gives.
pub fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest,
        _ => cell,
    }
}

/// What a spreadsheet takes the beginning of a formula for.
const FORMULA: [u8; 6] = *b"=+-@\t\r";

fn begins_a_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').as_bytes().first().is_some_and(|byte| FORMULA.contains(byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(title: &str, expires_at: Option<Moment>, bom: bool) -> Vec<u8> {
        let line = Line {
            title: &Name::from_database(title.into()),
            api_url: &ApiUrl::from_database("https://api.acme.example/v1".into()),
            access_id: Some(&AccessId::from_database("7e4e6a9c-11ca-40f4-95af-edae017358d0".into())),
            secret: &Secret::new("e61e92fb-bfd9-4cef-9b21-6f1e8211b77b".into()),
            expires_at,
            zone: Zone::parse("Europe/Amsterdam").expect("a zone"),
        };
        file(&[line], bom).to_vec()
    }

    #[test]
    fn the_bytes_are_the_domains() {
        let expires = Moment::from_millis(1_803_337_200_000);
        assert_eq!(
            String::from_utf8(written("CRM, \"Rotterdam\"", Some(expires), false)).expect("UTF-8"),
            "Title,API URL,Access ID,Secret Key,Expiration Date\r\n\
             \"CRM, \"\"Rotterdam\"\"\",https://api.acme.example/v1,7e4e6a9c-11ca-40f4-95af-edae017358d0,\
             e61e92fb-bfd9-4cef-9b21-6f1e8211b77b,2027-02-23T00:00:00+01:00\r\n"
        );
        assert!(written("CRM", None, false).ends_with(b",Never\r\n"));
        assert!(written("CRM", None, true).starts_with("\u{FEFF}Title".as_bytes()));
    }

    #[test]
    fn a_single_keys_file_has_the_key_alone() {
        let line = Line {
            title: &Name::from_database("Depot".into()),
            api_url: &ApiUrl::from_database("https://api.acme.example".into()),
            access_id: None,
            secret: &Secret::new("0123456789ABCDEF0123456789ABCDEF".into()),
            expires_at: None,
            zone: Zone::UTC,
        };
        assert_eq!(
            String::from_utf8(file(&[line], false).to_vec()).expect("UTF-8"),
            "Title,API URL,API Key,Expiration Date\r\nDepot,https://api.acme.example,0123456789ABCDEF0123456789ABCDEF,Never\r\n"
        );
    }

    #[test]
    fn only_formulas_are_guarded() {
        for (cell, guarded_cell) in [
            ("=1+1", "'=1+1"),
            ("-x", "'-x"),
            ("@a", "'@a"),
            ("\ta", "'\ta"),
            ("a=1", "a=1"),
            ("'a", "'a"),
            ("'=a", "''=a"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), guarded_cell);
        }
    }

    proptest! {
        #[test]
        fn a_cell_that_is_guarded_as_it_is_written_is_the_same(cell in "[=+@'\"\\-,\r\n\ta-z\u{e9}]{0,12}") {
            let (mut one, mut other) = (Vec::new(), Vec::new());
            write_guarded(&mut one, cell.as_bytes());
            write_cell(&mut other, guarded(&cell).as_bytes(), false);
            prop_assert_eq!(one, other);
        }

        #[test]
        fn reading_back_without_the_guard_gives_what_was_written(title in "[=+@'\"\\-,\r\n\ta-z\u{e9}]{0,12}") {
            let file = written(&title, None, false);
            let mut reader = ::csv::ReaderBuilder::new().from_reader(file.as_slice());
            let record = reader.records().next().expect("a row").expect("well formed");
            prop_assert_eq!(unguarded(&record[0]), title.as_str());
            prop_assert_eq!(&record[3], "e61e92fb-bfd9-4cef-9b21-6f1e8211b77b");
            prop_assert_eq!(record.len(), 5);
        }
    }
}
