import { describe, expect, test } from "vitest";
import { emphasised, errorText, t } from ".";
import { en } from "./en";
import { errorTexts } from "./error-texts";

/** Every code that a command can fail with. */
const codes = [
  "invalid_input not_found not_permitted not_vouched not_possible changed_meanwhile limit_reached stale",
  "key_locked key_denied key_missing key_unreachable key_wrong passphrase_needed passphrase_wrong",
  "vault_in_use not_a_vault newer_vault damaged vault_exists not_open",
  "disk_full read_only storage file_not_written file_exists clipboard_failed sheet_closed cancelled internal",
]
  .join(" ")
  .split(" ");

describe("error codes", () => {
  test.each(codes)("%s says what happened, what it means and what to do", (code) => {
    const text = errorText(code);
    for (const sentence of [text.title, text.meaning, text.next]) expect(sentence).toMatch(/^\p{Lu}.+[.]$/u);
  });

  test("have no text without a code", () => {
    expect(Object.keys(errorTexts).sort()).toEqual([...codes].sort());
  });

  test("that nobody knows read as an internal failure", () => {
    expect(errorText("no_such_code")).toBe(errorTexts.internal);
  });
});

function sentences(node: object): string[] {
  return Object.values(node).flatMap((value) =>
    typeof value === "string" ? [value] : sentences(value as object),
  );
}

test("no sentence pleads, apologises or shouts", () => {
  for (const sentence of sentences(en)) expect(sentence).not.toMatch(/\b(please|sorry|oops)\b|!/i);
});

test("plurals follow the count", () => {
  expect(t("shell.removedSamples", { count: 1 })).toBe("Removed 1 sample credential.");
  expect(t("shell.removedSamples", { count: 2 })).toBe("Removed 2 sample credentials.");
});

test("a value that looks like markup or a placeholder stays text", () => {
  expect(t("sheet.ready", { title: "<b>{{count}} $t(app.name)</b>" })).toBe(
    "<b>{{count}} $t(app.name)</b> is ready",
  );
  expect(emphasised("until <b>{{date}}</b>", { date: "<b>x</b>" })).toEqual([
    { text: "until ", strong: false },
    { text: "<b>x</b>", strong: true },
  ]);
});
