import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { CredentialRow } from "../bindings/CredentialRow";
import { freshDetails } from "../details/asking";
import { t } from "../text";
import { showToast } from "../ui/toast";

/** How a credential came to be shown without its row being opened. */
export type FoundBy = "fingerprint" | "key" | null;

type Wanted = { credential: string; by: FoundBy };

let wanted: Wanted | null = null;
let found: Wanted | null = null;
const listeners = new Set<() => void>();

function tell() {
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Has the details of this credential opened beside the table, as soon as there is a table. */
export function showCredential(credential: string, by: FoundBy = null) {
  wanted = { credential, by };
  found = by ? wanted : null;
  tell();
}

/** Opens what is wanted. The table says how. */
export function useWanted(open: (row: CredentialRow) => void) {
  const client = useQueryClient();
  const now = useSyncExternalStore(subscribe, () => wanted);
  useEffect(() => {
    if (!now) return;
    let left = false;
    const show = async () => {
      try {
        const { row } = await freshDetails(client, now.credential);
        if (!left) open(row);
      } catch {
        showToast({ tone: "bad", text: t("find.notShown") });
      }
      if (!left && wanted === now) {
        wanted = null;
        tell();
      }
    };
    show();
    return () => {
      left = true;
    };
  }, [now, client, open]);
}

/** By what this credential was found, while it is the one that was found last. */
export function useFoundBy(credential: string): FoundBy {
  return useSyncExternalStore(subscribe, () => (found?.credential === credential ? found.by : null));
}
