import i18next from "i18next";
import { describe, expect, test } from "vitest";
import { emphasised, errorText, t } from ".";
import { en } from "./en";
import { errorTexts } from "./error-texts";
import { type Catalogue, translator } from "./translate";

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

/** The whole names of all sentences, without the form that a count chooses. */
function keys(node: Catalogue, before = ""): string[] {
  return Object.entries(node).flatMap(([name, value]) =>
    typeof value === "string"
      ? [before + name.replace(/_(zero|one|other)$/, "")]
      : keys(value, `${before}${name}.`),
  );
}

describe("every sentence reads as i18next would have it", () => {
  const extra = { none: { seen_zero: "No one.", seen_one: "One.", seen_other: "{{count}} of {{ total }}." } };
  const catalogue = { ...en, extra };
  i18next.init({
    lng: "en",
    initAsync: false,
    resources: { en: { translation: catalogue } },
    interpolation: { escapeValue: false },
  });
  const theirs = i18next.getFixedT("en") as unknown as ReturnType<typeof translator>;
  const ours = translator(catalogue, "en");
  const all = [...new Set(keys(catalogue))];
  const names = [...new Set(sentences(catalogue).flatMap((text) => text.match(/(?<=\{\{\s*)\w+/g) ?? []))];

  test.each([0, 1, 2, 21, 1_000_000])("with the count %d", (count) => {
    const values = Object.fromEntries(names.map((name, at) => [name, at % 3 === 0 ? at : `<${name} & $1>`]));
    for (const key of all)
      expect(ours(key, { ...values, count }), key).toBe(theirs(key, { ...values, count }));
  });

  test("without values", () => {
    const whole = all.filter((key) => !theirs(key).includes("{{"));
    for (const key of [...whole, "no.such.name"]) expect(ours(key), key).toBe(theirs(key));
  });
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
