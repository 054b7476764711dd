import type { Changed } from "../bindings/Changed";
import type { CopyAnswer } from "../bindings/CopyAnswer";
import type { CreateTenantRequest } from "../bindings/CreateTenantRequest";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { DownloadAnswer } from "../bindings/DownloadAnswer";
import type { EditRequest } from "../bindings/EditRequest";
import type { Expires } from "../bindings/Expires";
import type { IssueRequest } from "../bindings/IssueRequest";
import type { KeychainProbe } from "../bindings/KeychainProbe";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { Overlap } from "../bindings/Overlap";
import type { Protection } from "../bindings/Protection";
import type { Sheet } from "../bindings/Sheet";
import type { SheetPart } from "../bindings/SheetPart";
import type { Sort } from "../bindings/Sort";
import type { StartState } from "../bindings/StartState";
import type { Target } from "../bindings/Target";
import type { TenantRow } from "../bindings/TenantRow";
import type { TitleCheck } from "../bindings/TitleCheck";
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
export const createTenant = (request: CreateTenantRequest) => call<TenantRow>("create_tenant", { request });

// Credentials
export const checkTitle = (tenant: string, title: string) =>
  call<TitleCheck>("check_title", { tenant, title });
export const issueCredential = (request: IssueRequest) => call<Sheet>("issue_credential", { request });
export const queryCredentials = (tenant: string | null, sort: Sort) =>
  callBytes("query_credentials", { tenant, sort });
export const credentialRows = (generation: number, handles: number[]) =>
  call<CredentialRow[]>("credential_rows", { generation, handles });
export const copyAccessId = (credential: string) => call<CopyAnswer>("copy_access_id", { credential });
export const addSamples = (tenant: string, count: number) => call<number>("add_samples", { tenant, count });
export const removeSamples = () => call<number>("remove_samples");

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
export const rotateCredential = (target: Target, overlap: Overlap) =>
  call<Sheet>("rotate_credential", { target, overlap });
export const deleteCredential = (target: Target) => call<Changed>("delete_credential", { target });
export const undoChange = (sequence: number) => call<Changed>("undo_change", { sequence });

// The one-time sheet
export const openSheets = () => call<Sheet[]>("open_sheets");
export const copyFromSheet = (sheet: string, part: SheetPart) =>
  call<CopyAnswer>("copy_from_sheet", { sheet, part });
export const clearClipboard = () => call<{ cleared: boolean }>("clear_clipboard");
export const showSecret = (sheet: string) => call<string>("show_secret", { sheet });
/** `replace` is the person's word that a file at `path` may be replaced; the save dialog asks by itself. */
export const downloadCsv = (sheet: string, path: string | null, bom: boolean, replace: boolean) =>
  call<DownloadAnswer>("download_csv", { sheet, path, bom, replace });
export const showInFolder = (sheet: string) => call<null>("show_in_folder", { sheet });
export const closeSheet = (sheet: string, stored: boolean) => call<null>("close_sheet", { sheet, stored });

// Events
export type ChangedNoun = "credentials" | "tenants" | "keys";
export type ClipboardOutcome = "cleared" | "changed" | "failed";

export const onChanged = (heard: (payload: { noun: ChangedNoun }) => void) =>
  backend.listen("changed", heard);
export const onClipboard = (heard: (payload: { outcome: ClipboardOutcome }) => void) =>
  backend.listen("clipboard", heard);
/** The window was asked to close while a one-time sheet is open. Whoever asks the person says so with `hearCloseRequest`. */
export const onCloseRequested = (heard: (payload: null) => void) => backend.listen("close_requested", heard);
