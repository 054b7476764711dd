//! The desktop's stand-ins: they do nothing but remember what was asked of them, and answer
//! as a test says.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keywright::desktop::clipboard::{Board, Silent};
use keywright::desktop::{Desktop, SaveAnswer};
use keywright_core::secret::Secret;
use serde_json::{Value, json};

/// What the stand-ins share with the test that drives them.
#[derive(Clone, Default)]
pub(crate) struct Effects(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    calls: Vec<Value>,
    next_dialog: Option<SaveAnswer>,
    clipboard: Option<String>,
    clipboard_silent: bool,
}

impl Effects {
    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, call: Value) {
        self.inside().calls.push(call);
    }

    /// Every call so far, oldest first, without secrets.
    pub(crate) fn calls(&self) -> Value {
        Value::Array(self.inside().calls.clone())
    }

    /// What the next save dialog comes to; without it, it is closed.
    pub(crate) fn answer_next_dialog(&self, answer: SaveAnswer) {
        self.inside().next_dialog = Some(answer);
    }

    /// Another program copies `text`.
    pub(crate) fn copy_elsewhere(&self, text: String) {
        self.inside().clipboard = Some(text);
    }

    /// The clipboard answers no more, or again.
    pub(crate) fn silence_clipboard(&self, silent: bool) {
        self.inside().clipboard_silent = silent;
    }
}

impl Desktop for Effects {
    fn save_dialog(&self, suggested: &str) -> SaveAnswer {
        let answer = self.inside().next_dialog.take().unwrap_or(SaveAnswer::Dismissed);
        self.note(json!({ "effect": "saveDialog", "suggested": suggested }));
        answer
    }

    fn downloads(&self) -> PathBuf {
        std::env::temp_dir()
    }

    fn open_folder(&self, file: &Path) -> Result<(), String> {
        let folder = file.parent().unwrap_or(file).to_string_lossy();
        self.note(json!({ "effect": "openFolder", "folder": folder, "path": file.to_string_lossy() }));
        Ok(())
    }

    fn web_view(&self) -> String {
        "none, over HTTP".into()
    }

    fn quit(&self) {
        self.note(json!({ "effect": "quit" }));
    }
}

impl Board for Effects {
    fn put(&mut self, text: &str, secret: bool) -> Result<bool, Silent> {
        if self.inside().clipboard_silent {
            return Err(Silent);
        }
        self.inside().clipboard = Some(text.into());
        let shown = if secret { "(secret)" } else { text };
        self.note(json!({ "effect": "clipboard", "text": shown, "hinted": secret }));
        Ok(secret)
    }

    fn read(&mut self) -> Result<Option<Secret>, Silent> {
        let inside = self.inside();
        if inside.clipboard_silent { Err(Silent) } else { Ok(inside.clipboard.clone().map(Secret::new)) }
    }

    fn clear(&mut self) -> Result<(), Silent> {
        if self.inside().clipboard_silent {
            return Err(Silent);
        }
        self.inside().clipboard = None;
        self.note(json!({ "effect": "clipboard", "cleared": true }));
        Ok(())
    }
}
