import { Ban, Calendar, CircleSmall, Clock, Hourglass } from "lucide-react";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { classNames } from "./class-names";
import styles from "./status.module.css";

const icons = {
  active: CircleSmall,
  inactive: CircleSmall,
  revoked: Ban,
  expired: Hourglass,
  expiring: Clock,
  scheduled: Calendar,
};

/** A status as icon, word and colour, so that colour never stands alone. */
export function Status({
  status,
  badge = false,
  words,
}: {
  status: CredentialRow["status"];
  /** On a tint of its colour, where it stands alone. */
  badge?: boolean;
  /** More than the word alone, such as “Expiring in 3 days”. */
  words?: string | undefined;
}) {
  const Icon = icons[status];
  return (
    <span className={classNames(styles.status, styles[status], badge && styles.badge)}>
      <Icon aria-hidden />
      {words ?? t(`table.statusWord.${status}`)}
    </span>
  );
}
