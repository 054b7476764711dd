//! The application: opens the real vault and keychain, and runs the window.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod window;

use std::process::ExitCode;

use keywright::arguments::{self, Asked, Options};
use keywright::{place, platform};

fn main() -> ExitCode {
    let options = match arguments::parse(std::env::args_os().skip(1)) {
        Ok(Asked::Run(options)) => options,
        Ok(Asked::Help) => return said(arguments::HELP.trim_end()),
        Ok(Asked::Version) => return said(concat!("keywright ", env!("CARGO_PKG_VERSION"))),
        Err(problem) => return refused(&format!("{problem} See keywright --help."), 2),
    };
    platform::harden();
    log_to_stderr();
    open(options)
}

fn open(options: Options) -> ExitCode {
    let Some(folder) = options.data_dir.or_else(place::platform_folder) else {
        return refused("This account has no home folder. Name a data folder with --data-dir.", 1);
    };
    if !platform::has_display() {
        return refused("There is no display to open a window on. Start Keywright from a desktop.", 1);
    }
    match window::run(place::canonical(&folder), options.clipboard_time) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refused(&format!("The window could not be opened: {error}."), 1),
    }
}

/// `KEYWRIGHT_LOG` chooses what is logged, for example `info`. Arguments of commands never are.
fn log_to_stderr() {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_from_env("KEYWRIGHT_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

fn said(text: &str) -> ExitCode {
    println!("{text}");
    ExitCode::SUCCESS
}

fn refused(problem: &str, code: u8) -> ExitCode {
    eprintln!("keywright: {problem}");
    ExitCode::from(code)
}
