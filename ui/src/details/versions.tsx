import type { CredentialDetails } from "../bindings/CredentialDetails";
import { exactTime, shortTime } from "../credentials/dates";
import { secretName } from "../credentials/secret-name";
import { t } from "../text";
import { acceptance } from "./acceptance";
import { Fact, Facts, Part } from "./part";
import styles from "./versions.module.css";

/** As much of a fingerprint as tells versions apart at a glance. */
const shownCharacters = 16;

/** The secrets that a credential has had. None of them is here. */
export function Versions({ details, zone }: { details: CredentialDetails; zone: string }) {
  const { row } = details;
  return (
    <Part name="versions" title={t("details.versions")}>
      {details.reveal === "show-once" && (
        <p className={styles.once}>
          <strong>{t("details.onceTitle", { secret: secretName(row.scheme) })}</strong>{" "}
          {t(`details.onceText.${row.scheme}`)}
        </p>
      )}
      <ul className={styles.list}>
        {details.versions.map((version) => (
          <li key={version.number} className={styles.version}>
            <h4 className={styles.title}>
              {t("details.version", { number: version.number })}
              {version.newest && <span className={styles.newest}>{t("details.newest")}</span>}
            </h4>
            <Facts>
              <Fact label={t("details.fingerprint")}>
                <code className={styles.code} data-tip={version.fingerprint}>
                  <span aria-hidden="true">{shortened(version.fingerprint)}</span>
                  <span className="visually-hidden">{version.fingerprint}</span>
                </code>
              </Fact>
              {version.keyStart !== null && (
                <Fact label={t("details.begins")}>
                  <code className={styles.code} data-tip={t("details.beginsNote")}>
                    {`${version.keyStart}…`}
                  </code>
                </Fact>
              )}
              <Fact label={t("details.made")}>
                <span data-tip={exactTime(version.madeAt, zone)}>{shortTime(version.madeAt, zone)}</span>
              </Fact>
              <Fact label={t("details.collected")}>
                {version.collectedAt === null ? (
                  <em className={styles.never}>{t("details.neverCollected")}</em>
                ) : (
                  <span data-tip={exactTime(version.collectedAt, zone)}>
                    {shortTime(version.collectedAt, zone)}
                  </span>
                )}
              </Fact>
              <Fact label={t("details.kept")}>
                {t(version.recoverable ? "details.keptSealed" : `details.keptNot.${row.scheme}`)}
              </Fact>
              <Fact label={t("details.accepted")}>
                <span
                  data-tip={
                    version.acceptedUntil === null ? undefined : exactTime(version.acceptedUntil, zone)
                  }
                >
                  {acceptance(version, zone)}
                </span>
              </Fact>
            </Facts>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function shortened(fingerprint: string): string {
  return fingerprint.length > shownCharacters ? `${fingerprint.slice(0, shownCharacters)}…` : fingerprint;
}
