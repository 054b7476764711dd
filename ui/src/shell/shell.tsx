import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { Entrance } from "../app";
import { asFailure } from "../backend/backend";
import { addSamples, listTenants, openSheets } from "../backend/commands";
import type { Sheet } from "../bindings/Sheet";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import { sampleCount } from "../credentials/samples";
import { firstSort } from "../credentials/sort";
import { CredentialTable, type Seen } from "../credentials/table";
import { t } from "../text";
import { Button } from "../ui/button";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { whyBlocked } from "./blocked";
import { KeyNotice } from "./key-notice";
import { useKeys } from "./keys";
import { usePanes } from "./panes";
import styles from "./shell.module.css";
import { Sidebar } from "./sidebar";
import { StatusBar } from "./status-bar";

const NewCredential = lazy(() => import("../credentials/new-credential"));
const OneTimeSheet = lazy(() => import("../credentials/one-time-sheet"));

/** The workbench: sidebar, table, status bar, and the dialogs above them. */
export function Shell({ start, entrance }: { start: StartState; entrance: Entrance }) {
  const client = useQueryClient();
  const tenants = useQuery<TenantRow[]>({
    queryKey: ["tenants"],
    queryFn: listTenants,
    initialData: start.tenants,
  });
  const keys = useKeys(start.keys);
  const sheets = useQuery<Sheet[]>({ queryKey: ["sheets"], queryFn: openSheets });
  const [creating, setCreating] = useState(entrance === "create");
  const [sort, setSort] = useState(firstSort);
  const [seen, setSeen] = useState<Seen>({ count: undefined, sampled: false, failed: false });
  const [samples, setSamples] = useState(false);
  usePanes();

  const { count } = seen;
  const tenant = tenants.data[0];
  const sheet = sheets.data?.[0];
  const blocked = tenant ? whyBlocked(start.permissions, keys.data, tenant) : null;
  const onSeen = useCallback((next: Seen) => {
    setSeen(next);
    // Samples scrolled out of sight are still there; only removing them, or an empty table, ends the notice.
    setSamples((before) => next.count !== 0 && (before || next.sampled));
  }, []);
  const create = useCallback(() => {
    if (!blocked) setCreating(true);
  }, [blocked]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.shiftKey || event.key.toLowerCase() !== "n") return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"], [role="alertdialog"]')) create();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [create]);

  if (!tenant) return null;

  const explore = async () => {
    try {
      const added = await addSamples(tenant.id, sampleCount);
      showToast({ tone: "good", text: t("shell.addedSamples", { count: added }) });
    } catch (thrown) {
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
    }
    client.invalidateQueries({ queryKey: ["credentials", "ids"] });
    client.invalidateQueries({ queryKey: ["tenants"] });
  };

  return (
    <div className={styles.shell}>
      <Sidebar tenant={tenant} count={count} operator={start.operator} permissions={start.permissions} />
      <main className={styles.main} aria-busy={count === undefined && !seen.failed}>
        <header className={styles.top}>
          <h1>{t("shell.credentials")}</h1>
          <span className={styles.spacer} />
          <Button
            kind={count === 0 ? "plain" : "primary"}
            icon={Plus}
            aria-keyshortcuts="Control+N"
            aria-disabled={blocked ? true : undefined}
            data-tip={blocked ?? undefined}
            onClick={create}
          >
            {t("table.newCredential")}
          </Button>
        </header>
        {keys.data && <KeyNotice keys={keys.data} onKeys={(next) => client.setQueryData(["keys"], next)} />}
        <CredentialTable
          tenant={tenant}
          sort={sort}
          onSort={setSort}
          covered={creating || sheet !== undefined}
          onSeen={onSeen}
          onCreate={create}
          onExplore={explore}
          blocked={blocked}
        />
      </main>
      <StatusBar
        count={count}
        keys={keys.data}
        tenant={tenant}
        samples={samples}
        onSamplesRemoved={() => setSamples(false)}
      />
      <Suspense>
        {sheet ? (
          <OneTimeSheet
            key={sheet.id}
            sheet={sheet}
            onClosed={() => {
              client.setQueryData<Sheet[]>(["sheets"], (open) =>
                open?.filter((other) => other.id !== sheet.id),
              );
              client.invalidateQueries({ queryKey: ["credentials", "ids"] });
            }}
          />
        ) : (
          creating && (
            <NewCredential
              tenant={tenant}
              onClose={() => setCreating(false)}
              onIssued={(made) => {
                setCreating(false);
                client.setQueryData<Sheet[]>(["sheets"], (open) => [...(open ?? []), made]);
                client.invalidateQueries({ queryKey: ["credentials", "ids"] });
                client.invalidateQueries({ queryKey: ["tenants"] });
              }}
            />
          )
        )}
      </Suspense>
    </div>
  );
}
