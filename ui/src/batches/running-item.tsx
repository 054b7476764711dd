import { ProgressBar } from "../exporting/progress-bar";
import { t } from "../text";
import { figuresOf, useGoings } from "./going";
import { goingWords } from "./progress";
import styles from "./running-item.module.css";
import { showBatch } from "./showing";

/** In the status bar: the batch that is running, how far it is, and the way back to it. */
export default function RunningItem({ onAll }: { onAll: () => void }) {
  const [going, ...others] = useGoings();
  if (!going) return null;
  const { done, total } = figuresOf(going);
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return (
    <>
      <button
        type="button"
        className={styles.running}
        data-tip={`${goingWords(going)}\n${t("running.reopen")}`}
        onClick={() => showBatch({ at: "report", batch: going.batch })}
      >
        <span className={styles.words}>{goingWords(going)}</span>
        <span className={styles.gauge}>
          <ProgressBar label={goingWords(going)} done={done} total={total} />
        </span>
        <span className={styles.percent}>{t("running.share", { percent })}</span>
      </button>
      {others.length > 0 && (
        <button type="button" className={styles.running} onClick={onAll}>
          {t("running.more", { count: others.length })}
        </button>
      )}
    </>
  );
}
