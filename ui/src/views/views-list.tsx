import { Ellipsis, ListFilter, Plus, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, lazy, type PointerEvent, Suspense, useRef, useState } from "react";
import type { ViewRow } from "../bindings/ViewRow";
import type { WindowFinding } from "../finding/use-finding";
import { number, t } from "../text";
import { wholeText } from "../ui/cut-text";
import { IconButton } from "../ui/icon-button";
import { viewName } from "./built-in";
import { useDragging } from "./dragging";
import { useViewDeeds } from "./view-deeds";
import { useEdited } from "./view-edited";
import styles from "./views-list.module.css";

const ViewDialog = lazy(() => import("./view-dialog"));
const ViewMenu = lazy(() => import("./view-menu"));
const ViewsMenu = lazy(() => import("./views-menu"));

type Props = {
  finding: WindowFinding;
  /** Whether the credentials are shown: only then is a view in use. */
  inUse: boolean;
  onVisit: (key: string) => void;
};

type Doing = { kind: "new" } | { kind: "rename"; row: ViewRow };

/** The views, in the operator's order: each leads to what it shows, and can be arranged, saved and reset. */
export function ViewsList({ finding, inUse, onVisit }: Props) {
  const { views, saved, viewsFailed } = finding;
  const edited = useEdited(finding);
  const deeds = useViewDeeds(finding);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [menu, setMenu] = useState<{ row: ViewRow; x: number; y: number } | null>(null);
  const [narrow, setNarrow] = useState(false);
  const [said, setSaid] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const count = views.length;

  const sayPlace = (row: ViewRow, place: number) =>
    setSaid(t("views.moved", { name: viewName(row), place, count }));
  const step = (row: ViewRow, by: -1 | 1) => {
    const place = deeds.step(row.key, by);
    if (place === null) setSaid(t(by < 0 ? "views.isFirst" : "views.isLast"));
    else sayPlace(row, place);
  };
  const drag = useDragging(list, (key, before) => {
    const row = views.find((each) => each.key === key);
    if (row) sayPlace(row, deeds.place(key, before));
  });
  const begin = (next: Doing) => {
    setMenu(null);
    // The menu hands the focus back first, so that the dialog hands it to the same place afterwards.
    requestAnimationFrame(() => setTimeout(() => setDoing(next)));
  };
  const openMenu = (row: ViewRow, element: Element) => {
    const { left, bottom } = element.getBoundingClientRect();
    setMenu({ row, x: left, y: bottom });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, row: ViewRow) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by !== 0 && event.altKey) step(row, by);
    else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey))
      openMenu(row, event.currentTarget);
    else return;
    event.preventDefault();
  };

  return (
    <section className={styles.views} aria-label={t("views.title")}>
      <div className={styles.head}>
        <h2>{t("views.title")}</h2>
        <IconButton
          icon={Plus}
          label={t("views.saveCurrent")}
          className={styles.add}
          onClick={() => setDoing({ kind: "new" })}
        />
      </div>
      <ul ref={list} className={styles.list}>
        {views.map((row) => {
          const name = viewName(row);
          const current = inUse && row.key === saved.key;
          const dot = current && edited;
          return (
            <li key={row.key} data-view={row.key} className={styles.place}>
              <button
                type="button"
                className={styles.item}
                aria-current={current ? "true" : undefined}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Shift+F10"
                onClick={() => !drag.moved() && onVisit(row.key)}
                onKeyDown={(event) => onKeyDown(event, row)}
                onPointerDown={(event: PointerEvent) => drag.begin(event, row.key)}
                onContextMenu={(event) => {
                  event.preventDefault();
                  setMenu({ row, x: event.clientX, y: event.clientY });
                }}
              >
                {row.problem ? (
                  <TriangleAlert className={styles.problem} aria-hidden />
                ) : (
                  <ListFilter aria-hidden />
                )}
                <span
                  className={styles.label}
                  onPointerOver={(event) => wholeText(event, row.problem ?? undefined)}
                >
                  {name}
                </span>
                {row.problem && (
                  <span className="visually-hidden">{t("views.problem", { problem: row.problem })}</span>
                )}
                {dot && (
                  <span className={styles.dot} data-tip={t("views.editedTip")}>
                    <span className="visually-hidden">{t("views.editedTip")}</span>
                  </span>
                )}
                {!dot && row.count !== null && <span className={styles.count}>{number(row.count)}</span>}
              </button>
              <IconButton
                icon={Ellipsis}
                label={t("views.menuOf", { name })}
                aria-haspopup="menu"
                className={styles.more}
                onClick={({ currentTarget }) => openMenu(row, currentTarget)}
              />
            </li>
          );
        })}
      </ul>
      {viewsFailed && (
        <p className={styles.failed}>
          {t("views.failed")}{" "}
          <button type="button" onClick={finding.retryViews}>
            {t("action.tryAgain")}
          </button>
        </p>
      )}
      <IconButton
        ref={button}
        icon={ListFilter}
        label={t("views.inView", { name: viewName(saved) })}
        aria-haspopup="menu"
        aria-expanded={narrow}
        className={styles.rail}
        onClick={() => setNarrow(true)}
      />
      <Suspense>
        {narrow && (
          <ViewsMenu
            trigger={button}
            finding={finding}
            edited={inUse && edited}
            onVisit={onVisit}
            onNew={() => begin({ kind: "new" })}
            onMore={() => openMenu(saved, button.current ?? document.body)}
            onClose={() => setNarrow(false)}
          />
        )}
        {menu && (
          <ViewMenu
            row={menu.row}
            at={menu}
            edited={inUse && edited && menu.row.key === saved.key}
            first={views[0]?.key === menu.row.key}
            last={views.at(-1)?.key === menu.row.key}
            onSave={() => (menu.row.builtIn ? begin({ kind: "new" }) : deeds.save())}
            onReset={() => {
              deeds.reset(menu.row);
              setSaid(t("views.wasReset", { name: viewName(menu.row) }));
            }}
            onRename={() => begin({ kind: "rename", row: menu.row })}
            onStep={(by) => step(menu.row, by)}
            onDelete={() => deeds.remove(menu.row)}
            onClose={() => setMenu(null)}
          />
        )}
        {doing && (
          <ViewDialog
            finding={finding}
            renamed={doing.kind === "rename" ? doing.row : null}
            onClose={() => setDoing(null)}
          />
        )}
      </Suspense>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </section>
  );
}
