import { t } from "../text";
import { DatePicker } from "../ui/date-picker";
import { FormRow } from "../ui/form-row";
import { Segments } from "../ui/segments";
import { dayAfter } from "./dates";
import type { RowProps } from "./draft-rows";

/** From when it is accepted: at once, or from the beginning of a day. */
export function StartsRow({ tenant, draft, change, problem }: RowProps) {
  const said = problem("starts");
  const today = dayAfter(0, tenant.zone);
  return (
    <FormRow label={t("create.starts")} problem={said}>
      {(describedBy) => (
        <>
          <Segments
            label={t("create.startsLabel")}
            value={draft.startsLater ? "date" : "now"}
            options={[
              { value: "now", label: t("create.startsNow") },
              { value: "date", label: t("create.startsDate") },
            ]}
            onChange={(choice) => change({ startsLater: choice === "date" }, "starts")}
          />
          {draft.startsLater && (
            <DatePicker
              label={t("create.startsOn")}
              value={draft.starts}
              // A start that is past stands as it is; a new one lies ahead.
              min={draft.starts !== null && draft.starts < today ? draft.starts : today}
              max={null}
              invalid={said !== null}
              describedBy={describedBy}
              onChange={(starts) => change({ starts }, "starts")}
            />
          )}
        </>
      )}
    </FormRow>
  );
}

/** Puts the focus on the date that is wanted and does not stand there yet. */
export function focusDate(form: HTMLElement | null, of: "starts" | "expires") {
  const label = t(of === "starts" ? "create.startsOn" : "create.date");
  form?.querySelector<HTMLElement>(`[role="spinbutton"][aria-label$="${label}"]`)?.focus();
}
