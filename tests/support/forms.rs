//! Forms as an administrator fills them in who types no more than must be.

use keywright_core::clock::Moment;
use keywright_core::credential::{EditRequest, IssueRequest, Target};
use keywright_core::error::Result;
use keywright_core::group::CreateGroupRequest;
use keywright_core::ids::{RequestId, RoleId, TenantId};
use keywright_core::policy::Expires;
use keywright_core::policy::Reveal;
use keywright_core::presentation::Presentation;
use keywright_core::preset::Preset;
use keywright_core::rng::SystemRng;
use keywright_core::role::CreateRoleRequest;
use keywright_core::scheme::Scheme;
use keywright_core::tenant::{CreateTenantRequest, TenantDraft};
use keywright_core::user::CreateUserRequest;

/// A tenant of the `signed` scheme, in `zone`, without limits.
pub fn tenant_draft(name: &str, zone: &str) -> TenantDraft {
    TenantDraft {
        name: name.into(),
        api_url: "https://api.acme.example/v1".into(),
        zone: zone.into(),
        scheme: Scheme::Signed,
        presentation: Presentation::FIRST,
        token_prefix: String::new(),
        strong_secret: false,
        credential_limit: None,
        longest_days: None,
        default_days: None,
        default_never: false,
        never_allowed: true,
        warning_days: 30,
        reveal: Reveal::ShowOnce,
        management_paths: Vec::new(),
        test_path: String::new(),
        check_with_vendor: false,
    }
}

/// A tenant of one of the four systems, as its form has it once that was chosen.
pub fn tenant_like(preset: &Preset, name: &str, zone: &str) -> TenantDraft {
    TenantDraft {
        scheme: preset.scheme,
        presentation: preset.presentation.clone(),
        token_prefix: if preset.scheme == Scheme::Token { "acme".into() } else { String::new() },
        default_never: preset.default_never,
        reveal: preset.reveal,
        check_with_vendor: preset.check_with_vendor,
        ..tenant_draft(name, zone)
    }
}

/// The form for a group of `tenant`.
///
/// # Errors
/// The system's random source fails.
pub fn group_form(tenant: TenantId, name: &str, now: Moment) -> Result<CreateGroupRequest> {
    let request_id = RequestId::new(now, &SystemRng)?;
    Ok(CreateGroupRequest { request_id, tenant, name: name.into(), description: String::new() })
}

/// The form for a role of `tenant` that restricts nothing.
///
/// # Errors
/// The system's random source fails.
pub fn role_form(tenant: TenantId, name: &str, now: Moment) -> Result<CreateRoleRequest> {
    let request_id = RequestId::new(now, &SystemRng)?;
    Ok(CreateRoleRequest { request_id, tenant, name: name.into(), description: String::new(), rules: Vec::new() })
}

/// The form for a user of `tenant` with `roles`.
///
/// # Errors
/// The system's random source fails.
pub fn user_form(tenant: TenantId, name: &str, roles: &[RoleId], now: Moment) -> Result<CreateUserRequest> {
    let request_id = RequestId::new(now, &SystemRng)?;
    Ok(CreateUserRequest { request_id, tenant, name: name.into(), mail: String::new(), roles: roles.to_vec() })
}

/// The form for the tenant `draft`, filled in at `now`.
///
/// # Errors
/// The system's random source fails.
pub fn tenant_form(draft: TenantDraft, now: Moment) -> Result<CreateTenantRequest> {
    Ok(CreateTenantRequest { request_id: RequestId::new(now, &SystemRng)?, draft })
}

/// The form for a credential, filled in at `now`.
///
/// # Errors
/// The system's random source fails.
pub fn credential_form(tenant: TenantId, title: &str, expires: Expires, now: Moment) -> Result<IssueRequest> {
    Ok(IssueRequest {
        request_id: RequestId::new(now, &SystemRng)?,
        tenant,
        title: title.into(),
        description: String::new(),
        group: None,
        roles: Vec::new(),
        user: None,
        in_role: None,
        addresses: Vec::new(),
        starts: None,
        expires,
        active: true,
        tags: Vec::new(),
        reveal: None,
        duplicate_of: None,
    })
}

/// The form that gives a credential the title `title`, and nothing else.
pub fn edit_form(target: Target, title: &str) -> EditRequest {
    EditRequest {
        target,
        title: title.into(),
        description: String::new(),
        roles: Vec::new(),
        user: None,
        in_role: None,
        addresses: Vec::new(),
        starts: None,
        tags: Vec::new(),
    }
}
