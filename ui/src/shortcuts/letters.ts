import { t } from "../text";
import type { ShortcutGroup } from "./keys";

/** The keys that act by themselves: letters on the row that has the focus, and signs anywhere but in a field. */
export function letterGroup(): ShortcutGroup {
  return {
    id: "letters",
    title: t("shortcuts.titles.letters"),
    note: t("shortcuts.lettersNote"),
    shortcuts: [
      { keys: ["E"], does: t("shortcuts.letters.edit") },
      { keys: ["R"], does: t("shortcuts.letters.revoke") },
      { keys: ["A"], does: t("shortcuts.letters.activate") },
      { keys: ["X"], does: t("shortcuts.letters.expiry") },
      { keys: ["M"], does: t("shortcuts.letters.move") },
      { keys: ["O"], does: t("shortcuts.letters.rotate") },
      { keys: ["D"], does: t("shortcuts.letters.duplicate") },
    ],
  };
}
