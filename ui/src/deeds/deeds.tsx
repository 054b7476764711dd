import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useRef, useState } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Deed } from "../bindings/Deed";
import type { TenantRow } from "../bindings/TenantRow";
import { freshDetails } from "../details/asking";
import { t } from "../text";
import { showToast } from "../ui/toast";
import { actAtOnce, isAtOnce } from "./act";
import type { AskedDeed } from "./dialogs";
import { type MenuState, RowMenu } from "./row-menu";
import { useUndoKey } from "./undo";

const DeedDialogs = lazy(() => import("./dialogs"));

export type Deeds = {
  /** Does it at once, or asks first. */
  begin: (deed: Deed, details: CredentialDetails) => void;
  /** Opens the menu of a row. */
  menu: (row: CredentialRow, at: { x: number; y: number }) => void;
  /** A menu or a dialog is open. */
  open: boolean;
  /** The menu or dialog that is open. */
  layer: ReactNode;
};

type Owner = {
  tenant: TenantRow;
  onCopy: (row: CredentialRow) => void;
  onDeleted: (credential: string) => void;
};

/** What can be done to one credential, from its row and from its details. */
export function useDeeds({ tenant, onCopy, onDeleted }: Owner): Deeds {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ deed: AskedDeed; details: CredentialDetails } | null>(null);
  const [menuState, setMenuState] = useState<MenuState | null>(null);
  const wanted = useRef(0);
  useUndoKey();

  const begin = useCallback(
    (deed: Deed, details: CredentialDetails) => {
      if (isAtOnce(deed)) actAtOnce(client, deed, details);
      else setAsked({ deed, details });
    },
    [client],
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

  const layer = (
    <>
      {menuState && (
        <RowMenu
          state={menuState}
          onClose={() => setMenuState(null)}
          onCopy={() => onCopy(menuState.details.row)}
          onDeed={(deed) => {
            setMenuState(null);
            // The menu hands the focus back first, so that the dialog hands it to the same place afterwards.
            requestAnimationFrame(() => setTimeout(() => begin(deed, menuState.details)));
          }}
        />
      )}
      <Suspense>
        {asked && (
          <DeedDialogs
            deed={asked.deed}
            tenant={tenant}
            details={asked.details}
            onClose={() => setAsked(null)}
            onDeleted={onDeleted}
          />
        )}
      </Suspense>
    </>
  );
  return { begin, menu, open: asked !== null || menuState !== null, layer };
}
