/** A credential made what a picture or a test wants it to be, and its details, a dialog or the table in that state. */
import { filled, type Stage } from "./stage";

/** The details of one credential, open beside a filled table; `prepare` makes it what it is. */
export async function detailed(
  prepare: (stage: Stage, credential: string) => Promise<unknown>,
  collected = true,
) {
  const stage = await filled();
  const expires = { kind: "on", date: "2027-02-22" };
  const more = { description: "Pulls invoices every 15 minutes", expires };
  const credential = await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway", more, collected);
  await prepare(stage, credential);
  await stage.screen.load();
  await stage.page.getByRole("button", { name: "Billing gateway", exact: true }).click();
  await stage.page.getByText("Fingerprint").first().waitFor();
  return stage;
}

/** The credential as it was last read. */
export async function target(stage: Stage, credential: string) {
  const { row } = await stage.bridge.call<{ row: { revision: number } }>("credential_details", {
    credential,
  });
  return { credential, revision: row.revision };
}

export const asIssued = async () => {};

export async function revoke(stage: Stage, credential: string) {
  const reason = "Suspected leak in a CI log";
  await stage.bridge.call("revoke_credential", { target: await target(stage, credential), reason });
}

export async function rotate(stage: Stage, credential: string) {
  const { sheet } = await stage.bridge.call<{ sheet: { id: string } }>("rotate_credential", {
    target: await target(stage, credential),
    overlap: { kind: "hours", hours: 168 },
    reveal: null,
  });
  await stage.bridge.call("copy_from_sheet", { sheet: sheet.id, part: "secretKey" });
  await stage.bridge.call("close_sheet", { sheet: sheet.id, stored: true });
}

/** A dialog that the details lead to. */
export async function asked(
  deed: string,
  prepare: (stage: Stage, credential: string) => Promise<unknown> = asIssued,
): Promise<Stage> {
  const stage = await detailed(prepare);
  await stage.page.getByRole("region").getByRole("button", { name: deed }).first().click();
  await stage.page.locator("[role=dialog], [role=alertdialog]").waitFor();
  return stage;
}

/** The table while an answer is held back, or refused. */
export async function tableWhile(path: string, how: "waiting" | "failing"): Promise<Stage> {
  const stage = await filled();
  await stage.page.route(`**/${path}`, async (route) => {
    if (how === "failing")
      await route.fulfill({
        status: 400,
        json: {
          code: "storage",
          message: "The vault’s file could not be read: input/output error.",
          field: null,
        },
      });
    // Waiting: never answered; the route ends with the page.
  });
  await stage.page.reload();
  return stage;
}
