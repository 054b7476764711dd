//! What the application asks of the desktop around it, behind one trait each for the clipboard
//! and for everything else, so that tests can stand in; and the flows that use them.
//! Knows no web view.

pub mod clipboard;
pub mod export;
pub mod flows;
#[cfg(target_os = "linux")]
mod portal;
pub mod system;

use std::path::{Path, PathBuf};

/// The desktop, but for its clipboard. Calls may wait for a person or for another program:
/// make them on a thread where that does not matter.
pub trait Desktop: Send + Sync {
    /// Asks the person where to save a file, for which `suggested` is the name.
    fn save_dialog(&self, suggested: &str) -> SaveAnswer;

    /// The folder to suggest where there is no dialog.
    fn downloads(&self) -> PathBuf;

    /// Opens the folder that holds `file`, with the file marked where the desktop can.
    ///
    /// # Errors
    /// What went wrong, in words.
    fn open_folder(&self, file: &Path) -> Result<(), String>;

    /// The version of what draws the page; in words, where it has none to tell.
    fn web_view(&self) -> String;

    /// Ends the application.
    fn quit(&self);
}

/// What a save dialog came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveAnswer {
    /// A path was chosen; the dialog has asked whether to replace what is there.
    Chosen(PathBuf),
    /// The dialog was closed.
    Dismissed,
    /// The desktop has no dialog.
    Missing,
}
