//! The index of the table says what the database says: after any actions, for any query, in any order.

use std::sync::atomic::{AtomicBool, Ordering};

use acceptance::forms::{tenant_draft, tenant_form, tenant_like};
use keywright_core::actions;
use keywright_core::address::Address;
use keywright_core::clock::{DAY_MILLIS, Moment};
use keywright_core::column::Column;
use keywright_core::credential::{EditRequest, IssueRequest, Overlap, Target};
use keywright_core::credential_row::{CredentialQuery, Sort};
use keywright_core::error::Error;
use keywright_core::group::{EditGroupRequest, GroupEnd, GroupTarget};
use keywright_core::ids::TenantId;
use keywright_core::index::{Asked, Index};
use keywright_core::name::{Tag, fold};
use keywright_core::policy::{Expires, Reveal};
use keywright_core::preset::presets;
use keywright_core::query::resolved::{Condition, End, Fact, Resolved, Span, Test, TimeField};
use keywright_core::role::{EditRoleRequest, RoleTarget};
use keywright_core::scheme::Scheme;
use keywright_core::selection::Selection;
use keywright_core::state::Status;
use keywright_core::store::listing;
use keywright_core::tenant::{EditTenantRequest, TenantTarget};
use keywright_core::user::{EditUserRequest, UserTarget};
use proptest::prelude::*;

use crate::desk::{AtWork, Desk, TODAY};
use crate::plain::{self, PlainRow};

/// Numbers to choose by, from the ones that a case is made of.
struct Choices<'a>(std::iter::Cycle<std::slice::Iter<'a, u32>>);

impl Choices<'_> {
    fn below(&mut self, most: usize) -> usize {
        *self.0.next().expect("numbers") as usize % most
    }

    fn yes(&mut self) -> bool {
        self.below(2) == 0
    }

    fn of<T: Clone>(&mut self, some: &[T]) -> T {
        some[self.below(some.len())].clone()
    }

    fn maybe<T: Clone>(&mut self, some: &[T]) -> Option<T> {
        if some.is_empty() || self.yes() { None } else { Some(self.of(some)) }
    }
}

const TITLES: [&str; 12] = [
    "CRM",
    "crm 2",
    "CRM 10",
    "Ledger 007",
    "ledger 7",
    "Straße",
    "Gdańsk depot",
    "Ünder",
    "Payout",
    "payout 01",
    "Ａcme",
    "x",
];
const DESCRIPTIONS: [&str; 4] = ["", "Nightly run at 02:00", "Handed over in person\nby Dana", "Nightly run at 2:00"];
const TAGS: [&str; 5] = ["finance", "night 2", "night 10", "äußerst", "pci"];
const ADDRESSES: [&str; 5] = ["10.0.0.0/8", "10.1.2.3", "192.0.2.0/24", "2001:db8::/32", "192.0.2.77"];
const DATES: [&str; 6] = ["2026-11-23", "2026-11-24", "2026-12-01", "2026-12-20", "2027-06-30", "2028-01-01"];

fn text(some: &[&str], choices: &mut Choices<'_>) -> Vec<String> {
    let mut picked: Vec<String> = (0..choices.below(3)).map(|_| choices.of(some).to_owned()).collect();
    picked.sort();
    picked.dedup();
    picked
}

/// A vault with two tenants in two zones, groups, roles and users.
fn prepared(desk: &Desk) -> (AtWork, [TenantId; 2]) {
    let work = desk.at_work();
    let preset = presets().into_iter().find(|preset| preset.scheme == Scheme::Token).expect("a token's");
    let draft = tenant_like(&preset, "Mistral", "Pacific/Auckland");
    let other = actions::create_tenant(&work.app, &tenant_form(draft, work.app.now()).expect("a form")).expect("made");
    let (reader, writer) = (work.role("reader 2"), work.role("Reader 10"));
    work.role("writer");
    work.group("Depot 2");
    work.group("depot 10");
    work.user("Zoë", &[reader.id]);
    work.user("adam", &[writer.id, reader.id]);
    let tenants = [work.tenant, other.id];
    (work, tenants)
}

/// Does something, which may be refused.
fn act(desk: &Desk, work: &AtWork, tenants: [TenantId; 2], choices: &mut Choices<'_>, undo: &mut Option<u64>) {
    let app = &work.app;
    let tenant = choices.of(&tenants);
    let groups = app.list_groups(Some(tenant)).expect("groups");
    let roles = app.list_roles(Some(tenant)).expect("roles");
    let users = app.list_users(Some(tenant)).expect("users");
    let rows = work.table();
    let target = (!rows.is_empty()).then(|| {
        let row = &rows[choices.below(rows.len())];
        Target { credential: row.id, revision: row.revision }
    });
    let expires = match choices.below(4) {
        0 => Expires::Never,
        _ => Expires::On { date: choices.of(&DATES).parse().expect("a date") },
    };
    let role_ids: Vec<_> = roles.iter().map(|role| role.id).collect();
    let some_roles = || role_ids.first().copied().into_iter().collect::<Vec<_>>();
    let name = format!("{} {}", choices.of(&TITLES), choices.below(4));
    let changed = match (choices.below(20), target) {
        (0..=5, _) | (_, None) => {
            let form = IssueRequest {
                tenant,
                group: choices.maybe(&groups).map(|group| group.id),
                description: choices.of(&DESCRIPTIONS).to_owned(),
                roles: choices.maybe(&role_ids).into_iter().collect(),
                user: choices.maybe(&users).map(|user| user.id),
                addresses: text(&ADDRESSES, choices),
                tags: text(&TAGS, choices),
                starts: choices.maybe(&DATES).map(|date| date.parse().expect("a date")),
                expires,
                active: choices.below(4) > 0,
                reveal: choices.maybe(&[Reveal::Recoverable, Reveal::ShowOnce]),
                ..work.form(&name)
            };
            if let Ok(sheet) = actions::issue_credential(app, &form)
                && choices.yes()
            {
                work.copy(sheet.id).expect("copied");
            }
            None
        }
        (6, Some(target)) => {
            let request = EditRequest {
                target,
                title: name,
                description: choices.of(&DESCRIPTIONS).to_owned(),
                roles: some_roles(),
                user: None,
                in_role: None,
                addresses: text(&ADDRESSES, choices),
                starts: None,
                tags: text(&TAGS, choices),
            };
            actions::edit_credential(app, &request).ok()
        }
        (7, Some(target)) => actions::revoke_credential(app, target, "").ok(),
        (8, Some(target)) => actions::reinstate_credential(app, target).ok(),
        (9, Some(target)) if choices.yes() => actions::activate_credential(app, target).ok(),
        (9, Some(target)) => actions::deactivate_credential(app, target).ok(),
        (10, Some(target)) => actions::move_credential(app, target, choices.of(&groups).id).ok(),
        (11, Some(target)) => {
            let overlap = if choices.yes() { Overlap::Now } else { Overlap::Hours { hours: 30 } };
            actions::rotate_credential(app, target, overlap, None).ok();
            None
        }
        (12, Some(target)) => actions::change_expiry(app, target, expires).ok(),
        (13, Some(target)) => {
            actions::delete_credential(app, target).ok();
            None
        }
        (14, _) => undo.take().and_then(|sequence| actions::undo_change(app, sequence).ok()),
        (15, Some(target)) => actions::make_show_once(app, target).ok(),
        (16, _) => {
            directory(work, tenant, &name, choices);
            None
        }
        (17, _) => {
            if choices.yes() {
                actions::add_samples(app, tenant, 3).expect("added");
            } else {
                actions::remove_samples(app).expect("removed");
            }
            None
        }
        (18, _) => {
            let (gone, to) = (choices.of(&groups), choices.of(&groups).id);
            let seen = GroupTarget { group: gone.id, revision: gone.revision };
            actions::delete_group(app, seen, &GroupEnd::Move { to }).ok();
            None
        }
        (_, _) => {
            let days = choices.below(40) as i64 - 10;
            desk.clock.set(Moment::from_millis(TODAY + days * DAY_MILLIS / 2));
            None
        }
    };
    *undo = changed.and_then(|changed| changed.undo).or(*undo);
}

/// Gives something in the directory another name, or a tenant other warning days and another zone.
fn directory(work: &AtWork, tenant: TenantId, name: &str, choices: &mut Choices<'_>) {
    let app = &work.app;
    let (name, description) = (name.to_owned(), String::new());
    match choices.below(4) {
        0 => {
            let group = choices.of(&app.list_groups(Some(tenant)).expect("groups"));
            let target = GroupTarget { group: group.id, revision: group.revision };
            actions::edit_group(app, &EditGroupRequest { target, name, description }).ok();
        }
        1 => {
            if let Some(role) = app.list_roles(Some(tenant)).expect("roles").pop() {
                let target = RoleTarget { role: role.id, revision: role.revision };
                actions::edit_role(app, &EditRoleRequest { target, name, description, rules: Vec::new() }).ok();
            }
        }
        2 => {
            if let Some(user) = app.list_users(Some(tenant)).expect("users").pop() {
                let target = UserTarget { user: user.id, revision: user.revision };
                let request = EditUserRequest { target, name, mail: String::new(), roles: user.roles };
                actions::edit_user(app, &request).ok();
            }
        }
        _ => {
            let row = work.own_tenant();
            let target = TenantTarget { tenant: row.id, revision: row.revision };
            let zone = choices.of(&["Europe/Amsterdam", "America/Los_Angeles"]);
            let mut draft = tenant_draft(&name, zone);
            draft.warning_days = choices.of(&[0, 10, 60]);
            actions::edit_tenant(app, &EditTenantRequest { target, draft }).ok();
        }
    }
}

/// Something that can be asked.
fn test(work: &AtWork, rows: &[PlainRow], now: Moment, choices: &mut Choices<'_>) -> Test {
    let app = &work.app;
    let fields = [TimeField::Created, TimeField::Modified, TimeField::Starts, TimeField::Expires, TimeField::Rotated];
    let needles = ["", "r", "cr", "crm", "7", "01", "nightly run", "strasse", "ü", "acme", "10", "-", "n", "a"];
    let facts = [
        Fact::Expired,
        Fact::Expiring,
        Fact::Revoked,
        Fact::Inactive,
        Fact::NeverExpires,
        Fact::NoAddress,
        Fact::InRotation,
        Fact::Recoverable,
        Fact::NeverCollected,
        Fact::Sample,
    ];
    match choices.below(16) {
        0 | 1 => Test::Text(choices.of(&needles).to_owned()),
        2 => Test::Title(choices.of(&needles).to_owned()),
        3 => Test::Id(choices.of(&["A", "3", "acme_", "-4", "e"]).to_owned()),
        4 if !rows.is_empty() => Test::Is(rows[choices.below(rows.len())].id),
        4 | 5 => Test::Status(choices.of(&[
            Status::Active,
            Status::Expiring,
            Status::Scheduled,
            Status::Expired,
            Status::Inactive,
            Status::Revoked,
        ])),
        6 => Test::Usable,
        7 | 8 => Test::Fact(choices.of(&facts)),
        9 => Test::Kind(choices.of(&[Scheme::Signed, Scheme::Reference, Scheme::Token])),
        10 => Test::Group(choices.of(&app.list_groups(None).expect("groups")).id),
        11 => Test::Role(choices.of(&app.list_roles(None).expect("roles")).id),
        12 => Test::Owner(choices.of(&app.list_users(None).expect("users")).id),
        13 if choices.yes() => Test::Tag(Tag::from_database(fold(choices.of(&TAGS)))),
        13 => Test::Address(Address::parse(choices.of(&["10.1.2.3", "192.0.0.0/8", "2001:db8::7"])).expect("one")),
        14 => Test::Never(choices.of(&fields)),
        _ => {
            let mut end = || match choices.below(3) {
                0 => None,
                1 => Some(End::Of(choices.of(&DATES).parse().expect("a date"))),
                _ => Some(End::At(now.plus_millis((choices.below(40) as i64 - 20) * DAY_MILLIS))),
            };
            let span = Span { from: end(), until: end() };
            Test::Time(choices.of(&fields), span)
        }
    }
}

/// A query, an order, and the tenant in view.
fn question(
    work: &AtWork,
    tenants: [TenantId; 2],
    rows: &[PlainRow],
    choices: &mut Choices<'_>,
) -> (Option<TenantId>, Resolved, Vec<Sort>) {
    let now = work.app.now();
    let conditions = (0..choices.below(3)).map(|_| Condition {
        negated: choices.below(3) == 0,
        any: (0..1 + choices.below(2)).map(|_| test(work, rows, now, choices)).collect(),
    });
    let conditions = conditions.collect();
    let sort = (0..choices.below(3)).map(|_| Sort { column: choices.of(&Column::ALL), descending: choices.yes() });
    let sort = sort.collect();
    (choices.maybe(&tenants), Resolved { conditions }, sort)
}

/// An index made anew of what the database holds.
fn rebuilt(work: &AtWork) -> Index {
    let read = work.app.store.read(|connection| {
        let mut index = Index::new(&listing::directory(connection)?, listing::count(connection)?);
        let (mut after, mut more) = (i64::MIN, true);
        while more {
            let (chunk, last) = listing::chunk(connection, after, 7)?;
            index.write(&chunk).expect("in order");
            (after, more) = (last.unwrap_or_default(), last.is_some());
        }
        Ok(index)
    });
    read.expect("an index")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_says_what_the_database_says(numbers in proptest::collection::vec(any::<u32>(), 200..600)) {
        let desk = Desk::new();
        let (work, tenants) = prepared(&desk);
        let mut choices = Choices(numbers.iter().cycle());
        let mut undo = None;
        for round in 0..24 {
            act(&desk, &work, tenants, &mut choices, &mut undo);
            let rows = plain::rows(&desk.database());
            for _ in 0..6 {
                let (tenant, resolved, sort) = question(&work, tenants, &rows, &mut choices);
                let told = work.app.handles_of(tenant, &resolved, &sort).expect("an answer");
                let plainly = plain::answer(&rows, tenant, &resolved, &sort, work.app.now());
                prop_assert_eq!(&told, &plainly, "round {}: {:?} {:?} of {:#?}", round, resolved, sort, rows);
                prop_assert_eq!(work.app.count_of(tenant, &resolved).expect("a count") as usize, told.len());
            }
        }
        let (mut anew, rows) = (rebuilt(&work), plain::rows(&desk.database()));
        let known = rows.iter().map(|row| (row.id, row.handle)).collect();
        for _ in 0..20 {
            let (tenant, resolved, sort) = question(&work, tenants, &rows, &mut choices);
            let asked = Asked { tenant, resolved: &resolved, known: &known, now: work.app.now() };
            let told = work.app.handles_of(tenant, &resolved, &sort).expect("an answer");
            prop_assert_eq!(anew.answer(&asked, &sort), told);
        }
    }
}

#[test]
fn while_one_writes_others_get_whole_answers() {
    let desk = Desk::new();
    let work = desk.at_work();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let mut seen = Vec::new();
            let all = Resolved::default();
            while !done.load(Ordering::SeqCst) {
                let sort = [Sort { column: Column::Title, descending: false }];
                let handles = work.app.handles_of(None, &all, &sort).expect("an answer");
                let mut unique = handles.clone();
                unique.sort_unstable();
                unique.dedup();
                assert_eq!(unique.len(), handles.len(), "each once");
                seen.push(handles.len());
            }
            seen
        });
        for _ in 0..4 {
            actions::add_samples(&work.app, work.tenant, 400).expect("added");
        }
        let row = work.issue("Another");
        let found = |title: &str| {
            let conditions = vec![Condition { negated: false, any: vec![Test::Title(title.to_owned())] }];
            work.app.count_of(None, &Resolved { conditions }).expect("a count")
        };
        assert_eq!(found("another"), 1, "what was written is found at once");
        actions::delete_credential(&work.app, work.target(row.credential)).expect("deleted");
        assert_eq!(found("another"), 0);
        done.store(true, Ordering::SeqCst);
        let seen = asking.join().expect("answers");
        assert!(seen.is_sorted() || seen.iter().max() == Some(&1_601), "{seen:?}");
    });
    assert_eq!(work.app.handles_of(None, &Resolved::default(), &[]).expect("all").len(), 1_600);
}

#[test]
fn a_selection_is_counted_as_it_is_now() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheets: Vec<_> = ["One", "Two", "Three", "Four"].iter().map(|title| work.issue(title)).collect();
    let query = CredentialQuery { tenant: None, query: String::new(), sort: Vec::new() };
    let answer = work.app.query_credentials(&query).expect("handles");
    let (generation, handles) = (answer.generation, answer.handles);
    let count = |selection: &Selection| {
        let count = work.app.count_selection(None, "", selection).expect("a count");
        (count.total, count.shown)
    };
    let listed = Selection::Handles { generation, handles: vec![handles[0], handles[2], handles[0], 4_000_000] };
    let all_but = Selection::Query { tenant: None, query: String::new(), generation, except: vec![handles[1]] };
    assert_eq!((count(&listed), count(&all_but)), ((2, 2), (3, 3)));
    let sort = [Sort { column: Column::Title, descending: false }];
    let of = |selection: &Selection| work.app.handles_of_selection(selection, &sort).expect("handles");
    assert_eq!(of(&listed), [handles[0], handles[2]], "Four, Two");
    assert_eq!(of(&all_but), [handles[0], handles[3], handles[2]], "Four, One, Two");
    actions::delete_credential(&work.app, work.target(sheets[3].credential)).expect("deleted");
    assert_eq!((count(&listed), count(&all_but)), ((1, 1), (2, 2)));
    let elsewhere = crate::desk::create_tenant(&work.app, "Elsewhere").expect("a tenant").id;
    let count = work.app.count_selection(Some(elsewhere), "", &listed).expect("a count");
    assert_eq!((count.total, count.shown), (1, 0), "selected, and not in view");
    let stale = Selection::Handles { generation: generation.wrapping_add(1), handles };
    assert!(matches!(work.app.count_selection(None, "", &stale), Err(Error::Stale)));
}

#[test]
fn rows_that_somebody_else_wrote_are_found_by_what_can_be_read() {
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("Sound");
    work.issue("Broken");
    drop(work);
    desk.database()
        .execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
             UPDATE credential SET description = CAST(x'6768ff1f6a6b' AS TEXT), state = 'odd', tenant_id = zeroblob(16),
                    group_id = zeroblob(16), user_id = x'01', expires_at = 9223372036854775807 WHERE title = 'Broken';
             INSERT INTO credential_address SELECT id, 'nowhere' FROM credential;
             DELETE FROM secret_version",
        )
        .expect("edited");
    let work = desk.back_at_work();
    let found = |test: Test| {
        let conditions = vec![Condition { negated: false, any: vec![test] }];
        work.app.handles_of(None, &Resolved { conditions }, &[]).expect("an answer").len()
    };
    assert_eq!(found(Test::Text("gh".into())), 1);
    assert_eq!(found(Test::Text("jk".into())), 1);
    assert_eq!(found(Test::Title("broken".into())), 1);
    assert_eq!(found(Test::Status(Status::Inactive)), 1);
    assert_eq!(found(Test::Tenant(work.tenant)), 1);
    assert_eq!(found(Test::Fact(Fact::NoAddress)), 2);
    for column in Column::ALL {
        for descending in [false, true] {
            let sort = [Sort { column, descending }];
            assert_eq!(work.app.handles_of(None, &Resolved::default(), &sort).expect("an answer").len(), 2);
        }
    }
}

#[test]
fn what_is_done_without_the_key_is_found_at_once() {
    use keywright_core::vault::memory_keychain::MemoryState;
    let desk = Desk::new();
    let issued = desk.at_work().issue("CRM").credential;
    let work = desk.back_without_key(MemoryState::Locked);
    let revoked = || {
        let conditions = vec![Condition { negated: false, any: vec![Test::Fact(Fact::Revoked)] }];
        work.app.count_of(None, &Resolved { conditions }).expect("a count")
    };
    assert_eq!(revoked(), 0);
    actions::revoke_credential(&work.app, work.target(issued), "").expect("revoked");
    assert_eq!(revoked(), 1);
}
