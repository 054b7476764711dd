import { t } from "../text";

/** Before this much of the time is over nothing can be told from it. */
const leastMillis = 1_000;

/** How many milliseconds a job still takes if it goes on as it did; null while that cannot be told. */
export function millisLeft(done: number, total: number, spent: number): number | null {
  if (done <= 0 || total <= 0 || spent < leastMillis) return null;
  return Math.max(0, (spent / done) * (total - done));
}

/** “about 4 s left”. */
export function timeLeftWords(millis: number): string {
  const seconds = Math.ceil(millis / 1_000);
  if (seconds <= 1) return t("running.left.moment");
  if (seconds < 90) return t("running.left.seconds", { count: seconds });
  return t("running.left.minutes", { count: Math.ceil(seconds / 60) });
}
