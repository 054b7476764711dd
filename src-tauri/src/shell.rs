//! What the commands work on: the core, the desktop around it, and the events that tell the
//! page what is stale. Knows no web view and makes no decision about credentials.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use keywright_core::app::App;
use keywright_core::clock::{Clock, Moment};
use keywright_core::error::Result;
use keywright_core::job::JobUpdate;
use keywright_core::keywright::{Keywright, Parts};
use keywright_core::settings::Settings;
use serde_json::{Value, json};

use crate::closing::Closing;
use crate::desktop::Desktop;
use crate::desktop::clipboard::{Board, Clipboard, Outcome};
use crate::jobs::Jobs;
use crate::last_file::LastFile;

/// A kind of thing that the page shows and asks for again by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noun {
    /// The credentials, and the sheets over them.
    Credentials,
    /// The tenants.
    Tenants,
    /// The operators and their groups.
    Operators,
    /// The settings, the operator's preferences, and the backups.
    Settings,
    /// The operator's views and their layouts.
    Views,
    /// Whether the master key is at hand.
    Keys,
    /// The batches that were begun.
    Batches,
}

/// What is told to the page unasked.
#[derive(Clone, Debug)]
pub enum Event {
    /// What the page knows of this noun is stale.
    Changed(Noun),
    /// What became of a Secret Key whose time on the clipboard was over.
    Clipboard(Outcome),
    /// How far a job is, or how it ended.
    Job(JobUpdate),
    /// The window was asked to close while a one-time sheet is open.
    CloseRequested,
}

impl Event {
    /// The names of all events.
    pub const NAMES: [&str; 4] = ["changed", "clipboard", "job", "close_requested"];

    /// Its name, as the page listens for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Changed(_) => "changed",
            Self::Clipboard(_) => "clipboard",
            Self::Job(_) => "job",
            Self::CloseRequested => "close_requested",
        }
    }

    /// What it carries.
    pub fn payload(&self) -> Value {
        match self {
            Self::Changed(noun) => json!({ "noun": noun.name() }),
            Self::Clipboard(outcome) => json!({ "outcome": outcome }),
            Self::Job(update) => json!(update),
            Self::CloseRequested => Value::Null,
        }
    }
}

impl Noun {
    fn name(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Tenants => "tenants",
            Self::Operators => "operators",
            Self::Settings => "settings",
            Self::Views => "views",
            Self::Keys => "keys",
            Self::Batches => "batches",
        }
    }
}

/// Tells an event to the page.
pub type Tell = Arc<dyn Fn(Event) + Send + Sync>;

/// What a shell is made of.
pub struct Surroundings {
    /// The desktop, but for its clipboard.
    pub desktop: Box<dyn Desktop>,
    /// The clipboard.
    pub board: Box<dyn Board>,
    /// How long a Secret Key stays on it, where that is not for the settings to say.
    pub clipboard_time: Option<Duration>,
    /// Where events go.
    pub tell: Tell,
}

/// The core, once it has started, and what is around it.
pub struct Shell {
    core: OnceLock<Keywright>,
    /// The open vault, once anybody has asked for it: had again without waiting for anything.
    opened: Arc<OnceLock<Arc<App>>>,
    closing: Closing,
    desktop: Box<dyn Desktop>,
    clipboard: Clipboard,
    jobs: Jobs,
    /// Whether a thread waits for what views find.
    counting: Arc<AtomicBool>,
    clock: Arc<dyn Clock>,
    tell: Tell,
    alarm: Arc<Alarm>,
    last_file: LastFile,
}

impl Shell {
    /// Starts the core on a thread of its own, and answers at once; whoever needs the core
    /// waits for it.
    pub fn start(parts: Parts, around: Surroundings) -> Arc<Self> {
        let heard = Arc::clone(&around.tell);
        let opened = Arc::new(OnceLock::<Arc<App>>::new());
        let (forced, settings) = (around.clipboard_time, Arc::clone(&opened));
        // Asked at each copy, so that a change counts from the next one on. There is no secret without an open vault.
        let stay = move || {
            let said =
                || settings.get().map_or_else(|| Settings::default().clipboard_time(), |app| app.clipboard_time());
            forced.unwrap_or_else(said)
        };
        let clipboard = Clipboard::start(around.board, stay, Arc::clone(&parts.clock), move |outcome| {
            heard(Event::Clipboard(outcome));
        });
        let shell = Arc::new(Self {
            core: OnceLock::new(),
            opened,
            closing: Closing::default(),
            desktop: around.desktop,
            clipboard,
            jobs: Jobs::telling(Arc::clone(&around.tell)),
            counting: Arc::default(),
            clock: Arc::clone(&parts.clock),
            tell: around.tell,
            alarm: Arc::default(),
            last_file: LastFile::default(),
        });
        let starting = Arc::clone(&shell);
        thread::spawn(move || starting.begin(parts));
        let watching = Arc::clone(&shell);
        thread::spawn(move || watching.watch_status());
        shell
    }

    fn begin(self: &Arc<Self>, parts: Parts) {
        // Weak, or the core would own the shell that owns it.
        let shell = Arc::downgrade(self);
        let keys_changed = Arc::new(move || {
            if let Some(shell) = shell.upgrade() {
                shell.changed(&[Noun::Keys, Noun::Credentials]);
            }
        });
        self.core.get_or_init(|| Keywright::start(parts, keys_changed));
        self.alarm.ring();
    }

    /// The core; waits until it has started.
    pub fn core(&self) -> &Keywright {
        self.core.wait()
    }

    /// The open vault; waits until the core has started.
    ///
    /// # Errors
    /// `not_open` where none is open.
    pub fn app(&self) -> Result<Arc<App>> {
        if let Some(app) = self.opened.get() {
            return Ok(Arc::clone(app));
        }
        let app = self.core().app()?;
        Ok(Arc::clone(self.opened.get_or_init(|| app)))
    }

    /// The desktop, but for its clipboard.
    pub fn desktop(&self) -> &dyn Desktop {
        self.desktop.as_ref()
    }

    /// The clipboard.
    pub fn clipboard(&self) -> &Clipboard {
        &self.clipboard
    }

    /// What goes on beside the commands.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// The present instant.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// The file that was written last outside of a sheet.
    pub fn last_file(&self) -> &LastFile {
        &self.last_file
    }

    /// Tells the page what is stale. What has changed may also change its status sooner.
    pub fn changed(&self, nouns: &[Noun]) {
        self.teller()(nouns);
    }

    /// As [`Shell::changed`], for what goes on beside the commands.
    pub fn teller(&self) -> impl Fn(&[Noun]) + Send + 'static {
        let (tell, alarm) = (Arc::clone(&self.tell), Arc::clone(&self.alarm));
        move |nouns| {
            nouns.iter().for_each(|noun| tell(Event::Changed(*noun)));
            alarm.ring();
        }
    }

    /// Tells the page that its views are stale once what they find can be counted. Waits on a thread of its own, and on
    /// one alone.
    ///
    /// # Errors
    /// `not_open` where no vault is open.
    pub fn tell_once_counted(&self) -> Result<()> {
        let (app, tell, counting) = (self.app()?, Arc::clone(&self.tell), Arc::clone(&self.counting));
        if counting.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        thread::spawn(move || {
            let counted = app.await_counts();
            counting.store(false, Ordering::Release);
            if counted.is_ok() {
                tell(Event::Changed(Noun::Views));
            }
        });
        Ok(())
    }

    /// Whether the window may close now that it was asked to. With a one-time sheet open the page is told, and asks
    /// the person; unless it is dead. Waits for nothing, whatever the core is doing.
    pub fn may_close(&self) -> bool {
        // A sheet is opened over a vault that was asked for here.
        let sheets = self.opened.get().is_some_and(|app| !app.open_sheets().is_empty());
        let asks = sheets && self.closing.ask();
        if asks {
            (self.tell)(Event::CloseRequested);
        }
        !asks
    }

    /// The page has heard that the window was asked to close.
    pub fn close_request_heard(&self) {
        self.closing.heard();
    }

    /// Sleeps until the next credential starts, nears its expiry or expires, and says so then.
    fn watch_status(&self) {
        // A computer that slept, or whose clock was set, is noticed within a step.
        const STEP: Duration = Duration::from_secs(60);
        loop {
            let next = self.app().ok().and_then(|app| app.next_change().ok().flatten());
            let Some(next) = next else {
                self.alarm.wait(None);
                continue;
            };
            let left = next.millis().saturating_sub(self.now().millis()).max(0);
            let step = Duration::from_millis(left.unsigned_abs()).min(STEP);
            // Never in a circle: what is due now is due again in a millisecond at the soonest.
            self.alarm.wait(Some(step.max(Duration::from_millis(1))));
            if self.now() >= next {
                (self.tell)(Event::Changed(Noun::Credentials));
            }
        }
    }
}

/// What the watching thread sleeps on: it ends early when something has changed.
#[derive(Default)]
struct Alarm {
    rung: Mutex<bool>,
    bell: Condvar,
}

impl Alarm {
    fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.bell.notify_all();
    }

    fn wait(&self, longest: Option<Duration>) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let silent = |rung: &mut bool| !*rung;
        let mut rung = match longest {
            Some(longest) => match self.bell.wait_timeout_while(rung, longest, silent) {
                Ok((rung, _)) => rung,
                Err(poisoned) => poisoned.into_inner().0,
            },
            None => self.bell.wait_while(rung, silent).unwrap_or_else(PoisonError::into_inner),
        };
        *rung = false;
    }
}
