import { Clock } from "lucide-react";
import { type KeyboardEvent, type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { issueCredential } from "../backend/commands";
import type { Sheet } from "../bindings/Sheet";
import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { Field, TextArea } from "../ui/field";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { Switch } from "../ui/switch";
import { writtenDay } from "./dates";
import { DiscardDialog } from "./discard-dialog";
import { expiresOf, firstLifetime, type Lifetime } from "./lifetime";
import { LifetimeField } from "./lifetime-field";
import { descriptionLimit } from "./limits";
import styles from "./new-credential.module.css";
import { useTitleCheck } from "./title-check";

const fields = ["title", "description", "expires"];

type Props = { tenant: TenantRow; onClose: () => void; onIssued: (sheet: Sheet) => void };

/** The form that issues a credential. What was typed stays until the core has taken it or it is discarded. */
export default function NewCredential({ tenant, onClose, onIssued }: Props) {
  const form = useId();
  const [requestId] = useState(() => crypto.randomUUID());
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [lifetime, setLifetime] = useState<Lifetime>(() => firstLifetime(tenant));
  const [active, setActive] = useState(true);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [discarding, setDiscarding] = useState(false);
  const check = useTitleCheck(tenant.id, title);
  const frame = useRef<HTMLDivElement>(null);
  const expires = expiresOf(lifetime);
  const used = Array.from(description).length;

  useEffect(() => {
    if (failure) focusFirstInvalid(frame.current);
  }, [failure]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!expires) {
      frame.current?.querySelector<HTMLElement>('[role="spinbutton"]')?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      onIssued(await issueCredential({ requestId, tenant: tenant.id, title, description, expires, active }));
    } catch (thrown) {
      setFailure(asFailure(thrown));
      setBusy(false);
    }
  };

  const dismiss = () => {
    if (busy) return;
    if (title.trim() !== "" || description.trim() !== "") setDiscarding(true);
    else onClose();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      frame.current?.querySelector("form")?.requestSubmit();
    }
  };

  const problem = (field: string) => (failure?.field === field ? failure.message : null);
  const forget = (field: string) => failure?.field === field && setFailure(null);
  const left = tenant.credentialLimit === null ? null : Math.max(0, tenant.credentialLimit - tenant.used);

  return (
    <Dialog
      title={t("create.title")}
      aside={left === null ? null : t("create.left", { count: left, formatted: number(left) })}
      onDismiss={dismiss}
      foot={
        <>
          <span className={styles.once}>{t("create.once")}</span>
          <span className="spacer" />
          <Button onClick={dismiss}>{t("action.cancel")}</Button>
          <Button
            kind="primary"
            submits
            form={form}
            keys={t("create.submitKeys")}
            aria-keyshortcuts="Control+Enter"
            busy={busy && t("create.submitting")}
          >
            {t("create.submit")}
          </Button>
        </>
      }
    >
      <DialogBody>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter works from every field of the form. */}
        <div ref={frame} onKeyDown={onKeyDown}>
          <Form id={form} onSubmit={submit}>
            {failure && !fields.includes(failure.field ?? "") && <FailureNotice failure={failure} />}
            <Field
              label={t("create.name")}
              value={title}
              placeholder={t("create.namePlaceholder")}
              autoFocus
              aria-required
              busy={check.state === "checking"}
              problem={problem("title") ?? (check.state === "problem" ? check.problem : null)}
              hint={
                check.state === "free"
                  ? t("create.nameFree", { tenant: tenant.name })
                  : check.state === "checking"
                    ? t("create.nameChecking")
                    : null
              }
              hintTone={check.state === "free" ? "good" : "plain"}
              onChange={(value) => {
                setTitle(value);
                forget("title");
              }}
            />
            <TextArea
              label={t("create.description")}
              aside={t("create.optional")}
              value={description}
              placeholder={t("create.descriptionPlaceholder")}
              problem={problem("description")}
              hint={
                used > descriptionLimit * 0.8
                  ? t("create.descriptionCount", { used: number(used), limit: number(descriptionLimit) })
                  : null
              }
              onChange={(value) => {
                setDescription(value);
                forget("description");
              }}
            />
            <LifetimeField
              tenant={tenant}
              value={lifetime}
              problem={problem("expires")}
              onChange={(value) => {
                setLifetime(value);
                forget("expires");
              }}
            />
            <span className={styles.label}>{t("create.startAs")}</span>
            <label className={styles.status}>
              <Switch
                checked={active}
                aria-label={t("create.activeLabel")}
                onChange={(event) => setActive(event.target.checked)}
              />
              {t(active ? "create.active" : "create.inactive")}
            </label>
          </Form>
          <p className={styles.summary}>
            <Clock aria-hidden />
            <span>
              <Summary expires={expires} active={active} zone={tenant.zone} />
            </span>
          </p>
        </div>
      </DialogBody>
      {discarding && <DiscardDialog onKeep={() => setDiscarding(false)} onDiscard={onClose} />}
    </Dialog>
  );
}

function Summary({
  expires,
  active,
  zone,
}: {
  expires: ReturnType<typeof expiresOf>;
  active: boolean;
  zone: string;
}) {
  if (!expires) return t("create.summaryNoDate");
  const never = expires.kind === "never";
  const date = "{{date}}";
  const blank = { date, zone: "{{zone}}" };
  const template = active
    ? never
      ? t("create.summaryActiveNever")
      : t("create.summaryActiveOn", blank)
    : never
      ? t("create.summaryInactiveNever")
      : t("create.summaryInactiveOn", blank);
  return <Emphasised template={template} values={never ? {} : { date: writtenDay(expires.date), zone }} />;
}
