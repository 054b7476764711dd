//! Turns at the connection that writes: work in many transactions lets whoever waits go between two of them. A lock alone
//! gives itself back to the one who has just let go of it, so that others would wait for the end.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::store::{Store, locked};

/// How long one who gives way sleeps before they look again.
const NAP: Duration = Duration::from_micros(100);

/// How long they give way at the longest.
const PATIENCE: Duration = Duration::from_millis(100);

/// The connection that writes, and how many wait for it.
pub(super) struct Writer {
    connection: Mutex<Connection>,
    waiting: AtomicUsize,
}

impl Writer {
    pub(super) fn of(connection: Connection) -> Self {
        Self { connection: Mutex::new(connection), waiting: AtomicUsize::new(0) }
    }

    /// The connection, once it is free.
    pub(super) fn held(&self) -> MutexGuard<'_, Connection> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let held = locked(&self.connection);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        held
    }
}

impl Store {
    /// Lets those go first who wait to write. For one who holds no transaction and is about to begin another.
    pub fn give_way(&self) {
        let until = Instant::now() + PATIENCE;
        while self.writer.waiting.load(Ordering::SeqCst) > 0 && Instant::now() < until {
            thread::sleep(NAP);
        }
    }
}
