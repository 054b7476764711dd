import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, ShieldCheck, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { pendingChanges, vouchForChanges } from "../backend/commands";
import type { PendingRow } from "../bindings/PendingRow";
import type { Permission } from "../bindings/Permission";
import { shortTime } from "../credentials/dates";
import { useKeys } from "../shell/keys";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice, failureSentence } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast";
import { Action } from "./action";
import styles from "./pending.module.css";

type Props = {
  permissions: readonly Permission[];
  zone: string;
  onShow: (sequence: number) => void;
};

/** From this height of the window on the list has room above the log. */
const roomyHeight = 720;

/** What was changed while the keychain was locked, until an administrator vouches for it. */
export function Pending({ permissions, zone, onShow }: Props) {
  const client = useQueryClient();
  const keys = useKeys(null);
  const pending = useQuery<PendingRow[], CommandFailure>({
    queryKey: ["audit", "pending"],
    queryFn: pendingChanges,
  });
  const [busy, setBusy] = useState(false);
  const id = useId();
  // In a low window the log itself needs the room; the list is one press away.
  const [listed, setListed] = useState(() => window.innerHeight >= roomyHeight);

  if (pending.error && pending.error.code !== "not_permitted") {
    return (
      <section className={styles.banner} aria-label={t("pending.failed")} data-pane="notice">
        <FailureNotice
          title={t("pending.failed")}
          failure={pending.error}
          actions={
            <Button size="small" onClick={() => pending.refetch()}>
              {t("action.tryAgain")}
            </Button>
          }
        />
      </section>
    );
  }
  const rows = pending.data ?? [];
  if (rows.length === 0) return null;

  const count = rows.length;
  const unsound = rows.filter(({ sound }) => !sound).length;
  const closed = !permissions.includes("manageSettings")
    ? t("settings.blocked")
    : keys.data && keys.data.state !== "ready"
      ? t("pending.needsKey")
      : null;

  const vouch = async () => {
    setBusy(true);
    try {
      const done = await vouchForChanges();
      showToast({ tone: "good", text: t("pending.vouched", { count: done, formatted: number(done) }) });
    } catch (thrown) {
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
    }
    client.invalidateQueries({ queryKey: ["audit"] });
    client.invalidateQueries({ queryKey: ["credentials", "ids"] });
    setBusy(false);
  };

  return (
    <section className={styles.banner} aria-label={t("pending.list")} data-pane="notice">
      <Notice
        role="status"
        tone={unsound > 0 ? "bad" : "warn"}
        icon={unsound > 0 ? TriangleAlert : ShieldCheck}
        title={t("pending.title", { count, formatted: number(count) })}
        actions={
          <>
            <Button
              size="small"
              busy={busy && t("pending.vouching")}
              aria-disabled={closed ? true : undefined}
              data-tip={closed ?? undefined}
              onClick={vouch}
            >
              {t("pending.vouch", { count, formatted: number(count) })}
            </Button>
            <Button
              size="small"
              kind="ghost"
              aria-expanded={listed}
              aria-controls={listed ? id : undefined}
              onClick={() => setListed(!listed)}
            >
              {t(listed ? "pending.hide" : "pending.show")}
            </Button>
            {closed && <span className={styles.closed}>{closed}</span>}
          </>
        }
      >
        {t("pending.text")}
        {unsound > 0 && ` ${t("pending.unsound", { count: unsound, formatted: number(unsound) })}`}
      </Notice>
      {listed && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        <ul id={id} className={styles.list} aria-label={t("pending.list")} tabIndex={0}>
          {rows.map((row) => (
            <li key={row.sequence}>
              <button type="button" className={styles.entry} onClick={() => onShow(row.sequence)}>
                {t("pending.entry", { number: number(row.sequence) })}
              </button>
              <Action action={row.action} />
              <span className={styles.title}>{row.title}</span>
              <span className={styles.by}>
                {t("pending.by", { operator: row.operator, time: shortTime(row.at, zone) })}
              </span>
              <span className={row.sound ? styles.sound : styles.notSound}>
                {row.sound ? <Check aria-hidden /> : <TriangleAlert aria-hidden />}
                {t(row.sound ? "pending.sound" : "pending.notSound")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
