//! The only error that crosses to the page. Knows nothing of screens: they tell errors apart
//! by code and show the message.

use std::path::Path;

use keywright_core::error::Error;
use serde::Serialize;

use crate::desktop::clipboard::NotPut;

/// What a command answers with.
pub type Answer<T> = Result<T, CommandError>;

/// Why a command did not do what it was asked. Never holds an argument or a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommandError {
    /// By which the screens tell errors apart.
    pub code: &'static str,
    /// What happened, what it means for the data, what to do.
    pub message: String,
    /// The field of the request that it is about, if it is about one.
    pub field: Option<&'static str>,
}

impl CommandError {
    /// The clipboard did not take a value, or does not say whether it did.
    pub fn clipboard(not_put: NotPut) -> Self {
        let message = match not_put {
            NotPut::Absent => "Nothing was copied: the clipboard did not answer. Try again.",
            NotPut::Unknown => {
                "The Secret Key may be on the clipboard, which stopped answering. It is cleared as soon as the clipboard answers; copy it again then."
            }
        };
        Self { code: "clipboard_failed", message: message.into(), field: None }
    }

    /// There is a file at `path`, and nobody has said that it may be replaced.
    pub fn file_exists(path: &Path) -> Self {
        let path = path.display();
        let message =
            format!("There is a file {path} already. It was left as it is; replace it, or enter another name.");
        Self { code: "file_exists", message, field: Some("path") }
    }

    /// What should not happen; `message` says what it means for the data.
    pub fn internal(message: impl Into<String>) -> Self {
        Self { code: "internal", message: message.into(), field: None }
    }

    /// An argument that is missing or of another form. It is named; its value is not repeated.
    pub fn argument(name: &'static str) -> Self {
        let message =
            format!("The argument “{name}” is missing or of another form than expected. Nothing was changed.");
        Self { code: "invalid_input", message, field: Some(name) }
    }
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        Self { code: error.code(), message: error.to_string(), field: error.field() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cores_error_crosses_whole() {
        let error = CommandError::from(Error::invalid("title", "A title has 1 to 50 characters."));
        let crossed = serde_json::to_value(error).unwrap();
        let expected = serde_json::json!({
            "code": "invalid_input", "message": "A title has 1 to 50 characters.", "field": "title"
        });
        assert_eq!(crossed, expected);
    }

    #[test]
    fn an_argument_is_named_but_not_repeated() {
        let crossed = serde_json::to_value(CommandError::argument("passphrase")).unwrap();
        assert_eq!(crossed["code"], "invalid_input");
        assert_eq!(crossed["field"], "passphrase");
    }
}
