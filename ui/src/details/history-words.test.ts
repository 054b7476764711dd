import { expect, test } from "vitest";
import type { VersionRow } from "../bindings/VersionRow";
import { acceptance } from "./acceptance";
import { historyWords } from "./history-words";

/** Every action of the audit log that can be about one credential. */
const actions = [
  "issue_credential copy_secret show_secret begin_download finish_download fail_download",
  "activate_credential deactivate_credential revoke_credential reinstate_credential edit_credential",
  "change_expiry rotate_credential delete_credential undo_change add_samples remove_samples",
]
  .join(" ")
  .split(" ");

test.each(actions)("%s has plain words", (action) => {
  expect(historyWords(action)).toMatch(/^\p{Lu}/u);
  expect(historyWords(action)).not.toContain("_");
});

test("an action of a later version is named as it is", () => {
  expect(historyWords("frobnicate")).toBe("Something else was done (frobnicate)");
  expect(historyWords("other")).toBe("Something else was done (other)");
});

test("how long a version is accepted", () => {
  const version = (accepted: boolean, acceptedUntil: number | null) =>
    acceptance({ accepted, acceptedUntil } as VersionRow, "UTC");
  expect(version(true, null)).toBe("as long as the credential is");
  expect(version(false, null)).toBe("no longer");
  expect(version(true, Date.UTC(2026, 2, 2, 10))).toBe("until 2 Mar 2026, 10:00");
  expect(version(false, Date.UTC(2026, 2, 2, 10))).toBe("ended 2 Mar 2026, 10:00");
});
