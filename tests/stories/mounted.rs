//! File systems of a test's own: small, full, or read-only. They are real ones, so mounting needs root, or sudo that
//! does not ask; where neither is to be had the test fails and says so.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

/// A file system in memory, gone with the value.
pub(crate) struct Mounted(PathBuf);

impl Mounted {
    pub(crate) fn new(path: PathBuf, options: &str) -> Self {
        fs::create_dir_all(&path).expect("a folder");
        run("mount", &["-t", "tmpfs", "-o", options, "keywright-test", &path.to_string_lossy()]);
        Self(path)
    }

    /// The options for one of this size that belongs to whoever runs the test.
    pub(crate) fn of_size(size: &str) -> String {
        format!("size={size},mode=0700,uid={}", uid())
    }

    /// Fills it with a file of its own until `left` bytes are free, to the page.
    pub(crate) fn leave(&self, left: u64) {
        const PAGE: u64 = 4_096;
        let filler = self.filler();
        let mut file = fs::OpenOptions::new().create(true).append(true).open(&filler).expect("a file");
        let page = vec![0_u8; PAGE as usize];
        while file.write_all(&page).is_ok() {}
        // A write that came half-way is cut off again.
        let full = file.metadata().expect("a size").len() / PAGE * PAGE;
        file.set_len(full - left.min(full)).expect("cut");
    }

    /// Gives the room back. Cut first, since a process that another story is just starting may hold the file open.
    pub(crate) fn empty(&self) {
        fs::File::create(self.filler()).expect("cut");
        fs::remove_file(self.filler()).expect("removed");
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        run("umount", &["-l", &self.0.to_string_lossy()]);
    }
}

/// Runs a command that only root may; elsewhere through sudo, which must not ask.
fn run(command: &str, arguments: &[&str]) {
    let root = uid() == 0;
    let mut run = Command::new(if root { command } else { "sudo" });
    if !root {
        run.args(["-n", command]);
    }
    let done = run.args(arguments).status().is_ok_and(|status| status.success());
    assert!(
        done,
        "This story needs a real file system of its own, and `{command} {}` failed: run it as root in an environment that \
         may mount, or let sudo run it without a password.",
        arguments.join(" ")
    );
}

fn uid() -> u32 {
    let account = keywright_core::operator::Account::of_this_process().account;
    account.parse().expect("a uid")
}
