import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asFailure } from "../backend/backend";
import { deleteView, keepLayout, orderViews, saveView } from "../backend/commands";
import type { ViewRow } from "../bindings/ViewRow";
import type { WindowFinding } from "../finding/use-finding";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { adoptViews } from "./asking";
import { allKey, viewName } from "./built-in";
import { keepNothing } from "./keeping";

/** What can be done with the views. What fails is said, and the views are read again. */
export function useViewDeeds(finding: WindowFinding) {
  const client = useQueryClient();
  const [saving, setSaving] = useState(false);
  const { tenant, views, saved, box, sort, layout } = finding;
  const refresh = () => client.invalidateQueries({ queryKey: ["views"] });

  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (thrown) {
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
    }
    refresh();
  };

  /** Saves what is shown as the view in use. */
  const save = async () => {
    setSaving(true);
    await attempt(async () => {
      keepNothing(saved.key);
      const { text } = box.get();
      const request = { key: saved.key, name: saved.name, query: text, sort: [...sort], tenant, layout };
      finding.adopt(await saveView(request));
      showToast({ tone: "good", text: t("views.saved", { name: saved.name }) });
    });
    setSaving(false);
  };

  /** Has a view as it was saved, also its columns. */
  const reset = (row: ViewRow = saved) => {
    keepNothing(row.key);
    adoptViews(client, tenant, (rows) =>
      rows.map((each) => (each.key === row.key ? { ...each, layout: each.firstLayout } : each)),
    );
    if (row.key === saved.key) finding.visit(row.key);
    attempt(() => keepLayout(row.key, tenant, null));
  };

  const order = (keys: string[]) => {
    adoptViews(client, tenant, (rows) => keys.flatMap((key) => rows.filter((row) => row.key === key)));
    return attempt(() => orderViews(keys));
  };

  /** Puts a view before another, or last; answers its new place, counted from one. */
  const place = (key: string, before: string | null): number => {
    const rest = views.map((row) => row.key).filter((each) => each !== key);
    const at = before === null ? rest.length : rest.indexOf(before);
    const keys = [...rest.slice(0, at), key, ...rest.slice(at)];
    if (keys.some((each, index) => each !== views[index]?.key)) order(keys);
    return at + 1;
  };

  /** Moves a view by one place; answers its new place, counted from one, or null where it stands at the end. */
  const step = (key: string, by: -1 | 1): number | null => {
    const keys = views.map((row) => row.key);
    const from = keys.indexOf(key);
    const to = from + by;
    const other = keys[to];
    if (from < 0 || other === undefined) return null;
    keys[from] = other;
    keys[to] = key;
    order(keys);
    return to + 1;
  };

  const remove = (row: ViewRow) => {
    const keys = views.map(({ key }) => key);
    if (row.key === saved.key) finding.visit(allKey);
    adoptViews(client, tenant, (rows) => rows.filter(({ key }) => key !== row.key));
    const back = () =>
      attempt(async () => {
        const { name, query, sort: by, layout: columns } = row;
        const made = await saveView({ key: null, name, query, sort: by, tenant, layout: columns });
        await orderViews(keys.map((key) => (key === row.key ? made.key : key)));
        showToast({ tone: "good", text: t("views.cameBack", { name }) });
      });
    return attempt(async () => {
      await deleteView(row.key);
      const text = t("views.deleted", { name: viewName(row) });
      showToast({ tone: "good", text, action: { label: t("views.undo"), run: back } });
    });
  };

  return { save, saving, reset, place, step, remove };
}

export type ViewDeeds = ReturnType<typeof useViewDeeds>;
