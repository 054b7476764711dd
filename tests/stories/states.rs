//! Any walk through a credential's states, through the store: with the key and without it, undone, vouched for, and
//! restarted. Nothing but reinstating, or undoing a revocation, leaves *revoked*.

use std::collections::HashMap;

use keywright_core::actions;
use keywright_core::clock::Moment;
use keywright_core::credential::{Changed, Target};
use keywright_core::credential_row::Vouched;
use keywright_core::error::Result;
use keywright_core::ids::CredentialId;
use keywright_core::policy::Expires;
use keywright_core::store::{credentials, head};
use keywright_core::vault::memory_keychain::MemoryState;
use proptest::prelude::*;
use serde_json::Value;

use crate::desk::{AtWork, Desk, TODAY};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Activate,
    Deactivate,
    Revoke,
    Reinstate,
    Extend,
    /// Undoes the change before the last so many that can be undone.
    Undo(usize),
    Lock,
    Unlock,
    Vouch,
    Restart,
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => Just(Step::Activate),
        3 => Just(Step::Deactivate),
        3 => Just(Step::Revoke),
        3 => Just(Step::Reinstate),
        1 => Just(Step::Extend),
        4 => (0..3_usize).prop_map(Step::Undo),
        2 => Just(Step::Lock),
        3 => Just(Step::Unlock),
        2 => Just(Step::Vouch),
        1 => Just(Step::Restart),
    ]
}

/// The row as it is stored.
fn stored(work: &AtWork, id: CredentialId) -> Value {
    let kept = work.app.store.read(|connection| credentials::get(connection, id)).expect("read").expect("a row");
    serde_json::to_value(&kept.row).expect("JSON")
}

/// The same but for revision and modified.
fn content(row: &Value) -> Value {
    let mut row = row.clone();
    let fields = row.as_object_mut().expect("an object");
    assert!(fields.remove("revision").is_some() && fields.remove("modifiedAt").is_some());
    row
}

fn state(row: &Value) -> &str {
    row["state"].as_str().expect("a state")
}

fn is(row: &Value, expected: &str) -> bool {
    state(row) == expected
}

/// A change with a mark: its number, and the row before and after.
struct Done {
    sequence: u64,
    before: Value,
    after: Value,
}

struct Walk {
    desk: Desk,
    /// None only while the core restarts.
    work: Option<AtWork>,
    id: CredentialId,
    locked: bool,
    pending: bool,
    done: Vec<Done>,
    /// The state before each revocation, by the instant of it.
    before_revoked: HashMap<i64, String>,
}

impl Walk {
    fn begin() -> Self {
        let desk = Desk::new();
        let work = desk.at_work();
        let sheet = work.issue("CRM");
        actions::close_sheet(&work.app, sheet.id).expect("closed");
        Self {
            desk,
            work: Some(work),
            id: sheet.credential,
            locked: false,
            pending: false,
            done: vec![],
            before_revoked: HashMap::new(),
        }
    }

    fn work(&self) -> &AtWork {
        self.work.as_ref().expect("at work")
    }

    fn row(&self) -> Value {
        stored(self.work(), self.id)
    }

    /// What becomes of a verb, as the domain has it: nothing where it succeeds, else the code.
    fn refusal(&self, step: Step, row: &Value, undone: Option<&Done>) -> Option<&'static str> {
        let possible = match step {
            Step::Activate => is(row, "inactive"),
            Step::Deactivate => is(row, "active"),
            Step::Revoke => !is(row, "revoked"),
            Step::Reinstate => is(row, "revoked"),
            _ => true,
        };
        let blocks = matches!(step, Step::Deactivate | Step::Revoke);
        match step {
            _ if self.locked && !blocks => Some("key_locked"),
            _ if self.pending && !self.locked => Some("not_vouched"),
            Step::Undo(_) if undone.is_some_and(|done| content(&done.after) != content(row)) => {
                Some("changed_meanwhile")
            }
            _ if !possible => Some("not_possible"),
            _ => None,
        }
    }

    fn act(&self, step: Step, undone: Option<&Done>, target: Target) -> Result<Changed> {
        let app = &self.work().app;
        match step {
            Step::Activate => actions::activate_credential(app, target),
            Step::Deactivate => actions::deactivate_credential(app, target),
            Step::Revoke => actions::revoke_credential(app, target, "because"),
            Step::Reinstate => actions::reinstate_credential(app, target),
            Step::Extend => {
                let expires = Expires::On { date: "2029-01-01".parse().expect("a date") };
                actions::change_expiry(app, target, expires)
            }
            _ => actions::undo_change(app, undone.expect("one that can be undone").sequence),
        }
    }

    /// One verb, and everything that must hold of it.
    fn verb(&mut self, step: Step) {
        let before = self.row();
        let undone = match step {
            Step::Undo(back) => match self.done.len().checked_sub(back + 1) {
                Some(at) => Some(self.done.swap_remove(at)),
                None => return,
            },
            _ => None,
        };
        let revision = before["revision"].as_u64().expect("a revision") as u32;
        let outcome = self.act(step, undone.as_ref(), Target { credential: self.id, revision });
        let after = self.row();
        if let Some(code) = self.refusal(step, &before, undone.as_ref()) {
            assert_eq!(outcome.expect_err("refused").code(), code, "{step:?} of {before}");
            assert_eq!(after, before, "a refusal changes nothing");
            return;
        }
        let changed = outcome.unwrap_or_else(|error| panic!("{step:?} of {before}: {error}"));
        assert_eq!(after["revision"].as_u64(), Some(u64::from(revision) + 1));
        assert_eq!(changed.undo.is_none(), self.locked, "what bears no mark is not undone by itself");
        let takes_back = undone.as_ref().is_some_and(|done| !is(&done.before, "revoked") && is(&done.after, "revoked"));
        if is(&before, "revoked") && !is(&after, "revoked") {
            assert!(step == Step::Reinstate || takes_back, "{step:?} has left revoked");
        }
        match step {
            Step::Reinstate => {
                let was = &self.before_revoked[&before["at"].as_i64().expect("an instant")];
                assert_eq!(state(&after), was, "the state before");
            }
            Step::Undo(_) => {
                let undone = undone.as_ref().expect("the change");
                assert_eq!(content(&after), content(&undone.before), "exactly what it was");
            }
            _ => {}
        }
        if step == Step::Revoke {
            let at = after["at"].as_i64().expect("an instant");
            assert!(self.before_revoked.insert(at, state(&before).to_owned()).is_none(), "each at its own instant");
        }
        self.pending |= self.locked;
        if let Some(sequence) = changed.undo {
            self.done.push(Done { sequence, before, after });
        }
    }

    fn restart(&mut self) {
        self.work = None;
        let again =
            if self.locked { self.desk.back_without_key(MemoryState::Locked) } else { self.desk.back_at_work() };
        self.work = Some(again);
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Lock => {
                self.desk.keychain.set_state(MemoryState::Locked);
                self.work().app.vault.forget(self.work().app.now());
                self.locked = true;
            }
            Step::Unlock => {
                self.desk.keychain.set_state(MemoryState::Ready);
                self.work().app.retry_keychain();
                self.work().app.vault.keys().expect("open");
                self.locked = false;
            }
            Step::Vouch => {
                let row = self.row();
                let answer = actions::vouch_for_changes(&self.work().app);
                match answer {
                    Err(error) => assert!(self.locked && error.code() == "key_locked", "{error}"),
                    Ok(entries) => {
                        assert_eq!(entries > 0, self.pending);
                        self.pending = false;
                    }
                }
                assert_eq!(self.row(), row, "vouching changes no field");
            }
            Step::Restart => self.restart(),
            verb => self.verb(verb),
        }
        let expected = match (self.locked, self.pending) {
            (true, _) => Vouched::Unknown,
            (false, true) => Vouched::Pending,
            (false, false) => Vouched::Yes,
        };
        assert_eq!(self.work().table()[0].vouched, expected, "{step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_walk_through_the_states_holds_what_the_domain_says(steps in proptest::collection::vec(a_step(), 1..40)) {
        let mut walk = Walk::begin();
        for (at, step) in steps.into_iter().enumerate() {
            walk.desk.clock.set(Moment::from_millis(TODAY + 1_000 * at as i64));
            walk.take(step);
        }
        walk.take(Step::Unlock);
        walk.take(Step::Vouch);
        let store = &walk.work().app.store;
        let (head, _) = store.read(head::read).expect("the head");
        prop_assert!(head.agrees_with(&store.read(head::count).expect("counted")));
        prop_assert!(head.unkeyed.is_none(), "everything is answered");
    }
}
