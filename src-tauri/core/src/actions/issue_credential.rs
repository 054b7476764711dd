//! *Issue a credential*: identifiers and secret are made, sealed, kept and handed to the one-time sheet.

use crate::app::{App, free_title};
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::credential::{Credential, IssueRequest, SecretVersion, SheetRow};
use crate::error::{Error, Result};
use crate::ids::{CredentialId, SheetId, VersionId};
use crate::mac::Vouch;
use crate::name::{Description, fold};
use crate::permission::Permission;
use crate::policy::Reveal;
use crate::scheme::{AccessId, SecretKeyShape, generate_secret_key};
use crate::secret::Secret;
use crate::sheets::Sheet;
use crate::state::{State, Validity};
use crate::store::{Done, Write, credentials, groups, requests, secret_versions, tenants};
use crate::tenant::{GENERAL, Group, Tenant};
use crate::vault::Keys;
use crate::vault::seal::Binding;

/// Issues a credential and opens its one-time sheet. A repeat of the same request answers the sheet
/// that the first one opened, and makes nothing.
///
/// # Errors
/// [`Error::InvalidInput`] on `title`, `description` or `expires`; [`Error::LimitReached`];
/// [`Error::NotPermitted`] without *create and update*; the keychain's trouble; [`Error::SheetClosed`] for a
/// repeat after the sheet was closed. Then nothing was made.
pub fn issue_credential(app: &App, request: &IssueRequest) -> Result<SheetRow> {
    let keys = app.vault.keys()?;
    let now = app.now();
    let mut opened = None;
    let answer = app.store.write(&*keys, &app.account, now, |write| {
        app.permit(write.connection(), write.vouch(), Permission::CreateAndUpdate)?;
        if let Some(made) = requests::made_by(write.connection(), request.request_id)? {
            let open = app.sheets.of_credential(CredentialId::from_bytes(made));
            return open.map(Done::Nothing).ok_or(Error::SheetClosed);
        }
        let (tenant, group) = place(write, request)?;
        let used = credentials::count_of(write.connection(), tenant.id)?;
        if let Some(limit) = tenant.credential_limit.filter(|limit| used >= *limit) {
            return Err(Error::LimitReached { tenant: tenant.name.to_string(), limit });
        }
        let title = free_title(write.connection(), &tenant, &request.title)?;
        let description = Description::parse("description", &request.description)?;
        let expires = tenant.policy.expiry(request.expires, tenant.zone, now)?;
        let credential = Credential {
            id: CredentialId::new(now, &*app.rng)?,
            revision: 1,
            tenant: tenant.id,
            group: group.id,
            title,
            description,
            state: if request.active { State::Active } else { State::Inactive },
            validity: Validity { starts: None, expires },
            reveal: tenant.policy.reveal,
            access_id: AccessId::generate(&*app.rng)?,
            sample: false,
            created_at: now,
            created_by: app.account.name.clone(),
            modified_at: now,
        };
        let secret = generate_secret_key(SecretKeyShape::Compatible, &*app.rng)?;
        let version = first_version(app, &keys, &credential, &secret, now)?;
        credentials::insert(write, &credential)?;
        secret_versions::insert(write, &version)?;
        requests::keep(write.connection(), request.request_id, credential.id.to_bytes(), now)?;
        let sheet = sheet(app, &tenant, credential, version, secret, now)?;
        let entry = Entry::new(Action::IssueCredential, super::subject_of(&sheet)).in_tenant(tenant.id);
        // Open before the commit, so that a repeat that waits for its turn finds it.
        let row = app.sheets.open(sheet);
        opened = Some(row.id);
        Ok(Done::Audited(entry, row))
    });
    if answer.is_err()
        && let Some(sheet) = opened
    {
        app.sheets.close(sheet)?;
    }
    answer
}

/// The tenant and its group *General*, both vouched for.
fn place(write: &Write<'_>, request: &IssueRequest) -> Result<(Tenant, Group)> {
    let connection = write.connection();
    let tenant = tenants::get(connection, request.tenant)?
        .ok_or(Error::NotFound("tenant"))?
        .verified(write.vouch(), |row| format!("The tenant {}", row.name))?
        .row;
    let group = groups::named(connection, tenant.id, &fold(GENERAL))?
        .ok_or(Error::NotFound("group"))?
        .verified(write.vouch(), |row| format!("The group {}", row.name))?
        .row;
    Ok((tenant, group))
}

/// The first secret version of `credential`: its secret sealed, since signatures can be checked no other way.
pub(super) fn first_version(
    app: &App,
    keys: &Keys,
    credential: &Credential,
    secret: &Secret,
    now: Moment,
) -> Result<SecretVersion> {
    let id = VersionId::new(now, &*app.rng)?;
    let binding = Binding {
        vault: app.vault.id(),
        tenant: credential.tenant,
        credential: credential.id,
        version: id,
        epoch: keys.epoch(),
        recoverable: credential.reveal == Reveal::Recoverable,
    };
    Ok(SecretVersion {
        id,
        revision: 1,
        credential: credential.id,
        number: 1,
        fingerprint: secret.fingerprint(),
        sealed: Some(keys.seal(&binding, secret, &*app.rng)?.0),
        made_at: now,
        collected_at: None,
        accepted_until: None,
    })
}

/// The one-time sheet of a secret that was just made.
pub(super) fn sheet(
    app: &App,
    tenant: &Tenant,
    credential: Credential,
    version: SecretVersion,
    secret: Secret,
    now: Moment,
) -> Result<Sheet> {
    Ok(Sheet {
        id: SheetId::new(now, &*app.rng)?,
        credential: credential.id,
        version: version.id,
        tenant: tenant.id,
        tenant_name: tenant.name.clone(),
        zone: tenant.zone,
        title: credential.title,
        api_url: tenant.api_url.clone(),
        access_id: credential.access_id,
        secret,
        fingerprint: version.fingerprint,
        expires_at: credential.validity.expires,
    })
}
