import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Field } from "../ui/field";
import { type BatchKind, verbOf } from "./kinds";

type Props = {
  kind: BatchKind;
  reason: string;
  /** What must be typed; null where nothing must. */
  confirmation: string | null;
  typed: string;
  problem: (field: string) => string | null;
  onReason: (value: string) => void;
  onTyped: (value: string) => void;
};

/** What is asked for before a batch is run: why, and where it weighs, that it is meant. */
export function PreviewFields({ kind, reason, confirmation, typed, problem, onReason, onTyped }: Props) {
  return (
    <>
      <Field
        label={t("batch.reason")}
        aside={t("create.optional")}
        value={reason}
        problem={problem("reason")}
        hint={t(verbOf(kind) === "revoke" ? "batch.reasonHint" : "batch.reasonHintPlain")}
        onChange={onReason}
      />
      {confirmation !== null && (
        <Field
          label={t("batch.confirm")}
          value={typed}
          problem={problem("confirmation")}
          hint={
            <Emphasised
              template={t("batch.confirmHint", { words: "{{words}}" })}
              values={{ words: confirmation }}
            />
          }
          onChange={onTyped}
        />
      )}
    </>
  );
}
