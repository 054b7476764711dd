import { t } from "../text";
import styles from "./access.module.css";
import { Part } from "./part";

/** How a request presents the credential. */
export function Access() {
  return (
    <Part name="access" title={t("details.access")}>
      <p className={styles.text}>{t("details.carries")}</p>
      <code className={styles.query}>{t("details.query")}</code>
    </Part>
  );
}
