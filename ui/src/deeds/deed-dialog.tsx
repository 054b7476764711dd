import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { Notice } from "../ui/notice";
import styles from "./deed-dialog.module.css";
import type { Submitting } from "./submitting";

type Props = {
  title: string;
  submitting: Submitting;
  /** The fields that say themselves what is wrong with them. */
  fields?: readonly string[];
  /** Verb and object. */
  label: string;
  busyWord: string;
  kind?: "primary" | "plain" | "danger";
  /** A quiet word beside the buttons. */
  aside?: string;
  narrow?: boolean;
  role?: "dialog" | "alertdialog";
  lead?: ReactNode;
  /** A date that it needs is not whole yet: submitting leads there instead. */
  dateMissing?: boolean;
  /** There is nothing to submit yet; what stands in the dialog says why. */
  unready?: boolean;
  onSubmit: () => void;
  onDismiss: () => void;
  /** The fields; a dialog that only asks has none. */
  children?: ReactNode;
  /** What stands below the fields. */
  after?: ReactNode;
};

/** A dialog that does one thing to one credential: what it means, its fields, what went wrong, and the two buttons. */
export function DeedDialog({
  title,
  submitting,
  fields = [],
  label,
  busyWord,
  kind = "primary",
  aside,
  narrow = false,
  role = "dialog",
  lead,
  dateMissing = false,
  unready = false,
  onSubmit,
  onDismiss,
  children,
  after,
}: Props) {
  const form = useId();
  const frame = useRef<HTMLDivElement>(null);
  const { failure, meanwhile, busy } = submitting;

  // Fields that take the focus by themselves have it by now.
  useEffect(() => {
    const fields = frame.current;
    if (!fields || fields.contains(document.activeElement)) return;
    const first =
      fields.querySelector<HTMLElement>("input:checked") ?? fields.querySelector("input, textarea, select");
    if (first instanceof HTMLElement) first.focus();
  }, []);

  useEffect(() => {
    if (failure) focusFirstInvalid(frame.current);
  }, [failure]);

  const dismiss = () => {
    if (!busy) onDismiss();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // Before a button takes it for a press of its own.
      event.stopPropagation();
      frame.current?.querySelector("form")?.requestSubmit();
    }
  };
  const said = failure && !fields.includes(failure.field ?? "");

  return (
    <Dialog
      title={title}
      narrow={narrow}
      role={role}
      closable={role === "dialog"}
      onDismiss={dismiss}
      foot={
        <>
          {aside && <span className={styles.aside}>{aside}</span>}
          <span className="spacer" />
          <Button autoFocus={!children} onClick={dismiss}>
            {t("action.cancel")}
          </Button>
          <Button
            kind={kind}
            submits
            form={form}
            aria-disabled={unready ? true : undefined}
            busy={busy && busyWord}
          >
            {label}
          </Button>
        </>
      }
    >
      <DialogBody>
        <div ref={frame} className={styles.frame} onKeyDownCapture={onKeyDown}>
          {said &&
            (meanwhile ? (
              <Notice
                role="alert"
                tone="warn"
                title={t("deeds.meanwhile", { title: submitting.details.row.title })}
              >
                {[...meanwhile, t("deeds.meanwhileText")].join(" ")}
              </Notice>
            ) : (
              <FailureNotice failure={failure} />
            ))}
          {lead && <div className={styles.lead}>{lead}</div>}
          <Form
            id={form}
            onSubmit={(event) => {
              event.preventDefault();
              if (dateMissing) frame.current?.querySelector<HTMLElement>('[role="spinbutton"]')?.focus();
              else if (!busy && !unready) onSubmit();
            }}
          >
            {children}
          </Form>
          {after}
        </div>
      </DialogBody>
    </Dialog>
  );
}
