import { t } from "../text";

/** What one or more keys do. Keys that are pressed together stand in one text. */
export type Shortcut = { keys: readonly string[]; does: string };

export type ShortcutGroup = { id: string; title: string; note?: string; shortcuts: readonly Shortcut[] };

/** Every key of the window, in groups. */
export function shortcutGroups(): ShortcutGroup[] {
  return [
    {
      id: "window",
      title: t("shortcuts.titles.window"),
      shortcuts: [
        { keys: ["Ctrl K"], does: t("shortcuts.window.palette") },
        { keys: ["Ctrl F", "/"], does: t("shortcuts.window.find") },
        { keys: ["Ctrl N"], does: t("shortcuts.window.create") },
        { keys: ["Ctrl Z"], does: t("shortcuts.window.undo") },
        { keys: ["F6", "Shift F6"], does: t("shortcuts.window.panes") },
        { keys: ["Ctrl ,"], does: t("shortcuts.window.settings") },
        { keys: ["Ctrl /", "?"], does: t("shortcuts.window.list") },
      ],
    },
    {
      id: "box",
      title: t("shortcuts.titles.box"),
      shortcuts: [
        { keys: ["↓"], does: t("shortcuts.box.choose") },
        { keys: ["Enter", "Tab"], does: t("shortcuts.box.take") },
        { keys: ["Esc"], does: t("shortcuts.box.close") },
      ],
    },
    {
      id: "chips",
      title: t("shortcuts.titles.chips"),
      shortcuts: [
        { keys: ["←", "→"], does: t("shortcuts.chips.move") },
        { keys: ["Enter"], does: t("shortcuts.chips.edit") },
        { keys: ["Del", "Backspace"], does: t("shortcuts.chips.remove") },
        { keys: ["↓", "Shift F10"], does: t("shortcuts.chips.more") },
      ],
    },
    {
      id: "views",
      title: t("shortcuts.titles.views"),
      shortcuts: [
        { keys: ["Alt ↑", "Alt ↓"], does: t("shortcuts.views.move") },
        { keys: ["Shift F10"], does: t("shortcuts.views.more") },
      ],
    },
    {
      id: "table",
      title: t("shortcuts.titles.table"),
      shortcuts: [
        { keys: ["↑", "↓", "←", "→"], does: t("shortcuts.table.cell") },
        { keys: ["Page Up", "Page Down"], does: t("shortcuts.table.page") },
        { keys: ["Ctrl Home", "Ctrl End"], does: t("shortcuts.table.ends") },
        { keys: ["Enter"], does: t("shortcuts.table.open") },
        { keys: ["Space"], does: t("shortcuts.table.select") },
        { keys: ["Shift ↑", "Shift ↓"], does: t("shortcuts.table.extend") },
        { keys: ["Ctrl A"], does: t("shortcuts.table.all") },
        { keys: ["Ctrl C"], does: t("shortcuts.table.copy") },
        { keys: ["Shift F10"], does: t("shortcuts.table.menu") },
        { keys: ["Esc"], does: t("shortcuts.table.close") },
      ],
    },
    {
      id: "headings",
      title: t("shortcuts.titles.headings"),
      shortcuts: [
        { keys: ["Enter"], does: t("shortcuts.headings.sort") },
        { keys: ["Alt ←", "Alt →"], does: t("shortcuts.headings.widen") },
        { keys: ["Alt Shift ←", "Alt Shift →"], does: t("shortcuts.headings.move") },
        { keys: ["Shift F10"], does: t("shortcuts.headings.more") },
      ],
    },
  ];
}
