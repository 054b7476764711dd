import { useQueryClient } from "@tanstack/react-query";
import { FlaskConical, Lock, LockOpen, TriangleAlert } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { setColumnsOpen } from "../arranging/panel-open";
import { asFailure } from "../backend/backend";
import { removeSamples } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { TenantRow } from "../bindings/TenantRow";
import { useInView } from "../credentials/in-view";
import { selectionWords } from "../selecting/selection-bar";
import { LimitBar } from "../tenants/limit-bar";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import type { Go } from "./pages";
import styles from "./status-bar.module.css";

const RemoveSamples = lazy(() => import("./remove-samples"));

type Props = {
  /** How many credentials the table shows; undefined where there is no table. */
  count: number | undefined;
  keys: KeyStatus | null;
  tenants: readonly TenantRow[];
  tenant: TenantRow | null;
  go: Go;
};

const icons: Record<KeyStatus["state"], typeof Lock> = {
  opening: Lock,
  ready: LockOpen,
  locked: Lock,
  passphraseNeeded: Lock,
  denied: TriangleAlert,
  missing: TriangleAlert,
  unreachable: TriangleAlert,
  wrong: TriangleAlert,
};

/** How many there are and are selected, how many columns are hidden, how the key of the vault stands, that sample data is there, and how much of the limit is in use. */
export function StatusBar({ count, keys, tenants, tenant, go }: Props) {
  const client = useQueryClient();
  const [removing, setRemoving] = useState(false);
  const [asking, setAsking] = useState(false);
  const samples = tenant ? tenant.samples : tenants.some((each) => each.samples);

  const remove = async () => {
    setAsking(false);
    setRemoving(true);
    try {
      const removed = await removeSamples();
      showToast({ tone: "good", text: t("shell.removedSamples", { count: removed }) });
    } catch (thrown) {
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
    }
    setRemoving(false);
    client.invalidateQueries({ queryKey: ["credentials", "ids"] });
    client.invalidateQueries({ queryKey: ["tenants"] });
  };

  const inView = useInView();
  const total = tenant ? tenant.used : tenants.reduce((sum, { used }) => sum + used, 0);
  const hidden = inView?.hiddenColumns ?? 0;
  const KeyIcon = icons[keys?.state ?? "opening"];
  return (
    <footer className={styles.bar} data-pane="status">
      {count !== undefined && (
        <span>
          {count < total ? (
            <Emphasised
              template={t("found.ofAll", { count: total, found: "{{found}}", total: "{{total}}" })}
              values={{ found: number(count), total: number(total) }}
            />
          ) : (
            <Emphasised
              template={t("shell.count", { count, total: "{{total}}" })}
              values={{ total: number(count) }}
            />
          )}
        </span>
      )}
      {inView?.selected && (
        <span className={styles.selected}>
          <span className={styles.separator} />
          {selectionWords(inView.selected)}
        </span>
      )}
      {count !== undefined && hidden > 0 && (
        <>
          <span className={styles.separator} />
          <button type="button" className={styles.quiet} onClick={() => setColumnsOpen(true)}>
            {t("arranging.hidden", { count: hidden })}
          </button>
        </>
      )}
      {count !== undefined && tenant && (
        <span className={styles.zone}>
          <span className={styles.separator} />
          {t("found.zone", { zone: tenant.zone })}
        </span>
      )}
      {samples && (
        <>
          {count !== undefined && <span className={styles.separator} />}
          <span className={styles.item}>
            <FlaskConical aria-hidden />
            <span className={styles.words}>{t("shell.samples")}</span>
            <button
              type="button"
              className={styles.link}
              aria-disabled={removing}
              onClick={() => !removing && setAsking(true)}
            >
              {removing ? t("shell.removing") : t("shell.removeSamples")}
            </button>
          </span>
        </>
      )}
      {asking && (
        <Suspense>
          <RemoveSamples onKeep={() => setAsking(false)} onRemove={remove} />
        </Suspense>
      )}
      <span className={styles.spacer} />
      {keys && (
        <span className={styles.item}>
          <KeyIcon aria-hidden />
          {keys.state === "ready" && !keys.hasKeychain
            ? t("shell.keys.readyPassphrase")
            : t(`shell.keys.${keys.state}`)}
        </span>
      )}
      {tenant && tenant.credentialLimit !== null && (
        <>
          <span className={styles.separator} />
          <button
            type="button"
            className={styles.limit}
            data-tip={t("limits.tip", { tenant: tenant.name })}
            onClick={() => go("limits")}
          >
            {t("shell.limit", { used: number(tenant.used), limit: number(tenant.credentialLimit) })}
            <span className={styles.gauge}>
              <LimitBar used={tenant.used} limit={tenant.credentialLimit} />
            </span>
          </button>
        </>
      )}
    </footer>
  );
}
