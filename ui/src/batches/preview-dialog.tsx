import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { BatchPreview } from "../bindings/BatchPreview";
import type { KeyStatus } from "../bindings/KeyStatus";
import type { Outcome } from "../bindings/Outcome";
import type { TenantRow } from "../bindings/TenantRow";
import { DiscardDialog } from "../credentials/discard-dialog";
import { BackupCopies } from "../deeds/backup-copies";
import { useGroups } from "../groups/asking";
import { systemZone } from "../settings/system-zone";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { batchIcons } from "./icons";
import { ItemsList } from "./items-list";
import { deletes, isConfirmed, isGrave, isLocked, isTargeted, verbOf, worksLocked } from "./kinds";
import { Looking } from "./looking";
import styles from "./preview-dialog.module.css";
import { PreviewFacts } from "./preview-facts";
import { PreviewFields } from "./preview-fields";
import { usePreviewing } from "./previewing";
import type { AskedBatch } from "./showing";
import { deedOf, firstTarget, missing, targetFields, targetWords } from "./target";
import { TargetFields } from "./target-fields";

type Props = { asked: AskedBatch; tenants: readonly TenantRow[]; onClose: () => void };

/** What a batch would do, before it does it: with what, to how many, and what it takes to have it done. */
export function PreviewDialog({ asked, tenants, onClose }: Props) {
  const { kind, scope, tenant } = asked;
  const [target, setTarget] = useState(firstTarget);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [listed, setListed] = useState<Outcome | null | "closed">("closed");
  const [discarding, setDiscarding] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const previewing = usePreviewing(scope);
  const { preview, busy, failure, look } = previewing;
  const form = useId();
  const frame = useRef<HTMLDivElement>(null);
  const keys = useQueryClient().getQueryData<KeyStatus | null>(["keys"]);
  const groups = useGroups(tenant, kind === "move");
  const locked = isLocked(keys) && worksLocked(kind);

  const targeted = isTargeted(kind);
  const ready = preview !== null;
  const touched = preview?.touched ?? 0;
  const count = { count: touched, total: number(touched) };

  const lookNow = () => {
    const deed = deedOf(kind, target);
    setSaid(deed || !targeted ? null : missing(kind));
    if (deed) look(deed);
    else focusFirstField(frame.current);
  };

  // What needs to be told nothing is looked at as soon as the dialog is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; another deed is another dialog.
  useEffect(() => {
    if (!targeted) lookNow();
  }, []);
  // What was looked at is there: the first field takes the focus, never the button.
  useEffect(() => {
    if (ready && touched > 0 && listed === "closed") focusFirstField(frame.current);
  }, [ready, touched, listed]);
  useEffect(() => {
    if (failure?.field) focusFirstInvalid(frame.current);
  }, [failure]);

  const typedAnything = reason.trim() !== "" || typed.trim() !== "";
  const dismiss = () => {
    if (busy === "starting") return;
    if (typedAnything) setDiscarding(true);
    else onClose();
  };
  const confirmation = preview?.confirmation ?? null;
  const confirmed = confirmation === null || isConfirmed(confirmation, typed);
  const submit = () => {
    if (!ready) lookNow();
    else if (confirmed && touched > 0) previewing.run(typed, reason);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    // Before a button takes it for a press of its own.
    event.stopPropagation();
    submit();
  };

  const own = ready ? ["confirmation", "reason"] : targeted ? [targetFields[kind]] : [];
  const onTop = failure && !own.includes(failure.field ?? "none");
  const grave = isGrave(kind);
  const words =
    preview && targetWords(preview.deed, (id) => groups.data?.find((each) => each.id === id)?.name);
  const outcomes = preview
    ? [
        { outcome: "left" as const, count: preview.touched },
        { outcome: "skipped" as const, count: preview.skipped },
      ].filter((each) => each.count > 0)
    : [];
  const listing = preview !== null && listed !== "closed";
  const Icon = batchIcons[kind];

  return (
    <Dialog
      title={
        !preview
          ? targeted
            ? t(`batch.choose.${kind}`)
            : t(`batch.deed.${kind}`)
          : touched === 0
            ? t(`batch.nothingTitle.${kind}`)
            : t(`batch.title.${kind}`, count)
      }
      onDismiss={dismiss}
      foot={
        <>
          {listing ? (
            <Button autoFocus onClick={() => setListed("closed")}>
              {t("batch.back")}
            </Button>
          ) : (
            targeted && preview && <Button onClick={previewing.back}>{t("batch.back")}</Button>
          )}
          {!listing && preview && touched > 0 && <span className={styles.aside}>{t("batch.fixed")}</span>}
          <span className="spacer" />
          <Button autoFocus={!targeted} onClick={dismiss}>
            {t(preview && touched === 0 ? "action.close" : "action.cancel")}
          </Button>
          {!preview && targeted && (
            <Button kind="primary" submits form={form} busy={busy === "looking" && t("batch.preview")}>
              {t("batch.preview")}
            </Button>
          )}
          {preview && touched > 0 && !listing && (
            <Button
              kind={grave ? "danger" : "primary"}
              icon={Icon}
              submits
              form={form}
              busy={busy === "starting" && t("batch.starting")}
              aria-disabled={confirmed && busy === null ? undefined : true}
              data-tip={confirmed ? undefined : t("batch.confirmFirst", { words: confirmation ?? "" })}
            >
              {t(`batch.submit.${verbOf(kind)}`, count)}
            </Button>
          )}
        </>
      }
    >
      <DialogBody>
        <div ref={frame} className={styles.frame} onKeyDownCapture={onKeyDown}>
          {onTop && (
            <FailureNotice
              failure={failure}
              title={preview ? undefined : t("batch.previewFailed")}
              actions={
                !targeted &&
                !preview && (
                  <Button size="small" onClick={lookNow}>
                    {t("action.tryAgain")}
                  </Button>
                )
              }
            />
          )}
          {listing && preview ? (
            <ItemsList
              planned
              batch={preview.batch}
              outcomes={outcomes}
              outcome={listed}
              onOutcome={setListed}
            />
          ) : (
            <>
              {preview ? (
                <PreviewFacts
                  preview={preview}
                  target={words}
                  locked={locked}
                  stale={previewing.stale && busy === null}
                  onAgain={lookNow}
                  onList={setListed}
                />
              ) : (
                targeted && <p className={styles.lead}>{t("batch.chooseLead")}</p>
              )}
              {busy === "looking" && !targeted && !preview && <Looking />}
              <Form
                id={form}
                onSubmit={(event) => {
                  event.preventDefault();
                  submit();
                }}
              >
                {!preview && targeted && (
                  <TargetFields
                    kind={kind}
                    tenant={tenant}
                    tenants={tenants}
                    value={target}
                    problem={previewing.problem(targetFields[kind]) ?? said}
                    onChange={(part) => {
                      setTarget((before) => ({ ...before, ...part }));
                      setSaid(null);
                      previewing.correct(targetFields[kind]);
                    }}
                  />
                )}
                {preview && touched > 0 && (
                  <PreviewFields
                    kind={kind}
                    reason={reason}
                    confirmation={confirmation}
                    typed={typed}
                    problem={previewing.problem}
                    onReason={(value) => {
                      setReason(value);
                      previewing.correct("reason");
                    }}
                    onTyped={(value) => {
                      setTyped(value);
                      previewing.correct("confirmation");
                    }}
                  />
                )}
              </Form>
              {preview && touched > 0 && deletes(kind) && (
                <BackupCopies
                  scheme="signed"
                  secret={null}
                  zone={tenants.find(({ id }) => id === tenant)?.zone ?? systemZone()}
                />
              )}
            </>
          )}
          <p className="visually-hidden" role="status">
            {busy === "looking" ? t("batch.looking") : preview ? spoken(preview) : ""}
          </p>
        </div>
      </DialogBody>
      {discarding && (
        <DiscardDialog
          title={t("batch.discardTitle")}
          text={t("batch.discardText")}
          onKeep={() => setDiscarding(false)}
          onDiscard={onClose}
        />
      )}
    </Dialog>
  );
}

const fields = "input:not(:disabled), select:not(:disabled)";

function focusFirstField(frame: HTMLElement | null) {
  const field =
    frame?.querySelector<HTMLElement>('form [role="spinbutton"]') ??
    frame?.querySelector<HTMLElement>(`form :is(${fields})`);
  field?.focus();
}

/** A preview in one sentence, for those who do not see it come. */
function spoken({ deed, touched, skipped }: BatchPreview): string {
  const title =
    touched === 0
      ? t(`batch.nothingTitle.${deed.kind}`)
      : t(`batch.title.${deed.kind}`, { count: touched, total: number(touched) });
  return skipped === 0 ? title : `${title} ${t("batches.figures.skipped", { total: number(skipped) })}.`;
}
