import { useQuery } from "@tanstack/react-query";
import { keyStatus } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";
import { startOf } from "../start";
import { type BatchKind, whyClosed } from "./kinds";

/** Why a deed cannot be done now, by what the operator may and how the key of the vault stands; null if it can. */
export function useWhyClosed(): (kind: BatchKind) => string | null {
  const start = useQuery({ ...startOf, enabled: false });
  const keys = useQuery<KeyStatus | null>({ queryKey: ["keys"], queryFn: keyStatus, enabled: false });
  const permissions = start.data?.permissions ?? [];
  return (kind) => whyClosed(kind, permissions, keys.data);
}
