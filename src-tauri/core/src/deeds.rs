//! What can be done with a credential now, and why not where it cannot: by permission, by whether the
//! master key is at hand, and by its state. Pure: the screens format what this decides.

use serde::Serialize;

use crate::clock::Moment;
use crate::credential::Vouched;
use crate::error::Error;
use crate::permission::{Permission, Permissions};
use crate::state::State;
use crate::vault::KeyState;

/// What an administrator can do with one credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum Deed {
    /// Edit title and description.
    Edit,
    /// Switch it on.
    Activate,
    /// Switch it off.
    Deactivate,
    /// Block it until it is reinstated.
    Revoke,
    /// Give it back the state from before it was revoked.
    Reinstate,
    /// Extend it, shorten it, or let it never expire.
    ChangeExpiry,
    /// Give it a new secret.
    Rotate,
    /// Delete it for ever.
    Delete,
}

impl Deed {
    const ALL: [Self; 8] = [
        Self::Edit,
        Self::ChangeExpiry,
        Self::Rotate,
        Self::Activate,
        Self::Deactivate,
        Self::Revoke,
        Self::Reinstate,
        Self::Delete,
    ];

    fn permission(self) -> Permission {
        match self {
            Self::Edit | Self::Activate | Self::Deactivate | Self::ChangeExpiry | Self::Rotate => {
                Permission::CreateAndUpdate
            }
            Self::Revoke | Self::Reinstate => Permission::RevokeAndReinstate,
            Self::Delete => Permission::Delete,
        }
    }

    /// Whether it works without the master key: what only ever blocks.
    fn works_locked(self) -> bool {
        matches!(self, Self::Revoke | Self::Deactivate)
    }

    /// Why its state does not allow it, where it does not: by trying the transition itself.
    fn closed_by(self, state: &State, expired: bool, now: Moment) -> Option<String> {
        let state = state.clone();
        let tried = match self {
            Self::Edit | Self::ChangeExpiry | Self::Delete => return None,
            Self::Activate => state.activate(),
            Self::Deactivate => state.deactivate(),
            Self::Revoke => state.revoke(now, String::new(), None),
            Self::Reinstate => state.reinstate(),
            Self::Rotate if matches!(state, State::Revoked(_)) => {
                return Some("It is revoked; reinstate it first.".into());
            }
            Self::Rotate => return expired.then(|| "It has expired; change its expiry first.".into()),
        };
        tried.err().map(|error| match error {
            Error::NotPossible(why) => why,
            error => error.to_string(),
        })
    }
}

/// A deed, and why it cannot be done now.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct OpenDeed {
    /// The deed.
    pub deed: Deed,
    /// Why it cannot be done; nothing where it can.
    pub closed: Option<String>,
}

/// What decides, beside the operator's permissions.
pub(crate) struct Standing<'a> {
    /// The state that is stored.
    pub state: &'a State,
    /// Whether its expiry is past.
    pub expired: bool,
    /// Whether the vault vouches for it.
    pub vouched: Vouched,
    /// Where the master key is.
    pub keys: KeyState,
}

/// Every deed, and why it cannot be done where it cannot.
pub(crate) fn open_deeds(standing: &Standing<'_>, permissions: &Permissions, now: Moment) -> Vec<OpenDeed> {
    Deed::ALL.map(|deed| OpenDeed { deed, closed: closed(deed, standing, permissions, now) }).into()
}

fn closed(deed: Deed, standing: &Standing<'_>, permissions: &Permissions, now: Moment) -> Option<String> {
    let permission = deed.permission();
    if !permissions.allow(permission) {
        return Some(format!("It needs the permission “{}”.", permission.words()));
    }
    if !deed.works_locked()
        && let Some(why) = closed_by_keys(standing.keys)
    {
        return Some(why.into());
    }
    if standing.vouched == Vouched::Pending {
        return Some("It was changed while the keychain was locked; an administrator vouches for that first.".into());
    }
    deed.closed_by(standing.state, standing.expired, now)
}

/// Why nothing but blocking works, where the master key is not at hand. While it is being asked for, every deed
/// waits for the answer by itself.
fn closed_by_keys(keys: KeyState) -> Option<&'static str> {
    match keys {
        KeyState::Ready | KeyState::Opening => None,
        KeyState::Locked => Some("The keychain is locked; unlock it first."),
        KeyState::Denied => Some("The keychain refused; try again and confirm its question first."),
        KeyState::Missing => Some("The keychain holds no key for this vault; restore the keychain first."),
        KeyState::Unreachable => Some("No keychain answers; start it and try again first."),
        KeyState::Wrong => Some("The keychain holds another vault's key; restore the right keychain first."),
        KeyState::PassphraseNeeded => Some("The passphrase has not been entered; enter it first."),
    }
}
