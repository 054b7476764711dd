import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { keyStatus } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";

/** While the keychain is being asked at the start; the event that ends it may come before anybody listens. */
const askAgainMillis = 400;

/** Where the key of the vault stands. Rows are read again once it is there, since only then are they vouched for. */
export function useKeys(atStart: KeyStatus | null) {
  const client = useQueryClient();
  const keys = useQuery<KeyStatus | null>({
    queryKey: ["keys"],
    queryFn: keyStatus,
    initialData: atStart,
    refetchInterval: ({ state }) => (state.data?.state === "opening" ? askAgainMillis : false),
  });
  const state = keys.data?.state;
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state) client.invalidateQueries({ queryKey: ["credentials", "ids"] });
    before.current = state;
  }, [state, client]);
  return keys;
}
