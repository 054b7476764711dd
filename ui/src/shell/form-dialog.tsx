import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { DiscardDialog } from "../credentials/discard-dialog";
import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { Notice } from "../ui/notice";
import styles from "./form-dialog.module.css";
import type { Saving } from "./saving";

type Props = {
  title: string;
  saving: Saving;
  /** The name of what is changed, for saying that somebody else changed it. */
  subject?: string;
  /** The fields that say themselves what is wrong with them. */
  fields?: readonly string[];
  /** Verb and object. */
  label: string;
  busyWord: string;
  kind?: "primary" | "danger";
  /** Why it cannot be done yet; the button stays and says so. */
  blocked?: string | null;
  /** Something was typed that closing would lose. */
  dirty?: boolean;
  /** A quiet word beside the buttons. */
  aside?: string;
  narrow?: boolean;
  role?: "dialog" | "alertdialog";
  lead?: ReactNode;
  onClose: () => void;
  /** The fields; a dialog that only asks has none. */
  children?: ReactNode;
  /** What stands below the fields. */
  after?: ReactNode;
};

/** A dialog around a form: what it means, its fields, what went wrong, and the two buttons. What was typed stays. */
export function FormDialog({
  title,
  saving,
  subject = "",
  fields = [],
  label,
  busyWord,
  kind = "primary",
  blocked = null,
  dirty = false,
  aside,
  narrow = false,
  role = "dialog",
  lead,
  onClose,
  children,
  after,
}: Props) {
  const form = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [discarding, setDiscarding] = useState(false);
  const { failure, meanwhile, busy } = saving;
  const said = failure !== null && !fields.includes(failure.field ?? "");

  useEffect(() => {
    if (!failure) return;
    // What is about no field stands on top, which may be scrolled out of sight.
    if (said) frame.current?.firstElementChild?.scrollIntoView({ block: "nearest" });
    else focusFirstInvalid(frame.current);
  }, [failure, said]);

  const dismiss = () => {
    if (busy) return;
    if (dirty) setDiscarding(true);
    else onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // Before a button takes it for a press of its own.
      event.stopPropagation();
      frame.current?.querySelector("form")?.requestSubmit();
    }
  };

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
            busy={busy && busyWord}
            aria-disabled={blocked ? true : undefined}
            data-tip={blocked ?? undefined}
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
              <Notice role="alert" tone="warn" title={t("form.meanwhile", { subject })}>
                {[...meanwhile, t("form.meanwhileText")].join(" ")}
              </Notice>
            ) : (
              <FailureNotice failure={failure} />
            ))}
          {lead && <div className={styles.lead}>{lead}</div>}
          <Form
            id={form}
            onSubmit={(event) => {
              event.preventDefault();
              if (!blocked) saving.save();
            }}
          >
            {children}
          </Form>
          {after}
        </div>
      </DialogBody>
      {discarding && (
        <DiscardDialog
          title={t("form.discardTitle")}
          text={t("form.discardText")}
          onKeep={() => setDiscarding(false)}
          onDiscard={onClose}
        />
      )}
    </Dialog>
  );
}
