//! The Secret Service of the session bus: items through the keyring store, and over the bus itself
//! what the store does not tell (whether something is locked), so that no call here ever prompts.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error as StoreError};
use zbus::blocking::Connection;
use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Type};
use zbus_secret_service_keyring_store::Store;

use super::super::keychain::{KeychainItem, KeychainTrouble, PATIENCE};

/// The name that every Secret Service has on the bus.
pub(super) const NAME: &str = "org.freedesktop.secrets";
const ROOT: &str = "/org/freedesktop/secrets";
const SECRETS: &str = "org.freedesktop.Secret.Service";
const COLLECTION: &str = "org.freedesktop.Secret.Collection";
/// The path that stands for "none".
const NOWHERE: &str = "/";
/// What the desktop's own keychain program shows beside the item.
const LABEL: &str = "Keywright vault key";

/// How a call failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The keychain answered, and this is its answer.
    Trouble(KeychainTrouble),
    /// The connection, or what the other side knew of it, is gone; a new one may do.
    Broken,
}

impl From<zbus::Error> for Fault {
    fn from(error: zbus::Error) -> Self {
        match &error {
            zbus::Error::MethodError(name, ..) if name.ends_with(".IsLocked") => Self::Trouble(KeychainTrouble::Locked),
            zbus::Error::MethodError(name, ..) if name.ends_with(".AccessDenied") => {
                Self::Trouble(KeychainTrouble::Denied)
            }
            _ => Self::Broken,
        }
    }
}

impl From<zbus::zvariant::Error> for Fault {
    fn from(_: zbus::zvariant::Error) -> Self {
        Self::Broken
    }
}

impl From<StoreError> for Fault {
    /// The error itself goes no further: some of its variants hold bytes of the secret.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::PlatformFailure(_) => Self::Broken,
            // Whether it was locked was asked before; it has been locked since.
            StoreError::NoStorageAccess(_) => Self::Trouble(KeychainTrouble::Locked),
            _ => Self::Trouble(KeychainTrouble::Denied),
        }
    }
}

impl From<Fault> for KeychainTrouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Trouble(trouble) => trouble,
            Fault::Broken => Self::Unreachable,
        }
    }
}

/// A connection to the session bus on which no answer is awaited for longer than the patience.
pub(super) fn connect() -> Result<Connection, Fault> {
    Ok(zbus::blocking::connection::Builder::session()?.method_timeout(PATIENCE).build()?)
}

/// Calls a method of the Secret Service.
pub(super) fn call<B, R>(bus: &Connection, path: &str, interface: &str, method: &str, body: &B) -> Result<R, Fault>
where
    B: serde::Serialize + DynamicType,
    R: serde::de::DeserializeOwned + Type,
{
    Ok(bus.call_method(Some(NAME), path, Some(interface), method, body)?.body().deserialize()?)
}

fn property(bus: &Connection, path: &str, name: &str) -> Result<OwnedValue, Fault> {
    call(bus, path, "org.freedesktop.DBus.Properties", "Get", &(COLLECTION, name))
}

/// The collection that new items go to.
pub(super) fn default_collection(bus: &Connection) -> Result<Option<OwnedObjectPath>, Fault> {
    let path: OwnedObjectPath = call(bus, ROOT, SECRETS, "ReadAlias", &("default",))?;
    Ok(Some(path).filter(|path| path.as_str() != NOWHERE))
}

/// Whether a collection is locked.
pub(super) fn locked(bus: &Connection, collection: &OwnedObjectPath) -> Result<bool, Fault> {
    bool::try_from(property(bus, collection.as_str(), "Locked")?).map_err(Fault::from)
}

/// Asks for a collection to be unlocked: the path of the prompt that it takes, if it takes one.
pub(super) fn ask_to_unlock(bus: &Connection, collection: &OwnedObjectPath) -> Result<Option<OwnedObjectPath>, Fault> {
    let (_unlocked, prompt): (Vec<OwnedObjectPath>, OwnedObjectPath) =
        call(bus, ROOT, SECRETS, "Unlock", &(vec![collection],))?;
    Ok(Some(prompt).filter(|path| path.as_str() != NOWHERE))
}

/// One open connection: the store's, which holds the session that secrets are encrypted for, and our own.
struct Link {
    bus: Connection,
    store: Arc<Store>,
}

/// Whether items that fit are there.
#[derive(PartialEq, Eq)]
enum Found {
    Open,
    Locked,
    None,
}

impl Link {
    fn open() -> Result<Self, Fault> {
        Ok(Self { bus: connect()?, store: Store::new()? })
    }

    fn find(&self, service: &str, account: &str) -> Result<Found, Fault> {
        let attributes = HashMap::from([("service", service), ("username", account)]);
        let (open, locked): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) =
            call(&self.bus, ROOT, SECRETS, "SearchItems", &(attributes,))?;
        // The store would prompt to unlock any that is locked.
        Ok(match (open.is_empty(), locked.is_empty()) {
            (_, false) => Found::Locked,
            (false, true) => Found::Open,
            (true, true) => Found::None,
        })
    }

    fn entry(&self, service: &str, account: &str) -> Result<Entry, Fault> {
        Ok(self.store.build(service, account, Some(&HashMap::from([("label", LABEL)])))?)
    }

    /// The label of the collection that new items go to, which is there and unlocked.
    fn collection(&self) -> Result<String, Fault> {
        // Making one would prompt for its password; the desktop's own program does that.
        let path = default_collection(&self.bus)?.ok_or(Fault::Trouble(KeychainTrouble::Denied))?;
        if locked(&self.bus, &path)? {
            return Err(Fault::Trouble(KeychainTrouble::Locked));
        }
        Ok(String::try_from(property(&self.bus, path.as_str(), "Label")?)?)
    }

    fn read(&self, service: &str, account: &str) -> Result<Option<KeychainItem>, Fault> {
        match self.find(service, account)? {
            Found::Locked => Err(Fault::Trouble(KeychainTrouble::Locked)),
            Found::Open => match self.entry(service, account)?.get_secret() {
                Ok(bytes) => Ok(Some(KeychainItem::new(bytes))),
                Err(StoreError::NoEntry) => Ok(None),
                // Two collections hold one: whether it is the right one shows when it is used.
                Err(StoreError::Ambiguous(entries)) => match entries.first() {
                    Some(entry) => Ok(Some(KeychainItem::new(entry.get_secret()?))),
                    None => Ok(None),
                },
                Err(error) => Err(error.into()),
            },
            // Some services find nothing in what is locked; then it is not known to be missing.
            Found::None => match default_collection(&self.bus)? {
                Some(path) if locked(&self.bus, &path)? => Err(Fault::Trouble(KeychainTrouble::Locked)),
                _ => Ok(None),
            },
        }
    }

    fn write(&self, service: &str, account: &str, item: &KeychainItem) -> Result<(), Fault> {
        self.collection()?;
        if self.find(service, account)? == Found::Locked {
            return Err(Fault::Trouble(KeychainTrouble::Locked));
        }
        Ok(self.entry(service, account)?.set_secret(item.for_keychain())?)
    }

    fn remove(&self, service: &str, account: &str) -> Result<(), Fault> {
        match self.find(service, account)? {
            Found::Locked => Err(Fault::Trouble(KeychainTrouble::Locked)),
            Found::None => Ok(()),
            Found::Open => match self.entry(service, account)?.delete_credential() {
                Ok(()) | Err(StoreError::NoEntry) => Ok(()),
                Err(error) => Err(error.into()),
            },
        }
    }

    /// What runs behind the name, as far as its process tells; the protocol itself has no word for it.
    fn name(&self) -> Result<String, Fault> {
        // Any answer shows that it serves; a name on the bus alone could be a hanging process.
        default_collection(&self.bus)?;
        let process: Result<u32, zbus::Error> = self
            .bus
            .call_method(
                Some("org.freedesktop.DBus"),
                "/org/freedesktop/DBus",
                Some("org.freedesktop.DBus"),
                "GetConnectionUnixProcessID",
                &(NAME,),
            )
            .and_then(|reply| reply.body().deserialize());
        let program = process.ok().and_then(|id| std::fs::read_to_string(format!("/proc/{id}/comm")).ok());
        Ok(known_as(program.as_deref().unwrap_or_default().trim()).to_owned())
    }
}

/// The name that people know a Secret Service by, from the name of its process (15 bytes at most).
fn known_as(program: &str) -> &'static str {
    match program {
        "gnome-keyring-d" => "GNOME Keyring",
        "kwalletd5" | "kwalletd6" | "ksecretd" => "KWallet",
        "keepassxc" => "KeePassXC",
        _ => "Secret Service",
    }
}

/// The Secret Service, connected when first asked.
pub(super) struct Desk {
    service: String,
    link: Mutex<Option<Arc<Link>>>,
}

impl Desk {
    pub(super) fn new(service: &str) -> Self {
        Self { service: service.to_owned(), link: Mutex::new(None) }
    }

    fn held(&self) -> Option<Arc<Link>> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn hold(&self, link: Option<Arc<Link>>) {
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = link;
    }

    /// Calls over the connection that is held; where it turns out broken, once more over a new one.
    fn over<T>(&self, call: impl Fn(&Link) -> Result<T, Fault>) -> Result<T, KeychainTrouble> {
        if let Some(link) = self.held() {
            match call(&link) {
                Err(Fault::Broken) => self.hold(None),
                answer => return answer.map_err(KeychainTrouble::from),
            }
        }
        let link = Arc::new(Link::open()?);
        let answer = call(&link)?;
        self.hold(Some(link));
        Ok(answer)
    }

    pub(super) fn name(&self) -> Result<String, KeychainTrouble> {
        self.over(Link::name)
    }

    pub(super) fn collection(&self) -> Result<String, KeychainTrouble> {
        self.over(Link::collection)
    }

    pub(super) fn read(&self, account: &str) -> Result<Option<KeychainItem>, KeychainTrouble> {
        self.over(|link| link.read(&self.service, account))
    }

    pub(super) fn write(&self, account: &str, item: &KeychainItem) -> Result<(), KeychainTrouble> {
        self.over(|link| link.write(&self.service, account, item))
    }

    pub(super) fn remove(&self, account: &str) -> Result<(), KeychainTrouble> {
        self.over(|link| link.remove(&self.service, account))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_error_never_carries_its_bytes_on() {
        let error = StoreError::BadEncoding(b"bytes of a key".to_vec());
        assert_eq!(format!("{:?}", Fault::from(error)), "Trouble(Denied)");
    }

    #[test]
    fn what_serves_is_named_only_where_it_is_known() {
        assert_eq!(known_as("gnome-keyring-d"), "GNOME Keyring");
        assert_eq!(known_as("ksecretd"), "KWallet");
        assert_eq!(known_as(""), "Secret Service");
        assert_eq!(known_as("something else"), "Secret Service");
    }
}
