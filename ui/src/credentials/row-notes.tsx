import { CircleDashed, RotateCw, ShieldQuestionMark, TriangleAlert } from "lucide-react";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import styles from "./columns.module.css";
import { nearDate, shortTime } from "./dates";
import { secretName } from "./secret-name";

type Props = {
  row: CredentialRow;
  zone: string;
  now: number;
  /** Icons alone, with their words in the tooltip. */
  narrow: boolean;
};

/**
 * What stands beside a status: Keywright does not vouch for the row, an older secret is still accepted, or nobody ever
 * took the secret. The first of them has its words where there is room.
 */
export function RowNotes({ row, zone, now, narrow }: Props) {
  const secret = secretName(row.scheme);
  const notes = [
    row.vouched === "altered" && {
      icon: TriangleAlert,
      look: styles.altered,
      words: t("table.altered"),
      tip: t("details.alteredText"),
    },
    row.vouched === "pending" && {
      icon: ShieldQuestionMark,
      look: styles.pending,
      words: t("cells.pending"),
      tip: t("cells.pendingNote"),
    },
    row.rotatingUntil !== null && {
      icon: RotateCw,
      look: styles.plain,
      words: t("table.inRotation", { date: nearDate(row.rotatingUntil, now, zone) }),
      tip: t("cells.inRotationNote", { secret, date: shortTime(row.rotatingUntil, zone) }),
    },
    row.neverCollected && {
      icon: CircleDashed,
      look: styles.plain,
      words: t("table.neverCollected"),
      tip: t("cells.neverCollectedNote", { secret }),
    },
  ].filter((note) => note !== false);
  return notes.map(({ icon: Icon, look, words, tip }, index) => (
    <span key={words} className={classNames(styles.note, look)} data-tip={`${words}\n${tip}`}>
      {narrow || index > 0 ? (
        <Icon role="img" aria-label={words} />
      ) : (
        <>
          {look !== styles.plain && <Icon aria-hidden />}
          <span>{words}</span>
        </>
      )}
    </span>
  ));
}
