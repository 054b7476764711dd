import styles from "./mark.module.css";

/** The application's sign: a key on ink blue. */
export function Mark() {
  return (
    <svg className={styles.mark} viewBox="0 0 44 44" aria-hidden="true">
      <rect className={styles.ground} width="44" height="44" rx="11" />
      <g className={styles.key}>
        <circle cx="16.5" cy="27.5" r="6.5" />
        <path d="m21.2 22.8 10.3-10.3M26.5 17.5l4.4 4.4" />
      </g>
    </svg>
  );
}
