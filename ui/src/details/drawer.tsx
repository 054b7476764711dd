import { ArrowDown, ArrowUp, Ellipsis, X } from "lucide-react";
import { type UIEvent, useLayoutEffect, useRef, useState } from "react";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Deed } from "../bindings/Deed";
import type { Copying } from "../credentials/copying";
import { expiryWords } from "../credentials/dates";
import { FoundNote } from "../finding/found-note";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { IconButton } from "../ui/icon-button";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { Status } from "../ui/status";
import { Access } from "./access";
import { useDetails } from "./asking";
import styles from "./drawer.module.css";
import { DrawerDeeds } from "./drawer-deeds";
import { type AuditWay, History } from "./history";
import { Overview } from "./overview";
import { Versions } from "./versions";

const parts = ["overview", "access", "versions", "history"] as const;
type Part = (typeof parts)[number];

type Props = {
  /** The zone of the credential's tenant. */
  zone: string;
  /** The row as the table has it; the head is drawn from it until the details come. */
  row: CredentialRow;
  now: number;
  copying: Copying;
  onStep: (by: number) => void;
  onClose: () => void;
  onDeed: (deed: Deed, details: CredentialDetails) => void;
  onMenu: (row: CredentialRow, at: { x: number; y: number }) => void;
  audit: AuditWay;
};

/** Everything about one credential, beside the table. */
export function Drawer(props: Props) {
  const { zone, row: listed, now, copying, onStep, onClose, onDeed } = props;
  const asked = useDetails(listed.id);
  const failure = asked.error;
  // What was read before says nothing once it could not be read again.
  const details = failure ? undefined : asked.data;
  const row = details?.row ?? listed;
  const body = useRef<HTMLDivElement>(null);
  const [part, setPart] = useState<Part>("overview");
  const gone = failure?.code === "not_found";

  // Another credential is read from its beginning.
  const [read, setRead] = useState(listed.id);
  if (read !== listed.id) {
    setRead(listed.id);
    setPart("overview");
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the other credential that scrolls back.
  useLayoutEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [listed.id]);

  const jump = (to: Part) => {
    body.current?.querySelector(`[data-part="${to}"]`)?.scrollIntoView({ block: "start" });
    setPart(to);
  };
  const onScroll = ({ currentTarget: element }: UIEvent<HTMLDivElement>) => {
    const bottom = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    const reached = [...element.querySelectorAll<HTMLElement>("[data-part]")].filter(
      (section) => section.offsetTop <= element.scrollTop + 8,
    );
    const last = (reached.at(-1)?.dataset.part ?? "overview") as Part;
    // At the end the part that was asked for may be in sight without having reached the top.
    if (!bottom || parts.indexOf(part) < parts.indexOf(last)) setPart(last);
  };

  return (
    <section
      className={styles.drawer}
      aria-label={t("details.label", { title: row.title })}
      data-pane="details"
    >
      <header className={styles.head}>
        <div className={styles.line}>
          <h2>{row.title}</h2>
          <IconButton
            icon={Ellipsis}
            label={t("deeds.more", { title: row.title })}
            aria-haspopup="menu"
            onClick={(event) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              props.onMenu(row, { x: left, y: bottom });
            }}
          />
          <IconButton icon={ArrowUp} label={t("details.previous")} onClick={() => onStep(-1)} />
          <IconButton icon={ArrowDown} label={t("details.next")} onClick={() => onStep(1)} />
          <IconButton icon={X} label={t("details.close")} onClick={onClose} />
        </div>
        <div className={styles.state}>
          <Status badge status={row.status} words={words(row)} />
          <span>{t(`details.shape.${row.scheme}`)}</span>
        </div>
      </header>
      <nav className={styles.tabs} aria-label={t("details.parts")}>
        {parts.map((each) => (
          <button
            key={each}
            type="button"
            aria-current={part === each ? "location" : undefined}
            onClick={() => jump(each)}
          >
            {t(`details.${each}`)}
          </button>
        ))}
      </nav>
      <div
        ref={body}
        className={styles.body}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
        tabIndex={0}
        role="group"
        aria-label={row.title}
      >
        <FoundNote credential={row.id} title={row.title} className={styles.notice} />
        {details ? (
          <>
            <Overview
              details={details}
              zone={zone}
              copying={copying}
              onDeed={(deed) => onDeed(deed, details)}
            />
            <Access details={details} copying={copying} />
            <Versions details={details} zone={zone} />
            <History details={details} zone={zone} now={now} audit={props.audit} />
          </>
        ) : gone ? (
          <Notice role="status" tone="plain" title={t("details.gone")} className={styles.notice}>
            {t("details.goneText")}
          </Notice>
        ) : failure ? (
          <FailureNotice
            title={t("details.failed")}
            failure={failure}
            className={styles.notice}
            actions={
              <Button size="small" onClick={() => asked.refetch()}>
                {t("action.tryAgain")}
              </Button>
            }
          />
        ) : (
          <Waiting />
        )}
      </div>
      {details && <DrawerDeeds details={details} onDeed={(deed) => onDeed(deed, details)} />}
    </section>
  );
}

/** The status in the words that a badge has room for. */
function words(row: CredentialRow): string | undefined {
  const when = expiryWords(row.expiresOn, row.daysLeft);
  const spoken = when.charAt(0).toLowerCase() + when.slice(1);
  if (row.status === "expiring") return t("details.expiringIn", { when: spoken });
  if (row.status === "expired") return t("details.expiredAt", { when: spoken });
  return undefined;
}

const bars = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Bars where the details will stand; a fast answer never shows them. */
function Waiting() {
  return (
    <div className={styles.waiting} role="status">
      <span className="visually-hidden">{t("details.reading")}</span>
      {bars.map((bar, index) => (
        <Skeleton key={bar} width={index % 3 === 1 ? "short" : "long"} />
      ))}
    </div>
  );
}
