import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import styles from "./radio.module.css";

/** One choice of several that share a `name`. */
export function Radio({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input {...rest} type="radio" className={classNames(styles.radio, className)} />;
}
