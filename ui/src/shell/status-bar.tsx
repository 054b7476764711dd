import { useQueryClient } from "@tanstack/react-query";
import { FlaskConical, Lock, LockOpen, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { asFailure } from "../backend/backend";
import { removeSamples } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import styles from "./status-bar.module.css";

type Props = {
  count: number | undefined;
  keys: KeyStatus | null;
  tenant: TenantRow;
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

/** How many, how the key of the vault stands, and that sample data is there. */
export function StatusBar({ count, keys, tenant }: Props) {
  const client = useQueryClient();
  const [removing, setRemoving] = useState(false);

  const remove = async () => {
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

  const KeyIcon = icons[keys?.state ?? "opening"];
  return (
    <footer className={styles.bar} data-pane="status">
      {count !== undefined && (
        <span>
          <Emphasised
            template={t("shell.count", { count, total: "{{total}}" })}
            values={{ total: number(count) }}
          />
        </span>
      )}
      {tenant.samples && (
        <>
          <span className={styles.separator} />
          <span className={styles.item}>
            <FlaskConical aria-hidden />
            {t("shell.samples")}
            <button
              type="button"
              className={styles.link}
              aria-disabled={removing}
              onClick={() => !removing && remove()}
            >
              {removing ? t("shell.removing") : t("shell.removeSamples")}
            </button>
          </span>
        </>
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
      {tenant.credentialLimit !== null && (
        <>
          <span className={styles.separator} />
          <span className={styles.item}>
            {t("shell.licence", { used: number(tenant.used), limit: number(tenant.credentialLimit) })}
          </span>
        </>
      )}
    </footer>
  );
}
