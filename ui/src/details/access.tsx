import { FileQuestionMark } from "lucide-react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Copying } from "../credentials/copying";
import { t } from "../text";
import styles from "./access.module.css";
import { CopyButton } from "./copy-button";
import { Fact, Facts, Part } from "./part";

/** What the credential may do, for whom and from where, and how a request presents it. */
export function Access({ details, copying }: { details: CredentialDetails; copying: Copying }) {
  const { row, roles, user, inRole, addresses, presents } = details;
  const copied = copying.copied?.credential === row.id && copying.copied.part === "presents";
  return (
    <Part name="access" title={t("details.access")}>
      <Facts>
        <Fact label={t("details.roles")}>
          {roles.length === 0 ? (
            <span className={styles.none}>{t("details.noRoles")}</span>
          ) : (
            <ul className={styles.chips}>
              {roles.map(({ id, name }) => (
                <li key={id} className={styles.chip}>
                  {name}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact label={t("details.user")}>
          {user ? user.name : <span className={styles.none}>{t("details.nobody")}</span>}
        </Fact>
        {inRole && <Fact label={t("details.inRole")}>{inRole.name}</Fact>}
        <Fact label={t("details.addresses")}>
          {addresses.length === 0 ? (
            <span className={styles.none}>{t("details.anyAddress")}</span>
          ) : (
            <ul>
              {addresses.map((address) => (
                <li key={address} className={styles.address}>
                  {address}
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact
          label={t("details.request")}
          end={
            <CopyButton
              label={t("details.copyRequest")}
              copied={copied}
              onCopy={() => copying.copy("presents", row)}
            />
          }
        >
          <code className={styles.query}>{presents}</code>
          {details.checkWithVendor && (
            <span className={styles.vendor} data-tip={t("details.checkWithVendorNote")}>
              <FileQuestionMark aria-hidden />
              {t("details.checkWithVendor")}
              <span className="visually-hidden">{t("details.checkWithVendorNote")}</span>
            </span>
          )}
          {row.scheme === "signed" && <span className={styles.text}>{t("details.carries")}</span>}
        </Fact>
      </Facts>
    </Part>
  );
}
