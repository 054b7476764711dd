//! What a transaction has written of what lists of credentials show: told, once it stands, to whoever watches the
//! store, who reads it anew.

use std::sync::OnceLock;

use crate::credential::Credential;
use crate::group::Group;
use crate::ids::CredentialId;
use crate::mac::Marked;
use crate::role::Role;
use crate::store::Store;
use crate::tenant::Tenant;
use crate::user::User;

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Credentials that were issued or changed, or whose secrets were; some may be gone.
    pub credentials: Vec<CredentialId>,
    /// The handles of credentials that are gone.
    pub gone: Vec<u32>,
    /// Whether tenants, groups, roles or users were written.
    pub directory: bool,
}

impl Touched {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        self.credentials.is_empty() && self.gone.is_empty() && !self.directory
    }

    /// Adds what was written later.
    pub fn add(&mut self, later: Self) {
        self.credentials.extend(later.credentials);
        self.gone.extend(later.gone);
        self.directory |= later.directory;
    }

    /// Notes that a row of a table was written or deleted.
    pub(super) fn note<R: Marked>(&mut self, row: &R) {
        match R::TABLE {
            Credential::TABLE => self.credentials.push(CredentialId::from_bytes(row.id())),
            Tenant::TABLE | Group::TABLE | Role::TABLE | User::TABLE => self.directory = true,
            _ => {}
        }
    }
}

/// Who is told.
pub(super) type Watcher = OnceLock<Box<dyn Fn(Touched) + Send + Sync>>;

impl Store {
    /// Has `watcher` told what each transaction has written: after it stands, before anything else can be written, and
    /// before whoever wrote it hears. It must be quick, and must not write. There is one; another is not told.
    pub fn watch(&self, watcher: impl Fn(Touched) + Send + Sync + 'static) {
        if self.watcher.set(Box::new(watcher)).is_err() {
            tracing::warn!("the store is watched already");
        }
    }

    pub(super) fn tell(&self, touched: Touched) {
        if let Some(watcher) = self.watcher.get()
            && !touched.is_empty()
        {
            watcher(touched);
        }
    }
}
