//! The rows of the index, column by column: a slot for each credential, in the order of their handles. Pure.

use std::collections::HashMap;

use super::bits::Bits;
use super::places::{About, Places};
use super::shared::{Common, Numbers, Shared};
use super::statuses::{Statuses, Told};
use super::texts::{Texts, identity_of, words_of};
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
    created: Vec<i64>,
    modified: Vec<i64>,
    expires: Vec<i64>,
    flags: Vec<u8>,
    /// What few credentials have, by handle.
    starts: HashMap<u32, i64>,
    rotated: HashMap<u32, i64>,
    rotating: HashMap<u32, i64>,
    /// The statuses, where they were asked for lately.
    statuses: Option<Statuses>,
    /// Titles, descriptions and tags.
    pub(super) words: Texts,
    /// Access IDs and key starts.
    pub(super) identities: Texts,
    /// The numbers of what many have in common, as [`Common`] has them.
    belonging: Numbers,
    user: Numbers,
    roles: Numbers,
    addresses: Numbers,
    tags: Numbers,
    /// What many have in common.
    pub(super) shared: Shared,
    /// The directory.
    places: Places,
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
        self.created.reserve_exact(more);
        self.modified.reserve_exact(more);
        self.expires.reserve_exact(more);
        self.flags.reserve_exact(more);
    }

    /// The directory.
    pub(super) fn places(&self) -> &Places {
        &self.places
    }

    /// Takes the directory in as it is now.
    pub(super) fn put_directory(&mut self, directory: &ListedDirectory) {
        self.places.put(directory);
        self.statuses = None;
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
        let (mut words, mut identities) = (Vec::new(), Vec::new());
        for credential in credentials {
            match self.slot(credential.handle) {
                Some(slot) => {
                    for (texts, row, written) in [
                        (&self.words, words_of(credential), &mut words),
                        (&self.identities, identity_of(credential), &mut identities),
                    ] {
                        if texts.row(slot) != row {
                            written.push((slot, row));
                        }
                    }
                    self.put(slot, credential);
                }
                None if self.handles.last().is_none_or(|last| *last < credential.handle) => self.push(credential),
                None => return Err(OutOfOrder),
            }
        }
        self.words.replace(&words);
        self.identities.replace(&identities);
        Ok(credentials.iter().filter_map(|credential| self.slot(credential.handle)).collect())
    }

    fn push(&mut self, credential: &ListedCredential) {
        if self.handles.len() == self.handles.capacity() {
            self.make_room(1_024 + self.handles.len() / 16);
        }
        self.handles.push(credential.handle);
        self.live.push(true);
        self.created.push(0);
        self.modified.push(0);
        self.expires.push(0);
        self.flags.push(0);
        self.words.push(&words_of(credential));
        self.identities.push(&identity_of(credential));
        self.put(self.handles.len() - 1, credential);
    }

    /// Writes everything but the text.
    fn put(&mut self, slot: usize, credential: &ListedCredential) {
        self.live.put(slot, true);
        let slots = self.handles.capacity();
        for (common, number) in self.shared.numbers(credential, &mut self.places) {
            self.numbers_mut(common).put(slot, number, slots);
        }
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
        if let Some(mut statuses) = self.statuses.take() {
            statuses.put(slot, self.told(slot, statuses.from()));
            self.statuses = Some(statuses);
        }
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
        self.statuses = None;
        let live = std::mem::take(&mut self.live);
        let kept: Vec<usize> = live.ascending().collect();
        fn pick<T: Copy>(column: &mut Vec<T>, kept: &[usize]) {
            *column = kept.iter().map(|slot| column[*slot]).collect();
        }
        pick(&mut self.handles, &kept);
        pick(&mut self.created, &kept);
        pick(&mut self.modified, &kept);
        pick(&mut self.expires, &kept);
        pick(&mut self.flags, &kept);
        for common in [Common::Belonging, Common::User, Common::Roles, Common::Addresses, Common::Tags] {
            self.numbers_mut(common).pick(&kept);
        }
        self.words.retain(&live);
        self.identities.retain(&live);
        kept.iter().for_each(|_| self.live.push(true));
    }

    /// The numbers of what many have in common, by slot.
    pub(super) fn numbers(&self, common: Common) -> &Numbers {
        match common {
            Common::Belonging => &self.belonging,
            Common::User => &self.user,
            Common::Roles => &self.roles,
            Common::Addresses => &self.addresses,
            Common::Tags => &self.tags,
        }
    }

    fn numbers_mut(&mut self, common: Common) -> &mut Numbers {
        match common {
            Common::Belonging => &mut self.belonging,
            Common::User => &mut self.user,
            Common::Roles => &mut self.roles,
            Common::Addresses => &mut self.addresses,
            Common::Tags => &mut self.tags,
        }
    }

    /// What there is of a slot's tenant beside its name.
    fn about(&self, slot: usize) -> &About {
        let belonging = &self.shared.belongings.values()[self.belonging.get(slot)];
        &self.places.about()[belonging.tenant as usize]
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

    /// Until when it is accepted, whenever that begins.
    pub(super) fn end(&self, slot: usize) -> Validity {
        Validity { starts: None, expires: self.time(slot, TimeField::Expires).map(Moment::from_millis) }
    }

    /// For how many days before its expiry it is *expiring*.
    pub(super) fn warning_days(&self, slot: usize) -> u32 {
        self.about(slot).warning_days
    }

    /// Makes the statuses ready that hold at `now`, for one who asks for all of them.
    pub(super) fn know_statuses(&mut self, now: Moment) {
        if !self.statuses.as_ref().is_some_and(|statuses| statuses.holds_at(now)) {
            self.statuses = Some(Statuses::at(now, self.slots(), |slot| self.told(slot, now)));
        }
    }

    /// What it is at `now`.
    pub(super) fn status(&self, slot: usize, now: Moment) -> Status {
        match &self.statuses {
            Some(statuses) if statuses.holds_at(now) => statuses.get(slot),
            _ => self.told(slot, now).0,
        }
    }

    /// What it is at `now`, and when time alone may next change that.
    fn told(&self, slot: usize, now: Moment) -> Told {
        let standing = match self.flags[slot] & (INACTIVE | REVOKED) {
            0 => Standing::Active,
            INACTIVE => Standing::Inactive,
            _ => Standing::Revoked,
        };
        if standing != Standing::Active {
            return (standing.status(Validity::default(), 0, now), None);
        }
        let (validity, warning_days) = (self.validity(slot), self.warning_days(slot));
        (standing.status(validity, warning_days, now), validity.next_turn(warning_days, now))
    }

    /// How many bytes of memory it takes, about.
    pub(super) fn bytes(&self) -> usize {
        let sparse = self.starts.capacity() + self.rotated.capacity() + self.rotating.capacity();
        let numbers = [&self.belonging, &self.user, &self.roles, &self.addresses, &self.tags];
        4 * self.handles.capacity()
            + numbers.iter().map(|numbers| numbers.bytes()).sum::<usize>()
            + 8 * (self.created.capacity() + self.modified.capacity() + self.expires.capacity())
            + self.flags.capacity()
            + self.statuses.as_ref().map_or(0, Statuses::bytes)
            + self.slots() / 8
            + 17 * sparse
            + self.words.bytes()
            + self.identities.bytes()
            + self.shared.bytes()
    }
}
