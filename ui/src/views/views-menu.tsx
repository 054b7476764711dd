import { Check, Ellipsis, ListFilter, Plus, TriangleAlert } from "lucide-react";
import type { RefObject } from "react";
import { Menu, MenuItem, Popover, Separator, Text } from "react-aria-components";
import type { WindowFinding } from "../finding/use-finding";
import { number, t } from "../text";
import { classNames } from "../ui/class-names";
import menu from "../ui/menu.module.css";
import { viewName } from "./built-in";
import styles from "./views-menu.module.css";

type Props = {
  trigger: RefObject<HTMLElement | null>;
  finding: WindowFinding;
  edited: boolean;
  onVisit: (key: string) => void;
  onNew: () => void;
  /** Opens what can be done with the view in use. */
  onMore: () => void;
  onClose: () => void;
};

/** The views behind the one button that a small window has for them. */
export default function ViewsMenu({ trigger, finding, edited, onVisit, onNew, onMore, onClose }: Props) {
  const { views, saved } = finding;
  const later = (work: () => void) => requestAnimationFrame(() => setTimeout(work));
  return (
    <Popover
      isOpen
      aria-label={t("views.title")}
      triggerRef={trigger}
      placement="right top"
      offset={8}
      className={menu.popover ?? ""}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu
        aria-label={t("views.title")}
        autoFocus="first"
        className={menu.list ?? ""}
        onClose={onClose}
        onAction={(key) => {
          if (key === "new") later(onNew);
          else if (key === "more") later(onMore);
          else onVisit(String(key).slice(1));
        }}
      >
        {views.map((row) => {
          const current = row.key === saved.key;
          return (
            <MenuItem key={row.key} id={`v${row.key}`} textValue={viewName(row)} className={menu.item ?? ""}>
              {row.problem ? (
                <TriangleAlert className={styles.problem} aria-hidden />
              ) : (
                <ListFilter aria-hidden />
              )}
              <Text slot="label" className={styles.pair ?? ""}>
                <span>
                  {viewName(row)}
                  {row.problem && <span className={menu.closed}> {row.problem}</span>}
                </span>{" "}
                {current && edited && <span className="visually-hidden">{t("views.editedTip")}</span>}
                <span className={classNames(styles.end, current && styles.current)}>
                  {current && edited && <span className={styles.dot} />}
                  {current ? <Check aria-hidden /> : row.count !== null && number(row.count)}
                </span>
              </Text>
            </MenuItem>
          );
        })}
        <Separator className={menu.line ?? ""} />
        <MenuItem id="new" textValue={t("views.saveCurrent")} className={menu.item ?? ""}>
          <Plus aria-hidden />
          <Text slot="label" className={menu.label ?? ""}>
            {t("views.saveCurrentMenu")}
          </Text>
        </MenuItem>
        <MenuItem
          id="more"
          textValue={t("views.menuOf", { name: viewName(saved) })}
          className={menu.item ?? ""}
        >
          <Ellipsis aria-hidden />
          <Text slot="label" className={menu.label ?? ""}>
            {t("views.menuOf", { name: viewName(saved) })}
          </Text>
        </MenuItem>
      </Menu>
    </Popover>
  );
}
