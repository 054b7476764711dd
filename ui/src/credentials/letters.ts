import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { StartState } from "../bindings/StartState";
import type { Deeds } from "../deeds/deeds";
import { deedName, shownDeeds } from "../deeds/shown";
import { freshDetails } from "../details/asking";
import { singleKeyOf } from "../grid/single-keys";
import { t } from "../text";
import { showToast } from "../ui/toast";

/** Single letters act on the focused row, where the operator has them on. */
export function useLetters(begin: Deeds["begin"]) {
  const client = useQueryClient();
  return useCallback(
    (row: CredentialRow, key: string): boolean => {
      const meant = singleKeyOf(key);
      const { preferences } = client.getQueryData<StartState>(["start"]) ?? {};
      if (!meant || preferences?.singleKeys === false) return false;
      freshDetails(client, row.id).then(
        (details) => {
          const found = shownDeeds(details).find(({ deed }) => meant.deeds.includes(deed));
          if (!found) return;
          if (found.closed === null) begin(found.deed, details);
          else {
            const deed = deedName(found.deed, details).replace(/…$/, "");
            showToast({ tone: "bad", text: t("letters.cannot", { deed, reason: found.closed }) });
          }
        },
        () => showToast({ tone: "bad", text: t("deeds.failed", { title: row.title }) }),
      );
      return true;
    },
    [client, begin],
  );
}
