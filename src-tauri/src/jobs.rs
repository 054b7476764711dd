//! Work that goes on beside the commands: each job has a number, says how far it is, can be called off, and always says
//! how it ended. Knows nothing of what the jobs do.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use keywright_core::error::{Error, Result};
use keywright_core::job::{JobState, JobUpdate, Watch};
use keywright_core::keywright::Refusal;

use crate::shell::{Event, Tell};

/// How long nothing is said of how far a job is after it was said.
const PAUSE: Duration = Duration::from_millis(100);

/// How long an ending of all jobs waits for those that clean up.
const PATIENCE: Duration = Duration::from_secs(2);

/// The jobs, from when they are begun until they have ended. Dropped, it calls off those that go on.
pub struct Jobs {
    tell: Tell,
    going: Arc<Going>,
}

#[derive(Default)]
struct Going {
    jobs: Mutex<Numbered>,
    ended: Condvar,
}

#[derive(Default)]
struct Numbered {
    last: u32,
    /// Whether each was called off.
    called_off: HashMap<u32, Arc<AtomicBool>>,
}

impl Going {
    fn held(&self) -> MutexGuard<'_, Numbered> {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Jobs {
    /// None yet; what they say goes to `tell`.
    pub fn telling(tell: Tell) -> Self {
        Self { tell, going: Arc::default() }
    }

    /// Begins a job of `total` things on a thread of its own; `work` answers how many it did, and says between one step
    /// and the next how far it is. A panic in it is a failure like any other.
    ///
    /// # Errors
    /// [`Error::Internal`] where no thread can be had.
    pub fn begin<F>(&self, total: u32, work: F) -> Result<u32>
    where
        F: FnOnce(Watch<'_>) -> Result<u32> + Send + 'static,
    {
        let called_off = Arc::new(AtomicBool::new(false));
        let job = {
            let mut going = self.going.held();
            going.last = going.last.wrapping_add(1);
            let job = going.last;
            going.called_off.insert(job, Arc::clone(&called_off));
            job
        };
        let (tell, going) = (Arc::clone(&self.tell), Arc::clone(&self.going));
        let run = move || {
            run(job, total, &tell, &called_off, work);
            going.held().called_off.remove(&job);
            going.ended.notify_all();
        };
        if thread::Builder::new().name("job".into()).spawn(run).is_err() {
            self.going.held().called_off.remove(&job);
            return Err(Error::Internal("Nothing was begun: no thread could be started. Try again.".into()));
        }
        Ok(job)
    }

    /// Calls a job off; it ends at its next step, unless it has ended.
    pub fn cancel(&self, job: u32) {
        if let Some(called_off) = self.going.held().called_off.get(&job) {
            called_off.store(true, Ordering::Relaxed);
        }
    }

    /// Calls off every job, and waits a little for them to clean up.
    pub fn end(&self) {
        self.call_off_all();
        let going = self.going.held();
        drop(self.going.ended.wait_timeout_while(going, PATIENCE, |going| !going.called_off.is_empty()));
    }

    fn call_off_all(&self) {
        self.going.held().called_off.values().for_each(|called_off| called_off.store(true, Ordering::Relaxed));
    }
}

impl Drop for Jobs {
    fn drop(&mut self) {
        self.call_off_all();
    }
}

fn run<F>(job: u32, total: u32, tell: &Tell, called_off: &AtomicBool, work: F)
where
    F: FnOnce(Watch<'_>) -> Result<u32>,
{
    let say = |done, state, problem| tell(Event::Job(JobUpdate { job, done, total, state, problem }));
    let (mut reached, mut said) = (0, None::<Instant>);
    let mut watch = |done: u32, _: u32| {
        reached = done;
        if called_off.load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        if said.is_none_or(|said| said.elapsed() >= PAUSE) {
            said = Some(Instant::now());
            say(done, JobState::Running, None);
        }
        Ok(())
    };
    let ended = catch_unwind(AssertUnwindSafe(|| work(&mut watch))).unwrap_or_else(|_| {
        Err(Error::Internal("Something in Keywright broke. What was there before stands; try again.".into()))
    });
    match ended {
        Ok(done) => say(done, JobState::Finished, None),
        Err(Error::Cancelled) => say(reached, JobState::Cancelled, None),
        Err(error) => say(reached, JobState::Failed, Some(Refusal::from(&error))),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    fn jobs() -> (Jobs, Receiver<JobUpdate>) {
        let (told, heard) = channel();
        let tell = move |event| match event {
            Event::Job(update) => told.send(update).unwrap(),
            other => panic!("{other:?}"),
        };
        (Jobs::telling(Arc::new(tell)), heard)
    }

    fn until_ended(heard: &Receiver<JobUpdate>) -> Vec<JobUpdate> {
        let mut updates = Vec::new();
        loop {
            let update = heard.recv_timeout(Duration::from_secs(10)).expect("an update");
            updates.push(update.clone());
            if update.state != JobState::Running {
                return updates;
            }
        }
    }

    #[test]
    fn a_job_says_how_far_it_is_at_most_ten_times_a_second_and_always_how_it_ended() {
        let (jobs, heard) = jobs();
        let steps = |watch: Watch<'_>| {
            for done in 0..50_000 {
                watch(done, 50_000)?;
            }
            thread::sleep(PAUSE);
            watch(50_000, 50_000)?;
            Ok(50_000)
        };
        let began = Instant::now();
        let job = jobs.begin(50_000, steps).unwrap();
        let updates = until_ended(&heard);
        let most = began.elapsed().as_millis() / PAUSE.as_millis() + 2;
        assert!((2..=most).contains(&(updates.len() as u128)), "{updates:?}");
        let last = updates.last().unwrap();
        assert_eq!((last.job, last.done, last.total, last.state), (job, 50_000, 50_000, JobState::Finished));
        assert!(updates.windows(2).all(|pair| pair[0].done <= pair[1].done));
    }

    #[test]
    fn a_job_that_is_called_off_ends_and_another_goes_on() {
        let (jobs, heard) = jobs();
        let for_ever = |watch: Watch<'_>| {
            loop {
                watch(1, 9)?;
                thread::sleep(Duration::from_millis(1));
            }
        };
        let [one, other] = [(); 2].map(|()| jobs.begin(9, for_ever).unwrap());
        assert_ne!(one, other);
        jobs.cancel(one);
        let ended = loop {
            let update = heard.recv_timeout(Duration::from_secs(10)).unwrap();
            if update.state != JobState::Running {
                break update;
            }
        };
        assert_eq!((ended.job, ended.done, ended.state), (one, 1, JobState::Cancelled));
        jobs.cancel(one);
        jobs.cancel(77);
        jobs.end();
        assert_eq!(until_ended(&heard).last().map(|last| (last.job, last.state)), Some((other, JobState::Cancelled)));
    }

    #[test]
    fn a_job_that_fails_or_panics_says_so() {
        let (jobs, heard) = jobs();
        jobs.begin(1, |_| Err(Error::FileNotWritten("/x is full.".into()))).unwrap();
        let failed = until_ended(&heard).pop().unwrap();
        let problem = failed.problem.unwrap();
        assert_eq!((failed.state, problem.code, problem.field), (JobState::Failed, "file_not_written", Some("path")));
        jobs.begin(1, |_| panic!("broken")).unwrap();
        let failed = until_ended(&heard).pop().unwrap();
        assert_eq!((failed.state, failed.problem.unwrap().code), (JobState::Failed, "internal"));
    }
}
