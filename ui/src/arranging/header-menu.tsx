import {
  ArrowDown,
  ArrowDownNarrowWide,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ArrowUpNarrowWide,
  Columns3,
  EyeOff,
  MoveHorizontal,
  RotateCcw,
} from "lucide-react";
import type { Column } from "../bindings/Column";
import type { Layout } from "../bindings/Layout";
import type { Sort } from "../bindings/Sort";
import type { MenuPlace } from "../grid/header";
import { t } from "../text";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import type { Arranging } from "./arranging";
import { canMove, fixed } from "./layout";

type Props = {
  column: Column;
  name: string;
  at: MenuPlace;
  layout: Layout;
  sort: readonly Sort[];
  arranging: Arranging;
  onSort: (sort: readonly Sort[]) => void;
  onFit: () => void;
  onColumns: () => void;
  onClose: () => void;
};

/** What can be done with a column, at its heading. */
export default function HeaderMenu(props: Props) {
  const { column, name, at, layout, sort, arranging, onSort, onFit, onColumns, onClose } = props;
  const [first] = sort;
  const isFirst = first?.column === column;
  const then = (descending: boolean) => first && onSort([first, { column, descending }]);
  const end = column === fixed ? t("arranging.moveFirst") : t("arranging.moveEnd");
  const width = layout.columns.find((each) => each.column === column)?.width ?? null;
  return (
    <Menu label={t("arranging.menuOf", { column: name })} at={at} onClose={onClose}>
      <MenuItem
        icon={ArrowUp}
        label={t("arranging.ascending")}
        onAction={() => onSort([{ column, descending: false }])}
      />
      <MenuItem
        icon={ArrowDown}
        label={t("arranging.descending")}
        onAction={() => onSort([{ column, descending: true }])}
      />
      <MenuItem
        icon={ArrowUpNarrowWide}
        label={t("arranging.thenAscending")}
        closed={isFirst ? t("arranging.notSecond") : null}
        said={false}
        onAction={() => then(false)}
      />
      <MenuItem
        icon={ArrowDownNarrowWide}
        label={t("arranging.thenDescending")}
        closed={isFirst ? t("arranging.notSecond") : null}
        onAction={() => then(true)}
      />
      <MenuLine />
      <MenuItem
        icon={ArrowLeft}
        label={t("arranging.left")}
        keys="Alt Shift ←"
        closed={canMove(layout, column, -1) ? null : end}
        onAction={() => arranging.nudge(column, -1)}
      />
      <MenuItem
        icon={ArrowRight}
        label={t("arranging.right")}
        keys="Alt Shift →"
        closed={canMove(layout, column, 1) ? null : end}
        onAction={() => arranging.nudge(column, 1)}
      />
      <MenuLine />
      <MenuItem icon={MoveHorizontal} label={t("arranging.fit")} onAction={onFit} />
      <MenuItem
        icon={RotateCcw}
        label={t("arranging.giveUpWidth")}
        closed={width === null ? t("arranging.noWidth") : null}
        onAction={() => arranging.widen({ [column]: null })}
      />
      <MenuLine />
      <MenuItem
        icon={EyeOff}
        label={t("arranging.hide")}
        closed={column === fixed ? t("arranging.hideFirst") : null}
        onAction={() => arranging.show(column, false)}
      />
      <MenuItem icon={Columns3} label={t("arranging.more")} onAction={onColumns} />
    </Menu>
  );
}
