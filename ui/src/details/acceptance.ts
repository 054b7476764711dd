import type { VersionRow } from "../bindings/VersionRow";
import { shortTime } from "../credentials/dates";
import { t } from "../text";

/** How long a version is accepted, in words. */
export function acceptance({ accepted, acceptedUntil }: VersionRow, zone: string): string {
  if (acceptedUntil === null) return t(accepted ? "details.acceptedLasting" : "details.acceptedNoLonger");
  const date = shortTime(acceptedUntil, zone);
  return t(accepted ? "details.acceptedUntil" : "details.acceptedEnded", { date });
}
