//! An index that was changed again and again is the one that would be made anew of what is there then.

use std::collections::{BTreeMap, HashMap};

use proptest::prelude::*;

use super::{Asked, Index};
use crate::address::Address;
use crate::clock::{DAY_MILLIS, Moment};
use crate::column::Column;
use crate::credential_row::Sort;
use crate::ids::{CredentialId, GroupId, RoleId, TenantId, UserId};
use crate::listing::{ListedCredential, ListedDirectory, ListedTenant};
use crate::name::Tag;
use crate::query::resolved::{Condition, End, Fact, Resolved, Span, Test, TimeField};
use crate::scheme::Scheme;
use crate::state::{Standing, Status, Validity};
use crate::zone::Zone;

/// 23 November 2026, 09:00 UTC.
const NOW: i64 = 1_795_424_400_000;

fn now() -> Moment {
    Moment::from_millis(NOW)
}

fn id(number: u8) -> [u8; 16] {
    [number; 16]
}

fn directory(name: &str, warning_days: u32) -> ListedDirectory {
    let tenant = |number: u8| ListedTenant {
        id: TenantId::from_bytes(id(number)),
        name: format!("{name} {number}"),
        api_url: format!("https://{number}.example"),
        scheme: if number == 1 { Scheme::Token } else { Scheme::Signed },
        zone: Zone::parse(if number == 1 { "Pacific/Apia" } else { "UTC" }).expect("a zone"),
        warning_days,
    };
    ListedDirectory {
        tenants: vec![tenant(1), tenant(2)],
        groups: (1..4).map(|n| (GroupId::from_bytes(id(n)), format!("{name} {}", 12 / n))).collect(),
        roles: (1..4).map(|n| (RoleId::from_bytes(id(n)), format!("{} {name}", 12 / n))).collect(),
        users: (1..4).map(|n| (UserId::from_bytes(id(n)), format!("{name}{}", 12 % n))).collect(),
    }
}

/// A credential with this handle, made of eight numbers.
fn credential(handle: u32, numbers: [u8; 8]) -> ListedCredential {
    let [place, words, times, state, who, more, tags, address] = numbers;
    let day = |number: u8, least: i64| Some(now().plus_millis((i64::from(number % 90) - least) * DAY_MILLIS));
    let mut own_tags: Vec<_> = (0..tags % 3).map(|n| format!("tag {}", (tags / 3 + n) % 12)).collect();
    own_tags.sort_unstable();
    let some = |number: u8, one: Option<Moment>| if number.is_multiple_of(3) { None } else { one };
    ListedCredential {
        handle,
        id: CredentialId::from_bytes([handle as u8; 16]),
        tenant: TenantId::from_bytes(id(1 + place % 2)),
        group: GroupId::from_bytes(id(1 + place % 4)),
        user: (who > 100).then(|| UserId::from_bytes(id(1 + who % 4))),
        roles: (0..who % 3).map(|n| RoleId::from_bytes(id(1 + n))).collect(),
        addresses: Address::parse(["10.0.0.0/8", "10.1.2.3", "none"][usize::from(address % 3)]).into_iter().collect(),
        tags: own_tags,
        title: format!("{} {:02}", ["CRM", "crm", "Ledger of Straße", ""][usize::from(words % 4)], words % 23),
        description: ["", "a longer text with 7 words in it, and then some more of them", "7"][usize::from(more % 3)]
            .into(),
        access_id: (place % 2 == 1).then(|| format!("7e4e{words:02x}9c-11ca")),
        key_start: (place.is_multiple_of(2)).then(|| format!("acme_{more:02x}")),
        standing: [Standing::Active, Standing::Active, Standing::Inactive, Standing::Revoked][usize::from(state % 4)],
        validity: Validity { starts: some(state, day(state, 80)), expires: some(times, day(times, 30)) },
        created_at: now().plus_millis(-i64::from(times % 16) * DAY_MILLIS),
        created_by: ["Dana", "Sam"][usize::from(who % 2)].into(),
        modified_at: now().plus_millis(-i64::from(more) * DAY_MILLIS),
        rotated_at: some(more, day(more, 90)),
        rotating_until: some(more, day(words, 40)),
        never_collected: tags > 200,
        recoverable: tags < 50,
        sample: address > 200,
    }
}

fn queries() -> Vec<Resolved> {
    let date = |text: &str| Some(End::Of(text.parse().expect("a date")));
    let tests = vec![
        vec![],
        vec![Test::Text("crm".into())],
        vec![Test::Text("7".into())],
        vec![Test::Text("strasse 1".into()), Test::Title("07".into())],
        vec![Test::Id("7e4E1".into())],
        vec![Test::Id("acme".into())],
        vec![Test::Status(Status::Expiring), Test::Status(Status::Revoked)],
        vec![Test::Usable],
        vec![Test::Fact(Fact::InRotation)],
        vec![Test::Kind(Scheme::Token)],
        vec![Test::Group(GroupId::from_bytes(id(2))), Test::Owner(UserId::from_bytes(id(3)))],
        vec![Test::Role(RoleId::from_bytes(id(1)))],
        vec![Test::Tag(Tag::from_database("tag 7".into()))],
        vec![Test::Address(Address::parse("10.1.0.0/16").expect("one"))],
        vec![Test::Time(TimeField::Expires, Span { from: date("2026-11-25"), until: date("2026-12-20") })],
        vec![Test::Never(TimeField::Rotated)],
        vec![Test::Is(CredentialId::from_bytes([7; 16]))],
    ];
    let conditions = |any: Vec<Test>| {
        let negated = any.len() > 1;
        if any.is_empty() { Vec::new() } else { vec![Condition { negated, any }] }
    };
    tests.into_iter().map(|any| Resolved { conditions: conditions(any) }).collect()
}

fn orders() -> Vec<Vec<Sort>> {
    let sort = |column, descending| Sort { column, descending };
    let one = Column::ALL.iter().flat_map(|column| [vec![sort(*column, false)], vec![sort(*column, true)]]);
    let two = Column::ALL.iter().zip(Column::ALL.iter().skip(5).cycle());
    let two = two.map(|(first, second)| vec![sort(*first, true), sort(*second, false)]);
    [Vec::new()].into_iter().chain(one).chain(two).collect()
}

fn alike(changed: &mut Index, there: &BTreeMap<u32, ListedCredential>, directory: &ListedDirectory, now: Moment) {
    let mut anew = Index::new(directory, 0);
    anew.write(&there.values().cloned().collect::<Vec<_>>()).expect("in order");
    assert_eq!((changed.len(), changed.is_empty()), (there.len(), there.is_empty()));
    let known: HashMap<_, _> = there.values().map(|credential| (credential.id, credential.handle)).collect();
    let (queries, orders) = (queries(), orders());
    for (resolved, sort) in
        queries.iter().map(|resolved| (resolved, &orders[0])).chain(orders.iter().map(|sort| (&queries[0], sort)))
    {
        let asked = Asked { tenant: None, resolved, known: &known, now };
        let answer = anew.answer(&asked, sort);
        assert_eq!(changed.answer(&asked, sort), answer, "{resolved:?} {sort:?}");
        assert_eq!(changed.found(&asked).count(), answer.len());
        // Few are sorted by themselves, and many by an order of all.
        let narrow = Resolved {
            conditions: vec![Condition { negated: false, any: vec![Test::Tag(Tag::from_database("tag 3".into()))] }],
        };
        let asked = Asked { tenant: Some(TenantId::from_bytes(id(2))), resolved: &narrow, known: &known, now };
        let tagged = |handle: &u32| {
            there[handle].tags.iter().any(|tag| tag == "tag 3") && there[handle].tenant == TenantId::from_bytes(id(2))
        };
        let all = Asked { tenant: None, resolved: &queries[0], known: &known, now };
        let expected: Vec<u32> = anew.answer(&all, sort).into_iter().filter(tagged).collect();
        assert_eq!(changed.answer(&asked, sort), expected, "{sort:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_was_changed_is_what_would_be_made_anew(
        steps in proptest::collection::vec((0_u8..10, any::<u16>(), any::<[u8; 8]>()), 1..60), many in 0_u32..400,
    ) {
        let mut there: BTreeMap<u32, ListedCredential> = BTreeMap::new();
        let mut listed = directory("Depot", 30);
        let mut index = Index::new(&listed, 0);
        let mut next = 1;
        for number in 0..many {
            there.insert(next, credential(next, [number, 3, 7, 11, 13, 17, 19, 23].map(|by: u32| (number * by % 251) as u8)));
            next += 1 + number % 2;
        }
        index.write(&there.values().cloned().collect::<Vec<_>>()).expect("in order");
        index.warm();
        for (at, (what, which, numbers)) in steps.iter().enumerate() {
            let some: Vec<u32> = there.keys().copied().collect();
            let handle = some.get(usize::from(*which) % some.len().max(1)).copied();
            match (what, handle) {
                (0..=2, _) | (_, None) => {
                    there.insert(next, credential(next, *numbers));
                    index.write(&[there[&next].clone()]).expect("in order");
                    next += 1;
                }
                (3..=5, Some(handle)) => {
                    there.insert(handle, credential(handle, *numbers));
                    index.write(&[there[&handle].clone()]).expect("in order");
                }
                (6, Some(handle)) => {
                    there.remove(&handle);
                    index.take(&[handle, 4_000_000]);
                }
                (7, _) => {
                    let some: Vec<_> = there.values().step_by(3).map(|one| credential(one.handle, *numbers)).collect();
                    index.write(&some).expect("in order");
                    there.extend(some.into_iter().map(|one| (one.handle, one)));
                }
                (8, _) => {
                    listed = directory(["Depot", "depot", "Hafen"][usize::from(*which % 3)], u32::from(numbers[0]));
                    index.put_directory(&listed);
                }
                _ => {
                    let sort = orders()[usize::from(*which) % orders().len()].clone();
                    let (resolved, known) = (Resolved::default(), HashMap::new());
                    index.answer(&Asked { tenant: None, resolved: &resolved, known: &known, now: now() }, &sort);
                }
            }
            if at % 20 == 19 {
                alike(&mut index, &there, &listed, now().plus_millis(i64::from(*which) * DAY_MILLIS / 500));
            }
        }
        alike(&mut index, &there, &listed, now());
    }
}

#[test]
fn slots_close_up_where_most_are_gone() {
    let listed = directory("Depot", 30);
    let mut there: BTreeMap<u32, ListedCredential> = (1..=9_000)
        .map(|handle| {
            (handle, credential(handle, [3, 5, 7, 11, 13, 17, 19, 23].map(|by: u32| (handle * by % 251) as u8)))
        })
        .collect();
    let mut index = Index::new(&listed, 9_000);
    index.write(&there.values().cloned().collect::<Vec<_>>()).expect("in order");
    let full = index.bytes();
    let gone: Vec<u32> = (1..=9_000).filter(|handle| handle % 5 != 0).collect();
    gone.chunks(1_000).for_each(|gone| index.take(gone));
    there.retain(|handle, _| handle % 5 == 0);
    alike(&mut index, &there, &listed, now());
    assert!(index.bytes() < full * 2 / 3, "{} of {full}", index.bytes());
    assert_eq!(index.present(&[4, 5, 9_000, 9_001]).collect::<Vec<_>>(), [5, 9_000]);
}

#[test]
fn an_older_handle_that_was_never_there_is_no_change() {
    let mut index = Index::new(&directory("Depot", 30), 0);
    index.write(&[credential(1, [1; 8]), credential(9, [1; 8])]).expect("in order");
    assert_eq!(index.write(&[credential(5, [1; 8])]), Err(super::OutOfOrder));
}
