//! Asking the page before the window closes, and not being held up by a page that is dead.
//! Knows neither window nor page.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a page may take to hear that the window was asked to close.
const PATIENCE: Duration = Duration::from_secs(3);

/// Since when the page has been asked without having heard it.
pub(crate) struct Closing {
    unheard: Mutex<Option<Instant>>,
    patience: Duration,
}

impl Default for Closing {
    fn default() -> Self {
        Self { unheard: Mutex::default(), patience: PATIENCE }
    }
}

impl Closing {
    /// Whether the page is still to be asked. Not where it has left an earlier request unheard for longer than
    /// its time: then it is dead, and whoever asks again means it. A slow page costs nobody a secret,
    /// because one request alone never closes.
    pub(crate) fn ask(&self) -> bool {
        let mut unheard = self.unheard.lock().unwrap_or_else(PoisonError::into_inner);
        unheard.get_or_insert_with(Instant::now).elapsed() < self.patience
    }

    /// The page has heard, and asks the person.
    pub(crate) fn heard(&self) {
        *self.unheard.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_page_that_never_hears_holds_the_window_open_once() {
        let closing = Closing { patience: Duration::from_millis(300), ..Closing::default() };
        assert!(closing.ask());
        assert!(closing.ask(), "a second press at once gives it its time");
        thread::sleep(Duration::from_millis(350));
        assert!(!closing.ask());
    }

    #[test]
    fn a_page_that_hears_is_asked_each_time() {
        let closing = Closing { patience: Duration::from_millis(300), ..Closing::default() };
        for _ in 0..3 {
            assert!(closing.ask());
            closing.heard();
            thread::sleep(Duration::from_millis(350));
        }
    }
}
