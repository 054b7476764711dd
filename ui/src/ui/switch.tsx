import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import styles from "./switch.module.css";

/** On or off, at once. */
export function Switch({ className, ...rest }: Omit<ComponentProps<"input">, "type" | "role">) {
  return <input {...rest} type="checkbox" role="switch" className={classNames(styles.track, className)} />;
}
