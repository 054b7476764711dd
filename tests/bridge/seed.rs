//! Makes a vault with a tenant and many sample credentials: for benchmarks and browser tests,
//! which copy it instead of issuing each time.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use acceptance::apart::{TEST_SERVICE, refuse_own_folder};
use acceptance::clock::{TestClock, instant};
use acceptance::file_keychain::FileKeychain;
use acceptance::forms::tenant_draft;
use keywright::place;
use keywright_core::actions;
use keywright_core::ids::RequestId;
use keywright_core::keywright::{Keywright, Parts};
use keywright_core::operator::Account;
use keywright_core::rng::SystemRng;
use keywright_core::tenant::{CreateTenantRequest, TenantDraft};
use keywright_core::vault::Protection;
use keywright_core::vault::keychain::Keychain;
use keywright_core::vault::os_keychain::OsKeychain;

const USAGE: &str = "\
Usage: seed --data-dir DIR --credentials N (--keychain-file PATH | --keychain os) [--now RFC3339]

Makes a vault in DIR, a tenant, and N sample credentials in it. For tests only: the account's own
folder is refused, and the desktop's keychain is used under a test name, as by the bridge.
";

/// When the vault is made, unless it is said: the same for every run.
const MADE_AT: &str = "2026-11-02T09:00:00Z";

struct Options {
    data_dir: PathBuf,
    credentials: u32,
    keychain: Arc<dyn Keychain>,
    now: String,
}

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    match parse(given).and_then(seed) {
        Ok(added) => {
            println!("{added} credentials");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("seed: {problem}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn parse(given: Vec<String>) -> Result<Options, String> {
    let (mut data_dir, mut credentials, mut keychain, mut now) = (None, None, None, MADE_AT.to_owned());
    let mut rest = given.into_iter();
    while let Some(name) = rest.next() {
        let value = rest.next().ok_or_else(|| format!("{name} needs a value, or is not known."))?;
        match (name.as_str(), value.as_str()) {
            ("--data-dir", _) => data_dir = Some(PathBuf::from(value)),
            ("--credentials", _) => credentials = Some(value.parse().map_err(|_| format!("“{value}” is no number."))?),
            ("--now", _) => now = value,
            ("--keychain-file", _) => {
                let file = FileKeychain::open(value.into()).map_err(|error| error.to_string())?;
                keychain = Some(Arc::new(file) as Arc<dyn Keychain>);
            }
            ("--keychain", "os") => keychain = Some(Arc::new(OsKeychain::new(TEST_SERVICE)) as _),
            _ => return Err(format!("{name} {value} is not known.")),
        }
    }
    let data_dir: PathBuf = data_dir.ok_or("--data-dir is missing.")?;
    refuse_own_folder(&data_dir, place::platform_folder().as_deref())?;
    Ok(Options {
        data_dir,
        credentials: credentials.ok_or("--credentials is missing.")?,
        keychain: keychain.ok_or("--keychain-file or --keychain os is missing.")?,
        now,
    })
}

fn seed(options: Options) -> Result<u32, String> {
    let words = |error: keywright_core::error::Error| error.to_string();
    let clock = Arc::new(TestClock::new(Some(instant(&options.now)?)));
    let parts = Parts {
        folder: options.data_dir,
        keychain: options.keychain,
        clock: Arc::clone(&clock) as _,
        rng: Arc::new(SystemRng),
        account: Account::of_this_process(),
        zone: "Europe/Amsterdam".into(),
    };
    let core = Keywright::start(parts, Arc::new(|| ()));
    core.create_vault(Protection::Keychain).map_err(words)?;
    let app = core.app().map_err(words)?;
    let request_id = RequestId::new(instant(&options.now)?, &SystemRng).map_err(words)?;
    let draft = TenantDraft {
        api_url: "https://acme.example.com/openapi/v1".into(),
        ..tenant_draft("Acme Logistics", "Europe/Amsterdam")
    };
    let request = CreateTenantRequest { request_id, draft };
    let tenant = actions::create_tenant(&app, &request).map_err(words)?;
    if options.credentials == 0 {
        return Ok(0);
    }
    actions::add_samples(&app, tenant.id, options.credentials).map_err(words)
}
