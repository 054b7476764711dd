//! Whether the master key is at hand, and if not, why: what the screens are told.
//! Knows nothing of how it is had.

use serde::Serialize;

use super::keychain::KeychainTrouble;
use crate::clock::Moment;
use crate::error::KeyTrouble;

/// Where the master key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum KeyState {
    /// The keychain is being asked.
    Opening,
    /// At hand.
    Ready,
    /// The keychain is locked, or has not been asked since the start or since an application lock.
    Locked,
    /// The keychain refused, or its password window was closed.
    Denied,
    /// The keychain holds no key for this vault and account.
    Missing,
    /// No keychain answers.
    Unreachable,
    /// The keychain holds a key, but not this vault's.
    Wrong,
    /// The vault opens with a passphrase, which has not been given yet.
    PassphraseNeeded,
}

impl KeyState {
    /// Why the key is not at hand, where it is not. While it is being asked for, whoever cannot
    /// wait longer is told that nothing answers.
    pub(super) fn trouble(self) -> Option<KeyTrouble> {
        match self {
            Self::Ready => None,
            Self::Opening | Self::Unreachable => Some(KeyTrouble::Unreachable),
            Self::Locked => Some(KeyTrouble::Locked),
            Self::Denied => Some(KeyTrouble::Denied),
            Self::Missing => Some(KeyTrouble::Missing),
            Self::Wrong => Some(KeyTrouble::Wrong),
            Self::PassphraseNeeded => Some(KeyTrouble::PassphraseNeeded),
        }
    }
}

impl From<KeychainTrouble> for KeyState {
    fn from(trouble: KeychainTrouble) -> Self {
        match trouble {
            KeychainTrouble::Locked => Self::Locked,
            KeychainTrouble::Denied => Self::Denied,
            KeychainTrouble::Unreachable => Self::Unreachable,
        }
    }
}

impl From<KeychainTrouble> for KeyTrouble {
    fn from(trouble: KeychainTrouble) -> Self {
        match trouble {
            KeychainTrouble::Locked => Self::Locked,
            KeychainTrouble::Denied => Self::Denied,
            KeychainTrouble::Unreachable => Self::Unreachable,
        }
    }
}

/// Where the master key is, and which ways to it this account has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct KeyStatus {
    /// Where the key is.
    pub state: KeyState,
    /// Whether this account has a slot that a keychain opens.
    pub has_keychain: bool,
    /// Whether this account has a slot that a passphrase opens.
    pub has_passphrase: bool,
    /// When what led to this state was asked for; nothing where nothing has been asked yet.
    pub since: Option<Moment>,
}
