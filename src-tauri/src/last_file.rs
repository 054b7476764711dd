//! The file that was written last where the operator said, for showing its folder: the page cannot name another.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Which file that is; every clone knows the same.
#[derive(Clone, Default)]
pub struct LastFile(Arc<Mutex<Option<PathBuf>>>);

impl LastFile {
    /// Notes that `file` was written.
    pub fn keep(&self, file: PathBuf) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(file);
    }

    /// The file, if any was written.
    pub fn get(&self) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
