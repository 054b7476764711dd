import { useState } from "react";
import { changeExpiry } from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import { writtenDay } from "../credentials/dates";
import { expiresOf, type Lifetime, lifetimeOf } from "../credentials/lifetime";
import { LifetimeField } from "../credentials/lifetime-field";
import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { DeedDialog } from "./deed-dialog";
import type { DeedProps } from "./dialogs";
import { Outcome } from "./outcome";
import { useSubmitting } from "./submitting";

const fields = ["expires"];
const blank = { date: "{{date}}", zone: "{{zone}}" };

/** Changes until when a credential works. */
export function ExpiryDialog({ tenant, details, onClose, onDone }: DeedProps<Changed>) {
  const { row } = details;
  const [lifetime, setLifetime] = useState<Lifetime>(() => lifetimeOf(tenant, row));
  const expires = expiresOf(lifetime);
  const submitting = useSubmitting(details, async (target) => {
    if (expires) onDone(await changeExpiry(target, expires));
  });
  const { zone } = tenant;
  const now = submitting.details.row;

  return (
    <DeedDialog
      title={t("expiry.title", { title: row.title })}
      submitting={submitting}
      fields={fields}
      label={t("expiry.save")}
      busyWord={t("expiry.saving")}
      lead={
        <p>
          {now.expiresOn === null ? (
            t("expiry.isNever")
          ) : (
            <Emphasised
              template={t((now.daysLeft ?? 0) < 0 ? "expiry.wasOn" : "expiry.isOn", blank)}
              values={{ date: writtenDay(now.expiresOn), zone }}
            />
          )}
          {now.beyondPolicy && ` ${now.beyondPolicy}`}
        </p>
      }
      dateMissing={!expires}
      onSubmit={submitting.submit}
      onDismiss={onClose}
      after={
        <Outcome>
          {!expires ? (
            t("create.summaryNoDate")
          ) : expires.kind === "never" ? (
            <Emphasised template={t("expiry.willNever")} values={{}} />
          ) : (
            <Emphasised
              template={t("expiry.willOn", blank)}
              values={{ date: writtenDay(expires.date), zone }}
            />
          )}
        </Outcome>
      }
    >
      <LifetimeField
        tenant={tenant}
        value={lifetime}
        problem={submitting.problem("expires")}
        onChange={(value) => {
          setLifetime(value);
          submitting.correct("expires");
        }}
      />
    </DeedDialog>
  );
}
