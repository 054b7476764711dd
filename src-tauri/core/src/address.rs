//! Allowed addresses: IPv4, IPv6, and blocks of either. Pure.
//!
//! An address is kept in one form, so that the same one is never there twice: `::ffff:a.b.c.d` is the
//! IPv4 address, IPv6 is written as RFC 5952 has it, a block of one address is that address.

use core::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The most addresses that one credential may have.
pub const ADDRESSES: usize = 200;

/// One address, or a block of them, from which a credential may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(IpNet);

impl Address {
    /// Reads an address as it was typed: `192.0.2.7`, `192.0.2.0/24`, `2001:db8::7`, `2001:db8::/48`.
    ///
    /// # Errors
    /// The sentence that says what is wrong and, where it can be told, what was meant.
    pub fn parse(typed: &str) -> std::result::Result<Self, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("Enter an address, for example 192.0.2.7 or 10.0.0.0/24.".into());
        }
        if typed.contains('%') {
            let without = typed.split('%').next().unwrap_or_default();
            return Err(format!(
                "A zone id (what follows “%”) means something on one computer only. Enter {without} without it."
            ));
        }
        let (address, length) = match typed.split_once('/') {
            Some((address, length)) => (address.trim(), Some(length.trim())),
            None => (typed, None),
        };
        if let Some(meant) = without_leading_zeros(address) {
            return Err(format!("Leading zeros are read differently by different systems. Did you mean {meant}?"));
        }
        let Ok(address) = address.parse::<IpAddr>() else {
            return Err(
                "This is no IP address. Enter one like 192.0.2.7 or 2001:db8::7, or a block like 10.0.0.0/24.".into()
            );
        };
        let most = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            None => most,
            Some(length) => match length.parse::<u8>() {
                Ok(parsed) if parsed <= most && parsed.to_string() == length => parsed,
                _ => return Err(format!("What follows “/” is a number of bits, 0 to {most}.")),
            },
        };
        let (address, length) = match address {
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) if length >= 96 => (IpAddr::V4(v4), length - 96),
                Some(_) => {
                    return Err("A block of IPv4 addresses in IPv6 form has 96 bits at least. Write it as IPv4.".into());
                }
                None => (address, length),
            },
            IpAddr::V4(_) => (address, length),
        };
        let block = IpNet::new(address, length).map_err(|_| "This is no block of addresses.".to_owned())?;
        if block.trunc() != block {
            return Err(format!("The address has bits set beyond its /{length}. Did you mean {}?", block.trunc()));
        }
        Ok(Self(block))
    }

    /// An address that the database keeps, if it is in the one form.
    pub fn from_database(text: &str) -> Option<Self> {
        Self::parse(text).ok().filter(|address| address.to_string() == text)
    }

    /// Whether `caller` is in it.
    pub fn holds(self, caller: IpAddr) -> bool {
        let caller = match caller {
            IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(IpAddr::V6(v6), IpAddr::V4),
            IpAddr::V4(_) => caller,
        };
        self.0.contains(&caller)
    }

    /// Whether some address is in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.0.contains(&other.0) || other.0.contains(&self.0)
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.prefix_len() == self.0.max_prefix_len() { self.0.addr().fmt(f) } else { self.0.fmt(f) }
    }
}

impl Serialize for Address {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_database(&text).ok_or_else(|| serde::de::Error::custom("no address"))
    }
}

/// `address` with the zeros taken away that stand before a part's number, where there are such.
fn without_leading_zeros(address: &str) -> Option<String> {
    let dotted = address.rsplit(':').next().unwrap_or_default();
    let parts: Vec<_> = dotted.split('.').collect();
    let numbers =
        parts.len() == 4 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if !numbers || !parts.iter().any(|part| part.len() > 1 && part.starts_with('0')) {
        return None;
    }
    let plain = |part: &&str| match part.trim_start_matches('0') {
        "" => "0".to_owned(),
        rest => rest.to_owned(),
    };
    let dotted_plain = parts.iter().map(plain).collect::<Vec<_>>().join(".");
    let meant = format!("{}{dotted_plain}", &address[..address.len() - dotted.len()]);
    meant.parse::<IpAddr>().ok().map(|_| meant)
}

/// What is to be said of one typed address beside the others.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct AddressCheck {
    /// What was typed.
    pub typed: String,
    /// The address in its one form, where it is one.
    pub address: Option<String>,
    /// Why it cannot be taken.
    pub problem: Option<String>,
    /// What is odd about it, though it can.
    pub warning: Option<String>,
}

/// What is to be said of each of `typed`, in order: a duplicate is a problem of the later one, an overlap is a
/// warning of the later one.
pub fn check(typed: &[String]) -> Vec<AddressCheck> {
    let mut before: Vec<Address> = Vec::new();
    let one = |typed: &String| {
        let mut check = AddressCheck { typed: typed.clone(), address: None, problem: None, warning: None };
        match Address::parse(typed) {
            Err(problem) => check.problem = Some(problem),
            Ok(address) if before.contains(&address) => {
                check.address = Some(address.to_string());
                check.problem = Some(format!("{address} is in the list already."));
            }
            Ok(address) => {
                check.address = Some(address.to_string());
                check.warning =
                    before.iter().find(|other| other.overlaps(address)).map(|other| overlap(address, *other));
                before.push(address);
            }
        }
        check
    };
    typed.iter().map(one).collect()
}

fn overlap(address: Address, other: Address) -> String {
    let (inner, outer) = if other.0.contains(&address.0) { (address, other) } else { (other, address) };
    format!("{inner} is within {outer} already, so it changes nothing beside it.")
}

/// The addresses that were typed, sorted.
///
/// # Errors
/// [`Error::InvalidInput`] on `addresses` that names the first that cannot be taken.
pub fn parse_all(typed: &[String]) -> Result<Vec<Address>> {
    if typed.len() > ADDRESSES {
        return Err(Error::invalid(
            "addresses",
            format!("A credential may have {ADDRESSES} addresses. Use blocks such as 10.0.0.0/24."),
        ));
    }
    if let Some(AddressCheck { typed, problem: Some(problem), .. }) =
        check(typed).into_iter().find(|check| check.problem.is_some())
    {
        let shown: String = typed.trim().chars().filter(|c| !c.is_control()).take(60).collect();
        return Err(Error::invalid("addresses", format!("{shown}: {problem}")));
    }
    let mut addresses: Vec<_> = typed.iter().filter_map(|typed| Address::parse(typed).ok()).collect();
    addresses.sort_unstable();
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use core::net::Ipv6Addr;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_is_kept_in_one_form() {
        for (typed, kept) in [
            ("192.0.2.7", "192.0.2.7"),
            (" 192.0.2.7/32 ", "192.0.2.7"),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
            ("2001:DB8:0:0::7", "2001:db8::7"),
            ("2001:db8::/48", "2001:db8::/48"),
            ("0.0.0.0/0", "0.0.0.0/0"),
        ] {
            assert_eq!(Address::parse(typed).expect(typed).to_string(), kept);
        }
    }

    #[test]
    fn what_is_none_is_refused_with_a_suggestion() {
        for (typed, said) in [
            ("", "Enter an address"),
            ("example.com", "no IP address"),
            ("10.0.0.1/8", "10.0.0.0/8"),
            ("010.0.0.1", "10.0.0.1"),
            ("10.0.0.0/08", "0 to 32"),
            ("10.0.0.0/33", "0 to 32"),
            ("fe80::1%eth0", "fe80::1 without"),
            ("2001:db8::1/48", "2001:db8::/48"),
            ("::ffff:10.0.0.0/95", "96 bits"),
            ("1.2.3", "no IP address"),
            ("1.2.3.4.5", "no IP address"),
            ("::ffff:010.0.0.1", "::ffff:10.0.0.1"),
        ] {
            let problem = Address::parse(typed).expect_err(typed);
            assert!(problem.contains(said), "{typed}: {problem}");
        }
    }

    #[test]
    fn duplicates_are_refused_and_overlaps_named() {
        let typed = ["10.0.0.0/8", "10.1.2.3", "::ffff:10.1.2.3", "192.0.2.1"].map(str::to_owned);
        let checks = check(&typed);
        assert!(checks[1].warning.as_deref().is_some_and(|said| said.contains("within 10.0.0.0/8")));
        assert!(checks[2].problem.as_deref().is_some_and(|said| said.contains("already")));
        assert_eq!((&checks[3].problem, &checks[3].warning), (&None, &None));
        assert_eq!(parse_all(&typed).expect_err("a duplicate").field(), Some("addresses"));
        assert_eq!(parse_all(&typed[..2]).expect("two").len(), 2);
    }

    #[test]
    fn a_caller_is_in_it_or_not() {
        let block = Address::parse("10.0.0.0/8").expect("a block");
        assert!(block.holds("10.9.9.9".parse().expect("an address")));
        assert!(block.holds("::ffff:10.9.9.9".parse().expect("an address")));
        assert!(!block.holds(Ipv6Addr::LOCALHOST.into()));
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back_as_itself(bits in any::<u128>(), length in 0_u8..=128, v4 in any::<bool>()) {
            let typed = if v4 {
                format!("{}/{}", core::net::Ipv4Addr::from(bits as u32), length % 33)
            } else {
                format!("{}/{length}", Ipv6Addr::from(bits))
            };
            if let Ok(address) = Address::parse(&typed) {
                prop_assert_eq!(Address::from_database(&address.to_string()), Some(address));
            }
        }

        #[test]
        fn no_text_is_too_odd(typed in ".{0,60}") {
            let _ = Address::parse(&typed);
        }
    }
}
