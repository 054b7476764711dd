import type { ComponentProps } from "react";
import styles from "./checkbox.module.css";
import { classNames } from "./class-names";

/** A box that is ticked or not; the label is the caller's. */
export function Checkbox({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return <input {...rest} type="checkbox" className={classNames(styles.box, className)} />;
}
