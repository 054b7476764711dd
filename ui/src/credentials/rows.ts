import {
  keepPreviousData,
  type QueryClient,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { credentialRows, queryCredentials } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Sort } from "../bindings/Sort";
import { decodeHandles, type Handles } from "../grid/handles";
import { windowSize, windowsOf } from "../grid/windows";

/** Rows seen lately, shown until a refreshed window answers; beyond this many the oldest knowledge is let go. */
const remembered = 5_000;

export type Rows = {
  /** Undefined until the first answer. */
  count: number | undefined;
  failure: CommandFailure | null;
  rowsFailure: CommandFailure | null;
  retry: () => void;
  rowAt: (index: number) => CredentialRow | null;
  show: (first: number, last: number) => void;
};

const idsKey = (tenant: string, sort: Sort) =>
  ["credentials", "ids", tenant, sort.column, sort.descending] as const;

/** An order, and which answer it came with: rows are asked again for each, however soon one follows another. */
type Order = Handles & { answer: number };

let answers = 0;

function fetchIds(tenant: string, sort: Sort) {
  return async (): Promise<Order> => {
    const order = decodeHandles(await queryCredentials(tenant, sort));
    answers += 1;
    return { ...order, answer: answers };
  };
}

/** Asks for the order before the table is drawn, so that the first row waits for one answer fewer. */
export function prefetchIds(client: QueryClient, tenant: string, sort: Sort) {
  return client.prefetchQuery({ queryKey: idsKey(tenant, sort), queryFn: fetchIds(tenant, sort) });
}

/** The rows of a tenant in an order: ids first, then the windows in sight. */
export function useRows(tenant: string, sort: Sort): Rows {
  const client = useQueryClient();
  const [sight, setSight] = useState({ first: 0, last: 40 });
  const known = useRef({ generation: -1, rows: new Map<number, CredentialRow>() });

  const ids = useQuery<Order, CommandFailure>({
    queryKey: idsKey(tenant, sort),
    queryFn: fetchIds(tenant, sort),
    placeholderData: keepPreviousData,
    structuralSharing: false,
    gcTime: 30_000,
  });
  const handles = ids.data?.handles;
  const generation = ids.data?.generation ?? -1;
  const answer = ids.data?.answer ?? 0;
  if (known.current.generation !== generation) known.current = { generation, rows: new Map() };

  const wanted = handles && !ids.isPlaceholderData ? windowsOf(sight.first, sight.last, handles.length) : [];
  const windows = useQueries({
    queries: wanted.map((index) => ({
      queryKey: ["credentials", "rows", tenant, sort.column, sort.descending, generation, answer, index],
      queryFn: async (): Promise<CredentialRow[]> => {
        const part = handles?.subarray(index * windowSize, (index + 1) * windowSize) ?? [];
        const rows = await credentialRows(generation, Array.from(part));
        const store = known.current;
        if (store.generation === generation) {
          if (store.rows.size > remembered) store.rows.clear();
          for (const row of rows) store.rows.set(row.handle, row);
        }
        return rows;
      },
      retry: false,
      gcTime: 30_000,
    })),
  });

  const failed = windows.find((window) => window.error)?.error as CommandFailure | undefined;
  const stale = failed?.code === "stale";
  useEffect(() => {
    if (stale) client.invalidateQueries({ queryKey: ["credentials", "ids"] });
  }, [stale, client]);

  // A window that answered is what the row is now; until then the row as it was last seen stands.
  const store = known.current.rows;
  for (const window of windows) {
    for (const row of window.data ?? []) {
      if (!store.has(row.handle)) store.set(row.handle, row);
    }
  }

  const show = useCallback((first: number, last: number) => {
    setSight((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);

  return {
    count: handles?.length,
    failure: ids.error,
    rowsFailure: failed && !stale ? failed : null,
    retry: () => client.invalidateQueries({ queryKey: ["credentials", "ids"] }),
    rowAt: (index) => (handles ? (store.get(handles[index] ?? -1) ?? null) : null),
    show,
  };
}
