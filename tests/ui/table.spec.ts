/** The table: what a row says, its order, copying from it, and its empty and failed states. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { TenantRow } from "../../ui/src/bindings/TenantRow";
import { tenantRequest } from "./bridge";
import { filled, made, type Stage } from "./stage";

let stage: Stage;

describe("rows", () => {
  beforeAll(async () => {
    stage = await made();
    const tenant = stage.tenant?.id ?? "";
    await stage.bridge.issue(tenant, "Alpha", { expires: { kind: "on", date: "2026-03-10" } });
    await stage.bridge.moveClock("2026-03-02T10:00:00Z");
    await stage.bridge.issue(tenant, "Charlie", { active: false });
    await stage.bridge.moveClock("2026-03-02T11:00:00Z");
    await stage.bridge.issue(tenant, "bravo", { expires: { kind: "on", date: "2027-02-22" } }, false);
    await stage.screen.load();
    await stage.page.getByRole("row", { name: /Alpha/ }).waitFor();
  });
  afterAll(() => stage.close());

  const row = (title: string) => stage.page.getByRole("row", { name: new RegExp(title) });
  const titles = () =>
    stage.page.locator("[role=row]:not([data-row='-1']) [role=gridcell][aria-colindex='2']").allInnerTexts();
  const order = async () => (await titles()).map((text) => /Alpha|bravo|Charlie/.exec(text)?.[0]);

  test("a status is a word, derived for this moment", async () => {
    await row("Alpha").getByText("Expiring").waitFor();
    await row("Charlie").getByText("Inactive").waitFor();
    await row("bravo").getByText("Active", { exact: true }).waitFor();
    await row("bravo").getByRole("img", { name: "never collected" }).waitFor();
    expect(await row("Charlie").innerText()).toContain("Never");
  });

  test("an Access ID is shown by its first block and its last four characters", async () => {
    expect(await row("Alpha").innerText()).toMatch(/[0-9a-f]{8}\s*…\s*[0-9a-f]{4}/);
  });

  test("the newest comes first; a click on a heading sorts by it, another turns it round", async () => {
    expect(await order()).toEqual(["bravo", "Charlie", "Alpha"]);
    await stage.button("Sort by Title").click();
    await expect.poll(order).toEqual(["Alpha", "bravo", "Charlie"]);
    await stage.button("Sort by Title").click();
    await expect.poll(order).toEqual(["Charlie", "bravo", "Alpha"]);
    expect(await stage.page.getByRole("columnheader", { name: /Title/ }).getAttribute("aria-sort")).toBe(
      "descending",
    );
    await stage.button("Sort by Expires").click();
    await expect.poll(order).toEqual(["Alpha", "bravo", "Charlie"]);
    await stage.button("Sort by Expires").click();
    // What never expires is last either way.
    await expect.poll(order).toEqual(["bravo", "Alpha", "Charlie"]);
    for (const column of ["Access ID", "Status", "Created", "Modified"]) {
      await stage.button(`Sort by ${column}`).click();
      await expect
        .poll(() => stage.page.getByRole("columnheader", { name: column }).getAttribute("aria-sort"))
        .not.toBe("none");
      await expect.poll(async () => (await order()).filter(Boolean).length).toBe(3);
    }
  });

  test("an Access ID is copied whole, with one click, and not called secret", async () => {
    await row("Alpha").hover();
    await stage.button("Copy Access ID of Alpha").click();
    await expect
      .poll(async () =>
        JSON.stringify((await stage.bridge.effects()).filter((one) => one.effect === "clipboard")),
      )
      .toMatch(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
  });

  test("a status changes by itself when its time has come", async () => {
    await stage.bridge.moveClock("2026-03-11T12:00:00Z");
    await row("Alpha").getByText("Expired").waitFor();
    await stage.bridge.moveClock("2026-03-02T11:00:00Z");
    await row("Alpha").getByText("Expiring").waitFor();
  });

  test("the keys move over cells, and Ctrl+C copies the row's Access ID", async () => {
    await stage.page.locator("[role=gridcell][tabindex='0'], [role=columnheader][tabindex='0']").focus();
    const place = () =>
      stage.page.evaluate(() => {
        const cell = document.activeElement;
        return [cell?.closest("[data-row]")?.getAttribute("data-row"), cell?.getAttribute("data-column")];
      });
    await stage.page.keyboard.press("Control+Home");
    await expect.poll(async () => (await place())[1]).toBe("0");
    const [start] = await place();
    await stage.page.keyboard.press("ArrowDown");
    await expect.poll(async () => Number((await place())[0])).toBe(Number(start) + 1);
    await stage.page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await place())[1]).toBe("1");
    const before = (await stage.bridge.effects()).length;
    await stage.page.keyboard.press("Control+c");
    await expect.poll(async () => (await stage.bridge.effects()).length).toBe(before + 1);
  });

  test("the group stands beside it, and in a small window signs stand for words", async () => {
    await row("Alpha").getByText("General").waitFor();
    await stage.page.setViewportSize({ width: 900, height: 600 });
    await row("bravo").getByRole("img", { name: "never collected" }).waitFor();
    expect(await row("bravo").getByText("never collected").count()).toBe(0);
    await stage.screen.sound();
    await stage.page.setViewportSize({ width: 1500, height: 800 });
    await row("bravo").getByText("never collected").waitFor();
  });

  test("text that looks like markup is text", async () => {
    const title = '<img src=x onerror="complain(1)">';
    await stage.bridge.issue(stage.tenant?.id ?? "", title);
    await stage.page.getByText(title).first().waitFor();
    expect(await stage.page.locator("img").count()).toBe(0);
    await stage.screen.sound();
  });
});

describe("several tenants", () => {
  beforeAll(async () => {
    stage = await made();
    await stage.bridge.issue(stage.tenant?.id ?? "", "Billing gateway");
    const orbit = tenantRequest("Orbit Maps", {
      scheme: "token",
      presentation: { kind: "header", name: "Authorization", value: "Bearer {key}" },
      tokenPrefix: "orbit",
      checkWithVendor: true,
    });
    const tenant = await stage.bridge.call<TenantRow>("create_tenant", { request: orbit });
    await stage.bridge.issue(tenant.id, "Depot gate terminals", { tags: ["depot"] });
    await stage.screen.load();
    await stage.button(/^Tenant in view: Acme Logistics/).click();
    await stage.page.getByText("All tenants").first().click();
    await stage.page.getByRole("row", { name: /Depot gate terminals/ }).waitFor();
  });
  afterAll(() => stage.close());

  test("stand in one table, each row with its tenant and what it is known by", async () => {
    const [signed, single] = [/Billing gateway/, /Depot gate terminals/].map((name) =>
      stage.page.getByRole("row", { name }),
    );
    await stage.page.getByRole("columnheader", { name: "Access ID / key" }).waitFor();
    expect(await signed?.innerText()).toMatch(/[0-9a-f]{8}\s*…\s*[0-9a-f]{4}[\s\S]*Acme Logistics/);
    expect(await single?.innerText()).toMatch(/orbit_[0-9A-Za-z]{4}…[\s\S]*Orbit Maps/);
    await stage.screen.sound();
  });

  test("what has no Access ID says so when it is to be copied", async () => {
    const single = stage.page.getByRole("row", { name: /Depot gate terminals/ });
    await single.getByRole("gridcell").nth(3).click();
    await stage.page.keyboard.press("Control+c");
    await stage.page.getByText("Depot gate terminals has no Access ID to copy.").first().waitFor();
  });

  test("the details say how a request presents it, and to check that with the vendor", async () => {
    await stage.page.getByRole("button", { name: "Depot gate terminals", exact: true }).click();
    const drawer = stage.page.getByRole("region", { name: "Details of Depot gate terminals" });
    await drawer.getByText(/Authorization: Bearer orbit_/).waitFor();
    await drawer
      .getByText(/^Check with your vendor/)
      .first()
      .waitFor();
    await drawer.getByText("API URL + API key").waitFor();
    await drawer.getByText("depot", { exact: true }).waitFor();
    expect(await drawer.getByText("Access ID").count()).toBe(0);
  });
});

describe("without rows", () => {
  afterEach(() => stage.close());

  test("an empty tenant says what to do first", async () => {
    stage = await made();
    await stage.page.getByText("No credentials yet").waitFor();
    await stage.button("Create first credential").click();
    await stage.page.getByRole("dialog", { name: "New credential" }).waitFor();
  });

  test("a failed query says so, and Try again brings the rows", async () => {
    stage = await filled();
    const refusal = { code: "storage", message: "The vault’s file could not be read.", field: null };
    await stage.page.route("**/query_credentials", (route) => route.fulfill({ status: 400, json: refusal }));
    await stage.page.reload();
    await stage.page.getByText("Could not load the credentials").waitFor();
    expect(await stage.page.getByText("No credentials yet").count()).toBe(0);
    await stage.page.unroute("**/query_credentials");
    await stage.button("Try again").click();
    await stage.page.getByRole("row").nth(3).waitFor();
  });

  test("rows that do not come are said so in their place", async () => {
    stage = await filled();
    const refusal = { code: "storage", message: "The vault’s file could not be read.", field: null };
    await stage.page.route("**/credential_rows", (route) => route.fulfill({ status: 400, json: refusal }));
    await stage.page.reload();
    await stage.page.getByText("Could not load rows").waitFor();
    await stage.page.unroute("**/credential_rows");
    await stage.button("Try again").click();
    await expect.poll(() => stage.page.locator("[role=row]:not([aria-busy])").count()).toBeGreaterThan(5);
  });

  test("when the index was rebuilt meanwhile, the rows come all the same", async () => {
    stage = await filled();
    let refused = 0;
    await stage.page.route("**/credential_rows", async (route) => {
      if (refused++ > 0) return route.continue();
      await route.fulfill({ status: 400, json: { code: "stale", message: "Ask again.", field: null } });
    });
    await stage.page.reload();
    await expect.poll(() => stage.page.locator("[role=row]:not([aria-busy])").count()).toBeGreaterThan(5);
    expect(refused).toBeGreaterThan(0);
  });
});
