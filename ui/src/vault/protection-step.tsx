import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { type SyntheticEvent, useId, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { createVault, probeKeychain } from "../backend/commands";
import type { KeychainProbe } from "../bindings/KeychainProbe";
import type { StartState } from "../bindings/StartState";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Radio } from "../ui/radio";
import { PassphraseFields, passphraseLength } from "./passphrase-fields";
import { ProbeList } from "./probe-list";
import styles from "./protection-step.module.css";
import { StepFrame } from "./step-frame";

type Kind = "keychain" | "passphrase";

/** Step 1: the keychain, tried for real, or a passphrase. */
export function ProtectionStep({
  folder,
  onState,
}: {
  folder: string;
  onState: (state: StartState) => void;
}) {
  const form = useId();
  const [kind, setKind] = useState<Kind>("keychain");
  const [passphrase, setPassphrase] = useState("");
  const [repeat, setRepeat] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const probe = useQuery<KeychainProbe, CommandFailure>({
    queryKey: ["probe"],
    queryFn: probeKeychain,
    gcTime: 0,
  });

  const keychainReady = probe.data?.available === true && !probe.isFetching;
  const waits = kind === "keychain" && !keychainReady;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    setFailure(null);
    if (busy || waits) return;
    if (kind === "passphrase") {
      const short = Array.from(passphrase).length < passphraseLength;
      if (short || passphrase !== repeat) {
        document
          .getElementById(`${form}-${short ? "first" : "second"}`)
          ?.querySelector("input")
          ?.focus();
        return;
      }
    }
    setBusy(true);
    try {
      onState(await createVault(kind === "keychain" ? { kind } : { kind, passphrase }));
    } catch (thrown) {
      const caught = asFailure(thrown);
      setFailure(caught);
      setBusy(false);
      if (caught.field === "passphrase")
        document.getElementById(`${form}-first`)?.querySelector("input")?.focus();
    }
  };

  return (
    <StepFrame
      step={1}
      title={t("firstRun.title")}
      lead={t("firstRun.lead")}
      actions={
        <Button
          kind="primary"
          size="large"
          submits
          form={form}
          busy={busy && t("firstRun.protecting")}
          aria-disabled={waits ? true : undefined}
          data-tip={waits ? t("firstRun.keychainFirst") : undefined}
        >
          {t("action.continue")}
        </Button>
      }
    >
      <form id={form} noValidate onSubmit={submit}>
        <h2 id={`${form}-where`} className={styles.question}>
          {t("firstRun.where")}
        </h2>
        {failure && failure.field !== "passphrase" && (
          <FailureNotice failure={failure} className={styles.failure} />
        )}
        <div role="radiogroup" aria-labelledby={`${form}-where`} className={styles.options}>
          <div className={styles.option}>
            <Option
              kind="keychain"
              chosen={kind}
              onChoose={setKind}
              label={t("firstRun.keychain")}
              note={t("firstRun.keychainNote")}
              autoFocus
            />
            <Button
              kind="ghost"
              size="small"
              icon={RotateCw}
              busy={probe.isFetching && t("firstRun.testing")}
              onClick={() => probe.refetch()}
            >
              {t("firstRun.testAgain")}
            </Button>
            {kind === "keychain" && (
              <ProbeList probe={probe.data} failure={probe.error} testing={probe.isFetching} />
            )}
          </div>
          <div className={styles.option}>
            <Option
              kind="passphrase"
              chosen={kind}
              onChoose={setKind}
              label={t("firstRun.passphrase")}
              note={t("firstRun.passphraseNote")}
            />
            {kind === "passphrase" && (
              <PassphraseFields
                id={form}
                passphrase={passphrase}
                repeat={repeat}
                tried={tried}
                problem={failure?.field === "passphrase" ? failure.message : null}
                onPassphrase={setPassphrase}
                onRepeat={setRepeat}
              />
            )}
          </div>
        </div>
        <p className={styles.folder}>{t("firstRun.folder", { folder })}</p>
      </form>
    </StepFrame>
  );
}

type OptionProps = {
  kind: Kind;
  chosen: Kind;
  label: string;
  note: string;
  autoFocus?: boolean;
  onChoose: (kind: Kind) => void;
};

function Option({ kind, chosen, label, note, autoFocus, onChoose }: OptionProps) {
  const id = useId();
  return (
    <label className={styles.choice}>
      <Radio
        name="protection"
        value={kind}
        checked={chosen === kind}
        autoFocus={autoFocus}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-note`}
        onChange={() => onChoose(kind)}
      />
      <span>
        <span id={`${id}-label`} className={styles.label}>
          {label}
        </span>
        <span id={`${id}-note`} className={styles.note}>
          {note}
        </span>
      </span>
    </label>
  );
}
