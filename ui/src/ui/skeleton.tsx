import styles from "./skeleton.module.css";

/** A quiet bar where text will stand. */
export function Skeleton({ width = "long" }: { width?: "long" | "short" }) {
  return <span aria-hidden="true" className={`${styles.bar} ${styles[width]}`} />;
}
