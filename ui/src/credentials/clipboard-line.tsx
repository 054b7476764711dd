import { useEffect, useRef } from "react";
import { t } from "../text";
import { failureParts } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import styles from "./clipboard-line.module.css";
import type { SheetClipboard } from "./sheet-clipboard";

/** Under the three parts: how long the Secret Key stays on the clipboard, what became of it, or that copying failed. */
export function ClipboardLine({ clipboard }: { clipboard: SheetClipboard }) {
  const { leaving, outcome, failure, failures, hinted } = clipboard;
  const failed = failure && failureParts(failure);
  const seconds = leaving ? Math.ceil(leaving.left / 1_000) : 0;
  const ended =
    outcome === null
      ? null
      : t(
          outcome === "cleared"
            ? "sheet.cleared"
            : outcome === "changed"
              ? "sheet.changed"
              : "sheet.clearFailed",
        );
  return (
    <>
      <div className={styles.line}>
        {leaving ? (
          <>
            <Ring part={leaving.left / leaving.of} />
            <span aria-hidden="true">{t("sheet.leaves", { seconds })}</span>
            {!hinted && <span>{t("sheet.unhinted")}</span>}
            <button
              type="button"
              className={styles.clear}
              aria-disabled={clipboard.clearing}
              onClick={() => !clipboard.clearing && clipboard.clear()}
            >
              {t(clipboard.clearing ? "sheet.clearing" : "sheet.clearNow")}
            </button>
          </>
        ) : (
          ended && <span aria-hidden="true">{ended}</span>
        )}
      </div>
      <p className="visually-hidden" role="status">
        {leaving
          ? t("sheet.announceLeaves", { seconds: Math.round(leaving.of / 1_000) })
          : said(clipboard, ended)}
      </p>
      {failed && (
        <Notice role="alert" tone="bad" title={failed.title} className={styles.failure}>
          {failures > 1 ? t("sheet.downloadInstead") : failed.rest}
        </Notice>
      )}
    </>
  );
}

function said(clipboard: SheetClipboard, ended: string | null): string {
  if (ended) return ended;
  return clipboard.holds ? t("sheet.announceCopied", { part: t(`sheet.${clipboard.holds}`) }) : "";
}

function Ring({ part }: { part: number }) {
  const arc = useRef<SVGCircleElement>(null);
  useEffect(() => {
    arc.current?.style.setProperty("--ring-gone", String(100 - Math.round(part * 100)));
  }, [part]);
  return (
    <svg className={styles.ring} viewBox="0 0 16 16" aria-hidden="true">
      <circle className={styles.track} cx="8" cy="8" r="6" />
      <circle ref={arc} className={styles.left} cx="8" cy="8" r="6" pathLength="100" />
    </svg>
  );
}
