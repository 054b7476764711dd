//! Views: saved, ordered, arranged and deleted by each operator for themselves; whatever becomes of their rows, the
//! table opens.

use keywright_core::actions;
use keywright_core::app::App;
use keywright_core::column::Column;
use keywright_core::credential_row::Sort;
use keywright_core::error::Error;
use keywright_core::layout::{Layout, LayoutColumn};
use keywright_core::operator::Account;
use keywright_core::vault::memory_keychain::MemoryState;
use keywright_core::view::{BUILT_IN, SaveViewRequest, ViewRow};

use crate::desk::{AtWork, Desk};

fn request(name: &str, query: &str) -> SaveViewRequest {
    SaveViewRequest {
        key: None,
        name: name.into(),
        query: query.into(),
        sort: vec![Sort { column: Column::Title, descending: false }],
        tenant: None,
        layout: Layout::first(true),
    }
}

fn save(app: &App, name: &str, query: &str) -> ViewRow {
    actions::save_view(app, &request(name, query)).expect("saved")
}

fn keys(work: &AtWork) -> Vec<String> {
    work.app.list_views(None).expect("views").into_iter().map(|view| view.key).collect()
}

fn view(work: &AtWork, key: &str) -> ViewRow {
    work.app.list_views(None).expect("views").into_iter().find(|view| view.key == key).expect("the view")
}

/// Title and expiry, the expiry wide.
fn narrow() -> Layout {
    let column = |column, width| LayoutColumn { column, shown: true, width };
    Layout { columns: vec![column(Column::Title, None), column(Column::Expires, Some(300))] }.mended()
}

#[test]
fn a_new_vault_has_the_built_in_views_and_nothing_changes_those() {
    let desk = Desk::new();
    let work = desk.at_work();
    let views = work.app.list_views(None).expect("views");
    assert_eq!(keys(&work), BUILT_IN.map(|view| view.key.to_owned()));
    assert!(views.iter().all(|view| view.built_in && view.name.is_empty() && view.problem.is_none()));
    assert!(views.iter().all(|view| view.layout == Layout::first(true) && view.first_layout == view.layout));
    let own = work.app.list_views(Some(work.tenant)).expect("views");
    assert!(own.iter().all(|view| view.layout == Layout::first(false)));
    let over = SaveViewRequest { key: Some("revoked".into()), ..request("Mine", "") };
    let refused = [actions::save_view(&work.app, &over).map(drop), actions::delete_view(&work.app, "revoked")];
    for refusal in refused {
        let error = refusal.expect_err("built in");
        assert!(error.code() == "not_possible" && error.to_string().contains("“Revoked”"), "{error}");
    }
}

#[test]
fn views_are_saved_renamed_ordered_and_deleted_and_survive_a_restart_without_an_entry_or_a_key() {
    let desk = Desk::new();
    let work = desk.at_work();
    let before = work.deeds().len();
    let one = save(&work.app, "  Partner-facing ", " status:active ");
    assert_eq!((one.name.as_str(), one.query.as_str(), one.built_in), ("Partner-facing", "status:active", false));
    assert_eq!(one.sort, [Sort { column: Column::Title, descending: false }]);
    desk.clock.set(work.app.now().plus_millis(1_000));
    let other = save(&work.app, "Contractors", "");
    assert_eq!(keys(&work)[7..], [one.key.clone(), other.key.clone()], "new ones stand at the end");
    let wanted: Vec<String> = [&other.key, "revoked", "gone", &one.key, &other.key].map(str::to_owned).to_vec();
    actions::order_views(&work.app, &wanted).expect("ordered");
    assert_eq!(keys(&work)[..4], [other.key.clone(), "revoked".into(), one.key.clone(), "all".into()]);
    drop(work);

    let work = desk.back_without_key(MemoryState::Locked);
    assert_eq!(keys(&work)[..3], [other.key.clone(), "revoked".into(), one.key.clone()]);
    let renamed = SaveViewRequest { key: Some(one.key.clone()), ..request("PARTNER-facing", "is:expired") };
    let renamed = actions::save_view(&work.app, &renamed).expect("saved without the key");
    assert_eq!((renamed.key.as_str(), renamed.name.as_str()), (one.key.as_str(), "PARTNER-facing"));
    actions::delete_view(&work.app, &other.key).expect("deleted without the key");
    assert_eq!(keys(&work)[..2], ["revoked".to_owned(), one.key.clone()]);
    for key in [other.key.as_str(), "no view", ""] {
        assert_eq!(actions::delete_view(&work.app, key).expect_err("gone").code(), "not_found");
        let again = SaveViewRequest { key: Some(key.to_owned()), ..request("Another", "") };
        assert_eq!(actions::save_view(&work.app, &again).expect_err("gone").code(), "not_found");
        assert_eq!(actions::keep_layout(&work.app, key, None, Some(narrow())).expect_err("gone").code(), "not_found");
    }
    drop(work);
    desk.keychain.set_state(MemoryState::Ready);
    assert_eq!(desk.back_at_work().deeds().len(), before, "nothing of it is audited");
}

#[test]
fn names_are_as_all_names_and_unique_beside_the_built_in_ones() {
    let desk = Desk::new();
    let work = desk.at_work();
    let first = save(&work.app, "Café", "");
    let long = "x".repeat(51);
    for (name, word) in [
        ("", "Enter the name"),
        (" \t", "Enter the name"),
        (&long, "51 characters"),
        ("a\u{202E}b", "cannot be seen"),
        ("CAFE\u{301}", "already"),
        ("all", "already"),
        ("EXPIRING in 30 days", "already"),
        ("Ｎever expires", "already"),
    ] {
        let error = actions::save_view(&work.app, &request(name, "")).expect_err(word);
        assert_eq!((error.code(), error.field()), ("invalid_input", Some("name")), "{name}");
        assert!(error.to_string().contains(word), "{error}");
    }
    let same = SaveViewRequest { key: Some(first.key.clone()), ..request("CAFÉ", "") };
    actions::save_view(&work.app, &same).expect("its own name is not taken");
    save(&work.app, &"x".repeat(50), "");
    let error = actions::save_view(&work.app, &request("Long", &"x".repeat(2_001))).expect_err("too long");
    assert_eq!(error.field(), Some("query"));
    for number in 2..100 {
        save(&work.app, &format!("View {number}"), "");
    }
    let error = actions::save_view(&work.app, &request("One more", "")).expect_err("a hundred and first");
    assert!(matches!(error, Error::NotPossible(_)), "{error}");
    assert_eq!(keys(&work).len(), 107);
}

#[test]
fn each_operator_has_their_own() {
    let desk = Desk::new();
    let work = desk.at_work();
    let mine = save(&work.app, "Mine", "");
    actions::keep_layout(&work.app, "all", None, Some(narrow())).expect("kept");
    let administrators = work.app.list_operators().expect("groups").groups[0].id;
    let request = keywright_core::operators::AddOperatorRequest {
        request_id: keywright_core::ids::RequestId::new(work.app.now(), &keywright_core::rng::SystemRng)
            .expect("an id"),
        account: "1001".into(),
        name: "Ruth Okafor".into(),
        group: administrators,
    };
    actions::add_operator(&work.app, &request).expect("added");
    drop(work);
    let keywright = desk.start_as(&desk.path(), Account { account: "1001".into(), name: "Ruth Okafor".into() });
    let app = keywright.app().expect("open");
    let views = app.list_views(None).expect("views");
    assert!(views.len() == 7 && views.iter().all(|view| view.layout == Layout::first(true)));
    assert_eq!(actions::delete_view(&app, &mine.key).expect_err("another's").code(), "not_found");
    let over = SaveViewRequest { key: Some(mine.key), ..self::request("Stolen", "") };
    assert_eq!(actions::save_view(&app, &over).expect_err("another's").code(), "not_found");
    save(&app, "Mine", "is:revoked");
}

#[test]
fn a_layout_is_kept_for_one_tenant_and_for_all_apart_and_can_be_forgotten() {
    let desk = Desk::new();
    let work = desk.at_work();
    let own = save(&work.app, "Own", "");
    for key in ["expired", &own.key] {
        actions::keep_layout(&work.app, key, None, Some(narrow())).expect("kept");
        assert_eq!(view(&work, key).layout, narrow());
        assert_eq!(view(&work, key).first_layout, Layout::first(true));
    }
    let of_tenant = |work: &AtWork, key: &str| {
        let views = work.app.list_views(Some(work.tenant)).expect("views");
        views.into_iter().find(|view| view.key == key).expect("the view").layout
    };
    assert_eq!(of_tenant(&work, "expired"), Layout::first(false));
    actions::keep_layout(&work.app, "expired", Some(work.tenant), Some(narrow())).expect("kept");
    let second = crate::desk::create_tenant(&work.app, "Second").expect("a tenant").id;
    let elsewhere = work.app.list_views(Some(second)).expect("views");
    assert_eq!(elsewhere.into_iter().find(|view| view.key == "expired").expect("it").layout, narrow());
    drop(work);
    let work = desk.back_at_work();
    assert_eq!((view(&work, "expired").layout, of_tenant(&work, "expired")), (narrow(), narrow()));
    actions::keep_layout(&work.app, "expired", None, None).expect("forgotten");
    assert_eq!((view(&work, "expired").layout, of_tenant(&work, "expired")), (Layout::first(true), narrow()));
    let kept = |sql: &str| desk.database().query_row(sql, [], |row| row.get::<_, u32>(0)).expect(sql);
    actions::keep_layout(&work.app, &own.key, None, Some(Layout::first(true))).expect("as it is at first");
    assert_eq!(kept("SELECT count(*) FROM layout"), 1, "what is as at first is not kept");
    actions::keep_layout(&work.app, &own.key, None, Some(Layout { columns: Vec::new() })).expect("mended");
    assert_eq!(view(&work, &own.key).layout, Layout { columns: Vec::new() }.mended());
    actions::delete_view(&work.app, &own.key).expect("deleted");
    assert_eq!(kept("SELECT count(*) FROM layout"), 1, "its layouts go with it");
}

#[test]
fn a_whole_secret_is_refused_in_a_query_and_in_a_name_and_written_nowhere() {
    let desk = Desk::new();
    let work = desk.at_work();
    let sheet = work.issue("CRM");
    let secret = work.copy(sheet.id).expect("copied");
    actions::close_sheet(&work.app, sheet.id).expect("closed");
    for query in [secret.clone(), format!("status:active -\"{secret}\""), format!("title:crm,{secret}")] {
        let error = actions::save_view(&work.app, &request("Leak", &query)).expect_err("a secret");
        assert_eq!((error.code(), error.field()), ("invalid_input", Some("query")));
        assert!(!error.to_string().contains(&secret));
    }
    let error = actions::save_view(&work.app, &request(&secret, "")).expect_err("a secret");
    assert_eq!(error.field(), Some("name"));
    save(&work.app, "By its Access ID", &format!("id:{}", sheet.access_id.expect("one")));
    drop(work);
    assert_eq!(desk.files_with(&secret), Vec::<std::path::PathBuf>::new());
}

#[test]
fn views_say_how_many_they_find_or_why_they_find_none() {
    let desk = Desk::new();
    let work = desk.at_work();
    let payments = work.group("Payments");
    for title in ["CRM", "Ledger", "Depot"] {
        let mut form = work.form(title);
        form.group = (title == "CRM").then_some(payments.id);
        let sheet = actions::issue_credential(&work.app, &form).expect("issued");
        actions::close_sheet(&work.app, sheet.id).expect("closed");
    }
    work.app.await_counts().expect("counted");
    let own = save(&work.app, "Paid", "group:Payments");
    let of = |tenant| {
        let views = work.app.list_views(tenant).expect("views");
        let of = |key: &str| {
            let view = views.iter().find(|view| view.key == key).expect("the view");
            (view.count, view.problem.clone())
        };
        [of("all"), of("revoked"), of("neverCollected"), of(&own.key)]
    };
    let some = |count| (Some(count), None);
    assert_eq!(of(None), [some(3), some(0), some(3), some(1)]);
    let second = crate::desk::create_tenant(&work.app, "Second").expect("a tenant").id;
    let [all, _, _, (count, problem)] = of(Some(second));
    assert_eq!((all, count), (some(0), None));
    assert!(problem.is_some_and(|problem| problem.contains("Payments")), "there is no such group in that tenant");

    let row = work.table().into_iter().find(|row| row.title == "CRM").expect("a row");
    actions::revoke_credential(&work.app, work.target(row.id), "").expect("revoked");
    assert_eq!(of(Some(work.tenant))[1], some(1), "counts are those of now");
    let error = actions::save_view(&work.app, &request("Wrong", "staus:active")).expect_err("no such field");
    assert_eq!((error.code(), error.field()), ("invalid_input", Some("query")));
}

#[test]
fn whatever_is_done_to_their_rows_the_table_opens() {
    let edits = [
        "UPDATE view SET name = CAST(x'ff' AS TEXT)",
        "UPDATE view SET folded = 'another'",
        "UPDATE view SET query = CAST(x'fffe' AS TEXT)",
        "UPDATE view SET sort = 'nonsense'",
        "UPDATE view SET sort = '[{\"column\":\"lastReminder\",\"descending\":true}]'",
        "UPDATE view_order SET views = '{'",
        "UPDATE view_order SET views = '[1, null]'",
        "UPDATE view_order SET views = CAST(x'ff' AS TEXT)",
        "UPDATE layout SET columns = ''",
        "UPDATE layout SET columns = '[{\"column\":\"lastReminder\",\"shown\":true,\"width\":-3}]'",
        "UPDATE layout SET columns = CAST(x'ff' AS TEXT), view = CAST(x'ff' AS TEXT)",
        "DELETE FROM view",
        "DROP TABLE view_order; CREATE TABLE view_order (account TEXT PRIMARY KEY, views BLOB); INSERT INTO view_order VALUES ('1000', NULL)",
    ];
    let desk = Desk::new();
    let work = desk.at_work();
    work.issue("CRM");
    drop(work);
    for edit in edits {
        let work = desk.back_at_work();
        let own = save(&work.app, "Own", "");
        actions::order_views(&work.app, std::slice::from_ref(&own.key)).expect("ordered");
        actions::keep_layout(&work.app, &own.key, None, Some(narrow())).expect("kept");
        drop(work);
        desk.database().execute_batch(edit).expect(edit);
        let work = desk.back_at_work();
        assert_eq!(work.table().len(), 1, "{edit}");
        let views = work.app.list_views(None).expect(edit);
        assert!(views.len() >= 7 && views.iter().all(|view| view.layout.columns.len() == Column::ALL.len()), "{edit}");
        desk.database().execute_batch("DELETE FROM view; DELETE FROM view_order; DELETE FROM layout").expect("cleared");
    }
}
