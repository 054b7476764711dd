//! Time: a status changes by itself at the instant that the core foretold.

use keywright_core::actions;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::policy::Expires;
use keywright_core::state::Status;

use crate::desk::{Desk, TODAY};

#[test]
fn statuses_and_days_turn_when_the_core_says_so() {
    let desk = Desk::new();
    let work = desk.at_work();
    assert_eq!(work.app.next_change().expect("asked"), None);
    let mut form = work.form("CRM");
    form.expires = Expires::On { date: "2027-02-22".parse().expect("a date") };
    let sheet = actions::issue_credential(&work.app, &form).expect("issued");
    let expiry = sheet.expires_at.expect("an expiry");
    let status = || work.table()[0].status;
    let warned = expiry.plus_millis(-30 * DAY_MILLIS);
    // The next thing to change is the number of days left, at midnight in Amsterdam.
    let midnight = Moment::from_millis(TODAY + 14 * 3_600_000);
    assert_eq!((status(), work.app.next_change().expect("asked")), (Status::Active, Some(midnight)));
    assert_eq!(work.table()[0].days_left, Some(91));
    desk.clock.set(midnight);
    assert_eq!(work.table()[0].days_left, Some(90));
    desk.clock.set(warned.plus_millis(-1));
    assert_eq!((status(), work.app.next_change().expect("asked")), (Status::Active, Some(warned)));
    desk.clock.set(warned);
    assert_eq!(status(), Status::Expiring);
    assert_eq!(work.table()[0].days_left, Some(29), "thirty days to the instant, 29 to the last date");
    desk.clock.set(expiry.plus_millis(-1));
    assert_eq!((status(), work.table()[0].days_left), (Status::Expiring, Some(0)));
    assert_eq!(work.app.next_change().expect("asked"), Some(expiry));
    desk.clock.set(expiry);
    assert_eq!(status(), Status::Expired);
    assert_eq!(work.table()[0].days_left, Some(-1));
}

#[test]
fn a_clock_that_jumps_changes_no_row_and_keeps_the_audit_in_order() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("First");
    for jump in [-365, 3_650] {
        desk.clock.set(Moment::from_millis(TODAY + jump * DAY_MILLIS));
        let mut form = work.form(&format!("After {jump}"));
        form.expires = Expires::Never;
        actions::issue_credential(&work.app, &form).expect("issued");
    }
    desk.clock.set(Moment::from_millis(TODAY));
    assert!(work.table().iter().all(|row| row.status == Status::Active));
    let entries = work.app.store.read(keywright_core::store::audit_log::all).expect("entries");
    assert!(entries.windows(2).all(|pair| pair[1].sequence == pair[0].sequence + 1));
}
