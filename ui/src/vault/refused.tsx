import { FolderX, Lock } from "lucide-react";
import { useState } from "react";
import { asFailure, CommandFailure } from "../backend/backend";
import { quit, retryStart } from "../backend/commands";
import type { StartState } from "../bindings/StartState";
import { errorText, t } from "../text";
import { Button } from "../ui/button";
import { failureParts } from "../ui/failure-notice";
import styles from "./refused.module.css";

type Props = {
  state?: StartState;
  failure?: CommandFailure;
  onState: (state: StartState) => void;
};

/** The data folder was not opened: why, what that means for the data, and what to do. */
export default function Refused({ state, failure, onState }: Props) {
  const [trying, setTrying] = useState(false);
  const [again, setAgain] = useState<CommandFailure | null>(null);
  const refusal = state?.refusal;
  const shown =
    again ??
    failure ??
    new CommandFailure(refusal?.code ?? "internal", refusal?.message ?? "", refusal?.field ?? null);
  const text = errorText(shown.code);
  const { title, rest } = failureParts(shown);

  const retry = async () => {
    setTrying(true);
    try {
      setAgain(null);
      onState(await retryStart());
    } catch (thrown) {
      setAgain(asFailure(thrown));
    }
    setTrying(false);
  };

  const Icon = shown.code === "vault_in_use" ? Lock : FolderX;
  return (
    <main className={styles.refused}>
      <div className={styles.column} role="alert">
        <div className={styles.glyph}>
          <Icon aria-hidden />
        </div>
        <h1 className={styles.title}>{text.title}</h1>
        {title !== text.title && <p className={styles.lead}>{title}</p>}
        <dl className={styles.facts}>
          <dt>{t("refused.data")}</dt>
          <dd>{text.meaning}</dd>
          <dt>{t("refused.next")}</dt>
          <dd>{adviceOf(rest) ?? text.next}</dd>
          {state && (
            <>
              <dt>{t("refused.folder")}</dt>
              <dd className={styles.folder}>{state.dataFolder}</dd>
            </>
          )}
        </dl>
        <div className={styles.actions}>
          <Button kind="primary" size="large" autoFocus busy={trying && t("refused.trying")} onClick={retry}>
            {t("action.tryAgain")}
          </Button>
          <Button size="large" onClick={() => quit()}>
            {t("action.quit")}
          </Button>
          <span className="spacer" />
          {state && (
            <span className={styles.version}>{t("refused.version", { version: state.version })}</span>
          )}
        </div>
      </div>
    </main>
  );
}

/** The core's messages end in “what it means; what to do”: its advice names this very folder or file. */
function adviceOf(rest: string): string | null {
  const advice = /;\s*(\S.*)$/s.exec(rest)?.[1];
  return advice ? advice.charAt(0).toLocaleUpperCase() + advice.slice(1) : null;
}
