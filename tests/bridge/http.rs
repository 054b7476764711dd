//! As much of HTTP/1.1 as the bridge speaks: reading one request within limits, checking that
//! it comes from this machine's own page, and writing one answer. Knows no route.

use std::collections::HashMap;
use std::io::{self, BufRead, Read, Write};

/// The most bytes of the request line and headers together.
const MOST_HEAD: u64 = 16 * 1024;
/// The most bytes of a body.
const MOST_BODY: usize = 1024 * 1024;

/// A request, read whole.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Without the query.
    pub(crate) path: String,
    headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) reason: &'static str,
}

const fn refusal(status: u16, reason: &'static str) -> Refusal {
    Refusal { status, reason }
}

/// What came of reading.
#[derive(Debug)]
pub(crate) enum Incoming {
    /// A whole request.
    Request(Request),
    /// One that is not answered; the connection cannot be read on.
    Refused(Refusal),
    /// The other side has ended the connection.
    Ended,
}

/// Reads the next request.
///
/// # Errors
/// As the connection.
pub(crate) fn read(connection: &mut impl BufRead) -> io::Result<Incoming> {
    let mut head = connection.by_ref().take(MOST_HEAD);
    let line = match read_line(&mut head)? {
        Some(line) if !line.is_empty() => line,
        _ => return Ok(Incoming::Ended),
    };
    let mut parts = line.split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1"), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Ok(Incoming::Refused(refusal(400, "This is not HTTP/1.1.")));
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let mut request = Request { method: method.into(), path: path.into(), headers: HashMap::new(), body: Vec::new() };
    loop {
        match read_line(&mut head)? {
            None => return Ok(Incoming::Refused(refusal(431, "The headers do not end within 16 KiB."))),
            Some(line) if line.is_empty() => break,
            Some(line) => {
                let Some((name, value)) = line.split_once(':') else {
                    return Ok(Incoming::Refused(refusal(400, "A header has no colon.")));
                };
                let twice = request.headers.insert(name.to_ascii_lowercase(), value.trim().into());
                if twice.is_some() && matches!(name.to_ascii_lowercase().as_str(), "host" | "origin" | "content-length")
                {
                    return Ok(Incoming::Refused(refusal(400, "A header comes twice.")));
                }
            }
        }
    }
    if request.headers.contains_key("transfer-encoding") {
        return Ok(Incoming::Refused(refusal(411, "The length of the body must be given.")));
    }
    let length = match request.header("content-length").map(str::parse::<usize>) {
        None => 0,
        Some(Ok(length)) if length <= MOST_BODY => length,
        Some(Ok(_)) => return Ok(Incoming::Refused(refusal(413, "The body is larger than 1 MiB."))),
        Some(Err(_)) => return Ok(Incoming::Refused(refusal(400, "The length of the body is no number."))),
    };
    request.body = vec![0; length];
    connection.read_exact(&mut request.body)?;
    Ok(Incoming::Request(request))
}

/// One line without its end; `None` where the input ends before the line does.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    input.read_until(b'\n', &mut bytes)?;
    if bytes.pop() != Some(b'\n') {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\r') {
        bytes.pop();
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

impl Request {
    /// The value of the header `name`, which is in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// Whether the request was made to this bridge by name, and by no page but its own: a web
    /// page elsewhere can neither name the host by rebinding its own, nor send from its origin.
    ///
    /// # Errors
    /// The refusal.
    pub(crate) fn check_sender(&self, port: u16) -> Result<(), Refusal> {
        let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        if !self.header("host").is_some_and(|host| hosts.iter().any(|own| own.eq_ignore_ascii_case(host))) {
            return Err(refusal(403, "The bridge answers to 127.0.0.1 and localhost alone."));
        }
        let own = |origin: &str| hosts.iter().any(|host| origin.eq_ignore_ascii_case(&format!("http://{host}")));
        // A program sends no origin; a browser does with every POST, and with every request across origins.
        if self.header("origin").is_some_and(|origin| !own(origin)) {
            return Err(refusal(403, "The bridge answers its own page alone."));
        }
        Ok(())
    }

    /// The body as a JSON object. The content type is asked for because a page elsewhere cannot
    /// send it without being allowed to first.
    ///
    /// # Errors
    /// The refusal.
    pub(crate) fn json_object(&self) -> Result<serde_json::Value, Refusal> {
        let kind = self.header("content-type").and_then(|kind| kind.split(';').next()).unwrap_or_default();
        if !kind.trim().eq_ignore_ascii_case("application/json") {
            return Err(refusal(415, "The body must be application/json."));
        }
        match serde_json::from_slice(&self.body) {
            Ok(object @ serde_json::Value::Object(_)) => Ok(object),
            _ => Err(refusal(400, "The body must be a JSON object.")),
        }
    }
}

/// An answer, but for the headers that every one has.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) kind: &'static str,
    pub(crate) body: Vec<u8>,
}

impl Response {
    /// 200 with JSON.
    pub(crate) fn json(text: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, kind: "application/json", body: text.into() }
    }

    /// A failure, in the form of every command's.
    pub(crate) fn failure(status: u16, failure: &serde_json::Value) -> Self {
        Self { status, ..Self::json(failure.to_string()) }
    }

    /// Writes it; with `policy` as the content security policy, and the headers that go with it.
    ///
    /// # Errors
    /// As the connection.
    pub(crate) fn write(&self, connection: &mut impl Write, policy: &str, last: bool) -> io::Result<()> {
        let words = if self.status == 200 { "OK" } else { "Refused" };
        let head = format!(
            "HTTP/1.1 {} {words}\r\ncontent-type: {}\r\ncontent-length: {}\r\ncontent-security-policy: {policy}\r\n\
             x-content-type-options: nosniff\r\ncache-control: no-store\r\nconnection: {}\r\n\r\n",
            self.status,
            self.kind,
            self.body.len(),
            if last { "close" } else { "keep-alive" },
        );
        connection.write_all(head.as_bytes())?;
        connection.write_all(&self.body)?;
        connection.flush()
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        let failure = serde_json::json!({ "code": "invalid_input", "message": refusal.reason, "field": null });
        Self::failure(refusal.status, &failure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        match read(&mut text.as_bytes()) {
            Ok(Incoming::Request(request)) => request,
            other => panic!("not a request: {other:?}"),
        }
    }

    fn refused(text: &str) -> u16 {
        match read(&mut text.as_bytes()) {
            Ok(Incoming::Refused(refusal)) => refusal.status,
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn two_requests_follow_each_other() {
        let text = "POST /zones?x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n\r\n";
        let mut connection = text.as_bytes();
        let Ok(Incoming::Request(first)) = read(&mut connection) else { panic!("no first request") };
        assert_eq!((first.method.as_str(), first.path.as_str(), first.body.as_slice()), ("POST", "/zones", &b"{}"[..]));
        let Ok(Incoming::Request(second)) = read(&mut connection) else { panic!("no second request") };
        assert_eq!((second.method.as_str(), second.path.as_str()), ("GET", "/"));
        assert!(matches!(read(&mut connection), Ok(Incoming::Ended)));
    }

    #[test]
    fn what_is_too_large_or_unclear_is_refused() {
        assert_eq!(refused("GET /\r\n\r\n"), 400);
        assert_eq!(refused("GET / HTTP/1.1\r\nno colon\r\n\r\n"), 400);
        assert_eq!(refused("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n"), 400);
        assert_eq!(refused("POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n"), 413);
        assert_eq!(refused("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"), 400);
        assert_eq!(refused("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"), 411);
        let long = format!("GET / HTTP/1.1\r\nx: {}", "y".repeat(20_000));
        assert_eq!(refused(&long), 431);
    }

    #[test]
    fn a_body_that_ends_early_is_an_error() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n{}";
        assert!(read(&mut text.as_bytes()).is_err());
    }

    #[test]
    fn only_the_own_host_and_the_own_page_are_answered() {
        let from = |host: &str, origin: &str| {
            let origin = if origin.is_empty() { String::new() } else { format!("Origin: {origin}\r\n") };
            request(&format!("POST / HTTP/1.1\r\nHost: {host}\r\n{origin}\r\n")).check_sender(4173).is_ok()
        };
        assert!(from("127.0.0.1:4173", ""));
        assert!(from("localhost:4173", "http://localhost:4173"));
        assert!(from("127.0.0.1:4173", "http://127.0.0.1:4173"));
        for (host, origin) in [
            ("127.0.0.1", ""),
            ("127.0.0.1:4174", ""),
            ("rebound.example:4173", ""),
            ("127.0.0.1:4173", "http://evil.example"),
            ("127.0.0.1:4173", "http://127.0.0.1:4173.evil.example"),
            ("127.0.0.1:4173", "https://127.0.0.1:4173"),
            ("127.0.0.1:4173", "null"),
        ] {
            assert!(!from(host, origin), "{host} {origin}");
        }
        assert!(request("GET / HTTP/1.1\r\n\r\n").check_sender(4173).is_err(), "no host at all");
    }

    #[test]
    fn only_json_objects_are_taken() {
        let body = |kind: &str, body: &str| {
            let length = body.len();
            let text = format!("POST / HTTP/1.1\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}");
            request(&text).json_object().map_err(|refusal| refusal.status)
        };
        assert!(body("application/json; charset=utf-8", "{\"a\":1}").is_ok());
        assert_eq!(body("text/plain", "{}"), Err(415));
        assert_eq!(body("application/json", "[]"), Err(400));
        assert_eq!(body("application/json", "{"), Err(400));
    }
}
