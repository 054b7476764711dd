import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Named } from "../bindings/Named";
import { writtenDay } from "../credentials/dates";
import { t } from "../text";

/** What is different now in who may use it, from where, from when, and how it is found, in sentences. */
export function whatAccessChanged(before: CredentialDetails, after: CredentialDetails): string[] {
  const said: string[] = [];
  const list = (values: readonly string[]) => values.join(", ");
  const differs = (of: (details: CredentialDetails) => unknown) =>
    JSON.stringify(of(before)) !== JSON.stringify(of(after));
  const say = (value: string | undefined | null, some: SomeKey, none: NoneKey) =>
    said.push(value ? t(`create.now.${some}`, { value }) : t(`create.now.${none}`));

  if (differs(({ roles }) => ids(roles))) say(list(after.roles.map(({ name }) => name)), "roles", "noRoles");
  if (differs(({ user }) => user?.id)) say(after.user?.name, "user", "noUser");
  if (differs(({ inRole }) => inRole?.id)) say(after.inRole?.name, "inRole", "noInRole");
  if (differs(({ addresses }) => addresses)) say(list(after.addresses), "addresses", "noAddresses");
  if (differs(({ startsOn }) => startsOn))
    say(after.startsOn && writtenDay(after.startsOn), "starts", "noStart");
  if (differs(({ row }) => row.tags)) say(list(after.row.tags), "tags", "noTags");
  if (differs(({ row }) => row.group)) said.push(t("create.now.group", { value: after.row.groupName }));
  return said;
}

type SomeKey = "roles" | "user" | "inRole" | "addresses" | "starts" | "tags";
type NoneKey = "noRoles" | "noUser" | "noInRole" | "noAddresses" | "noStart" | "noTags";

function ids(named: readonly Named[] | undefined): string[] {
  return (named ?? []).map(({ id }) => id).sort();
}
