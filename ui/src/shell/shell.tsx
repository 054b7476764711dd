import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Activity, lazy, Suspense, useCallback, useState } from "react";
import type { Entrance } from "../app";
import { setColumnsOpen } from "../arranging/panel-open";
import { asFailure } from "../backend/backend";
import { addSamples, listTenants, openSheets } from "../backend/commands";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Sheet } from "../bindings/Sheet";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import { sampleCount } from "../credentials/samples";
import type { Seen } from "../credentials/table";
import { useUndoKey } from "../deeds/undo";
import { askExport } from "../exporting/asked";
import { searchBox } from "../finding/box-editing";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { whyBlocked } from "./blocked";
import { useCounts } from "./counts";
import { CredentialsPage } from "./credentials-page";
import { useFindingPlace } from "./finding-place";
import { useKeys } from "./keys";
import { PageWaiting } from "./page-waiting";
import { pages } from "./pages";
import { usePanes } from "./panes";
import styles from "./shell.module.css";
import { Sidebar } from "./sidebar";
import { StatusBar } from "./status-bar";
import { useWindowKeys } from "./window-keys";

const NewCredential = lazy(() => import("../credentials/new-credential"));
const OneTimeSheet = lazy(() => import("../credentials/one-time-sheet"));
const TenantDialog = lazy(() => import("../tenants/tenant-dialog"));
const Palette = lazy(() => import("../palette/palette"));
const ShortcutSheet = lazy(() => import("../shortcuts/shortcut-sheet"));
const ViewDialog = lazy(() => import("../views/view-dialog"));

/** What a new credential begins with: where it goes, and the one whose settings it takes over. */
type Draft = { tenant: TenantRow; group: string | null; like: CredentialDetails | null };

/** The workbench: sidebar, page, status bar, and the dialogs above them. */
export function Shell({ start, entrance }: { start: StartState; entrance: Entrance }) {
  const client = useQueryClient();
  const { data: tenants } = useQuery<TenantRow[]>({
    queryKey: ["tenants"],
    queryFn: listTenants,
    initialData: start.tenants,
  });
  const { page, tenant, credential, go, finding, askIn, askEverywhere, goToTenant } =
    useFindingPlace(tenants);
  const keys = useKeys(start.keys);
  const sheets = useQuery<Sheet[]>({ queryKey: ["sheets"], queryFn: openSheets });
  const [draft, setDraft] = useState<Draft | null>(
    entrance === "create" && tenant ? { tenant, group: null, like: null } : null,
  );
  const [choosing, setChoosing] = useState(false);
  const [founding, setFounding] = useState(false);
  const [above, setAbove] = useState<"palette" | "shortcuts" | "view" | null>(null);
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
    // A query that names one group says where a new credential goes.
    if (tenant) return setDraft({ tenant, group: finding.box.get().group, like: null });
    // The tenant is asked for at the button of the credentials' page.
    go("credentials");
    setChoosing(true);
  }, [stopped, tenant, finding.box, go]);

  /** Something of the credentials' page, which may have to be brought into view first. */
  const onCredentials = (work: () => void) => {
    if (shown) return work();
    go("credentials");
    setTimeout(work);
  };
  const visit = (key: string) => {
    finding.visit(key);
    if (!shown) go("credentials");
  };
  const find = () =>
    onCredentials(() => {
      searchBox()?.focus();
      searchBox()?.select();
    });
  const singles = start.preferences.singleKeys;
  useWindowKeys({
    onPalette: () => setAbove("palette"),
    onShortcuts: () => setAbove("shortcuts"),
    onFind: find,
    onCreate: create,
    onSettings: () => go("settings"),
    singles,
  });
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
        finding={finding}
        onVisit={visit}
        go={go}
        onNewTenant={() => setFounding(true)}
      />
      <main
        className={styles.main}
        aria-busy={shown && tenants.length > 0 && seen.count === undefined && !seen.failed}
      >
        {Page && (
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
        )}
        {/* Left for another page it keeps its place: what is selected, open and in sight. */}
        {(shown || tenants.length > 0) && (
          <Activity mode={shown ? "visible" : "hidden"}>
            <CredentialsPage
              tenants={tenants}
              tenant={tenant}
              finding={finding}
              singles={singles}
              seen={seen}
              onSeen={setSeen}
              covered={
                draft !== null || choosing || founding || above !== null || !shown || sheet !== undefined
              }
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
              onTenant={goToTenant}
              onQuery={askIn}
              onEverywhere={askEverywhere}
              go={go}
            />
          </Activity>
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
        {above === "palette" && (
          <Palette
            tenant={tenant?.id ?? null}
            onTenant={goToTenant}
            onQuery={askIn}
            deeds={{
              start,
              tenants,
              tenant,
              finding,
              blocked: blocked?.text ?? null,
              go,
              onCreate: create,
              onSaveView: () => setAbove("view"),
              onColumns: () => onCredentials(() => setColumnsOpen(true)),
              onExport: () => onCredentials(() => askExport("result")),
              onShortcuts: () => setAbove("shortcuts"),
              onFind: find,
              onVisit: visit,
            }}
            onClose={() => setAbove(null)}
          />
        )}
        {above === "shortcuts" && <ShortcutSheet onClose={() => setAbove(null)} />}
        {above === "view" && <ViewDialog finding={finding} renamed={null} onClose={() => setAbove(null)} />}
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
