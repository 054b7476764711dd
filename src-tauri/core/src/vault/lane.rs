//! Calls that may never return, each on a thread of its own and under a deadline.
//! Knows nothing of what is called.

use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Lets one call through at a time. A call that outlives its deadline is left to its thread and
/// keeps the lane; calls behind it wait until it returns or their own deadline passes, so that a
/// dead other side never gathers more than one thread.
#[derive(Clone, Default)]
pub(super) struct Lane(Arc<(Mutex<bool>, Condvar)>);

/// Frees the lane when the call is over, also where it panicked.
struct Turn(Lane);

impl Lane {
    fn taken(&self) -> MutexGuard<'_, bool> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, until: Instant) -> Option<Turn> {
        let mut taken = self.taken();
        while *taken {
            let left = until.checked_duration_since(Instant::now())?;
            taken = self.0.1.wait_timeout(taken, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        *taken = true;
        Some(Turn(self.clone()))
    }

    /// What `call` answers, or nothing where it does not within `patience`. A late answer is dropped.
    pub(super) fn run<T, F>(&self, patience: Duration, call: F) -> Option<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let until = Instant::now() + patience;
        let turn = self.enter(until)?;
        let (answer, answered) = mpsc::sync_channel(1);
        thread::Builder::new()
            .name("keychain".into())
            .spawn(move || {
                let result = call();
                drop(turn);
                // Nobody listening is what a late answer meets.
                let _unheard = answer.send(result);
            })
            .ok()?;
        // Too late, or the call panicked.
        answered.recv_timeout(until.saturating_duration_since(Instant::now())).ok()
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *self.0.taken() = false;
        self.0.0.1.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const SHORT: Duration = Duration::from_millis(100);
    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn an_answer_in_time_is_given() {
        assert_eq!(Lane::default().run(LONG, || 7), Some(7));
    }

    #[test]
    fn a_hanging_call_is_left_and_keeps_others_out_until_it_returns() {
        let lane = Lane::default();
        let (release, held) = mpsc::channel::<()>();
        let begun = Instant::now();
        assert_eq!(lane.run(SHORT, move || held.recv().is_ok()), None);
        let started = Arc::new(AtomicUsize::new(0));
        for _ in 0..5 {
            let started = Arc::clone(&started);
            assert_eq!(lane.run(SHORT, move || started.fetch_add(1, Ordering::SeqCst)), None);
        }
        assert!(begun.elapsed() < Duration::from_secs(5));
        assert_eq!(started.load(Ordering::SeqCst), 0, "a call began behind one that hangs");
        release.send(()).unwrap();
        assert_eq!(lane.run(LONG, || 8), Some(8));
        assert_eq!(started.load(Ordering::SeqCst), 0, "a call that had been given up was made after all");
    }

    #[test]
    fn a_call_behind_another_takes_its_turn() {
        let lane = Lane::default();
        let behind = lane.clone();
        let first = thread::spawn(move || behind.run(LONG, || thread::sleep(SHORT)));
        thread::sleep(SHORT / 4);
        assert_eq!(lane.run(LONG, || 9), Some(9));
        assert_eq!(first.join().unwrap(), Some(()));
    }

    #[test]
    fn a_panic_frees_the_lane() {
        let lane = Lane::default();
        let call = || -> u8 { panic!("on purpose, to see that the lane survives") };
        assert_eq!(lane.run(LONG, call), None);
        assert_eq!(lane.run(LONG, || 3), Some(3));
    }
}
