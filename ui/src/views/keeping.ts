import { asFailure } from "../backend/backend";
import { keepLayout } from "../backend/commands";
import type { Layout } from "../bindings/Layout";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";

/** While columns are being arranged, only where they come to rest is told to the core. */
const restMillis = 400;

type Kept = { view: string; tenant: string | null; layout: Layout };

let waiting: Kept | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let telling: Promise<unknown> = Promise.resolve();

/** Keeps how the columns of a view stand, a moment after the last change. */
export function keepSoon(kept: Kept) {
  if (waiting && (waiting.view !== kept.view || waiting.tenant !== kept.tenant)) keepNow();
  waiting = kept;
  clearTimeout(timer);
  timer = setTimeout(keepNow, restMillis);
}

/** Keeps at once what is yet to be kept, and answers when it is. */
export function keepNow(): Promise<unknown> {
  clearTimeout(timer);
  if (!waiting) return telling;
  const { view, tenant, layout } = waiting;
  waiting = null;
  telling = telling.then(() =>
    keepLayout(view, tenant, layout).catch((thrown) =>
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) }),
    ),
  );
  return telling;
}

/** Lets go of what is yet to be kept of a view: its columns stand otherwise now. */
export function keepNothing(view: string) {
  if (waiting?.view === view) {
    clearTimeout(timer);
    waiting = null;
  }
}
