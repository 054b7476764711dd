import { useEffect, useRef, useState } from "react";
import { asFailure } from "../backend/backend";
import { cancelJob } from "../backend/commands";
import { ProgressBar } from "../exporting/progress-bar";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { figuresOf, type Going, markStopping } from "./going";
import { verbOf } from "./kinds";
import styles from "./progress.module.css";
import { millisLeft, timeLeftWords } from "./time-left";

/** “Revoking 1,204 credentials”. */
export function goingWords({ deed, doing, expected }: Going): string {
  const count = { count: expected, total: number(expected) };
  return doing === "undo" ? t("running.undoing", count) : t(`running.title.${verbOf(deed.kind)}`, count);
}

/** Tells a job to stop after what it is at. */
export async function stop({ job, stopping }: Going) {
  if (stopping) return;
  markStopping(job, true);
  try {
    await cancelJob(job);
  } catch (thrown) {
    markStopping(job, false);
    showToast({ tone: "bad", text: `${t("running.failedToStop")} ${failureSentence(asFailure(thrown))}` });
  }
}

/** So often at most it is said how far it is. */
const saidMillis = 5_000;

/** How far a batch is: a bar, figures, and how long it still takes. */
export function Progress({ going }: { going: Going }) {
  const { done, total } = figuresOf(going);
  const left = millisLeft(done, total, performance.now() - going.since);
  return (
    <div className={styles.progress}>
      <ProgressBar label={goingWords(going)} done={done} total={total} />
      <p className={styles.figures}>
        <span>
          <Emphasised
            template={t("running.progress", { done: "{{done}}", total: "{{total}}" })}
            values={{ done: number(done), total: number(total) }}
          />
        </span>
        <span>{left !== null && timeLeftWords(left)}</span>
      </p>
      <Said words={t("running.said", { done: number(done), total: number(total) })} />
    </div>
  );
}

/** The figures for those who do not see the bar, and not more often than one can listen. */
function Said({ words }: { words: string }) {
  const [said, setSaid] = useState("");
  const latest = useRef(words);
  latest.current = words;
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), saidMillis);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
