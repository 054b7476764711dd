//! What stands around the credentials of a batch, each part read and verified once, and what the deed makes of each. No
//! verb of its own.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use rusqlite::Connection;

use crate::batch::Because;
use crate::batch::made::{Around, Made, Prepared};
use crate::clock::Moment;
use crate::credential::Credential;
use crate::error::{Error, Result};
use crate::ids::TenantId;
use crate::mac::Vouch;
use crate::policy::Policy;
use crate::state::Status;
use crate::store::{groups, tenants};
use crate::zone::Zone;

/// What stands around credentials, in one transaction.
pub(super) struct Surroundings<'a> {
    connection: &'a Connection,
    vouch: Option<&'a dyn Vouch>,
    prepared: &'a Prepared,
    group_of: Option<TenantId>,
    /// What each tenant allows and where its days begin; nothing for one that is gone or was changed outside.
    tenants: HashMap<TenantId, Option<(Policy, Zone)>>,
    now: Moment,
    by: &'a str,
}

impl<'a> Surroundings<'a> {
    /// What stands around what `prepared` is done to, by `by` at `now`; verified where there is somebody who can.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `group` where that is gone; [`Error::NotVouched`] where it was changed outside.
    pub(super) fn of(
        connection: &'a Connection,
        vouch: Option<&'a dyn Vouch>,
        prepared: &'a Prepared,
        now: Moment,
        by: &'a str,
    ) -> Result<Self> {
        let group_of = match prepared {
            Prepared::Move(id) => {
                let gone = || Error::invalid("group", "The group has been deleted meanwhile. Choose another.");
                let mut group = groups::get(connection, *id)?.ok_or_else(gone)?;
                if let Some(vouch) = vouch {
                    group = group.verified(vouch, |row| format!("The group {}", row.name))?;
                }
                Some(group.row.tenant)
            }
            _ => None,
        };
        Ok(Self { connection, vouch, prepared, group_of, tenants: HashMap::new(), now, by })
    }

    fn tenant(&mut self, id: TenantId) -> Result<Option<(Policy, Zone)>> {
        Ok(match self.tenants.entry(id) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(unknown) => {
                let kept = tenants::get(self.connection, id)?;
                let kept = kept.filter(|kept| self.vouch.is_none_or(|vouch| kept.is_vouched(vouch)));
                *unknown.insert(kept.map(|kept| (kept.row.policy, kept.row.zone)))
            }
        })
    }

    /// What the deed makes of a credential, or why it makes nothing of it.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn judge(&mut self, credential: &Credential) -> Result<Result<Made, Because>> {
        let Some((policy, zone)) = self.tenant(credential.tenant)? else { return Ok(Err(Because::Altered)) };
        let around = Around { policy, zone, group_of: self.group_of, now: self.now, by: self.by };
        Ok(self.prepared.make(credential, &around))
    }

    /// The status of a credential.
    ///
    /// # Errors
    /// What SQLite reports.
    pub(super) fn status(&mut self, credential: &Credential) -> Result<Status> {
        let warning_days = self.tenant(credential.tenant)?.map_or(0, |(policy, _)| policy.warning_days);
        Ok(credential.state.status(credential.validity, warning_days, self.now))
    }
}
