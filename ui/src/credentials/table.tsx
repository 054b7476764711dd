import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Column } from "../bindings/Column";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Scheme } from "../bindings/Scheme";
import type { TenantRow } from "../bindings/TenantRow";
import { useDeeds } from "../deeds/deeds";
import { detailsOf } from "../details/asking";
import { useBeside } from "../details/beside";
import { Drawer } from "../details/drawer";
import type { AuditWay } from "../details/history";
import type { Finding } from "../finding/finding";
import { useWanted } from "../finding/wanted";
import { Grid, type GridHandle } from "../grid/grid";
import { useActing } from "../palette/offers";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { columnWidths } from "./column-widths";
import { credentialColumns } from "./columns";
import { useCopying, useWhyNotRevealed } from "./copying";
import { writesAllDates } from "./dates";
import { Empty } from "./empty";
import { markReady, useKeptFocus } from "./ready";
import { useRoom } from "./room";
import { useRows } from "./rows";
import { firstSort } from "./sort";
import styles from "./table.module.css";

type Props = {
  /** Null stands for all tenants. */
  tenant: TenantRow | null;
  tenants: TenantRow[];
  finding: Finding;
  /** A dialog is above the table and has the focus. */
  covered: boolean;
  onSeen: (seen: Seen) => void;
  onCreate: () => void;
  onDuplicate: (details: CredentialDetails) => void;
  onExplore: () => Promise<void>;
  audit: AuditWay;
  blocked: string | null;
};

/** What the table tells the shell: how many there are, and whether asking failed. */
export type Seen = { count: number | undefined; failed: boolean };

const lookOf = (row: CredentialRow) =>
  row.status === "revoked" || row.status === "inactive" ? row.status : ("plain" as const);

/** The credentials that a query finds, of one tenant or of all: loading, failed, empty, or the grid. */
export function CredentialTable(props: Props) {
  // Another tenant is another table: nothing of the one before shows in it.
  return <Table key={props.tenant?.id} {...props} />;
}

function Table({
  tenant,
  tenants,
  finding: { query, sort: order, onSort },
  covered,
  onSeen,
  onCreate,
  onDuplicate,
  onExplore,
  audit,
  blocked,
}: Props) {
  const rows = useRows(tenant?.id ?? null, query, order);
  const sort = order[0] ?? firstSort;
  const copying = useCopying();
  const { copy } = copying;
  const now = useMinute();
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
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
  const deeds = useDeeds({ tenants, onCopy: copy, onDeleted, onDuplicate });
  const { menu } = deeds;
  const at = useRef(0);
  useWanted(open);
  useActing({ row: () => shown ?? rows.rowAt(at.current), begin: deeds.begin, copy });
  useKeptFocus(frame, painted && !covered && !deeds.open, count === 0);

  const room = useRoom(area);
  const beside = shown !== null;
  const notRevealed = useWhyNotRevealed();
  const all = tenant === null;
  const scheme = sharedScheme(tenant ? [tenant] : tenants);
  const columns = useMemo(() => {
    const zones = new Map(tenants.map(({ id, zone }) => [id, zone]));
    return credentialColumns({
      scheme,
      zoneOf: (row) => zones.get(row.tenant) ?? utc,
      now,
      copying,
      notRevealed,
      open,
      menu,
      widths: columnWidths(room, { tenants: all, beside, dated: writesAllDates() }),
    });
  }, [tenants, scheme, now, copying, notRevealed, open, menu, room, all, beside]);

  const sortBy = (column: string) =>
    onSort([
      column === sort.column
        ? { ...sort, descending: !sort.descending }
        : { column: column as Column, descending: column === "created" || column === "modified" },
    ]);

  const home = shown && tenants.find(({ id }) => id === shown.tenant);
  return (
    <div ref={frame} className={styles.frame}>
      <div ref={area} className={styles.area}>
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
          <Empty tenant={tenant} group={null} onCreate={onCreate} onExplore={onExplore} blocked={blocked} />
        ) : (
          <Grid
            ref={grid}
            label={label(tenant)}
            columns={columns}
            count={count ?? skeletonRows}
            rowAt={rows.rowAt}
            lookOf={lookOf}
            sort={sort}
            onSort={sortBy}
            onRange={rows.show}
            onCopy={(row) => copy("accessId", row)}
            onActivate={(row, column, key, cell) => {
              const { left, bottom } = cell.getBoundingClientRect();
              if (column === "actions") menu(row, { x: left, y: bottom });
              else if (column === "accessId" && row.accessId !== null) copy("accessId", row);
              else if (column === "accessId" && row.recoverable && notRevealed === null) copy("secret", row);
              else if (key === "Enter") open(row);
            }}
            onOpen={open}
            onMenu={menu}
            onCurrent={(index) => {
              at.current = index;
              follow(index);
            }}
            isShown={(row) => row.id === shown?.id}
          />
        )}
      </div>
      {shown && (
        <Drawer
          zone={home?.zone ?? utc}
          row={shown}
          now={now}
          copying={copying}
          onStep={(by) => grid.current?.step(by)}
          onClose={close}
          onDeed={deeds.begin}
          onMenu={menu}
          audit={audit}
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
        {count === undefined ? t("table.loading") : copying.said}
      </p>
    </div>
  );
}

/** Rows drawn as bars while the first answer is on the way. */
const skeletonRows = 40;

/** For a row whose tenant the window has not heard of yet. */
const utc = "UTC";

function label(tenant: TenantRow | null): string {
  return tenant ? t("table.label", { tenant: tenant.name }) : t("cells.labelAll");
}

/** The scheme that these tenants have in common. */
function sharedScheme(tenants: readonly TenantRow[]): Scheme | null {
  const [first] = tenants;
  if (!first) return null;
  const signed = first.scheme === "signed";
  return tenants.every(({ scheme }) => (scheme === "signed") === signed) ? first.scheme : null;
}

/** The time, again each minute, for “5 min ago”. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
