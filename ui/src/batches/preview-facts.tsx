import type { BatchPreview } from "../bindings/BatchPreview";
import type { Outcome } from "../bindings/Outcome";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { Status } from "../ui/status";
import { type CountRow, Counts } from "./counts";
import { verbOf } from "./kinds";
import { OutcomeWord } from "./outcome-word";
import styles from "./preview-dialog.module.css";

type Props = {
  preview: BatchPreview;
  /** What it is done with, in words, where it is done with something. */
  target: string | null;
  /** The key of the vault is not open, and this works all the same. */
  locked: boolean;
  /** Something was changed since. */
  stale: boolean;
  onAgain: () => void;
  onList: (outcome: Outcome | null) => void;
};

/** So many are named beside the link to all of them: titles may be long, and hold commas. */
const named = 4;

/** What a batch would do: what that means, how many by status, what is skipped and why, and the first of them. */
export function PreviewFacts({ preview, target, locked, stale, onAgain, onList }: Props) {
  const { deed, scope, touched, skipped, first } = preview;
  const total = touched + skipped;
  const listed = touched || total;
  return (
    <>
      {stale && (
        <Notice
          tone="warn"
          role="status"
          title={t("batch.changedSince")}
          actions={
            <Button size="small" onClick={onAgain}>
              {t("batch.lookAgain")}
            </Button>
          }
        >
          {t("batch.changedSinceText")}
        </Notice>
      )}
      <div className={styles.lead}>
        {touched === 0 ? (
          <p>{t("batch.nothingText")}</p>
        ) : (
          <>
            <p>
              <Emphasised
                template={t(`batch.lead.${deed.kind}`, { target: "{{target}}" })}
                values={{ target: target ?? "" }}
              />
            </p>
            <p>{reversal(preview, locked)}</p>
          </>
        )}
      </div>
      {total > 0 && <Counts label={t("batch.countsLabel")} rows={rowsOf(preview)} />}
      <dl className={styles.facts}>
        <dt>{t("batch.over")}</dt>
        <dd>{scope}</dd>
        {total > 0 && (
          <>
            <dt>{t("batch.amongThem")}</dt>
            <dd>
              {first.slice(0, named).map((title) => `${title} · `)}
              <button
                type="button"
                className={styles.link}
                onClick={() => onList(touched === 0 ? null : "left")}
              >
                {t("batch.all", { count: listed, total: number(listed) })}
              </button>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

function reversal({ reversible }: BatchPreview, locked: boolean): string {
  if (!reversible) return t("batch.cannotUndo");
  return t(locked ? "batch.lockedUndo" : "batch.canUndo");
}

function rowsOf({ deed, statuses, because }: BatchPreview): CountRow[] {
  return [
    ...statuses.map(({ status, count }) => ({
      id: status,
      count,
      word: <Status status={status} />,
      note: t(`batch.become.${verbOf(deed.kind)}`),
    })),
    ...because.map(({ because: why, words, count }) => ({
      id: why,
      count,
      word: <OutcomeWord outcome="skipped" />,
      note: words,
      quiet: true,
    })),
  ];
}
