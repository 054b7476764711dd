import { Ban, ShieldQuestionMark } from "lucide-react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import { shortTime } from "../credentials/dates";
import { secretName } from "../credentials/secret-name";
import { closedReason, deedName } from "../deeds/shown";
import { t } from "../text";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import styles from "./overview.module.css";

type Props = { details: CredentialDetails; zone: string; onDeed: (deed: Deed) => void };

/** What the reader of a credential's details needs to know first. */
export function Notices({ details, zone, onDeed }: Props) {
  const { row, revocation } = details;
  return (
    <div className={styles.notices}>
      {row.vouched === "altered" && (
        <Notice tone="bad" title={t("details.altered")}>
          {t("details.alteredText")}
        </Notice>
      )}
      {row.vouched === "pending" && (
        <Notice tone="warn" icon={ShieldQuestionMark} title={t("details.pending")}>
          {t("details.pendingText")}
        </Notice>
      )}
      {revocation && (
        <Notice
          tone="plain"
          icon={Ban}
          title={t("details.revokedTitle", { when: shortTime(revocation.at, zone), by: revocation.by })}
        >
          {revocation.reason ?? t("details.noReason")}
        </Notice>
      )}
      {row.neverCollected && (
        <Notice
          tone="warn"
          title={t("details.uncollected", { secret: secretName(row.scheme) })}
          actions={(["rotate", "delete"] as const).map((deed) => (
            <Button
              key={deed}
              size="small"
              aria-disabled={closedReason(details, deed) === null ? undefined : true}
              data-tip={closedReason(details, deed) ?? undefined}
              onClick={() => onDeed(deed)}
            >
              {deedName(deed, details)}
            </Button>
          ))}
        >
          {t("details.uncollectedText")}
        </Notice>
      )}
    </div>
  );
}
