//! Batches as jobs: the page hears how far one is, and that what it shows is stale, while the batch goes on and at its
//! end, however it ends.

use std::time::{Duration, Instant};

use keywright_core::actions::BatchJob;
use keywright_core::error::Result;

use crate::shell::{Noun, Shell};

/// How long the table of a page stays as it is after it was told that it is stale.
const PAUSE: Duration = Duration::from_millis(500);

/// Begins a batch, and answers its job.
///
/// # Errors
/// `not_open`; `internal` where no thread can be had. Then the batch shows as interrupted.
pub(crate) fn begin(shell: &Shell, batch: BatchJob) -> Result<u32> {
    let (app, tell) = (shell.app()?, shell.teller());
    let begun = shell.jobs().begin(batch.total, move |watch| {
        let _ending = Ending(&tell);
        let mut told = Instant::now();
        batch.go(&app, &mut |done, total| {
            if told.elapsed() >= PAUSE {
                tell(&[Noun::Credentials]);
                told = Instant::now();
            }
            watch(done, total)
        })
    });
    shell.changed(&[Noun::Batches]);
    begun
}

/// Says at the end what is stale, also after a panic.
struct Ending<'a, F: Fn(&[Noun])>(&'a F);

impl<F: Fn(&[Noun])> Drop for Ending<'_, F> {
    fn drop(&mut self) {
        (self.0)(&[Noun::Credentials, Noun::Tenants, Noun::Batches]);
    }
}
