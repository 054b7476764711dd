import { t } from "../text";
import { Skeleton } from "../ui/skeleton";
import styles from "./page-waiting.module.css";

const bars = ["a", "b", "c", "d", "e", "f"];

/** Bars where a page will stand; one that comes quickly never shows them. */
export function PageWaiting() {
  return (
    <div className={styles.waiting} role="status" aria-busy="true">
      <h1 className="visually-hidden">{t("shell.pageLoading")}</h1>
      {bars.map((bar, index) => (
        <Skeleton key={bar} width={index % 2 === 1 ? "short" : "long"} />
      ))}
    </div>
  );
}
