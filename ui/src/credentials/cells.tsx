import { FlaskConical, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Column } from "../bindings/Column";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { CutText, wholeText } from "../ui/cut-text";
import { Status } from "../ui/status";
import styles from "./columns.module.css";
import type { Copying } from "./copying";
import { exactTime, expiryWords, pastWords } from "./dates";
import { KeyCell } from "./key-cell";
import { RowNotes } from "./row-notes";
import { Tags } from "./tags";

/** What the cells have to know beside their row. */
export type CellContext = {
  zoneOf: (row: CredentialRow) => string;
  now: number;
  copying: Copying;
  /** Why no secret can be copied now. */
  notRevealed: string | null;
  open: (row: CredentialRow) => void;
  /** What stands beside a status is icons alone. */
  narrow: boolean;
  /** That a row is a sample is an icon alone. */
  signs: boolean;
};

type CellOf = (row: CredentialRow, context: CellContext) => ReactNode;

const faint = (text: string) => <span className={styles.faint}>{text}</span>;

/** A moment in the words that are near enough, and exactly in the tooltip. */
function moment(at: number | null, row: CredentialRow, { now, zoneOf }: CellContext, never: string) {
  if (at === null) return faint(never);
  const zone = zoneOf(row);
  return (
    <span className={styles.text} data-tip={exactTime(at, zone)}>
      {pastWords(at, now, zone)}
    </span>
  );
}

/** What each column shows of a row. */
export const cells: Record<Column, CellOf> = {
  title: (row, { open, signs }) => (
    <>
      <button
        type="button"
        tabIndex={-1}
        className={classNames(styles.title, styles[row.status])}
        onPointerOver={(event) => wholeText(event, row.description)}
        onClick={(event) => {
          // With these keys a click is about the selection.
          if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(row);
        }}
      >
        {row.title}
      </button>
      {row.sample && (
        <span className={styles.sample} data-tip={signs ? t("table.sample") : undefined}>
          {signs ? <FlaskConical role="img" aria-label={t("table.sample")} /> : t("table.sample")}
        </span>
      )}
    </>
  ),
  accessId: (row, { copying, notRevealed }) => (
    <KeyCell row={row} copying={copying} notRevealed={notRevealed} />
  ),
  status: (row, { zoneOf, now, narrow }) => (
    <>
      <Status status={row.status} />
      <RowNotes row={row} zone={zoneOf(row)} now={now} narrow={narrow} />
    </>
  ),
  kind: (row) => <CutText>{t(`kind.${row.scheme}`)}</CutText>,
  group: (row) => <CutText>{row.groupName}</CutText>,
  tenant: (row) => <CutText>{row.tenantName}</CutText>,
  roles: (row) =>
    row.roles.length === 0 ? faint(t("cell.noRoles")) : <CutText>{row.roles.join(", ")}</CutText>,
  user: (row) => (row.user === null ? faint(t("cell.nobody")) : <CutText>{row.user}</CutText>),
  addresses: (row) =>
    row.addresses.length === 0 ? (
      faint(t("cell.anyAddress"))
    ) : (
      <CutText className={styles.mono}>{row.addresses.join(", ")}</CutText>
    ),
  apiUrl: (row) => <CutText>{row.apiUrl}</CutText>,
  description: (row) => <CutText>{row.description}</CutText>,
  tags: (row) => <Tags tags={row.tags} />,
  starts: (row, context) => moment(row.startsAt, row, context, t("cell.fromTheStart")),
  expires: (row, { zoneOf }) => (
    <>
      <span
        className={classNames(
          styles.text,
          row.status === "expired" && styles.expiredText,
          row.status === "expiring" && styles.expiringText,
        )}
        data-tip={row.expiresAt === null ? undefined : exactTime(row.expiresAt, zoneOf(row))}
      >
        {expiryWords(row.expiresOn, row.daysLeft)}
      </span>
      {row.beyondPolicy !== null && (
        <span className={styles.beyond} data-tip={row.beyondPolicy}>
          <TriangleAlert role="img" aria-label={row.beyondPolicy} />
        </span>
      )}
    </>
  ),
  created: (row, context) => moment(row.createdAt, row, context, ""),
  modified: (row, context) => moment(row.modifiedAt, row, context, ""),
  rotated: (row, context) => moment(row.rotatedAt, row, context, t("cell.neverRotated")),
  createdBy: (row) => <CutText>{row.createdBy}</CutText>,
};
