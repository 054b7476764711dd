import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Target } from "../bindings/Target";
import { freshDetails } from "../details/asking";
import { targetOf } from "./act";
import { whatChanged } from "./meanwhile";

export type Submitting = {
  busy: boolean;
  failure: CommandFailure | null;
  /** What somebody else changed meanwhile, in sentences; null if nothing was. */
  meanwhile: string[] | null;
  submit: () => Promise<void>;
  /** What is wrong with this field. */
  problem: (field: string) => string | null;
  /** The field was changed, so what was said about it no longer holds. */
  correct: (field: string) => void;
  /** The details that the next attempt acts on. */
  details: CredentialDetails;
};

/**
 * Carries out a deed of a dialog. When the credential was changed meanwhile, the details are read again, and a second
 * attempt acts on what they say now.
 */
export function useSubmitting(
  opened: CredentialDetails,
  work: (target: Target) => Promise<void>,
): Submitting {
  const client = useQueryClient();
  const [details, setDetails] = useState(opened);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [meanwhile, setMeanwhile] = useState<string[] | null>(null);

  const submit = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setMeanwhile(null);
    try {
      await work(targetOf(details));
    } catch (thrown) {
      const caught = asFailure(thrown);
      setFailure(caught);
      if (caught.code === "changed_meanwhile") {
        try {
          const now = await freshDetails(client, details.row.id);
          setMeanwhile(whatChanged(details, now));
          setDetails(now);
        } catch (reading) {
          setFailure(asFailure(reading));
        }
      }
      setBusy(false);
    }
  };

  return {
    busy,
    failure,
    meanwhile,
    submit,
    details,
    problem: (field) => (failure?.field === field ? failure.message : null),
    correct: (field) => {
      if (failure?.field === field) setFailure(null);
    },
  };
}
