//! Long work and what it says of itself while it goes on: how far it is, and how it ended. Pure.

use serde::Serialize;

use crate::error::Result;
use crate::keywright::Refusal;

/// Is told how many of how many are done, between one step and the next; fails with [`crate::error::Error::Cancelled`]
/// where the work is to end, which then leaves nothing behind.
pub type Watch<'a> = &'a mut dyn FnMut(u32, u32) -> Result<()>;

/// How far a job is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct JobUpdate {
    /// Which job.
    pub job: u32,
    /// How many are done.
    pub done: u32,
    /// Of how many. A finished job that has done fewer found the others gone meanwhile.
    pub total: u32,
    /// Whether it goes on, or how it ended.
    pub state: JobState,
    /// Why it failed, where it did.
    pub problem: Option<Refusal>,
}

/// Whether a job goes on, or how it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub enum JobState {
    /// It goes on.
    Running,
    /// It did all of it.
    Finished,
    /// It was called off, and left nothing behind.
    Cancelled,
    /// It failed, and left nothing behind.
    Failed,
}
