//! A desk to tell stories at: a folder, a keychain, a clock, and the core started on them.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use acceptance::forms::{credential_form, group_form, role_form, tenant_draft, tenant_form, user_form};
use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::clock::{Moment, SetClock};
use keywright_core::column::Column;
use keywright_core::credential::{IssueRequest, Target};
use keywright_core::credential_row::{CredentialQuery, CredentialRow, Sort};
use keywright_core::error::Result;
use keywright_core::group::GroupRow;
use keywright_core::ids::{CredentialId, RoleId, SheetId, TenantId};
use keywright_core::keywright::{Keywright, Parts};
use keywright_core::operator::Account;
use keywright_core::policy::Expires;
use keywright_core::rng::SystemRng;
use keywright_core::role::RoleRow;
use keywright_core::sheets::SheetRow;
use keywright_core::store::{audit_log, head};
use keywright_core::tenant::TenantRow;
use keywright_core::user::UserRow;
use keywright_core::vault::Protection;
use keywright_core::vault::memory_keychain::{MemoryKeychain, MemoryState};
use tempfile::TempDir;

/// Monday, 23 November 2026, 09:00 UTC.
pub(crate) const TODAY: i64 = 1_795_424_400_000;

/// Folder, keychain and clock; they stay when the core on them ends.
pub(crate) struct Desk {
    folder: TempDir,
    pub(crate) keychain: Arc<MemoryKeychain>,
    pub(crate) clock: Arc<SetClock>,
    pub(crate) account: Account,
}

impl Desk {
    /// An empty folder, a ready keychain, Dana at the desk.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            keychain: Arc::new(MemoryKeychain::new()),
            clock: Arc::new(SetClock::at(Moment::from_millis(TODAY))),
            account: Account { account: "1000".into(), name: "Dana Whitfield".into() },
        }
    }

    /// The vault's folder.
    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("vault")
    }

    /// A folder beside the vault's, for exports.
    pub(crate) fn exports(&self) -> PathBuf {
        let path = self.folder.path().join("exports");
        std::fs::create_dir_all(&path).expect("a folder");
        path
    }

    /// Starts the core on the vault's folder.
    pub(crate) fn start(&self) -> Keywright {
        self.start_in(&self.path())
    }

    /// Starts the core on another folder.
    pub(crate) fn start_in(&self, folder: &Path) -> Keywright {
        self.start_as(folder, self.account.clone())
    }

    /// Starts the core for another account.
    pub(crate) fn start_as(&self, folder: &Path, account: Account) -> Keywright {
        let parts = Parts {
            folder: folder.to_owned(),
            keychain: self.keychain.clone(),
            clock: self.clock.clone(),
            rng: Arc::new(SystemRng),
            account,
            zone: "Europe/Amsterdam".into(),
        };
        Keywright::start(parts, Arc::new(|| ()))
    }

    /// A vault with the tenant *Acme Logistics*, open.
    pub(crate) fn at_work(&self) -> AtWork {
        let keywright = self.start();
        keywright.create_vault(Protection::Keychain).expect("a vault");
        let app = keywright.app().expect("open");
        let tenant = create_tenant(&app, "Acme Logistics").expect("a tenant");
        AtWork { app, tenant: tenant.id, _keywright: keywright }
    }

    /// The core on a vault that was open a moment ago. A process that another story is just starting may still hold its
    /// lock, for as long as it is no other program yet.
    fn opened_again(&self) -> (Keywright, Arc<App>) {
        let keywright = self.start();
        let until = Instant::now() + Duration::from_secs(5);
        while keywright.state().refusal.is_some_and(|refusal| refusal.code == "vault_in_use") && Instant::now() < until
        {
            std::thread::sleep(Duration::from_millis(5));
            keywright.retry();
        }
        let app = keywright.app().expect("open");
        (keywright, app)
    }

    /// The vault again, after a restart.
    pub(crate) fn back_at_work(&self) -> AtWork {
        let (keywright, app) = self.opened_again();
        app.vault.keys().expect("the keychain is ready");
        let tenant = app.list_tenants().expect("tenants")[0].id;
        AtWork { app, tenant, _keywright: keywright }
    }

    /// The vault again, after a restart with the keychain in trouble.
    pub(crate) fn back_without_key(&self, trouble: MemoryState) -> AtWork {
        self.keychain.set_state(trouble);
        let (keywright, app) = self.opened_again();
        app.vault.keys().expect_err("no key");
        let tenant = app.list_tenants().expect("tenants")[0].id;
        AtWork { app, tenant, _keywright: keywright }
    }

    /// Every file under the desk, with its bytes.
    pub(crate) fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = std::fs::read(&path).expect("a file");
                    files.push((path, bytes));
                }
            }
        }
        files
    }

    /// The files under the desk that hold `needle`.
    pub(crate) fn files_with(&self, needle: &str) -> Vec<PathBuf> {
        let holds = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle.as_bytes());
        self.files().into_iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect()
    }

    /// Whether any file of the vault holds `needle`.
    pub(crate) fn vault_holds(&self, needle: &[u8]) -> bool {
        let there = |bytes: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        self.files().iter().any(|(path, bytes)| path.starts_with(self.path()) && there(bytes))
    }

    /// The database, as somebody else would open it.
    pub(crate) fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path().join("keywright.db")).expect("a database")
    }
}

/// An open vault with a tenant.
pub(crate) struct AtWork {
    pub(crate) app: Arc<App>,
    pub(crate) tenant: TenantId,
    _keywright: Keywright,
}

impl AtWork {
    /// The form for a credential with the title `title`.
    pub(crate) fn form(&self, title: &str) -> IssueRequest {
        let expires = Expires::On { date: "2027-02-22".parse().expect("a date") };
        credential_form(self.tenant, title, expires, self.app.now()).expect("a form")
    }

    /// Issues a credential with the title `title`.
    pub(crate) fn issue(&self, title: &str) -> SheetRow {
        actions::issue_credential(&self.app, &self.form(title)).expect("issued")
    }

    /// Copies the secret of a sheet to where the test can see it.
    pub(crate) fn copy(&self, sheet: SheetId) -> Result<String> {
        let mut copied = String::new();
        actions::copy_secret(&self.app, sheet, |secret| {
            copied = secret.for_clipboard().to_owned();
            Ok(())
        })?;
        Ok(copied)
    }

    /// Makes a group.
    pub(crate) fn group(&self, name: &str) -> GroupRow {
        let form = group_form(self.tenant, name, self.app.now()).expect("a form");
        actions::create_group(&self.app, &form).expect("a group")
    }

    /// Makes a role that restricts nothing.
    pub(crate) fn role(&self, name: &str) -> RoleRow {
        let form = role_form(self.tenant, name, self.app.now()).expect("a form");
        actions::create_role(&self.app, &form).expect("a role")
    }

    /// Makes a user with `roles`.
    pub(crate) fn user(&self, name: &str, roles: &[RoleId]) -> UserRow {
        let form = user_form(self.tenant, name, roles, self.app.now()).expect("a form");
        actions::create_user(&self.app, &form).expect("a user")
    }

    /// The tenant as the list has it now.
    pub(crate) fn own_tenant(&self) -> TenantRow {
        let tenants = self.app.list_tenants().expect("tenants");
        tenants.into_iter().find(|tenant| tenant.id == self.tenant).expect("the tenant")
    }

    /// The row of the credential `id`.
    pub(crate) fn row_of(&self, id: CredentialId) -> CredentialRow {
        self.table().into_iter().find(|row| row.id == id).expect("a row")
    }

    /// The credential `id` as the table has it now.
    pub(crate) fn target(&self, id: CredentialId) -> Target {
        Target { credential: id, revision: self.row_of(id).revision }
    }

    /// Whether the head's counts and sums are those of the rows.
    pub(crate) fn head_agrees(&self) -> bool {
        let (head, _) = self.app.store.read(head::read).expect("the head");
        head.agrees_with(&self.app.store.read(head::count).expect("counted"))
    }

    /// What the audit log's entries say was done, the oldest first.
    pub(crate) fn deeds(&self) -> Vec<String> {
        let entries = self.app.store.read(audit_log::all).expect("entries");
        let action = |bytes: &[u8]| {
            let entry: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
            entry["action"].as_str().expect("an action").to_owned()
        };
        entries.iter().map(|entry| action(&entry.bytes)).collect()
    }

    /// Every row of the table, in its order.
    pub(crate) fn rows(&self, column: Column, descending: bool) -> Vec<CredentialRow> {
        rows(&self.app, column, descending)
    }

    /// Every row, newest first.
    pub(crate) fn table(&self) -> Vec<CredentialRow> {
        self.rows(Column::Created, true)
    }
}

/// Every row of the table, in its order.
pub(crate) fn rows(app: &App, column: Column, descending: bool) -> Vec<CredentialRow> {
    let query = CredentialQuery { tenant: None, query: String::new(), sort: vec![Sort { column, descending }] };
    let answer = app.query_credentials(&query).expect("handles");
    answer
        .handles
        .chunks(200)
        .flat_map(|window| app.credential_rows(answer.generation, window).expect("rows"))
        .collect()
}

/// Makes a tenant in Amsterdam.
pub(crate) fn create_tenant(app: &App, name: &str) -> Result<TenantRow> {
    let request = tenant_form(tenant_draft(name, "Europe/Amsterdam"), app.now())?;
    actions::create_tenant(app, &request)
}
