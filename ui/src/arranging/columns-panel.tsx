import { ArrowDown, ArrowUp, GripVertical, RotateCcw, Search, X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import type { Column } from "../bindings/Column";
import type { Layout } from "../bindings/Layout";
import { t } from "../text";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { classNames } from "../ui/class-names";
import { CutText } from "../ui/cut-text";
import { IconButton } from "../ui/icon-button";
import type { Arranging } from "./arranging";
import styles from "./columns-panel.module.css";
import { fixed, hiddenCount, moveInList } from "./layout";
import { followGrip } from "./list-drag";
import { isEntering } from "./panel-open";

type Props = {
  layout: Layout;
  firstLayout: Layout;
  nameOf: (column: Column) => string;
  arranging: Arranging;
  onClose: () => void;
};

/** Which columns the table has, and in which order. */
export function ColumnsPanel({ layout, firstLayout, nameOf, arranging, onClose }: Props) {
  const [text, setText] = useState("");
  const panel = useRef<HTMLElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const wanted = text.trim().toLowerCase();
  const found = layout.columns.filter(({ column }) => nameOf(column).toLowerCase().includes(wanted));

  useEffect(() => {
    if (isEntering()) find.current?.focus();
  }, []);

  const press = (event: PointerEvent<HTMLElement>, column: Column) => {
    const item = event.currentTarget.closest<HTMLElement>("[data-column]");
    if (event.button !== 0 || !item || !list.current) return;
    event.preventDefault();
    followGrip({
      item,
      list: list.current,
      y: event.clientY,
      pointer: event.pointerId,
      onDrop: (before) => arranging.moveBefore(column, before as Column | null),
      onCancel: () => arranging.moveBefore(column, column),
    });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    if (text !== "") setText("");
    else onClose();
  };

  return (
    <section
      ref={panel}
      aria-label={t("arranging.columns")}
      className={styles.panel}
      data-pane="columns"
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <h2>{t("arranging.columns")}</h2>
        <IconButton icon={X} label={t("arranging.close")} onClick={onClose} />
      </header>
      <label className={styles.find}>
        <Search aria-hidden />
        <input
          ref={find}
          type="text"
          value={text}
          placeholder={t("arranging.find")}
          aria-label={t("arranging.find")}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <ul ref={list} className={styles.list}>
        {found.map(({ column, shown }) => {
          const name = nameOf(column);
          const first = column === fixed;
          const can = (by: -1 | 1) => moveInList(layout, column, by) !== layout;
          return (
            <li
              key={column}
              className={classNames(styles.item, !shown && styles.hidden)}
              data-column={column}
              data-movable={!first || undefined}
            >
              {first ? (
                <span />
              ) : (
                // The grip is for a pointer; the arrows beside the name do the same.
                <span
                  aria-hidden="true"
                  className={styles.grip}
                  data-tip={t("arranging.grip", { column: name })}
                  onPointerDown={(event) => press(event, column)}
                >
                  <GripVertical />
                </span>
              )}
              <label className={styles.name}>
                <Checkbox
                  checked={shown}
                  disabled={first}
                  onChange={(event) => arranging.show(column, event.target.checked)}
                />
                <CutText>{name}</CutText>
              </label>
              {first ? (
                <span className={styles.aside}>{t("arranging.alwaysFirst")}</span>
              ) : (
                <>
                  <IconButton
                    icon={ArrowUp}
                    label={t("arranging.up", { column: name })}
                    aria-disabled={can(-1) ? undefined : true}
                    className={styles.step}
                    onClick={() => can(-1) && arranging.nudgeInList(column, -1)}
                  />
                  <IconButton
                    icon={ArrowDown}
                    label={t("arranging.down", { column: name })}
                    aria-disabled={can(1) ? undefined : true}
                    className={styles.step}
                    onClick={() => can(1) && arranging.nudgeInList(column, 1)}
                  />
                </>
              )}
            </li>
          );
        })}
        <li aria-hidden="true" className={styles.drop} />
      </ul>
      {found.length === 0 && (
        <p role="status" className={styles.nothing}>
          {t("arranging.nothing", { text: text.trim() })}
        </p>
      )}
      <footer className={styles.foot}>
        <Button
          kind="ghost"
          size="small"
          aria-disabled={hiddenCount(layout) === 0 ? true : undefined}
          onClick={arranging.showAll}
        >
          {t("arranging.showAll")}
        </Button>
        <Button
          kind="ghost"
          size="small"
          icon={RotateCcw}
          aria-disabled={isSame(layout, firstLayout) ? true : undefined}
          onClick={arranging.reset}
        >
          {t("arranging.reset")}
        </Button>
      </footer>
    </section>
  );
}

function isSame({ columns }: Layout, { columns: others }: Layout): boolean {
  return columns.every((each, index) => {
    const other = others[index];
    return each.column === other?.column && each.shown === other.shown && each.width === other.width;
  });
}
