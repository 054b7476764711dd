import { useEffect, useState } from "react";
import { asFailure } from "../backend/backend";
import { checkAddresses } from "../backend/commands";
import type { AddressCheck } from "../bindings/AddressCheck";
import { failureSentence } from "../ui/failure-notice";
import { taken } from "./address-list";
import { wordsOf } from "./draft";

type Addresses = {
  checking: boolean;
  problem: string | null;
  /** Of each address that overlaps another: the sentence about it. */
  warnings: ReadonlyMap<string, string>;
  take: (typed: string) => void;
  /** The text was changed, so what was said about it no longer holds. */
  correct: () => void;
};

/** Lets the core look at each address as it is added; its sentence is what the form says. */
export function useAddresses(
  known: readonly string[],
  onTaken: (addresses: string[], typed: string) => void,
): Addresses {
  const [checking, setChecking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [warnings, setWarnings] = useState<ReadonlyMap<string, string>>(new Map());

  const standing = known.join(" ");
  useEffect(() => {
    let current = true;
    const list = wordsOf(standing);
    const tell = (checks: readonly AddressCheck[]) => {
      const said = checks.flatMap((each, at): [string, string][] =>
        each.warning === null ? [] : [[list[at] ?? each.typed, each.warning]],
      );
      if (current) setWarnings(new Map(said));
    };
    if (list.length < 2) tell([]);
    // Overlaps only warn: without an answer nothing is said of them.
    else checkAddresses(list).then(tell, () => tell([]));
    return () => {
      current = false;
    };
  }, [standing]);

  const take = async (typed: string) => {
    if (checking) return;
    setChecking(true);
    setProblem(null);
    try {
      const result = taken(known, await checkAddresses([...known, ...wordsOf(typed)]));
      setProblem(result.problem);
      onTaken(result.addresses, result.typed);
    } catch (thrown) {
      setProblem(failureSentence(asFailure(thrown)));
    }
    setChecking(false);
  };

  return { checking, problem, warnings, take, correct: () => setProblem(null) };
}
