//! Instants as RFC 3339, a great many of them: what [`Zone::to_rfc3339`] writes, with the offset of a day asked for once.
//! Pure.

use crate::clock::{DAY_MILLIS, Moment};
use crate::zone::Zone;

/// How many days from 1970 on are remembered: until 2079.
const DAYS: usize = 40_000;

/// A day that was not asked for yet.
const UNKNOWN: i8 = i8::MIN;

/// A day on which the offset changes, or is no whole number of quarters of an hour.
const ASK_EACH_TIME: i8 = i8::MAX;

/// The seconds of a quarter of an hour.
const QUARTER: i32 = 900;

/// The instants of one zone.
pub struct Instants {
    zone: Zone,
    /// The offset of each day in quarters of an hour.
    quarters: Vec<i8>,
}

impl Instants {
    /// Those of `zone`.
    pub fn of(zone: Zone) -> Self {
        Self { zone, quarters: Vec::new() }
    }

    /// Writes `moment` to the end of `into`.
    pub fn push(&mut self, into: &mut Vec<u8>, moment: Moment) {
        match self.offset(moment) {
            Some(offset) => push_at(into, moment.millis().div_euclid(1_000) + i64::from(offset), offset),
            None => into.extend_from_slice(self.zone.to_rfc3339(moment).as_bytes()),
        }
    }

    /// The seconds between the zone's time and UTC on that day, if they are the same all day.
    fn offset(&mut self, moment: Moment) -> Option<i32> {
        let day = usize::try_from(moment.millis().div_euclid(DAY_MILLIS)).ok().filter(|day| *day < DAYS)?;
        if day >= self.quarters.len() {
            self.quarters.resize(day + 1, UNKNOWN);
        }
        if self.quarters[day] == UNKNOWN {
            self.quarters[day] = quarters_on(self.zone, day).unwrap_or(ASK_EACH_TIME);
        }
        let quarters = self.quarters[day];
        (quarters != ASK_EACH_TIME).then(|| i32::from(quarters) * QUARTER)
    }
}

/// Looked at every hour: no zone has changed its clocks twice within one.
fn quarters_on(zone: Zone, day: usize) -> Option<i8> {
    let begins = i64::try_from(day).ok()? * DAY_MILLIS;
    let offset = |hour: i64| zone.offset_seconds(Moment::from_millis(begins + hour * DAY_MILLIS / 24));
    let first = offset(0);
    let steady = (1..=24).all(|hour| offset(hour) == first);
    (steady && first % QUARTER == 0).then(|| i8::try_from(first / QUARTER).ok()).flatten()
}

/// `2027-02-23T00:00:00+01:00`, for the seconds since 1970 that the zone's own clock shows.
fn push_at(into: &mut Vec<u8>, local: i64, offset: i32) {
    let (day, second) = (local.div_euclid(86_400), local.rem_euclid(86_400));
    let (year, month, date) = civil(day);
    let mut text = *b"0000-00-00T00:00:00+00:00";
    let mut two = |at: usize, number: i64| {
        text[at] = digit(number / 10);
        text[at + 1] = digit(number);
    };
    two(0, year / 100);
    two(2, year);
    two(5, month);
    two(8, date);
    two(11, second / 3_600);
    two(14, second / 60 % 60);
    two(17, second % 60);
    let minutes = i64::from(offset.unsigned_abs() / 60);
    two(20, minutes / 60);
    two(23, minutes % 60);
    if offset < 0 {
        text[19] = b'-';
    }
    into.extend_from_slice(&text);
}

fn digit(number: i64) -> u8 {
    b'0' + u8::try_from(number.rem_euclid(10)).unwrap_or(0)
}

/// Year, month and day of the `day`-th day after 1 January 1970 in the Gregorian calendar: years are counted from March,
/// so that the leap day is their last, in eras of 400 years of 146,097 days.
fn civil(day: i64) -> (i64, i64, i64) {
    let since = day + 719_468;
    let (era, of_era) = (since.div_euclid(146_097), since.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONES: [&str; 8] = [
        "UTC",
        "Europe/Amsterdam",
        "America/Santiago",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "America/St_Johns",
        "Africa/Monrovia",
    ];

    fn written(instants: &mut Instants, moment: Moment) -> String {
        let mut bytes = Vec::new();
        instants.push(&mut bytes, moment);
        String::from_utf8(bytes).expect("ASCII")
    }

    #[test]
    fn every_hour_around_a_change_of_clocks_is_the_zones() {
        for name in ZONES {
            let zone = Zone::parse(name).expect("a zone");
            let mut instants = Instants::of(zone);
            for hour in 0..24 * 800 {
                let moment = Moment::from_millis(1_767_225_600_000 + hour * 3_600_000 + 1_799_999);
                assert_eq!(written(&mut instants, moment), zone.to_rfc3339(moment), "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_instant_is_the_zones(zone in 0..ZONES.len(), millis in -70_000_000_000_000_i64..260_000_000_000_000) {
            let zone = Zone::parse(ZONES[zone]).expect("a zone");
            let moment = Moment::from_millis(millis);
            prop_assert_eq!(written(&mut Instants::of(zone), moment), zone.to_rfc3339(moment));
        }
    }
}
