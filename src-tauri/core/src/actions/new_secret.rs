//! A new secret of a credential: made by its tenant's scheme, kept as its reveal says, and handed to a sheet. No verb of its own.

use crate::app::App;
use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::Result;
use crate::ids::{SheetId, VersionId};
use crate::mac::Vouch;
use crate::policy::Reveal;
use crate::scheme::{
    Scheme, SecretKeyShape, TokenPrefix, generate_reference, generate_secret_key, generate_token, key_start,
};
use crate::secret::Secret;
use crate::secret_version::SecretVersion;
use crate::sheets::Sheet;
use crate::tenant::Tenant;
use crate::vault::Keys;
use crate::vault::seal::Binding;

/// A new secret, as `tenant` forms them.
pub(super) fn generate(app: &App, tenant: &Tenant) -> Result<Secret> {
    match (tenant.scheme, &tenant.token_prefix) {
        (Scheme::Signed, _) => {
            let shape = if tenant.strong_secret { SecretKeyShape::Strong } else { SecretKeyShape::Compatible };
            generate_secret_key(shape, &*app.rng)
        }
        (Scheme::Reference, _) => generate_reference(&*app.rng),
        (Scheme::Token, Some(prefix)) => generate_token(prefix, &*app.rng),
        (Scheme::Token, None) => generate_token(&TokenPrefix::parse("key")?, &*app.rng),
    }
}

/// What a version's secret is sealed to.
pub(super) fn binding(
    app: &App,
    keys: &Keys,
    credential: &Credential,
    version: VersionId,
    recoverable: bool,
) -> Binding {
    Binding {
        vault: app.vault.id(),
        tenant: credential.tenant,
        credential: credential.id,
        version,
        epoch: keys.epoch(),
        recoverable,
    }
}

/// The `number`-th secret version of `credential`. Sealed where it is recoverable, and where signatures can be checked
/// no other way; of any other only the fingerprint is kept.
pub(super) fn version(
    app: &App,
    keys: &Keys,
    (tenant, credential): (&Tenant, &Credential),
    number: u32,
    secret: &Secret,
    now: Moment,
) -> Result<SecretVersion> {
    let id = VersionId::new(now, &*app.rng)?;
    let recoverable = credential.reveal == Reveal::Recoverable;
    let sealed = if recoverable || tenant.scheme == Scheme::Signed {
        Some(keys.seal(&binding(app, keys, credential, id, recoverable), secret, &*app.rng)?.0)
    } else {
        None
    };
    Ok(SecretVersion {
        id,
        revision: 1,
        credential: credential.id,
        number,
        fingerprint: secret.fingerprint(),
        sealed,
        key_start: key_start(tenant.scheme, secret),
        recoverable,
        made_at: now,
        collected_at: None,
        accepted_until: None,
    })
}

/// The sheet of a secret.
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
        scheme: tenant.scheme,
        reveal: credential.reveal,
        access_id: credential.access_id,
        secret,
        fingerprint: version.fingerprint,
        expires_at: credential.validity.expires,
    })
}
