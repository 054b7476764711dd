import { useId } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import { deedIcons } from "../deeds/icons";
import { deedName, sharedReason, shownDeeds } from "../deeds/shown";
import { Button } from "../ui/button";
import styles from "./drawer-deeds.module.css";

/** These stand in the foot; all of them are in the menu of the head, which is the one of the row. */
const inSight = new Set<Deed>(["edit", "activate", "deactivate", "revoke", "reinstate", "delete"]);

type Props = { details: CredentialDetails; onDeed: (deed: Deed) => void };

/** What can be done to the credential that the details show; what cannot be done says why. */
export function DrawerDeeds({ details, onDeed }: Props) {
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
      </div>
    </footer>
  );
}
