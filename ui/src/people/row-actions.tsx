import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { t } from "../text";
import { IconButton } from "../ui/icon-button";
import { Menu, MenuItem, MenuLine } from "../ui/menu";

type Props = { name: string; blocked: string | null; onEdit: () => void; onDelete: () => void };

/** The menu of a role's or user's row; what may not be done stays and says why. */
export function RowActions({ name, blocked, onEdit, onDelete }: Props) {
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const label = t("directory.actionsOf", { name });
  const begin = (deed: () => void) => {
    setAt(null);
    // The menu hands the focus back first, so that the dialog hands it to the same place afterwards.
    requestAnimationFrame(() => setTimeout(deed));
  };
  return (
    <>
      <IconButton
        icon={Ellipsis}
        label={label}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          setAt({ x: left, y: bottom });
        }}
      />
      {at && (
        <Menu label={label} at={at} onClose={() => setAt(null)}>
          <MenuItem
            icon={Pencil}
            label={t("directory.edit")}
            closed={blocked}
            onAction={() => begin(onEdit)}
          />
          <MenuLine />
          <MenuItem
            icon={Trash2}
            danger
            label={t("directory.delete")}
            closed={blocked}
            onAction={() => begin(onDelete)}
          />
        </Menu>
      )}
    </>
  );
}

/** The name at the head of a row; it opens what can be changed. */
export function RowName({
  name,
  blocked,
  className,
  onEdit,
}: {
  name: string;
  blocked: string | null;
  className: string | undefined;
  onEdit: () => void;
}) {
  return (
    <button
      type="button"
      className={className}
      aria-disabled={blocked ? true : undefined}
      data-tip={blocked ?? undefined}
      onClick={() => !blocked && onEdit()}
    >
      {name}
    </button>
  );
}
