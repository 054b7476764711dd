import type { QueryClient } from "@tanstack/react-query";
import {
  Building2,
  Columns3,
  FileText,
  Folder,
  Gauge,
  Keyboard,
  Layers,
  ListFilter,
  Plus,
  Rows3,
  Search,
  SlidersHorizontal,
  SunMoon,
  Undo2,
  Upload,
  Users,
  X,
} from "lucide-react";
import type { Density } from "../bindings/Density";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import type { Theme } from "../bindings/Theme";
import { lastStep } from "../deeds/undo";
import type { WindowFinding } from "../finding/use-finding";
import { changeAppearance } from "../settings/preferences";
import type { Go, PageName } from "../shell/pages";
import { number, t } from "../text";
import { KeyIcon } from "../ui/key-icon";
import { viewName } from "../views/built-in";
import type { Offer } from "./offers";

const icons: Record<PageName, Offer["icon"]> = {
  credentials: KeyIcon,
  groups: Folder,
  tenants: Building2,
  limits: Gauge,
  people: Users,
  audit: FileText,
  settings: SlidersHorizontal,
};
const keysOf: Partial<Record<PageName, string>> = { settings: "Ctrl ," };
const densities: readonly Density[] = ["compact", "normal", "comfortable"];
const themes: readonly Theme[] = ["system", "light", "dark"];

/** What the palette can have the window do. */
export type WindowDeeds = {
  start: StartState;
  tenants: readonly TenantRow[];
  tenant: TenantRow | null;
  finding: WindowFinding;
  /** Why nothing can be issued now. */
  blocked: string | null;
  go: Go;
  onCreate: () => void;
  onSaveView: () => void;
  onColumns: () => void;
  onExport: () => void;
  onShortcuts: () => void;
  onFind: () => void;
  onVisit: (key: string) => void;
};

/** What the window as a whole offers to the palette: its screens, its views, and what can be done anywhere. */
export function windowOffers(client: QueryClient, now: WindowDeeds): Offer[] {
  return [...actions(now), ...appearance(client, now), ...views(now), ...screens(now)];
}

function appearance(client: QueryClient, { start: { preferences } }: WindowDeeds): Offer[] {
  const inUse = (on: boolean) => (on ? t("palette.inUse") : undefined);
  return [
    ...densities.map(
      (density): Offer => ({
        id: `density-${density}`,
        part: "window",
        icon: Rows3,
        label: t("palette.density", { density: t(`appearance.densities.${density}`) }),
        note: inUse(preferences.density === density),
        run: () => changeAppearance(client, { density }),
      }),
    ),
    ...themes.map(
      (theme): Offer => ({
        id: `theme-${theme}`,
        part: "window",
        icon: SunMoon,
        label: t("palette.theme", { theme: t(`appearance.themes.${theme}`) }),
        note: inUse(preferences.theme === theme),
        run: () => changeAppearance(client, { theme }),
      }),
    ),
  ];
}

function actions(now: WindowDeeds): Offer[] {
  const { blocked, finding, onCreate, onSaveView, onColumns, onExport, onShortcuts, onFind } = now;
  const step = lastStep();
  const { box } = finding;
  return [
    {
      id: "create",
      part: "window",
      icon: Plus,
      label: t("table.newCredential"),
      keys: "Ctrl N",
      closed: blocked,
      run: onCreate,
    },
    { id: "find", part: "window", icon: Search, label: t("palette.search"), keys: "Ctrl F", run: onFind },
    ...(box.get().text === ""
      ? []
      : [
          {
            id: "clear",
            part: "window" as const,
            icon: X,
            label: t("palette.clearQuery"),
            run: () => box.write(""),
          },
        ]),
    { id: "columns", part: "window", icon: Columns3, label: t("palette.columns"), run: onColumns },
    { id: "export", part: "window", icon: Upload, label: t("palette.exportList"), run: onExport },
    { id: "save-view", part: "window", icon: ListFilter, label: t("palette.saveView"), run: onSaveView },
    {
      id: "undo",
      part: "window",
      icon: Undo2,
      label: t("palette.undo"),
      keys: "Ctrl Z",
      closed: step ? null : t("palette.nothingToUndo"),
      run: () => step?.run(),
    },
    {
      id: "shortcuts",
      part: "window",
      icon: Keyboard,
      label: t("palette.shortcuts"),
      keys: "Ctrl /",
      run: onShortcuts,
    },
  ];
}

function views({ finding, onVisit }: WindowDeeds): Offer[] {
  return finding.views.map((row) => ({
    id: `view-${row.key}`,
    part: "views",
    icon: ListFilter,
    label: viewName(row),
    note: row.problem ?? (row.count === null ? undefined : number(row.count)),
    run: () => onVisit(row.key),
  }));
}

function screens({ start, tenants, tenant, go }: WindowDeeds): Offer[] {
  const pages = Object.keys(icons) as PageName[];
  const to = (id: string, label: string, icon: Offer["icon"], target: string | null): Offer => ({
    id,
    part: "screens",
    icon,
    label: t("palette.tenant", { tenant: label }),
    note: (tenant?.id ?? null) === target ? t("palette.inUse") : undefined,
    run: () => go("credentials", { tenant: target }),
  });
  return [
    ...pages.map(
      (page): Offer => ({
        id: `page-${page}`,
        part: "screens",
        icon: icons[page],
        label: t(`shell.page.${page}`),
        keys: keysOf[page],
        closed: page === "audit" && !start.permissions.includes("readAudit") ? t("shell.closed.audit") : null,
        run: () => go(page),
      }),
    ),
    ...(tenants.length > 1
      ? [
          ...tenants.map(({ id, name }) => to(`tenant-${id}`, name, Building2, id)),
          to("tenant-all", t("tenants.all"), Layers, null),
        ]
      : []),
  ];
}
