import { useEffect, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { dropPreview, onChanged, previewBatch, runBatch } from "../backend/commands";
import type { BatchDeed } from "../bindings/BatchDeed";
import type { BatchPreview } from "../bindings/BatchPreview";
import type { BatchScope } from "../bindings/BatchScope";
import { follow } from "./going";
import { showBatch } from "./showing";

/** A preview that nobody will run is let go; one that cannot be goes by itself within a day. */
function letGo(batch: string) {
  dropPreview(batch).catch(() => null);
}

/** What a batch would do, looked at as often as asked, and run once. Whatever is not run is dropped. */
export function usePreviewing(scope: BatchScope) {
  const [preview, setPreview] = useState<BatchPreview | null>(null);
  const [busy, setBusy] = useState<"looking" | "starting" | null>(null);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  /** Something was changed since the preview was made. */
  const [stale, setStale] = useState(false);
  const held = useRef<string | null>(null);
  const asked = useRef(0);

  const put = (next: BatchPreview | null) => {
    if (held.current && held.current !== next?.batch) letGo(held.current);
    held.current = next?.batch ?? null;
    setPreview(next);
    setStale(false);
  };

  useEffect(
    () => () => {
      asked.current = -1;
      if (held.current) letGo(held.current);
      held.current = null;
    },
    [],
  );
  useEffect(
    () =>
      onChanged(({ noun }) => {
        if (noun === "credentials" && held.current) setStale(true);
      }),
    [],
  );

  const look = async (deed: BatchDeed) => {
    asked.current += 1;
    const mine = asked.current;
    setBusy("looking");
    setFailure(null);
    try {
      const answer = await previewBatch({ deed, scope });
      // The dialog was closed meanwhile, or something else was asked for.
      if (mine !== asked.current) return letGo(answer.batch);
      put(answer);
    } catch (thrown) {
      if (mine !== asked.current) return;
      setFailure(asFailure(thrown));
    }
    setBusy(null);
  };

  const run = async (confirmation: string, reason: string) => {
    if (!preview || busy) return;
    const { batch, deed, touched } = preview;
    setBusy("starting");
    setFailure(null);
    try {
      const job = await runBatch({ batch, confirmation, reason });
      held.current = null;
      showBatch({ at: "report", batch, begun: true });
      follow({ job, batch, deed, doing: "run", expected: touched });
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setBusy(null);
    }
  };

  return {
    preview,
    busy,
    failure,
    stale,
    look,
    run,
    /** Back to what it would be done with; what was typed there stays. */
    back: () => {
      put(null);
      setFailure(null);
    },
    problem: (field: string) => (failure?.field === field ? failure.message : null),
    correct: (field: string) => {
      if (failure?.field === field) setFailure(null);
    },
  };
}
