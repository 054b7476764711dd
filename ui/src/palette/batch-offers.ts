import type { QueryClient } from "@tanstack/react-query";
import { selectedNow } from "../batches/acting";
import { batchIcons } from "../batches/icons";
import { type BatchKind, scopeKinds, selectionKinds, whyClosed } from "../batches/kinds";
import { scopesHere, tenantOf } from "../batches/offering";
import { touchedBy, whyNothing } from "../batches/scopes";
import { beginOver } from "../batches/selection-batch";
import { showBatch } from "../batches/showing";
import type { KeyStatus } from "../bindings/KeyStatus";
import { number, t } from "../text";
import type { Offer } from "./offers";
import type { WindowDeeds } from "./window-offers";

/** What can be done to many credentials at once: to the selection, and over each scope that there is here. */
export function batchOffers(client: QueryClient, now: WindowDeeds): Offer[] {
  const { start, tenants, tenant, finding, found } = now;
  if (tenants.length === 0) return [];
  const keys = client.getQueryData<KeyStatus | null>(["keys"]);
  const why = (kind: BatchKind) => whyClosed(kind, start.permissions, keys);
  const chosen = selectedNow();
  const overSelection = selectionKinds.map(
    (kind): Offer => ({
      id: `batch-selection-${kind}`,
      part: "selection",
      icon: batchIcons[kind],
      label: t("batch.offerSelection", { deed: t(`batch.deed.${kind}`) }),
      note: chosen ? number(chosen.count.total) : undefined,
      closed: why(kind) ?? (chosen ? null : t("batch.noSelection")),
      run: () => beginOver(kind, chosen),
    }),
  );
  const overScopes = scopesHere(client, { tenant, tenants, finding, found: found ?? null }).flatMap((offer) =>
    scopeKinds.map((kind): Offer => {
      const touched = touchedBy(kind, offer);
      const { scope } = offer;
      return {
        id: `batch-${offer.id}-${kind}`,
        part: "selection",
        icon: batchIcons[kind],
        label: t("batch.offer", { deed: t(`batch.deed.${kind}`), scope: offer.words }),
        note: touched === null ? undefined : number(touched),
        closed: why(kind) ?? whyNothing(kind, offer),
        run: () =>
          showBatch({ at: "preview", asked: { kind, scope, tenant: tenantOf(offer, tenant?.id ?? null) } }),
      };
    }),
  );
  return [...overSelection, ...overScopes];
}
