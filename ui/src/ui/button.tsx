import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";
import styles from "./button.module.css";
import { classNames } from "./class-names";
import { Spinner } from "./spinner";

type Props = Omit<ComponentProps<"button">, "type"> & {
  kind?: "primary" | "plain" | "ghost" | "danger";
  size?: "small" | "medium" | "large";
  icon?: LucideIcon;
  /** The “-ing” word shown while the action runs; the button keeps its width. */
  busy?: string | false;
  keys?: string;
  submits?: boolean;
};

/** A button. While busy it keeps its place, its width and the focus, and presses do nothing. */
export function Button({
  kind = "plain",
  size = "medium",
  icon: Icon,
  busy = false,
  keys,
  submits = false,
  className,
  children,
  onClick,
  ...rest
}: Props) {
  return (
    <button
      {...rest}
      type={submits ? "submit" : "button"}
      className={classNames(styles.button, styles[kind], styles[size], className)}
      aria-busy={busy ? true : undefined}
      aria-disabled={busy ? true : rest["aria-disabled"]}
      onClick={(event) => {
        if (busy || rest["aria-disabled"]) event.preventDefault();
        else onClick?.(event);
      }}
    >
      <span className={classNames(styles.face, busy && styles.waiting)} aria-hidden={busy ? true : undefined}>
        {Icon && <Icon aria-hidden />}
        {children}
        {keys && <span className={styles.keys} data-keys={keys} />}
      </span>
      {busy && (
        <span className={styles.busy}>
          <Spinner />
          {busy}
        </span>
      )}
    </button>
  );
}
