import { Ellipsis, ListChecks, Play, Table2, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { BatchRow } from "../bindings/BatchRow";
import { exactTime, pastWords } from "../credentials/dates";
import { useMinute } from "../credentials/minute";
import { systemZone } from "../settings/system-zone";
import { PageFrame } from "../shell/page-frame";
import type { PageProps } from "../shell/pages";
import { t } from "../text";
import { Blank } from "../ui/blank";
import { Button } from "../ui/button";
import { CutText } from "../ui/cut-text";
import { IconButton } from "../ui/icon-button";
import { Listing, type ListingColumn } from "../ui/listing";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { useBatches } from "./asking";
import styles from "./batches-page.module.css";
import { resumeShown } from "./ending";
import { batchIcons } from "./icons";
import { showBatch } from "./showing";
import { StateWord } from "./state-word";
import { resultWords } from "./words";

/** “Revoke all, All of Acme Logistics”. */
const nameOf = ({ deed, scope }: BatchRow) =>
  t("batches.name", { deed: t(`batch.deed.${deed.kind}`), scope });

/** Everything that was done to many credentials at once: what, over which of them, by whom, and what became of it. */
export default function BatchesPage({ go }: PageProps) {
  const asked = useBatches();
  const now = useMinute();
  const zone = useMemo(systemZone, []);
  const [menu, setMenu] = useState<{ row: BatchRow; x: number; y: number } | null>(null);
  const columns = useMemo(() => columnsOf(now, zone, setMenu), [now, zone]);
  /** The menu hands the focus back first, so that the dialog hands it to the same place afterwards. */
  const after = (work: () => void) => {
    setMenu(null);
    requestAnimationFrame(() => setTimeout(work));
  };
  return (
    <PageFrame title={t("batches.title")}>
      <Listing
        label={t("batches.label")}
        columns={columns}
        rows={asked.data}
        keyOf={({ id }) => id}
        failure={asked.error}
        failedTitle={t("batches.failed")}
        onRetry={() => asked.refetch()}
        onOpen={({ id }) => showBatch({ at: "report", batch: id })}
        empty={
          <Blank
            icon={ListChecks}
            title={t("batches.emptyTitle")}
            lead={t("batches.emptyLead")}
            actions={<Button onClick={() => go("credentials")}>{t("batches.emptyAction")}</Button>}
          />
        }
      />
      {menu && (
        <Menu
          label={t("batches.actionsOf", { name: nameOf(menu.row) })}
          at={menu}
          onClose={() => setMenu(null)}
        >
          <MenuItem
            icon={Table2}
            label={t("batches.open")}
            onAction={() => after(() => showBatch({ at: "report", batch: menu.row.id }))}
          />
          <MenuLine />
          <MenuItem
            icon={Play}
            label={t("batches.resume")}
            closed={menu.row.resumeClosed}
            onAction={() => after(() => resumeShown(menu.row))}
          />
          <MenuItem
            icon={Undo2}
            label={t("batches.undo")}
            closed={menu.row.undoClosed}
            onAction={() => after(() => showBatch({ at: "undo", batch: menu.row.id, back: false }))}
          />
        </Menu>
      )}
    </PageFrame>
  );
}

function columnsOf(
  now: number,
  zone: string,
  onMenu: (menu: { row: BatchRow; x: number; y: number }) => void,
): ListingColumn<BatchRow>[] {
  return [
    {
      id: "deed",
      title: t("batches.deed"),
      cell: (row) => {
        const Icon = batchIcons[row.deed.kind];
        return (
          <span className={styles.deed}>
            <Icon aria-hidden />
            <span>
              <button
                type="button"
                className={styles.name}
                aria-label={nameOf(row)}
                onClick={() => showBatch({ at: "report", batch: row.id })}
              >
                {t(`batch.deed.${row.deed.kind}`)}
              </button>
              <span className={styles.note}>{row.scope}</span>
            </span>
          </span>
        );
      },
    },
    {
      id: "who",
      title: t("batches.who"),
      cell: ({ operator, begunAt }) => (
        <>
          <CutText className={styles.who}>{operator}</CutText>
          <span className={styles.note} data-tip={exactTime(begunAt, zone)}>
            {pastWords(begunAt, now, zone)}
          </span>
        </>
      ),
    },
    { id: "result", title: t("batches.result"), cell: ({ counts }) => resultWords(counts) },
    { id: "state", title: t("batches.state"), cell: ({ state }) => <StateWord state={state} /> },
    {
      id: "actions",
      title: t("batches.actions"),
      silent: true,
      tight: true,
      cell: (row) => (
        <span className={styles.actions}>
          {row.state === "interrupted" && row.resumeClosed === null && (
            <Button size="small" onClick={() => resumeShown(row)}>
              {t("batches.resume")}
            </Button>
          )}
          {row.undoClosed === null && (
            <Button size="small" onClick={() => showBatch({ at: "undo", batch: row.id, back: false })}>
              {t("batches.undo")}
            </Button>
          )}
          <IconButton
            icon={Ellipsis}
            label={t("batches.actionsOf", { name: nameOf(row) })}
            aria-haspopup="menu"
            onClick={({ currentTarget }) => {
              const { left, bottom } = currentTarget.getBoundingClientRect();
              onMenu({ row, x: left, y: bottom });
            }}
          />
        </span>
      ),
    },
  ];
}
