import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Heading, Modal, ModalOverlay, Dialog as Panel } from "react-aria-components";
import { t } from "../text";
import { classNames } from "./class-names";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button";

type Props = {
  title: ReactNode;
  /** Escape, a click beside the dialog, or its close button; the caller decides what follows. */
  onDismiss: () => void;
  aside?: ReactNode;
  /** The one-time sheet has no close button: it ends with its own acknowledgement. */
  closable?: boolean;
  narrow?: boolean;
  role?: "dialog" | "alertdialog";
  children: ReactNode;
  foot: ReactNode;
};

const fields = "form :is(input, select, textarea):not(:disabled)";

/** A modal dialog: head and foot stay, the body scrolls, the focus is kept inside and returned after. */
export function Dialog({
  title,
  onDismiss,
  aside,
  closable = true,
  narrow = false,
  role = "dialog",
  children,
  foot,
}: Props) {
  const panel = useRef<HTMLElement>(null);

  // Above another dialog, the one below takes the focus back before this one is known to be open: the panel then has
  // it, and gives it on to its first field, or to its first button, which is never the red one.
  useEffect(() => {
    const element = panel.current;
    if (!element || document.activeElement !== element) return;
    const first =
      element.querySelector<HTMLElement>(fields) ?? element.querySelector<HTMLElement>("footer button");
    first?.focus();
  }, []);

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onDismiss();
      }}
      className={styles.scrim ?? ""}
    >
      <Modal className={classNames(styles.modal, narrow && styles.narrow)}>
        <Panel ref={panel} role={role} className={styles.dialog ?? ""}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ""}>
              {title}
            </Heading>
            {aside && <span className={styles.aside}>{aside}</span>}
            {closable && <IconButton icon={X} label={t("action.close")} onClick={onDismiss} />}
          </header>
          {children}
          <footer className={styles.foot}>{foot}</footer>
        </Panel>
      </Modal>
    </ModalOverlay>
  );
}

/** The scrolling middle of a dialog. */
export function DialogBody({ children }: { children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}
