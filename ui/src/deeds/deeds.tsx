import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Deed } from "../bindings/Deed";
import type { TenantRow } from "../bindings/TenantRow";
import type { Copying } from "../credentials/copying";
import { freshDetails } from "../details/asking";
import { t } from "../text";
import { showToast } from "../ui/toast";
import { actAtOnce, isAtOnce } from "./act";
import type { Asked } from "./dialogs";
import { askWhereToSave } from "./download-again";
import type { MenuState } from "./row-menu";

const DeedDialogs = lazy(() => import("./dialogs"));
const RowMenu = lazy(() => import("./row-menu"));

export type Deeds = {
  /** Does it at once, or asks first. */
  begin: (deed: Deed, details: CredentialDetails, forExcel?: boolean) => void;
  /** Opens the menu of a row. */
  menu: (row: CredentialRow, at: { x: number; y: number }) => void;
  /** A menu or a dialog is open. */
  open: boolean;
  /** The menu or dialog that is open. */
  layer: ReactNode;
};

type Owner = {
  tenants: readonly TenantRow[];
  onCopy: Copying["copy"];
  onDeleted: (credential: string) => void;
  onDuplicate: (details: CredentialDetails) => void;
};

/** What can be done to one credential, from its row and from its details. */
export function useDeeds({ tenants, onCopy, onDeleted, onDuplicate }: Owner): Deeds {
  const client = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [menuState, setMenuState] = useState<MenuState | null>(null);
  const wanted = useRef(0);

  const begin = useCallback(
    async (deed: Deed, details: CredentialDetails, forExcel = false) => {
      if (isAtOnce(deed)) actAtOnce(client, deed, details);
      else if (deed === "copyAgain") onCopy("secret", details.row);
      else if (deed === "duplicate") onDuplicate(details);
      else if (deed === "downloadAgain") {
        const path = await askWhereToSave(details.row, forExcel);
        if (path !== null) setAsked({ deed, details, path, forExcel });
      } else setAsked({ deed, details });
    },
    [client, onCopy, onDuplicate],
  );

  const menu = useCallback(
    async (row: CredentialRow, at: { x: number; y: number }) => {
      wanted.current += 1;
      const mine = wanted.current;
      try {
        const details = await freshDetails(client, row.id);
        if (mine === wanted.current) setMenuState({ details, x: at.x, y: at.y });
      } catch {
        showToast({ tone: "bad", text: t("deeds.failed", { title: row.title }) });
      }
    },
    [client],
  );

  const tenant = asked && tenants.find(({ id }) => id === asked.details.row.tenant);
  const layer = (
    <>
      <Suspense>
        {menuState && (
          <RowMenu
            state={menuState}
            onClose={() => setMenuState(null)}
            onCopy={(part) => onCopy(part, menuState.details.row, part !== "secret")}
            onDeed={(deed, forExcel) => {
              setMenuState(null);
              // The menu hands the focus back first, so that the dialog hands it to the same place afterwards.
              requestAnimationFrame(() => setTimeout(() => begin(deed, menuState.details, forExcel)));
            }}
          />
        )}
        {asked && tenant && (
          <DeedDialogs asked={asked} tenant={tenant} onClose={() => setAsked(null)} onDeleted={onDeleted} />
        )}
      </Suspense>
    </>
  );
  return { begin, menu, open: asked !== null || menuState !== null, layer };
}
