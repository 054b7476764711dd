import { ChevronRight } from "lucide-react";
import styles from "./filter-menu.module.css";

/** The sign of an item that leads to a menu of its own. */
export function Onwards() {
  return <ChevronRight className={styles.onwards} aria-hidden />;
}
