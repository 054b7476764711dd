import { useState } from "react";
import { rotateCredential } from "../backend/commands";
import type { Reveal } from "../bindings/Reveal";
import type { Rotated } from "../bindings/Rotated";
import { dayAfter, shortTime, writtenDay } from "../credentials/dates";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { DatePicker } from "../ui/date-picker";
import { FormRow } from "../ui/form-row";
import { Notice } from "../ui/notice";
import { Segments } from "../ui/segments";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { Outcome } from "./outcome";
import { firstOverlap, type OverlapChoice, overlapEnd, overlapHours, overlapOf } from "./overlap";
import { useSubmitting } from "./submitting";

const fields = ["overlap"];
const blank = { date: "{{date}}" };
const kinds = ["now", ...overlapHours, "date"] as const;
const reveals: readonly Reveal[] = ["show-once", "recoverable"];

/** Gives a credential a new secret; the old one is accepted for a while, or no longer. */
export function RotateDialog({ tenant, details, onClose, onDone }: DeedProps<Rotated>) {
  const [choice, setChoice] = useState<OverlapChoice>(() => firstOverlap(details));
  const [chosen, setChosen] = useState<Reveal | null>(null);
  const overlap = overlapOf(choice);
  const submitting = useSubmitting(details, async (target) => {
    if (overlap) onDone(await rotateCredential(target, overlap, chosen));
  });
  const { row, versions, reveal: kept } = submitting.details;
  const reveal = chosen ?? kept;
  const secret = secretName(row.scheme);
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
      aside={t(`rotate.aside.${reveal}`, { secret })}
      lead={<p>{t(`rotate.lead.${row.scheme}`)}</p>}
      dateMissing={!overlap}
      onSubmit={submitting.submit}
      onDismiss={onClose}
      after={
        <>
          <Outcome>
            <Sentence choice={choice} expiresAt={row.expiresAt} zone={tenant.zone} secret={secret} />
          </Outcome>
          {older && (
            <Notice tone="warn" title={t("rotate.older", { number: older.number })}>
              {t("rotate.olderText", { secret, date: shortTime(older.acceptedUntil ?? 0, tenant.zone) })}
            </Notice>
          )}
        </>
      }
    >
      <FormRow label={t("rotate.stops")} problem={problem}>
        {(describedBy) => (
          <>
            <Segments
              label={t("rotate.stops")}
              value={choice.kind}
              options={kinds.map((kind) => ({ value: kind, label: t(`rotate.overlap.${kind}`) }))}
              onChange={(kind) => choose({ ...choice, kind })}
            />
            {choice.kind === "date" && (
              <DatePicker
                label={t("rotate.date", { secret })}
                value={choice.date}
                min={dayAfter(0, tenant.zone)}
                max={row.expiresOn}
                invalid={problem !== null}
                describedBy={describedBy}
                onChange={(date) => choose({ kind: "date", date })}
              />
            )}
          </>
        )}
      </FormRow>
      <FormRow
        label={t("rotate.reveal")}
        hint={`${reveal === kept ? `${t("rotate.asBefore")} ` : ""}${t(`rotate.revealNote.${reveal}`)}`}
      >
        {() => (
          <Segments
            label={t("rotate.reveal")}
            value={reveal}
            options={reveals.map((each) => ({ value: each, label: t(`rotate.revealName.${each}`) }))}
            // What stays as it is needs no decision of the core.
            onChange={(next) => setChosen(next === kept ? null : next)}
          />
        )}
      </FormRow>
    </DeedDialog>
  );
}

function Sentence({
  choice,
  expiresAt,
  zone,
  secret,
}: {
  choice: OverlapChoice;
  expiresAt: number | null;
  zone: string;
  secret: string;
}) {
  if (choice.kind === "now") {
    return <Emphasised template={t("rotate.summaryNow", { secret: "{{secret}}" })} values={{ secret }} />;
  }
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
