import { Columns3, Upload } from "lucide-react";
import { useInView } from "../credentials/in-view";
import { askExport } from "../exporting/asked";
import { t } from "../text";
import { Button } from "../ui/button";
import { toggleColumns, useColumnsOpen } from "./panel-open";
import styles from "./table-tools.module.css";

/** What concerns the table as a whole: its list as a file, and its columns. */
export function TableTools() {
  const open = useColumnsOpen();
  const found = useInView()?.found ?? 0;
  return (
    <>
      <Button
        kind="ghost"
        size="small"
        icon={Upload}
        aria-disabled={found === 0 ? true : undefined}
        data-tip={found === 0 ? t("exporting.nothing") : t("exporting.title")}
        onClick={() => askExport("result")}
      >
        <span className={styles.word}>{t("exporting.short")}</span>
      </Button>
      <Button
        kind="ghost"
        size="small"
        icon={Columns3}
        aria-pressed={open}
        data-tip={t("arranging.tip")}
        className={styles.columns}
        onClick={toggleColumns}
      >
        <span className={styles.word}>{t("arranging.columns")}</span>
      </Button>
    </>
  );
}
