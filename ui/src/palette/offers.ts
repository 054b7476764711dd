import type { LucideIcon } from "lucide-react";
import { type ComponentType, useEffect, useRef } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Deed } from "../bindings/Deed";
import type { Copying } from "../credentials/copying";

/** The parts in which the palette lists what can be done. */
export type OfferPart = "credential" | "window" | "views" | "screens" | "credentials";

/** One thing that can be done from the palette. */
export type Offer = {
  id: string;
  part: OfferPart;
  icon: LucideIcon | ComponentType;
  label: string;
  /** More that it is found by, and that stands beside it. */
  note?: string | undefined;
  keys?: string | undefined;
  /** Why it cannot be done now. */
  closed?: string | null;
  run: () => void;
};

/** The credential that the table is at, and what acts on it. */
export type Acting = {
  row: () => CredentialRow | null;
  begin: (deed: Deed, details: CredentialDetails) => void;
  copy: Copying["copy"];
};

let acting: Acting | null = null;

/** Says which credential the palette's actions are about. */
export function useActing(now: Acting) {
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    const mine: Acting = {
      row: () => latest.current.row(),
      begin: (...args) => latest.current.begin(...args),
      copy: (...args) => latest.current.copy(...args),
    };
    acting = mine;
    return () => {
      if (acting === mine) acting = null;
    };
  }, []);
}

export const actingNow = (): Acting | null => acting;
