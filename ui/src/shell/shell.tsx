import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { Entrance } from "../app";
import { asFailure } from "../backend/backend";
import { addSamples, listTenants, openSheets } from "../backend/commands";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { GroupRow } from "../bindings/GroupRow";
import type { Sheet } from "../bindings/Sheet";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import { sampleCount } from "../credentials/samples";
import { firstSort } from "../credentials/sort";
import type { Seen } from "../credentials/table";
import { useUndoKey } from "../deeds/undo";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { whyBlocked } from "./blocked";
import { useCounts } from "./counts";
import { CredentialsPage } from "./credentials-page";
import { useKeys } from "./keys";
import { PageWaiting } from "./page-waiting";
import { pages } from "./pages";
import { usePanes } from "./panes";
import { usePlace } from "./place";
import styles from "./shell.module.css";
import { Sidebar } from "./sidebar";
import { StatusBar } from "./status-bar";

const NewCredential = lazy(() => import("../credentials/new-credential"));
const OneTimeSheet = lazy(() => import("../credentials/one-time-sheet"));
const TenantDialog = lazy(() => import("../tenants/tenant-dialog"));

/** What a new credential begins with: where it goes, and the one whose settings it takes over. */
type Draft = { tenant: TenantRow; group: GroupRow | null; like: CredentialDetails | null };

/** The workbench: sidebar, page, status bar, and the dialogs above them. */
export function Shell({ start, entrance }: { start: StartState; entrance: Entrance }) {
  const client = useQueryClient();
  const { data: tenants } = useQuery<TenantRow[]>({
    queryKey: ["tenants"],
    queryFn: listTenants,
    initialData: start.tenants,
  });
  const { page, tenant, group, credential, go } = usePlace(tenants);
  const keys = useKeys(start.keys);
  const sheets = useQuery<Sheet[]>({ queryKey: ["sheets"], queryFn: openSheets });
  const [draft, setDraft] = useState<Draft | null>(
    entrance === "create" && tenant ? { tenant, group: null, like: null } : null,
  );
  const [choosing, setChoosing] = useState(false);
  const [founding, setFounding] = useState(false);
  const [sort, setSort] = useState(firstSort);
  const [seen, setSeen] = useState<Seen>({ count: undefined, failed: false });
  usePanes();
  useUndoKey();

  const sheet = sheets.data?.[0];
  const shown = page === "credentials";
  const Page = shown ? undefined : pages[page];
  const counts = useCounts(tenants, tenant, !shown || seen.count !== undefined);
  const blocked = whyBlocked(start.permissions, keys.data, tenant, tenants);
  const stopped = blocked !== null;
  const create = useCallback(() => {
    if (stopped) return;
    if (tenant) return setDraft({ tenant, group, like: null });
    // The tenant is asked for at the button of the credentials' page.
    go("credentials");
    setChoosing(true);
  }, [stopped, tenant, group, go]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.ctrlKey || event.altKey || event.shiftKey || event.key.toLowerCase() !== "n") return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"], [role="alertdialog"]')) create();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [create]);

  const explore = async () => {
    if (!tenant) return;
    try {
      const added = await addSamples(tenant.id, sampleCount);
      showToast({ tone: "good", text: t("shell.addedSamples", { count: added }) });
    } catch (thrown) {
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
    }
    client.invalidateQueries({ queryKey: ["credentials", "ids"] });
    client.invalidateQueries({ queryKey: ["tenants"] });
  };

  const duplicate = useCallback(
    (like: CredentialDetails) => {
      const home = tenants.find(({ id }) => id === like.row.tenant);
      const why = home && whyBlocked(start.permissions, keys.data, home, tenants);
      if (why) showToast({ tone: "bad", text: why.text });
      else if (home) setDraft({ tenant: home, group: null, like });
    },
    [tenants, start.permissions, keys.data],
  );

  return (
    <div className={styles.shell}>
      <Sidebar
        page={page}
        tenants={tenants}
        tenant={tenant}
        start={start}
        counts={counts}
        go={go}
        onNewTenant={() => setFounding(true)}
      />
      <main
        className={styles.main}
        aria-busy={shown && tenants.length > 0 && seen.count === undefined && !seen.failed}
      >
        {Page ? (
          <Suspense fallback={<PageWaiting />}>
            <Page
              key={page}
              start={start}
              tenants={tenants}
              tenant={tenant}
              credential={credential}
              go={go}
            />
          </Suspense>
        ) : (
          <CredentialsPage
            tenants={tenants}
            tenant={tenant}
            group={group}
            sort={sort}
            onSort={setSort}
            seen={seen}
            onSeen={setSeen}
            covered={draft !== null || choosing || founding || sheet !== undefined}
            blocked={blocked}
            choosing={choosing}
            onChoosing={setChoosing}
            onCreate={create}
            onCreateIn={(chosen) => setDraft({ tenant: chosen, group: null, like: null })}
            audit={{
              open: (of) => go("audit", { credential: of }),
              closed: start.permissions.includes("readAudit") ? null : t("shell.closed.audit"),
            }}
            onDuplicate={duplicate}
            onExplore={explore}
            go={go}
          />
        )}
      </main>
      <StatusBar
        count={shown ? seen.count : undefined}
        keys={keys.data}
        tenants={tenants}
        tenant={tenant}
        go={go}
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
          draft && (
            <NewCredential
              // What is known of the tenant now: others may have used up its limit meanwhile.
              tenant={tenants.find(({ id }) => id === draft.tenant.id) ?? draft.tenant}
              group={draft.group}
              like={draft.like}
              start={start}
              onClose={() => setDraft(null)}
              onIssued={(made) => {
                setDraft(null);
                client.setQueryData<Sheet[]>(["sheets"], (open) => [...(open ?? []), made]);
                client.invalidateQueries({ queryKey: ["credentials", "ids"] });
                client.invalidateQueries({ queryKey: ["tenants"] });
                client.invalidateQueries({ queryKey: ["groups"] });
              }}
            />
          )
        )}
        {founding && (
          <TenantDialog
            row={null}
            onClose={() => setFounding(false)}
            onSaved={({ id, name }) => {
              setFounding(false);
              go("credentials", { tenant: id });
              showToast({ tone: "good", text: t("directory.made", { name }) });
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
