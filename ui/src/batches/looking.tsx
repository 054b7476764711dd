import { t } from "../text";
import { Spinner } from "../ui/spinner";
import styles from "./preview-dialog.module.css";

/** A preview of many credentials takes a moment, in which nothing is changed. */
export function Looking() {
  return (
    <p className={styles.looking}>
      <Spinner />
      <span>
        {t("batch.looking")}
        <span className={styles.note}>{t("batch.lookingSaid")}</span>
      </span>
    </p>
  );
}
