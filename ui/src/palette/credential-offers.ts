import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy, Link, PanelRight } from "lucide-react";
import { credentialRows, queryCredentials } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import { deedIcons } from "../deeds/icons";
import { deedName, shownDeeds } from "../deeds/shown";
import { freshDetails } from "../details/asking";
import { holdsKey } from "../finding/key-shapes";
import { quoted } from "../finding/terms";
import { showCredential } from "../finding/wanted";
import { decodeHandles } from "../grid/handles";
import { t } from "../text";
import { KeyIcon } from "../ui/key-icon";
import { actingNow, type Offer } from "./offers";

/** So many credentials are offered for what is typed. */
const most = 8;

/** What can be done with the credential that the table is at. */
export function useDeedOffers(): { row: CredentialRow | null; offers: Offer[] } {
  const client = useQueryClient();
  const acting = actingNow();
  const row = acting?.row() ?? null;
  const { data: details } = useQuery({
    queryKey: ["palette", "details", row?.id],
    queryFn: () => freshDetails(client, row?.id ?? ""),
    enabled: row !== null,
    staleTime: 0,
    gcTime: 0,
  });
  if (!acting || !row || !details) return { row, offers: [] };
  const copy = (part: "accessId" | "apiUrl", icon: Offer["icon"], label: string): Offer => ({
    id: `copy-${part}`,
    part: "credential",
    icon,
    label,
    run: () => acting.copy(part, details.row, true),
  });
  const offers: Offer[] = [
    {
      id: "open",
      part: "credential",
      icon: PanelRight,
      label: t("palette.details"),
      keys: "Enter",
      run: () => showCredential(row.id),
    },
    ...(row.accessId === null ? [] : [copy("accessId", Copy, t("deeds.copyAccessId"))]),
    copy("apiUrl", Link, t("deeds.copyApiUrl")),
    ...shownDeeds(details).map(
      ({ deed, closed }): Offer => ({
        id: `deed-${deed}`,
        part: "credential",
        icon: deedIcons[deed],
        label: deedName(deed, details),
        closed,
        run: () => acting.begin(deed, details),
      }),
    ),
  ];
  return { row, offers };
}

/** Text to find, whatever it would mean in a query. */
function asText(typed: string): string {
  return typed
    .trim()
    .split(/\s+/)
    .map((word) => (/[:"-]/.test(word) ? `"${word.replace(/["\\]/g, "\\$&")}"` : quoted(word)))
    .join(" ");
}

async function firstRows(tenant: string | null, query: string): Promise<CredentialRow[]> {
  const sort = [{ column: "modified" as const, descending: true }];
  const { generation, handles } = decodeHandles(await queryCredentials(tenant, query, sort));
  return credentialRows(generation, Array.from(handles.subarray(0, most)));
}

/** The credentials that have what is typed in their title or Access ID. */
export function useCredentialOffers(
  tenant: string | null,
  typed: string,
  onOpen: (row: CredentialRow) => void,
) {
  const query = holdsKey(typed) ? "" : asText(typed);
  const asked = useQuery({
    queryKey: ["palette", "credentials", tenant, query],
    queryFn: () => firstRows(tenant, query),
    enabled: query !== "",
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 0,
  });
  const rows = query === "" ? [] : (asked.data ?? []);
  return {
    waiting: asked.isFetching,
    offers: rows.map(
      (row): Offer => ({
        id: `credential-${row.id}`,
        part: "credentials",
        icon: KeyIcon,
        label: row.title,
        note: [row.accessId ?? row.keyStart, row.groupName, tenant === null ? row.tenantName : ""]
          .filter(Boolean)
          .join(" · "),
        run: () => onOpen(row),
      }),
    ),
  };
}
