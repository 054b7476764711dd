//! *Add sample data*: credentials that are flagged as samples, in every status.

use super::new_secret;
use crate::app::App;
use crate::audit::{Action, Entry, Subject};
use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::group::{GENERAL, Group};
use crate::ids::{CredentialId, TenantId};
use crate::name::{Description, fold};
use crate::permission::Permission;
use crate::samples;
use crate::scheme::{AccessId, Scheme};
use crate::secret_version::SecretVersion;
use crate::store::counts::{Count, Counted};
use crate::store::{Done, Write, credentials, groups, secret_versions, tenants};
use crate::tenant::Tenant;
use crate::vault::Keys;

/// How many credentials one transaction adds.
const CHUNK: u32 = 1_000;

/// The most that one call adds.
const MOST: u32 = 1_000_000;

/// Adds `count` sample credentials to `tenant`, in transactions of 1,000, each with one entry.
/// Answers how many were added.
///
/// # Errors
/// [`Error::InvalidInput`] on `count`; [`Error::NotPermitted`] without *create and update*; [`Error::LimitReached`];
/// the keychain's trouble. Chunks that were committed before stand.
pub fn add_samples(app: &App, tenant: TenantId, count: u32) -> Result<u32> {
    if count == 0 || count > MOST {
        return Err(Error::invalid("count", "Between 1 and 1,000,000 samples can be added at once."));
    }
    let keys = app.vault.keys()?;
    let now = app.now();
    let mut added = 0;
    while added < count {
        let chunk = CHUNK.min(count - added);
        app.store.write(&*keys, &app.account, now, |write| {
            app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
            let tenant = tenants::get(write.connection(), tenant)?
                .ok_or(Error::NotFound("tenant"))?
                .verified(write.vouch(), |row| format!("The tenant {}", row.name))?
                .row;
            let group = groups::named(write.connection(), tenant.id, &fold(GENERAL))?
                .ok_or(Error::NotFound("group"))?
                .verified(write.vouch(), |row| format!("The group {}", row.name))?
                .row;
            if let Some(limit) = tenant.credential_limit
                && limit.saturating_sub(write.count(Counted::Tenant(tenant.id))?) < chunk
            {
                return Err(Error::LimitReached { tenant: tenant.name.to_string(), limit });
            }
            for number in added..added + chunk {
                add(app, write, &keys, (&tenant, &group), number, now)?;
            }
            let title = tenant.name.as_str().to_owned();
            let subject = Subject { kind: "tenant", id: tenant.id.to_string(), title, ..Subject::default() };
            Ok(Done::Audited(Entry::new(Action::AddSamples, subject).in_tenant(tenant.id).with_count(chunk), ()))
        })?;
        added += chunk;
    }
    Ok(added)
}

fn add(
    app: &App,
    write: &mut Write<'_>,
    keys: &Keys,
    place: (&Tenant, &Group),
    number: u32,
    now: Moment,
) -> Result<()> {
    let (tenant, group) = place;
    let mut attempt = number;
    let sample = loop {
        let sample = samples::sample(attempt, &tenant.policy, tenant.zone, now)?;
        if !credentials::is_taken(write.connection(), tenant.id, &sample.title.folded())? {
            break sample;
        }
        // Another sample, or an administrator's own credential, has this title: the next name that is free.
        attempt = attempt.checked_add(samples::TITLES).ok_or(Error::NotFound("free title"))?;
    };
    let credential = Credential {
        id: CredentialId::new(sample.created_at, &*app.rng)?,
        revision: 1,
        tenant: tenant.id,
        group: group.id,
        title: sample.title,
        description: Description::parse("description", sample.description)?,
        state: sample.state,
        validity: sample.validity,
        reveal: tenant.policy.reveal,
        access_id: match tenant.scheme {
            Scheme::Signed => Some(AccessId::generate(&*app.rng)?),
            Scheme::Reference | Scheme::Token => None,
        },
        user: None,
        in_role: None,
        roles: Vec::new(),
        addresses: Vec::new(),
        tags: Vec::new(),
        sample: true,
        created_at: sample.created_at,
        created_by: app.account.name.clone(),
        modified_at: sample.modified_at,
    };
    let secret = new_secret::generate(app, tenant)?;
    let version = new_secret::version(app, keys, (tenant, &credential), 1, &secret, now)?;
    credentials::insert(write, &credential)?;
    secret_versions::insert(write, &SecretVersion { collected_at: sample.collected_at, ..version })
}
