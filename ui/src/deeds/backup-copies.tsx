import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { dropBackups, listBackups } from "../backend/commands";
import type { BackupRow } from "../bindings/BackupRow";
import { writtenDate } from "../credentials/dates";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import styles from "./deed-dialog.module.css";

/** More than these are counted. */
const named = 3;

type Props = {
  /** Whether a backup was made when there was something to take into it. */
  mayHold: (backup: BackupRow) => boolean;
  /** What so many backups still hold. */
  title: (count: number) => string;
  /** What is said where it could not be read which backups there are. */
  unread: string;
  zone: string;
};

/** Which backups still hold sealed copies of what is about to go, and the way to be rid of them. */
export function BackupCopies({ mayHold, title, unread, zone }: Props) {
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

  if (asked.error) return <p className={styles.aside}>{unread}</p>;
  if (dropped !== null) {
    return (
      <p className={styles.result} role="status">
        <Check aria-hidden />
        {t("delete.dropped", { count: dropped })}
      </p>
    );
  }
  const backups = (asked.data ?? []).filter(mayHold);
  if (backups.length === 0) return null;
  return (
    <>
      <Notice
        tone="warn"
        title={title(backups.length)}
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
