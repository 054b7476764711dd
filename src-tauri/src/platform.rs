//! What must be said to the operating system before anything else runs: the few lines that
//! differ per platform, and the only ones that are unsafe. Knows nothing of the application.

/// Makes the process keep to itself what it holds, and survive a file-size limit.
///
/// Call it first in `main`, before any thread is started.
pub fn harden() {
    #[cfg(unix)]
    {
        new_files_are_private();
        no_core_dumps();
        survive_file_size_limit();
    }
    #[cfg(target_os = "linux")]
    prepare_webkit();
}

/// Whether a display is there to open a window on.
pub fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(unix)]
fn new_files_are_private() {
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

/// A limit of one byte, not of zero: the kernel hands a dump to a crash handler on a pipe
/// whatever the limit is, except for this value, and no file is as small as that.
/// The process is not marked undumpable: the file portal reads `/proc/<pid>/root` to know who
/// asks, which is then refused, and no save dialog opens.
#[cfg(unix)]
fn no_core_dumps() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = Rlimit { current: Some(1), maximum: Some(1) };
    if let Err(error) = setrlimit(Resource::Core, limit) {
        eprintln!("keywright: core dumps could not be switched off: {error}");
    }
}

/// A write past the limit then fails with an error that names the cause; the signal would kill.
#[cfg(unix)]
#[expect(unsafe_code, reason = "changing what a signal does has no safe form; ignoring one runs no handler")]
fn survive_file_size_limit() {
    // SAFETY: SIG_IGN installs no code, and no other thread runs yet.
    unsafe {
        libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
    }
}

/// WebKitGTK's DMA-BUF renderer leaves windows blank on many drivers, and costs memory.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "an environment variable is read by GTK's side, without Rust's lock")]
fn prepare_webkit() {
    const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if std::env::var_os(RENDERER).is_none() {
        // SAFETY: called first in `main`, before any other thread can read the environment.
        unsafe { std::env::set_var(RENDERER, "1") };
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_dump_is_limited_to_less_than_any_dump() {
        no_core_dumps();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Core);
        assert_eq!(limit.current, Some(1));
        assert_eq!(limit.maximum, Some(1));
    }
}
