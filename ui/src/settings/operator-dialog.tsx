import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { addOperator, editOperator, listOperators, systemAccounts } from "../backend/commands";
import type { Account } from "../bindings/Account";
import type { OperatorRow } from "../bindings/OperatorRow";
import type { Operators } from "../bindings/Operators";
import { FormDialog } from "../shell/form-dialog";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { showToast } from "../ui/toast";

/** An account that is not in the list. */
const byNumber = "number";

type Props = {
  /** Null where one is added. */
  operator: OperatorRow | null;
  known: Operators;
  onClose: () => void;
};

/** Adds an operator, or changes the name and group of one. */
export function OperatorDialog({ operator: opened, known, onClose }: Props) {
  const client = useQueryClient();
  const accounts = useQuery<Account[], CommandFailure>({
    queryKey: ["accounts"],
    queryFn: systemAccounts,
    enabled: opened === null,
  });
  const [requestId] = useState(() => crypto.randomUUID());
  const [operator, setOperator] = useState(opened);
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [name, setName] = useState(opened?.name ?? "");
  const [group, setGroup] = useState(opened?.group ?? firstGroup(known));
  const [dirty, setDirty] = useState(false);

  const free = (accounts.data ?? []).filter(
    ({ account }) => !known.operators.some((other) => other.account === account),
  );
  const picked = chosen ?? free[0]?.account ?? byNumber;
  const offered = free.find(({ account }) => account === picked);
  const given = name || (operator === null && !dirty ? (offered?.name ?? "") : name);

  const saving = useSaving(
    async () => {
      if (operator) {
        await editOperator({ target: { operator: operator.id, revision: operator.revision }, name, group });
      } else {
        const account = picked === byNumber ? typed.trim() : picked;
        await addOperator({ requestId, account, name: given, group });
      }
      const done = { name: given };
      showToast({ tone: "good", text: operator ? t("operators.saved", done) : t("operators.added", done) });
      client.invalidateQueries({ queryKey: ["operators"] });
      onClose();
    },
    async () => {
      const now = await client.fetchQuery<Operators>({
        queryKey: ["operators"],
        queryFn: listOperators,
        staleTime: 0,
      });
      const found = now.operators.find(({ id }) => id === operator?.id);
      if (!found || !operator) return [];
      setOperator(found);
      return [
        ...(found.name === operator.name ? [] : [t("operators.now.name", { value: found.name })]),
        ...(found.group === operator.group ? [] : [t("operators.now.group", { value: found.groupName })]),
      ];
    },
  );
  const change = (field: string, set: () => void) => {
    set();
    setDirty(true);
    saving.correct(field);
  };

  return (
    <FormDialog
      title={opened ? t("operators.editTitle", { name: opened.name }) : t("operators.addTitle")}
      saving={saving}
      subject={opened?.name}
      fields={picked === byNumber ? ["account", "name", "group"] : ["name", "group"]}
      label={opened ? t("settings.save") : t("operators.submitAdd")}
      busyWord={opened ? t("settings.saving") : t("operators.adding")}
      dirty={dirty}
      lead={opened ? null : <p>{t("operators.addLead")}</p>}
      onClose={onClose}
    >
      {!opened && (
        <Select
          label={t("operators.addTo")}
          value={picked}
          options={[
            ...free.map(({ account, name: called }) => ({
              value: account,
              label: t("operators.accountOf", { name: called, account }),
            })),
            { value: byNumber, label: t("operators.byNumber") },
          ]}
          hint={
            accounts.error
              ? t("operators.accountsFailed")
              : accounts.data && free.length === 0
                ? t("operators.noAccounts")
                : null
          }
          onChange={(account) =>
            change("account", () => {
              setChosen(account);
              setName(free.find((each) => each.account === account)?.name ?? "");
            })
          }
        />
      )}
      {!opened && picked === byNumber && (
        <Field
          label={t("operators.number")}
          value={typed}
          inputMode="numeric"
          placeholder="1001"
          problem={saving.problem("account")}
          hint={t("operators.numberHint")}
          onChange={(value) => change("account", () => setTyped(value))}
        />
      )}
      <Field
        label={t("operators.name")}
        value={given}
        autoFocus={opened !== null}
        problem={saving.problem("name")}
        hint={t("operators.nameHint")}
        onChange={(value) => change("name", () => setName(value))}
      />
      <Select
        label={t("operators.group")}
        value={group}
        disabled={opened?.lastAdministrator}
        options={known.groups.map(({ id, name: called }) => ({ value: id, label: called }))}
        problem={saving.problem("group")}
        hint={opened?.lastAdministrator ? t("operators.lastChange", { name: opened.name }) : null}
        onChange={(value) => change("group", () => setGroup(value))}
      />
    </FormDialog>
  );
}

/** The group that a new operator is first put into: the one that may do the least, so that nobody is let in by haste. */
function firstGroup({ groups }: Operators): string {
  const least = groups.reduce<Operators["groups"][number] | null>(
    (found, each) => (found && found.permissions.length <= each.permissions.length ? found : each),
    null,
  );
  return least?.id ?? "";
}
