import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ColumnsPanel } from "../arranging/columns-panel";
import { shownColumns } from "../arranging/layout";
import { setColumnsOpen, useColumnsOpen } from "../arranging/panel-open";
import type { Column } from "../bindings/Column";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { TenantRow } from "../bindings/TenantRow";
import { useDeeds } from "../deeds/deeds";
import { detailsOf } from "../details/asking";
import { useBeside } from "../details/beside";
import { Drawer } from "../details/drawer";
import type { AuditWay } from "../details/history";
import { askExport, useAskedExport } from "../exporting/asked";
import type { Finding } from "../finding/finding";
import { useWanted } from "../finding/wanted";
import { Grid, type GridHandle } from "../grid/grid";
import { useActing } from "../palette/offers";
import { toCore } from "../selecting/selection";
import { SelectionBar } from "../selecting/selection-bar";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { roomIn } from "./column-widths";
import { columnName, credentialColumns } from "./columns";
import { useCopying, useWhyNotRevealed } from "./copying";
import { Empty } from "./empty";
import { useLetters } from "./letters";
import { useMinute } from "./minute";
import { NothingFound } from "./nothing-found";
import { markReady, useKeptFocus } from "./ready";
import { useRoom } from "./room";
import { useRows } from "./rows";
import { sharedScheme } from "./scheme";
import styles from "./table.module.css";
import { useTableColumns } from "./table-columns";
import { useTableSelection } from "./table-selection";

const ExportDialog = lazy(() => import("../exporting/export-dialog"));
const HeaderMenu = lazy(() => import("../arranging/header-menu"));

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
  /** Looks for the same in all tenants; null where that is no other place. */
  onSearchAll: (() => void) | null;
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
  finding,
  covered,
  onSeen,
  onCreate,
  onDuplicate,
  onExplore,
  onSearchAll,
  audit,
  blocked,
}: Props) {
  const { query, sort, layout } = finding;
  const asked = useMemo(() => ({ tenant: tenant?.id ?? null, query }), [tenant?.id, query]);
  const rows = useRows(asked.tenant, query, sort);
  const copying = useCopying();
  const { copy } = copying;
  const now = useMinute();
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLDivElement>(null);
  const { count } = rows;
  const painted = count === 0 || (count !== undefined && rows.rowAt(0) !== null);
  const [said, say] = useState("");
  const exporting = useAskedExport();
  useEffect(() => () => askExport(null), []);

  const failed = rows.failure !== null && count === undefined;
  useEffect(() => {
    onSeen({ count, failed });
  }, [count, failed, onSeen]);

  useEffect(() => {
    if (painted) markReady(frame.current);
  }, [painted]);

  const client = useQueryClient();
  const grid = useRef<GridHandle>(null);
  const { shown, open: openDetails, close, follow } = useBeside(rows.rowAt, grid);
  const panel = useColumnsOpen();
  // One thing at a time stands beside the table.
  const open = useCallback(
    (row: CredentialRow) => {
      setColumnsOpen(false);
      openDetails(row);
    },
    [openDetails],
  );
  useEffect(() => {
    if (panel) close();
  }, [panel, close]);

  const onDeleted = useCallback(
    (credential: string) => {
      client.removeQueries({ queryKey: detailsOf(credential).queryKey });
      if (shown?.id === credential) close();
    },
    [client, shown, close],
  );
  const deeds = useDeeds({ tenants, onCopy: copy, onDeleted, onDuplicate });
  const { menu, begin } = deeds;
  const letters = useLetters(begin);
  const at = useRef(0);
  useWanted(open);
  useActing({ row: () => shown ?? rows.rowAt(at.current), begin, copy });

  const scheme = sharedScheme(tenant ? [tenant] : tenants);
  const nameOf = useCallback((column: Column) => columnName(column, scheme), [scheme]);
  const selecting = useTableSelection({ asked, rows, layout, say });
  const arranged = useTableColumns({ finding, nameOf, say, grid });
  const { arranging, heading } = arranged;
  useKeptFocus(frame, painted && !covered && !deeds.open && exporting === null && !heading, count === 0);

  const notRevealed = useWhyNotRevealed();
  const visible = useMemo(() => shownColumns(layout), [layout]);
  const room = useRoom(area);
  const { narrow, signs } = roomIn(visible, room);
  const columns = useMemo(() => {
    const zones = new Map(tenants.map(({ id, zone }) => [id, zone]));
    return credentialColumns({
      shown: visible,
      scheme,
      zoneOf: (row) => zones.get(row.tenant) ?? utc,
      now,
      copying,
      notRevealed,
      open,
      menu,
      narrow,
      signs,
    });
  }, [tenants, visible, scheme, now, copying, notRevealed, open, menu, narrow, signs]);

  const home = shown && tenants.find(({ id }) => id === shown.tenant);
  const retry = (
    <Button size="small" onClick={rows.retry}>
      {t("action.tryAgain")}
    </Button>
  );
  return (
    <div ref={frame} className={styles.whole}>
      <div className={styles.frame}>
        <div ref={area} className={styles.area}>
          {rows.failure && failed ? (
            <div className={styles.failed} data-pane="grid">
              <FailureNotice title={t("table.failed")} failure={rows.failure} actions={retry} />
            </div>
          ) : count === 0 && query !== "" ? (
            <NothingFound
              query={query}
              tenant={tenant}
              onClear={() => finding.onQuery("")}
              onSearchAll={onSearchAll}
            />
          ) : count === 0 ? (
            <Empty tenant={tenant} onCreate={onCreate} onExplore={onExplore} blocked={blocked} />
          ) : (
            <Grid
              ref={grid}
              room={room}
              label={tenant ? t("table.label", { tenant: tenant.name }) : t("cells.labelAll")}
              columns={columns}
              count={count ?? skeletonRows}
              busy={rows.waiting}
              rowAt={rows.rowAt}
              lookOf={lookOf}
              sort={sort}
              onSort={arranged.sortBy}
              onRange={rows.show}
              onCopy={(row, column) => {
                if (column === "apiUrl") copy("apiUrl", row, true);
                else copy("accessId", row, column !== "accessId");
              }}
              onActivate={(row, column, cell) => {
                const { left, bottom } = cell.getBoundingClientRect();
                if (column === "actions") menu(row, { x: left, y: bottom });
                else open(row);
              }}
              onOpen={open}
              onMenu={menu}
              onLetter={letters}
              onCurrent={(index) => {
                at.current = index;
                follow(index);
              }}
              isShown={(row) => row.id === shown?.id}
              selectable={selecting.selectable}
              arrangeable={arranged.arrangeable}
            />
          )}
          {rows.failure && !failed && (
            <div className={styles.notice}>
              <FailureNotice title={t("found.kept")} failure={rows.failure} actions={retry} />
            </div>
          )}
          {rows.rowsFailure && !rows.failure && (
            <div className={styles.notice}>
              <FailureNotice title={t("table.failedRows")} failure={rows.rowsFailure} actions={retry} />
            </div>
          )}
        </div>
        {panel && (
          <ColumnsPanel
            layout={layout}
            firstLayout={finding.firstLayout}
            nameOf={nameOf}
            arranging={arranging}
            onClose={() => {
              setColumnsOpen(false);
              grid.current?.focus();
            }}
          />
        )}
        {shown && !panel && (
          <Drawer
            zone={home?.zone ?? utc}
            row={shown}
            now={now}
            copying={copying}
            onStep={(by) => grid.current?.step(by)}
            onClose={close}
            onDeed={begin}
            onMenu={menu}
            audit={audit}
          />
        )}
      </div>
      {selecting.count && (
        <SelectionBar
          count={selecting.count}
          found={count ?? 0}
          onAll={selecting.all}
          onExport={() => askExport("selection")}
          onClear={() => {
            selecting.clear();
            grid.current?.focus();
          }}
        />
      )}
      {deeds.layer}
      <Suspense>
        {heading && (
          <HeaderMenu
            column={heading.column}
            name={nameOf(heading.column)}
            at={heading.at}
            layout={layout}
            sort={sort}
            arranging={arranging}
            onSort={arranged.sortAs}
            onFit={() => arranged.fitColumn(heading.column)}
            onColumns={() => setColumnsOpen(true)}
            onClose={arranged.closeMenu}
          />
        )}
        {exporting && (
          <ExportDialog
            tenant={asked.tenant}
            query={query}
            sort={sort}
            columns={visible.map(({ column }) => column)}
            nameOf={nameOf}
            found={count ?? 0}
            first={exporting}
            selection={
              selecting.count && {
                of: toCore(selecting.selected, rows.generation ?? 0),
                count: selecting.count,
              }
            }
            onClose={() => askExport(null)}
          />
        )}
      </Suspense>
      <p className="visually-hidden" role="status">
        {count === undefined ? t("table.loading") : copying.said}
      </p>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

/** Rows drawn as bars while the first answer is on the way. */
const skeletonRows = 40;

/** For a row whose tenant the window has not heard of yet. */
const utc = "UTC";
