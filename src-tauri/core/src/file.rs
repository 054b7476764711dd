//! Exports: a file that appears whole or not at all, and that only its owner can read from the
//! first byte. Knows nothing of what it says.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::error::{Error, Result};
use crate::store::folder::sync;

/// Writes `bytes` to `path` (0600): under a temporary name in the same folder, synced, then renamed.
/// With `replace` a file that is there is replaced; without, it stays and this fails.
///
/// # Errors
/// [`Error::FileNotWritten`] that says why; then nothing was left behind.
pub fn write_whole(path: &Path, bytes: &[u8], replace: bool) -> Result<()> {
    let folder = check(path)?;
    let write = || -> io::Result<()> {
        // Made with mode 0600 under a name that nobody can guess, and removed on every way out but the last.
        let mut file = tempfile::Builder::new().prefix(".keywright-").suffix(".part").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if replace {
            file.persist(path)?
        } else {
            file.persist_noclobber(path)?
        };
        sync(folder)
    };
    write().map_err(|error| Error::FileNotWritten(cause(path, &error)))
}

/// Whether a file may be written to `path`, as far as can be told before: the folder it is in.
///
/// # Errors
/// [`Error::FileNotWritten`] that says why not.
pub fn check(path: &Path) -> Result<&Path> {
    let refuse = |why: String| Err(Error::FileNotWritten(why));
    if !path.is_absolute() {
        return refuse("the path must begin at the root, for example /home/you/Downloads/credential.csv.".into());
    }
    let (Some(folder), Some(_)) = (path.parent(), path.file_name()) else {
        return refuse("the path names no file.".into());
    };
    match fs::metadata(folder) {
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => return refuse(format!("{} is not a folder.", folder.display())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return refuse(format!("there is no folder {}.", folder.display()));
        }
        Err(error) => return refuse(cause(path, &error)),
    }
    if fs::metadata(path).is_ok_and(|meta| meta.is_dir()) {
        return refuse(format!("{} is a folder.", path.display()));
    }
    Ok(folder)
}

fn cause(path: &Path, error: &io::Error) -> String {
    let folder = path.parent().unwrap_or(path).display();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => format!("{folder} is full."),
        io::ErrorKind::PermissionDenied => format!("this account may not write in {folder}."),
        io::ErrorKind::ReadOnlyFilesystem => format!("{folder} is read-only."),
        io::ErrorKind::AlreadyExists => format!("there is a file {} already.", path.display()),
        io::ErrorKind::InvalidFilename => "the name is too long or has a character that is not allowed there.".into(),
        _ => format!("{error}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn whole_private_and_nothing_beside_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        write_whole(&path, b"one", false).expect("written");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        let error = write_whole(&path, b"two", false).expect_err("it is there already");
        assert_eq!((error.code(), error.field()), ("file_not_written", Some("path")));
        assert_eq!(fs::read(&path).expect("there"), b"one");
        write_whole(&path, b"two", true).expect("replaced");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_path_that_cannot_be_written_says_why() {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, word) in [
            (Path::new("relative.csv").to_owned(), "root"),
            (folder.path().join("none/a.csv"), "no folder"),
            (folder.path().to_owned(), "is a folder"),
            (folder.path().join("x".repeat(300)), "too long"),
        ] {
            let error = write_whole(&path, b"x", true).expect_err(word);
            assert!(error.to_string().contains(word), "{error}");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }
}
