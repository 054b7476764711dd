/** The key's five bad states: each in its own words, none with an empty table, and Retry in the same window. */
import { afterEach, describe, expect, test } from "vitest";
import { errorTexts } from "../../ui/src/text/error-texts";
import { creating, filledWithKeychain, type Stage } from "./stage";

let stage: Stage;
afterEach(() => stage.close());

describe.each(["locked", "denied", "missing", "unreachable", "wrong"] as const)("%s", (state) => {
  test("is said in its own words, over a table that can be read, and goes with Retry", async () => {
    stage = await filledWithKeychain(state);
    expect(await stage.bridge.call("key_status")).toMatchObject({ state });
    await stage.page.getByText(errorTexts[`key_${state}`].title).first().waitFor();
    await stage.page.getByRole("row").nth(3).waitFor();
    // Nothing can be issued, and it is said why before anything is typed.
    await stage.page.keyboard.press("Control+n");
    expect(await stage.page.getByRole("dialog").count()).toBe(0);
    const request = {
      requestId: crypto.randomUUID(),
      tenant: stage.tenant?.id,
      title: "Not to be made",
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
    await expect(stage.bridge.call("issue_credential", { request })).rejects.toMatchObject({
      code: `key_${state}`,
    });
    await stage.screen.sound();
    await stage.bridge.keychain("ready");
    await stage.button("Retry").click();
    await expect.poll(() => stage.page.getByText(errorTexts[`key_${state}`].title).count()).toBe(0);
    await creating(stage);
  });
});

test("the five states have five sentences", () => {
  const titles = (["locked", "denied", "missing", "unreachable", "wrong"] as const).map(
    (state) => errorTexts[`key_${state}`].title,
  );
  expect(new Set(titles).size).toBe(5);
});
