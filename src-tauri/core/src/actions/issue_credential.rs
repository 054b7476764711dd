//! *Issue a credential*: identifiers and secret are made, kept as its reveal says and handed to the one-time sheet.

use super::{directory, grants, new_secret};
use crate::app::{App, free_title};
use crate::audit::{Action, Entry};
use crate::clock::Moment;
use crate::credential::{Credential, IssueRequest};
use crate::error::{Error, Result};
use crate::group::{GENERAL, Group};
use crate::ids::CredentialId;
use crate::name::{Description, fold};
use crate::permission::Permission;
use crate::scheme::{AccessId, Scheme};
use crate::sheets::SheetRow;
use crate::state::State;
use crate::store::counts::{Count, Counted};
use crate::store::{Done, Write, credentials, groups, requests, secret_versions};
use crate::tenant::Tenant;

/// Issues a credential and opens its one-time sheet. A repeat of the same request answers the sheet
/// that the first one opened, and makes nothing.
///
/// # Errors
/// [`Error::InvalidInput`] on the field that holds what it may not; [`Error::LimitReached`];
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
        if let Some(limit) = tenant.credential_limit
            && write.count(Counted::Tenant(tenant.id))? >= limit
        {
            return Err(Error::LimitReached { tenant: tenant.name.to_string(), limit });
        }
        let credential = credential(app, write, request, (&tenant, &group), now)?;
        let secret = new_secret::generate(app, &tenant)?;
        let version = new_secret::version(app, &keys, (&tenant, &credential), 1, &secret, now)?;
        credentials::insert(write, &credential)?;
        secret_versions::insert(write, &version)?;
        requests::keep(write.connection(), request.request_id, credential.id.to_bytes(), now)?;
        let sheet = new_secret::sheet(app, &tenant, credential, version, secret, now)?;
        let entry = Entry::new(Action::IssueCredential, super::subject_of(&sheet)).in_tenant(tenant.id);
        let entry = origin(write, request)?.into_iter().fold(entry, Entry::with_detail);
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

/// The credential that the form asks for.
fn credential(
    app: &App,
    write: &Write<'_>,
    request: &IssueRequest,
    (tenant, group): (&Tenant, &Group),
    now: Moment,
) -> Result<Credential> {
    let title = free_title(write.connection(), tenant, &request.title)?;
    let description = Description::parse("description", &request.description)?;
    let grants = grants::grants(write, tenant.id, &request.into())?;
    let validity = tenant.policy.validity(request.starts, request.expires, tenant.zone, now)?;
    Ok(grants.on(Credential {
        id: CredentialId::new(now, &*app.rng)?,
        revision: 1,
        tenant: tenant.id,
        group: group.id,
        title,
        description,
        state: if request.active { State::Active } else { State::Inactive },
        validity,
        reveal: request.reveal.unwrap_or(tenant.policy.reveal),
        access_id: match tenant.scheme {
            Scheme::Signed => Some(AccessId::generate(&*app.rng)?),
            Scheme::Reference | Scheme::Token => None,
        },
        user: None,
        in_role: None,
        roles: Vec::new(),
        addresses: Vec::new(),
        tags: Vec::new(),
        sample: false,
        created_at: now,
        created_by: app.account.name.clone(),
        modified_at: now,
    }))
}

/// The tenant, and the group that was chosen or its group *General*, both vouched for.
fn place(write: &Write<'_>, request: &IssueRequest) -> Result<(Tenant, Group)> {
    let tenant = directory::tenant(write, request.tenant)?.row;
    let Some(chosen) = request.group else {
        let group = groups::named(write.connection(), tenant.id, &fold(GENERAL))?
            .ok_or(Error::NotFound("group"))?
            .verified(write.vouch(), |row| format!("The group {}", row.name))?
            .row;
        return Ok((tenant, group));
    };
    match directory::group(write, chosen) {
        Ok(kept) if kept.row.tenant == tenant.id => Ok((tenant, kept.row)),
        Ok(kept) => {
            let problem =
                format!("The group “{}” belongs to another tenant. Choose among this tenant's.", kept.row.name);
            Err(Error::invalid("group", problem))
        }
        Err(Error::NotFound(_)) => {
            let problem = "The group that was chosen has been deleted meanwhile. Nothing was issued; choose another.";
            Err(Error::invalid("group", problem))
        }
        Err(error) => Err(error),
    }
}

/// What the audit log says of where the settings came from.
fn origin(write: &Write<'_>, request: &IssueRequest) -> Result<Option<String>> {
    let Some(like) = request.duplicate_of else { return Ok(None) };
    let kept = credentials::get(write.connection(), like)?;
    Ok(kept.map(|kept| format!("with the settings of “{}”", kept.row.title)))
}
