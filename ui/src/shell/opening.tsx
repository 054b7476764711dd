import { t } from "../text";
import { Spinner } from "../ui/spinner";
import styles from "./opening.module.css";

/** While the vault opens; it shows only when that takes longer than a glance. */
export function Opening() {
  return (
    <main className={styles.opening} aria-busy="true">
      <h1 className="visually-hidden">{t("app.name")}</h1>
      <p role="status">
        <Spinner />
        {t("app.loading")}
      </p>
    </main>
  );
}
