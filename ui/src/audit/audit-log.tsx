import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { auditRows, queryAudit } from "../backend/commands";
import type { AuditFilter } from "../bindings/AuditFilter";
import type { AuditRow } from "../bindings/AuditRow";
import { detailsOf } from "../details/asking";
import { Grid, type GridHandle } from "../grid/grid";
import { useWindowed } from "../grid/windowed";
import { systemZone } from "../settings/system-zone";
import type { PageProps } from "../shell/pages";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import styles from "./audit-log.module.css";
import { auditColumns } from "./columns";
import { EntryPanel } from "./entry-panel";
import { askable, everything, isCrossed } from "./filter";
import { Filters } from "./filters";
import { Pending } from "./pending";
import { useShownEntry } from "./shown-entry";

/** Rows drawn as bars while the first answer is on the way. */
const skeletonRows = 40;

/** The entries, newest first: filters, the log, and one entry beside it. */
export function AuditLog({ start, credential, go }: PageProps) {
  const zone = useMemo(systemZone, []);
  const [narrowed, setNarrowed] = useState(() => everything(null));
  const filter = useMemo(() => ({ ...narrowed, credential }), [narrowed, credential]);
  const asked = useRested(filter);
  const only = useQuery({ ...detailsOf(credential ?? ""), enabled: credential !== null });
  const rows = useWindowed<AuditRow>({
    key: ["audit", asked],
    query: () => queryAudit(asked),
    rows: (_, sequences) => auditRows(sequences),
    handleOf: ({ sequence }) => sequence,
  });
  const { count } = rows;
  const now = useMinute();
  const grid = useRef<GridHandle>(null);
  const { shown, open, close, follow } = useShownEntry(rows.handles, grid);
  const beside = shown !== null;
  const newest = rows.handles?.[0] ?? 0;
  const columns = useMemo(
    () => auditColumns({ zone, now, newest, beside, open: ({ sequence }) => open(sequence) }),
    [zone, now, newest, beside, open],
  );
  const retry = (
    <Button size="small" onClick={rows.retry}>
      {t("action.tryAgain")}
    </Button>
  );

  return (
    <>
      <Pending permissions={start.permissions} zone={zone} onShow={open} />
      <Filters
        filter={filter}
        only={only.data?.row.title ?? null}
        count={count}
        onFilter={setNarrowed}
        onLeaveOnly={() => go("audit")}
      />
      <div className={styles.frame}>
        {rows.failure && count === undefined ? (
          <div className={styles.failed} data-pane="grid">
            <FailureNotice title={t("audit.failed")} failure={rows.failure} actions={retry} />
          </div>
        ) : count === 0 ? (
          <div className={styles.nothing} data-pane="grid" role="status">
            <h2>{t("audit.nothing")}</h2>
            <p>{t(isCrossed(asked) ? "audit.crossedText" : "audit.nothingText")}</p>
            <Button
              onClick={() => {
                setNarrowed(everything(null));
                if (credential !== null) go("audit");
              }}
            >
              {t("audit.clear")}
            </Button>
          </div>
        ) : (
          <Grid
            ref={grid}
            label={t("audit.title")}
            columns={columns}
            count={count ?? skeletonRows}
            rowAt={rows.rowAt}
            onRange={rows.show}
            onActivate={({ sequence }) => open(sequence)}
            onOpen={({ sequence }) => open(sequence)}
            onCurrent={follow}
            isShown={({ sequence }) => sequence === shown}
          />
        )}
        {shown !== null && (
          <EntryPanel sequence={shown} zone={zone} onStep={(by) => grid.current?.step(by)} onClose={close} />
        )}
        {rows.rowsFailure && (
          <div className={styles.rowsFailed}>
            <FailureNotice title={t("audit.failedRows")} failure={rows.rowsFailure} actions={retry} />
          </div>
        )}
        <p className="visually-hidden" role="status">
          {count === undefined && !rows.failure ? t("audit.loading") : ""}
        </p>
      </div>
    </>
  );
}

/** Typing rests this long before the log is asked. */
const restMillis = 180;

/** The filter once nobody has changed it for a moment. */
function useRested(filter: AuditFilter): AuditFilter {
  const [rested, setRested] = useState(() => askable(filter));
  useEffect(() => {
    const timer = setTimeout(() => setRested(askable(filter)), restMillis);
    return () => clearTimeout(timer);
  }, [filter]);
  return rested;
}

/** The time, again each minute, for “Today”. */
function useMinute(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
