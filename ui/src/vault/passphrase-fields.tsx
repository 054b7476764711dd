import { t } from "../text";
import { Field } from "../ui/field";
import { Notice } from "../ui/notice";
import { passphraseLength, strengthOf } from "./passphrase";
import styles from "./passphrase-fields.module.css";

export { passphraseLength };

type Props = {
  id: string;
  passphrase: string;
  repeat: string;
  /** *Continue* was pressed: what is missing is said now. */
  tried: boolean;
  problem: string | null;
  onPassphrase: (value: string) => void;
  onRepeat: (value: string) => void;
};

/** Two fields for a new passphrase, a word on its strength, and what losing it means. */
export function PassphraseFields({ id, passphrase, repeat, tried, problem, onPassphrase, onRepeat }: Props) {
  const strength = strengthOf(passphrase);
  const missing = passphraseLength - Array.from(passphrase).length;
  const short = tried && missing > 0 ? t("firstRun.passphraseShort", { count: missing }) : null;
  const differs = repeat !== "" || tried ? passphrase !== repeat : false;
  const hint =
    passphrase === ""
      ? t("firstRun.passphraseHint")
      : strength === "short"
        ? t("firstRun.passphraseShort", { count: missing })
        : strength === "monotone"
          ? t("firstRun.passphraseMonotone")
          : t(strength === "strong" ? "firstRun.passphraseStrong" : "firstRun.passphraseFair");
  return (
    <div className={styles.fields}>
      <div id={`${id}-first`} className="contents">
        <Field
          label={t("firstRun.passphraseField")}
          type="password"
          value={passphrase}
          onChange={onPassphrase}
          problem={problem ?? short}
          hint={hint}
          hintTone={strength === "strong" ? "good" : "plain"}
        />
      </div>
      <div id={`${id}-second`} className="contents">
        <Field
          label={t("firstRun.passphraseRepeat")}
          type="password"
          value={repeat}
          onChange={onRepeat}
          problem={
            differs && missing <= 0 && !passphrase.startsWith(repeat)
              ? t("firstRun.passphraseDiffers")
              : differs && tried && missing <= 0
                ? t("firstRun.passphraseDiffers")
                : null
          }
        />
      </div>
      <Notice tone="warn" title={t("firstRun.passphraseWarning")} className={styles.warning}>
        {t("firstRun.passphraseWarningText")}
      </Notice>
    </div>
  );
}
