import { type QueryClient, queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { credentialDetails } from "../backend/commands";
import type { CredentialDetails } from "../bindings/CredentialDetails";

/** The question for the details of one credential. */
export const detailsOf = (credential: string) =>
  queryOptions<CredentialDetails, CommandFailure>({
    queryKey: ["credentials", "details", credential],
    queryFn: () => credentialDetails(credential),
    gcTime: 30_000,
  });

/** While the keys run over many rows, only the one that they rest on is asked about. */
const restMillis = 60;

export function useDetails(credential: string) {
  const [rested, setRested] = useState(credential);
  useEffect(() => {
    const timer = setTimeout(() => setRested(credential), restMillis);
    return () => clearTimeout(timer);
  }, [credential]);
  return useQuery({ ...detailsOf(credential), staleTime: 0, enabled: rested === credential });
}

/** The details as they are at this moment, whatever was read before. */
export function freshDetails(client: QueryClient, credential: string): Promise<CredentialDetails> {
  return client.fetchQuery({ ...detailsOf(credential), staleTime: 0 });
}
