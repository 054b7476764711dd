//! The index as it lives beside an open vault: built on a thread of its own, kept true to what is committed, rebuilt
//! where it cannot be. A transaction only notes what it has written, so that no writer waits for the index; the notes
//! are read anew by the thread, and by whoever asks before they ask.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use super::Index;
use crate::error::{Error, Result};
use crate::ids::CredentialId;
use crate::listing::{ListedCredential, ListedDirectory};
use crate::store::listing::{self, Place, Reader};
use crate::store::{Store, Touched};

/// How many credentials are read in one transaction while the index is built: a checkpoint waits for no longer.
const CHUNK: u32 = 4_096;

/// How many are read anew while others wait to ask.
const PART: usize = 256;

/// How long a window that opens has the machine to itself, unless somebody asks before.
const HEAD_START: Duration = Duration::from_millis(400);

/// How long to wait after a failure, at first and at the longest.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));

/// The index of an open vault. Dropping it ends its thread.
pub struct Resident {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread, those who ask and the store's watcher share. `stage` is taken before any connection, and `notes`
/// last of all, for a moment.
struct Shared {
    stage: Mutex<Stage>,
    /// The stage is another.
    reached: Condvar,
    notes: Mutex<Notes>,
    /// There is something to do for the thread.
    noted: Condvar,
    generation: AtomicU32,
}

enum Stage {
    Building,
    Whole(Box<Index>),
    Failed(String),
}

#[derive(Default)]
struct Notes {
    touched: Touched,
    /// Somebody waits to ask.
    wanted: bool,
    rebuild: bool,
    stop: bool,
}

/// Why the thread went on.
#[derive(PartialEq, Eq)]
enum Next {
    Rebuild,
    End,
}

impl Resident {
    /// The index of `store`, which it has itself told of every change from now on. It is built when this has returned;
    /// handles have the generation `generation` until it is rebuilt.
    pub fn start(store: &Store, generation: u32) -> Self {
        let shared = Arc::new(Shared {
            stage: Mutex::new(Stage::Building),
            reached: Condvar::new(),
            notes: Mutex::default(),
            noted: Condvar::new(),
            generation: AtomicU32::new(generation),
        });
        let watching = Arc::clone(&shared);
        store.watch(move |touched| watching.note(touched));
        let (building, place) = (Arc::clone(&shared), store.place());
        let thread = std::thread::Builder::new().name("index".into()).spawn(move || building.live(&place));
        if let Err(error) = &thread {
            shared.fail(&format!("No thread could be started: {error}."));
        }
        Self { shared, thread: thread.ok() }
    }

    /// The generation of the table's handles.
    pub fn generation(&self) -> u32 {
        self.shared.generation.load(Ordering::Acquire)
    }

    /// Whether it can answer at once.
    pub fn is_whole(&self) -> bool {
        matches!(*self.shared.held(), Stage::Whole(_))
    }

    /// Asks it, once it is whole and knows of everything that was committed before: `prepare` reads from `store` as it
    /// was then or later, and `answer` answers.
    ///
    /// # Errors
    /// What `prepare` reports; [`Error::Internal`] where the index could not be built, which is tried again.
    pub fn ask<P, T>(
        &self,
        store: &Store,
        prepare: impl Fn(&Connection) -> Result<P>,
        answer: impl FnOnce(&mut Index, P) -> T,
    ) -> Result<T> {
        loop {
            let mut stage = self.shared.held();
            let index = match &mut *stage {
                Stage::Whole(index) => index,
                Stage::Failed(why) => return Err(not_now(why)),
                Stage::Building => {
                    self.shared.noted_now(|notes| notes.wanted = true);
                    drop(self.shared.reached.wait(stage));
                    continue;
                }
            };
            let prepared = store.read(|connection| {
                // First of all, so that what is read now was committed no earlier than what is noted.
                let caught_up = self.shared.catch_up(index, connection, usize::MAX)?;
                Ok((caught_up, prepare(connection)?))
            });
            match prepared? {
                (true, prepared) => return Ok(answer(index, prepared)),
                (false, _) => self.shared.rebuild(&mut stage),
            }
        }
    }
}

impl Drop for Resident {
    fn drop(&mut self) {
        self.shared.noted_now(|notes| notes.stop = true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::warn!("the thread of the index had ended badly");
        }
    }
}

impl Shared {
    /// The stage. Where somebody panicked in the midst of a change, the index is made anew.
    fn held(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(|poisoned| {
            let mut stage = poisoned.into_inner();
            self.stage.clear_poison();
            self.rebuild(&mut stage);
            stage
        })
    }

    fn reach(&self, stage: Stage) {
        *self.held() = stage;
        self.reached.notify_all();
    }

    fn fail(&self, why: &str) {
        tracing::warn!(why, "the index of the table could not be built");
        self.reach(Stage::Failed(why.to_owned()));
    }

    fn rebuild(&self, stage: &mut Stage) {
        tracing::warn!("the index of the table does not agree with the database and is rebuilt");
        *stage = Stage::Building;
        self.noted_now(|notes| notes.rebuild = true);
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn noted_now(&self, note: impl FnOnce(&mut Notes)) {
        note(&mut self.notes());
        self.noted.notify_all();
    }

    fn note(&self, touched: Touched) {
        self.noted_now(|notes| notes.touched.add(touched));
    }

    /// What the thread does.
    fn live(&self, place: &Place) {
        let ending = Ending(self);
        drop(self.noted.wait_timeout_while(self.notes(), HEAD_START, |notes| !notes.wanted && !notes.stop));
        let mut pause = PAUSES.0;
        let mut built = false;
        loop {
            let next = match self.build(place) {
                Ok(Some((index, reader))) => {
                    if std::mem::replace(&mut built, true) {
                        self.generation.fetch_add(1, Ordering::AcqRel);
                    }
                    pause = PAUSES.0;
                    self.reach(Stage::Whole(Box::new(index)));
                    self.keep_true(reader)
                }
                Ok(None) => Next::End,
                Err(error) => {
                    self.fail(&error.to_string());
                    let next = self.rest(pause);
                    pause = PAUSES.1.min(2 * pause);
                    next
                }
            };
            if next == Next::End {
                break;
            }
        }
        std::mem::forget(ending);
    }

    /// Reads everything, chunk by chunk; what is written meanwhile is noted, and read anew once the index stands.
    /// Nothing, where it is to end.
    fn build(&self, place: &Place) -> Result<Option<(Index, Reader)>> {
        {
            let mut notes = self.notes();
            (notes.touched, notes.rebuild) = (Touched::default(), false);
        }
        let mut reader = place.reader()?;
        let (directory, count) =
            reader.read(|connection| Ok((listing::directory(connection)?, listing::count(connection)?)))?;
        let mut index = Index::new(&directory, count);
        let mut after = i64::MIN;
        loop {
            if self.notes().stop {
                return Ok(None);
            }
            let (credentials, last) = reader.read(|connection| listing::chunk(connection, after, CHUNK))?;
            let Some(last) = last else { break };
            after = last;
            let written = index.write(&credentials);
            written.map_err(|_| Error::Internal("The handles of the credentials do not ascend.".into()))?;
        }
        index.warm();
        Ok(Some((index, reader)))
    }

    /// Reads anew what is noted, until the index is to be rebuilt or to end.
    fn keep_true(&self, mut reader: Reader) -> Next {
        loop {
            let mut notes = self.notes();
            while notes.touched.is_empty() && !notes.rebuild && !notes.stop {
                notes = self.noted.wait(notes).unwrap_or_else(PoisonError::into_inner);
            }
            if notes.stop {
                return Next::End;
            }
            if notes.rebuild {
                return Next::Rebuild;
            }
            drop(notes);
            let mut stage = self.held();
            let Stage::Whole(index) = &mut *stage else { continue };
            match reader.read(|connection| self.catch_up(index, connection, PART)) {
                Ok(true) => {}
                Ok(false) => self.rebuild(&mut stage),
                Err(error) => {
                    drop(stage);
                    tracing::warn!(%error, "changes could not be read into the index of the table");
                    if self.rest(PAUSES.0) == Next::End {
                        return Next::End;
                    }
                }
            }
        }
    }

    /// Waits, unless it is to end.
    fn rest(&self, pause: Duration) -> Next {
        let waited = self.noted.wait_timeout_while(self.notes(), pause, |notes| !notes.stop);
        let (notes, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if notes.stop { Next::End } else { Next::Rebuild }
    }

    /// Reads anew what is noted, at the most `most` credentials of it. Whether the index agrees with it.
    fn catch_up(&self, index: &mut Index, connection: &Connection, most: usize) -> Result<bool> {
        let Touched { mut credentials, gone, directory } = {
            let mut notes = self.notes();
            let now = notes.touched.credentials.len().min(most);
            let later = notes.touched.credentials.split_off(now);
            let later = Touched { credentials: later, ..Touched::default() };
            std::mem::replace(&mut notes.touched, later)
        };
        credentials.sort_unstable();
        credentials.dedup();
        match anew(connection, &credentials, directory) {
            Ok((listed, rows)) => {
                index.take(&gone);
                listed.iter().for_each(|listed| index.put_directory(listed));
                Ok(index.write(&rows).is_ok())
            }
            Err(error) => {
                let mut notes = self.notes();
                let later = std::mem::take(&mut notes.touched);
                notes.touched = Touched { credentials, gone, directory };
                notes.touched.add(later);
                Err(error)
            }
        }
    }
}

fn anew(
    connection: &Connection,
    credentials: &[CredentialId],
    directory: bool,
) -> Result<(Option<ListedDirectory>, Vec<ListedCredential>)> {
    let directory = directory.then(|| listing::directory(connection)).transpose()?;
    Ok((directory, listing::some(connection, credentials)?))
}

fn not_now(why: &str) -> Error {
    Error::Internal(format!(
        "The table cannot be searched or sorted just now. {why} Nothing was changed; Keywright tries again by itself."
    ))
}

/// Says that the index has failed, where the thread ends by a panic: nobody waits for it then.
struct Ending<'a>(&'a Shared);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.fail("Its thread has ended.");
    }
}
