import type { ReactNode } from "react";
import { quit } from "../backend/commands";
import { t } from "../text";
import { Button } from "../ui/button";
import { Mark } from "../ui/mark";
import styles from "./step-frame.module.css";

const steps = 3;

type Props = { step: 1 | 2 | 3; title: string; lead: string; children: ReactNode; actions?: ReactNode };

/** One step of the first run: its text, its form, and the foot with progress, *Quit* and what leads on. */
export function StepFrame({ step, title, lead, children, actions }: Props) {
  return (
    <div className={styles.frame}>
      <main className={styles.main}>
        <div className={styles.column}>
          <Mark />
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.lead}>{lead}</p>
          {children}
        </div>
      </main>
      <footer className={styles.foot}>
        <span className={styles.steps} aria-hidden="true">
          {Array.from({ length: steps }, (_, index) => index + 1).map((each) => (
            <i key={each} className={each <= step ? styles.on : undefined} />
          ))}
        </span>
        <span className={styles.count}>{t("firstRun.step", { step, total: steps })}</span>
        <span className="spacer" />
        <Button kind="ghost" size="large" onClick={() => quit()}>
          {t("action.quit")}
        </Button>
        {actions}
      </footer>
    </div>
  );
}
