import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { dropBackups, listBackups } from "../backend/commands";
import type { BackupRow } from "../bindings/BackupRow";
import type { Scheme } from "../bindings/Scheme";
import { writtenDate } from "../credentials/dates";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import styles from "./deed-dialog.module.css";

/** More than these are counted. */
const named = 3;

/** The first schema that keeps single keys. */
const withSingleKeys = 3;

type Props = {
  /** How what goes is formed. */
  scheme: Scheme;
  /** Since when there may have been something to take into a backup, where that is known. */
  since?: number;
  /** What the secret is called; nothing where those of several credentials go. */
  secret: string | null;
  zone: string;
};

/** Whether a backup was made when there was a sealed copy to take into it. */
function mayHold({ madeAt, schema }: BackupRow, { since = 0, scheme }: Props): boolean {
  return since < madeAt && (scheme === "signed" || schema >= withSingleKeys);
}

/** Which backups still hold a sealed copy of a secret that is about to go, and the way to be rid of them. */
export function BackupCopies(props: Props) {
  const { secret, zone } = props;
  const client = useQueryClient();
  const asked = useQuery<BackupRow[], CommandFailure>({
    queryKey: ["backups"],
    queryFn: listBackups,
    staleTime: 0,
  });
  const [dropping, setDropping] = useState(false);
  const [dropped, setDropped] = useState<number | null>(null);
  const [failure, setFailure] = useState<CommandFailure | null>(null);

  const drop = async () => {
    setDropping(true);
    setFailure(null);
    try {
      setDropped(await dropBackups());
      client.setQueryData(["backups"], []);
    } catch (thrown) {
      setFailure(asFailure(thrown));
      asked.refetch();
    }
    client.invalidateQueries({ queryKey: ["settings"] });
    setDropping(false);
  };

  if (asked.error) {
    return (
      <p className={styles.aside}>
        {secret === null ? t("delete.copiesOfMany") : t("delete.copies", { secret })}
      </p>
    );
  }
  if (dropped !== null) {
    return (
      <p className={styles.result} role="status">
        <Check aria-hidden />
        {t("delete.dropped", { count: dropped })}
      </p>
    );
  }
  const backups = (asked.data ?? []).filter((backup) => mayHold(backup, props));
  if (backups.length === 0) return null;
  return (
    <>
      <Notice
        tone="warn"
        title={
          secret === null
            ? t("delete.backupsOfMany", { count: backups.length })
            : t("delete.backups", { count: backups.length, secret })
        }
        actions={
          <Button size="small" busy={dropping && t("delete.dropping")} onClick={drop}>
            {t("delete.drop")}
          </Button>
        }
      >
        {t("delete.backupsText")}
        {backups.slice(0, named).map(({ file, madeAt }) => (
          <span key={file} className={styles.backup}>
            {t("delete.backup", { file, date: writtenDate(madeAt, zone) })}
          </span>
        ))}
        {backups.length > named && (
          <span className={styles.backup}>{t("delete.moreBackups", { count: backups.length - named })}</span>
        )}
      </Notice>
      {failure && <FailureNotice title={t("delete.notDropped")} failure={failure} />}
    </>
  );
}
