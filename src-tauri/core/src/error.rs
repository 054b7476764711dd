//! The core's one error type: what happened, what it means for the data, what to do.
//! Codes are what the screens tell apart; messages are read by a person.

use std::io;

use crate::permission::Permission;

/// `Result` with the core's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the master key is not at hand. Five states of the keychain, and two of the passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyTrouble {
    /// The keychain answers, but it is locked.
    Locked,
    /// The keychain's password window was dismissed, or the keychain refused.
    Denied,
    /// The keychain answers, but holds no key for this vault.
    Missing,
    /// No keychain answers: no bus, no service, or none within the deadline.
    Unreachable,
    /// The keychain holds a key, but not this vault's.
    Wrong,
    /// The vault opens with a passphrase, which has not been given yet.
    PassphraseNeeded,
    /// The passphrase that was given does not open the vault.
    PassphraseWrong,
}

/// Everything that can go wrong in the core. No variant holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A field holds what it may not; `problem` is the sentence to show beneath it.
    #[error("{problem}")]
    InvalidInput {
        /// The field's name, as the request calls it.
        field: &'static str,
        /// What is wrong and what would be right.
        problem: String,
    },
    /// What was asked for does not exist, or no longer does.
    #[error("There is no such {0}; it may have been deleted meanwhile. Nothing was changed.")]
    NotFound(&'static str),
    /// The operator's group lacks a permission.
    #[error("{who} may not do this: it needs the permission “{}”. Nothing was changed; ask {ask}.", permission.words())]
    NotPermitted {
        /// The operator, by name.
        who: String,
        /// What is missing.
        permission: Permission,
        /// Who can grant it.
        ask: String,
    },
    /// A row does not carry the mark that this vault gives to its own writing.
    #[error(
        "{0} was changed outside Keywright and is not vouched for. Nothing was done with it; restore it from a backup."
    )]
    NotVouched(String),
    /// A credential was blocked while the master key was not at hand, and nobody has vouched for that yet.
    #[error(
        "{0} was changed while the keychain was locked. Nothing was done with it; an administrator vouches for that change first, then try again."
    )]
    Pending(String),
    /// The tenant's credential limit is reached.
    #[error(
        "All {limit} credentials that {tenant} allows are in use. Nothing was issued; delete credentials that are no longer needed, or raise the limit."
    )]
    LimitReached {
        /// The tenant, by name.
        tenant: String,
        /// How many credentials it allows.
        limit: u32,
    },
    /// What was asked does not fit the state that the thing is in.
    #[error("{0} Nothing was changed.")]
    NotPossible(String),
    /// The thing was changed since the screen read it.
    #[error("{0} was changed meanwhile. Nothing was changed by you; look at it again, then decide.")]
    ChangedMeanwhile(String),
    /// Handles of another generation: the list must be asked for again.
    #[error("The list has been rebuilt since. Nothing is lost; it is read again.")]
    Stale,
    /// The master key is not at hand.
    #[error("{}", key_words(*.0))]
    Key(KeyTrouble),
    /// The data folder or the database in it cannot be opened, or an opened one does not allow this.
    #[error("{message}")]
    Vault {
        /// Which of the reasons.
        reason: VaultTrouble,
        /// What happened, what it means for the data, what to do.
        message: String,
    },
    /// SQLite failed.
    #[error(
        "The database did not take it: {0}. What was there before stands unchanged; try again, and see whether the disk is well."
    )]
    Database(#[source] rusqlite::Error),
    /// The file system failed.
    #[error("{doing} failed: {source}. What was there before stands unchanged.")]
    File {
        /// What was being done, as the start of a sentence.
        doing: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// An export could not be written.
    #[error("The file was not saved: {0} Nothing is lost; choose another folder.")]
    FileNotWritten(String),
    /// The one-time sheet is closed.
    #[error(
        "The one-time sheet is closed, so the Secret Key cannot be had again. If it was not stored, rotate the credential."
    )]
    SheetClosed,
    /// The person, or something on their behalf, called it off.
    #[error("Cancelled. Nothing was changed.")]
    Cancelled,
    /// What should not happen.
    #[error("{0}")]
    Internal(String),
}

/// Why a data folder cannot be opened or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VaultTrouble {
    /// Another running instance has it open.
    InUse,
    /// The file is not a Keywright vault.
    NotAVault,
    /// A newer Keywright made it.
    Newer,
    /// It is damaged.
    Damaged,
    /// There is one already where one should be made.
    Exists,
    /// None is open.
    NotOpen,
    /// The folder or the file cannot be written.
    ReadOnly,
    /// The disk is full.
    DiskFull,
}

fn key_words(trouble: KeyTrouble) -> &'static str {
    match trouble {
        KeyTrouble::Locked => {
            "The keychain is locked. Credentials can be viewed and revoked; creating and rotating wait until it is open. Unlock it and try again."
        }
        KeyTrouble::Denied => {
            "The keychain refused, or its password window was closed. Nothing was changed; in an open vault, credentials can still be viewed and revoked. Try again and confirm its question."
        }
        KeyTrouble::Missing => {
            "The keychain answers, but holds no key for this vault. Nothing was changed and no new key was made; credentials can still be viewed and revoked. Log in to the desktop session that made this vault, or restore its keychain."
        }
        KeyTrouble::Unreachable => {
            "No keychain answers on this desktop. Nothing was changed; in an open vault, credentials can still be viewed and revoked. Start GNOME Keyring or KWallet and try again."
        }
        KeyTrouble::Wrong => {
            "The keychain holds a key, but not the one of this vault. Nothing was changed; credentials can still be viewed and revoked. Restore the keychain that belongs to it."
        }
        KeyTrouble::PassphraseNeeded => {
            "The passphrase of this vault has not been entered since the start. Credentials can be viewed and revoked; creating and rotating wait until it is."
        }
        KeyTrouble::PassphraseWrong => "This passphrase does not open the vault. Nothing was changed; try again.",
    }
}

impl Error {
    /// The code by which the screens tell errors apart.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidInput { .. } => "invalid_input",
            Self::NotFound(_) => "not_found",
            Self::NotPermitted { .. } => "not_permitted",
            Self::NotVouched(_) | Self::Pending(_) => "not_vouched",
            Self::LimitReached { .. } => "limit_reached",
            Self::NotPossible(_) => "not_possible",
            Self::ChangedMeanwhile(_) => "changed_meanwhile",
            Self::Stale => "stale",
            Self::Key(trouble) => match trouble {
                KeyTrouble::Locked => "key_locked",
                KeyTrouble::Denied => "key_denied",
                KeyTrouble::Missing => "key_missing",
                KeyTrouble::Unreachable => "key_unreachable",
                KeyTrouble::Wrong => "key_wrong",
                KeyTrouble::PassphraseNeeded => "passphrase_needed",
                KeyTrouble::PassphraseWrong => "passphrase_wrong",
            },
            Self::Vault { reason, .. } => match reason {
                VaultTrouble::InUse => "vault_in_use",
                VaultTrouble::NotAVault => "not_a_vault",
                VaultTrouble::Newer => "newer_vault",
                VaultTrouble::Damaged => "damaged",
                VaultTrouble::Exists => "vault_exists",
                VaultTrouble::NotOpen => "not_open",
                VaultTrouble::ReadOnly => "read_only",
                VaultTrouble::DiskFull => "disk_full",
            },
            Self::Database(_) | Self::File { .. } => "storage",
            Self::FileNotWritten(_) => "file_not_written",
            Self::SheetClosed => "sheet_closed",
            Self::Cancelled => "cancelled",
            Self::Internal(_) => "internal",
        }
    }

    /// The field of the request that the error is about, if it is about one.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::InvalidInput { field, .. } => Some(field),
            Self::FileNotWritten(_) => Some("path"),
            Self::Key(KeyTrouble::PassphraseWrong) => Some("passphrase"),
            _ => None,
        }
    }

    /// A field that holds what it may not.
    pub fn invalid(field: &'static str, problem: impl Into<String>) -> Self {
        Self::InvalidInput { field, problem: problem.into() }
    }

    /// Whether it says that the disk is full.
    pub fn is_full_disk(&self) -> bool {
        matches!(self, Self::Vault { reason: VaultTrouble::DiskFull, .. })
    }

    /// A data folder that cannot be used.
    pub fn vault(reason: VaultTrouble, message: impl Into<String>) -> Self {
        Self::Vault { reason, message: message.into() }
    }
}

impl From<rusqlite::Error> for Error {
    /// Tells a full disk, a read-only file and damage apart from everything else that SQLite reports.
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        // The shared memory of the write-ahead log cannot grow for one reason only, which has no code of its own.
        let no_room =
            error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
        let code = error.sqlite_error_code().map(|code| if no_room { ErrorCode::DiskFull } else { code });
        match code {
            Some(ErrorCode::DiskFull) => Self::vault(
                VaultTrouble::DiskFull,
                "The disk is full. Nothing was changed and nothing is lost; free some space and try again.",
            ),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::vault(
                VaultTrouble::ReadOnly,
                "The data folder cannot be written. Nothing was changed; give this account the right to write there and try again.",
            ),
            Some(ErrorCode::DatabaseCorrupt) => Self::vault(
                VaultTrouble::Damaged,
                "The database is damaged. It was left as it is; restore the latest backup.",
            ),
            Some(ErrorCode::NotADatabase) => Self::vault(
                VaultTrouble::NotAVault,
                "The file is not a Keywright vault. It was left as it is; choose another data folder.",
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::vault(
                VaultTrouble::InUse,
                "Another program has the vault open. Nothing was changed; close it and try again.",
            ),
            _ => Self::Database(error),
        }
    }
}
