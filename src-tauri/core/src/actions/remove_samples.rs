//! *Remove sample data*: every credential that is flagged as a sample, for ever.

use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::error::Result;
use crate::permission::Permission;
use crate::store::{Done, credentials, secret_versions};

/// How many credentials one transaction removes.
const CHUNK: u32 = 1_000;

/// Removes every sample credential, in transactions of 1,000, each with one entry; then empties the
/// write-ahead log, so that their secrets are gone from the files. Answers how many were removed.
///
/// # Errors
/// [`crate::error::Error::NotPermitted`] without *delete*; the keychain's trouble. Chunks that were
/// committed before stand.
pub fn remove_samples(app: &App) -> Result<u32> {
    let keys = app.vault.keys()?;
    let now = app.now();
    let mut removed = 0;
    loop {
        let mut gone = Vec::new();
        let chunk = app.store.write(&*keys, &app.account, now, |write| {
            app.permit(write.connection(), write.vouch(), Permission::Delete)?;
            let samples = credentials::samples(write.connection(), CHUNK)?;
            let count = u32::try_from(samples.len()).unwrap_or(CHUNK);
            if count == 0 {
                return Ok(Done::Nothing(0));
            }
            for sample in samples {
                let sample = write.vouched_for(sample)?;
                for version in secret_versions::of_credential(write.connection(), sample.row.id)? {
                    let version = version.verified(write.vouch(), |_| format!("The secret of {}", sample.row.title))?;
                    secret_versions::delete(write, &version)?;
                }
                credentials::delete(write, &sample)?;
                gone.push(sample.row.id);
            }
            let subject = Subject { kind: "samples", ..Subject::default() };
            Ok(Done::Audited(Entry::new(Action::RemoveSamples, subject).with_count(count), count))
        })?;
        app.sheets.close_of(&gone);
        if chunk == 0 {
            break;
        }
        removed += chunk;
    }
    if removed > 0 && app.store.forget_deleted() {
        // A sample's secret opens nothing, so what may be left of one is no news to anybody.
        tracing::warn!("traces of the samples' secrets go with the next deletion");
    }
    Ok(removed)
}
