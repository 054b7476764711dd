import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { CommandFailure } from "../backend/backend";
import { changeSettings, settings } from "../backend/commands";
import type { Settings } from "../bindings/Settings";
import { useSaving } from "../shell/saving";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { Notice } from "../ui/notice";
import { showToast } from "../ui/toast";
import styles from "./rows.module.css";
import { BlockedNotice, Waiting } from "./section";
import { keepUnsaved, unsaved } from "./unsaved";

type Props<Draft> = {
  /** What it is told apart by from the other forms of the settings. */
  name: string;
  blocked: string | null;
  /** The fields that say themselves what is wrong with them. */
  fields: readonly string[];
  /** What of the settings the form shows. */
  read: (settings: Settings) => Draft;
  /** The settings with what was typed, or the field in which no number stands. */
  write: (settings: Settings, draft: Draft) => Settings | string;
  children: (form: {
    draft: Draft;
    change: (part: Partial<Draft>, field?: string) => void;
    problem: (field: string) => string | null;
  }) => ReactNode;
};

/** A form over some of the vault's settings. What was typed stays while others of them, or other pages, are looked at. */
export function SettingsForm<Draft extends object>(props: Props<Draft>) {
  const [round, setRound] = useState(0);
  const giveUp = () => {
    // The button that was pressed is gone with the form; the focus stays near it.
    document.activeElement?.closest<HTMLElement>("section")?.focus();
    keepUnsaved(props.name, null);
    setRound(round + 1);
  };
  return <OneRound key={round} {...props} onGiveUp={giveUp} />;
}

const seen = (draft: object) => JSON.stringify(draft);

function OneRound<Draft extends object>({
  name,
  blocked,
  fields,
  read,
  write,
  children,
  onGiveUp,
}: Props<Draft> & { onGiveUp: () => void }) {
  const client = useQueryClient();
  const id = useId();
  const frame = useRef<HTMLFieldSetElement>(null);
  const asked = useQuery<Settings, CommandFailure>({ queryKey: ["settings"], queryFn: settings });
  const [kept, setKept] = useState(() => unsaved(name));
  const typed = kept && (kept.draft as Draft);
  const keep = (next: { draft: Draft; over: string; revision: number } | null) => {
    keepUnsaved(name, next);
    setKept(next);
  };
  const stands = asked.data;

  const saving = useSaving(
    async () => {
      if (!stands || !typed || !kept) return;
      const next = write(stands, typed);
      if (typeof next === "string") throw new CommandFailure("invalid_input", t("settings.whole"), next);
      // What others changed of this form since typing began is told, not written over.
      const revision = kept.over === seen(read(stands)) ? stands.revision : kept.revision;
      client.setQueryData(["settings"], await changeSettings({ ...next, revision }));
      keep(null);
      showToast({ tone: "good", text: t("settings.saved") });
    },
    async () => {
      const { data } = await asked.refetch({ throwOnError: true });
      if (data && typed) keep({ draft: typed, over: seen(read(data)), revision: data.revision });
      return [];
    },
  );
  const { failure, meanwhile } = saving;

  useEffect(() => {
    if (failure) focusFirstInvalid(frame.current);
  }, [failure]);

  if (!stands) {
    return asked.error ? (
      <FailureNotice
        title={t("settings.failed")}
        failure={asked.error}
        actions={
          <Button size="small" onClick={() => asked.refetch()}>
            {t("action.tryAgain")}
          </Button>
        }
      />
    ) : (
      <Waiting label={t("settings.reading")} />
    );
  }

  const draft = typed ?? read(stands);
  const said = failure && !fields.includes(failure.field ?? "");
  return (
    <>
      {blocked && <BlockedNotice />}
      {said &&
        (meanwhile ? (
          <Notice
            role="alert"
            tone="warn"
            title={t("settings.meanwhile")}
            className={styles.said}
            actions={
              <Button size="small" onClick={onGiveUp}>
                {t("settings.takeOver")}
              </Button>
            }
          >
            {t("settings.meanwhileText")}
          </Notice>
        ) : (
          <FailureNotice failure={failure} className={styles.said} />
        ))}
      <fieldset ref={frame} className={styles.plain} disabled={blocked !== null}>
        <Form
          id={id}
          onSubmit={(event) => {
            event.preventDefault();
            if (!blocked) saving.save();
          }}
        >
          {children({
            draft,
            problem: saving.problem,
            change: (part, field) => {
              keep({
                over: seen(read(stands)),
                revision: stands.revision,
                ...kept,
                draft: { ...draft, ...part },
              });
              if (field) saving.correct(field);
            },
          })}
        </Form>
      </fieldset>
      <div className={styles.foot}>
        <Button
          kind="primary"
          submits
          form={id}
          busy={saving.busy && t("settings.saving")}
          aria-disabled={blocked || typed === null ? true : undefined}
          data-tip={blocked ?? (typed === null ? t("settings.nothing") : undefined)}
        >
          {t("settings.save")}
        </Button>
        {typed !== null && (
          <Button kind="ghost" onClick={onGiveUp}>
            {t("action.cancel")}
          </Button>
        )}
      </div>
    </>
  );
}
