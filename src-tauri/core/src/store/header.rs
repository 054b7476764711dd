//! The first bytes of a database's file, which tell whether it is a vault's.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result, VaultTrouble};
use crate::store::migrate;

/// Looks at the first 100 bytes before SQLite does: a zero-byte file would open as a healthy empty
/// database, and another program's would be written to. The header's layout is SQLite's file format, section 1.3.
pub(super) fn examine(path: &Path) -> Result<()> {
    let mut header = [0_u8; 100];
    let refused = || {
        Error::vault(
            VaultTrouble::NotAVault,
            format!(
                "{} is not a Keywright vault. It was left as it is; restore the vault, or choose another data folder.",
                path.display()
            ),
        )
    };
    // Neither a link, which could lead anywhere, nor a pipe, which would wait for ever.
    if !std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file()) {
        return Err(refused());
    }
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(refused()),
        Err(source) if source.kind() == std::io::ErrorKind::PermissionDenied => {
            return Err(Error::vault(
                VaultTrouble::ReadOnly,
                format!(
                    "{} cannot be read. Nothing was changed; give this account the right to read and write it.",
                    path.display()
                ),
            ));
        }
        Err(source) => return Err(Error::File { doing: "Reading the database file".into(), source }),
        Ok(()) => {}
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if &header[..16] != b"SQLite format 3\0" || number(68) != migrate::APPLICATION_ID {
        return Err(refused());
    }
    if number(60) as usize > migrate::MIGRATIONS.len() {
        return Err(migrate::newer());
    }
    Ok(())
}
