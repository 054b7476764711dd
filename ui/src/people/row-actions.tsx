import { Pencil, Trash2 } from "lucide-react";
import { t } from "../text";
import { IconButton } from "../ui/icon-button";
import styles from "./lists.module.css";

type Props = { name: string; blocked: string | null; onEdit: () => void; onDelete: () => void };

/** What can be done to the role or user of a row; what may not be done stays and says why. */
export function RowActions({ name, blocked, onEdit, onDelete }: Props) {
  const edit = t("people.edit", { name });
  const remove = t("people.delete", { name });
  return (
    <span className={styles.actions}>
      <IconButton
        icon={Pencil}
        label={edit}
        aria-disabled={blocked ? true : undefined}
        data-tip={blocked ?? edit}
        onClick={() => !blocked && onEdit()}
      />
      <IconButton
        icon={Trash2}
        label={remove}
        aria-disabled={blocked ? true : undefined}
        data-tip={blocked ?? remove}
        onClick={() => !blocked && onDelete()}
      />
    </span>
  );
}
