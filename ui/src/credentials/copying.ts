import { useCallback, useEffect, useRef, useState } from "react";
import { asFailure } from "../backend/backend";
import { copyAccessId } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { failureParts } from "../ui/failure-notice";
import { showToast } from "../ui/toast";

/** How long the tick stays in a cell after its value is on the clipboard. */
const tickMillis = 1_500;

/** Copies Access IDs; says *copied* only once the value is on the clipboard. */
export function useCopying() {
  const [copied, setCopied] = useState<string | null>(null);
  const [said, setSaid] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = useCallback(async function put(row: CredentialRow): Promise<void> {
    try {
      await copyAccessId(row.id);
      clearTimeout(timer.current);
      setCopied(row.id);
      setSaid(t("table.copiedToast", { title: row.title }));
      timer.current = setTimeout(() => setCopied(null), tickMillis);
    } catch (thrown) {
      const failure = asFailure(thrown);
      showToast({
        tone: "bad",
        text: failureParts(failure).title,
        action: { label: t("action.tryAgain"), run: () => put(row) },
      });
    }
  }, []);
  return { copied, said, copy };
}
