import { TriangleAlert } from "lucide-react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import type { CopiedPart, Copying } from "../credentials/copying";
import { exactTime, shortTime, writtenDate, writtenDay } from "../credentials/dates";
import { secretName } from "../credentials/secret-name";
import { Tags } from "../credentials/tags";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { CopyButton } from "./copy-button";
import { DeedLink } from "./deed-link";
import { Notices } from "./notices";
import styles from "./overview.module.css";
import { Fact, Facts, Part } from "./part";

type Props = {
  details: CredentialDetails;
  zone: string;
  copying: Copying;
  onDeed: (deed: Deed) => void;
};

/** What a credential is: what needs the reader first, then its facts. */
export function Overview({ details, zone, copying, onDeed }: Props) {
  const { row, startsOn } = details;
  // A change and its entry bear the same time; what changed nothing in it, such as copying, bears another.
  const modifier = details.history.find(({ at }) => at === row.modifiedAt)?.operator;
  const kept = details.reveal === "recoverable";
  const secret = secretName(row.scheme);
  const copied = (part: CopiedPart) => copying.copied?.credential === row.id && copying.copied.part === part;
  return (
    <Part quiet name="overview" title={t("details.overview")}>
      <Notices details={details} zone={zone} onDeed={onDeed} />
      <Facts>
        {row.description !== "" && <Fact label={t("details.description")}>{row.description}</Fact>}
        <Fact
          label={t("details.apiUrl")}
          end={
            <CopyButton
              label={t("details.copyApiUrl")}
              copied={copied("apiUrl")}
              onCopy={() => copying.copy("apiUrl", row)}
            />
          }
        >
          <code className={styles.code}>{details.apiUrl}</code>
        </Fact>
        {row.accessId !== null && (
          <Fact
            label={t("details.accessId")}
            end={
              <CopyButton
                label={t("table.copyAccessId")}
                copied={copied("accessId")}
                onCopy={() => copying.copy("accessId", row)}
              />
            }
          >
            <code className={styles.code}>{row.accessId}</code>
          </Fact>
        )}
        <Fact label={secret} end={<DeedLink deed="rotate" details={details} onDeed={onDeed} />}>
          {row.keyStart !== null && (
            <code className={classNames(styles.code, styles.line)} data-tip={t("details.beginsNote")}>
              {`${row.keyStart}…`}
            </code>
          )}
          {t(kept ? "details.recoverable" : "details.shownOnce")}
          {kept ? (
            <span className={styles.again}>
              <DeedLink deed="copyAgain" details={details} onDeed={onDeed}>
                {t(copied("secret") ? "details.copied" : "details.copy")}
              </DeedLink>
              <DeedLink deed="downloadAgain" details={details} onDeed={onDeed}>
                {t("details.download")}
              </DeedLink>
            </span>
          ) : (
            <span className={styles.note}>{t(`details.shownOnceNote.${row.scheme}`)}</span>
          )}
          {row.rotatingUntil !== null && (
            <span className={styles.rotating}>
              {t("table.inRotation", { date: shortTime(row.rotatingUntil, zone) })}
            </span>
          )}
        </Fact>
        {startsOn !== null && (
          <Fact label={t("details.starts")}>
            <span data-tip={row.startsAt === null ? undefined : exactTime(row.startsAt, zone)}>
              {t("details.startOf", { date: writtenDay(startsOn) })}
            </span>
          </Fact>
        )}
        <Fact
          label={t("details.expires")}
          end={<DeedLink deed="changeExpiry" details={details} onDeed={onDeed} />}
        >
          <span
            className={styles[row.status]}
            data-tip={row.expiresAt === null ? undefined : exactTime(row.expiresAt, zone)}
          >
            {row.expiresOn === null
              ? t("details.never")
              : t("details.endOf", { date: writtenDay(row.expiresOn) })}
          </span>
          {row.beyondPolicy !== null && (
            <span className={styles.beyond}>
              <TriangleAlert aria-hidden />
              <span>{row.beyondPolicy}</span>
            </span>
          )}
        </Fact>
        <Fact label={t("details.group")} end={<DeedLink deed="move" details={details} onDeed={onDeed} />}>
          {row.groupName}
        </Fact>
        <Fact label={t("details.tenant")}>{row.tenantName}</Fact>
        {row.tags.length > 0 && (
          <Fact label={t("details.tags")}>
            <Tags all tags={row.tags} />
          </Fact>
        )}
        <Fact label={t("details.created")}>
          <span data-tip={exactTime(row.createdAt, zone)}>{writtenDate(row.createdAt, zone)}</span>{" "}
          <span className={styles.by}>{t("details.by", { operator: row.createdBy })}</span>
        </Fact>
        <Fact label={t("details.modified")}>
          <span data-tip={exactTime(row.modifiedAt, zone)}>{shortTime(row.modifiedAt, zone)}</span>
          {modifier && <span className={styles.by}> {t("details.by", { operator: modifier })}</span>}
        </Fact>
      </Facts>
    </Part>
  );
}
