//! Blocking a credential: revoking and deactivating, which also work while the master key is not at hand.
//! What is done then bears no mark, so this also tells whether a written change is a block and nothing else. Pure.

use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::Result;

/// How a credential is blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Switched off.
    Deactivate,
    /// Revoked.
    Revoke {
        /// Why, if a reason was given.
        reason: Option<String>,
    },
}

impl Block {
    /// `credential` as it is once `by` has blocked it at `now`: another state, revision and modified, and nothing else.
    ///
    /// # Errors
    /// [`crate::error::Error::NotPossible`] where its state does not allow it.
    pub fn apply(&self, credential: &Credential, now: Moment, by: &str) -> Result<Credential> {
        let state = credential.state.clone();
        let state = match self {
            Self::Deactivate => state.deactivate()?,
            Self::Revoke { reason } => state.revoke(now, by.to_owned(), reason.clone())?,
        };
        let revision = credential.revision.saturating_add(1);
        Ok(Credential { state, revision, modified_at: now, ..credential.clone() })
    }

    /// The block that the audit log calls `action` and that can have led to `after`.
    fn named(action: &str, after: &Credential) -> Option<Self> {
        match action {
            "deactivate_credential" | "deactivate_credentials" => Some(Self::Deactivate),
            "revoke_credential" | "revoke_credentials" => {
                Some(Self::Revoke { reason: after.state.revocation()?.reason.clone() })
            }
            _ => None,
        }
    }

    /// Whether `after` is exactly what `action`, done by `by` at `now`, makes of `before`: a block, and nothing beside it.
    pub fn explains(action: &str, now: Moment, by: &str, before: &Credential, after: &Credential) -> bool {
        let made = Self::named(action, after).and_then(|block| block.apply(before, now, by).ok());
        made.as_ref() == Some(after)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::state::{Revocation, State};

    fn credential(state: State) -> Credential {
        let id = "00000000-0000-7000-8000-000000000001";
        let mut row = serde_json::json!({
            "id": id, "revision": 3, "tenant": id, "group": id, "title": "CRM", "description": "", "starts": null,
            "expires": 7, "reveal": "show-once", "accessId": "7e4e6a9c-11ca-40f4-95af-edae017358d0", "sample": false,
            "createdAt": 1, "createdBy": "Dana", "modifiedAt": 2,
        });
        let state = serde_json::to_value(state).expect("JSON");
        row.as_object_mut().expect("an object").extend(state.as_object().expect("an object").clone());
        serde_json::from_value(row).expect("a credential")
    }

    fn revoked(was_active: bool) -> State {
        State::Revoked(Revocation { at: Moment::from_millis(5), by: "Dana".into(), reason: None, was_active })
    }

    fn now() -> Moment {
        Moment::from_millis(5)
    }

    fn explained(action: &str, before: State, after: &Credential) -> bool {
        Block::explains(action, now(), "Dana", &credential(before), after)
    }

    #[test]
    fn a_block_explains_what_it_makes_and_only_that() {
        let revoke = Block::Revoke { reason: Some("leaked".into()) };
        let after = revoke.apply(&credential(State::Active), now(), "Dana").expect("revoked");
        assert!(explained("revoke_credential", State::Active, &after));
        assert!(!explained("deactivate_credential", State::Active, &after), "another verb");
        assert!(!explained("revoke_credential", State::Inactive, &after), "another state before");
        assert!(
            !Block::explains("revoke_credential", now(), "Sam", &credential(State::Active), &after),
            "another operator"
        );
        assert!(!Block::explains(
            "revoke_credential",
            Moment::from_millis(6),
            "Dana",
            &credential(State::Active),
            &after
        ));
        for other in [
            Credential { revision: 9, ..after.clone() },
            Credential { sample: true, ..after.clone() },
            Credential { created_by: "Sam".into(), ..after.clone() },
            Credential { validity: Default::default(), ..after.clone() },
            Credential { modified_at: Moment::from_millis(6), ..after.clone() },
        ] {
            assert!(!explained("revoke_credential", State::Active, &other), "{other:?}");
        }
    }

    #[test]
    fn nothing_that_opens_is_a_block() {
        for (action, before, after) in [
            ("reinstate_credential", revoked(true), State::Active),
            ("activate_credential", State::Inactive, State::Active),
            ("revoke_credential", revoked(true), State::Active),
            ("deactivate_credential", revoked(false), State::Inactive),
            ("deactivate_credential", State::Inactive, State::Active),
            ("revoke_credential", State::Active, revoked(false)),
            ("revoke_credential", State::Inactive, revoked(true)),
        ] {
            let after = Credential { state: after, revision: 4, modified_at: now(), ..credential(before.clone()) };
            assert!(!explained(action, before.clone(), &after), "{action} from {before:?} to {after:?}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_explained_is_blocked(action in "(deactivate|revoke|reinstate|activate)_credential", from in 0..4_u8, to in 0..4_u8) {
            let state = |which| match which {
                0 => State::Active,
                1 => State::Inactive,
                2 => revoked(true),
                _ => revoked(false),
            };
            let after = Credential { state: state(to), revision: 4, modified_at: now(), ..credential(state(from)) };
            if explained(&action, state(from), &after) {
                prop_assert!(from < 2 && to != 0, "{} from {} to {}", action, from, to);
            }
        }
    }
}
