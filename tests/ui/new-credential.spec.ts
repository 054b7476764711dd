/** The form for a new credential: what it takes, what it refuses, and that it makes one. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sheet } from "../../ui/src/bindings/Sheet";
import { creating, made, type Stage } from "./stage";

let stage: Stage;
beforeEach(async () => {
  stage = await made();
  await stage.bridge.issue(stage.tenant?.id ?? "", "CRM integration");
  await stage.screen.load();
});
afterEach(() => stage.close());

const sheets = () => stage.bridge.call<Sheet[]>("open_sheets");
const used = async () => ((await stage.bridge.call("list_tenants")) as Array<{ used: number }>)[0]?.used;
const create = () => stage.button("Create");

/** What the form asks for and a test leaves out. */
const unrestricted = {
  group: null,
  roles: [],
  user: null,
  inRole: null,
  addresses: [],
  starts: null,
  tags: [],
  reveal: null,
  duplicateOf: null,
};

describe("what is refused, at its field", () => {
  test.each([
    ["nothing", "", /\w/],
    ["spaces alone", "   ", /\w/],
    ["51 characters", "x".repeat(51), /50/],
    ["a taken title", "CRM integration", /CRM integration|taken|already/i],
    ["a taken title in capitals", "CRM INTEGRATION", /taken|already|CRM/i],
    ["a taken title in another Unicode form", "ＣＲＭ integration", /taken|already|CRM/i],
    ["a bidirectional control", "CRM\u202eintegration", /202E/],
    ["a zero-width character", "CRM\u200bintegration", /200B/],
  ])("the title: %s", async (_what, title, sentence) => {
    await creating(stage);
    await stage.field("Title").fill(title);
    await create().click();
    await expect.poll(() => stage.field("Title").getAttribute("aria-invalid")).toBe("true");
    await expect
      .poll(() => stage.field("Title").evaluate((field) => field === document.activeElement))
      .toBe(true);
    const help = await stage.field("Title").getAttribute("aria-describedby");
    expect(await stage.page.locator(`[id="${help}"]`).innerText()).toMatch(sentence);
    expect(await stage.field("Title").inputValue()).toBe(title);
    expect(await sheets()).toEqual([]);
    expect(await used()).toBe(1);
  });

  test("a taken title is said while it is typed", async () => {
    await creating(stage);
    await stage.field("Title").pressSequentially("crm integration");
    await stage.page.getByRole("alert").first().waitFor();
    expect(await stage.field("Title").getAttribute("aria-invalid")).toBe("true");
    await stage.field("Title").fill("CRM integration 2");
    await stage.page.getByText("This title is free in Acme Logistics").waitFor();
  });

  test("a description that is too long", async () => {
    await creating(stage);
    await stage.field("Title").fill("Long");
    await stage.page.getByLabel(/^Description/).fill("x".repeat(1001));
    await create().click();
    await expect.poll(() => stage.page.getByLabel(/^Description/).getAttribute("aria-invalid")).toBe("true");
    expect(await used()).toBe(1);
  });

  test("an expiry in the past is refused by the core, whoever asks", async () => {
    const request = {
      requestId: crypto.randomUUID(),
      tenant: stage.tenant?.id,
      title: "Past",
      description: "",
      expires: { kind: "on", date: "2026-03-01" },
      active: true,
      ...unrestricted,
    };
    await expect(stage.bridge.call("issue_credential", { request })).rejects.toMatchObject({
      code: "invalid_input",
      field: "expires",
    });
  });
});

describe("what it makes", () => {
  test("Ctrl+Enter creates, from any field", async () => {
    await creating(stage);
    await stage.field("Title").fill("Halden Shipping API");
    await stage.page.getByLabel(/^Description/).fill("Books freight");
    await stage.page.keyboard.press("Control+Enter");
    await stage.page.getByText("Halden Shipping API is ready").waitFor();
    expect(await sheets()).toMatchObject([{ title: "Halden Shipping API" }]);
  });

  test("the sentence sums up what is chosen", async () => {
    await creating(stage);
    await stage.page.getByRole("radio", { name: "90 days" }).click({ force: true });
    const dialog = stage.page.getByRole("dialog");
    await dialog.getByText(/until the end of/).waitFor();
    await stage.page.getByLabel("Never", { exact: true }).click({ force: true });
    await dialog
      .getByText(/never expires/)
      .first()
      .waitFor();
    await stage.page.getByRole("switch").click({ force: true });
    await dialog.getByText(/Stays off until it is activated/).waitFor();
  });

  test("a lifetime ends with the last day in the tenant's zone", async () => {
    await creating(stage);
    await stage.field("Title").fill("Ninety days");
    await stage.page.getByRole("radio", { name: "90 days" }).click({ force: true });
    await create().click();
    await stage.page.getByText("Ninety days is ready").waitFor();
    // 90 days after 2 March is 31 May; in summer, Berlin is two hours ahead.
    expect((await sheets())[0]?.expiresAt).toBe(Date.parse("2026-05-31T22:00:00Z"));
  });

  test("a double click makes one credential", async () => {
    await creating(stage);
    await stage.field("Title").fill("Only one");
    await create().dblclick();
    await stage.page.getByText("Only one is ready").waitFor();
    expect(await sheets()).toHaveLength(1);
    expect(await used()).toBe(2);
  });

  test("a repeated call answers what the first one made", async () => {
    const request = {
      requestId: crypto.randomUUID(),
      tenant: stage.tenant?.id,
      title: "Repeated",
      description: "",
      expires: { kind: "never" },
      active: true,
      ...unrestricted,
    };
    const [one, two] = await Promise.all([
      stage.bridge.call<Sheet>("issue_credential", { request }),
      stage.bridge.call<Sheet>("issue_credential", { request }),
    ]);
    expect(one.accessId).toBe(two.accessId);
    expect(await used()).toBe(2);
  });

  test("inactive from the start, it stands so in the table", async () => {
    await stage.bridge.issue(stage.tenant?.id ?? "", "Not yet", { active: false });
    await stage.page
      .getByRole("row", { name: /Not yet/ })
      .getByText("Inactive")
      .waitFor();
  });
});

describe("leaving it", () => {
  test("what was typed is not lost by Escape", async () => {
    await creating(stage);
    await stage.field("Title").fill("Half done");
    await stage.page.keyboard.press("Escape");
    await stage.page.getByText("Discard this credential?").waitFor();
    await stage.button("Keep editing").click();
    expect(await stage.field("Title").inputValue()).toBe("Half done");
    await stage.page.keyboard.press("Escape");
    await stage.button("Discard").click();
    await expect.poll(() => stage.page.getByRole("dialog").count()).toBe(0);
    expect(await used()).toBe(1);
  });

  test("an empty form closes at once", async () => {
    await creating(stage);
    await stage.page.keyboard.press("Escape");
    await expect.poll(() => stage.page.getByRole("dialog").count()).toBe(0);
  });

  test("when the core cannot be reached, the form stays as it was", async () => {
    await creating(stage);
    await stage.field("Title").fill("Kept");
    const refusal = {
      code: "disk_full",
      message: "The disk is full. Nothing was issued; free some space.",
      field: null,
    };
    await stage.page.route("**/issue_credential", (route) => route.fulfill({ status: 400, json: refusal }));
    await create().click();
    await stage.page
      .getByRole("dialog")
      .getByText(/disk is full/i)
      .first()
      .waitFor();
    expect(await stage.field("Title").inputValue()).toBe("Kept");
    await stage.page.unroute("**/issue_credential");
    await create().click();
    await stage.page.getByText("Kept is ready").waitFor();
  });
});
