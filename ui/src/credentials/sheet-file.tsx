import { CircleCheck, Download, FileText, Folder } from "lucide-react";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { downloadCsv, showInFolder } from "../backend/commands";
import type { Sheet } from "../bindings/Sheet";
import { t } from "../text";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { FailureNotice } from "../ui/failure-notice";
import { Field } from "../ui/field";
import styles from "./sheet-file.module.css";

type Saved = { folder: string; file: string };

/** *Download CSV*: the native dialog, or a path field where the desktop has none; then what was saved and where. */
export function SheetFile({ sheet }: { sheet: Sheet }) {
  const form = useId();
  const [saved, setSaved] = useState<Saved | null>(() => partsOf(sheet.secret.downloaded));
  const [path, setPath] = useState<string | null>(null);
  const [bom, setBom] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const entry = useRef<HTMLFormElement>(null);
  const asks = path !== null;

  useEffect(() => {
    if (asks) entry.current?.querySelector("input")?.focus();
  }, [asks]);

  useEffect(() => {
    // What is wrong stands under the field, which may be at the edge of a small window.
    if (failure) entry.current?.scrollIntoView({ block: "nearest" });
  }, [failure]);

  const save = async (to: string | null, replace = false) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const answer = await downloadCsv(sheet.id, to, bom, replace);
      if (answer.outcome === "saved") {
        setSaved({ folder: answer.folder, file: answer.file });
        setPath(null);
      } else if (answer.outcome === "noDialog") {
        setPath(answer.suggestion);
      }
    } catch (thrown) {
      setFailure(asFailure(thrown));
      if (to !== null) entry.current?.querySelector("input")?.focus();
    }
    setBusy(false);
  };

  const open = async () => {
    setFailure(null);
    try {
      await showInFolder(sheet.id);
    } catch (thrown) {
      setFailure(asFailure(thrown));
    }
  };

  const onPath = asks && failure?.field === "path";
  return (
    <>
      <div className={styles.card} data-saved={saved ? true : undefined}>
        {saved ? <CircleCheck aria-hidden /> : <FileText aria-hidden />}
        <span className={styles.text} role="status">
          <span className={styles.file}>
            {saved ? t("sheet.saved", { file: saved.file }) : t("sheet.download")}
          </span>
          <span className={styles.note} data-tip={saved?.folder}>
            {saved
              ? t("sheet.savedNote", { folder: lastOf(saved.folder) })
              : t(sheet.accessId === null ? "sheet.downloadNoteBoth" : "sheet.downloadNote")}
          </span>
        </span>
        {saved ? (
          <>
            <Button kind="ghost" size="small" icon={Folder} onClick={open}>
              {t("sheet.showInFolder")}
            </Button>
            <Button
              kind="ghost"
              size="small"
              icon={Download}
              busy={busy && !asks && t("sheet.downloading")}
              onClick={() => save(null)}
            >
              {t("sheet.saveAgain")}
            </Button>
          </>
        ) : (
          <>
            <label className={styles.bom}>
              <Checkbox checked={bom} onChange={(event) => setBom(event.target.checked)} />
              {t("sheet.bom")}
            </label>
            <Button icon={Download} busy={busy && !asks && t("sheet.downloading")} onClick={() => save(null)}>
              {t("sheet.download")}
            </Button>
          </>
        )}
      </div>
      {asks && (
        <form
          id={form}
          ref={entry}
          noValidate
          className={styles.entry}
          onSubmit={(event: SyntheticEvent) => {
            event.preventDefault();
            save(path);
          }}
        >
          <Field
            label={t("sheet.pathLabel")}
            value={path}
            problem={onPath ? failure.message : null}
            hint={t("sheet.pathHint")}
            onChange={(value) => {
              setPath(value);
              setFailure(null);
            }}
          />
          {onPath && failure.code === "file_exists" ? (
            <Button kind="danger" busy={busy && t("sheet.downloading")} onClick={() => save(path, true)}>
              {t("sheet.replacePath")}
            </Button>
          ) : (
            <Button submits busy={busy && t("sheet.downloading")}>
              {t("sheet.savePath")}
            </Button>
          )}
        </form>
      )}
      {failure && !onPath && (
        <FailureNotice
          failure={failure}
          className={styles.failure}
          actions={
            failure.code === "file_not_written" && (
              <Button size="small" onClick={() => save(null)}>
                {t("sheet.chooseFolder")}
              </Button>
            )
          }
        />
      )}
    </>
  );
}

function partsOf(path: string | null): Saved | null {
  if (path === null) return null;
  const cut = Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\"));
  return { folder: path.slice(0, Math.max(0, cut)), file: path.slice(cut + 1) };
}

function lastOf(folder: string): string {
  return folder.split(/[/\\]/).filter(Boolean).pop() ?? folder;
}
