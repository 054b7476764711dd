import { Copy, FileSpreadsheet, Link } from "lucide-react";
import { Fragment } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import type { CopiedPart } from "../credentials/copying";
import { t } from "../text";
import { Menu, MenuItem, MenuLine, MenuNote } from "../ui/menu";
import { deedIcons } from "./icons";
import { deedName, deedParts, sharedReason } from "./shown";

export type MenuState = { details: CredentialDetails; x: number; y: number };

type Props = {
  state: MenuState;
  onClose: () => void;
  onCopy: (part: CopiedPart) => void;
  /** `forExcel` where the file is to begin as Excel wants it. */
  onDeed: (deed: Deed, forExcel?: boolean) => void;
};

/** Everything that can be done to one credential, as a menu at its row or in its details. */
export default function RowMenu({ state, onClose, onCopy, onDeed }: Props) {
  const { details } = state;
  const parts = deedParts(details);
  const shared = sharedReason(parts.flat());
  return (
    <Menu label={t("deeds.label", { title: details.row.title })} at={state} onClose={onClose}>
      {details.row.accessId !== null && (
        <MenuItem icon={Copy} label={t("deeds.copyAccessId")} onAction={() => onCopy("accessId")} />
      )}
      <MenuItem icon={Link} label={t("deeds.copyApiUrl")} onAction={() => onCopy("apiUrl")} />
      {shared && <MenuLine />}
      {shared && <MenuNote>{shared}</MenuNote>}
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts and their order are fixed.
        <Fragment key={index}>
          {index > 0 && <MenuLine />}
          {part.map(({ deed, closed }) => (
            <Fragment key={deed}>
              <MenuItem
                icon={deedIcons[deed]}
                label={deedName(deed, details)}
                closed={closed}
                said={closed !== shared}
                danger={deed === "delete"}
                onAction={() => onDeed(deed)}
              />
              {deed === "downloadAgain" && closed === null && (
                <MenuItem
                  icon={FileSpreadsheet}
                  label={t("deeds.forExcel")}
                  onAction={() => onDeed(deed, true)}
                />
              )}
            </Fragment>
          ))}
        </Fragment>
      ))}
    </Menu>
  );
}
