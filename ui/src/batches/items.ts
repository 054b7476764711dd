import { useQueries } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { batchItems } from "../backend/commands";
import type { BatchItemRow } from "../bindings/BatchItemRow";
import type { BatchItems } from "../bindings/BatchItems";
import type { Outcome } from "../bindings/Outcome";
import { windowSize, windowsOf } from "../grid/windows";

/** How long a page that is not in sight is kept. */
const keptMillis = 30_000;

/** The credentials of a batch, page by page as they come into sight. */
export function useItems(batch: string, outcome: Outcome | null) {
  const [sight, setSight] = useState({ first: 0, last: 40 });
  const [total, setTotal] = useState<{ of: string; count: number } | null>(null);
  const of = `${batch} ${outcome}`;
  const known = total?.of === of ? total.count : undefined;
  // The first page says how many there are.
  const wanted = known === undefined ? [0] : windowsOf(sight.first, sight.last, known);
  const pages = useQueries({
    queries: wanted.map((index) => ({
      queryKey: ["batches", "items", batch, outcome, index],
      queryFn: async (): Promise<BatchItems> => {
        const answer = await batchItems(batch, outcome, index * windowSize);
        setTotal({ of, count: answer.total });
        return answer;
      },
      gcTime: keptMillis,
    })),
  });
  const at = new Map(wanted.map((index, place) => [index, pages[place]?.data?.rows]));
  const failure = (pages.find(({ error }) => error)?.error ?? null) as CommandFailure | null;
  const count = known ?? pages[0]?.data?.total;

  const show = useCallback((first: number, last: number) => {
    setSight((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, []);
  return {
    count,
    failure,
    retry: () => {
      for (const page of pages) if (page.error) page.refetch();
    },
    rowAt: (index: number): BatchItemRow | null =>
      at.get(Math.floor(index / windowSize))?.[index % windowSize] ?? null,
    show,
  };
}
