//! Exports: a file that appears whole or not at all, and that only its owner can read from the
//! first byte. Knows nothing of what it says.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};
use crate::store::folder::sync;

/// What the name of a file begins and ends with while it takes another's place.
const PART: (&str, &str) = (".keywright-", ".part");

/// Writes `bytes` to `path` (0600): synced before it has a name, then put in its place. With `replace` a file that is
/// there is replaced; without, it stays and this fails. Answers whether one was replaced.
///
/// # Errors
/// [`Error::FileNotWritten`] that says why; then nothing was left behind.
pub fn write_whole(path: &Path, bytes: &[u8], replace: bool) -> Result<bool> {
    let mut file = Unfinished::begin(path)?;
    file.put(bytes)?;
    file.finish(replace)
}

/// A file that is being written (0600) and is not in its place yet. Dropped before it is finished, nothing of it stays.
pub struct Unfinished {
    path: PathBuf,
    folder: PathBuf,
    writing: Writing,
}

enum Writing {
    /// Without a name until it is whole: whatever happens before, a kill too, nothing of it stays.
    #[cfg(target_os = "linux")]
    Nameless(fs::File),
    /// Under a name of its own, for file systems without nameless files: removed on every way out but a kill.
    Named(NamedTempFile),
}

impl Unfinished {
    /// Begins a file that will be at `path`.
    ///
    /// # Errors
    /// [`Error::FileNotWritten`] that says why.
    pub fn begin(path: &Path) -> Result<Self> {
        let folder = check(path)?;
        let writing = begin(folder).map_err(|error| not_written(path, &error))?;
        Ok(Self { path: path.to_owned(), folder: folder.to_owned(), writing })
    }

    /// Writes `bytes` to its end.
    ///
    /// # Errors
    /// [`Error::FileNotWritten`] that says why.
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        let put = match &mut self.writing {
            #[cfg(target_os = "linux")]
            Writing::Nameless(file) => file.write_all(bytes),
            Writing::Named(file) => file.write_all(bytes),
        };
        put.map_err(|error| not_written(&self.path, &error))
    }

    /// Puts it in its place, whole and synced. With `replace` a file that is there is replaced; without, it stays and this
    /// fails. Answers whether one was replaced.
    ///
    /// # Errors
    /// [`Error::FileNotWritten`] that says why; then nothing was left behind.
    pub fn finish(self, replace: bool) -> Result<bool> {
        let Self { path, folder, writing } = self;
        let placed = match writing {
            #[cfg(target_os = "linux")]
            Writing::Nameless(file) => place_nameless(&file, &folder, &path, replace),
            Writing::Named(file) => place_named(file, &path, replace),
        };
        let replaced = placed.map_err(|error| not_written(&path, &error))?;
        // The file is there and whole; some file systems refuse to make its name durable.
        if let Err(error) = sync(&folder) {
            tracing::warn!(kind = ?error.kind(), "the name of a saved file could not be synced");
        }
        Ok(replaced)
    }
}

/// A file beside `path` that never gets a name, for what is written only to be read again: gone once it is closed.
///
/// # Errors
/// [`Error::FileNotWritten`] that says why.
pub fn nameless(path: &Path) -> Result<fs::File> {
    let folder = check(path)?;
    tempfile::tempfile_in(folder).map_err(|error| not_written(path, &error))
}

/// That the file at `path` could not be written, for what the system says.
pub(crate) fn not_written(path: &Path, error: &io::Error) -> Error {
    Error::FileNotWritten(cause(path, error))
}

#[cfg(target_os = "linux")]
fn begin(folder: &Path) -> io::Result<Writing> {
    use rustix::fs::{Mode, OFlags, open};
    use rustix::io::Errno;

    let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
    match open(folder, flags, Mode::from_raw_mode(0o600)) {
        Ok(file) => Ok(Writing::Nameless(fs::File::from(file))),
        // What file systems without nameless files answer.
        Err(Errno::NOTSUP | Errno::ISDIR | Errno::INVAL) => begin_named(folder),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn begin(folder: &Path) -> io::Result<Writing> {
    begin_named(folder)
}

/// A name that nobody can guess, and that says which process it is of.
fn begin_named(folder: &Path) -> io::Result<Writing> {
    let own = own_parts();
    let mut named = tempfile::Builder::new();
    Ok(Writing::Named(named.prefix(&own).suffix(PART.1).tempfile_in(folder)?))
}

#[cfg(target_os = "linux")]
fn place_nameless(file: &fs::File, folder: &Path, path: &Path, replace: bool) -> io::Result<bool> {
    use std::os::fd::AsRawFd;
    use std::sync::atomic::{AtomicU32, Ordering};

    use rustix::fs::{AtFlags, CWD, linkat};
    use rustix::io::Errno;

    static LINKS: AtomicU32 = AtomicU32::new(0);
    file.sync_all()?;
    let nameless = format!("/proc/self/fd/{}", file.as_raw_fd());
    match linkat(CWD, &nameless, CWD, path, AtFlags::SYMLINK_FOLLOW) {
        Ok(()) => return Ok(false),
        Err(Errno::EXIST) if replace => {}
        Err(error) => return Err(error.into()),
    }
    loop {
        let link = LINKS.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!("{}{link}{}", own_parts(), PART.1));
        match linkat(CWD, &nameless, CWD, &beside, AtFlags::SYMLINK_FOLLOW) {
            Ok(()) => {}
            Err(Errno::EXIST) => continue,
            Err(error) => return Err(error.into()),
        }
        return fs::rename(&beside, path).map(|()| true).inspect_err(|_| drop(fs::remove_file(&beside)));
    }
}

fn place_named(file: NamedTempFile, path: &Path, replace: bool) -> io::Result<bool> {
    file.as_file().sync_all()?;
    let there = fs::symlink_metadata(path).is_ok();
    if replace {
        file.persist(path)?
    } else {
        file.persist_noclobber(path)?
    };
    Ok(replace && there)
}

/// What the names of this process's own unfinished files begin with.
fn own_parts() -> String {
    format!("{}{}-", PART.0, std::process::id())
}

/// Removes from `folder` what a kill in the midst of a replacement has left: not this process's own, which is under way.
pub fn remove_parts(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_part = name.starts_with(PART.0) && name.ends_with(PART.1) && !name.starts_with(&own_parts());
        if is_part && entry.file_type().is_ok_and(|kind| kind.is_file()) && fs::remove_file(entry.path()).is_err() {
            tracing::warn!("what an interrupted download has left could not be removed");
        }
    }
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
        assert!(!write_whole(&path, b"one", false).expect("written"));
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        let error = write_whole(&path, b"two", false).expect_err("it is there already");
        assert_eq!((error.code(), error.field()), ("file_not_written", Some("path")));
        assert_eq!(fs::read(&path).expect("there"), b"one");
        assert!(write_whole(&path, b"two", true).expect("replaced"));
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    fn named(path: &Path, bytes: &[u8]) -> Unfinished {
        let folder = check(path).expect("a folder").to_owned();
        let mut file = Unfinished { path: path.to_owned(), writing: begin_named(&folder).expect("begun"), folder };
        file.put(bytes).expect("written");
        file
    }

    #[test]
    fn a_file_system_without_nameless_files_is_served_too() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        assert!(!named(&path, b"one").finish(false).expect("written"));
        assert!(named(&path, b"two").finish(false).is_err());
        assert!(named(&path, b"two").finish(true).expect("replaced"));
        assert_eq!(fs::read(&path).expect("there"), b"two");
        fs::write(folder.path().join(".keywright-x.part"), "half").expect("written");
        let under_way = named(&path, b"three");
        remove_parts(folder.path());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "what is under way stays");
        drop(under_way);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        let mut file = Unfinished::begin(&path).expect("begun");
        file.put(b"half").expect("written");
        assert!(!path.exists());
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
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
