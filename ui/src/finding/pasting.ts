import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { ClipboardEvent, DragEvent } from "react";
import { asFailure } from "../backend/backend";
import { findPasted } from "../backend/commands";
import type { Pasted } from "../bindings/Pasted";
import { freshDetails } from "../details/asking";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { holdsKey } from "./key-shapes";
import { showCredential } from "./wanted";

type Found = Extract<Pasted, { outcome: "credential" }>;

type Ways = {
  tenant: string | null;
  /** Puts the tenant of what was found in view. */
  onTenant: (tenant: string) => void;
  /** Writes this query for the tenant. */
  onQuery: (query: string, tenant: string) => void;
  /** What came of it, in a sentence. */
  onSaid: (sentence: string) => void;
};

/**
 * Looks a pasted key up and shows whose it is. The key itself is in nothing but the question: not in a field, not in a
 * cache, not in a message.
 */
async function lookUp(client: QueryClient, text: string, insert: (text: string) => void, ways: Ways) {
  ways.onSaid("");
  try {
    const found = await findPasted(ways.tenant, text);
    if (found.outcome === "text") insert(text);
    else if (found.outcome === "unknown") ways.onSaid(t("find.unknownKey"));
    else await show(client, found, ways);
  } catch (thrown) {
    ways.onSaid(`${t("find.notLookedUp")} ${failureSentence(asFailure(thrown))}`);
  }
}

async function show(client: QueryClient, { credential, tenant, title, by }: Found, ways: Ways) {
  if (by === "accessId") {
    const { row } = await freshDetails(client, credential);
    if (row.accessId !== null) {
      ways.onQuery(`id:${row.accessId}`, tenant);
      return;
    }
  }
  ways.onTenant(tenant);
  showCredential(credential, by === "accessId" ? null : by);
  ways.onSaid(t(`find.belongs.${by}`, { title }));
}

/** What a field does with keys that are pasted or dropped into it. Any other text is left to the browser. */
export function usePasting(ways: Ways) {
  const client = useQueryClient();
  /** Takes a text out of the browser's hands if it holds a key. */
  const take = (event: { preventDefault: () => void }, text: string, field: HTMLInputElement) => {
    if (!holdsKey(text)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = field;
    lookUp(client, text, (plain) => insertAt(field, selectionStart, selectionEnd, plain), ways);
  };
  return {
    onPaste: (event: ClipboardEvent<HTMLInputElement>) =>
      take(event, event.clipboardData.getData("text/plain"), event.currentTarget),
    onDrop: (event: DragEvent<HTMLInputElement>) =>
      take(event, event.dataTransfer.getData("text/plain"), event.currentTarget),
    /** Whatever else inserts a text at once, such as the input method's own clipboard. */
    onBeforeInput: (event: InputEvent) => {
      if (!/^insert(FromPaste|FromDrop|FromYank|ReplacementText)/.test(event.inputType)) return;
      const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
      if (event.target instanceof HTMLInputElement) take(event, text, event.target);
    },
  };
}

function insertAt(field: HTMLInputElement, start: number | null, end: number | null, text: string) {
  field.focus();
  field.setSelectionRange(start ?? field.value.length, end ?? field.value.length);
  document.execCommand("insertText", false, text.replace(/\s*\n\s*/g, " "));
}
