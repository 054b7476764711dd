import { useCallback, useSyncExternalStore } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import type { QueryReading } from "../bindings/QueryReading";

export type QueryState = {
  /** The tenant whose names it uses; null stands for all. */
  tenant: string | null;
  /** What stands in the box. */
  text: string;
  /** How the text of `readOf` reads: the one in the box, or for a moment the one before it. */
  reading: QueryReading;
  readOf: string;
  /** The last query that could be answered. */
  query: string;
  /** The one group that it names, where it names one. */
  group: string | null;
  waiting: boolean;
  /** Why the text could not be read at all. */
  failure: CommandFailure | null;
};

/** The text of a query, which the box, the chips and the menus show and edit alike. */
export type QueryText = {
  get: () => QueryState;
  subscribe: (listener: () => void) => () => void;
  /** Another text, as it is typed or written by a menu; it is read at once, and the latest answer counts. */
  write: (text: string) => void;
  /** Another tenant or view begins: nothing of the one before is left. */
  begin: (tenant: string | null, text: string) => void;
  /** Reads the same text again: what it names may have changed. */
  again: () => void;
};

const nothingRead: QueryReading = { parts: [], terms: [], problem: null, group: null };

type Ways = {
  read: (tenant: string | null, text: string) => Promise<QueryReading>;
  /** Asks for what the text finds, so that the answer is there as soon as the text turns out to be a query. */
  prepare: (tenant: string | null, query: string) => void;
};

export function createQueryText(first: { tenant: string | null; text: string }, ways: Ways): QueryText {
  let state: QueryState = {
    tenant: first.tenant,
    text: first.text,
    reading: nothingRead,
    readOf: "",
    query: first.text.trim(),
    group: null,
    waiting: false,
    failure: null,
  };
  let asked = 0;
  const listeners = new Set<() => void>();
  const put = (part: Partial<QueryState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };

  const ask = async () => {
    asked += 1;
    const mine = asked;
    const { tenant, text } = state;
    if (text.trim() === "") {
      const parts = text === "" ? [] : [{ kind: "space" as const, start: 0, end: text.length }];
      put({
        reading: { ...nothingRead, parts },
        readOf: text,
        query: "",
        group: null,
        waiting: false,
        failure: null,
      });
      return;
    }
    put({ waiting: true });
    try {
      const reading = await ways.read(tenant, text);
      // An answer to an earlier text says nothing about this one.
      if (mine !== asked) return;
      const good = reading.problem === null;
      const part = good ? { query: text.trim(), group: reading.group } : {};
      put({ reading, readOf: text, waiting: false, failure: null, ...part });
    } catch (thrown) {
      if (mine === asked) put({ waiting: false, failure: asFailure(thrown) });
    }
  };

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write: (text) => {
      if (text === state.text) return;
      put({ text });
      const query = text.trim();
      if (query !== "" && query !== state.query) ways.prepare(state.tenant, query);
      ask();
    },
    begin: (next, text) => {
      put({
        tenant: next,
        text,
        reading: nothingRead,
        readOf: "",
        query: text.trim(),
        group: null,
        failure: null,
      });
      ask();
    },
    again: () => {
      if (state.text.trim() !== "") ask();
    },
  };
}

/** What `pick` takes of a query's state; drawn again only when that changes. */
export function useQueryText<Part>(box: QueryText, pick: (state: QueryState) => Part): Part {
  return useSyncExternalStore(
    box.subscribe,
    useCallback(() => pick(box.get()), [box, pick]),
  );
}
