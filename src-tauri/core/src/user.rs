//! A user of a tenant: a person or service on whose behalf credentials act. Pure.

use serde::{Deserialize, Serialize};

use crate::clock::Moment;
use crate::error::{Error, Result};
use crate::ids::{RequestId, RoleId, TenantId, UserId};
use crate::mac::{Fields, Marked};
use crate::name::Name;

/// A user of a tenant.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Its identity.
    pub id: UserId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name, unique in the tenant.
    pub name: Name,
    /// Where mail reaches it; may be empty.
    pub mail: Mail,
    /// Its roles, sorted.
    pub roles: Vec<RoleId>,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl Marked for User {
    const TABLE: &'static str = "user";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        self.id.to_bytes()
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.bytes(&self.tenant.to_bytes())
            .text(self.name.as_str())
            .text(&self.name.folded())
            .text(self.mail.as_str())
            .number(self.roles.len() as i64);
        for role in &self.roles {
            into.bytes(&role.to_bytes());
        }
        into.number(self.created_at.millis()).number(self.modified_at.millis());
    }
}

/// A mail address, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Mail(String);

impl Mail {
    /// Reads a mail address as it was typed. Only what no mail server would take is refused.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `mail`.
    pub fn parse(typed: &str) -> Result<Self> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let refuse = |problem: &str| Err(Error::invalid("mail", problem));
        if typed.len() > 254 {
            return refuse("A mail address has 254 characters at most.");
        }
        let Some((name, host)) = typed.rsplit_once('@') else {
            return refuse("A mail address has “@” in it, for example dana@acme.example.");
        };
        let plain =
            typed.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | ',' | ';' | '"'));
        let host_is_one = !host.is_empty()
            && host.split('.').all(|part| !part.is_empty() && !part.starts_with('-') && !part.ends_with('-'));
        if name.is_empty() || name.contains('@') || !plain || !host_is_one {
            return refuse("This is no mail address. Enter one, for example dana@acme.example.");
        }
        Ok(Self(typed.to_owned()))
    }

    /// One that the database keeps.
    pub fn from_database(text: String) -> Self {
        Self(text)
    }

    /// The address; empty where there is none.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which user is meant, as the screen last read it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct UserTarget {
    /// Its identity.
    pub user: UserId,
    /// The revision that the screen read.
    pub revision: u32,
}

/// What the form for a new user sends.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct CreateUserRequest {
    /// The form's identity: a repeat answers what the first one made.
    pub request_id: RequestId,
    /// The tenant that it is for.
    pub tenant: TenantId,
    /// The name as typed.
    pub name: String,
    /// The mail address as typed; may be empty.
    pub mail: String,
    /// Its roles.
    pub roles: Vec<RoleId>,
}

/// What the form that edits a user sends.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct EditUserRequest {
    /// Which user.
    pub target: UserTarget,
    /// The name as typed.
    pub name: String,
    /// The mail address as typed; may be empty.
    pub mail: String,
    /// Its roles.
    pub roles: Vec<RoleId>,
}

/// A user as a list shows it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct UserRow {
    /// Its identity.
    pub id: UserId,
    /// How often it was written.
    pub revision: u32,
    /// The tenant that has it.
    pub tenant: TenantId,
    /// Its name.
    pub name: String,
    /// Its mail address; may be empty.
    pub mail: String,
    /// Its roles.
    pub roles: Vec<RoleId>,
    /// Whether its name is the operator's.
    pub own: bool,
    /// How many credentials act on its behalf.
    pub credentials: u32,
    /// When it was made.
    pub created_at: Moment,
    /// When its own fields last changed.
    pub modified_at: Moment,
}

impl UserRow {
    /// The row of `user`, on whose behalf so many credentials act, for the operator called `operator`.
    pub fn of(user: &User, credentials: u32, operator: &str) -> Self {
        Self {
            id: user.id,
            revision: user.revision,
            tenant: user.tenant,
            name: user.name.as_str().to_owned(),
            mail: user.mail.as_str().to_owned(),
            roles: user.roles.clone(),
            own: user.name.folded() == crate::name::fold(operator),
            credentials,
            created_at: user.created_at,
            modified_at: user.modified_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_as_typed() {
        for typed in ["", " dana@acme.example ", "a.b+c@x.y", "zoë@münchen.example"] {
            assert_eq!(Mail::parse(typed).expect(typed).as_str(), typed.trim());
        }
        for typed in
            ["dana", "@x.y", "a@", "a@b@c.d", "a b@c.d", "a@b..c", "a@-b.c", "Dana <a@b.c>", "a@b.c\r\nBcc: x@y.z"]
        {
            assert_eq!(Mail::parse(typed).expect_err(typed).field(), Some("mail"));
        }
    }
}
