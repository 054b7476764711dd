import { useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";

export type Saving = {
  busy: boolean;
  failure: CommandFailure | null;
  /** What somebody else changed meanwhile, in sentences; null if nothing was. */
  meanwhile: string[] | null;
  save: () => Promise<void>;
  /** What is wrong with this field. */
  problem: (field: string) => string | null;
  /** The field was changed, so what was said about it no longer holds. */
  correct: (field: string) => void;
};

/**
 * Carries out what a form asks for. Where its object was changed meanwhile, `reread` takes over what it is now and
 * answers what is different; a second attempt acts on that.
 */
export function useSaving(work: () => Promise<void>, reread?: () => Promise<string[]>): Saving {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [meanwhile, setMeanwhile] = useState<string[] | null>(null);

  const save = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setMeanwhile(null);
    try {
      await work();
    } catch (thrown) {
      const caught = asFailure(thrown);
      setFailure(caught);
      if (caught.code === "changed_meanwhile" && reread) {
        try {
          setMeanwhile(await reread());
        } catch (reading) {
          setFailure(asFailure(reading));
        }
      }
    }
    setBusy(false);
  };

  return {
    busy,
    failure,
    meanwhile,
    save,
    problem: (field) => (failure?.field === field ? failure.message : null),
    correct: (field) => {
      if (failure?.field === field) setFailure(null);
    },
  };
}
