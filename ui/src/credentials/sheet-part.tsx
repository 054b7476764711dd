import { Check, Copy, Eye, EyeOff } from "lucide-react";
import type { Scheme } from "../bindings/Scheme";
import type { SheetPart } from "../bindings/SheetPart";
import { t } from "../text";
import { Button } from "../ui/button";
import { secretName } from "./secret-name";
import type { SheetClipboard } from "./sheet-clipboard";
import styles from "./sheet-part.module.css";
import type { Secret } from "./sheet-secret";

/** As many dots for every secret, so that they do not tell its length. */
const dots = "•".repeat(20);

type Props = {
  part: SheetPart;
  scheme: Scheme;
  value: string | null;
  clipboard: SheetClipboard;
  secret?: Secret;
};

/** What a part is called on the sheet of a credential of this scheme. */
export function partName(part: SheetPart, scheme: Scheme): string {
  return part === "secretKey" ? t(`sheet.secretOf.${scheme}`) : t(`sheet.${part}`);
}

/** One of the parts with its *Copy*; the secret is masked and has a *Show*. */
export function PartRow({ part, scheme, value, clipboard, secret }: Props) {
  const name = partName(part, scheme);
  const word = { secret: secretName(scheme) };
  const holds = clipboard.holds === part;
  const before = clipboard.before.has(part);
  return (
    <div className={styles.part} role="group" aria-label={name}>
      <span className={styles.name}>{name}</span>
      {value === null ? (
        <span className={styles.masked}>
          <span aria-hidden="true">{dots}</span>
          <span className="visually-hidden">{t("sheet.masked")}</span>
        </span>
      ) : (
        <code className={styles.value}>{value}</code>
      )}
      <span className={styles.actions}>
        {secret && (
          <Button
            kind="ghost"
            icon={secret.value === null ? Eye : EyeOff}
            busy={secret.showing && t("sheet.showing")}
            aria-label={t(secret.value === null ? "sheet.showLabel" : "sheet.hideLabel", word)}
            onClick={secret.value === null ? secret.show : secret.hide}
          >
            {t(secret.value === null ? "sheet.show" : "sheet.hide")}
          </Button>
        )}
        <Button
          kind={before || holds ? "ghost" : "plain"}
          className={`${styles.copy} ${holds ? styles.holds : before ? styles.before : ""}`}
          icon={before || holds ? Check : Copy}
          busy={clipboard.copying === part && t("sheet.copying")}
          aria-label={label(name, clipboard.copying === part, holds, before)}
          autoFocus={part === "secretKey"}
          onClick={() => clipboard.copy(part)}
        >
          {t(before || holds ? "sheet.copied" : "sheet.copy")}
        </Button>
      </span>
    </div>
  );
}

function label(part: string, copying: boolean, holds: boolean, before: boolean): string {
  if (copying) return t("sheet.copyingPart", { part });
  if (holds) return t("sheet.copiedPart", { part });
  return before ? t("sheet.copiedBeforePart", { part }) : t("sheet.copyPart", { part });
}
