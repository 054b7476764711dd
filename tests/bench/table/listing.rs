//! A listing of so many credentials as an administrator of several systems would have after a few years, the same for
//! the same seed: what the index is filled with, and its peers.

use keywright_core::address::Address;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use keywright_core::listing::{ListedCredential, ListedDirectory, ListedTenant};
use keywright_core::policy::Policy;
use keywright_core::samples;
use keywright_core::scheme::Scheme;
use keywright_core::zone::Zone;

/// The present instant of the benchmark: 23 November 2026, 09:00 UTC.
pub(crate) const NOW: i64 = 1_795_424_400_000;

const TENANTS: u64 = 5;
const GROUPS: u64 = 40;
const ROLES: u64 = 24;
const USERS: u64 = 400;
const WORDS: [&str; 8] = ["finance", "north", "legacy", "pci", "shared", "night", "vendor", "trial"];

/// Numbers that look random and are the same for the same seed: Vigna's SplitMix64.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: u64) -> u64 {
        self.next() % most
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}

fn id(kind: u8, number: u64) -> [u8; 16] {
    let mut bytes = [kind; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes
}

/// The directory that the credentials are in.
pub(crate) fn directory() -> ListedDirectory {
    let tenant = |number: u64| ListedTenant {
        id: TenantId::from_bytes(id(1, number)),
        name: format!("{} {}", ["Acme Logistics", "Halden", "Mistral"][number as usize % 3], number + 1),
        api_url: format!("https://api{number}.acme.example/v1"),
        scheme: if number == 4 { Scheme::Token } else { Scheme::Signed },
        zone: Zone::parse(["Europe/Amsterdam", "UTC", "America/Santiago"][number as usize % 3]).unwrap_or(Zone::UTC),
        warning_days: 30,
    };
    ListedDirectory {
        tenants: (0..TENANTS).map(tenant).collect(),
        groups: (0..GROUPS).map(|n| (GroupId::from_bytes(id(2, n)), format!("Depot {n}"))).collect(),
        roles: (0..ROLES).map(|n| (RoleId::from_bytes(id(3, n)), format!("role {n}"))).collect(),
        users: (0..USERS).map(|n| (UserId::from_bytes(id(4, n)), format!("User {n}"))).collect(),
    }
}

/// The `number`-th credential, without its texts where `numbers` has none for it.
pub(crate) fn credential(number: u32, numbers: &mut Numbers) -> Result<ListedCredential, String> {
    let now = Moment::from_millis(NOW);
    let sample = samples::sample(number, &Policy::default(), Zone::UTC, now).map_err(|error| error.to_string())?;
    let tenant = numbers.below(TENANTS);
    let uuid = format!("{:016x}{:016x}", numbers.next(), numbers.next());
    let uuid = [&uuid[..8], &uuid[8..12], &uuid[12..16], &uuid[16..20], &uuid[20..]].join("-");
    let rotated = numbers.one_in(20).then(|| now.plus_millis(-(numbers.below(200) as i64) * DAY_MILLIS));
    let address = format!("10.{}.{}.0/24", numbers.below(8), numbers.below(8));
    let word = |numbers: &mut Numbers| WORDS[numbers.below(8) as usize].to_owned();
    let mut tags = if numbers.one_in(6) { vec![word(numbers), word(numbers)] } else { Vec::new() };
    tags.sort_unstable();
    tags.dedup();
    Ok(ListedCredential {
        handle: number + 1,
        id: CredentialId::from_bytes(id(5, number.into())),
        tenant: TenantId::from_bytes(id(1, tenant)),
        group: GroupId::from_bytes(id(2, numbers.below(GROUPS))),
        user: numbers.one_in(4).then(|| UserId::from_bytes(id(4, numbers.below(USERS)))),
        roles: (0..numbers.below(3)).map(|_| RoleId::from_bytes(id(3, numbers.below(ROLES)))).collect(),
        addresses: if numbers.one_in(5) { Address::parse(&address).into_iter().collect() } else { Vec::new() },
        tags,
        title: sample.title.as_str().to_owned(),
        description: sample.description.to_owned(),
        access_id: (tenant != 4).then_some(uuid.clone()),
        key_start: (tenant == 4).then(|| format!("acme_{}", &uuid[..4])),
        standing: sample.state.standing(),
        validity: sample.validity,
        created_at: sample.created_at,
        created_by: ["Dana Whitfield", "Sam Okafor", "Ines Duarte"][numbers.below(3) as usize].to_owned(),
        modified_at: sample.modified_at,
        rotated_at: rotated,
        rotating_until: rotated.map(|at| at.plus_millis(7 * DAY_MILLIS)),
        never_collected: sample.collected_at.is_none(),
        recoverable: numbers.one_in(3),
        sample: true,
    })
}
