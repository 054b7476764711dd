import { useEffect, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { type ClipboardOutcome, clearClipboard, copyFromSheet, onClipboard } from "../backend/commands";
import type { Sheet } from "../bindings/Sheet";
import type { SheetPart } from "../bindings/SheetPart";

/** For how long the core leaves a secret on the clipboard, where the clocks do not agree on it. */
const clearMillis = 45_000;

/** The longest time that an administrator can set for it. */
const longestMillis = 300_000;

export type SheetClipboard = {
  /** The part that is on its way to the clipboard. */
  copying: SheetPart | null;
  /** The part that is on the clipboard now. */
  holds: SheetPart | null;
  /** The parts that were copied at some time. */
  before: ReadonlySet<SheetPart>;
  /** Milliseconds until the secret leaves the clipboard, and of how many. */
  leaving: { left: number; of: number } | null;
  /** The desktop was told that the value is a secret. */
  hinted: boolean;
  outcome: ClipboardOutcome | null;
  clearing: boolean;
  failure: CommandFailure | null;
  /** How often in a row copying failed. */
  failures: number;
  copy: (part: SheetPart) => void;
  clear: () => void;
};

/** What the sheet knows of the clipboard. *Copied* is said only after the core answered that the value is there. */
export function useSheetClipboard(sheet: Sheet): SheetClipboard {
  const [copying, setCopying] = useState<SheetPart | null>(null);
  const [holds, setHolds] = useState<SheetPart | null>(null);
  const [before, setBefore] = useState<ReadonlySet<SheetPart>>(
    () => new Set<SheetPart>(sheet.secret.copied ? ["secretKey"] : []),
  );
  const [until, setUntil] = useState<{ at: number; of: number } | null>(null);
  const [now, setNow] = useState(() => Date.now());
  const [hinted, setHinted] = useState(true);
  const [outcome, setOutcome] = useState<ClipboardOutcome | null>(null);
  const [clearing, setClearing] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [failures, setFailures] = useState(0);

  const ended = (how: ClipboardOutcome) => {
    setUntil(null);
    setOutcome(how);
    // A failed clear leaves the value where it is, and the sentence says so.
    setHolds((part) => (part === "secretKey" && how !== "failed" ? null : part));
  };

  const counting = until !== null;
  useEffect(() => {
    if (!counting) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [counting]);

  // After a failure the core goes on trying, and says what it came to.
  const awaited = counting || outcome === "failed" || failure !== null;
  useEffect(() => {
    if (!awaited) return;
    return onClipboard(({ outcome: how }) => {
      setUntil(null);
      setOutcome(how);
      setHolds((part) => (part === "secretKey" && how !== "failed" ? null : part));
    });
  }, [awaited]);

  const copy = async (part: SheetPart) => {
    if (copying) return;
    setCopying(part);
    setFailure(null);
    try {
      const answer = await copyFromSheet(sheet.id, part);
      setFailures(0);
      setHolds(part);
      setBefore((parts) => new Set(parts).add(part));
      setOutcome(null);
      if (part === "secretKey") setHinted(answer.hinted);
      // A clock of the core that is set apart from the window's must not show a wait that is not meant.
      const wait = answer.clearsAt === null ? null : answer.clearsAt - Date.now();
      const of = wait !== null && wait > 0 && wait <= longestMillis ? wait : clearMillis;
      setUntil(answer.clearsAt === null ? null : { at: Date.now() + of, of });
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setFailures((count) => count + 1);
    }
    setCopying(null);
  };

  const clear = async () => {
    setClearing(true);
    try {
      const { cleared } = await clearClipboard();
      ended(cleared ? "cleared" : "changed");
    } catch {
      ended("failed");
    }
    setClearing(false);
  };

  return {
    copying,
    holds,
    before,
    leaving: until && { left: Math.max(0, until.at - now), of: until.of },
    hinted,
    outcome,
    clearing,
    failure,
    failures,
    copy,
    clear,
  };
}
