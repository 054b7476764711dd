//! The rows of the index, column by column: a slot for each credential, in the order of their handles. Pure.

use std::collections::HashMap;

use super::bits::Bits;
use super::places::Places;
use super::profiles::{Profile, Profiles};
use super::texts::{Texts, row_of};
use crate::clock::Moment;
use crate::listing::{ListedCredential, ListedDirectory};
use crate::query::resolved::TimeField;
use crate::state::{Standing, Status, Validity};

const INACTIVE: u8 = 1;
const REVOKED: u8 = 1 << 1;
const STARTS: u8 = 1 << 2;
const ROTATED: u8 = 1 << 3;
const ROTATING: u8 = 1 << 4;
const NEVER_COLLECTED: u8 = 1 << 5;
const RECOVERABLE: u8 = 1 << 6;
const SAMPLE: u8 = 1 << 7;

/// In place of an expiry where there is none: later than every other.
const NEVER: i64 = i64::MAX;

/// The rows.
#[derive(Debug, Default)]
pub(super) struct Rows {
    handles: Vec<u32>,
    /// The slots whose credentials are there.
    live: Bits,
    profile: Vec<u32>,
    created: Vec<i64>,
    modified: Vec<i64>,
    expires: Vec<i64>,
    flags: Vec<u8>,
    /// What few credentials have, by handle.
    starts: HashMap<u32, i64>,
    rotated: HashMap<u32, i64>,
    rotating: HashMap<u32, i64>,
    /// The folded texts.
    pub(super) texts: Texts,
    /// What many have in common.
    pub(super) profiles: Profiles,
    /// The directory.
    pub(super) places: Places,
}

/// A credential came with a handle that is older than the newest and was not there: rows were put in from outside, or
/// a change was missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfOrder;

impl Rows {
    /// Nothing yet, with room for so many.
    pub(super) fn with_room(directory: &ListedDirectory, rows: usize) -> Self {
        let mut made = Self::default();
        made.places.put(directory);
        made.make_room(rows);
        made
    }

    /// Makes room for `more` slots, and no more: doubling would take as much again as everything else together.
    fn make_room(&mut self, more: usize) {
        self.handles.reserve_exact(more);
        self.profile.reserve_exact(more);
        self.created.reserve_exact(more);
        self.modified.reserve_exact(more);
        self.expires.reserve_exact(more);
        self.flags.reserve_exact(more);
    }

    /// How many slots there are, with those whose credentials are gone.
    pub(super) fn slots(&self) -> usize {
        self.handles.len()
    }

    /// The slots whose credentials are there.
    pub(super) fn live(&self) -> &Bits {
        &self.live
    }

    /// The handle of a slot.
    pub(super) fn handle(&self, slot: usize) -> u32 {
        self.handles[slot]
    }

    /// The slot of a handle, if its credential was ever there.
    pub(super) fn slot(&self, handle: u32) -> Option<usize> {
        self.handles.binary_search(&handle).ok()
    }

    /// Writes credentials, which ascend by handle; gives the slots that there were before and are written now.
    ///
    /// # Errors
    /// [`OutOfOrder`]; then some may be written and others not.
    pub(super) fn write(&mut self, credentials: &[ListedCredential]) -> Result<Vec<usize>, OutOfOrder> {
        let mut texts = Vec::new();
        for credential in credentials {
            match self.slot(credential.handle) {
                Some(slot) => {
                    let row = row_of(credential);
                    if self.texts.row(slot) != row {
                        texts.push((slot, row));
                    }
                    self.put(slot, credential);
                }
                None if self.handles.last().is_none_or(|last| *last < credential.handle) => self.push(credential),
                None => return Err(OutOfOrder),
            }
        }
        self.texts.replace(&texts);
        Ok(credentials.iter().filter_map(|credential| self.slot(credential.handle)).collect())
    }

    fn push(&mut self, credential: &ListedCredential) {
        if self.handles.len() == self.handles.capacity() {
            self.make_room(1_024 + self.handles.len() / 16);
        }
        self.handles.push(credential.handle);
        self.live.push(true);
        self.profile.push(0);
        self.created.push(0);
        self.modified.push(0);
        self.expires.push(0);
        self.flags.push(0);
        self.texts.push(&row_of(credential));
        self.put(self.handles.len() - 1, credential);
    }

    /// Writes everything but the text.
    fn put(&mut self, slot: usize, credential: &ListedCredential) {
        self.live.put(slot, true);
        self.profile[slot] = self.profiles.number(credential, &mut self.places);
        self.created[slot] = credential.created_at.millis();
        self.modified[slot] = credential.modified_at.millis();
        self.expires[slot] = credential.validity.expires.map_or(NEVER, Moment::millis);
        let mut flags = match credential.standing {
            Standing::Active => 0,
            Standing::Inactive => INACTIVE,
            Standing::Revoked => REVOKED,
        };
        for (is, flag) in [
            (credential.never_collected, NEVER_COLLECTED),
            (credential.recoverable, RECOVERABLE),
            (credential.sample, SAMPLE),
        ] {
            flags |= if is { flag } else { 0 };
        }
        for (moment, flag, sparse) in [
            (credential.validity.starts, STARTS, &mut self.starts),
            (credential.rotated_at, ROTATED, &mut self.rotated),
            (credential.rotating_until, ROTATING, &mut self.rotating),
        ] {
            match moment {
                Some(moment) => {
                    flags |= flag;
                    sparse.insert(credential.handle, moment.millis());
                }
                None => {
                    sparse.remove(&credential.handle);
                }
            }
        }
        self.flags[slot] = flags;
    }

    /// Takes credentials out; gives their slots.
    pub(super) fn take(&mut self, handles: &[u32]) -> Vec<usize> {
        let slots: Vec<_> =
            handles.iter().filter_map(|handle| self.slot(*handle)).filter(|slot| self.live.holds(*slot)).collect();
        for slot in &slots {
            self.live.put(*slot, false);
            let handle = self.handles[*slot];
            for sparse in [&mut self.starts, &mut self.rotated, &mut self.rotating] {
                sparse.remove(&handle);
            }
        }
        slots
    }

    /// Whether so many credentials are gone that their slots are worth the trouble of closing up.
    pub(super) fn is_sparse(&self) -> bool {
        self.slots() > 4_096 && self.live.count() * 2 < self.slots()
    }

    /// Closes the slots up whose credentials are gone: slots change, handles do not.
    pub(super) fn close_up(&mut self) {
        let live = std::mem::take(&mut self.live);
        let kept: Vec<usize> = live.ascending().collect();
        fn pick<T: Copy>(column: &mut Vec<T>, kept: &[usize]) {
            *column = kept.iter().map(|slot| column[*slot]).collect();
        }
        pick(&mut self.handles, &kept);
        pick(&mut self.profile, &kept);
        pick(&mut self.created, &kept);
        pick(&mut self.modified, &kept);
        pick(&mut self.expires, &kept);
        pick(&mut self.flags, &kept);
        self.texts.retain(&live);
        kept.iter().for_each(|_| self.live.push(true));
    }

    /// The number of a slot's combination.
    pub(super) fn profile_number(&self, slot: usize) -> usize {
        self.profile[slot] as usize
    }

    fn profile(&self, slot: usize) -> &Profile {
        &self.profiles.all()[self.profile_number(slot)]
    }

    /// The number of a slot's tenant.
    pub(super) fn tenant(&self, slot: usize) -> usize {
        self.profile(slot).tenant as usize
    }

    fn has(&self, slot: usize, flag: u8) -> bool {
        self.flags[slot] & flag != 0
    }

    /// Whether it is revoked.
    pub(super) fn is_revoked(&self, slot: usize) -> bool {
        self.has(slot, REVOKED)
    }

    /// Whether it is switched off.
    pub(super) fn is_inactive(&self, slot: usize) -> bool {
        self.has(slot, INACTIVE)
    }

    /// Whether its newest secret was never collected.
    pub(super) fn is_never_collected(&self, slot: usize) -> bool {
        self.has(slot, NEVER_COLLECTED)
    }

    /// Whether its newest secret can be had again.
    pub(super) fn is_recoverable(&self, slot: usize) -> bool {
        self.has(slot, RECOVERABLE)
    }

    /// Whether it is sample data.
    pub(super) fn is_sample(&self, slot: usize) -> bool {
        self.has(slot, SAMPLE)
    }

    /// Whether an older secret is still accepted.
    pub(super) fn is_rotating(&self, slot: usize, now: Moment) -> bool {
        self.has(slot, ROTATING) && self.rotating.get(&self.handles[slot]).is_some_and(|until| now.millis() < *until)
    }

    /// An instant of the credential, in milliseconds, where it has it.
    pub(super) fn time(&self, slot: usize, field: TimeField) -> Option<i64> {
        let sparse = |flag, sparse: &HashMap<u32, i64>| {
            if self.has(slot, flag) { sparse.get(&self.handles[slot]).copied() } else { None }
        };
        match field {
            TimeField::Created => Some(self.created[slot]),
            TimeField::Modified => Some(self.modified[slot]),
            TimeField::Expires => Some(self.expires[slot]).filter(|expires| *expires != NEVER),
            TimeField::Starts => sparse(STARTS, &self.starts),
            TimeField::Rotated => sparse(ROTATED, &self.rotated),
        }
    }

    /// When it is accepted.
    pub(super) fn validity(&self, slot: usize) -> Validity {
        let at = |field| self.time(slot, field).map(Moment::from_millis);
        Validity { starts: at(TimeField::Starts), expires: at(TimeField::Expires) }
    }

    /// For how many days before its expiry it is *expiring*.
    pub(super) fn warning_days(&self, slot: usize) -> u32 {
        self.places.about()[self.tenant(slot)].warning_days
    }

    /// What it is at `now`.
    pub(super) fn status(&self, slot: usize, now: Moment) -> Status {
        let standing = match self.flags[slot] & (INACTIVE | REVOKED) {
            0 => Standing::Active,
            INACTIVE => Standing::Inactive,
            _ => Standing::Revoked,
        };
        standing.status(self.validity(slot), self.warning_days(slot), now)
    }

    /// How many bytes of memory it takes, about.
    pub(super) fn bytes(&self) -> usize {
        let sparse = self.starts.capacity() + self.rotated.capacity() + self.rotating.capacity();
        4 * (self.handles.capacity() + self.profile.capacity())
            + 8 * (self.created.capacity() + self.modified.capacity() + self.expires.capacity())
            + self.flags.capacity()
            + self.slots() / 8
            + 17 * sparse
            + self.texts.bytes()
            + self.profiles.bytes()
    }
}
