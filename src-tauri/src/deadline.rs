//! Calls to other programs that may never answer. Knows nothing of what is called.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// What `work` answers, or `None` where it takes longer than `patience`; it then runs on
/// without anybody waiting, on the thread that it was given.
pub(crate) fn within<T: Send + 'static>(patience: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let (answer, answered) = mpsc::sync_channel(1);
    let call = move || {
        // Nobody may be waiting any more; then the answer is dropped here.
        let _ = answer.send(work());
    };
    thread::Builder::new().name("call".into()).spawn(call).ok()?;
    answered.recv_timeout(patience).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_in_time_arrives_and_a_late_one_is_not_waited_for() {
        assert_eq!(within(Duration::from_secs(5), || 7), Some(7));
        let never = || thread::sleep(Duration::from_secs(600));
        assert_eq!(within(Duration::from_millis(20), never), None);
    }
}
