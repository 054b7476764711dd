import { Check, Copy, KeyRound } from "lucide-react";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import { IconButton } from "../ui/icon-button";
import { shortAccessId } from "./access-id";
import styles from "./columns.module.css";
import type { Copying } from "./copying";
import { secretName } from "./secret-name";

type Props = { row: CredentialRow; copying: Copying; notRevealed: string | null };

/** By what a credential is known from outside, its Access ID or the start of its key, and what of it can be copied. */
export function KeyCell({ row, copying: { copied, copy }, notRevealed }: Props) {
  const ticked = copied?.credential === row.id ? copied.part : null;
  const secret = secretName(row.scheme);
  return (
    <>
      {row.accessId !== null ? (
        <span className={styles.accessId} data-tip={row.accessId}>
          <span aria-hidden="true">{shortAccessId(row.accessId)}</span>
          <span className="visually-hidden">{row.accessId}</span>
        </span>
      ) : (
        <span
          className={styles.accessId}
          data-tip={row.keyStart === null ? undefined : t("details.beginsNote")}
        >
          {row.keyStart === null ? t("cells.noKeyStart") : `${row.keyStart}…`}
        </span>
      )}
      <span className={classNames(styles.copies, ticked && styles.kept)}>
        {row.accessId !== null && (
          <IconButton
            icon={ticked === "accessId" ? Check : Copy}
            label={t("table.copyAccessIdOf", { title: row.title })}
            data-tip={t("table.copyAccessId")}
            tabIndex={-1}
            className={classNames(styles.copy, ticked === "accessId" && styles.copied)}
            onClick={() => copy("accessId", row)}
          />
        )}
        {row.recoverable && (
          <IconButton
            icon={ticked === "secret" ? Check : KeyRound}
            label={t("cells.copySecretOf", { secret, title: row.title })}
            data-tip={notRevealed ?? t("cells.copySecret", { secret })}
            aria-disabled={notRevealed === null ? undefined : true}
            tabIndex={-1}
            className={classNames(styles.copy, ticked === "secret" && styles.copied)}
            onClick={() => notRevealed === null && copy("secret", row)}
          />
        )}
      </span>
    </>
  );
}
