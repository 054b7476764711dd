//! The shell around the core: the window, the commands that its page can call, and the desktop.
//! All that is decided about credentials is decided in `keywright-core`.

pub mod about;
pub mod arguments;
mod batch_jobs;
mod closing;
pub mod commands;
mod deadline;
pub mod desktop;
pub mod error;
pub mod given;
pub mod jobs;
pub mod last_file;
pub mod place;
pub mod platform;
pub mod shell;

use std::sync::Arc;

use tauri::{AppHandle, Emitter, Manager, Runtime};

use shell::{Shell, Surroundings, Tell};

include!("command_list.rs");

macro_rules! handler {
    ($($name:ident),*) => {
        tauri::generate_handler![$(commands::$name),*]
    };
}

macro_rules! names {
    ($($name:ident),*) => {
        &[$(stringify!($name)),*]
    };
}

/// The names of all commands.
pub const COMMANDS: &[&str] = with_commands!(names);

/// `builder` with every command: the same on the window's runtime and on the tests'.
pub fn builder<R: Runtime>(builder: tauri::Builder<R>) -> tauri::Builder<R> {
    builder.invoke_handler(with_commands!(handler))
}

/// Starts the core and puts it under the commands.
pub fn install<R: Runtime>(
    app: &AppHandle<R>,
    parts: keywright_core::keywright::Parts,
    around: Surroundings,
) -> Arc<Shell> {
    let shell = Shell::start(parts, around);
    app.manage(Arc::clone(&shell));
    shell
}

/// Tells events to every page of `app`.
pub fn telling<R: Runtime>(app: &AppHandle<R>) -> Tell {
    let app = app.clone();
    Arc::new(move |event| {
        if let Err(error) = app.emit(event.name(), event.payload()) {
            tracing::warn!(event = event.name(), %error, "an event was not told");
        }
    })
}
