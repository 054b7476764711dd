//! What can be done with a credential now, and why not where it cannot: by permission, by whether the
//! master key is at hand, and by its state. Pure: the screens format what this decides.

use serde::Serialize;

use crate::actions::SHOWN_ONCE;
use crate::clock::Moment;
use crate::credential_row::Vouched;
use crate::error::Error;
use crate::permission::{Permission, Permissions};
use crate::policy::Reveal;
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
    /// Begin a new one with its settings.
    Duplicate,
    /// Move it to another group.
    Move,
    /// Keep its secrets such that they cannot be had again.
    MakeShowOnce,
    /// Copy its kept secret.
    CopyAgain,
    /// Save its kept secret.
    DownloadAgain,
}

impl Deed {
    const ALL: [Self; 13] = [
        Self::CopyAgain,
        Self::DownloadAgain,
        Self::Edit,
        Self::ChangeExpiry,
        Self::Rotate,
        Self::Move,
        Self::Duplicate,
        Self::MakeShowOnce,
        Self::Activate,
        Self::Deactivate,
        Self::Revoke,
        Self::Reinstate,
        Self::Delete,
    ];

    fn permission(self) -> Permission {
        match self {
            Self::Edit
            | Self::Activate
            | Self::Deactivate
            | Self::ChangeExpiry
            | Self::Rotate
            | Self::Duplicate
            | Self::Move
            | Self::MakeShowOnce => Permission::CreateAndUpdate,
            Self::CopyAgain | Self::DownloadAgain => Permission::Reveal,
            Self::Revoke | Self::Reinstate => Permission::RevokeAndReinstate,
            Self::Delete => Permission::Delete,
        }
    }

    /// Whether it works without the master key: what only ever blocks.
    fn works_locked(self) -> bool {
        matches!(self, Self::Revoke | Self::Deactivate)
    }

    /// Why its state does not allow it, where it does not: by trying the transition itself.
    fn closed_by(self, standing: &Standing<'_>, now: Moment) -> Option<String> {
        let state = standing.state.clone();
        let tried = match self {
            Self::Edit | Self::ChangeExpiry | Self::Delete | Self::Duplicate | Self::Move => return None,
            Self::MakeShowOnce => {
                return (standing.reveal == Reveal::ShowOnce).then(|| "Its secret is shown once already.".into());
            }
            Self::CopyAgain | Self::DownloadAgain => return (!standing.kept).then(|| SHOWN_ONCE.into()),
            Self::Activate => state.activate(),
            Self::Deactivate => state.deactivate(),
            Self::Revoke => state.revoke(now, String::new(), None),
            Self::Reinstate => state.reinstate(),
            Self::Rotate if matches!(state, State::Revoked(_)) => {
                return Some("It is revoked; reinstate it first.".into());
            }
            Self::Rotate => return standing.expired.then(|| "It has expired; change its expiry first.".into()),
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
    /// What is kept of its secrets.
    pub reveal: Reveal,
    /// Whether the newest can be had again.
    pub kept: bool,
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
    if standing.vouched == Vouched::Altered {
        return Some("It was changed outside Keywright; restore it from a backup first.".into());
    }
    if standing.vouched == Vouched::Pending {
        return Some("It was changed while the keychain was locked; an administrator vouches for that first.".into());
    }
    deed.closed_by(standing, now)
}

/// Why nothing but blocking works, where the master key is not at hand. While it is being asked for, every deed
/// waits for the answer by itself.
pub(crate) fn closed_by_keys(keys: KeyState) -> Option<&'static str> {
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
