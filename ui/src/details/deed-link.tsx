import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import { closedReason, deedName } from "../deeds/shown";
import styles from "./deed-link.module.css";

type Props = {
  deed: Deed;
  details: CredentialDetails;
  /** Its name where the line says already what it is about. */
  children?: string;
  onDeed: (deed: Deed) => void;
};

/** A deed at the end of the line that it is about; one that cannot be done says why. */
export function DeedLink({ deed, details, children, onDeed }: Props) {
  const closed = closedReason(details, deed);
  const words = deedName(deed, details);
  // What is read aloud begins with what is seen, where that is said otherwise.
  const name = !children || words.startsWith(children) ? words : `${children}: ${words}`;
  return (
    <button
      type="button"
      className={styles.link}
      aria-label={children ? (closed ? `${name} ${closed}` : name) : undefined}
      aria-disabled={closed === null ? undefined : true}
      data-tip={closed || undefined}
      onClick={() => closed === null && onDeed(deed)}
    >
      {children ?? words}
      {closed && !children && <span className="visually-hidden"> {closed}</span>}
    </button>
  );
}
