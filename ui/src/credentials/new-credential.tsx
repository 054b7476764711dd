import { useQueryClient } from "@tanstack/react-query";
import {
  type KeyboardEvent,
  lazy,
  Suspense,
  type SyntheticEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { issueCredential } from "../backend/commands";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Reveal } from "../bindings/Reveal";
import type { Sheet } from "../bindings/Sheet";
import type { StartState } from "../bindings/StartState";
import type { TenantRow } from "../bindings/TenantRow";
import { refreshPeople } from "../people/asking";
import { whyNoDirectory } from "../shell/blocked";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { FailureNotice } from "../ui/failure-notice";
import { focusFirstInvalid } from "../ui/focus-invalid";
import { Form } from "../ui/form";
import { AddressRow, UserRow } from "./access-rows";
import { dayAfter } from "./dates";
import { useDirectory } from "./directory";
import { DirectoryFailed } from "./directory-failed";
import { DiscardDialog } from "./discard-dialog";
import { answerOf, draftFields, duplicateOf, emptyDraft, isSameDraft } from "./draft";
import { DescriptionRow, RolesRow, type RowProps, TagsRow, TitleRow } from "./draft-rows";
import { GroupRow as GroupField, RevealRow, StatusRow } from "./issue-rows";
import { expiresOf, firstLifetime, type Lifetime, lifetimeLike } from "./lifetime";
import { LifetimeField } from "./lifetime-field";
import styles from "./new-credential.module.css";
import { secretName } from "./secret-name";
import { focusDate, StartsRow } from "./starts-row";
import { Summary } from "./summary";

const GroupDialog = lazy(() => import("../groups/group-dialog"));

const fields: readonly string[] = [...draftFields, "group", "expires"];

type Props = {
  tenant: TenantRow;
  /** The group that it is made in; null is General. */
  group: string | null;
  /** The credential whose settings it takes over; never its secrets. */
  like: CredentialDetails | null;
  start: StartState;
  onClose: () => void;
  onIssued: (sheet: Sheet) => void;
};

/** The form that issues a credential. What was typed stays until the core has taken it or it is discarded. */
export default function NewCredential({ tenant, group, like, start, onClose, onIssued }: Props) {
  const form = useId();
  const client = useQueryClient();
  const [requestId] = useState(() => crypto.randomUUID());
  const [first] = useState(() => (like ? duplicateOf(like, dayAfter(0, tenant.zone)) : emptyDraft));
  const [draft, setDraft] = useState(first);
  const [before] = useState(() => ({
    inGroup: group ?? like?.row.group ?? null,
    lifetime: like ? lifetimeLike(tenant, like.row) : firstLifetime(tenant),
    active: like?.row.status !== "inactive",
    reveal: like?.reveal ?? tenant.reveal,
  }));
  const [inGroup, setInGroup] = useState<string | null>(before.inGroup);
  const [lifetime, setLifetime] = useState<Lifetime>(before.lifetime);
  const [active, setActive] = useState(before.active);
  const [reveal, setReveal] = useState<Reveal>(before.reveal);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);
  const [grouping, setGrouping] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const directory = useDirectory(tenant.id, like);
  const frame = useRef<HTMLDivElement>(null);
  const expires = expiresOf(lifetime);
  const dated = !draft.startsLater || draft.starts !== null;

  useEffect(() => {
    if (failure) focusFirstInvalid(frame.current);
  }, [failure]);

  useEffect(() => {
    // A proposed title is there to be replaced.
    if (like) frame.current?.querySelector("input")?.select();
  }, [like]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!expires || !dated) {
      focusDate(frame.current, expires ? "starts" : "expires");
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const answer = answerOf(draft);
      const duplicated = like?.row.id ?? null;
      const more = { group: inGroup, expires, active, reveal, duplicateOf: duplicated };
      onIssued(await issueCredential({ requestId, tenant: tenant.id, ...answer, ...more }));
    } catch (thrown) {
      const caught = asFailure(thrown);
      setFailure(caught);
      setBusy(false);
      // A role, a user or a group may have been deleted meanwhile; the form offers what there is now.
      if (["roles", "user", "inRole", "group"].includes(caught.field ?? "")) refreshPeople(client);
    }
  };

  const dismiss = () => {
    if (busy) return;
    const same = JSON.stringify({ inGroup, lifetime, active, reveal }) === JSON.stringify(before);
    if (same && isSameDraft(draft, first)) onClose();
    else setDiscarding(true);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // Before a button takes it for a press of its own.
      event.stopPropagation();
      frame.current?.querySelector("form")?.requestSubmit();
    }
  };

  const problem = (field: string) => (failure?.field === field ? failure.message : null);
  const forget = (...these: string[]) => these.includes(failure?.field ?? "") && setFailure(null);
  const rows: RowProps = {
    tenant,
    directory,
    draft,
    problem,
    change: (part, ...these) => {
      setDraft((before) => ({ ...before, ...part }));
      forget(...these);
    },
  };
  const left = tenant.credentialLimit === null ? null : Math.max(0, tenant.credentialLimit - tenant.used);
  const secret = secretName(tenant.scheme);

  return (
    <Dialog
      title={like ? t("create.duplicateTitle", { title: like.row.title }) : t("create.title")}
      aside={left === null ? null : t("create.left", { count: left, formatted: number(left) })}
      onDismiss={dismiss}
      foot={
        <>
          <span className={styles.once}>
            {t(reveal === "show-once" ? "create.once" : "create.kept", { secret })}
          </span>
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
        <div ref={frame} onKeyDownCapture={onKeyDown}>
          <Form id={form} onSubmit={submit} lead={like ? t("create.duplicateNote") : undefined}>
            {failure && !fields.includes(failure.field ?? "") && <FailureNotice failure={failure} />}
            <DirectoryFailed directory={directory} />
            <TitleRow {...rows} />
            <GroupField
              directory={directory}
              value={inGroup}
              problem={problem("group")}
              blocked={whyNoDirectory(start.permissions)}
              onNew={() => setGrouping(true)}
              onChange={(chosen) => {
                setInGroup(chosen);
                forget("group");
              }}
            />
            <DescriptionRow {...rows} />
            <RolesRow {...rows} />
            <UserRow {...rows} />
            <LifetimeField
              tenant={tenant}
              value={lifetime}
              problem={problem("expires")}
              onChange={(value) => {
                setLifetime(value);
                forget("expires");
              }}
            />
            <AddressRow {...rows} />
            <StatusRow active={active} onChange={setActive} />
            <h3 className={styles.more}>{t("create.more")}</h3>
            <RevealRow tenant={tenant} value={reveal} onChange={setReveal} />
            <StartsRow {...rows} />
            <TagsRow {...rows} />
          </Form>
          <Summary
            expires={dated ? expires : null}
            starts={draft.startsLater ? draft.starts : null}
            active={active}
            zone={tenant.zone}
          />
        </div>
      </DialogBody>
      {grouping && (
        <Suspense>
          <GroupDialog
            tenant={tenant}
            row={null}
            onClose={() => setGrouping(false)}
            onSaved={({ id }) => {
              setGrouping(false);
              setInGroup(id);
              forget("group");
              client.invalidateQueries({ queryKey: ["groups"] });
            }}
          />
        </Suspense>
      )}
      {discarding && <DiscardDialog onKeep={() => setDiscarding(false)} onDiscard={onClose} />}
    </Dialog>
  );
}
