import type { Permission } from "../bindings/Permission";
import { t } from "../text";

/** Every permission, in the order in which they are listed. */
export const everyPermission: readonly Permission[] = [
  "view",
  "createAndUpdate",
  "revokeAndReinstate",
  "delete",
  "reveal",
  "manageDirectory",
  "manageSettings",
  "readAudit",
];

/** A set of permissions in one line. */
export function permissionWords(permissions: readonly Permission[]): string {
  if (permissions.length === 0) return t("operators.noPermissions");
  const listed = everyPermission.filter((each) => permissions.includes(each));
  if (listed.length === everyPermission.length) return t("operators.everything");
  return listed.map((each) => t(`permission.${each}`)).join(", ");
}
