import { Ban, Check, Copy } from "lucide-react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import { exactTime, shortTime, writtenDate, writtenDay } from "../credentials/dates";
import { closedReason } from "../deeds/shown";
import { t } from "../text";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { IconButton } from "../ui/icon-button";
import { Notice } from "../ui/notice";
import styles from "./overview.module.css";
import { Fact, Facts, Part } from "./part";

type Props = {
  details: CredentialDetails;
  zone: string;
  copied: boolean;
  onCopy: () => void;
  onDeed: (deed: Deed) => void;
};

/** What a credential is: what needs the reader first, then its facts. */
export function Overview({ details, zone, copied, onCopy, onDeed }: Props) {
  const { row, revocation } = details;
  // A change and its entry bear the same time; what changed nothing in it, such as copying, bears another.
  const modifier = details.history.find(({ at }) => at === row.modifiedAt)?.operator;
  const once = details.reveal === "show-once";
  return (
    <Part quiet name="overview" title={t("details.overview")}>
      <div className={styles.notices}>
        {row.vouched === "altered" && (
          <Notice tone="bad" title={t("details.altered")}>
            {t("details.alteredText")}
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
            title={t("details.uncollected")}
            actions={(["rotate", "delete"] as const).map((deed) => (
              <Button
                key={deed}
                size="small"
                aria-disabled={closedReason(details, deed) === null ? undefined : true}
                data-tip={closedReason(details, deed) ?? undefined}
                onClick={() => onDeed(deed)}
              >
                {t(`deeds.name.${deed}`)}
              </Button>
            ))}
          >
            {t("details.uncollectedText")}
          </Notice>
        )}
      </div>
      <Facts>
        {row.description !== "" && <Fact label={t("details.description")}>{row.description}</Fact>}
        <Fact label={t("details.apiUrl")}>
          <code className={styles.code}>{details.apiUrl}</code>
        </Fact>
        <Fact
          label={t("details.accessId")}
          end={
            <IconButton
              icon={copied ? Check : Copy}
              label={t("table.copyAccessId")}
              className={classNames(styles.copy, copied && styles.copied)}
              onClick={onCopy}
            />
          }
        >
          <code className={styles.code}>{row.accessId}</code>
        </Fact>
        <Fact label={t("details.secretKey")} end={<Link deed="rotate" details={details} onDeed={onDeed} />}>
          {t(once ? "details.shownOnce" : "details.recoverable")}
          {row.rotatingUntil !== null && (
            <span className={styles.rotating}>
              {t("table.inRotation", { date: shortTime(row.rotatingUntil, zone) })}
            </span>
          )}
        </Fact>
        {row.startsAt !== null && (
          <Fact label={t("details.starts")}>
            <span data-tip={exactTime(row.startsAt, zone)}>{shortTime(row.startsAt, zone)}</span>
          </Fact>
        )}
        <Fact
          label={t("details.expires")}
          end={<Link deed="changeExpiry" details={details} onDeed={onDeed} />}
        >
          <span
            className={styles[row.status]}
            data-tip={row.expiresAt === null ? undefined : exactTime(row.expiresAt, zone)}
          >
            {row.expiresOn === null
              ? t("details.never")
              : t("details.endOf", { date: writtenDay(row.expiresOn) })}
          </span>
        </Fact>
        <Fact label={t("details.group")}>{details.group}</Fact>
        <Fact label={t("details.tenant")}>{details.tenantName}</Fact>
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

/** A deed at the end of the line that it changes. */
function Link({
  deed,
  details,
  onDeed,
}: {
  deed: "rotate" | "changeExpiry";
  details: CredentialDetails;
  onDeed: (deed: Deed) => void;
}) {
  const closed = closedReason(details, deed);
  return (
    <button
      type="button"
      className={styles.link}
      aria-disabled={closed === null ? undefined : true}
      data-tip={closed || undefined}
      onClick={() => closed === null && onDeed(deed)}
    >
      {t(`deeds.name.${deed}`)}
      {closed && <span className="visually-hidden">{closed}</span>}
    </button>
  );
}
