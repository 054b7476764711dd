import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "react";
import { onChanged, readQuery } from "../backend/commands";
import type { Layout } from "../bindings/Layout";
import type { Sort } from "../bindings/Sort";
import type { ViewRow } from "../bindings/ViewRow";
import { prefetchIds } from "../credentials/rows";
import { adoptViews, useViews } from "../views/asking";
import { allKey, viewBefore } from "../views/built-in";
import { keepNow, keepSoon } from "../views/keeping";
import type { Finding } from "./finding";
import { createQueryText, type QueryState, type QueryText, useQueryText } from "./query-text";

/** How the window finds credentials: its text, its view and its order, which stay while another page is shown. */
export type WindowFinding = Finding & {
  /** Null stands for all tenants. */
  tenant: string | null;
  box: QueryText;
  views: readonly ViewRow[];
  /** Why the views could not be read; they are asked for again by `retry`. */
  viewsFailed: boolean;
  retryViews: () => void;
  /** The view in use, as it was saved. */
  saved: ViewRow;
  /** Begins a view as it was saved, or with another query in its place. */
  visit: (key: string, query?: string) => void;
  /** The next tenant in view begins with this view and this query. */
  awaitTenant: (tenant: string | null, key: string, query: string) => void;
  /** A view was saved anew under this key, with what is shown now. */
  adopt: (view: ViewRow) => void;
};

const pickQuery = ({ query }: QueryState) => query;
const pickTenant = ({ tenant }: QueryState) => tenant;

type Begin = { tenant: string | null; key: string; query: string };

export function useFinding(tenant: string | null): WindowFinding {
  const client = useQueryClient();
  const asked = useViews(tenant);
  const views = useMemo(() => asked.data ?? [viewBefore], [asked.data]);
  const [view, setView] = useState(allKey);
  const [sort, setSort] = useState<readonly Sort[]>(viewBefore.sort);
  const order = useRef(sort);
  order.current = sort;
  const [box] = useState(() =>
    createQueryText(
      { tenant, text: viewBefore.query },
      {
        read: readQuery,
        prepare: (of, query) => prefetchIds(client, of, order.current, query),
      },
    ),
  );
  const query = useQueryText(box, pickQuery);
  const [, drawAgain] = useReducer((drawn: number) => drawn + 1, 0);
  const saved = views.find(({ key }) => key === view) ?? views[0] ?? viewBefore;

  const begin = useCallback(
    (of: string | null, to: ViewRow, text = to.query) => {
      setView(to.key);
      setSort(to.sort);
      box.begin(of, text);
    },
    [box],
  );

  // Names are those of a tenant: another one begins with the view anew, unless something else was asked for there.
  const awaited = useRef<Begin | null>(null);
  const next = awaited.current?.tenant === tenant ? awaited.current : null;
  const settled = useQueryText(box, pickTenant) === tenant;
  const row = settled ? saved : (views.find(({ key }) => key === next?.key) ?? saved);
  const first = settled ? query : (next?.query ?? row.query);
  useLayoutEffect(() => {
    if (settled) return;
    awaited.current = null;
    begin(tenant, row, first);
  }, [settled, tenant, row, first, begin]);

  // What the text names may have been renamed, deleted or made meanwhile.
  useEffect(
    () =>
      onChanged(({ noun }) => {
        if (noun === "tenants" || noun === "credentials") box.again();
      }),
    [box],
  );

  // A view that is gone gives way to all credentials.
  const gone = asked.data !== undefined && !asked.data.some(({ key }) => key === view);
  useEffect(() => {
    const all = asked.data?.find(({ key }) => key === allKey);
    if (gone && all) begin(tenant, all);
  }, [gone, asked.data, tenant, begin]);

  useEffect(() => {
    const onLeave = () => {
      keepNow();
    };
    window.addEventListener("pagehide", onLeave);
    return () => {
      window.removeEventListener("pagehide", onLeave);
      onLeave();
    };
  }, []);

  const onLayout = useCallback(
    (layout: Layout) => {
      adoptViews(client, tenant, (rows) =>
        rows.map((each) => (each.key === view ? { ...each, layout } : each)),
      );
      // The cache tells of it a moment later; what was pressed shows it at once.
      drawAgain();
      keepSoon({ view, tenant, layout });
    },
    [client, tenant, view],
  );

  const visit = useCallback(
    (key: string, text?: string) => {
      keepNow();
      const wanted = views.find((each) => each.key === key);
      if (wanted) begin(tenant, wanted, text);
    },
    [views, begin, tenant],
  );

  return {
    query: first.trim(),
    sort: settled ? sort : row.sort,
    onSort: setSort,
    onQuery: box.write,
    view: row.key,
    layout: row.layout,
    firstLayout: row.firstLayout,
    onLayout,
    tenant,
    box,
    views,
    viewsFailed: asked.data === undefined && asked.error !== null,
    retryViews: () => asked.refetch(),
    saved: row,
    visit,
    awaitTenant: (of, key, text) => {
      awaited.current = { tenant: of, key, query: text };
    },
    adopt: (made) => {
      adoptViews(client, tenant, (rows) =>
        rows.some(({ key }) => key === made.key)
          ? rows.map((each) => (each.key === made.key ? made : each))
          : [...rows, made],
      );
      setView(made.key);
      setSort(made.sort);
    },
  };
}
