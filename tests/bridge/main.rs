//! The bridge: for tests only, it lets a browser drive the application's real commands, core
//! and database over loopback HTTP. Never part of what is shipped.

mod application;
mod arguments;
mod http;
mod server;
mod stand_in;
#[cfg(test)]
mod tests;

use std::io::Write;
use std::process::ExitCode;

use application::Application;
use server::Server;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    if given.iter().any(|argument| argument == "--help" || argument == "-h") {
        print!("{}", arguments::USAGE);
        return ExitCode::SUCCESS;
    }
    keywright::platform::harden();
    match run(given) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("bridge: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run(given: Vec<String>) -> Result<(), String> {
    let options = arguments::parse(given)?;
    let port = options.port;
    let (application, _running) = Application::start(options)?;
    let (server, listener) = Server::bind(application, port).map_err(|error| format!("port {port}: {error}"))?;
    println!("listening on http://127.0.0.1:{}", server.port());
    // Whoever waits for this line reads it through a pipe.
    std::io::stdout().flush().map_err(|error| error.to_string())?;
    server.serve(&listener);
    Ok(())
}
