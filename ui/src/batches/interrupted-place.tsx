import { lazy, Suspense, useState } from "react";
import type { Go } from "../shell/pages";
import { useBatches } from "./asking";

const Interrupted = lazy(() => import("./interrupted"));

/** Which interrupted batches are left for later, for as long as the window is open. */
let leftForLater: ReadonlySet<string> = new Set();

/** Where a batch that was interrupted is told of; `asks` once the first picture of the window is there. */
export function InterruptedPlace({ asks, go }: { asks: boolean; go: Go }) {
  const { data } = useBatches(asks);
  const [later, setLater] = useState(leftForLater);
  const rows = (data ?? []).filter(({ id, state }) => state === "interrupted" && !later.has(id));
  if (rows.length === 0) return null;
  return (
    <Suspense>
      <Interrupted
        rows={rows}
        go={go}
        onLater={() => {
          leftForLater = new Set([...later, ...rows.map(({ id }) => id)]);
          setLater(leftForLater);
        }}
      />
    </Suspense>
  );
}
