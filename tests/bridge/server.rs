//! The bridge's server: loopback only, one thread for each connection, and what each address does.
//! Written by hand over `std::net`: a server crate would bring more code than the few lines of
//! HTTP that a test's browser speaks.

use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use std::{fs, thread};

use acceptance::clock::instant;
use keywright::desktop::SaveAnswer;
use keywright_core::vault::memory_keychain::MemoryState;
use serde_json::{Value, json};

use crate::application::{Application, Reply, typed};
use crate::http::{self, Incoming, Request, Response};

/// A connection that says nothing for so long is ended.
const IDLE: Duration = Duration::from_secs(120);
/// How often a stream of events says that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What every connection needs.
pub(crate) struct Server {
    pub(crate) application: Application,
    port: u16,
    policy: String,
    page: PathBuf,
}

impl Server {
    /// A server on `port` (0 takes a free one), with the socket that it listens on.
    ///
    /// # Errors
    /// As the socket.
    pub(crate) fn bind(application: Application, port: u16) -> io::Result<(Arc<Self>, TcpListener)> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = listener.local_addr()?.port();
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist");
        Ok((Arc::new(Self { application, port, policy: policy(), page }), listener))
    }

    /// The port that it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Answers every connection until the process ends.
    pub(crate) fn serve(self: &Arc<Self>, listener: &TcpListener) {
        for connection in listener.incoming().flatten() {
            let server = Arc::clone(self);
            // A connection that breaks off concerns nobody else.
            thread::spawn(move || drop(server.converse(connection)));
        }
    }

    fn converse(&self, mut connection: TcpStream) -> io::Result<()> {
        connection.set_nodelay(true)?;
        connection.set_read_timeout(Some(IDLE))?;
        let mut input = BufReader::new(connection.try_clone()?);
        loop {
            let request = match http::read(&mut input)? {
                Incoming::Ended => return Ok(()),
                Incoming::Refused(refusal) => {
                    return Response::from(refusal).write(&mut connection, &self.policy, true);
                }
                Incoming::Request(request) => request,
            };
            let last = request.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
            if let Err(refusal) = request.check_sender(self.port) {
                return Response::from(refusal).write(&mut connection, &self.policy, true);
            }
            if request.method == "GET" && request.path == "/__events" {
                return self.stream_events(&mut connection);
            }
            self.answer(&request).write(&mut connection, &self.policy, last)?;
            if last {
                return Ok(());
            }
        }
    }

    fn answer(&self, request: &Request) -> Response {
        match (request.method.as_str(), request.path.as_str()) {
            ("GET", "/__effects") => Response::json(self.application.effects.calls().to_string()),
            ("GET", path) => self.file(path),
            ("POST", path) => match request.json_object() {
                Ok(object) => self.post(path.trim_start_matches('/'), object),
                Err(refusal) => refusal.into(),
            },
            _ => failure(405, "Only GET and POST are answered."),
        }
    }

    fn post(&self, name: &str, object: Value) -> Response {
        let set = match name {
            "__dialog" => self.set_dialog(&object),
            "__clock" => self.set_clock(&object),
            "__keychain" => self.set_keychain(&object),
            "__clipboard" => self.set_clipboard(&object),
            command if keywright::COMMANDS.contains(&command) => return self.command(command, object),
            _ => return failure(404, "There is no such command."),
        };
        match set {
            Ok(()) => Response::json("null"),
            Err(problem) => failure(400, &problem),
        }
    }

    fn command(&self, name: &str, arguments: Value) -> Response {
        match self.application.call(name, arguments) {
            Reply::Json(text) => Response::json(text),
            Reply::Bytes(body) => Response { status: 200, kind: "application/octet-stream", body },
            Reply::Failure(failure) => Response::failure(400, &typed(failure)),
        }
    }

    fn set_dialog(&self, object: &Value) -> Result<(), String> {
        let answer = match (object.get("missing"), object.get("path")) {
            (Some(Value::Bool(true)), None) => SaveAnswer::Missing,
            (None, Some(Value::Null)) => SaveAnswer::Dismissed,
            (None, Some(Value::String(path))) => SaveAnswer::Chosen(path.into()),
            _ => return Err("__dialog takes { path: string | null } or { missing: true }.".into()),
        };
        self.application.effects.answer_next_dialog(answer);
        Ok(())
    }

    fn set_clock(&self, object: &Value) -> Result<(), String> {
        let now = object.get("now").and_then(Value::as_str).ok_or("__clock takes { now: RFC 3339 }.")?;
        self.application.set_clock(instant(now)?);
        Ok(())
    }

    fn set_keychain(&self, object: &Value) -> Result<(), String> {
        let state = match object.get("state").and_then(Value::as_str) {
            Some("ready") => MemoryState::Ready,
            Some("locked") => MemoryState::Locked,
            Some("denied") => MemoryState::Denied,
            Some("missing") => MemoryState::Missing,
            Some("unreachable") => MemoryState::Unreachable,
            Some("wrong") => MemoryState::Wrong,
            _ => return Err("__keychain takes { state: ready, locked, denied, missing, unreachable or wrong }.".into()),
        };
        if self.application.set_keychain(state) {
            Ok(())
        } else {
            Err("The desktop's keychain has its own state.".into())
        }
    }

    fn set_clipboard(&self, object: &Value) -> Result<(), String> {
        match (object.get("text"), object.get("silent")) {
            (Some(Value::String(text)), None) => self.application.effects.copy_elsewhere(text.clone()),
            (None, Some(Value::Bool(silent))) => self.application.effects.silence_clipboard(*silent),
            _ => return Err("__clipboard takes { text: string } or { silent: boolean }.".into()),
        }
        Ok(())
    }

    fn stream_events(&self, connection: &mut TcpStream) -> io::Result<()> {
        let told = self.application.listen();
        let policy = &self.policy;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-security-policy: {policy}\r\n\
             cache-control: no-store\r\nconnection: close\r\n\r\n: listening\n\n"
        );
        connection.write_all(head.as_bytes())?;
        loop {
            match told.recv_timeout(HEARTBEAT) {
                Ok((name, payload)) => write!(connection, "event: {name}\ndata: {payload}\n\n")?,
                Err(RecvTimeoutError::Timeout) => connection.write_all(b": still here\n\n")?,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            connection.flush()?;
        }
    }

    fn file(&self, path: &str) -> Response {
        let path = if path == "/" { "/index.html" } else { path };
        let relative = Path::new(path.trim_start_matches('/'));
        let inside = relative.components().all(|part| matches!(part, Component::Normal(_)));
        match fs::read(self.page.join(relative)) {
            Ok(body) if inside => Response { status: 200, kind: kind_of(relative), body },
            _ if path == "/index.html" => failure(404, "The page is not built: run npm run build in ui first."),
            _ => failure(404, "There is no such file."),
        }
    }
}

fn failure(status: u16, message: &str) -> Response {
    Response::failure(status, &json!({ "code": "invalid_input", "message": message, "field": null }))
}

fn kind_of(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

/// The window's own content security policy, without the sources that only a window has.
fn policy() -> String {
    let configuration: Value = serde_json::from_str(include_str!("../../src-tauri/tauri.conf.json"))
        .expect("the window's configuration is JSON");
    let policy = configuration["app"]["security"]["csp"].as_str().expect("the window has a policy");
    policy.replace(" ipc: http://ipc.localhost", "")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_policy_is_the_windows_and_strict() {
        let policy = super::policy();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("ipc"), "{policy}");
    }
}
