import type { AddressCheck } from "../bindings/AddressCheck";

export type Taken = {
  /** The addresses that stand now. */
  addresses: string[];
  /** What stays in the field, because it is no address. */
  typed: string;
  problem: string | null;
};

/** What becomes of typed words, after the core has looked at all of them together. */
export function taken(known: readonly string[], checks: readonly AddressCheck[]): Taken {
  const added = checks.slice(known.length);
  const wrong = added.filter(({ problem }) => problem !== null);
  return {
    addresses: [
      ...known,
      ...added.flatMap(({ address, problem }) => ((problem ?? !address) ? [] : [address])),
    ],
    typed: wrong.map(({ typed }) => typed).join(" "),
    problem: wrong[0]?.problem ?? null,
  };
}
