import { Copy } from "lucide-react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import { t } from "../text";
import { Menu, MenuItem, MenuLine, MenuNote } from "../ui/menu";
import { deedIcons } from "./icons";
import { sharedReason, shownDeeds } from "./shown";

export type MenuState = { details: CredentialDetails; x: number; y: number };

type Props = {
  state: MenuState;
  onClose: () => void;
  onCopy: () => void;
  onDeed: (deed: Deed) => void;
};

/** The first of the deeds that change whether a credential is accepted. */
const apart = new Set<Deed>(["activate", "deactivate"]);

/** Everything that can be done to one credential, as a menu at its row. */
export function RowMenu({ state, onClose, onCopy, onDeed }: Props) {
  const { details } = state;
  const shown = shownDeeds(details);
  const shared = sharedReason(shown);
  return (
    <Menu label={t("deeds.label", { title: details.row.title })} at={state} onClose={onClose}>
      <MenuItem
        icon={Copy}
        label={t("deeds.copyAccessId")}
        keys={t("deeds.copyAccessIdKeys")}
        onAction={onCopy}
      />
      <MenuLine />
      {shared && <MenuNote>{shared}</MenuNote>}
      {shown.flatMap(({ deed, closed }) => [
        ...(apart.has(deed) ? [<MenuLine key="line" />] : []),
        <MenuItem
          key={deed}
          icon={deedIcons[deed]}
          label={t(`deeds.name.${deed}`)}
          closed={closed}
          said={closed !== shared}
          danger={deed === "delete"}
          onAction={() => onDeed(deed)}
        />,
      ])}
    </Menu>
  );
}
