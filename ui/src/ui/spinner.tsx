import styles from "./spinner.module.css";

/** A turning arc beside a word. With reduced motion only the word remains. */
export function Spinner() {
  return (
    <svg className={styles.spinner} viewBox="0 0 16 16" aria-hidden="true">
      <circle className={styles.track} cx="8" cy="8" r="5.5" />
      <path className={styles.arc} d="M8 2.5a5.5 5.5 0 0 1 5.5 5.5" />
    </svg>
  );
}
