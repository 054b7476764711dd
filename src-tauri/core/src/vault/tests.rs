//! What the vault promises of its keys, over a keychain in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::keychain::{Keychain, KeychainItem, KeychainTrouble, Late, Probed, Wanted};
use super::memory_keychain::{Asked, MemoryKeychain, MemoryState};
use super::*;
use crate::ids::{CredentialId, TenantId, VersionId};
use crate::mac::Vouch;
use crate::rng::SystemRng;
use crate::secret::Secret;

fn now() -> Moment {
    Moment::from_millis(1_700_000_000_000)
}

fn later() -> Moment {
    now().plus_millis(60_000)
}

const ACCOUNT: &str = "1000";

fn id() -> VaultId {
    VaultId::from_bytes([1; 16])
}

fn passphrase(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

/// A vault in a keychain in memory, as it is after a restart.
struct Desk {
    keychain: Arc<MemoryKeychain>,
    slot: KeySlot,
    key_check: [u8; 32],
    founded: Asked,
}

impl Desk {
    fn founded() -> Self {
        let keychain = Arc::new(MemoryKeychain::new());
        let founding = Vault::found(id(), Protection::Keychain, ACCOUNT, now(), keychain.clone(), &SystemRng).unwrap();
        let founded = keychain.asked();
        Self { keychain, slot: founding.slot, key_check: founding.key_check, founded }
    }

    fn vault(&self) -> Vault {
        Vault::of_slots(id(), 1, self.key_check, vec![self.slot.clone()], ACCOUNT, self.keychain.clone())
    }

    /// What is minted or changed in the keychain after the founding must be nothing.
    fn assert_nothing_written(&self) {
        let asked = self.keychain.asked();
        assert_eq!((asked.writes, asked.removals), (self.founded.writes, self.founded.removals));
    }
}

fn trouble(vault: &Vault) -> KeyTrouble {
    match vault.keys() {
        Err(Error::Key(trouble)) => trouble,
        other => panic!("expected a trouble with the key, got {other:?}"),
    }
}

#[test]
fn a_founded_vault_is_ready_and_opens_again_with_the_same_keys() {
    let keychain = Arc::new(MemoryKeychain::new());
    let founding = Vault::found(id(), Protection::Keychain, ACCOUNT, now(), keychain.clone(), &SystemRng).unwrap();
    assert_eq!(founding.vault.status().state, KeyState::Ready);
    assert_eq!(founding.vault.status().since, Some(now()));
    assert_eq!((keychain.asked().writes, keychain.len()), (1, 1));
    let first = founding.vault.keys().unwrap();

    let slots = vec![founding.slot];
    let again = Vault::of_slots(id(), 1, founding.key_check, slots, ACCOUNT, keychain.clone());
    let reads = keychain.asked().reads;
    assert_eq!(again.status().state, KeyState::Locked);
    assert_eq!(again.status().since, None);
    assert_eq!(keychain.asked().reads, reads, "the keychain was asked before anybody wanted it");
    assert_eq!(again.open(later()).state, KeyState::Ready);
    assert_eq!(
        again.status(),
        KeyStatus { state: KeyState::Ready, has_keychain: true, has_passphrase: false, since: Some(later()) }
    );
    let second = again.keys().unwrap();
    assert_eq!(first.row_mac(b"row"), second.row_mac(b"row"));
    assert_eq!(keychain.asked().writes, 1);

    let binding = Binding {
        vault: id(),
        tenant: TenantId::from_bytes([2; 16]),
        credential: CredentialId::from_bytes([3; 16]),
        version: VersionId::from_bytes([4; 16]),
        epoch: 1,
        recoverable: false,
    };
    let secret = Secret::new("e61e92fb-bfd9-4cef-9b21-6f1e8211b77b".into());
    let sealed = first.seal(&binding, &secret, &SystemRng).unwrap();
    assert!(second.open(&binding, &sealed).unwrap().same_as(&secret));
}

#[test]
fn two_vaults_never_share_a_key() {
    let check = || Desk::founded().key_check;
    assert_ne!(check(), check());
}

#[test]
fn once_had_the_keys_stay_whatever_the_keychain_does() {
    let desk = Desk::founded();
    let vault = desk.vault();
    vault.open(now());
    let reads = desk.keychain.asked().reads;
    desk.keychain.set_state(MemoryState::Unreachable);
    assert_eq!(vault.open(later()).state, KeyState::Ready);
    assert_eq!(vault.unlock(later()).state, KeyState::Ready);
    assert!(vault.keys().is_ok());
    assert_eq!(desk.keychain.asked().reads, reads);
}

#[test]
fn every_trouble_has_its_own_state_and_writes_nothing() {
    for (state, expected, told) in [
        (MemoryState::Locked, KeyState::Locked, KeyTrouble::Locked),
        (MemoryState::Denied, KeyState::Denied, KeyTrouble::Denied),
        (MemoryState::Missing, KeyState::Missing, KeyTrouble::Missing),
        (MemoryState::Unreachable, KeyState::Unreachable, KeyTrouble::Unreachable),
        (MemoryState::Wrong, KeyState::Wrong, KeyTrouble::Wrong),
    ] {
        let desk = Desk::founded();
        desk.keychain.set_state(state);
        let vault = desk.vault();
        assert_eq!(vault.open(now()).state, expected);
        assert_eq!(trouble(&vault), told);
        assert_eq!(vault.open(later()).state, expected, "a retry changed it");
        assert_eq!(vault.status().since, Some(later()));
        assert_eq!(desk.keychain.asked().prompts, 0, "a retry prompted");
        desk.assert_nothing_written();

        // The same process recovers once the keychain does.
        desk.keychain.set_state(MemoryState::Ready);
        assert_eq!(vault.open(later()).state, KeyState::Ready);
        assert!(vault.keys().is_ok());
        desk.assert_nothing_written();
    }
}

#[test]
fn only_unlock_prompts_and_once_per_act() {
    let desk = Desk::founded();
    desk.keychain.set_state(MemoryState::Locked);
    let vault = desk.vault();
    assert_eq!(vault.open(now()).state, KeyState::Locked);
    assert_eq!(desk.keychain.asked().prompts, 0);
    assert_eq!(vault.unlock(later()).state, KeyState::Ready);
    assert_eq!(desk.keychain.asked().prompts, 1);

    let desk = Desk::founded();
    desk.keychain.set_state(MemoryState::Denied);
    let vault = desk.vault();
    assert_eq!(vault.unlock(now()).state, KeyState::Denied);
    assert_eq!(trouble(&vault), KeyTrouble::Denied);
    assert_eq!(desk.keychain.asked().prompts, 1);
    desk.assert_nothing_written();
}

#[test]
fn unlock_does_not_prompt_where_a_prompt_cannot_help() {
    for (state, expected) in [
        (MemoryState::Missing, KeyState::Missing),
        (MemoryState::Unreachable, KeyState::Unreachable),
        (MemoryState::Wrong, KeyState::Wrong),
    ] {
        let desk = Desk::founded();
        desk.keychain.set_state(state);
        assert_eq!(desk.vault().unlock(now()).state, expected);
        assert_eq!(desk.keychain.asked().prompts, 0);
        desk.assert_nothing_written();
    }
}

#[test]
fn the_key_check_tells_a_slot_of_another_vault() {
    // The slot opens, but holds a key that the rows were not sealed with.
    let desk = Desk::founded();
    let mut other = desk.key_check;
    other[31] ^= 1;
    let vault = Vault::of_slots(id(), 1, other, vec![desk.slot.clone()], ACCOUNT, desk.keychain.clone());
    assert_eq!(vault.open(now()).state, KeyState::Wrong);
    desk.assert_nothing_written();
}

#[test]
fn an_item_of_another_length_is_a_wrong_key() {
    let desk = Desk::founded();
    let account = desk.slot.account(id());
    for item in [vec![], vec![1; 31], vec![1; 33], vec![1; 32]] {
        desk.keychain.write(&account, &KeychainItem::new(item)).unwrap();
        assert_eq!(desk.vault().open(now()).state, KeyState::Wrong);
    }
}

#[test]
fn another_accounts_slot_is_not_used() {
    let desk = Desk::founded();
    let vault = Vault::of_slots(id(), 1, desk.key_check, vec![desk.slot.clone()], "1001", desk.keychain.clone());
    let reads = desk.keychain.asked().reads;
    assert_eq!(vault.open(now()).state, KeyState::Missing);
    assert!(!vault.status().has_keychain);
    assert_eq!(trouble(&vault), KeyTrouble::Missing);
    assert_eq!(desk.keychain.asked().reads, reads);
}

#[test]
fn a_keychain_that_does_not_take_the_key_founds_nothing() {
    for (state, told) in [
        (MemoryState::Locked, KeyTrouble::Locked),
        (MemoryState::Denied, KeyTrouble::Denied),
        (MemoryState::Unreachable, KeyTrouble::Unreachable),
        (MemoryState::Missing, KeyTrouble::Missing),
        (MemoryState::Wrong, KeyTrouble::Wrong),
    ] {
        let keychain = Arc::new(MemoryKeychain::new());
        keychain.set_state(state);
        let refused = Vault::found(id(), Protection::Keychain, ACCOUNT, now(), keychain.clone(), &SystemRng);
        assert!(matches!(refused, Err(Error::Key(trouble)) if trouble == told), "{state:?}");
        assert!(keychain.is_empty(), "{state:?} left an item behind");
    }
}

#[test]
fn a_passphrase_founds_and_opens_without_any_keychain() {
    let keychain = Arc::new(MemoryKeychain::new());
    keychain.set_state(MemoryState::Unreachable);
    let protection = Protection::Passphrase(passphrase("correct horse battery"));
    let founding = Vault::found(id(), protection, ACCOUNT, now(), keychain.clone(), &SystemRng).unwrap();
    assert_eq!(founding.slot.kind, SlotKind::Passphrase);
    let first = founding.vault.keys().unwrap();

    let slots = vec![founding.slot];
    let vault = Vault::of_slots(id(), 1, founding.key_check, slots, ACCOUNT, keychain.clone());
    assert_eq!(
        vault.open(now()),
        KeyStatus { state: KeyState::PassphraseNeeded, has_keychain: false, has_passphrase: true, since: None }
    );
    assert_eq!(trouble(&vault), KeyTrouble::PassphraseNeeded);
    let refused = vault.unlock_with_passphrase(&passphrase("correct horse batterz"), now());
    assert!(matches!(refused, Err(Error::Key(KeyTrouble::PassphraseWrong))));
    assert_eq!(vault.status().state, KeyState::PassphraseNeeded);
    vault.unlock_with_passphrase(&passphrase("correct horse battery"), later()).unwrap();
    assert_eq!(vault.status().state, KeyState::Ready);
    assert_eq!(vault.keys().unwrap().row_mac(b"row"), first.row_mac(b"row"));
    assert_eq!(keychain.asked(), Asked::default());
}

#[test]
fn a_passphrase_slot_of_another_key_is_told_from_a_wrong_passphrase() {
    let keychain = Arc::new(MemoryKeychain::new());
    let protection = Protection::Passphrase(passphrase("correct horse battery"));
    let founding = Vault::found(id(), protection, ACCOUNT, now(), keychain.clone(), &SystemRng).unwrap();
    let vault = Vault::of_slots(id(), 1, [0; 32], vec![founding.slot], ACCOUNT, keychain);
    let refused = vault.unlock_with_passphrase(&passphrase("correct horse battery"), now());
    assert!(matches!(refused, Err(Error::Key(KeyTrouble::Wrong))));
}

#[test]
fn a_short_passphrase_is_refused_by_its_characters() {
    let keychain = Arc::new(MemoryKeychain::new());
    let found = |text: &str| {
        let protection = Protection::Passphrase(passphrase(text));
        Vault::found(id(), protection, ACCOUNT, now(), keychain.clone(), &SystemRng)
    };
    for short in ["", "eleven char", "ééééééééééé"] {
        let refused = found(short).map(drop).unwrap_err();
        assert_eq!((refused.code(), refused.field()), ("invalid_input", Some("passphrase")), "{short}");
    }
    assert!(found("twelve chars").is_ok());
}

#[test]
fn a_vault_without_a_passphrase_says_so() {
    let refused = Desk::founded().vault().unlock_with_passphrase(&passphrase("correct horse battery"), now());
    assert!(matches!(refused, Err(Error::NotFound(_))));
}

#[test]
fn forgetting_asks_again() {
    let desk = Desk::founded();
    let vault = desk.vault();
    vault.open(now());
    let held = vault.keys().unwrap();
    vault.forget(later());
    assert_eq!(vault.status().state, KeyState::Locked);
    assert_eq!(trouble(&vault), KeyTrouble::Locked);
    assert_eq!(held.epoch(), 1, "who holds them finishes with them");
    assert_eq!(vault.open(later()).state, KeyState::Ready);
}

#[test]
fn each_change_is_told() {
    let desk = Desk::founded();
    let vault = desk.vault();
    let told = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&told);
    vault.on_change(Box::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
    }));
    vault.open(now());
    // The last telling is under way when the waiter wakes.
    let until = Instant::now() + PATIENCE;
    while told.load(Ordering::SeqCst) < 2 && Instant::now() < until {
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(told.load(Ordering::SeqCst), 2, "opening, ready");
    vault.forget(later());
    assert_eq!(told.load(Ordering::SeqCst), 3);
}

/// A keychain that answers a read only when it is let, and whose prompt is confirmed late.
struct Slow {
    inside: Arc<MemoryKeychain>,
    gate: Mutex<Option<mpsc::Receiver<()>>>,
    late: Mutex<Option<Late>>,
    /// What the vault says, when it asks for an unlock, of whether it is still wanted.
    wanted: Mutex<Option<bool>>,
}

impl Keychain for Slow {
    fn ready(&self) -> Result<(), KeychainTrouble> {
        self.inside.ready()
    }

    fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble> {
        let gate = self.gate.lock().unwrap().take();
        if let Some(gate) = gate {
            let _let_go = gate.recv();
        }
        self.inside.read(account)
    }

    fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble> {
        self.inside.write(account, item)
    }

    fn remove(&self, account: &str) -> Result<(), KeychainTrouble> {
        self.inside.remove(account)
    }

    fn unlock(&self, wanted: &Wanted<'_>, late: Late) -> Result<(), KeychainTrouble> {
        *self.wanted.lock().unwrap() = Some(wanted());
        *self.late.lock().unwrap() = Some(late);
        Err(KeychainTrouble::Locked)
    }

    fn cancel_unlock(&self) {}

    fn probe(&self) -> Vec<Probed> {
        self.inside.probe()
    }
}

fn slow(desk: &Desk, gate: Option<mpsc::Receiver<()>>) -> (Arc<Slow>, Vault) {
    let slow = Arc::new(Slow {
        inside: desk.keychain.clone(),
        gate: Mutex::new(gate),
        late: Mutex::default(),
        wanted: Mutex::default(),
    });
    let vault = Vault::of_slots(id(), 1, desk.key_check, vec![desk.slot.clone()], ACCOUNT, slow.clone());
    (slow, vault)
}

#[test]
fn who_needs_the_keys_waits_for_the_opening_and_never_begins_a_second() {
    let desk = Desk::founded();
    let (go, gate) = mpsc::channel();
    let (_slow, vault) = slow(&desk, Some(gate));
    let reads = desk.keychain.asked().reads;
    vault.begin_opening(now());
    vault.begin_opening(now());
    assert_eq!(vault.status().state, KeyState::Opening);
    let waiting = thread::scope(|scope| {
        let waiting: Vec<_> = (0..8).map(|_| scope.spawn(|| vault.keys().is_ok())).collect();
        thread::sleep(Duration::from_millis(50));
        go.send(()).unwrap();
        waiting.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(waiting, [true; 8]);
    assert_eq!(desk.keychain.asked().reads, reads + 1);
}

#[test]
fn an_answer_after_forgetting_changes_nothing() {
    let desk = Desk::founded();
    let (go, gate) = mpsc::channel();
    let (_slow, vault) = slow(&desk, Some(gate));
    vault.begin_opening(now());
    vault.forget(later());
    go.send(()).unwrap();
    thread::sleep(Duration::from_millis(100));
    assert_eq!(vault.status().state, KeyState::Locked);
    assert_eq!(trouble(&vault), KeyTrouble::Locked);
}

#[test]
fn a_prompt_confirmed_late_opens_all_the_same() {
    let desk = Desk::founded();
    desk.keychain.set_state(MemoryState::Locked);
    let (slow, vault) = slow(&desk, None);
    assert_eq!(vault.unlock(now()).state, KeyState::Locked);
    assert_eq!(*slow.wanted.lock().unwrap(), Some(true));
    desk.keychain.set_state(MemoryState::Ready);
    let late = slow.late.lock().unwrap().take().unwrap();
    late();
    assert!(vault.keys().is_ok());
    desk.assert_nothing_written();
}

#[test]
fn a_cancellation_before_the_window_reaches_the_unlock_and_no_later_one() {
    let desk = Desk::founded();
    desk.keychain.set_state(MemoryState::Locked);
    let (go, gate) = mpsc::channel();
    let (slow, vault) = slow(&desk, Some(gate));
    thread::scope(|scope| {
        let waiting = scope.spawn(|| vault.unlock(now()));
        while vault.status().state != KeyState::Opening {
            thread::sleep(Duration::from_millis(1));
        }
        let begun = Instant::now();
        vault.cancel_unlock();
        assert_eq!(waiting.join().unwrap().state, KeyState::Opening, "the keychain is still being asked");
        assert!(begun.elapsed() < PATIENCE / 2, "took {:?}", begun.elapsed());
    });
    go.send(()).unwrap();
    assert_eq!(trouble(&vault), KeyTrouble::Locked);
    assert_eq!(*slow.wanted.lock().unwrap(), None, "a window was asked for all the same");
    vault.unlock(later());
    assert_eq!(*slow.wanted.lock().unwrap(), Some(true), "the next unlock is another");
}

#[test]
fn nothing_that_holds_a_key_prints_it() {
    assert_eq!(format!("{:?}", KeychainItem::new(b"bytes of a key".to_vec())), "KeychainItem(…)");
    let keychain = Arc::new(MemoryKeychain::new());
    let protection = Protection::Passphrase(passphrase("correct horse battery"));
    assert_eq!(format!("{protection:?}"), "Passphrase(Passphrase(…))");
    let founding = Vault::found(id(), Protection::Keychain, ACCOUNT, now(), keychain, &SystemRng).unwrap();
    let keys = founding.vault.keys().unwrap();
    assert_eq!(format!("{keys:?}"), "Keys(epoch 1, …)");
    assert_eq!(format!("{:?}", founding.vault), format!("Vault({}, Ready)", id()));
    let slot = format!("{:?}", founding.slot);
    assert!(slot.starts_with("KeySlot(") && slot.ends_with(", keychain, owner 1000, …)"), "{slot}");
}
