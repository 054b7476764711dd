/** Views: what they show and count, saving, editing, resetting, renaming, deleting and arranging them. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ViewRow } from "../../ui/src/bindings/ViewRow";
import { asked, box, viewed } from "./shots-finding";
import { filled, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await filled();
});
afterEach(() => stage.close());

const list = () => stage.page.getByRole("region", { name: "Views" });
const names = async () =>
  (await list().locator("[data-view]").allInnerTexts()).map((text) => text.split("\n")[0] ?? "");
const view = (name: string) => list().locator("[data-view] > button").filter({ hasText: name }).first();
const kept = () => stage.bridge.call<ViewRow[]>("list_views", { tenant: stage.tenant?.id });
const builtIn = [
  "All",
  "Expiring in 30 days",
  "Expired",
  "Revoked",
  "Never expires",
  "In rotation",
  "Never collected",
];

describe("views", () => {
  test("stand in the sidebar with how many they find", async () => {
    await expect.poll(names).toEqual(builtIn);
    const count = (await kept()).find(({ key }) => key === "revoked")?.count ?? -1;
    await expect.poll(() => view("Revoked").innerText()).toContain(String(count));
    await view("Revoked").click();
    await expect.poll(() => box(stage).inputValue()).toBe("is:revoked");
    expect(await view("Revoked").getAttribute("aria-current")).toBe("true");
    await expect
      .poll(() => stage.page.getByRole("grid").getAttribute("aria-rowcount"))
      .toBe(String(count + 1));
    await stage.screen.sound();
  });

  test("say that they were edited, are saved under a name, and are reset", async () => {
    await asked(stage, "status:expiring");
    await stage.page.getByText("View edited").waitFor();
    await view("All").getByText("Edited, not saved").waitFor({ state: "attached" });
    await stage.button("Reset").click();
    await expect.poll(() => box(stage).inputValue()).toBe("");
    await asked(stage, "status:expiring");
    await stage.button("Save as…").click();
    await stage.button("Save view").click();
    // The core says what a name has to be.
    await stage.page.locator("[aria-invalid=true]").waitFor();
    await stage.field("Name").fill("Soon");
    await stage.button("Save view").click();
    await stage.page.getByText("Saved the view Soon.").waitFor();
    await expect.poll(names).toEqual([...builtIn, "Soon"]);
    expect(await view("Soon").getAttribute("aria-current")).toBe("true");
    await expect.poll(() => stage.page.getByText("View edited").count()).toBe(0);
    // One's own is saved in place.
    await asked(stage, "status:expiring -is:sample");
    await stage.button("Save").click();
    await expect
      .poll(async () => (await kept()).find(({ name }) => name === "Soon")?.query)
      .toBe("status:expiring -is:sample");
  });

  test("are renamed, deleted, and brought back", async () => {
    await viewed(stage, "Mine", "status:active");
    await view("Mine").waitFor();
    await stage.button("Actions for the view Mine").click();
    await stage.page.getByRole("menuitem", { name: "Rename…" }).click();
    await stage.field("Name").fill("Ours");
    await stage.button("Rename").click();
    await view("Ours").waitFor();
    await view("Ours").click();
    await stage.button("Actions for the view Ours").click();
    await stage.page.getByRole("menuitem", { name: "Delete" }).click();
    await stage.page.getByText("Deleted the view Ours.").waitFor();
    await expect.poll(names).toEqual(builtIn);
    await expect.poll(() => box(stage).inputValue()).toBe("");
    await stage.button("Undo").click();
    await expect.poll(names).toEqual([...builtIn, "Ours"]);
  });

  test("that are built in can be moved, not renamed or deleted", async () => {
    await stage.button("Actions for the view Expired").click();
    for (const name of [/^Rename/, /^Delete/])
      expect(await stage.page.getByRole("menuitem", { name }).getAttribute("aria-disabled")).toBe("true");
    await stage.page.getByRole("menuitem", { name: "Move up" }).click();
    await expect
      .poll(async () => (await names()).slice(0, 3))
      .toEqual(["All", "Expired", "Expiring in 30 days"]);
    await view("Expired").focus();
    await stage.page.keyboard.press("Alt+ArrowDown");
    await expect.poll(names).toEqual(builtIn);
    await stage.page.getByText("Expired is now view 3 of 7.").waitFor({ state: "attached" });
  });

  test("are dragged to another place, and stay there", async () => {
    const from = await view("Never collected").boundingBox();
    const to = await view("Expired").boundingBox();
    if (!from || !to) throw new Error("The views have no place.");
    await stage.page.mouse.move(from.x + 40, from.y + 14);
    await stage.page.mouse.down();
    await stage.page.mouse.move(to.x + 40, to.y + 4, { steps: 6 });
    await stage.page.waitForTimeout(50);
    await stage.page.mouse.up();
    const order = ["All", "Expiring in 30 days", "Never collected", "Expired"];
    await expect.poll(async () => (await names()).slice(0, 4)).toEqual(order);
    // A drag is no click.
    expect(await box(stage).inputValue()).toBe("");
    await expect.poll(async () => (await kept()).map(({ key }) => key)[2]).toBe("neverCollected");
    await stage.screen.load();
    await expect.poll(async () => (await names()).slice(0, 4)).toEqual(order);
  });

  test("whose query cannot be answered any more say why", async () => {
    const request = {
      requestId: crypto.randomUUID(),
      tenant: stage.tenant?.id,
      name: "Depots",
      description: "",
    };
    const group = await stage.bridge.call<{ id: string; revision: number }>("create_group", { request });
    await viewed(stage, "Depots alone", "group:Depots");
    await stage.bridge.call("delete_group", {
      target: { group: group.id, revision: group.revision },
      end: { kind: "empty" },
    });
    await stage.screen.load();
    await view("Depots alone").getByText("cannot be answered").waitFor({ state: "attached" });
    await view("Depots alone").click();
    await stage.page
      .getByText(/There is no group/)
      .first()
      .waitFor();
    await stage.screen.sound();
  });

  test("stand behind one button in a small window", async () => {
    await stage.page.setViewportSize({ width: 900, height: 600 });
    await stage.button("View: All").click();
    await stage.page.getByRole("menuitem", { name: /^Revoked/ }).click();
    await expect.poll(() => box(stage).inputValue()).toBe("is:revoked");
    await stage.button("View: Revoked").waitFor();
    await stage.screen.sound();
  });
});
