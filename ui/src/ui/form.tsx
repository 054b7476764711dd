import type { ReactNode, SyntheticEvent } from "react";
import styles from "./form.module.css";

type Props = {
  id: string;
  onSubmit: (event: SyntheticEvent) => void;
  lead?: ReactNode;
  children: ReactNode;
};

/** Labels in one left column, controls in the right one. The core validates, so the browser does not. */
export function Form({ id, onSubmit, lead, children }: Props) {
  return (
    <form id={id} noValidate onSubmit={onSubmit}>
      {lead && <p className={styles.lead}>{lead}</p>}
      <div className={styles.form}>{children}</div>
    </form>
  );
}
