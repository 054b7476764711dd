import { useQuery } from "@tanstack/react-query";
import { FolderOpen } from "lucide-react";
import { useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { dataFolder, openDataFolder } from "../backend/commands";
import type { DataFolder } from "../bindings/DataFolder";
import { exactTime, shortTime } from "../credentials/dates";
import { number, t } from "../text";
import { settingsTexts } from "../text/settings-texts";
import { Button } from "../ui/button";
import { FailureNotice, failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";
import { byteSize } from "./byte-size";
import { DropBackups } from "./drop-backups";
import { Fact, Facts } from "./facts";
import styles from "./folder.module.css";
import { Heading, Lead, Waiting } from "./section";
import type { SectionProps } from "./settings-page";
import { systemZone } from "./system-zone";

/** Where the vault lies, how large it is, what opens it, and the backups that were made of it. */
export default function FolderSection({ blocked }: SectionProps) {
  const asked = useQuery<DataFolder, CommandFailure>({
    queryKey: ["settings", "folder"],
    queryFn: dataFolder,
    staleTime: 0,
  });
  const [opening, setOpening] = useState(false);
  const [dropping, setDropping] = useState(false);
  const folder = asked.data;

  const open = async () => {
    setOpening(true);
    try {
      await openDataFolder();
    } catch (thrown) {
      showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
    }
    setOpening(false);
  };

  if (!folder) {
    return asked.error ? (
      <FailureNotice
        title={t("folder.failed")}
        failure={asked.error}
        actions={
          <Button size="small" onClick={() => asked.refetch()}>
            {t("action.tryAgain")}
          </Button>
        }
      />
    ) : (
      <Waiting label={t("folder.reading")} />
    );
  }

  const zone = systemZone();
  const { backups } = folder;
  return (
    <>
      <Lead>{t("folder.lead")}</Lead>
      <div className={styles.path}>
        <code aria-label={t("folder.path")} role="group">
          {folder.path}
        </code>
        <Button icon={FolderOpen} busy={opening && t("folder.opening")} onClick={open}>
          {t("folder.open")}
        </Button>
      </div>
      <Facts>
        <Fact label={t("folder.vault")}>
          <code className={styles.code}>{folder.vault}</code>
        </Fact>
        <Fact label={t("folder.created")}>
          <span data-tip={exactTime(folder.createdAt, zone)}>{shortTime(folder.createdAt, zone)}</span>
        </Fact>
        <Fact label={t("folder.schema")}>{t("folder.schemaVersion", { version: folder.schema })}</Fact>
        <Fact label={t("folder.size")}>{byteSize(folder.databaseBytes)}</Fact>
        <Fact label={t("folder.credentials")}>{number(folder.credentials)}</Fact>
        <Fact label={t("folder.entries")}>{number(folder.auditEntries)}</Fact>
        <Fact label={t("folder.slots")}>
          {folder.keySlots.length === 0 ? t("folder.noSlots") : folder.keySlots.map(slotWords).join(", ")}
        </Fact>
      </Facts>
      <Heading
        end={
          backups.length > 0 && (
            <Button
              kind="ghost"
              className={blocked ? undefined : styles.danger}
              aria-disabled={blocked ? true : undefined}
              data-tip={blocked ?? undefined}
              onClick={() => setDropping(true)}
            >
              {t("folder.drop")}
            </Button>
          )
        }
      >
        {t("folder.backups")}
      </Heading>
      <p className={styles.lead}>{t("folder.backupsLead")}</p>
      {backups.length === 0 ? (
        <p className={styles.none}>{t("folder.noBackups")}</p>
      ) : (
        <ul className={styles.backups}>
          {backups.map((backup) => (
            <li key={backup.file}>
              <code className={styles.code}>{backup.file}</code>
              <span>
                {t("folder.backup", {
                  date: shortTime(backup.madeAt, zone),
                  schema: backup.schema,
                  size: byteSize(backup.bytes),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {dropping && <DropBackups backups={backups} onClose={() => setDropping(false)} />}
    </>
  );
}

/** A kind of key slot in plain words; one that this version does not know is named as it is. */
function slotWords(kind: string): string {
  return Object.hasOwn(settingsTexts.folder.slotKinds, kind)
    ? t(`folder.slotKinds.${kind as keyof typeof settingsTexts.folder.slotKinds}`)
    : kind;
}
