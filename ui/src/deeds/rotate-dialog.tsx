import { Clock } from "lucide-react";
import { useId, useState } from "react";
import { rotateCredential } from "../backend/commands";
import type { Sheet } from "../bindings/Sheet";
import { dayAfter, shortTime, writtenDay } from "../credentials/dates";
import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { DatePicker } from "../ui/date-picker";
import { FieldHelp } from "../ui/field";
import { Notice } from "../ui/notice";
import { Segments } from "../ui/segments";
import { DeedDialog } from "./deed-dialog";
import styles from "./deed-dialog.module.css";
import type { DeedProps } from "./dialogs";
import { firstOverlap, type OverlapChoice, overlapEnd, overlapHours, overlapOf } from "./overlap";
import { useSubmitting } from "./submitting";

const fields = ["overlap"];
const blank = { date: "{{date}}" };
const kinds = ["now", ...overlapHours, "date"] as const;

/** Gives a credential a new secret; the old one is accepted for a while, or no longer. */
export function RotateDialog({ tenant, details, onClose, onDone }: DeedProps<Sheet>) {
  const id = useId();
  const [choice, setChoice] = useState<OverlapChoice>(() => firstOverlap(details));
  const overlap = overlapOf(choice);
  const submitting = useSubmitting(details, async (target) => {
    if (overlap) onDone(await rotateCredential(target, overlap));
  });
  const { row, versions } = submitting.details;
  const older = versions.find((version) => version.accepted && !version.newest);
  const problem = submitting.problem("overlap");
  const choose = (next: OverlapChoice) => {
    setChoice(next);
    submitting.correct("overlap");
  };

  return (
    <DeedDialog
      title={t("rotate.title", { title: row.title })}
      submitting={submitting}
      fields={fields}
      label={t("rotate.submit")}
      busyWord={t("rotate.submitting")}
      aside={t("rotate.once")}
      lead={<p>{t("rotate.lead")}</p>}
      onSubmit={() => {
        if (overlap) submitting.submit();
        else document.querySelector<HTMLElement>('[role="dialog"] [role="spinbutton"]')?.focus();
      }}
      onDismiss={onClose}
      after={
        <>
          <p className={styles.summary} role="status">
            <Clock aria-hidden />
            <span>
              <Summary choice={choice} expiresAt={row.expiresAt} zone={tenant.zone} />
            </span>
          </p>
          {older && (
            <Notice tone="warn" title={t("rotate.older", { number: older.number })}>
              {t("rotate.olderText", { date: shortTime(older.acceptedUntil ?? 0, tenant.zone) })}
            </Notice>
          )}
        </>
      }
    >
      <span id={`${id}-label`} className={styles.label}>
        {t("rotate.stops")}
      </span>
      <div role="group" aria-labelledby={`${id}-label`}>
        <div className={styles.line}>
          <Segments
            label={t("rotate.stops")}
            value={choice.kind}
            options={kinds.map((kind) => ({ value: kind, label: t(`rotate.overlap.${kind}`) }))}
            onChange={(kind) => choose({ ...choice, kind })}
          />
          {choice.kind === "date" && (
            <DatePicker
              label={t("rotate.date")}
              value={choice.date}
              min={dayAfter(0, tenant.zone)}
              max={row.expiresOn}
              invalid={problem !== null}
              describedBy={problem ? `${id}-help` : undefined}
              onChange={(date) => choose({ kind: "date", date })}
            />
          )}
        </div>
        <FieldHelp id={`${id}-help`} problem={problem} />
      </div>
    </DeedDialog>
  );
}

function Summary({
  choice,
  expiresAt,
  zone,
}: {
  choice: OverlapChoice;
  expiresAt: number | null;
  zone: string;
}) {
  if (choice.kind === "now") return <Emphasised template={t("rotate.summaryNow")} values={{}} />;
  if (choice.kind === "date") {
    if (choice.date === null) return t("rotate.summaryNoDate");
    return <Emphasised template={t("rotate.summaryDay", blank)} values={{ date: writtenDay(choice.date) }} />;
  }
  const end = overlapEnd(Number(choice.kind), expiresAt, Date.now());
  return (
    <Emphasised
      template={t(end.expiry ? "rotate.summaryExpiry" : "rotate.summaryAt", blank)}
      values={{ date: shortTime(end.at, zone) }}
    />
  );
}
