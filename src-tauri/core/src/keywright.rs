//! Opening a data folder, or making a vault in it: what stands between the start of the program and
//! an [`App`]. Knows no window; never waits for the keychain.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;

use crate::actions;
use crate::app::App;
use crate::clock::Clock;
use crate::error::{Error, Result, VaultTrouble};
use crate::file;
use crate::index::resident::Resident;
use crate::operator::Account;
use crate::permission::Permission;
use crate::rng::{self, Rng};
use crate::settings::Preferences;
use crate::sheets::Sheets;
use crate::store::folder::{Folder, Found};
use crate::store::{Store, key_slots, vaults};
use crate::tenant::TenantRow;
use crate::vault::keychain::{Keychain, ProbeStep};
use crate::vault::{KeyStatus, Protection, Vault};
use crate::zone::Zone;

/// What the core is given from outside.
pub struct Parts {
    /// The data folder.
    pub folder: PathBuf,
    /// The keychain.
    pub keychain: Arc<dyn Keychain>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub rng: Arc<dyn Rng>,
    /// Who sits at the application.
    pub account: Account,
    /// The name of the system's time zone.
    pub zone: String,
}

/// What is called when the state of the keys changes, from any thread.
pub type KeysChanged = Arc<dyn Fn() + Send + Sync>;

/// The core, from its start.
pub struct Keywright {
    parts: Parts,
    stage: Mutex<Stage>,
    keys_changed: KeysChanged,
}

enum Stage {
    FirstRun(Folder),
    Open(Arc<App>),
    Refused(Error),
    /// Only while another stage is being reached, under the lock.
    Between,
}

/// How far the start has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "StartStage"))]
pub enum StageName {
    /// There is no vault yet.
    FirstRun,
    /// The vault is open.
    Open,
    /// The data folder cannot be opened.
    Refused,
}

/// An error as it crosses to the window.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "CommandError"))]
pub struct Refusal {
    /// The code by which the screens tell errors apart.
    pub code: &'static str,
    /// What happened, what it means for the data, what to do.
    pub message: String,
    /// The field of the request that it is about.
    pub field: Option<&'static str>,
}

impl From<&Error> for Refusal {
    fn from(error: &Error) -> Self {
        Self { code: error.code(), message: error.to_string(), field: error.field() }
    }
}

/// What the window needs to know first.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StartState {
    /// How far the start has come.
    pub stage: StageName,
    /// The data folder.
    pub data_folder: String,
    /// The application's version.
    pub version: &'static str,
    /// Who sits at the application.
    pub operator: Account,
    /// Why the folder cannot be opened, where it cannot.
    pub refusal: Option<Refusal>,
    /// Whether the master key is at hand.
    pub keys: Option<KeyStatus>,
    /// What the operator may do.
    pub permissions: Vec<Permission>,
    /// The tenants, by name.
    pub tenants: Vec<TenantRow>,
    /// How the operator has the window: the defaults before a vault is open.
    pub preferences: Preferences,
}

/// How a keychain was tried out.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct KeychainProbe {
    /// Whether it can protect a vault.
    pub available: bool,
    /// What was tried, in order, up to the first that failed.
    pub steps: Vec<ProbeRow>,
}

/// How one step went.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export, rename = "ProbeStep"))]
pub struct ProbeRow {
    /// What was tried.
    #[cfg_attr(test, ts(type = "\"service\" | \"collection\" | \"write\" | \"remove\""))]
    pub step: &'static str,
    /// Whether it went well.
    pub ok: bool,
    /// How long it took, in milliseconds.
    #[cfg_attr(test, ts(type = "number"))]
    pub millis: u64,
    /// A name that the keychain gave, or nothing.
    pub detail: String,
    /// What went wrong.
    pub problem: Option<Refusal>,
}

impl Keywright {
    /// Opens the data folder. Never fails: what goes wrong is a stage that the window shows.
    pub fn start(parts: Parts, keys_changed: KeysChanged) -> Self {
        let keywright = Self { parts, stage: Mutex::new(Stage::Between), keys_changed };
        keywright.retry();
        keywright
    }

    /// Tries again to open the data folder, unless it is open; then says how far the start has come.
    pub fn retry(&self) -> StartState {
        {
            let mut stage = self.held();
            if matches!(*stage, Stage::Refused(_) | Stage::Between) {
                *stage = self.reach();
            }
        }
        // Outside the lock: whoever is told that the keys are being asked for may ask us in turn.
        if let Ok(app) = self.app() {
            app.vault.begin_opening(app.now());
        }
        self.state()
    }

    fn reach(&self) -> Stage {
        let opened = || -> Result<Stage> {
            let folder = Folder::open(&self.parts.folder)?;
            match folder.found()? {
                Found::Nothing => Ok(Stage::FirstRun(folder)),
                Found::Remains => Err(Error::vault(
                    VaultTrouble::Damaged,
                    format!(
                        "The folder {} belongs to a vault, but its database keywright.db is gone. No new vault was made in its place. Move what is there aside and put a whole backup of the folder in its place, or choose another data folder.",
                        folder.path().display()
                    ),
                )),
                Found::Database => {
                    let store = Store::open(folder, self.parts.clock.now())?;
                    let vault = self.vault_of(&store)?;
                    let app = self.app_of(store, vault)?;
                    clear_up(&app);
                    Ok(Stage::Open(app))
                }
            }
        };
        opened().unwrap_or_else(Stage::Refused)
    }

    fn vault_of(&self, store: &Store) -> Result<Vault> {
        store.read(|connection| {
            let row = vaults::get(connection)?;
            let slots = key_slots::all(connection)?;
            let keychain = Arc::clone(&self.parts.keychain);
            Ok(Vault::of_slots(row.id, row.epoch, row.key_check, slots, &self.parts.account.account, keychain))
        })
    }

    fn app_of(&self, store: Store, vault: Vault) -> Result<Arc<App>> {
        let changed = Arc::clone(&self.keys_changed);
        vault.on_change(Box::new(move || changed()));
        let generation = u32::from_le_bytes(rng::bytes(&*self.parts.rng)?);
        Ok(Arc::new(App {
            index: Resident::start(&store, generation),
            store,
            vault,
            clock: Arc::clone(&self.parts.clock),
            rng: Arc::clone(&self.parts.rng),
            account: self.parts.account.clone(),
            zone: Zone::parse(&self.parts.zone).unwrap_or(Zone::UTC),
            sheets: Sheets::default(),
            generation,
        }))
    }

    /// Makes the vault that there is not yet, protected as `protection` says.
    ///
    /// # Errors
    /// [`VaultTrouble::Exists`] where there is one; as [`actions::create_vault`].
    pub fn create_vault(&self, protection: Protection) -> Result<StartState> {
        {
            let mut stage = self.held();
            let folder = match std::mem::replace(&mut *stage, Stage::Between) {
                Stage::FirstRun(folder) => folder,
                other => {
                    *stage = other;
                    return Err(Error::vault(
                        VaultTrouble::Exists,
                        "There is a vault in this folder already. It was left as it is.",
                    ));
                }
            };
            let parts = &self.parts;
            let keychain = Arc::clone(&parts.keychain);
            let made =
                actions::create_vault(folder, protection, &parts.account, keychain, parts.clock.now(), &*parts.rng)
                    .and_then(|(store, vault)| self.app_of(store, vault));
            match made {
                Ok(app) => *stage = Stage::Open(app),
                Err(error) => {
                    // The folder's lock went with the attempt; take it again, as at the start. The vault may
                    // have come to be all the same, and fail only in what follows.
                    *stage = self.reach();
                    if !matches!(*stage, Stage::Open(_)) {
                        return Err(error);
                    }
                }
            }
        }
        let app = self.app()?;
        app.vault.begin_opening(app.now());
        Ok(self.state())
    }

    /// Tries the keychain out.
    pub fn probe_keychain(&self) -> KeychainProbe {
        let steps: Vec<_> = self.parts.keychain.probe().into_iter().map(probe_row).collect();
        KeychainProbe { available: steps.last().is_some_and(|step| step.ok && step.step == "remove"), steps }
    }

    /// The app of the open vault.
    ///
    /// # Errors
    /// [`VaultTrouble::NotOpen`] where none is open.
    pub fn app(&self) -> Result<Arc<App>> {
        match &*self.held() {
            Stage::Open(app) => Ok(Arc::clone(app)),
            _ => Err(Error::vault(
                VaultTrouble::NotOpen,
                "No vault is open yet. Nothing was changed; finish the first steps, or try again to open it.",
            )),
        }
    }

    /// The name of the system's time zone.
    pub fn zone(&self) -> &str {
        &self.parts.zone
    }

    /// How far the start has come.
    pub fn state(&self) -> StartState {
        let stage = self.held();
        let mut state = StartState {
            stage: StageName::FirstRun,
            data_folder: self.parts.folder.display().to_string(),
            version: env!("CARGO_PKG_VERSION"),
            operator: self.parts.account.clone(),
            refusal: None,
            keys: None,
            permissions: Vec::new(),
            tenants: Vec::new(),
            preferences: Preferences::default(),
        };
        match &*stage {
            Stage::FirstRun(_) | Stage::Between => {}
            Stage::Refused(error) => {
                state.stage = StageName::Refused;
                state.refusal = Some(error.into());
            }
            Stage::Open(app) => {
                state.stage = StageName::Open;
                state.keys = Some(app.key_status());
                // One who may not view is refused here, and told whom to ask.
                let seen = app.list_tenants().and_then(|tenants| Ok((app.permissions()?, tenants, app.preferences()?)));
                match seen {
                    Ok((permissions, tenants, preferences)) => {
                        state.permissions = permissions.iter().collect();
                        state.tenants = tenants;
                        state.preferences = preferences;
                    }
                    Err(error) => {
                        state.stage = StageName::Refused;
                        state.refusal = Some((&error).into());
                    }
                }
            }
        }
        state
    }

    fn held(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Removes what interrupted downloads have left; on a thread of its own, since a download may have gone to a folder
/// that no longer answers.
fn clear_up(app: &App) {
    let folders = match actions::interrupted_downloads(app) {
        Ok(folders) if !folders.is_empty() => folders,
        Ok(_) => return,
        Err(error) => return tracing::warn!(code = error.code(), "interrupted downloads were not looked for"),
    };
    let clear = move || folders.iter().for_each(|folder| file::remove_parts(folder));
    if std::thread::Builder::new().name("downloads".into()).spawn(clear).is_err() {
        tracing::warn!("interrupted downloads were not cleared up: no thread could be started");
    }
}

fn probe_row(probed: crate::vault::keychain::Probed) -> ProbeRow {
    let problem = probed.trouble.map(|trouble| Refusal::from(&Error::Key(trouble.into())));
    ProbeRow {
        step: match probed.step {
            ProbeStep::Service => "service",
            ProbeStep::Collection => "collection",
            ProbeStep::Write => "write",
            ProbeStep::Remove => "remove",
        },
        ok: problem.is_none(),
        millis: u64::try_from(probed.took.as_millis()).unwrap_or(u64::MAX),
        detail: probed.detail,
        problem,
    }
}
