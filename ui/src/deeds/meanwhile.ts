import type { CredentialDetails } from "../bindings/CredentialDetails";
import { writtenDay } from "../credentials/dates";
import { t } from "../text";
import { whatAccessChanged } from "./meanwhile-access";

/** What is different now from what the screen saw, in sentences. */
export function whatChanged(before: CredentialDetails, after: CredentialDetails): string[] {
  const said: string[] = [];
  const [old, now] = [before.row, after.row];
  if (now.title !== old.title) said.push(t("deeds.now.title", { value: now.title }));
  if (now.description !== old.description) {
    said.push(
      now.description === ""
        ? t("deeds.now.noDescription")
        : t("deeds.now.description", { value: now.description }),
    );
  }
  if (now.expiresOn !== old.expiresOn) {
    said.push(
      now.expiresOn === null
        ? t("deeds.now.never")
        : t("deeds.now.expires", { value: writtenDay(now.expiresOn) }),
    );
  }
  if (now.status !== old.status) {
    said.push(t("deeds.now.status", { value: t(`table.statusWord.${now.status}`) }));
  }
  said.push(...whatAccessChanged(before, after));
  const newest = (details: CredentialDetails) => Math.max(0, ...details.versions.map(({ number }) => number));
  if (newest(after) > newest(before)) said.push(t("deeds.now.rotated", { value: newest(after) }));
  return said;
}
