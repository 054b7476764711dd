import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { asFailure } from "../backend/backend";
import {
  clearClipboard,
  copyAccessId,
  copyAgain,
  copyApiUrl,
  copyCell,
  copyPresents,
  onClipboard,
} from "../backend/commands";
import type { Column } from "../bindings/Column";
import type { CopyAnswer } from "../bindings/CopyAnswer";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { StartState } from "../bindings/StartState";
import { t } from "../text";
import { failureParts } from "../ui/failure-notice";
import { dismissToast, showToast } from "../ui/toast";
import { secretName } from "./secret-name";

/** How long the tick stays in a cell after its value is on the clipboard. */
const tickMillis = 1_500;

/** What of a credential can be copied outside of its sheet. */
export type CopiedPart = "accessId" | "apiUrl" | "presents" | "secret";

export type Copying = {
  /** What was copied a moment ago. */
  copied: { credential: string; part: CopiedPart } | null;
  /** The last one in words, for who cannot see the tick. */
  said: string;
  /** `aloud` says it in a message too, where no tick is in sight. */
  copy: (part: CopiedPart, row: CredentialRow, aloud?: boolean) => Promise<void>;
  /** Copies what the cell under a heading says, whole. */
  cell: (row: CredentialRow, column: Column, heading: string) => Promise<void>;
};

const commands = {
  accessId: copyAccessId,
  apiUrl: copyApiUrl,
  presents: copyPresents,
  secret: copyAgain,
};

/** Copies what belongs to a credential; says *copied* only once the value is on the clipboard. */
export function useCopying(): Copying {
  const [copied, setCopied] = useState<Copying["copied"]>(null);
  const [said, setSaid] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = useCallback(async function put(
    part: CopiedPart,
    row: CredentialRow,
    aloud = false,
  ): Promise<void> {
    if (part === "accessId" && row.accessId === null) {
      showToast({ tone: "bad", text: t("deeds.noAccessId", { title: row.title }) });
      return;
    }
    try {
      const answer = await commands[part](row.id);
      clearTimeout(timer.current);
      setCopied({ credential: row.id, part });
      timer.current = setTimeout(() => setCopied(null), tickMillis);
      if (part === "secret") {
        sayLeaving(answer, row);
        return;
      }
      const text = words[part](row.title);
      if (aloud) showToast({ tone: "good", text });
      else setSaid(text);
    } catch (thrown) {
      sayFailed(thrown, () => put(part, row, aloud));
    }
  }, []);
  const cell = useCallback(async function put(row: CredentialRow, column: Column, heading: string) {
    try {
      await copyCell(row.id, column);
      showToast({ tone: "good", text: t("table.copiedCell", { heading, title: row.title }) });
    } catch (thrown) {
      sayFailed(thrown, () => put(row, column, heading));
    }
  }, []);
  return useMemo(() => ({ copied, said, copy, cell }), [copied, said, copy, cell]);
}

function sayFailed(thrown: unknown, again: () => void) {
  const failure = asFailure(thrown);
  const { title, rest } = failureParts(failure);
  showToast({
    tone: "bad",
    text: failure.code === "clipboard_failed" ? title : `${title} ${rest}`,
    // An empty cell stays empty, however often it is asked.
    ...(failure.code !== "not_possible" && { action: { label: t("action.tryAgain"), run: again } }),
  });
}

const words = {
  accessId: (title: string) => t("table.copiedToast", { title }),
  apiUrl: (title: string) => t("again.copiedApiUrl", { title }),
  presents: (title: string) => t("again.copiedPresents", { title }),
};

/** Stops listening for what becomes of the secret that was copied before. */
let stopListening = () => {};

/** Says how long a secret stays on the clipboard, offers to clear it, and says what became of it. */
function sayLeaving({ clearsAt, hinted }: CopyAnswer, { scheme, title }: CredentialRow) {
  stopListening();
  const seconds = clearsAt === null ? 0 : Math.round((clearsAt - Date.now()) / 1_000);
  const secret = secretName(scheme);
  const text =
    // A clock of the core that is set apart from the window's must not show a wait that is not meant.
    seconds > 0 && seconds <= 300
      ? t("again.copied", { secret, title, seconds })
      : t("again.copiedUntimed", { secret, title });
  const toast = showToast({
    tone: "good",
    text: hinted ? text : `${text} ${t("sheet.unhinted")}`,
    action: {
      label: t("sheet.clearNow"),
      run: async () => {
        try {
          const { cleared } = await clearClipboard();
          ended(cleared ? "cleared" : "changed");
        } catch {
          ended("failed");
        }
      },
    },
  });
  let over = false;
  const ended = (outcome: "cleared" | "changed" | "failed") => {
    // What was cleared here is heard of as well.
    if (over) return;
    over = true;
    stopListening();
    dismissToast(toast);
    if (outcome === "failed") showToast({ tone: "bad", text: t("sheet.clearFailed", { secret }) });
    else showToast({ tone: "good", text: t(`sheet.${outcome}`) });
  };
  const stop = onClipboard(({ outcome }) => ended(outcome));
  stopListening = () => {
    stop();
    stopListening = () => {};
  };
}

/** Why no secret can be copied again now, where that is known before asking; the core decides again when asked. */
export function whyNotRevealed(client: QueryClient): string | null {
  const start = client.getQueryData<StartState>(["start"]);
  const keys = client.getQueryData<KeyStatus | null>(["keys"]);
  if (start && !start.permissions.includes("reveal")) return t("again.notPermitted");
  return keys && keys.state !== "ready" ? t("again.locked") : null;
}

export function useWhyNotRevealed(): string | null {
  return whyNotRevealed(useQueryClient());
}
