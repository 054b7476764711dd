import { useId } from "react";
import { number, t } from "../text";
import { FieldHelp, FieldLabel } from "../ui/field";
import { Notice } from "../ui/notice";
import { type Choice, SelectBox } from "../ui/select";
import { TokenField } from "../ui/token-field";
import styles from "./access-rows.module.css";
import { useAddresses } from "./addresses";
import { useAdvice } from "./advice";
import type { Directory } from "./directory";
import { type Draft, withUser } from "./draft";
import type { RowProps } from "./draft-rows";

/** On whose behalf it acts, and in which of that user's roles. `except`: the credential that is being changed. */
export function UserRow({
  tenant,
  directory,
  draft,
  change,
  problem,
  except = null,
}: RowProps & { except?: string | null }) {
  const id = useId();
  const advice = useAdvice(tenant.id, draft.user, draft.roles, except);
  const said = problem("user") ?? problem("inRole");
  const user = directory.users?.find((each) => each.id === draft.user) ?? null;
  const users = userChoices(directory, draft);
  const roles = roleChoices(directory, draft);
  const closed = user === null || user.roles.length === 0;
  return (
    <>
      <FieldLabel htmlFor={id} label={t("create.user")} />
      <div>
        <div className={styles.line}>
          <SelectBox
            id={id}
            className={styles.wide}
            value={draft.user ?? ""}
            options={users}
            problem={problem("user") !== null}
            aria-describedby={said ? `${id}-help` : undefined}
            onChange={(chosen) => {
              const next = directory.users?.find((each) => each.id === chosen) ?? null;
              change(withUser(draft, next), "user", "inRole");
            }}
          />
          <span className={styles.between} aria-hidden="true">
            {t("create.inRole")}
          </span>
          <SelectBox
            className={styles.wide}
            aria-label={t("create.inRoleLabel")}
            value={draft.inRole ?? ""}
            options={roles}
            disabled={closed && draft.inRole === null}
            problem={problem("inRole") !== null}
            aria-describedby={said ? `${id}-help` : undefined}
            onChange={(inRole) => change({ inRole: inRole || null }, "inRole")}
          />
        </div>
        <FieldHelp id={`${id}-help`} problem={said} />
        {advice && (
          <Notice role="status" tone="plain" title={t("create.advice")} className={styles.advice}>
            {advice}
          </Notice>
        )}
      </div>
    </>
  );
}

function userChoices({ users = [], goneName }: Directory, { user }: Draft): Choice[] {
  const gone = user !== null && !users.some(({ id }) => id === user);
  return [
    { value: "", label: t("create.userNobody") },
    ...(gone ? [{ value: user, label: goneName(user) }] : []),
    ...users.map(({ id, name, own }) => ({ value: id, label: own ? t("create.userOwn", { name }) : name })),
  ];
}

function roleChoices({ users = [], roles = [], goneName }: Directory, { user, inRole }: Draft): Choice[] {
  const theirs = users.find(({ id }) => id === user)?.roles ?? [];
  const offered = roles.filter(({ id }) => theirs.includes(id));
  const gone = inRole !== null && !offered.some(({ id }) => id === inRole);
  const nothing =
    user === null ? "create.inRoleNoUser" : theirs.length === 0 ? "create.inRoleNoRoles" : "create.inRoleAny";
  return [
    { value: "", label: t(nothing) },
    ...(gone ? [{ value: inRole, label: goneName(inRole) }] : []),
    ...offered.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

/** From where it may be used. */
export function AddressRow({ draft, change, problem }: RowProps) {
  const { addresses, typedAddress } = draft;
  const checked = useAddresses(addresses, (all, typed) =>
    change({ addresses: all, typedAddress: typed }, "addresses"),
  );
  const warning = [...checked.warnings.values()][0];
  return (
    <TokenField
      mono
      label={t("create.addresses")}
      tokens={addresses.map((value) => {
        const overlap = checked.warnings.get(value);
        return overlap ? { value, tip: overlap, tone: "warn" as const } : { value };
      })}
      typed={typedAddress}
      placeholder={t(addresses.length === 0 ? "create.addressesPlaceholder" : "create.addressesAnother")}
      removeLabel={(address) => t("create.addressesRemove", { address })}
      ends={/^[,; ]$/}
      busy={checked.checking}
      problem={problem("addresses") ?? checked.problem}
      hint={
        warning ??
        (addresses.length === 0
          ? t("create.addressesNone")
          : t("create.addressesSome", { count: addresses.length, formatted: number(addresses.length) }))
      }
      hintTone={warning ? "warn" : "plain"}
      onType={(text) => {
        checked.correct();
        change({ typedAddress: text }, "addresses");
      }}
      onEnd={checked.take}
      onRemove={(address) => {
        checked.correct();
        change({ addresses: addresses.filter((each) => each !== address) }, "addresses");
      }}
    />
  );
}
