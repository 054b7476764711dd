import {
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { decodeHandles, type Handles } from "./handles";
import { windowSize, windowsOf } from "./windows";

/** Rows seen lately, shown until a refreshed window answers; beyond this many the oldest knowledge is let go. */
const remembered = 5_000;

export type Windowed<Row> = {
  /** Undefined until the first answer. */
  count: number | undefined;
  /** The handles in order, where there are any yet. */
  handles: Uint32Array | undefined;
  /** The generation that the handles are of. */
  generation: number | undefined;
  /** Which answer the order is: each has a number of its own. */
  answer: number;
  /** Another order is on the way; the rows of the one before stand until it is there. */
  waiting: boolean;
  /** Why the order could not be asked for; the rows of the one before stand. */
  failure: CommandFailure | null;
  rowsFailure: CommandFailure | null;
  retry: () => void;
  rowAt: (index: number) => Row | null;
  show: (first: number, last: number) => void;
};

type Listed = {
  /** The noun of the rows, then what they are narrowed to. */
  key: readonly [noun: string, ...of: unknown[]];
  query: () => Promise<ArrayBuffer>;
};

type Source<Row> = Listed & {
  /** The rows of at most 200 handles. */
  rows: (generation: number, handles: number[]) => Promise<Row[]>;
  handleOf: (row: Row) => number;
};

/** An order, and which answer it came with: rows are asked again for each, however soon one follows another. */
type Order = Handles & { answer: number };

let answers = 0;

/** The question for the handles in their order. */
export function orderOf({ key: [noun, ...of], query }: Listed) {
  return queryOptions<Order, CommandFailure>({
    queryKey: [noun, "ids", ...of],
    queryFn: async () => {
      const order = decodeHandles(await query());
      answers += 1;
      return { ...order, answer: answers };
    },
    structuralSharing: false,
    gcTime: 30_000,
  });
}

/** Under what the rows of a window are kept. */
const windowKey = ([noun, ...of]: Listed["key"], generation: number, answer: number, index: number) =>
  [noun, "rows", ...of, generation, answer, index] as const;

/** How long a window that is not in sight is kept. */
const windowMillis = 30_000;

/** Asks for an order and its first window before anything is drawn, so that the first picture has its rows. */
export async function prefetchFirst<Row>(
  client: QueryClient,
  { key, query, rows }: Listed & Pick<Source<Row>, "rows">,
) {
  const { handles, generation, answer } = await client.fetchQuery(orderOf({ key, query }));
  const first = Array.from(handles.subarray(0, windowSize));
  if (first.length === 0) return;
  await client.prefetchQuery({
    queryKey: windowKey(key, generation, answer, 0),
    queryFn: () => rows(generation, first),
    gcTime: windowMillis,
  });
}

/** Rows of any number: their handles first, then the windows in sight. */
export function useWindowed<Row>({ key, query, rows: fetchRows, handleOf }: Source<Row>): Windowed<Row> {
  const client = useQueryClient();
  const [sight, setSight] = useState({ first: 0, last: 40 });
  const known = useRef({ generation: -1, rows: new Map<number, Row>() });
  const order = orderOf({ key, query });
  const ids = useQuery({ ...order, placeholderData: keepPreviousData });
  // An order that could not be had leaves the last good one in its place.
  const good = useRef<Order>(undefined);
  if (ids.data) good.current = ids.data;
  const data = ids.data ?? good.current;
  const handles = data?.handles;
  const generation = data?.generation ?? -1;
  if (known.current.generation !== generation) known.current = { generation, rows: new Map() };

  const wanted = handles && !ids.isPlaceholderData ? windowsOf(sight.first, sight.last, handles.length) : [];
  const windows = useQueries({
    queries: wanted.map((index) => ({
      queryKey: windowKey(key, generation, data?.answer ?? 0, index),
      queryFn: async (): Promise<Row[]> => {
        const part = handles?.subarray(index * windowSize, (index + 1) * windowSize) ?? [];
        const rows = await fetchRows(generation, Array.from(part));
        const store = known.current;
        if (store.generation === generation) {
          if (store.rows.size > remembered) store.rows.clear();
          for (const row of rows) store.rows.set(handleOf(row), row);
        }
        return rows;
      },
      retry: false,
      gcTime: windowMillis,
    })),
  });

  const failed = windows.find((window) => window.error)?.error as CommandFailure | undefined;
  const stale = failed?.code === "stale";
  const again = () => client.invalidateQueries({ queryKey: order.queryKey });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a stale answer asks again, not another key.
  useEffect(() => {
    if (stale) again();
  }, [stale]);

  // A window that answered is what the row is now; until then the row as it was last seen stands.
  const store = known.current.rows;
  for (const window of windows) {
    for (const row of window.data ?? []) if (!store.has(handleOf(row))) store.set(handleOf(row), row);
  }

  const show = useCallback((first: number, last: number) => {
    setSight((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);

  return {
    count: handles?.length,
    handles,
    generation: data?.generation,
    answer: data?.answer ?? 0,
    waiting: ids.isPlaceholderData || ids.isPending,
    failure: ids.error,
    rowsFailure: failed && !stale ? failed : null,
    retry: again,
    rowAt: (index) => (handles ? (store.get(handles[index] ?? -1) ?? null) : null),
    show,
  };
}
