import type { About } from "../bindings/About";
import type { Account } from "../bindings/Account";
import type { AddOperatorRequest } from "../bindings/AddOperatorRequest";
import type { AddressCheck } from "../bindings/AddressCheck";
import type { Advice } from "../bindings/Advice";
import type { AuditChoices } from "../bindings/AuditChoices";
import type { AuditDetails } from "../bindings/AuditDetails";
import type { AuditFilter } from "../bindings/AuditFilter";
import type { AuditRow } from "../bindings/AuditRow";
import type { BackupRow } from "../bindings/BackupRow";
import type { BatchItems } from "../bindings/BatchItems";
import type { BatchPreview } from "../bindings/BatchPreview";
import type { BatchReportRequest } from "../bindings/BatchReportRequest";
import type { BatchRow } from "../bindings/BatchRow";
import type { Changed } from "../bindings/Changed";
import type { Column } from "../bindings/Column";
import type { CopyAnswer } from "../bindings/CopyAnswer";
import type { CreateGroupRequest } from "../bindings/CreateGroupRequest";
import type { CreateOperatorGroupRequest } from "../bindings/CreateOperatorGroupRequest";
import type { CreateRoleRequest } from "../bindings/CreateRoleRequest";
import type { CreateTenantRequest } from "../bindings/CreateTenantRequest";
import type { CreateUserRequest } from "../bindings/CreateUserRequest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { DataFolder } from "../bindings/DataFolder";
import type { Deleted } from "../bindings/Deleted";
import type { DeleteTenantRequest } from "../bindings/DeleteTenantRequest";
import type { DownloadAnswer } from "../bindings/DownloadAnswer";
import type { EditGroupRequest } from "../bindings/EditGroupRequest";
import type { EditOperatorGroupRequest } from "../bindings/EditOperatorGroupRequest";
import type { EditOperatorRequest } from "../bindings/EditOperatorRequest";
import type { EditRequest } from "../bindings/EditRequest";
import type { EditRoleRequest } from "../bindings/EditRoleRequest";
import type { EditTenantRequest } from "../bindings/EditTenantRequest";
import type { EditUserRequest } from "../bindings/EditUserRequest";
import type { Expires } from "../bindings/Expires";
import type { ExportAnswer } from "../bindings/ExportAnswer";
import type { ExportListRequest } from "../bindings/ExportListRequest";
import type { GroupEnd } from "../bindings/GroupEnd";
import type { GroupRow } from "../bindings/GroupRow";
import type { GroupTarget } from "../bindings/GroupTarget";
import type { IssueRequest } from "../bindings/IssueRequest";
import type { JobUpdate } from "../bindings/JobUpdate";
import type { KeychainProbe } from "../bindings/KeychainProbe";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { Layout } from "../bindings/Layout";
import type { NewTenant } from "../bindings/NewTenant";
import type { OperatorGroupRow } from "../bindings/OperatorGroupRow";
import type { OperatorGroupTarget } from "../bindings/OperatorGroupTarget";
import type { OperatorRow } from "../bindings/OperatorRow";
import type { Operators } from "../bindings/Operators";
import type { OperatorTarget } from "../bindings/OperatorTarget";
import type { Outcome } from "../bindings/Outcome";
import type { Overlap } from "../bindings/Overlap";
import type { Pasted } from "../bindings/Pasted";
import type { PendingRow } from "../bindings/PendingRow";
import type { Preferences } from "../bindings/Preferences";
import type { PreviewRequest } from "../bindings/PreviewRequest";
import type { Protection } from "../bindings/Protection";
import type { QueryCompletion } from "../bindings/QueryCompletion";
import type { QueryReading } from "../bindings/QueryReading";
import type { Reveal } from "../bindings/Reveal";
import type { RoleRow } from "../bindings/RoleRow";
import type { RoleTarget } from "../bindings/RoleTarget";
import type { Rotated } from "../bindings/Rotated";
import type { RunRequest } from "../bindings/RunRequest";
import type { SaveViewRequest } from "../bindings/SaveViewRequest";
import type { Selection } from "../bindings/Selection";
import type { SelectionCount } from "../bindings/SelectionCount";
import type { Settings } from "../bindings/Settings";
import type { Sheet } from "../bindings/Sheet";
import type { SheetPart } from "../bindings/SheetPart";
import type { Sort } from "../bindings/Sort";
import type { StartState } from "../bindings/StartState";
import type { Target } from "../bindings/Target";
import type { TenantRow } from "../bindings/TenantRow";
import type { TenantTarget } from "../bindings/TenantTarget";
import type { TitleCheck } from "../bindings/TitleCheck";
import type { UserRow } from "../bindings/UserRow";
import type { UserTarget } from "../bindings/UserTarget";
import type { Uses } from "../bindings/Uses";
import type { ViewRow } from "../bindings/ViewRow";
import type { Zones } from "../bindings/Zones";
import type { Arguments, Backend } from "./backend";
import { httpBackend } from "./http";
import { tauriBackend } from "./tauri";

/** Every command of the application, one typed function each, named as in Rust but in camel case. */

const backend: Backend = "__TAURI_INTERNALS__" in window ? tauriBackend : httpBackend;

function call<Answer>(command: string, args: Arguments = {}): Promise<Answer> {
  return backend.call<Answer>(command, args);
}

function callBytes(command: string, args: Arguments = {}): Promise<ArrayBuffer> {
  return backend.callBytes(command, args);
}

// Start
export const startState = () => call<StartState>("start_state");
export const retryStart = () => call<StartState>("retry_start");
export const probeKeychain = () => call<KeychainProbe>("probe_keychain");
export const createVault = (protection: Protection) => call<StartState>("create_vault", { protection });
export const quit = () => call<null>("quit");
/** Says that `close_requested` was heard; a page that does not is taken for dead. */
export const hearCloseRequest = () => call<null>("hear_close_request");

// Keys
export const keyStatus = () => call<KeyStatus>("key_status");
export const retryKeychain = () => call<KeyStatus>("retry_keychain");
export const unlockKeychain = () => call<KeyStatus>("unlock_keychain");
export const cancelUnlock = () => call<null>("cancel_unlock");
export const unlockWithPassphrase = (passphrase: string) =>
  call<KeyStatus>("unlock_with_passphrase", { passphrase });

// Tenants
export const listTenants = () => call<TenantRow[]>("list_tenants");
export const zones = () => call<Zones>("zones");
export const newTenant = () => call<NewTenant>("new_tenant");
export const createTenant = (request: CreateTenantRequest) => call<TenantRow>("create_tenant", { request });
export const editTenant = (request: EditTenantRequest) => call<TenantRow>("edit_tenant", { request });
export const changeLimit = (target: TenantTarget, limit: number | null) =>
  call<TenantRow>("change_limit", { target, limit });
export const deleteTenant = (request: DeleteTenantRequest) => call<Deleted>("delete_tenant", { request });

// Groups
export const listGroups = (tenant: string | null) => call<GroupRow[]>("list_groups", { tenant });
export const createGroup = (request: CreateGroupRequest) => call<GroupRow>("create_group", { request });
export const editGroup = (request: EditGroupRequest) => call<GroupRow>("edit_group", { request });
export const deleteGroup = (target: GroupTarget, end: GroupEnd) =>
  call<Deleted>("delete_group", { target, end });

// Roles and users
export const listRoles = (tenant: string | null) => call<RoleRow[]>("list_roles", { tenant });
export const createRole = (request: CreateRoleRequest) => call<RoleRow>("create_role", { request });
export const editRole = (request: EditRoleRequest) => call<RoleRow>("edit_role", { request });
export const deleteRole = (target: RoleTarget) => call<Deleted>("delete_role", { target });
export const roleUses = (role: string) => call<Uses>("role_uses", { role });
export const listUsers = (tenant: string | null) => call<UserRow[]>("list_users", { tenant });
export const createUser = (request: CreateUserRequest) => call<UserRow>("create_user", { request });
export const editUser = (request: EditUserRequest) => call<UserRow>("edit_user", { request });
export const deleteUser = (target: UserTarget) => call<Deleted>("delete_user", { target });
export const userUses = (user: string) => call<Uses>("user_uses", { user });

// Credentials
export const checkTitle = (tenant: string, title: string) =>
  call<TitleCheck>("check_title", { tenant, title });
export const checkAddresses = (addresses: string[]) => call<AddressCheck[]>("check_addresses", { addresses });
/** Whether the user has a credential with the same roles already; `except` is the one that is being edited. */
export const consumerAdvice = (tenant: string, user: string | null, roles: string[], except: string | null) =>
  call<Advice>("consumer_advice", { tenant, user, roles, except });
export const issueCredential = (request: IssueRequest) => call<Sheet>("issue_credential", { request });
export const queryCredentials = (tenant: string | null, query: string, sort: Sort[]) =>
  callBytes("query_credentials", { tenant, query, sort });
export const credentialRows = (generation: number, handles: number[]) =>
  call<CredentialRow[]>("credential_rows", { generation, handles });
export const readQuery = (tenant: string | null, query: string) =>
  call<QueryReading>("read_query", { tenant, query });
/** `caret` is counted in UTF-16 code units, as the box counts it. */
export const completeQuery = (tenant: string | null, query: string, caret: number) =>
  call<QueryCompletion>("complete_query", { tenant, query, caret });
export const copyAccessId = (credential: string) => call<CopyAnswer>("copy_access_id", { credential });
export const addSamples = (tenant: string, count: number) => call<number>("add_samples", { tenant, count });
export const removeSamples = () => call<number>("remove_samples");

// The table: views, selections, lists
/** `tenant` is what is in view; null for all tenants, as everywhere here. */
export const listViews = (tenant: string | null) => call<ViewRow[]>("list_views", { tenant });
export const saveView = (request: SaveViewRequest) => call<ViewRow>("save_view", { request });
export const deleteView = (view: string) => call<null>("delete_view", { view });
/** `views` are the keys of all of them. */
export const orderViews = (views: string[]) => call<null>("order_views", { views });
/** Without a layout, forgets it. */
export const keepLayout = (view: string, tenant: string | null, layout: Layout | null) =>
  call<null>("keep_layout", { view, tenant, layout });
export const countSelection = (tenant: string | null, query: string, selection: Selection) =>
  call<SelectionCount>("count_selection", { tenant, query, selection });
/** For a text that was pasted, which may be a whole key: it goes nowhere else. */
export const findPasted = (tenant: string | null, text: string) =>
  call<Pasted>("find_pasted", { tenant, text });
/** Answers once the job is begun; `onJob` hears of it, the first time perhaps before this answers. */
export const exportList = (request: ExportListRequest) => call<ExportAnswer>("export_list", { request });
export const cancelJob = (job: number) => call<null>("cancel_job", { job });

// Many credentials at once; `onJob` hears of what was begun
export const previewBatch = (request: PreviewRequest) => call<BatchPreview>("preview_batch", { request });
export const batchItems = (batch: string, outcome: Outcome | null, from: number) =>
  call<BatchItems>("batch_items", { batch, outcome, from });
export const dropPreview = (batch: string) => call<null>("drop_preview", { batch });
export const runBatch = (request: RunRequest) => call<number>("run_batch", { request });
export const resumeBatch = (batch: string) => call<number>("resume_batch", { batch });
export const undoBatch = (batch: string) => call<number>("undo_batch", { batch });
export const listBatches = () => call<BatchRow[]>("list_batches");
export const saveBatchReport = (request: BatchReportRequest) =>
  call<ExportAnswer>("save_batch_report", { request });

// The life of one credential
export const credentialDetails = (credential: string) =>
  call<CredentialDetails>("credential_details", { credential });
export const editCredential = (request: EditRequest) => call<Changed>("edit_credential", { request });
export const activateCredential = (target: Target) => call<Changed>("activate_credential", { target });
export const deactivateCredential = (target: Target) => call<Changed>("deactivate_credential", { target });
export const reinstateCredential = (target: Target) => call<Changed>("reinstate_credential", { target });
export const revokeCredential = (target: Target, reason: string) =>
  call<Changed>("revoke_credential", { target, reason });
export const changeExpiry = (target: Target, expires: Expires) =>
  call<Changed>("change_expiry", { target, expires });
export const rotateCredential = (target: Target, overlap: Overlap, reveal: Reveal | null) =>
  call<Rotated>("rotate_credential", { target, overlap, reveal });
export const moveCredential = (target: Target, group: string) =>
  call<Changed>("move_credential", { target, group });
export const makeShowOnce = (target: Target) => call<Changed>("make_show_once", { target });
export const deleteCredential = (target: Target) => call<Changed>("delete_credential", { target });
export const undoChange = (sequence: number) => call<Changed>("undo_change", { sequence });

export const copyApiUrl = (credential: string) => call<CopyAnswer>("copy_api_url", { credential });
/** Copies what a cell of the table says, as an exported list does. */
export const copyCell = (credential: string, column: Column) =>
  call<CopyAnswer>("copy_cell", { credential, column });
/** Copies the line that says how a request presents the credential. */
export const copyPresents = (credential: string) => call<CopyAnswer>("copy_presents", { credential });
/** Copies the kept secret of a recoverable credential; it does not pass the page. */
export const copyAgain = (credential: string) => call<CopyAnswer>("copy_again", { credential });
export const downloadAgain = (credential: string, path: string | null, bom: boolean, replace: boolean) =>
  call<DownloadAnswer>("download_again", { credential, path, bom, replace });

// Backups, and what was changed while the keychain was locked
export const listBackups = () => call<BackupRow[]>("list_backups");
export const dropBackups = () => call<number>("drop_backups");
export const pendingChanges = () => call<PendingRow[]>("pending_changes");
export const vouchForChanges = () => call<number>("vouch_for_changes");

// Operators
export const listOperators = () => call<Operators>("list_operators");
export const systemAccounts = () => call<Account[]>("system_accounts");
export const addOperator = (request: AddOperatorRequest) => call<OperatorRow>("add_operator", { request });
export const editOperator = (request: EditOperatorRequest) => call<OperatorRow>("edit_operator", { request });
export const removeOperator = (target: OperatorTarget) => call<Deleted>("remove_operator", { target });
export const createOperatorGroup = (request: CreateOperatorGroupRequest) =>
  call<OperatorGroupRow>("create_operator_group", { request });
export const editOperatorGroup = (request: EditOperatorGroupRequest) =>
  call<OperatorGroupRow>("edit_operator_group", { request });
export const deleteOperatorGroup = (target: OperatorGroupTarget) =>
  call<Deleted>("delete_operator_group", { target });

// Settings
export const preferences = () => call<Preferences>("preferences");
export const changePreferences = (preferences: Preferences) =>
  call<Preferences>("change_preferences", { preferences });
export const settings = () => call<Settings>("settings");
export const changeSettings = (settings: Settings) => call<Settings>("change_settings", { settings });
export const dataFolder = () => call<DataFolder>("data_folder");
export const openDataFolder = () => call<null>("open_data_folder");
export const about = () => call<About>("about");

// The audit log
export const queryAudit = (filter: AuditFilter) => callBytes("query_audit", { filter });
export const auditRows = (sequences: number[]) => call<AuditRow[]>("audit_rows", { sequences });
export const auditEntry = (sequence: number) => call<AuditDetails>("audit_entry", { sequence });
export const auditChoices = () => call<AuditChoices>("audit_choices");

// The one-time sheet
export const openSheets = () => call<Sheet[]>("open_sheets");
export const copyFromSheet = (sheet: string, part: SheetPart) =>
  call<CopyAnswer>("copy_from_sheet", { sheet, part });
export const clearClipboard = () => call<{ cleared: boolean }>("clear_clipboard");
export const showSecret = (sheet: string) => call<string>("show_secret", { sheet });
/** `replace` is the person's word that a file at `path` may be replaced; the save dialog asks by itself. */
export const downloadCsv = (sheet: string, path: string | null, bom: boolean, replace: boolean) =>
  call<DownloadAnswer>("download_csv", { sheet, path, bom, replace });
export const showDownload = () => call<null>("show_download");
export const showInFolder = (sheet: string) => call<null>("show_in_folder", { sheet });
export const closeSheet = (sheet: string, stored: boolean) => call<null>("close_sheet", { sheet, stored });

// Events
export type ChangedNoun = "credentials" | "tenants" | "operators" | "settings" | "views" | "keys" | "batches";
export type ClipboardOutcome = "cleared" | "changed" | "failed";

export const onChanged = (heard: (payload: { noun: ChangedNoun }) => void) =>
  backend.listen("changed", heard);
export const onClipboard = (heard: (payload: { outcome: ClipboardOutcome }) => void) =>
  backend.listen("clipboard", heard);
/** How far a job is, about ten times a second at most, and always how it ended. */
export const onJob = (heard: (payload: JobUpdate) => void) => backend.listen("job", heard);
/** The window was asked to close while a one-time sheet is open. Whoever asks the person says so with `hearCloseRequest`. */
export const onCloseRequested = (heard: (payload: null) => void) => backend.listen("close_requested", heard);
