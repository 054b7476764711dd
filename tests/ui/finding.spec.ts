/** Finding credentials: the box, its colours and suggestions, chips, menus, and what becomes of a pasted key. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tenantRequest } from "./bridge";
import { asked, box } from "./shots-finding";
import { made, type Stage } from "./stage";

let stage: Stage;

const value = () => box(stage).inputValue();
const chip = (name: string | RegExp) =>
  stage.page
    .getByRole("list", { name: "Filters" })
    .getByRole("button", typeof name === "string" ? { name, exact: true } : { name });
const titles = async () =>
  (await stage.page.locator("[role=row]:not([data-row='-1'])").allInnerTexts()).flatMap(
    (text) => /Alpha|Bravo|Charlie|Delta/.exec(text)?.[0] ?? [],
  );
const shows = (...names: string[]) => expect.poll(async () => (await titles()).sort()).toEqual(names);

async function group(name: string): Promise<string> {
  const request = { requestId: crypto.randomUUID(), tenant: stage.tenant?.id, name, description: "" };
  return (await stage.bridge.call<{ id: string }>("create_group", { request })).id;
}

beforeAll(async () => {
  stage = await made();
  const tenant = stage.tenant?.id ?? "";
  const payments = await group("Payments");
  const field = await group("Field service");
  await stage.bridge.issue(tenant, "Alpha", {
    group: payments,
    expires: { kind: "on", date: "2026-03-10" },
  });
  await stage.bridge.issue(tenant, "Bravo", { group: field, tags: ["crm"] });
  await stage.bridge.issue(tenant, "Charlie", { active: false });
  await stage.bridge.issue(tenant, "Delta", { expires: { kind: "on", date: "2027-02-22" } });
  await stage.screen.load();
  await stage.page.getByRole("row", { name: /Alpha/ }).waitFor();
});
afterAll(() => stage.close());

describe("the box", () => {
  beforeEach(() => asked(stage, ""));

  test("has the focus when the window opens, and / and Ctrl+F lead to it", async () => {
    await stage.screen.load();
    await stage.page.getByRole("row", { name: /Alpha/ }).waitFor();
    const focused = () => box(stage).evaluate((field) => field === document.activeElement);
    await expect.poll(focused).toBe(true);
    await stage.button("Filter").focus();
    await stage.page.keyboard.press("/");
    expect(await focused()).toBe(true);
    expect(await value()).toBe("");
    await stage.page.keyboard.type("a/b");
    expect(await value()).toBe("a/b");
    await stage.button("Filter").focus();
    await stage.page.keyboard.press("Control+f");
    expect(await focused()).toBe(true);
  });

  test("asks as one types, and shows what is found", async () => {
    await box(stage).pressSequentially("status:inactive");
    await shows("Charlie");
    await asked(stage, "-status:inactive group:payments");
    await shows("Alpha");
    await asked(stage, "");
    await shows("Alpha", "Bravo", "Charlie", "Delta");
    await stage.screen.sound();
  });

  test("is coloured as the query reads", async () => {
    await asked(stage, 'group:"Field service" crm');
    const colour = (text: string) =>
      stage.page
        .locator("[data-line=ink] span span", { hasText: new RegExp(`^${text}$`) })
        .evaluate((span) => getComputedStyle(span).color);
    await expect.poll(() => colour("group:")).not.toBe(await colour("crm"));
  });

  test("has its colours where the letters are, also in a text that is longer than the field", async () => {
    await box(stage).fill('group:"Field service" status:active fi -is:sample 1,111 '.repeat(8));
    const [field = 0, line = 0] = await box(stage).evaluate((input) => [
      input.scrollWidth,
      input.parentElement?.querySelector("[data-line=ink]")?.getBoundingClientRect().width ?? 0,
    ]);
    // The field has its padding and the place of the caret besides.
    expect(field - line).toBeGreaterThanOrEqual(0);
    expect(field - line).toBeLessThan(9);
    await box(stage).press("End");
    await expect
      .poll(() =>
        box(stage).evaluate((input) => {
          const line = input.parentElement?.querySelector("[data-line=ink]");
          const moved = new DOMMatrix(getComputedStyle(line as Element).transform).m41;
          return input.scrollLeft > 100 && Math.abs(moved + input.scrollLeft) < 1;
        }),
      )
      .toBe(true);
  });

  test("keeps the browser's own history: Ctrl+Z takes back what was typed and what was completed", async () => {
    await box(stage).pressSequentially("stat");
    await stage.page.getByRole("option", { name: /^status:/ }).waitFor();
    await box(stage).press("Tab");
    await expect.poll(value).toBe("status:");
    await box(stage).press("Escape");
    await box(stage).press("Control+z");
    await expect.poll(value).toBe("stat");
  });

  test("completes fields and the vault's own names, by keys alone", async () => {
    await box(stage).pressSequentially("group");
    await stage.page.getByRole("option", { name: /^group:/ }).waitFor();
    await box(stage).press("ArrowDown");
    const active = await box(stage).getAttribute("aria-activedescendant");
    expect(await stage.page.locator(`[id="${active}"]`).getAttribute("aria-selected")).toBe("true");
    await box(stage).press("Enter");
    await expect.poll(value).toBe("group:");
    await stage.page.getByRole("option", { name: "Field service" }).waitFor();
    await stage.screen.sound();
    await box(stage).pressSequentially("fi");
    await box(stage).press("Enter");
    await expect.poll(value).toBe('group:"Field service"');
    await shows("Bravo");
    expect(await stage.page.getByRole("listbox").count()).toBe(0);
  });

  test("Escape closes the suggestions, then clears the text", async () => {
    await box(stage).pressSequentially("stat");
    await stage.page.getByRole("option").first().waitFor();
    await box(stage).press("Escape");
    expect(await stage.page.getByRole("option").count()).toBe(0);
    expect(await value()).toBe("stat");
    await box(stage).press("Escape");
    expect(await value()).toBe("");
  });

  test("says what is wrong and what was meant, while the last result stays", async () => {
    await asked(stage, "status:inactive");
    await shows("Charlie");
    await box(stage).fill("staus:inactive");
    await stage.page.getByText("There is no field “staus”.").waitFor();
    await stage.page.getByText("The last result stays below.").waitFor();
    expect(await titles()).toEqual(["Charlie"]);
    expect(await box(stage).getAttribute("aria-invalid")).toBe("true");
    await stage.screen.sound();
    await stage.button("status").click();
    await expect.poll(value).toBe("status:inactive");
    await expect.poll(() => stage.page.getByText("The last result stays below.").count()).toBe(0);
  });

  test("drops an answer that comes after a later one", async () => {
    let held: (() => void) | undefined;
    await stage.page.route("**/read_query", async (route) => {
      const { query } = route.request().postDataJSON() as { query: string };
      if (query === "status:active") await new Promise<void>((go) => (held = go));
      await route.continue();
    });
    await box(stage).fill("status:active");
    await box(stage).fill("status:inactive");
    await shows("Charlie");
    held?.();
    await stage.page.waitForTimeout(300);
    expect(await titles()).toEqual(["Charlie"]);
    await stage.page.unroute("**/read_query");
  });

  test("shows a thin line only when an answer takes its time", async () => {
    await stage.page.route("**/read_query", async (route) => {
      await new Promise((done) => setTimeout(done, 700));
      await route.continue();
    });
    await box(stage).fill("status:inactive");
    await stage.page.locator("[role=search] [class*=progress]").waitFor();
    await shows("Charlie");
    await expect.poll(() => stage.page.locator("[role=search] [class*=progress]").count()).toBe(0);
    await stage.page.unroute("**/read_query");
  });
});

describe("chips", () => {
  beforeEach(() => asked(stage, ""));

  test("say the terms in words, and take them away by pointer and by key", async () => {
    await asked(stage, "status:active  group:Payments,General expires:<30d");
    await chip("Edit filter Group Payments, General").waitFor();
    await chip("Edit filter Expires within 30 days").waitFor();
    await stage.button("Remove filter Group Payments, General").click();
    await expect.poll(value).toBe("status:active  expires:<30d");
    await chip("Edit filter Status Active").focus();
    await stage.page.keyboard.press("ArrowRight");
    await stage.page.keyboard.press("Delete");
    await expect.poll(value).toBe("status:active");
    await expect
      .poll(() => stage.page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Edit filter Status Active");
    await stage.page.keyboard.press("Backspace");
    await expect.poll(value).toBe("");
    // The last one gone, the box takes the focus.
    await expect.poll(() => box(stage).evaluate((field) => field === document.activeElement)).toBe(true);
  });

  test("lead to their place in the text, and are turned round by a menu", async () => {
    await asked(stage, "status:inactive crm");
    await chip("Edit filter Status Inactive").click();
    expect(await box(stage).evaluate((field) => (field as HTMLInputElement).selectionStart)).toBe(15);
    await chip("Edit filter Status Inactive").focus();
    await stage.page.keyboard.press("Shift+F10");
    await stage.page.getByRole("menuitem", { name: "Leave these out" }).click();
    await expect.poll(value).toBe("-status:inactive crm");
    await chip("Edit filter not status Inactive").waitFor();
    await shows("Bravo");
  });
});

describe("menus", () => {
  beforeEach(() => asked(stage, ""));

  test("write the query by field and value", async () => {
    await stage.button("Filter").click();
    await stage.page.getByRole("menuitem", { name: "Status" }).click();
    await stage.page.getByRole("menuitemcheckbox", { name: "Inactive", exact: true }).click();
    await expect.poll(value).toBe("status:inactive");
    await stage.page.getByRole("menuitemcheckbox", { name: "Expiring", exact: true }).click();
    await expect.poll(value).toBe("status:inactive,expiring");
    await shows("Alpha", "Charlie");
    await stage.screen.sound();
    await stage.page.getByRole("menuitemcheckbox", { name: "Inactive", exact: true }).click();
    await expect.poll(value).toBe("status:expiring");
    for (let i = 0; i < 2; i++) await stage.page.keyboard.press("Escape");
    await stage.button("Filter").click();
    await stage.page.getByRole("menuitem", { name: "Group" }).click();
    await stage.page.getByRole("menuitemcheckbox", { name: "Payments" }).click();
    await expect.poll(value).toBe("status:expiring group:Payments");
    for (let i = 0; i < 2; i++) await stage.page.keyboard.press("Escape");
    await stage.button("Filter").click();
    await stage.page.getByRole("menuitem", { name: "Expires" }).click();
    await stage.page.getByRole("menuitemradio", { name: "Within 30 days" }).click();
    await expect.poll(value).toBe("status:expiring group:Payments expires:<30d");
    await shows("Alpha");
    for (let i = 0; i < 2; i++) await stage.page.keyboard.press("Escape");
  });

  test("sort by the four usual ways first, with a direction and a second key", async () => {
    await stage.button(/^Sorted by/).click();
    const items = stage.page.getByRole("menuitemradio");
    await items.first().waitFor();
    expect((await items.allInnerTexts()).slice(0, 4)).toEqual(["Modified", "Created", "Name", "Expiry date"]);
    await items.filter({ hasText: /^Name$/ }).click();
    await expect.poll(titles).toEqual(["Alpha", "Bravo", "Charlie", "Delta"]);
    await items.filter({ hasText: "Z to A" }).click();
    await expect.poll(titles).toEqual(["Delta", "Charlie", "Bravo", "Alpha"]);
    await stage.page.getByRole("menuitem", { name: /^Then by/ }).click();
    await stage.page.getByRole("menuitemradio", { name: "Status", exact: true }).click();
    await stage.screen.sound();
    for (let i = 0; i < 2; i++) await stage.page.keyboard.press("Escape");
    await stage.button("Sorted by Name, Z to A, then Status, A to Z").waitFor();
  });
});

describe("a pasted key", () => {
  const paste = (text: string) =>
    box(stage).evaluate((field, pasted) => {
      const data = new DataTransfer();
      data.setData("text/plain", pasted);
      const event = { clipboardData: data, bubbles: true, cancelable: true };
      // Like the browser's own: a paste that nobody takes is put in.
      if (field.dispatchEvent(new ClipboardEvent("paste", event))) {
        (field as HTMLInputElement).focus();
        document.execCommand("insertText", false, pasted);
      }
    }, text);

  beforeEach(() => asked(stage, ""));

  test("is looked up, never put into the box, and is in no other question", async () => {
    const single = tenantRequest("Orbit Maps", {
      scheme: "token",
      presentation: { kind: "header", name: "Authorization", value: "Bearer {key}" },
      tokenPrefix: "orbit",
      checkWithVendor: true,
    });
    const tenant = await stage.bridge.call<{ id: string }>("create_tenant", { request: single });
    const request = {
      requestId: crypto.randomUUID(),
      tenant: tenant.id,
      title: "Depot gates",
      description: "",
      group: null,
      roles: [],
      user: null,
      inRole: null,
      addresses: [],
      starts: null,
      expires: { kind: "never" },
      active: true,
      tags: [],
      reveal: null,
      duplicateOf: null,
    };
    const sheet = await stage.bridge.call<{ id: string }>("issue_credential", { request });
    const key = await stage.bridge.call<string>("show_secret", { sheet: sheet.id });
    await stage.bridge.call("close_sheet", { sheet: sheet.id, stored: true });
    await stage.screen.load();
    await stage.page.getByRole("row", { name: /Alpha/ }).waitFor();
    await box(stage).fill("crm ");

    const questions: string[] = [];
    stage.page.on("request", (asking) => {
      if (asking.postData()?.includes(key)) questions.push(new URL(asking.url()).pathname);
    });
    await paste(`  "${key}"\n`);
    await stage.page.getByText("This key belongs to Depot gates.").first().waitFor();
    await stage.page.getByRole("region", { name: /Depot gates/ }).waitFor();
    expect(questions).toEqual(["/find_pasted"]);
    expect(await stage.page.evaluate((secret) => document.body.innerHTML.includes(secret), key)).toBe(false);
    await box(stage).press("Control+z");
    expect(await value()).not.toContain(key);
    await stage.screen.sound();
    await stage.button(/^Tenant in view/).click();
    await stage.page.getByRole("menuitem", { name: "Acme Logistics" }).click();
  });

  test("that nobody has is said to be kept nowhere", async () => {
    await box(stage).fill("crm");
    await paste("0123456789ABCDEF0123456789ABCDEF");
    await stage.page.getByText("No credential has this key, Access ID or fingerprint.").waitFor();
    expect(await value()).toBe("crm");
  });

  test("that is an Access ID becomes the query for it", async () => {
    const row = stage.page.getByRole("row", { name: /Bravo/ });
    await row.waitFor();
    await row.hover();
    await stage.button("Copy Access ID of Bravo").click();
    const copied = async () =>
      (await stage.bridge.effects()).filter((one) => one.effect === "clipboard" && one.text).at(-1)?.text;
    await expect.poll(copied).toMatch(/^[0-9a-f-]{36}$/);
    const id = String(await copied());
    await paste(id);
    await expect.poll(value).toBe(`id:${id}`);
    await shows("Bravo");
  });

  test("text is put in as always", async () => {
    await paste("crm portal");
    await expect.poll(value).toBe("crm portal");
  });
});

describe("the window", () => {
  beforeEach(() => asked(stage, ""));

  test("keeps what is found while another page is shown", async () => {
    await asked(stage, "status:inactive");
    await shows("Charlie");
    const main = stage.page.getByRole("navigation", { name: "Main" });
    await main.getByRole("button", { name: /^Groups/ }).click();
    await stage.page.getByRole("heading", { name: "Groups" }).waitFor();
    await stage.screen.sound();
    await main.getByRole("button", { name: /^Credentials/ }).click();
    expect(await value()).toBe("status:inactive");
    await shows("Charlie");
  });

  test("opens a group as a query, into which a new credential goes", async () => {
    await stage.page
      .getByRole("navigation", { name: "Main" })
      .getByRole("button", { name: /^Groups/ })
      .click();
    await stage.button("Field service").click();
    await expect.poll(value).toBe('group:"Field service"');
    await shows("Bravo");
    await stage.page.keyboard.press("Control+n");
    await stage.page.getByRole("dialog", { name: "New credential" }).waitFor();
    await expect
      .poll(() =>
        stage.field("Group").evaluate((field) => (field as HTMLSelectElement).selectedOptions[0]?.text),
      )
      .toBe("Field service");
    await stage.page.keyboard.press("Escape");
  });
});
