//! Who may do what: every verb and every read, by every operator group and by an account that is no operator. What is
//! refused says whom to ask, and changes nothing.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;

use acceptance::forms::{edit_form, tenant_draft};
use keywright_core::actions;
use keywright_core::app::{App, Part};
use keywright_core::audit_list::AuditFilter;
use keywright_core::column::Column;
use keywright_core::credential::{Changed, Overlap, Target};
use keywright_core::credential_row::CredentialQuery;
use keywright_core::error::Result;
use keywright_core::group::{CreateGroupRequest, EditGroupRequest, GroupEnd, GroupRow, GroupTarget};
use keywright_core::ids::{OperatorGroupId, RequestId};
use keywright_core::layout::Layout;
use keywright_core::list_export::ExportListRequest;
use keywright_core::mac::mark;
use keywright_core::operators::{
    AddOperatorRequest, CreateOperatorGroupRequest, EditOperatorGroupRequest, EditOperatorRequest, OperatorGroupRow,
    OperatorGroupTarget, OperatorRow, OperatorTarget,
};
use keywright_core::permission::{ADMINISTRATORS, Permission};
use keywright_core::policy::{Expires, Reveal};
use keywright_core::rng::SystemRng;
use keywright_core::role::{CreateRoleRequest, EditRoleRequest, RoleRow, RoleTarget};
use keywright_core::secret::Secret;
use keywright_core::selection::Selection;
use keywright_core::settings::{Preferences, Settings};
use keywright_core::sheets::SheetRow;
use keywright_core::store::{head, operators};
use keywright_core::tenant::{DeleteTenantRequest, EditTenantRequest, TenantTarget};
use keywright_core::user::{CreateUserRequest, EditUserRequest, UserRow, UserTarget};
use keywright_core::view::SaveViewRequest;
use rusqlite::Connection;

use crate::desk::{AtWork, Desk, create_tenant};

/// What is done, once everything that it needs is there.
type Deed = Box<dyn FnOnce(&App) -> Result<()>>;

/// One verb or read: its name (a verb's is its file's in `actions/`), what it needs, and how it is made ready by an
/// administrator.
type Line = (&'static str, Permission, fn(&Stage) -> Deed);

fn deed<T>(work: impl FnOnce(&App) -> Result<T> + 'static) -> Deed {
    Box::new(move |app| work(app).map(drop))
}

const VIEW: Permission = Permission::View;
const UPDATE: Permission = Permission::CreateAndUpdate;
const REVOKE: Permission = Permission::RevokeAndReinstate;
const DELETE: Permission = Permission::Delete;
const REVEAL: Permission = Permission::Reveal;
const DIRECTORY: Permission = Permission::ManageDirectory;
const MANAGE: Permission = Permission::ManageSettings;
const AUDIT: Permission = Permission::ReadAudit;

const VERBS: &[Line] = &[
    ("create_tenant", DIRECTORY, |stage| {
        let name = stage.new_name();
        deed(move |app| create_tenant(app, &name))
    }),
    ("issue_credential", UPDATE, |stage| {
        let form = stage.work.form(&stage.new_name());
        deed(move |app| actions::issue_credential(app, &form))
    }),
    ("copy_secret", UPDATE, |stage| {
        let sheet = stage.work.issue(&stage.new_name());
        deed(move |app| actions::copy_secret(app, sheet.id, |_| Ok(())))
    }),
    ("show_secret", UPDATE, |stage| {
        let sheet = stage.work.issue(&stage.new_name());
        deed(move |app| actions::show_secret(app, sheet.id))
    }),
    ("download_csv", UPDATE, |stage| {
        let name = stage.new_name();
        let (sheet, path) = (stage.work.issue(&name), stage.desk.exports().join(name));
        deed(move |app| {
            let saved = actions::download_csv(app, sheet.id, &path, false, false);
            assert_eq!(saved.is_ok(), path.exists(), "a refusal leaves no file");
            saved
        })
    }),
    ("add_samples", UPDATE, |stage| {
        let tenant = stage.work.tenant;
        deed(move |app| actions::add_samples(app, tenant, 2))
    }),
    ("remove_samples", DELETE, |stage| {
        actions::add_samples(&stage.work.app, stage.work.tenant, 2).expect("samples");
        deed(actions::remove_samples)
    }),
    ("edit_credential", UPDATE, |stage| {
        let (target, title) = (stage.credential(), stage.new_name());
        deed(move |app| actions::edit_credential(app, &edit_form(target, &title)))
    }),
    ("activate_credential", UPDATE, |stage| {
        let target = stage.credential();
        actions::deactivate_credential(&stage.work.app, target).expect("off");
        let target = Target { revision: target.revision + 1, ..target };
        deed(move |app| actions::activate_credential(app, target))
    }),
    ("deactivate_credential", UPDATE, |stage| {
        let target = stage.credential();
        deed(move |app| actions::deactivate_credential(app, target))
    }),
    ("revoke_credential", REVOKE, |stage| {
        let target = stage.credential();
        deed(move |app| actions::revoke_credential(app, target, "leaked"))
    }),
    ("reinstate_credential", REVOKE, |stage| {
        let target = stage.credential();
        actions::revoke_credential(&stage.work.app, target, "").expect("revoked");
        let target = Target { revision: target.revision + 1, ..target };
        deed(move |app| actions::reinstate_credential(app, target))
    }),
    ("change_expiry", UPDATE, |stage| {
        let target = stage.credential();
        deed(move |app| actions::change_expiry(app, target, Expires::Never))
    }),
    ("rotate_credential", UPDATE, |stage| {
        let target = stage.credential();
        deed(move |app| actions::rotate_credential(app, target, Overlap::Now, None))
    }),
    ("delete_credential", DELETE, |stage| {
        let target = stage.credential();
        deed(move |app| actions::delete_credential(app, target))
    }),
    ("undo_change", UPDATE, |stage| {
        let off = actions::deactivate_credential(&stage.work.app, stage.credential()).expect("off");
        deed(move |app| undo(app, &off))
    }),
    ("undo_change", REVOKE, |stage| {
        let revoked = actions::revoke_credential(&stage.work.app, stage.credential(), "").expect("revoked");
        deed(move |app| undo(app, &revoked))
    }),
    ("edit_tenant", DIRECTORY, |stage| {
        let target = stage.tenant();
        let draft = tenant_draft(&stage.new_name(), "UTC");
        deed(move |app| actions::edit_tenant(app, &EditTenantRequest { target, draft }))
    }),
    ("change_limit", DIRECTORY, |stage| {
        let target = stage.tenant();
        deed(move |app| actions::change_limit(app, target, Some(7)))
    }),
    ("delete_tenant", DIRECTORY, |stage| {
        let target = stage.tenant();
        let request = DeleteTenantRequest { target, with_credentials: false, typed: String::new() };
        deed(move |app| actions::delete_tenant(app, &request))
    }),
    ("create_group", DIRECTORY, |stage| {
        let request = stage.new_key_group();
        deed(move |app| actions::create_group(app, &request))
    }),
    ("edit_group", DIRECTORY, |stage| {
        let (group, name) = (stage.key_group(), stage.new_name());
        let target = GroupTarget { group: group.id, revision: group.revision };
        deed(move |app| actions::edit_group(app, &EditGroupRequest { target, name, description: String::new() }))
    }),
    ("delete_group", DIRECTORY, |stage| {
        let group = stage.key_group();
        let target = GroupTarget { group: group.id, revision: group.revision };
        deed(move |app| actions::delete_group(app, target, &GroupEnd::Empty))
    }),
    ("create_role", DIRECTORY, |stage| {
        let request = stage.new_role();
        deed(move |app| actions::create_role(app, &request))
    }),
    ("edit_role", DIRECTORY, |stage| {
        let (role, name) = (stage.role(), stage.new_name());
        let target = RoleTarget { role: role.id, revision: role.revision };
        let request = EditRoleRequest { target, name, description: String::new(), rules: Vec::new() };
        deed(move |app| actions::edit_role(app, &request))
    }),
    ("delete_role", DIRECTORY, |stage| {
        let role = stage.role();
        let target = RoleTarget { role: role.id, revision: role.revision };
        deed(move |app| actions::delete_role(app, target))
    }),
    ("create_user", DIRECTORY, |stage| {
        let request = stage.new_user();
        deed(move |app| actions::create_user(app, &request))
    }),
    ("edit_user", DIRECTORY, |stage| {
        let (user, name) = (stage.user(), stage.new_name());
        let target = UserTarget { user: user.id, revision: user.revision };
        let request = EditUserRequest { target, name, mail: String::new(), roles: Vec::new() };
        deed(move |app| actions::edit_user(app, &request))
    }),
    ("delete_user", DIRECTORY, |stage| {
        let user = stage.user();
        let target = UserTarget { user: user.id, revision: user.revision };
        deed(move |app| actions::delete_user(app, target))
    }),
    ("move_credential", UPDATE, |stage| {
        let (target, group) = (stage.credential(), stage.key_group());
        deed(move |app| actions::move_credential(app, target, group.id))
    }),
    ("make_show_once", UPDATE, |stage| {
        let target = stage.recoverable();
        deed(move |app| actions::make_show_once(app, target))
    }),
    ("copy_again", REVEAL, |stage| {
        let target = stage.recoverable();
        deed(move |app| actions::copy_again(app, target.credential, |_| Ok(())))
    }),
    ("download_again", REVEAL, |stage| {
        let (target, path) = (stage.recoverable(), stage.desk.exports().join(stage.new_name()));
        deed(move |app| {
            let saved = actions::download_again(app, target.credential, &path, false, false);
            assert_eq!(saved.is_ok(), path.exists(), "a refusal leaves no file");
            saved
        })
    }),
    ("vouch_for_changes", MANAGE, |_| deed(actions::vouch_for_changes)),
    ("add_operator", MANAGE, |stage| {
        let request = stage.new_operator();
        deed(move |app| actions::add_operator(app, &request))
    }),
    ("edit_operator", MANAGE, |stage| {
        let (operator, name) = (stage.operator(), stage.new_name());
        let target = OperatorTarget { operator: operator.id, revision: operator.revision };
        deed(move |app| actions::edit_operator(app, &EditOperatorRequest { target, name, group: operator.group }))
    }),
    ("remove_operator", MANAGE, |stage| {
        let operator = stage.operator();
        let target = OperatorTarget { operator: operator.id, revision: operator.revision };
        deed(move |app| actions::remove_operator(app, target))
    }),
    ("create_operator_group", MANAGE, |stage| {
        let request = stage.new_group(&[VIEW]);
        deed(move |app| actions::create_operator_group(app, &request))
    }),
    ("edit_operator_group", MANAGE, |stage| {
        let (group, name) = (stage.group(&[VIEW]), stage.new_name());
        let target = OperatorGroupTarget { group: group.id, revision: group.revision };
        let request = EditOperatorGroupRequest { target, name, permissions: vec![VIEW, UPDATE] };
        deed(move |app| actions::edit_operator_group(app, &request))
    }),
    ("delete_operator_group", MANAGE, |stage| {
        let group = stage.group(&[VIEW]);
        let target = OperatorGroupTarget { group: group.id, revision: group.revision };
        deed(move |app| actions::delete_operator_group(app, target))
    }),
    ("change_settings", MANAGE, |stage| {
        let before = stage.work.app.settings().expect("settings");
        let clipboard_seconds = 5 + (before.clipboard_seconds + 1) % 100;
        deed(move |app| actions::change_settings(app, &Settings { clipboard_seconds, ..before }))
    }),
    ("change_preferences", VIEW, |_| deed(|app| actions::change_preferences(app, Preferences::default()))),
    ("save_view", VIEW, |stage| {
        let request = stage.new_view();
        deed(move |app| actions::save_view(app, &request))
    }),
    ("delete_view", VIEW, |stage| {
        let view = stage.view();
        deed(move |app| actions::delete_view(app, &view))
    }),
    ("order_views", VIEW, |_| deed(|app| actions::order_views(app, &["revoked".to_owned()]))),
    ("keep_layout", VIEW, |_| deed(|app| actions::keep_layout(app, "all", None, Some(Layout { columns: Vec::new() })))),
    ("drop_backups", DELETE, |stage| {
        let backups = stage.desk.path().join("backups");
        std::fs::create_dir_all(&backups).expect("a folder");
        let file = backups.join("keywright-v1-1.db");
        std::fs::write(&file, "sealed").expect("a file");
        deed(move |app| {
            let dropped = actions::drop_backups(app);
            assert_eq!(dropped.is_err(), file.exists(), "a refusal leaves the file");
            dropped
        })
    }),
];

const READS: &[Line] = &[
    ("list_tenants", VIEW, |_| deed(App::list_tenants)),
    ("new_tenant", VIEW, |_| deed(|app| app.new_tenant("UTC"))),
    ("list_groups", VIEW, |_| deed(|app| app.list_groups(None))),
    ("list_roles", VIEW, |_| deed(|app| app.list_roles(None))),
    ("list_users", VIEW, |_| deed(|app| app.list_users(None))),
    ("role_uses", VIEW, |stage| {
        let role = stage.role().id;
        deed(move |app| app.role_uses(role))
    }),
    ("user_uses", VIEW, |stage| {
        let user = stage.user().id;
        deed(move |app| app.user_uses(user))
    }),
    ("check_addresses", VIEW, |_| deed(|app| app.check_addresses(&["10.0.0.1".to_owned()]))),
    ("consumer_advice", VIEW, |stage| {
        let (tenant, user) = (stage.work.tenant, stage.user().id);
        deed(move |app| app.consumer_advice(tenant, Some(user), &[], None))
    }),
    ("api_url", VIEW, |stage| {
        let credential = stage.credential().credential;
        deed(move |app| app.api_url(credential))
    }),
    ("presents", VIEW, |stage| {
        let credential = stage.credential().credential;
        deed(move |app| app.presents(credential))
    }),
    ("suggested_file_again", REVEAL, |stage| {
        let credential = stage.recoverable().credential;
        deed(move |app| app.suggested_file_again(credential))
    }),
    ("check_title", VIEW, |stage| {
        let tenant = stage.work.tenant;
        deed(move |app| app.check_title(tenant, "New"))
    }),
    ("query_credentials", VIEW, |_| {
        deed(move |app| {
            app.query_credentials(&CredentialQuery { tenant: None, query: String::new(), sort: Vec::new() })
        })
    }),
    ("names", VIEW, |_| deed(|app| app.names(None))),
    ("read_query", VIEW, |_| deed(|app| app.read_query(None, "status:active"))),
    ("complete_query", VIEW, |_| deed(|app| app.complete_query(None, "status:", 7))),
    ("resolve", VIEW, |_| deed(|app| app.resolve(None, "crm"))),
    ("credential_rows", VIEW, |_| deed(|app| app.credential_rows(app.generation, &[1]))),
    ("credential_details", VIEW, |stage| {
        let credential = stage.credential().credential;
        deed(move |app| app.credential_details(credential))
    }),
    ("access_id", VIEW, |stage| {
        let credential = stage.credential().credential;
        deed(move |app| app.access_id(credential))
    }),
    ("sheet_part", UPDATE, |stage| {
        let sheet = stage.work.issue(&stage.new_name());
        deed(move |app| app.sheet_part(sheet.id, Part::AccessId))
    }),
    ("suggested_file", UPDATE, |stage| {
        let sheet = stage.work.issue(&stage.new_name());
        deed(move |app| app.suggested_file(sheet.id))
    }),
    ("list_views", VIEW, |stage| {
        let tenant = stage.work.tenant;
        deed(move |app| app.list_views(Some(tenant)))
    }),
    ("count_selection", VIEW, |_| {
        deed(|app| {
            let selection = Selection::Handles { generation: app.generation, handles: vec![1] };
            app.count_selection(None, "", &selection)
        })
    }),
    ("find_pasted", VIEW, |stage| {
        let access_id = stage.work.issue(&stage.new_name()).access_id.expect("an Access ID");
        deed(move |app| app.find_pasted(None, &Secret::new(access_id)))
    }),
    ("list_export", VIEW, |_| deed(|app| app.list_export(&list_of_all()))),
    ("write_list", VIEW, |stage| {
        let list = stage.work.app.list_export(&list_of_all()).expect("a list");
        let path = stage.desk.exports().join(stage.new_name());
        deed(move |app| app.write_list(&list, &path, &mut |_| Ok(()), &mut |_, _| Ok(())))
    }),
    ("save_list", VIEW, |stage| {
        let path = stage.desk.exports().join(stage.new_name());
        let list = stage.work.app.list_export(&list_of_all()).expect("a list");
        deed(move |app| {
            let saved = app.save_list(&list, &path, false, &mut |_, _| Ok(()));
            assert_eq!(saved.is_ok(), path.exists(), "a refusal leaves no file");
            saved
        })
    }),
    ("list_operators", VIEW, |_| deed(App::list_operators)),
    ("system_accounts", VIEW, |_| deed(App::system_accounts)),
    ("settings", VIEW, |_| deed(App::settings)),
    ("preferences", VIEW, |_| deed(App::preferences)),
    ("data_folder", VIEW, |_| deed(App::data_folder)),
    ("database_file", VIEW, |_| deed(App::database_file)),
    ("list_backups", VIEW, |_| deed(App::list_backups)),
    ("query_audit", AUDIT, |_| deed(|app| app.query_audit(&AuditFilter::default()))),
    ("audit_rows", AUDIT, |_| deed(|app| app.audit_rows(&[1]))),
    ("audit_entry", AUDIT, |_| deed(|app| app.audit_entry(1))),
    ("audit_choices", AUDIT, |_| deed(App::audit_choices)),
];

/// Files of `actions/` that are no verbs of an operator's: what verbs share, what is done before there is an operator,
/// and what needs no permission because it can only take a secret away.
const NO_VERBS: [&str; 11] = [
    "mod",
    "block",
    "change",
    "directory",
    "grants",
    "kept_secret",
    "new_secret",
    "operator_change",
    "create_vault",
    "interrupted_downloads",
    "close_sheet",
];

/// A list of every credential.
fn list_of_all() -> ExportListRequest {
    ExportListRequest {
        tenant: None,
        query: String::new(),
        sort: Vec::new(),
        selection: None,
        columns: Column::ALL.to_vec(),
        bom: false,
        path: None,
        replace: false,
    }
}

fn undo(app: &App, changed: &Changed) -> Result<Changed> {
    actions::undo_change(app, changed.undo.expect("reversible"))
}

/// A vault at which Dana's account is put into one group after another.
struct Stage {
    desk: Desk,
    work: AtWork,
    database: Connection,
    names: Cell<u32>,
}

impl Stage {
    fn new() -> Self {
        let desk = Desk::new();
        let work = desk.at_work();
        let database = desk.database();
        Self { desk, work, database, names: Cell::new(0) }
    }

    /// A name that nothing has yet.
    fn new_name(&self) -> String {
        self.names.set(self.names.get() + 1);
        format!("Thing {}", self.names.get())
    }

    fn request_id(&self) -> RequestId {
        RequestId::new(self.work.app.now(), &SystemRng).expect("an id")
    }

    /// An issued credential, whose sheet is closed.
    fn credential(&self) -> Target {
        let sheet: SheetRow = self.work.issue(&self.new_name());
        actions::close_sheet(&self.work.app, sheet.id).expect("closed");
        Target { credential: sheet.credential, revision: 1 }
    }

    /// An issued credential whose secret can be had again, and whose sheet is closed.
    fn recoverable(&self) -> Target {
        let mut form = self.work.form(&self.new_name());
        form.reveal = Some(Reveal::Recoverable);
        let sheet = actions::issue_credential(&self.work.app, &form).expect("issued");
        actions::close_sheet(&self.work.app, sheet.id).expect("closed");
        Target { credential: sheet.credential, revision: 1 }
    }

    /// A tenant without credentials.
    fn tenant(&self) -> TenantTarget {
        let tenant = create_tenant(&self.work.app, &self.new_name()).expect("a tenant");
        TenantTarget { tenant: tenant.id, revision: tenant.revision }
    }

    fn new_key_group(&self) -> CreateGroupRequest {
        let (request_id, tenant, name) = (self.request_id(), self.work.tenant, self.new_name());
        CreateGroupRequest { request_id, tenant, name, description: String::new() }
    }

    fn key_group(&self) -> GroupRow {
        actions::create_group(&self.work.app, &self.new_key_group()).expect("a group")
    }

    fn new_role(&self) -> CreateRoleRequest {
        let (request_id, tenant, name) = (self.request_id(), self.work.tenant, self.new_name());
        CreateRoleRequest { request_id, tenant, name, description: String::new(), rules: Vec::new() }
    }

    fn role(&self) -> RoleRow {
        actions::create_role(&self.work.app, &self.new_role()).expect("a role")
    }

    fn new_user(&self) -> CreateUserRequest {
        let (request_id, tenant, name) = (self.request_id(), self.work.tenant, self.new_name());
        CreateUserRequest { request_id, tenant, name, mail: String::new(), roles: Vec::new() }
    }

    fn user(&self) -> UserRow {
        actions::create_user(&self.work.app, &self.new_user()).expect("a user")
    }

    fn new_view(&self) -> SaveViewRequest {
        SaveViewRequest {
            key: None,
            name: self.new_name(),
            query: String::new(),
            sort: Vec::new(),
            tenant: None,
            layout: Layout::first(true),
        }
    }

    /// What a saved view of Dana's is known by.
    fn view(&self) -> String {
        actions::save_view(&self.work.app, &self.new_view()).expect("a view").key
    }

    fn new_operator(&self) -> AddOperatorRequest {
        let name = self.new_name();
        let account = (100_000 + self.names.get()).to_string();
        AddOperatorRequest { request_id: self.request_id(), account, name, group: self.group_id(ADMINISTRATORS) }
    }

    fn operator(&self) -> OperatorRow {
        actions::add_operator(&self.work.app, &self.new_operator()).expect("an operator")
    }

    fn new_group(&self, permissions: &[Permission]) -> CreateOperatorGroupRequest {
        CreateOperatorGroupRequest {
            request_id: self.request_id(),
            name: self.new_name(),
            permissions: permissions.to_vec(),
        }
    }

    fn group(&self, permissions: &[Permission]) -> OperatorGroupRow {
        actions::create_operator_group(&self.work.app, &self.new_group(permissions)).expect("a group")
    }

    fn group_id(&self, name: &str) -> OperatorGroupId {
        let query = "SELECT id FROM operator_group WHERE name = ?1";
        let id = self.database.query_row(query, [name], |row| row.get(0));
        OperatorGroupId::from_bytes(id.expect("a group"))
    }

    /// Puts Dana's account into `group` with every mark as it should be, or, for none, lets it be no operator.
    fn become_one_of(&self, group: Option<OperatorGroupId>) {
        let account = if group.is_some() { "1000" } else { "4000000" };
        let group = group.unwrap_or_else(|| self.group_id(ADMINISTRATORS));
        let change = "UPDATE operator SET account = ?1, group_id = ?2 WHERE account IN ('1000', '4000000')";
        let changed = self.database.execute(change, rusqlite::params![account, group.to_bytes()]);
        assert_eq!(changed.expect("changed"), 1);
        let (operator, _) = operators::of_account(&self.database, account).expect("read").expect("Dana");
        let keys = self.work.app.vault.keys().expect("keys");
        let mark = rusqlite::params![account, mark(&operator.row, &*keys)];
        self.database.execute("UPDATE operator SET mac = ?2 WHERE account = ?1", mark).expect("marked");
    }

    /// The length of the audit log, its hash, and the sums of all tables.
    fn head(&self) -> head::Head {
        self.work.app.store.read(head::read).expect("the head").0
    }
}

#[test]
fn every_verb_and_every_read_asks_for_its_permission_whoever_is_at_the_desk() {
    let stage = Stage::new();
    let administrators = stage.group_id(ADMINISTRATORS);
    let mut actors: Vec<(String, Vec<Permission>, Option<OperatorGroupId>)> = stage
        .work
        .app
        .list_operators()
        .expect("groups")
        .groups
        .into_iter()
        .map(|group| (group.name, group.permissions, Some(group.id)))
        .collect();
    assert_eq!(actors.len(), 3, "the built-in groups");
    for permission in Permission::ALL {
        let group = stage.group(&[permission]);
        actors.push((format!("only {}", permission.code()), group.permissions, Some(group.id)));
    }
    actors.push(("no operator".into(), Vec::new(), None));
    // Somebody else whom one can ask.
    let other = AddOperatorRequest { name: "Ruth Okafor".into(), ..stage.new_operator() };
    actions::add_operator(&stage.work.app, &other).expect("another administrator");
    for (name, needs, prepare) in VERBS.iter().chain(READS) {
        for (actor, permissions, group) in &actors {
            stage.become_one_of(Some(administrators));
            let deed = prepare(&stage);
            stage.become_one_of(*group);
            let before = stage.head();
            let result = deed(&stage.work.app);
            let told = format!("{name} by {actor}");
            if permissions.contains(needs) {
                result.unwrap_or_else(|error| panic!("{told}: {error}"));
            } else {
                let error = result.expect_err(&told);
                assert_eq!(error.code(), "not_permitted", "{told}: {error}");
                let words = error.to_string();
                assert!(words.contains(needs.words()) && words.contains("Nothing was changed"), "{told}: {words}");
                assert!(words.contains("; ask ") && words.contains("Ruth Okafor"), "{told}: {words}");
                assert_eq!(stage.head(), before, "{told} changed something");
            }
        }
    }
}

#[test]
fn no_verb_is_missing_from_the_table() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/core/src/actions");
    let files = std::fs::read_dir(folder).expect("the verbs");
    let files = files.map(|file| file.expect("a file").file_name().into_string().expect("a name in UTF-8"));
    let verbs: BTreeSet<String> = files
        .map(|file| file.trim_end_matches(".rs").to_owned())
        .filter(|name| !NO_VERBS.contains(&name.as_str()))
        .collect();
    let listed: BTreeSet<String> = VERBS.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(listed, verbs);
}
