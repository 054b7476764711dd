import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../text";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import styles from "./section.module.css";

/** One part of the settings, on a scroll of its own. */
export function Section({
  title,
  hidden,
  children,
}: {
  title: string;
  hidden: boolean;
  children: ReactNode;
}) {
  return (
    // Around what scrolls, so that F6 finds that within it.
    <div className={styles.pane} hidden={hidden} data-pane={hidden ? undefined : "grid"}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
      <section className={styles.section} aria-label={title} tabIndex={0}>
        <div className={styles.content}>
          <h2 className={styles.title}>{title}</h2>
          {children}
        </div>
      </section>
    </div>
  );
}

/** What a part is about. */
export function Lead({ children }: { children: ReactNode }) {
  return <p className={styles.lead}>{children}</p>;
}

/** A heading within a part, with what can be done at its end. */
export function Heading({ children, end }: { children: ReactNode; end?: ReactNode }) {
  return (
    <div className={styles.heading}>
      <h3>{children}</h3>
      {end}
    </div>
  );
}

/** Says that the operator may look and not touch, and whom to ask. */
export function BlockedNotice() {
  return <Notice tone="plain" icon={Lock} title={t("settings.blocked")} className={styles.blocked} />;
}

const bars = ["a", "b", "c", "d"];

/** Bars where the part will stand; a fast answer never shows them. */
export function Waiting({ label }: { label: string }) {
  return (
    <div className={styles.waiting} role="status">
      <span className="visually-hidden">{label}</span>
      {bars.map((bar, index) => (
        <Skeleton key={bar} width={index % 2 === 1 ? "short" : "long"} />
      ))}
    </div>
  );
}
