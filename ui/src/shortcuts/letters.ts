import { singleKeys, singleKeyWords } from "../grid/single-keys";
import { t } from "../text";
import type { ShortcutGroup } from "./keys";

/** The letters that act by themselves on the row that has the focus. */
export function letterGroup(): ShortcutGroup {
  return {
    id: "letters",
    title: t("shortcuts.titles.letters"),
    note: t("shortcuts.lettersNote"),
    shortcuts: singleKeys.map((each) => ({ keys: [each.key.toUpperCase()], does: singleKeyWords(each) })),
  };
}
