/**
 * Every screen, dialog and state of the application, and how to arrive there.
 * The pictures are taken from this list, and each entry is tried for
 * accessibility and for the content policy in both themes. A screen of the
 * interface that is missing here fails a test.
 */
import { join } from "node:path";
import { Bridge, type KeyState, tenantRequest } from "./bridge";
import { asIssued, asked, detailed, revoke, rotate, tableWhile, target } from "./prepared";
import { Screen } from "./screen";
import { auditShots } from "./shots-audit";
import { directoryShots } from "./shots-directory";
import { findingShots } from "./shots-finding";
import { formShots } from "./shots-form";
import { lifeShots } from "./shots-life";
import { peopleShots } from "./shots-people";
import { settingsShots } from "./shots-settings";
import { tableShots } from "./shots-table";
import {
  creating,
  filled,
  filledWithKeychain,
  fresh,
  issued,
  made,
  madeByNewer,
  Stage,
  spoilt,
} from "./stage";

export interface Shot {
  /** The picture's name. */
  name: string;
  /** The file under `ui/src` that draws the screen, without its ending. */
  screen: string;
  arrive: () => Promise<Stage>;
  /** Also at the smallest window. */
  small?: boolean;
  /** Also among the README's pictures. */
  readme?: boolean;
}

const FIRST_RUN = "vault/first-run";
const TABLE = "shell/shell";
const CREATE = "credentials/new-credential";
const SHEET = "credentials/one-time-sheet";
const REFUSED = "vault/refused";
const DRAWER = "details/drawer";
const DEED = "deeds/deed-dialog";

/** The first run, at its second step. */
async function atTenant(): Promise<Stage> {
  const stage = await fresh();
  await stage.page.getByText("Removed the test item").waitFor();
  await stage.button("Continue").click();
  await stage.page.getByText("Your first tenant").waitFor();
  return stage;
}

async function atDone(): Promise<Stage> {
  const stage = await atTenant();
  await stage.field("Name").fill("Acme Logistics");
  await stage.field("API URL").fill("https://api.acme.example/openapi");
  await stage.button("Continue").click();
  await stage.page.getByText("Acme Logistics is ready").waitFor();
  return stage;
}

/** A start with the keychain in this state. */
async function withKeychain(state: KeyState): Promise<Stage> {
  const stage = await filledWithKeychain(state);
  await stage.page.getByRole("row").nth(3).waitFor();
  return stage;
}

/** A folder that cannot be opened: made so before the start. */
async function refused(code: string, spoil: (folder: string) => Promise<unknown>): Promise<Stage> {
  const first = await Bridge.start();
  if (code === "newer_vault") await first.firstRun();
  await first.stop({ keep: true });
  await spoil(first.folder);
  const bridge = await Bridge.start({ root: first.root });
  const state = await bridge.call<{ refusal: { code: string } | null }>("start_state");
  if (state.refusal?.code !== code) throw new Error(`Refused with ${state.refusal?.code}, not with ${code}`);
  return new Stage(bridge, await Screen.open(bridge));
}

export const shots: Shot[] = [
  {
    name: "first-run",
    screen: FIRST_RUN,
    small: true,
    arrive: async () => {
      const stage = await fresh();
      await stage.page.getByText("Removed the test item").waitFor();
      return stage;
    },
  },
  {
    name: "first-run-no-keychain",
    screen: FIRST_RUN,
    arrive: async () => {
      const bridge = await Bridge.start();
      await bridge.keychain("unreachable");
      const stage = new Stage(bridge, await Screen.open(bridge));
      await stage.page.getByText("No Secret Service answers").waitFor();
      return stage;
    },
  },
  {
    name: "first-run-passphrase",
    screen: FIRST_RUN,
    arrive: async () => {
      const stage = await fresh();
      await stage.page.getByRole("radio", { name: /^Passphrase/ }).click({ force: true });
      await stage.field("Passphrase").last().fill("four unrelated words make one");
      await stage.field("Repeat it").fill("four unrelated words");
      return stage;
    },
  },
  { name: "first-run-tenant", screen: "vault/step-frame", small: true, arrive: atTenant },
  {
    name: "first-run-tenant-refused",
    screen: FIRST_RUN,
    arrive: async () => {
      const stage = await atTenant();
      await stage.field("Name").fill("Acme Logistics");
      await stage.field("API URL").fill("api.acme.example");
      await stage.button("Continue").click();
      await stage.page.getByRole("alert").first().waitFor();
      return stage;
    },
  },
  { name: "first-run-done", screen: FIRST_RUN, small: true, arrive: atDone },
  {
    name: "opening",
    screen: "shell/opening",
    arrive: async () => {
      const stage = await made();
      await stage.page.route("**/start_state", () => {});
      await stage.page.reload();
      await stage.page.getByText("Opening the vault").waitFor();
      return stage;
    },
  },
  { name: "table-empty", screen: TABLE, small: true, arrive: () => made() },
  { name: "table", screen: TABLE, small: true, readme: true, arrive: () => filled() },
  ...tableShots,
  {
    name: "table-loading",
    screen: TABLE,
    arrive: async () => {
      const stage = await tableWhile("credential_rows", "waiting");
      await stage.page.locator("[role=row][aria-busy=true]").first().waitFor();
      return stage;
    },
  },
  {
    name: "table-failed",
    screen: TABLE,
    arrive: async () => {
      const stage = await tableWhile("query_credentials", "failing");
      await stage.page.getByText("Could not load the credentials").waitFor();
      return stage;
    },
  },
  {
    name: "table-rows-failed",
    screen: TABLE,
    arrive: async () => {
      const stage = await tableWhile("credential_rows", "failing");
      await stage.page.getByText("Could not load rows").waitFor();
      return stage;
    },
  },
  {
    name: "table-never-collected",
    screen: TABLE,
    arrive: async () => {
      const stage = await made();
      const tenant = stage.tenant?.id ?? "";
      await stage.bridge.issue(tenant, "Depot gate terminals", {}, false);
      await stage.bridge.issue(tenant, "Billing gateway");
      await stage.screen.load();
      await stage.page.getByRole("img", { name: "never collected" }).waitFor();
      return stage;
    },
  },
  ...(["locked", "denied", "missing", "unreachable", "wrong"] as const).map((state) => ({
    name: `keychain-${state}`,
    screen: state === "locked" ? "shell/key-notice" : TABLE,
    arrive: () => withKeychain(state),
  })),
  {
    name: "create",
    screen: CREATE,
    small: true,
    readme: true,
    arrive: async () => {
      const stage = await filled();
      await creating(stage);
      await stage.field("Title").fill("Depot gate terminals");
      await stage.page.getByText("This title is free in Acme Logistics").waitFor();
      return stage;
    },
  },
  {
    name: "create-refused",
    screen: CREATE,
    arrive: async () => {
      const stage = await made();
      await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway");
      await creating(stage);
      await stage.field("Title").fill("billing GATEWAY");
      await stage.button("Create").click();
      await stage.page.getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "create-discard",
    screen: "credentials/discard-dialog",
    arrive: async () => {
      const stage = await made();
      await creating(stage);
      await stage.field("Title").fill("Depot gate terminals");
      await stage.page.keyboard.press("Escape");
      await stage.page.getByText("Discard this credential?").waitFor();
      return stage;
    },
  },
  {
    name: "sheet",
    screen: SHEET,
    small: true,
    readme: true,
    arrive: async () => {
      const stage = await filled();
      await issued(stage, "Depot gate terminals");
      return stage;
    },
  },
  {
    name: "sheet-copied",
    screen: SHEET,
    arrive: async () => {
      const stage = await made();
      await issued(stage, "Depot gate terminals");
      await stage.button("Copy Access ID").click();
      await stage.button("Copy Secret Key").click();
      await stage.page
        .getByText(/Secret Key leaves the clipboard in/)
        .first()
        .waitFor();
      return stage;
    },
  },
  {
    name: "sheet-saved",
    screen: SHEET,
    arrive: async () => {
      const stage = await made();
      await issued(stage, "Depot gate terminals");
      await stage.bridge.nextDialog({ path: join(stage.bridge.root, "Depot gate terminals.csv") });
      await stage.button("Download CSV").click();
      await stage.page
        .getByText(/^Saved /)
        .first()
        .waitFor();
      return stage;
    },
  },
  {
    name: "sheet-path",
    screen: SHEET,
    arrive: async () => {
      const stage = await made();
      await issued(stage, "Depot gate terminals");
      await stage.bridge.nextDialog({ missing: true });
      await stage.button("Download CSV").click();
      await stage.field("Save as").waitFor();
      return stage;
    },
  },
  {
    name: "sheet-path-refused",
    screen: SHEET,
    arrive: async () => {
      const stage = await made();
      await issued(stage, "Depot gate terminals");
      await stage.bridge.nextDialog({ missing: true });
      await stage.button("Download CSV").click();
      await stage.field("Save as").fill("/no/such/folder/credential.csv");
      await stage.button("Save").click();
      await stage.page.getByRole("alert").first().waitFor();
      return stage;
    },
  },
  {
    name: "sheet-closing-early",
    screen: "credentials/early-close-dialog",
    arrive: async () => {
      const stage = await made();
      await issued(stage, "Depot gate terminals");
      // As the window says it when it is asked to close.
      await stage.page.route("**/__events", (route) =>
        route.fulfill({ contentType: "text/event-stream", body: "event: close_requested\ndata: null\n\n" }),
      );
      await stage.page.reload();
      await stage.page.getByText("Close without storing the Secret Key?").waitFor();
      return stage;
    },
  },
  { name: "details", screen: DRAWER, small: true, arrive: () => detailed(asIssued) },
  { name: "details-revoked", screen: DRAWER, arrive: () => detailed(revoke) },
  { name: "details-never-collected", screen: DRAWER, small: true, arrive: () => detailed(asIssued, false) },
  {
    name: "details-rotated",
    screen: DRAWER,
    arrive: async () => {
      const stage = await detailed(rotate);
      await stage.button("Secret versions").click();
      return stage;
    },
  },
  {
    name: "remove-samples",
    screen: "shell/remove-samples",
    arrive: async () => {
      const stage = await filled(undefined, 200);
      await stage.button("Remove sample data").click();
      await stage.page.getByRole("alertdialog", { name: "Remove sample data?" }).waitFor();
      return stage;
    },
  },
  {
    name: "details-failed",
    screen: DRAWER,
    arrive: async () => {
      const stage = await tableWhile("credential_details", "failing");
      await stage.page.getByRole("row").nth(3).getByRole("gridcell").nth(3).dblclick();
      await stage.page.getByText("Could not read this credential").waitFor();
      return stage;
    },
  },
  {
    name: "row-menu",
    screen: "deeds/dialogs",
    arrive: async () => {
      const stage = await filled();
      await stage.page.getByRole("row").nth(4).getByRole("gridcell").nth(3).click({ button: "right" });
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  {
    name: "row-menu-revoked",
    screen: "deeds/dialogs",
    arrive: async () => {
      const stage = await detailed(revoke);
      await stage.button("Actions for Billing gateway").click();
      await stage.page.getByRole("menu").waitFor();
      return stage;
    },
  },
  { name: "edit", screen: DEED, small: true, arrive: () => asked("Edit…") },
  {
    name: "edit-changed-meanwhile",
    screen: DEED,
    arrive: async () => {
      let credential = "";
      const stage = await detailed(async (_, made) => {
        credential = made;
      });
      await stage.button("Edit…").click();
      await stage.field("Title").fill("CRM, new");
      const kept = { roles: [], user: null, inRole: null, addresses: [], starts: null, tags: [] };
      const request = { ...kept, title: "Billing gateway", description: "Written by another" };
      await stage.bridge.call("edit_credential", {
        request: { ...request, target: await target(stage, credential) },
      });
      await stage.button("Save changes").click();
      await stage.page.getByText("Billing gateway was changed meanwhile.").waitFor();
      return stage;
    },
  },
  { name: "change-expiry", screen: DEED, small: true, arrive: () => asked("Change expiry…") },
  { name: "rotate", screen: DEED, small: true, arrive: () => asked("Rotate…") },
  { name: "rotate-again", screen: DEED, arrive: () => asked("Rotate…", rotate) },
  { name: "revoke", screen: DEED, small: true, arrive: () => asked("Revoke…") },
  {
    name: "revoked-toast",
    screen: DRAWER,
    arrive: async () => {
      const stage = await asked("Revoke…");
      await stage.button("Revoke credential").click();
      await stage.page.getByText("Revoked Billing gateway.").waitFor();
      return stage;
    },
  },
  { name: "delete", screen: DEED, small: true, arrive: () => asked("Delete…") },
  {
    name: "passphrase",
    screen: "shell/passphrase-dialog",
    arrive: async () => {
      const first = await Bridge.start();
      await first.call("create_vault", {
        protection: { kind: "passphrase", passphrase: "four unrelated words make one" },
      });
      await first.call("create_tenant", { request: tenantRequest("Acme Logistics") });
      await first.stop({ keep: true });
      const bridge = await Bridge.start({ root: first.root });
      const stage = new Stage(bridge, await Screen.open(bridge));
      await stage.button("Enter the passphrase").click();
      await stage.page.getByRole("dialog").waitFor();
      return stage;
    },
  },
  {
    name: "no-permission",
    screen: REFUSED,
    arrive: async () => {
      const first = await Bridge.start();
      const tenant = await first.firstRun();
      await first.call("add_samples", { tenant: tenant.id, count: 200 });
      await first.stop({ keep: true });
      const bridge = await Bridge.start({ root: first.root, operator: "1001:Sam" });
      const stage = new Stage(bridge, await Screen.open(bridge));
      await stage.page.getByRole("heading", { name: "Your role does not allow this." }).waitFor();
      return stage;
    },
  },
  {
    name: "refused-in-use",
    screen: REFUSED,
    arrive: async () => {
      const holder = await Bridge.start();
      const bridge = await Bridge.start({ root: holder.root });
      const stage = new Stage(bridge, await Screen.open(bridge));
      await holder.stop({ keep: true });
      return stage;
    },
  },
  {
    name: "refused-not-a-vault",
    screen: REFUSED,
    small: true,
    arrive: () =>
      refused("not_a_vault", (folder) => spoilt(folder, "Shopping list: bread, salt, candles.\n".repeat(40))),
  },
  {
    name: "refused-newer",
    screen: REFUSED,
    arrive: () => refused("newer_vault", madeByNewer),
  },
  {
    name: "refused-empty-file",
    screen: REFUSED,
    arrive: () => refused("not_a_vault", (folder) => spoilt(folder, "")),
  },
  ...lifeShots,
  ...directoryShots,
  ...findingShots,
  ...formShots,
  ...peopleShots,
  ...settingsShots,
  ...auditShots,
];
