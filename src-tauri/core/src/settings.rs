//! Settings of the vault, and preferences of each operator: what they may be and what they are
//! until somebody chooses. Pure.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::mac::{Fields, Marked};
use crate::policy::{Policy, Reveal};

/// The fewest and the most seconds that a secret may stay on the clipboard.
pub const CLIPBOARD_SECONDS: (u32, u32) = (5, 300);

/// The most days that a lifetime can be offered for: ten years.
pub const LONGEST_DEFAULT: u32 = 3_650;

/// The most days before an expiry that a credential can count as expiring.
pub const LONGEST_WARNING: u32 = 365;

/// What holds for the whole vault: how long a secret stays on the clipboard, and what a new tenant begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Settings {
    /// How often they were changed; 0 while everything is as a vault begins.
    pub revision: u32,
    /// How many seconds a secret stays on the clipboard: 5 to 300.
    pub clipboard_seconds: u32,
    /// The lifetime that a new tenant offers first, in days.
    pub default_days: Option<u32>,
    /// Whether a new tenant offers *never* first.
    pub default_never: bool,
    /// Whether a new tenant allows credentials that never expire.
    pub never_allowed: bool,
    /// How many days before its expiry a new tenant's credential counts as expiring.
    pub warning_days: u32,
    /// Whether a new tenant's secrets are shown once or can be had again.
    pub reveal: Reveal,
}

impl Default for Settings {
    fn default() -> Self {
        let policy = Policy::default();
        Self {
            revision: 0,
            clipboard_seconds: 45,
            default_days: policy.default_days,
            default_never: false,
            never_allowed: policy.never_allowed,
            warning_days: policy.warning_days,
            reveal: policy.reveal,
        }
    }
}

impl Settings {
    /// The same, if everything is within its bounds. Where *never* is offered first, no number of days is.
    ///
    /// # Errors
    /// [`Error::InvalidInput`] on `clipboardSeconds`, `defaultDays` or `warningDays`.
    pub fn checked(mut self) -> Result<Self> {
        let (fewest, most) = CLIPBOARD_SECONDS;
        if !(fewest..=most).contains(&self.clipboard_seconds) {
            return Err(Error::invalid(
                "clipboardSeconds",
                format!("A secret can stay on the clipboard for {fewest} to {most} seconds."),
            ));
        }
        if self.default_never && !self.never_allowed {
            return Err(Error::invalid(
                "defaultDays",
                "New tenants do not allow credentials that never expire, so that cannot be offered first. Choose a number of days, or allow it.",
            ));
        }
        if self.default_never {
            self.default_days = None;
        }
        if self.default_days.is_some_and(|days| !(1..=LONGEST_DEFAULT).contains(&days)) {
            return Err(Error::invalid("defaultDays", "A lifetime is 1 to 3,650 days."));
        }
        if self.warning_days > LONGEST_WARNING {
            return Err(Error::invalid("warningDays", "A credential can count as expiring for 0 to 365 days."));
        }
        Ok(self)
    }

    /// How long a secret stays on the clipboard.
    pub fn clipboard_time(&self) -> Duration {
        Duration::from_secs(u64::from(self.clipboard_seconds))
    }
}

impl Marked for Settings {
    const TABLE: &'static str = "settings";
    const LIST: u16 = 1;

    fn id(&self) -> [u8; 16] {
        [0; 16]
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn fields(&self, _: u16, into: &mut Fields) {
        into.number(i64::from(self.clipboard_seconds))
            .number_or_nothing(self.default_days.map(i64::from))
            .flag(self.default_never)
            .flag(self.never_allowed)
            .number(i64::from(self.warning_days))
            .text(self.reveal.code());
    }
}

/// Gives an enumeration of choices the codes by which the database keeps them.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        #[cfg_attr(test, derive(ts_rs::TS), ts(export))]
        pub enum $name {
            $($(#[$of])* $variant),+
        }

        impl $name {
            /// What the database calls it.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }

            /// What the database calls `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                [$(Self::$variant),+].into_iter().find(|choice| choice.code() == code)
            }
        }
    };
}

choice!(/// How light the window is.
Theme {
    /// As the desktop is.
    #[default]
    System = "system",
    /// Light.
    Light = "light",
    /// Dark.
    Dark = "dark"
});

choice!(/// How much room a row of a table has.
Density {
    /// Little.
    Compact = "compact",
    /// As drawn.
    #[default]
    Normal = "normal",
    /// Much.
    Comfortable = "comfortable"
});

choice!(/// How dates are written.
DateStyle {
    /// Near ones as the time that is left or past, others as dates.
    #[default]
    Near = "near",
    /// As dates.
    Date = "date",
    /// As ISO 8601 writes them.
    Iso = "iso"
});

/// How an operator has the window. Grants and limits nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Preferences {
    /// How light it is.
    pub theme: Theme,
    /// How much room a row has.
    pub density: Density,
    /// How dates are written.
    pub dates: DateStyle,
    /// Whether single letters act in the table.
    pub single_keys: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::default(), density: Density::default(), dates: DateStyle::default(), single_keys: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_hold_and_both_their_ends_are_allowed() {
        let ok = |change: &dyn Fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.checked().map_err(|error| error.field())
        };
        assert!(ok(&|_| ()).is_ok(), "a vault begins with what is allowed");
        for seconds in [5, 300] {
            assert!(ok(&|settings| settings.clipboard_seconds = seconds).is_ok());
        }
        for seconds in [0, 4, 301, u32::MAX] {
            assert_eq!(ok(&|settings| settings.clipboard_seconds = seconds), Err(Some("clipboardSeconds")));
        }
        for days in [1, 3_650] {
            assert!(ok(&|settings| settings.default_days = Some(days)).is_ok());
        }
        for days in [0, 3_651] {
            assert_eq!(ok(&|settings| settings.default_days = Some(days)), Err(Some("defaultDays")));
        }
        assert!(ok(&|settings| settings.warning_days = 0).is_ok());
        assert!(ok(&|settings| settings.warning_days = 365).is_ok());
        assert_eq!(ok(&|settings| settings.warning_days = 366), Err(Some("warningDays")));
    }

    #[test]
    fn never_is_offered_only_where_it_is_allowed_and_then_alone() {
        let never = Settings { default_never: true, default_days: Some(90), ..Settings::default() };
        assert_eq!(never.clone().checked().expect("allowed").default_days, None);
        let contradictory = Settings { never_allowed: false, ..never };
        assert_eq!(contradictory.checked().expect_err("refused").field(), Some("defaultDays"));
    }

    #[test]
    fn every_choice_is_known_by_its_code() {
        for theme in [Theme::System, Theme::Light, Theme::Dark] {
            assert_eq!(Theme::from_code(theme.code()), Some(theme));
            assert_eq!(serde_json::to_value(theme).expect("JSON"), theme.code());
        }
        for density in [Density::Compact, Density::Normal, Density::Comfortable] {
            assert_eq!(Density::from_code(density.code()), Some(density));
            assert_eq!(serde_json::to_value(density).expect("JSON"), density.code());
        }
        for dates in [DateStyle::Near, DateStyle::Date, DateStyle::Iso] {
            assert_eq!(DateStyle::from_code(dates.code()), Some(dates));
            assert_eq!(serde_json::to_value(dates).expect("JSON"), dates.code());
        }
        assert_eq!(Theme::from_code("sepia"), None);
    }
}
