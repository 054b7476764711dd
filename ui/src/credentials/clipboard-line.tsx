import { useEffect, useRef } from "react";
import type { Scheme } from "../bindings/Scheme";
import { t } from "../text";
import { failureParts } from "../ui/failure-notice";
import { Notice } from "../ui/notice";
import styles from "./clipboard-line.module.css";
import { secretName } from "./secret-name";
import type { SheetClipboard } from "./sheet-clipboard";
import { partName } from "./sheet-part";

/** Under the parts: how long the secret stays on the clipboard, what became of it, or that copying failed. */
export function ClipboardLine({ clipboard, scheme }: { clipboard: SheetClipboard; scheme: Scheme }) {
  const secret = secretName(scheme);
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
          { secret },
        );
  return (
    <>
      <div className={styles.line}>
        {leaving ? (
          <>
            <Ring part={leaving.left / leaving.of} />
            <span aria-hidden="true">{t("sheet.leaves", { secret, seconds })}</span>
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
          ? t("sheet.announceLeaves", { secret, seconds: Math.round(leaving.of / 1_000) })
          : said(clipboard, scheme, ended)}
      </p>
      {failed && (
        <Notice role="alert" tone="bad" title={failed.title} className={styles.failure}>
          {failures > 1 ? t("sheet.downloadInstead") : failed.rest}
        </Notice>
      )}
    </>
  );
}

function said(clipboard: SheetClipboard, scheme: Scheme, ended: string | null): string {
  if (ended) return ended;
  return clipboard.holds ? t("sheet.announceCopied", { part: partName(clipboard.holds, scheme) }) : "";
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
