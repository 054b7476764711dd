//! The application on Tauri's mock runtime: its real commands, core and database, with stand-ins
//! for the desktop. The one place that uses `tauri::test`, which is unstable.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

use acceptance::apart::TEST_SERVICE;
use acceptance::clock::TestClock;
use acceptance::file_keychain::FileKeychain;
use keywright::shell::{Event, Noun, Shell, Surroundings};
use keywright_core::clock::Moment;
use keywright_core::keywright::Parts;
use keywright_core::operator::Account;
use keywright_core::rng::SystemRng;
use keywright_core::vault::keychain::Keychain;
use keywright_core::vault::memory_keychain::MemoryState;
use keywright_core::vault::os_keychain::OsKeychain;
use keywright_core::zone;
use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, WebviewWindow, WebviewWindowBuilder};

use crate::arguments::{KeychainKind, Options};
use crate::stand_in::Effects;

/// An event as its listeners get it: name, and payload as JSON.
pub(crate) type Told = (&'static str, String);

/// What a command answers.
#[derive(Debug)]
pub(crate) enum Reply {
    /// JSON.
    Json(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A failure: a `CommandError`, unless Tauri itself refused, which is then text.
    Failure(Value),
}

/// The running application.
pub(crate) struct Application {
    window: WebviewWindow<MockRuntime>,
    shell: Arc<Shell>,
    /// What the stand-ins were asked.
    pub(crate) effects: Effects,
    clock: Arc<TestClock>,
    memory: Option<Arc<FileKeychain>>,
    listeners: Arc<Mutex<Vec<Sender<Told>>>>,
}

impl Application {
    /// Starts it. The second part must be kept for as long as the first is used.
    ///
    /// # Errors
    /// A sentence that says what could not be started.
    pub(crate) fn start(options: Options) -> Result<(Self, App<MockRuntime>), String> {
        let words = |error: tauri::Error| error.to_string();
        let app = keywright::builder(mock_builder()).build(mock_context(noop_assets())).map_err(words)?;
        let window = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().map_err(words)?;
        let clock = Arc::new(TestClock::new(options.now));
        let effects = Effects::default();
        let memory = match options.keychain {
            KeychainKind::Os => None,
            KeychainKind::Memory(None) => Some(Arc::new(FileKeychain::in_memory())),
            KeychainKind::Memory(Some(file)) => {
                Some(Arc::new(FileKeychain::open(file).map_err(|error| format!("The keychain's file: {error}."))?))
            }
        };
        let keychain: Arc<dyn Keychain> = match &memory {
            Some(memory) => Arc::clone(memory) as _,
            None => Arc::new(OsKeychain::new(TEST_SERVICE)),
        };
        let account = match options.operator {
            Some((account, name)) => Account { account, name },
            None => Account::of_this_process(),
        };
        let parts = Parts {
            folder: options.data_dir,
            keychain,
            clock: Arc::clone(&clock) as _,
            rng: Arc::new(SystemRng),
            account,
            zone: options.zone.unwrap_or_else(zone::system_zone),
        };
        let around = Surroundings {
            desktop: Box::new(effects.clone()),
            board: Box::new(effects.clone()),
            clipboard_time: options.clipboard_time,
            tell: keywright::telling(app.handle()),
        };
        let listeners = listeners_of(&app);
        let shell = keywright::install(app.handle(), parts, around);
        Ok((Self { window, shell, effects, clock, memory, listeners }, app))
    }

    /// Runs the command `name` as the page would.
    pub(crate) fn call(&self, name: &str, arguments: Value) -> Reply {
        let request = InvokeRequest {
            cmd: name.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: own_page(),
            body: InvokeBody::Json(arguments),
            headers: tauri::http::HeaderMap::new(),
            invoke_key: INVOKE_KEY.into(),
        };
        match get_ipc_response(&self.window, request) {
            Ok(InvokeResponseBody::Json(text)) => Reply::Json(text),
            Ok(InvokeResponseBody::Raw(bytes)) => Reply::Bytes(bytes),
            Err(failure) => Reply::Failure(failure),
        }
    }

    /// Events from now on.
    pub(crate) fn listen(&self) -> Receiver<Told> {
        let (tell, told) = channel();
        self.listeners.lock().unwrap_or_else(PoisonError::into_inner).push(tell);
        told
    }

    /// Moves the clock, and says that rows may look different now.
    pub(crate) fn set_clock(&self, now: Moment) {
        self.clock.set(now);
        self.shell.changed(&[Noun::Credentials]);
    }

    /// Whether the window may close, as the window asks it.
    #[cfg(test)]
    pub(crate) fn may_close(&self) -> bool {
        self.shell.may_close()
    }

    /// Puts the keychain in memory into a state; false where the desktop's is used.
    pub(crate) fn set_keychain(&self, state: MemoryState) -> bool {
        self.memory.as_ref().map(|memory| memory.set_state(state)).is_some()
    }
}

fn own_page() -> tauri::Url {
    let url = if cfg!(windows) { "http://tauri.localhost" } else { "tauri://localhost" };
    url.parse().expect("a literal that is a URL")
}

fn listeners_of(app: &App<MockRuntime>) -> Arc<Mutex<Vec<Sender<Told>>>> {
    let listeners: Arc<Mutex<Vec<Sender<Told>>>> = Arc::default();
    for name in Event::NAMES {
        let listeners = Arc::clone(&listeners);
        app.listen_any(name, move |event| {
            let told = (name, event.payload().to_owned());
            let mut listeners = listeners.lock().unwrap_or_else(PoisonError::into_inner);
            listeners.retain(|tell| tell.send(told.clone()).is_ok());
        });
    }
    listeners
}

/// A failure in the form of every command's, also where Tauri refused before the command.
pub(crate) fn typed(failure: Value) -> Value {
    if failure.get("code").is_some() {
        return failure;
    }
    json!({ "code": "internal", "message": "The command was refused before it began.", "field": null })
}
