//! The derived status of every slot, kept for as long as time alone changes none of them. Pure.

use crate::clock::Moment;
use crate::state::Status;

/// The statuses from one instant until another.
#[derive(Debug)]
pub(super) struct Statuses {
    of: Vec<Status>,
    from: Moment,
    /// The first instant at which one of them may be another; never, where there is none.
    until: Option<Moment>,
}

/// A status, and the first instant at which it may be another.
pub(super) type Told = (Status, Option<Moment>);

impl Statuses {
    /// What each of `slots` is told to be at `now`.
    pub(super) fn at(now: Moment, slots: usize, told: impl Fn(usize) -> Told) -> Self {
        let mut made = Self { of: Vec::with_capacity(slots), from: now, until: None };
        (0..slots).for_each(|slot| made.put(slot, told(slot)));
        made
    }

    /// The instant for which it was made.
    pub(super) fn from(&self) -> Moment {
        self.from
    }

    /// Whether it tells what is at `now`.
    pub(super) fn holds_at(&self, now: Moment) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }

    /// The status of a slot.
    pub(super) fn get(&self, slot: usize) -> Status {
        self.of[slot]
    }

    /// Puts what a slot is told to be at [`Statuses::from`] in its place, which is there or the next one.
    pub(super) fn put(&mut self, slot: usize, (status, turn): Told) {
        match self.of.get_mut(slot) {
            Some(there) => *there = status,
            None => self.of.push(status),
        }
        self.until = self.until.into_iter().chain(turn).min();
    }

    /// How many bytes of memory it takes.
    pub(super) fn bytes(&self) -> usize {
        self.of.capacity()
    }
}
