import { useCallback, useRef } from "react";
import type { GroupRow } from "../bindings/GroupRow";
import type { TenantRow } from "../bindings/TenantRow";
import { termOf } from "../finding/terms";
import { useFinding, type WindowFinding } from "../finding/use-finding";
import { allKey } from "../views/built-in";
import type { Go } from "./pages";
import { usePlace } from "./place";

/**
 * Where the window is and what it finds there. A group's credentials are a query of all credentials; what is asked for
 * in another tenant waits until that is in view.
 */
export function useFindingPlace(tenants: readonly TenantRow[]) {
  const place = usePlace(tenants);
  const finding = useFinding(place.tenant?.id ?? null);
  const latest = useRef<WindowFinding>(finding);
  latest.current = finding;
  const { go: goTo } = place;

  /** All credentials that a query finds in a tenant, or in all of them. */
  const ask = useCallback(
    (query: string, tenant: string | null) => {
      const { tenant: inView, visit, awaitTenant } = latest.current;
      if (tenant === inView) visit(allKey, query);
      else awaitTenant(tenant, allKey, query);
      goTo("credentials", { tenant });
    },
    [goTo],
  );

  const go = useCallback<Go>(
    (page, also = {}) => {
      if (page === "credentials" && also.group) ask(groupQuery(also.group), also.group.tenant);
      else goTo(page, also);
    },
    [ask, goTo],
  );

  /** The tenant of something that was found, unless all of them are in view. */
  const goToTenant = useCallback(
    (tenant: string) => {
      const { tenant: inView } = latest.current;
      goTo("credentials", inView === null ? {} : { tenant });
    },
    [goTo],
  );

  /** A query for a tenant; where all of them are in view they stay. */
  const askIn = useCallback(
    (query: string, tenant: string) => ask(query, latest.current.tenant === null ? null : tenant),
    [ask],
  );

  /** The same query for all tenants. */
  const askEverywhere = useCallback(() => ask(latest.current.box.get().text, null), [ask]);

  return { ...place, go, finding, askIn, askEverywhere, goToTenant };
}

const groupQuery = ({ name }: GroupRow) => termOf("group", [name]);
