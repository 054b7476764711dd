import { Check, CircleX } from "lucide-react";
import type { CommandFailure } from "../backend/backend";
import type { KeychainProbe } from "../bindings/KeychainProbe";
import type { ProbeStep } from "../bindings/ProbeStep";
import { errorText, t } from "../text";
import { Spinner } from "../ui/spinner";
import styles from "./probe-list.module.css";

type Props = { probe: KeychainProbe | undefined; failure: CommandFailure | null; testing: boolean };

/** What the test of the real keychain found, step by step, with its times. */
export function ProbeList({ probe, failure, testing }: Props) {
  const failed = probe?.steps.find((step) => !step.ok);
  const reason = failed?.problem ?? failure;
  return (
    <div className={styles.probe}>
      <ul aria-label={t("firstRun.probeList")} aria-live="polite" aria-busy={testing}>
        {testing ? (
          <li className={styles.running}>
            <Spinner />
            {t("firstRun.probeRunning")}
          </li>
        ) : (
          probe?.steps.map((step) => (
            <li key={step.step} className={step.ok ? styles.good : styles.bad}>
              {step.ok ? <Check aria-hidden /> : <CircleX aria-hidden />}
              <span className={styles.words}>{words(step)}</span>
              <span className={styles.millis}>
                {t("firstRun.probeMillis", { millis: step.millis < 1 ? "<1" : Math.round(step.millis) })}
              </span>
            </li>
          ))
        )}
      </ul>
      {!testing && reason && (
        <p role="alert" className={styles.reason}>
          {reason.message || `${errorText(reason.code).title} ${errorText(reason.code).next}`}
        </p>
      )}
    </div>
  );
}

function words(step: ProbeStep): string {
  if (!step.ok) return t(`firstRun.probeFailed.${step.step}`);
  const name = step.detail.trim();
  if (name !== "" && step.step === "service") return t("firstRun.probe.serviceNamed", { name });
  if (name !== "" && step.step === "collection") return t("firstRun.probe.collectionNamed", { name });
  return t(`firstRun.probe.${step.step}`);
}
