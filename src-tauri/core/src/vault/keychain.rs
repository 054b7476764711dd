//! What the vault asks of a keychain: one small item per key slot, read, written and
//! removed under a deadline. Knows nothing of what the item is for.

use std::fmt;
use std::time::Duration;

use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What a keychain item holds: the wrapping key of a slot. Zeroed when dropped.
pub struct KeychainItem(Zeroizing<Vec<u8>>);

impl KeychainItem {
    /// Takes `bytes` over as an item.
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for the keychain that keeps them.
    pub fn for_keychain(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, to open a slot with.
    pub(super) fn for_unwrapping(&self) -> &[u8] {
        &self.0
    }

    /// A second item for a call that may outlive whoever made it. Zeroed when the call returns.
    pub fn copy_for_the_call(&self) -> Self {
        Self(self.0.clone())
    }
}

/// In constant time.
impl PartialEq for KeychainItem {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for KeychainItem {}

impl fmt::Debug for KeychainItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeychainItem(…)")
    }
}

/// How long any call may take that must not prompt.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// How long *Unlock* waits for the person at the keychain's own password window.
pub const UNLOCK_PATIENCE: Duration = Duration::from_secs(120);

/// What is done about an unlock that the person confirms after nobody waits any more.
pub type Late = Box<dyn FnOnce() + Send>;

/// Whether an unlock that was asked for has not been called off since.
pub type Wanted<'a> = dyn Fn() -> bool + 'a;

/// How a keychain can fail. None of these holds or prints bytes of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeychainTrouble {
    /// It answers and is locked.
    Locked,
    /// It refused, or its prompt was dismissed.
    Denied,
    /// No bus, no service, a broken connection that did not reopen, or no answer within the deadline.
    Unreachable,
}

/// One thing that the probe tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeStep {
    /// A keychain service answers.
    Service,
    /// The collection that would hold the key is there and unlocked.
    Collection,
    /// A test item was written and read back the same.
    Write,
    /// The test item was removed.
    Remove,
}

/// How one step of the probe went.
#[derive(Clone, Debug)]
pub struct Probed {
    /// What was tried.
    pub step: ProbeStep,
    /// How long it took.
    pub took: Duration,
    /// A name that the keychain gave (service or collection), or nothing.
    pub detail: String,
    /// What went wrong, if it did; later steps were then not tried.
    pub trouble: Option<KeychainTrouble>,
}

/// A keychain. Every method returns within its patience, whatever the keychain does,
/// and may be called from any thread; none but [`Keychain::unlock`] may prompt.
pub trait Keychain: Send + Sync {
    /// Whether it answers and is unlocked; reads nothing.
    ///
    /// # Errors
    /// The trouble it is in.
    fn ready(&self) -> Result<(), KeychainTrouble>;

    /// The item of `account`, or `None` where there is none (which is also what a damaged or
    /// swapped keychain answers). Asks [`Keychain::ready`] first, so that it never prompts.
    ///
    /// # Errors
    /// The trouble it is in.
    fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble>;

    /// Writes the item of `account`, in place of one that is there.
    ///
    /// # Errors
    /// The trouble it is in; then it is not known whether the item was written.
    fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble>;

    /// Removes the item of `account`; well where there is none.
    ///
    /// # Errors
    /// The trouble it is in.
    fn remove(&self, account: &str) -> Result<(), KeychainTrouble>;

    /// Asks the keychain to unlock, with its own password window. Returns early with
    /// [`KeychainTrouble::Locked`] when [`Keychain::cancel_unlock`] is called. A second call
    /// while the window is open joins the first: never two windows. Where the person confirms
    /// only after the patience has run out, `late` is called, once; it is dropped otherwise.
    /// `wanted` is asked last of all before a window opens: where it says no by then, none does,
    /// and the answer is [`KeychainTrouble::Locked`].
    ///
    /// # Errors
    /// The trouble it is in.
    fn unlock(&self, wanted: &Wanted<'_>, late: Late) -> Result<(), KeychainTrouble>;

    /// Ends the wait of a running [`Keychain::unlock`], if there is one.
    fn cancel_unlock(&self);

    /// Tries a keychain out with a test item of its own name; stops at the first step that fails.
    fn probe(&self) -> Vec<Probed>;
}
