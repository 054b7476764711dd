import { CircleDashed, RotateCw, ShieldQuestionMark, TriangleAlert } from "lucide-react";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import styles from "./columns.module.css";
import { nearDate, shortTime } from "./dates";
import { secretName } from "./secret-name";

type Props = { row: CredentialRow; zone: string; now: number; narrow: boolean };

/** What stands beside a status: an older secret is still accepted, or nobody ever took the secret. */
export function RowNotes({ row, zone, now, narrow }: Props) {
  const secret = secretName(row.scheme);
  const notes = [
    row.rotatingUntil !== null && {
      icon: RotateCw,
      words: t("table.inRotation", { date: nearDate(row.rotatingUntil, now, zone) }),
      tip: t("cells.inRotationNote", { secret, date: shortTime(row.rotatingUntil, zone) }),
    },
    row.neverCollected && {
      icon: CircleDashed,
      words: t("table.neverCollected"),
      tip: t("cells.neverCollectedNote", { secret }),
    },
  ].filter((note) => note !== false);
  return notes.map(({ icon: Icon, words, tip }) =>
    narrow ? (
      <span key={words} className={styles.sign} data-tip={`${words}\n${tip}`}>
        <Icon role="img" aria-label={words} />
      </span>
    ) : (
      <span key={words} className={styles.note} data-tip={`${words}\n${tip}`}>
        {words}
      </span>
    ),
  );
}

/** That Keywright does not vouch for a row, or not yet. */
export function Vouching({ row: { vouched }, narrow }: { row: CredentialRow; narrow: boolean }) {
  if (vouched !== "altered" && vouched !== "pending") return null;
  const pending = vouched === "pending";
  const Icon = pending ? ShieldQuestionMark : TriangleAlert;
  const words = pending ? t("cells.pending") : t("table.altered");
  const tip = pending ? t("cells.pendingNote") : t("details.alteredText");
  return (
    <span className={classNames(styles.vouching, styles[vouched])} data-tip={`${words}\n${tip}`}>
      {narrow ? (
        <Icon role="img" aria-label={words} />
      ) : (
        <>
          <Icon aria-hidden />
          <span>{words}</span>
        </>
      )}
    </span>
  );
}
