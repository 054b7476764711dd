import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Sort } from "../bindings/Sort";
import type { SortColumn } from "../bindings/SortColumn";
import type { TenantRow } from "../bindings/TenantRow";
import { useDeeds } from "../deeds/deeds";
import { detailsOf } from "../details/asking";
import { useBeside } from "../details/beside";
import { Drawer } from "../details/drawer";
import { Grid, type GridHandle } from "../grid/grid";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { credentialColumns } from "./columns";
import { useCopying } from "./copying";
import { Empty } from "./empty";
import { markReady, useKeptFocus } from "./ready";
import { useRows } from "./rows";
import styles from "./table.module.css";

type Props = {
  tenant: TenantRow;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** A dialog is above the table and has the focus. */
  covered: boolean;
  onSeen: (seen: Seen) => void;
  onCreate: () => void;
  onExplore: () => Promise<void>;
  blocked: string | null;
};

/** What the table tells the shell: how many there are, and whether asking failed. */
export type Seen = { count: number | undefined; failed: boolean };

const lookOf = (row: CredentialRow) =>
  row.status === "revoked" || row.status === "inactive" ? row.status : ("plain" as const);

/** The credentials of one tenant: loading, failed, empty, or the grid. */
export function CredentialTable({
  tenant,
  sort,
  onSort,
  covered,
  onSeen,
  onCreate,
  onExplore,
  blocked,
}: Props) {
  const rows = useRows(tenant.id, sort);
  const { copied, said, copy } = useCopying();
  const now = useMinute();
  const frame = useRef<HTMLDivElement>(null);
  const { count } = rows;
  const painted = count === 0 || (count !== undefined && rows.rowAt(0) !== null);

  const failed = rows.failure !== null && count === undefined;
  useEffect(() => {
    onSeen({ count, failed });
  }, [count, failed, onSeen]);

  useEffect(() => {
    if (painted) markReady(frame.current);
  }, [painted]);

  const client = useQueryClient();
  const grid = useRef<GridHandle>(null);
  const { shown, open, close, follow } = useBeside(rows.rowAt, grid);
  const onDeleted = useCallback(
    (credential: string) => {
      client.removeQueries({ queryKey: detailsOf(credential).queryKey });
      if (shown?.id === credential) close();
    },
    [client, shown, close],
  );
  const deeds = useDeeds({ tenant, onCopy: copy, onDeleted });
  const { menu } = deeds;
  useKeptFocus(frame, painted && !covered && !deeds.open, count === 0);

  const beside = shown !== null;
  const columns = useMemo(
    () => credentialColumns({ zone: tenant.zone, now, copied, copy, open, menu, beside }),
    [tenant.zone, now, copied, copy, open, menu, beside],
  );

  const sortBy = (column: string) =>
    onSort(
      column === sort.column
        ? { ...sort, descending: !sort.descending }
        : { column: column as SortColumn, descending: column === "created" || column === "modified" },
    );

  return (
    <div ref={frame} className={styles.frame}>
      {rows.failure && failed ? (
        <div className={styles.failed} data-pane="grid">
          <FailureNotice
            title={t("table.failed")}
            failure={rows.failure}
            actions={
              <Button size="small" onClick={rows.retry}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        </div>
      ) : count === 0 ? (
        <Empty onCreate={onCreate} onExplore={onExplore} blocked={blocked} />
      ) : (
        <Grid
          ref={grid}
          label={t("table.label", { tenant: tenant.name })}
          columns={columns}
          count={count ?? skeletonRows}
          rowAt={rows.rowAt}
          lookOf={lookOf}
          sort={sort}
          onSort={sortBy}
          onRange={rows.show}
          onCopy={copy}
          onActivate={(row, column, key, cell) => {
            const { left, bottom } = cell.getBoundingClientRect();
            if (column === "actions") menu(row, { x: left, y: bottom });
            else if (column === "accessId") copy(row);
            else if (key === "Enter") open(row);
          }}
          onOpen={open}
          onMenu={menu}
          onCurrent={follow}
          isShown={(row) => row.id === shown?.id}
        />
      )}
      {shown && (
        <Drawer
          key={tenant.id}
          tenant={tenant}
          row={shown}
          now={now}
          copied={copied === shown.id}
          onCopy={copy}
          onStep={(by) => grid.current?.step(by)}
          onClose={close}
          onDeed={deeds.begin}
        />
      )}
      {deeds.layer}
      {rows.rowsFailure && (
        <div className={styles.rowsFailed}>
          <FailureNotice
            title={t("table.failedRows")}
            failure={rows.rowsFailure}
            actions={
              <Button size="small" onClick={rows.retry}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        </div>
      )}
      <p className="visually-hidden" role="status">
        {count === undefined ? t("table.loading") : said}
      </p>
    </div>
  );
}

/** Rows drawn as bars while the first answer is on the way. */
const skeletonRows = 40;

/** The time, again each minute, for “5 min ago”. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
