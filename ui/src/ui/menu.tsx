import type { LucideIcon } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Menu as List, MenuItem as Option, Popover, Separator, Text } from "react-aria-components";
import { classNames } from "./class-names";
import styles from "./menu.module.css";

type Props = {
  /** Names the menu with its object (“Actions for CRM integration”). */
  label: string;
  /** The point of the window at which it opens. */
  at: { x: number; y: number };
  /** Opens above the point, for what stands at the lower edge of the window. */
  above?: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** A menu at a point. It has the focus while it is open, and gives it back. */
export function Menu({ label, at, above = false, onClose, children }: Props) {
  const anchor = useRef<HTMLSpanElement>(null);
  const [placed, setPlaced] = useState(false);
  useLayoutEffect(() => {
    anchor.current?.style.setProperty("--menu-left", `${at.x}px`);
    anchor.current?.style.setProperty("--menu-top", `${at.y}px`);
    setPlaced(true);
  }, [at.x, at.y]);
  return (
    <>
      <span ref={anchor} className={styles.anchor} aria-hidden="true" />
      {placed && (
        <Popover
          isOpen
          aria-label={label}
          triggerRef={anchor}
          placement={above ? "top start" : "bottom start"}
          offset={4}
          className={styles.popover ?? ""}
          onOpenChange={(open) => {
            if (!open) onClose();
          }}
        >
          <List aria-label={label} autoFocus="first" className={styles.list ?? ""} onClose={onClose}>
            {children}
          </List>
        </Popover>
      )}
    </>
  );
}

type ItemProps = {
  icon: LucideIcon;
  label: string;
  /** More that is read with the label and not seen, where what is around it says as much to the eye. */
  also?: string;
  /** A quiet word at its end, such as a number; what it says to the ear is a part of `also`. */
  aside?: string | undefined;
  keys?: string | undefined;
  /** Why it cannot be done now; it is read with the item. */
  closed?: string | null;
  /** Whether the reason stands with the item; where several share one it stands above them. */
  said?: boolean;
  danger?: boolean;
  onAction: () => void;
};

/** One action of a menu; one that cannot be done stays in its place and says why. */
export function MenuItem({
  icon: Icon,
  label,
  also,
  aside,
  keys,
  closed = null,
  said = true,
  danger = false,
  onAction,
}: ItemProps) {
  return (
    <Option
      textValue={label}
      isDisabled={closed !== null}
      className={classNames(styles.item, danger && styles.danger)}
      onAction={onAction}
    >
      <Icon aria-hidden />
      {/* The reason is part of the name, as it is part of what is seen. */}
      <Text slot="label" className={styles.label ?? ""}>
        {label}
        {closed && said && <span className={styles.closed}> {closed}</span>}
        {also && <span className="visually-hidden">, {also}</span>}
      </Text>
      {aside && <span className={styles.aside} data-aside={aside} />}
      {keys && <span className={styles.keys} data-keys={keys} />}
    </Option>
  );
}

/** A sentence about the items below it. */
export function MenuNote({ children }: { children: string }) {
  return (
    <Option isDisabled textValue={children} className={styles.note ?? ""}>
      {children}
    </Option>
  );
}

export function MenuLine() {
  return <Separator className={styles.line ?? ""} />;
}
