import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Named } from "../bindings/Named";
import { writtenDay } from "../credentials/dates";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";

/** What is different now from what the screen saw, in sentences. */
export function whatChanged(before: CredentialDetails, after: CredentialDetails): string[] {
  const [old, now] = [before.row, after.row];
  const secret = secretName(now.scheme);
  const newest = Math.max(0, ...after.versions.map(({ number }) => number));
  const rotated = newest > Math.max(0, ...before.versions.map(({ number }) => number));
  const quoted = (value: string) => value || null;

  return [
    now.title !== old.title && t("deeds.now.title", { value: now.title }),
    differs(quoted(old.description), quoted(now.description), "description", "noDescription"),
    differs(day(old.expiresOn), day(now.expiresOn), "expires", "never"),
    differs(day(before.startsOn), day(after.startsOn), "starts", "noStart"),
    now.status !== old.status && t("deeds.now.status", { value: t(`table.statusWord.${now.status}`) }),
    now.groupName !== old.groupName && t("deeds.now.group", { value: now.groupName }),
    differs(names(before.roles), names(after.roles), "roles", "noRoles"),
    differs(before.user?.name ?? null, after.user?.name ?? null, "user", "noUser"),
    differs(before.inRole?.name ?? null, after.inRole?.name ?? null, "inRole", "noInRole"),
    differs(listed(before.addresses), listed(after.addresses), "addresses", "noAddresses"),
    differs(listed(old.tags), listed(now.tags), "tags", "noTags"),
    after.reveal !== before.reveal && t(`deeds.now.reveal.${after.reveal}`, { secret }),
    rotated && t("deeds.now.rotated", { secret, value: newest }),
  ].filter((sentence) => sentence !== false);
}

type Some = "description" | "expires" | "starts" | "roles" | "user" | "inRole" | "addresses" | "tags";
type None =
  | "noDescription"
  | "never"
  | "noStart"
  | "noRoles"
  | "noUser"
  | "noInRole"
  | "noAddresses"
  | "noTags";

/** What something is now, or that there is none of it; false where it is as it was. */
function differs(old: string | null, now: string | null, some: Some, none: None): string | false {
  if (now === old) return false;
  return now === null ? t(`deeds.now.${none}`) : t(`deeds.now.${some}`, { value: now });
}

const day = (date: string | null) => date && writtenDay(date);
const listed = (values: readonly string[]) => (values.length === 0 ? null : values.join(", "));
const names = (values: readonly Named[]) => listed(values.map(({ name }) => name));
