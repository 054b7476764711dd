//! The real desktop: its clipboard, its save dialog, its file manager.
//! Knows nothing of credentials.

use std::path::{Path, PathBuf};
use std::time::Duration;

use keywright_core::secret::Secret;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::DialogExt;
use zeroize::Zeroizing;

use super::clipboard::{Board, Silent};
use super::{Desktop, SaveAnswer};
use crate::deadline::within;

/// How long a file manager may take to be started.
const PATIENCE: Duration = Duration::from_secs(10);

/// The desktop that the application runs on.
pub struct System<R: Runtime>(pub AppHandle<R>);

impl<R: Runtime> Desktop for System<R> {
    fn save_dialog(&self, suggested: &str) -> SaveAnswer {
        #[cfg(target_os = "linux")]
        if !super::portal::has_file_chooser() {
            return SaveAnswer::Missing;
        }
        let mut dialog = self.0.dialog().file().set_file_name(suggested).set_directory(self.downloads());
        dialog = dialog.add_filter("CSV", &["csv"]);
        if let Some(window) = self.0.get_webview_window("main") {
            dialog = dialog.set_parent(&window);
        }
        match dialog.blocking_save_file().and_then(|file| file.into_path().ok()) {
            Some(path) => SaveAnswer::Chosen(path),
            None => SaveAnswer::Dismissed,
        }
    }

    fn downloads(&self) -> PathBuf {
        let places = self.0.path();
        places.download_dir().or_else(|_| places.home_dir()).unwrap_or_default()
    }

    fn open_folder(&self, file: &Path) -> Result<(), String> {
        let file = file.to_owned();
        let open = move || {
            tauri_plugin_opener::reveal_item_in_dir(&file).or_else(|_| {
                let folder = file.parent().unwrap_or(&file);
                tauri_plugin_opener::open_path(folder, None::<&str>)
            })
        };
        match within(PATIENCE, open) {
            Some(opened) => opened.map_err(|error| error.to_string()),
            None => Err("the file manager did not answer".into()),
        }
    }

    fn web_view(&self) -> String {
        let engine = if cfg!(target_os = "linux") { "WebKitGTK" } else { "the system's web view" };
        match tauri::webview_version() {
            Ok(version) => format!("{engine} {version}"),
            Err(_) => engine.to_owned(),
        }
    }

    fn quit(&self) {
        self.0.exit(0);
    }
}

/// The clipboard of the desktop. The object is made at the first copy and, once made, kept.
#[derive(Default)]
pub struct SystemBoard(Option<arboard::Clipboard>);

impl SystemBoard {
    fn open(&mut self) -> Result<&mut arboard::Clipboard, Silent> {
        if self.0.is_none() {
            self.0 = Some(arboard::Clipboard::new().map_err(|_| Silent)?);
        }
        self.0.as_mut().ok_or(Silent)
    }

    /// Lets go of an object that failed, so that the next call makes a new one.
    fn reopen_after<T>(&mut self, result: Result<T, arboard::Error>) -> Result<T, Silent> {
        result.map_err(|_| {
            self.0 = None;
            Silent
        })
    }
}

impl Board for SystemBoard {
    fn put(&mut self, text: &str, secret: bool) -> Result<bool, Silent> {
        let set = self.open()?.set();
        let result = if secret { hinted(set).text(text) } else { set.text(text) };
        self.reopen_after(result).map(|()| secret)
    }

    fn read(&mut self) -> Result<Option<Secret>, Silent> {
        match self.open()?.get_text() {
            // Taken over by a copy of its exact length: to shrink the text would leave its bytes behind.
            Ok(text) => Ok(Some(Secret::new(Zeroizing::new(text).as_str().to_owned()))),
            // No text: empty, or a picture.
            Err(arboard::Error::ContentNotAvailable | arboard::Error::ConversionFailure) => Ok(None),
            Err(error) => self.reopen_after(Err(error)),
        }
    }

    fn clear(&mut self) -> Result<(), Silent> {
        let result = self.open()?.clear();
        self.reopen_after(result)
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
fn hinted(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn hinted(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn hinted(set: arboard::Set<'_>) -> arboard::Set<'_> {
    // This one implies the other two, the cloud's clipboard and the history.
    arboard::SetExtWindows::exclude_from_monitoring(set)
}
