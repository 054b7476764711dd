import { Check, Copy } from "lucide-react";
import { classNames } from "../ui/class-names";
import { IconButton } from "../ui/icon-button";
import styles from "./copy-button.module.css";

type Props = {
  /** Names action and object (“Copy Access ID”). */
  label: string;
  /** The value is on the clipboard since a moment ago. */
  copied: boolean;
  onCopy: () => void;
};

/** At the end of a line: copies its value, and shows a tick for a moment once it is on the clipboard. */
export function CopyButton({ label, copied, onCopy }: Props) {
  return (
    <IconButton
      icon={copied ? Check : Copy}
      label={label}
      className={classNames(styles.copy, copied && styles.copied)}
      onClick={onCopy}
    />
  );
}
