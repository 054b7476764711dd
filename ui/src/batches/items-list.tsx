import { useMemo } from "react";
import type { BatchItemRow } from "../bindings/BatchItemRow";
import type { Outcome } from "../bindings/Outcome";
import type { GridColumn } from "../grid/columns";
import { Grid } from "../grid/grid";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { CutText } from "../ui/cut-text";
import { FailureNotice } from "../ui/failure-notice";
import { SelectBox } from "../ui/select";
import { Status } from "../ui/status";
import { useItems } from "./items";
import styles from "./items-list.module.css";
import { OutcomeWord } from "./outcome-word";

type Props = {
  batch: string;
  /** Which there are, and how many of each. */
  outcomes: readonly { outcome: Outcome; count: number }[];
  /** Nothing was done yet: it says what would be. */
  planned?: boolean;
  outcome: Outcome | null;
  onOutcome: (outcome: Outcome | null) => void;
};

/** Rows drawn as bars while the first answer is on the way. */
const skeletonRows = 8;

/** Every credential of a batch, or those that came to one end: title, status then, outcome, and why. */
export function ItemsList({ batch, outcomes, planned = false, outcome, onOutcome }: Props) {
  const items = useItems(batch, outcome);
  const columns = useMemo(() => columnsOf(planned), [planned]);
  const total = outcomes.reduce((sum, { count }) => sum + count, 0);
  const nameOf = (each: Outcome) =>
    planned && (each === "left" || each === "skipped")
      ? t(`batch.planned.${each}`)
      : t(`batch.outcome.${each}`);
  return (
    <div className={styles.list}>
      <label className={styles.filter}>
        {t("batch.outcomeFilter")}
        <SelectBox
          value={outcome ?? ""}
          options={[
            { value: "", label: `${t("batch.everyOutcome")} (${number(total)})` },
            ...outcomes.map(({ outcome: value, count }) => ({
              value,
              label: `${nameOf(value)} (${number(count)})`,
            })),
          ]}
          onChange={(value) => onOutcome(value === "" ? null : (value as Outcome))}
        />
      </label>
      {items.failure && items.count === undefined ? (
        <FailureNotice
          title={t("batch.listFailed")}
          failure={items.failure}
          actions={
            <Button size="small" onClick={items.retry}>
              {t("action.tryAgain")}
            </Button>
          }
        />
      ) : items.count === 0 ? (
        <p className={styles.none}>{t("batch.listEmpty")}</p>
      ) : (
        <div className={styles.rows}>
          <Grid
            // Another filter begins at the top.
            key={outcome}
            label={t("batch.listLabel")}
            columns={columns}
            count={items.count ?? skeletonRows}
            busy={items.count === undefined}
            rowAt={items.rowAt}
            onRange={items.show}
            onActivate={() => {}}
            onOpen={() => {}}
            onCurrent={() => {}}
            isShown={() => false}
          />
        </div>
      )}
      {items.failure && items.count !== undefined && (
        <FailureNotice title={t("batch.listFailed")} failure={items.failure} />
      )}
    </div>
  );
}

function columnsOf(planned: boolean): GridColumn<BatchItemRow>[] {
  return [
    {
      id: "title",
      title: t("batch.listTitle"),
      width: 150,
      grows: 1.2,
      cell: ({ title }) => <CutText>{title}</CutText>,
    },
    {
      id: "status",
      title: t("batch.listStatus"),
      width: 108,
      cell: ({ status }) => <Status status={status} />,
    },
    {
      id: "outcome",
      title: t("batch.listOutcome"),
      width: 132,
      cell: ({ outcome }) => <OutcomeWord outcome={outcome} planned={planned} />,
    },
    {
      id: "why",
      title: t("batch.listWhy"),
      width: 120,
      grows: 1.4,
      cell: ({ words }) => <CutText className={styles.why}>{words ?? ""}</CutText>,
    },
  ];
}
