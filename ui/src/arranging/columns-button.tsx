import { Columns3 } from "lucide-react";
import { t } from "../text";
import { Button } from "../ui/button";
import styles from "./columns-button.module.css";
import { toggleColumns, useColumnsOpen } from "./panel-open";

/** Opens and closes the columns panel. */
export function ColumnsButton() {
  const open = useColumnsOpen();
  return (
    <Button
      kind="ghost"
      icon={Columns3}
      aria-pressed={open}
      className={styles.button}
      onClick={toggleColumns}
    >
      {t("arranging.columns")}
    </Button>
  );
}
