import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { GroupRow } from "../bindings/GroupRow";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";

export type PageName =
  | "credentials"
  | "groups"
  | "tenants"
  | "limits"
  | "people"
  | "audit"
  | "batches"
  | "settings";

/** Where a page leads to. A tenant of null stands for all of them; one that is not named stays. */
export type Go = (
  page: PageName,
  also?: { group?: GroupRow; tenant?: string | null; credential?: string },
) => void;

export type PageProps = {
  start: StartState;
  tenants: TenantRow[];
  /** Null stands for all tenants. */
  tenant: TenantRow | null;
  /** The credential that the page was opened for, such as the one whose entries the audit log shows. */
  credential: string | null;
  go: Go;
};

type Page = LazyExoticComponent<ComponentType<PageProps>>;

/** The pages beside the table of credentials, each loaded when it is first opened. */
export const pages: Partial<Record<PageName, Page>> = {
  people: lazy(() => import("../people/people-page")),
  groups: lazy(() => import("../groups/groups-page")),
  tenants: lazy(() => import("../tenants/tenants-page")),
  limits: lazy(() => import("../tenants/limits-page")),
  batches: lazy(() => import("../batches/batches-page")),
  audit: lazy(() => import("../audit/audit-page")),
  settings: lazy(() => import("../settings/settings-page")),
};
