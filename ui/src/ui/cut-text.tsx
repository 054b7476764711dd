import type { PointerEvent } from "react";
import { classNames } from "./class-names";
import styles from "./cut-text.module.css";

type Props = {
  children: string;
  /** What else there is to say about it; it stands below the text, or alone where the text is whole. */
  tip?: string | undefined;
  className?: string | undefined;
};

/** Says an element's text in its tooltip where it is cut off, and `tip` with it. */
export function wholeText(event: PointerEvent<HTMLElement>, tip?: string) {
  const element = event.currentTarget;
  const cut = element.scrollWidth > element.clientWidth;
  const said = [cut ? element.textContent : "", tip].filter(Boolean).join("\n");
  if (said) element.dataset.tip = said;
  else delete element.dataset.tip;
}

/** Text on one line; where there is no room for it, its tooltip says it whole. */
export function CutText({ children, tip, className }: Props) {
  return (
    <span className={classNames(styles.text, className)} onPointerOver={(event) => wholeText(event, tip)}>
      {children}
    </span>
  );
}
