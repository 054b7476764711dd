import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { keyStatus } from "../backend/commands";
import type { KeyStatus } from "../bindings/KeyStatus";
import { KeyNotice } from "./key-notice";
import styles from "./page-frame.module.css";

type Props = {
  title: ReactNode;
  /** At the right edge of the head. */
  actions?: ReactNode;
  /** Between the heading and the actions, as wide as they leave it. */
  middle?: ReactNode;
  /** Below the head, above the content. */
  below?: ReactNode;
  /** A page whose content scrolls by itself, such as a grid. */
  fills?: boolean;
  children: ReactNode;
};

/** What every page begins with: its heading, its actions, and how the key of the vault stands where that matters. */
export function PageFrame({ title, actions, middle, below, fills = false, children }: Props) {
  const client = useQueryClient();
  const keys = useQuery<KeyStatus | null>({ queryKey: ["keys"], queryFn: keyStatus });
  return (
    <>
      {middle ? (
        <header className={styles.wide} data-pane="find">
          <h1>{title}</h1>
          {middle}
          <span className={styles.actions}>{actions}</span>
        </header>
      ) : (
        <header className={styles.top}>
          <h1>{title}</h1>
          <span className="spacer" />
          {actions}
        </header>
      )}
      {keys.data && <KeyNotice keys={keys.data} onKeys={(next) => client.setQueryData(["keys"], next)} />}
      {below}
      {fills ? (
        children
      ) : (
        <div className={styles.body} data-pane="grid">
          {children}
        </div>
      )}
    </>
  );
}
