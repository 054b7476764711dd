import { Key, Lock, ShieldAlert, Unplug } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { cancelUnlock, retryKeychain, unlockKeychain } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";
import { errorText, t } from "../text";
import type { ErrorCode } from "../text/error-texts";
import { Button } from "../ui/button";
import { failureSentence } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast";
import styles from "./key-notice.module.css";

const PassphraseDialog = lazy(() => import("./passphrase-dialog"));

const looks: Record<
  Exclude<KeyStatus["state"], "ready" | "opening">,
  { code: ErrorCode; tone: "warn" | "bad"; icon: typeof Lock }
> = {
  locked: { code: "key_locked", tone: "warn", icon: Lock },
  denied: { code: "key_denied", tone: "bad", icon: ShieldAlert },
  missing: { code: "key_missing", tone: "bad", icon: Key },
  unreachable: { code: "key_unreachable", tone: "bad", icon: Unplug },
  wrong: { code: "key_wrong", tone: "bad", icon: ShieldAlert },
  passphraseNeeded: { code: "passphrase_needed", tone: "warn", icon: Lock },
};

/** Above the table while the key of the vault is not open: which of the states it is, what still works, what to do. */
export function KeyNotice({ keys, onKeys }: { keys: KeyStatus; onKeys: (keys: KeyStatus) => void }) {
  const [busy, setBusy] = useState<"unlocking" | "retrying" | null>(null);
  const [asking, setAsking] = useState(false);

  if (keys.state === "ready" || keys.state === "opening") return null;
  const look = looks[keys.state];
  const text = errorText(look.code);

  const run = async (kind: "unlocking" | "retrying", command: () => Promise<KeyStatus>) => {
    setBusy(kind);
    try {
      onKeys(await command());
    } catch (thrown) {
      const failure: CommandFailure = asFailure(thrown);
      if (failure.code !== "cancelled") showToast({ tone: "bad", text: failureSentence(failure) });
    }
    setBusy(null);
  };

  const actions: ReactNode[] = [];
  if (keys.state === "locked") {
    actions.push(
      <Button
        key="unlock"
        size="small"
        busy={busy === "unlocking" && t("keys.unlocking")}
        onClick={() => run("unlocking", unlockKeychain)}
      >
        {t("keys.unlock")}
      </Button>,
    );
    if (busy === "unlocking") {
      actions.push(
        <Button key="cancel" size="small" kind="ghost" onClick={() => cancelUnlock().catch(() => null)}>
          {t("keys.cancelWaiting")}
        </Button>,
      );
    }
  }
  if (keys.hasKeychain && busy !== "unlocking") {
    actions.push(
      <Button
        key="retry"
        size="small"
        kind={keys.state === "locked" ? "ghost" : "plain"}
        busy={busy === "retrying" && t("keys.retrying")}
        onClick={() => run("retrying", retryKeychain)}
      >
        {t("action.retry")}
      </Button>,
    );
  }
  if (keys.hasPassphrase && busy === null) {
    actions.push(
      <Button
        key="passphrase"
        size="small"
        kind={keys.state === "passphraseNeeded" ? "plain" : "ghost"}
        onClick={() => setAsking(true)}
      >
        {t(keys.state === "passphraseNeeded" ? "keys.enterPassphrase" : "keys.usePassphrase")}
      </Button>,
    );
  }

  return (
    <section className={styles.banner} aria-label={text.title} data-pane="notice">
      <Notice tone={look.tone} icon={look.icon} title={text.title} role="status" actions={actions}>
        {busy === "unlocking"
          ? t("keys.waiting")
          : `${text.meaning} ${t("keys.notVouched")} ${nextStep(keys.state, text.next)}`}
      </Notice>
      {asking && (
        <Suspense>
          <PassphraseDialog
            onClose={() => setAsking(false)}
            onOpened={(next) => {
              setAsking(false);
              onKeys(next);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

/** The buttons below already say it for these states. */
function nextStep(state: KeyStatus["state"], next: string): string {
  return state === "locked" || state === "passphraseNeeded" ? "" : next;
}
