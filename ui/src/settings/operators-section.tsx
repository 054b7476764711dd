import { useQuery } from "@tanstack/react-query";
import { Plus, ShieldAlert } from "lucide-react";
import { useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { listOperators } from "../backend/commands";
import type { OperatorGroupRow } from "../bindings/OperatorGroupRow";
import type { OperatorRow } from "../bindings/OperatorRow";
import type { Operators } from "../bindings/Operators";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Listing, type ListingColumn } from "../ui/listing";
import { Notice } from "../ui/notice";
import { DeleteOperatorGroup } from "./delete-operator-group";
import { OperatorDialog } from "./operator-dialog";
import { OperatorGroupDialog } from "./operator-group-dialog";
import styles from "./operators.module.css";
import { permissionWords } from "./permissions";
import { RemoveOperator } from "./remove-operator";
import { BlockedNotice, Heading, Lead } from "./section";
import type { SectionProps } from "./settings-page";

type Open =
  | { kind: "operator"; operator: OperatorRow | null }
  | { kind: "remove"; operator: OperatorRow }
  | { kind: "group"; group: OperatorGroupRow | null }
  | { kind: "deleteGroup"; group: OperatorGroupRow };

/** Who may use the vault, and what each group of them may do. */
export default function OperatorsSection({ blocked }: SectionProps) {
  const asked = useQuery<Operators, CommandFailure>({ queryKey: ["operators"], queryFn: listOperators });
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  // Neither list is ever empty, and a failure stands in place of both.
  const list = { failure: null, failedTitle: "", onRetry: () => {}, empty: null };

  return (
    <>
      <Lead>{t("operators.lead")}</Lead>
      {blocked && <BlockedNotice />}
      <Notice tone="plain" icon={ShieldAlert} title={t("operators.truthTitle")}>
        {t("operators.truth")}
      </Notice>
      {asked.error && !asked.data ? (
        <FailureNotice
          title={t("operators.failed")}
          failure={asked.error}
          className={styles.failed}
          actions={
            <Button size="small" onClick={() => asked.refetch()}>
              {t("action.tryAgain")}
            </Button>
          }
        />
      ) : (
        <>
          <Heading
            end={
              <Action
                text={t("operators.add")}
                icon={Plus}
                closed={blocked}
                onClick={() => setOpen({ kind: "operator", operator: null })}
              />
            }
          >
            {t("operators.list")}
          </Heading>
          <div className={styles.list}>
            <Listing
              {...list}
              label={t("operators.list")}
              rows={asked.data?.operators}
              keyOf={({ id }) => id}
              columns={operatorColumns(blocked, setOpen)}
            />
          </div>
          <Heading
            end={
              <Action
                text={t("operators.newGroup")}
                icon={Plus}
                closed={blocked}
                onClick={() => setOpen({ kind: "group", group: null })}
              />
            }
          >
            {t("operators.groups")}
          </Heading>
          <p className={styles.lead}>{t("operators.groupsLead")}</p>
          <div className={styles.list}>
            <Listing
              {...list}
              label={t("operators.groups")}
              rows={asked.data?.groups}
              keyOf={({ id }) => id}
              columns={groupColumns(blocked, setOpen)}
            />
          </div>
        </>
      )}
      {open?.kind === "operator" && asked.data && (
        <OperatorDialog operator={open.operator} known={asked.data} onClose={close} />
      )}
      {open?.kind === "remove" && <RemoveOperator operator={open.operator} onClose={close} />}
      {open?.kind === "group" && <OperatorGroupDialog group={open.group} onClose={close} />}
      {open?.kind === "deleteGroup" && <DeleteOperatorGroup group={open.group} onClose={close} />}
    </>
  );
}

function operatorColumns(
  blocked: string | null,
  open: (what: Open) => void,
): readonly ListingColumn<OperatorRow>[] {
  return [
    {
      id: "name",
      title: t("operators.name"),
      cell: ({ name, own, lastAdministrator }) => (
        <span className={styles.name}>
          {name}
          {own && <span className={styles.mark}>{t("operators.you")}</span>}
          {lastAdministrator && (
            <span className={styles.mark} data-tip={t("operators.lastTip")}>
              {t("operators.last")}
            </span>
          )}
        </span>
      ),
    },
    {
      id: "account",
      title: t("operators.account"),
      tight: true,
      cell: ({ account }) => <code className={styles.code}>{account}</code>,
    },
    { id: "group", title: t("operators.group"), cell: ({ groupName }) => groupName },
    {
      id: "actions",
      title: t("operators.actions"),
      silent: true,
      tight: true,
      cell: (operator) => (
        <span className={styles.actions}>
          <Action
            small
            text={t("operators.editShort")}
            label={t("operators.edit", { name: operator.name })}
            closed={blocked}
            onClick={() => open({ kind: "operator", operator })}
          />
          <Action
            small
            text={t("operators.removeShort")}
            label={t("operators.remove", { name: operator.name })}
            closed={
              blocked ??
              (operator.lastAdministrator ? t("operators.lastChange", { name: operator.name }) : null)
            }
            onClick={() => open({ kind: "remove", operator })}
          />
        </span>
      ),
    },
  ];
}

function groupColumns(
  blocked: string | null,
  open: (what: Open) => void,
): readonly ListingColumn<OperatorGroupRow>[] {
  return [
    {
      id: "name",
      title: t("operators.group"),
      cell: ({ name, builtIn }) => (
        <span className={styles.name}>
          {name}
          {builtIn && (
            <span className={styles.mark} data-tip={t("operators.builtInTip")}>
              {t("operators.builtIn")}
            </span>
          )}
        </span>
      ),
    },
    {
      id: "permissions",
      title: t("operators.permissions"),
      cell: ({ permissions }) => <span className={styles.words}>{permissionWords(permissions)}</span>,
    },
    {
      id: "operators",
      title: t("operators.list"),
      tight: true,
      cell: ({ operators }) => t("operators.count", { count: operators, formatted: number(operators) }),
    },
    {
      id: "actions",
      title: t("operators.actions"),
      silent: true,
      tight: true,
      cell: (group) => {
        const fixed = blocked ?? (group.builtIn ? t("operators.builtInTip") : null);
        const inUse =
          group.operators > 0
            ? t("operators.inUse", { count: group.operators, formatted: number(group.operators) })
            : null;
        return (
          <span className={styles.actions}>
            <Action
              small
              text={t("operators.editShort")}
              label={t("operators.editGroup", { name: group.name })}
              closed={fixed}
              onClick={() => open({ kind: "group", group })}
            />
            <Action
              small
              danger
              text={t("operators.deleteShort")}
              label={t("operators.deleteGroup", { name: group.name })}
              closed={fixed ?? inUse}
              onClick={() => open({ kind: "deleteGroup", group })}
            />
          </span>
        );
      },
    },
  ];
}

/** A button that stays in its place and says why where it cannot be used. */
function Action({
  text,
  label,
  icon,
  closed,
  small = false,
  danger = false,
  onClick,
}: {
  text: string;
  /** Names action and object where the text alone does not. */
  label?: string;
  icon?: typeof Plus;
  closed: string | null;
  small?: boolean;
  danger?: boolean;
  onClick: () => void;
}) {
  return (
    <Button
      kind={small ? "ghost" : "plain"}
      size="small"
      icon={icon}
      className={danger && !closed ? styles.danger : undefined}
      aria-label={label}
      aria-disabled={closed ? true : undefined}
      data-tip={closed ?? undefined}
      onClick={onClick}
    >
      {text}
    </Button>
  );
}
