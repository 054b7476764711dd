/** The pictures of the audit log, and vaults with something to read in it. */
import { Bridge } from "./bridge";
import { revoke, target } from "./prepared";
import { Screen } from "./screen";
import type { Shot } from "./shots";
import { filled, Stage } from "./stage";

const PAGE = "audit/audit-page";

/** The audit log, with its entries. */
export async function onAudit(stage: Stage): Promise<void> {
  await stage.page
    .getByRole("navigation", { name: "Main" })
    .getByRole("button", { name: "Audit log", exact: true })
    .click();
  await stage.page.getByRole("grid", { name: "Audit log" }).waitFor();
  await stage.page.locator("[role=row]:not([aria-busy]) [role=gridcell]:visible").first().waitFor();
}

/** A vault in which a few things were done. */
export async function busy(): Promise<Stage> {
  const stage = await filled(undefined, 200);
  const tenant = stage.tenant?.id ?? "";
  for (const title of ["Depot gate terminals", "Billing gateway"]) await stage.bridge.issue(tenant, title);
  const credential = await stage.bridge.issue(tenant, "Customs filing service");
  await revoke(stage, credential);
  await stage.bridge.call("reinstate_credential", { target: await target(stage, credential) });
  // A sheet that is open only between two calls may have been seen by the page.
  await stage.screen.load();
  return stage;
}

/** A vault in which two credentials were switched off while its keychain was locked; it is open again. */
export async function changedWhileLocked(open = true): Promise<Stage> {
  const first = await Bridge.start();
  const tenant = await first.firstRun();
  const issued = [
    await first.issue(tenant.id, "Depot gate terminals"),
    await first.issue(tenant.id, "Billing gateway"),
  ];
  await first.stop({ keep: true });
  const bridge = await Bridge.startWithKeychain("locked", first.root);
  const targetOf = async (credential: string) => {
    const { row } = await bridge.call<{ row: { revision: number } }>("credential_details", { credential });
    return { credential, revision: row.revision };
  };
  await bridge.call("revoke_credential", { target: await targetOf(issued[0] ?? ""), reason: "Lost laptop" });
  await bridge.call("deactivate_credential", { target: await targetOf(issued[1] ?? "") });
  if (open) {
    await bridge.keychain("ready");
    await bridge.call("retry_keychain");
  }
  return new Stage(bridge, await Screen.open(bridge), tenant);
}

/** The log while an answer is held back, or refused. */
async function logWhile(path: string, how: "waiting" | "failing", said: string): Promise<Stage> {
  const stage = await busy();
  const message = "The vault’s file could not be read: input/output error.";
  await stage.page.route(`**/${path}`, async (route) => {
    if (how === "failing")
      await route.fulfill({ status: 400, json: { code: "storage", message, field: null } });
    // Waiting: never answered; the route ends with the page.
  });
  await stage.page.getByRole("button", { name: "Audit log", exact: true }).click();
  await stage.page.locator(said).first().waitFor();
  return stage;
}

export const auditShots: Shot[] = [
  {
    name: "audit",
    screen: PAGE,
    small: true,
    arrive: async () => {
      const stage = await busy();
      await onAudit(stage);
      return stage;
    },
  },
  {
    name: "audit-entry",
    screen: PAGE,
    small: true,
    arrive: async () => {
      const stage = await busy();
      await onAudit(stage);
      await stage.button("Revoked").click();
      await stage.page.getByText("It follows in the chain.").waitFor();
      return stage;
    },
  },
  {
    name: "audit-nothing",
    screen: PAGE,
    arrive: async () => {
      const stage = await busy();
      await onAudit(stage);
      await stage.field("Find in the audit log").fill("no such thing");
      await stage.page.getByText("No entries match.").waitFor();
      return stage;
    },
  },
  {
    name: "audit-pending",
    screen: PAGE,
    small: true,
    arrive: async () => {
      const stage = await changedWhileLocked();
      await onAudit(stage);
      await stage.button("Vouch for 2 changes").waitFor();
      return stage;
    },
  },
  {
    name: "audit-pending-locked",
    screen: PAGE,
    arrive: async () => {
      const stage = await changedWhileLocked(false);
      await onAudit(stage);
      await stage.page.getByRole("img", { name: "Made while the keychain was locked" }).first().waitFor();
      return stage;
    },
  },
  {
    name: "audit-loading",
    screen: PAGE,
    arrive: () => logWhile("audit_rows", "waiting", "[role=row][aria-busy=true]:visible"),
  },
  {
    name: "audit-failed",
    screen: PAGE,
    arrive: () => logWhile("query_audit", "failing", "text=Could not read the audit log"),
  },
  {
    name: "audit-rows-failed",
    screen: PAGE,
    arrive: () => logWhile("audit_rows", "failing", "text=Could not load entries"),
  },
];
