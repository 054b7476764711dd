import { Ellipsis } from "lucide-react";
import { useId } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Deed } from "../bindings/Deed";
import { deedIcons } from "../deeds/icons";
import { deedName, sharedReason, shownDeeds } from "../deeds/shown";
import { t } from "../text";
import { Button } from "../ui/button";
import { IconButton } from "../ui/icon-button";
import styles from "./drawer-deeds.module.css";

/** These stand in the foot; all of them are in the menu beside them, which is the one of the row. */
const inSight = new Set<Deed>(["edit", "activate", "deactivate", "revoke", "reinstate", "delete"]);

type Props = {
  details: CredentialDetails;
  onDeed: (deed: Deed) => void;
  onMenu: (row: CredentialRow, at: { x: number; y: number }) => void;
};

/** What can be done to the credential that the details show; what cannot be done says why. */
export function DrawerDeeds({ details, onDeed, onMenu }: Props) {
  const id = useId();
  const shown = shownDeeds(details);
  const shared = sharedReason(shown);
  return (
    <footer className={styles.foot}>
      {shared && <p className={styles.reason}>{shared}</p>}
      <div className={styles.deeds}>
        {shown
          .filter(({ deed }) => inSight.has(deed))
          .map(({ deed, closed }) => (
            <span key={deed} className={deed === "delete" ? styles.last : undefined}>
              <Button
                kind={deed === "delete" ? "ghost" : "plain"}
                icon={deed === "activate" || deed === "deactivate" ? undefined : deedIcons[deed]}
                className={deed === "delete" && closed === null ? styles.danger : undefined}
                aria-disabled={closed === null ? undefined : true}
                aria-describedby={closed === null ? undefined : `${id}-${deed}`}
                data-tip={closed ?? undefined}
                onClick={() => onDeed(deed)}
              >
                {deedName(deed, details)}
              </Button>
              {closed !== null && (
                <span id={`${id}-${deed}`} className="visually-hidden">
                  {closed}
                </span>
              )}
            </span>
          ))}
        <IconButton
          icon={Ellipsis}
          label={t("deeds.more", { title: details.row.title })}
          aria-haspopup="menu"
          className={styles.more}
          onClick={(event) => {
            const { left, top } = event.currentTarget.getBoundingClientRect();
            onMenu(details.row, { x: left, y: top });
          }}
        />
      </div>
    </footer>
  );
}
