import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import styles from "./icon-button.module.css";

type Props = Omit<ComponentProps<"button">, "type" | "aria-label" | "children"> & {
  icon: LucideIcon;
  /** Names action and object (“Copy Access ID”); it is the tooltip as well. */
  label: string;
};

/** A button of an icon alone, with its name in the accessibility tree and in a tooltip. */
export function IconButton({ icon: Icon, label, className, ...rest }: Props) {
  return (
    <button
      data-tip={label}
      {...rest}
      type="button"
      aria-label={label}
      className={classNames(styles.button, className)}
    >
      <Icon aria-hidden />
    </button>
  );
}
