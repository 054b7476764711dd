import { ArrowDown, ArrowUp, Pencil, RotateCcw, Save, Trash2 } from "lucide-react";
import type { ViewRow } from "../bindings/ViewRow";
import { t } from "../text";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { viewName } from "./built-in";

type Props = {
  row: ViewRow;
  at: { x: number; y: number };
  /** Whether it is the one in use, and shows something else than it saved. */
  edited: boolean;
  first: boolean;
  last: boolean;
  onSave: () => void;
  onReset: () => void;
  onRename: () => void;
  onStep: (by: -1 | 1) => void;
  onDelete: () => void;
  onClose: () => void;
};

/** What can be done with one view; what cannot stays in its place and says why. */
export default function ViewMenu(props: Props) {
  const { row, at, edited, first, last, onClose } = props;
  const own = row.builtIn ? t("views.isBuiltIn") : null;
  const arranged = row.layout !== row.firstLayout;
  return (
    <Menu label={t("views.menuOf", { name: viewName(row) })} at={at} onClose={onClose}>
      <MenuItem
        icon={Save}
        label={t("views.saveNow")}
        closed={edited ? null : t("views.notEdited")}
        onAction={props.onSave}
      />
      <MenuItem
        icon={RotateCcw}
        label={t("views.resetNow")}
        closed={edited || arranged ? null : t("views.notEdited")}
        said={false}
        onAction={props.onReset}
      />
      <MenuLine />
      <MenuItem
        icon={ArrowUp}
        label={t("views.up")}
        keys="Alt ↑"
        closed={first ? t("views.isFirst") : null}
        onAction={() => props.onStep(-1)}
      />
      <MenuItem
        icon={ArrowDown}
        label={t("views.down")}
        keys="Alt ↓"
        closed={last ? t("views.isLast") : null}
        onAction={() => props.onStep(1)}
      />
      <MenuLine />
      <MenuItem
        icon={Pencil}
        label={t("views.renameMenu")}
        closed={own}
        said={false}
        onAction={props.onRename}
      />
      <MenuItem icon={Trash2} danger label={t("views.delete")} closed={own} onAction={props.onDelete} />
    </Menu>
  );
}
