/** The first run: where secrets are protected, the first tenant, and how to begin. */
import { afterEach, describe, expect, test } from "vitest";
import { Bridge } from "./bridge";
import { Screen } from "./screen";
import { fresh, Stage } from "./stage";

let stage: Stage;
afterEach(() => stage?.close());

async function toTenant(): Promise<void> {
  await stage.page.getByText("Removed the test item").waitFor();
  await stage.button("Continue").click();
  await stage.page.getByText("Your first tenant").waitFor();
}

describe("protection", () => {
  test("the keychain is tried before it is trusted, step by step", async () => {
    stage = await fresh();
    await stage.page.getByText("Where should secrets be protected?").waitFor();
    await stage.page.getByText("Removed the test item").waitFor();
    expect(await stage.page.getByRole("radio", { name: /^Desktop keychain/ }).isChecked()).toBe(true);
    const probe = stage.page.waitForResponse("**/probe_keychain");
    await stage.button("Test again").click();
    expect((await (await probe).json()).available).toBe(true);
  });

  test("without a keychain nothing is weaker by itself: a passphrase has to be chosen", async () => {
    const bridge = await Bridge.start();
    await bridge.keychain("unreachable");
    stage = new Stage(bridge, await Screen.open(bridge));
    await stage.page.getByText("No Secret Service answers").waitFor();
    await stage.button("Continue").click({ force: true });
    await expect(stage.page.getByText("Your first tenant").count()).resolves.toBe(0);
    expect((await bridge.call<{ stage: string }>("start_state")).stage).toBe("firstRun");
    // The keychain comes back: the same window goes on without a restart.
    await bridge.keychain("ready");
    await stage.button("Test again").click();
    await toTenant();
  });

  test("a passphrase: too short, not the same, and then good", async () => {
    stage = await fresh();
    await stage.page.getByRole("radio", { name: /^Passphrase/ }).click({ force: true });
    const [one, two] = [
      stage.page.locator("input[type=password]").nth(0),
      stage.page.locator("input[type=password]").nth(1),
    ];
    await one.fill("too short");
    await two.fill("too short");
    await stage.button("Continue").click({ force: true });
    expect((await stage.bridge.call<{ stage: string }>("start_state")).stage).toBe("firstRun");
    await one.fill("four unrelated words make one");
    await two.fill("four unrelated words make two");
    await stage.button("Continue").click({ force: true });
    await stage.page.getByText("The two are not the same.").waitFor();
    await two.fill("four unrelated words make one");
    await stage.button("Continue").click();
    await stage.page.getByText("Your first tenant").waitFor();
    const { keys } = await stage.bridge.call<{ keys: { hasPassphrase: boolean; hasKeychain: boolean } }>(
      "start_state",
    );
    expect(keys).toMatchObject({ hasPassphrase: true, hasKeychain: false });
  });
});

describe("the first tenant", () => {
  test.each([
    ["", "https://api.acme.example", "Name"],
    ["x".repeat(51), "https://api.acme.example", "Name"],
    ["Acme\u200bLogistics", "https://api.acme.example", "Name"],
    ["Acme", "", "API URL"],
    ["Acme", "api.acme.example/v1", "API URL"],
    ["Acme", "https://", "API URL"],
    ["Acme", "ftp://api.acme.example", "API URL"],
  ])("the name %j at %j is refused at the field “%s”", async (name, url, wrong) => {
    stage = await fresh();
    await toTenant();
    await stage.field("Name").fill(name);
    await stage.field("API URL").fill(url);
    await stage.button("Continue").click();
    await stage.page.locator("[aria-invalid=true]").first().waitFor();
    const marked = stage.field(wrong);
    await expect.poll(() => marked.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => marked.evaluate((field) => field === document.activeElement)).toBe(true);
    const help = await marked.getAttribute("aria-describedby");
    expect(await stage.page.locator(`[id="${help}"]`).innerText()).toMatch(/\w{3,}/);
    // The form stays as it was, and nothing is made.
    expect(await stage.field("Name").inputValue()).toBe(name);
    expect(await stage.field("API URL").inputValue()).toBe(url);
    expect(await stage.bridge.call("list_tenants")).toEqual([]);
  });

  test("the zone is the system's own, until another is chosen", async () => {
    stage = await fresh();
    await toTenant();
    const zone = stage.page.getByRole("combobox", { name: "Time zone" });
    await expect.poll(() => zone.inputValue()).toBe("Europe/Berlin");
    await stage.field("Name").fill("Acme Logistics");
    await stage.field("API URL").fill("https://api.acme.example/openapi");
    await zone.fill("Oslo");
    await stage.page.getByRole("option", { name: "Europe/Oslo" }).click();
    await stage.button("Continue").click();
    await stage.page.getByText("Acme Logistics is ready").waitFor();
    expect(await stage.bridge.call("list_tenants")).toMatchObject([{ zone: "Europe/Oslo" }]);
  });
});

describe("how to begin", () => {
  async function toDone(): Promise<void> {
    stage = await fresh();
    await toTenant();
    await stage.field("Name").fill("Acme Logistics");
    await stage.field("API URL").fill("https://api.acme.example/openapi");
    await stage.button("Continue").click();
    await stage.page.getByText("Acme Logistics is ready").waitFor();
  }

  test("the first credential: the form is open", async () => {
    await toDone();
    await stage.page.getByRole("button", { name: /^Create the first credential/ }).click();
    await stage.page.getByRole("dialog", { name: "New credential" }).waitFor();
  });

  test("sample data are marked, and one step removes them all", async () => {
    await toDone();
    await stage.page.getByRole("button", { name: /^Explore with sample data/ }).click();
    await stage.page.getByText("Sample data is shown").waitFor();
    const rows = stage.page.getByRole("row");
    await rows.nth(3).waitFor();
    await rows.nth(3).getByRole("img", { name: "Sample" }).waitFor();
    await stage.button("Remove sample data").click();
    await stage.page
      .getByRole("alertdialog", { name: "Remove sample data?" })
      .getByRole("button", { name: "Remove sample data" })
      .click();
    await stage.page.getByText("No credentials yet").waitFor();
    expect(await stage.bridge.call("list_tenants")).toMatchObject([{ used: 0 }]);
  });

  test("a window that was closed after the vault was made goes on where it was", async () => {
    stage = await fresh();
    await toTenant();
    await stage.screen.load();
    await stage.page.getByText("Your first tenant").waitFor();
  });
});
