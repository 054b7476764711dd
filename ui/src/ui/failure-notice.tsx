import type { ReactNode } from "react";
import type { CommandFailure } from "../backend/backend";
import { errorText } from "../text";
import { Notice } from "./notice";

/** A failed command as a notice: what happened, then what it means and what to do. */
export function FailureNotice({
  failure,
  title: said,
  actions,
  tone = "bad",
  className,
}: {
  failure: CommandFailure;
  /** What was being done, where that says more than the failure alone. */
  title?: string;
  actions?: ReactNode;
  tone?: "bad" | "warn";
  className?: string | undefined;
}) {
  const { title, rest } = failureParts(failure);
  return (
    <Notice role="alert" tone={tone} title={said ?? title} actions={actions} className={className}>
      {said ? failureSentence(failure) : rest}
    </Notice>
  );
}

/**
 * The core's message, parted after its first sentence; where the core is silent, or says only what happened, the
 * catalogue says what it means and what to do.
 */
export function failureParts(failure: CommandFailure): { title: string; rest: string } {
  const text = errorText(failure.code);
  const [, first = "", rest = ""] = /^(.*?[.!?])(?:\s+(.*))?$/s.exec(failure.message.trim()) ?? [];
  return {
    title: first || failure.message.trim() || text.title,
    rest: rest || `${text.meaning} ${text.next}`,
  };
}

export function failureSentence(failure: CommandFailure): string {
  const { title, rest } = failureParts(failure);
  return `${title} ${rest}`;
}
