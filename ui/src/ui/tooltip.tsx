import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./tooltip.module.css";

const delayMillis = 450;
const gap = 6;

/**
 * One tooltip for the whole window: any element with `data-tip` shows that text on hover and focus. A host instead of
 * a component around each cell keeps a scrolling row as light as its text.
 */
export function TooltipHost() {
  const [tip, setTip] = useState<{ text: string; anchor: Element } | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: Element | null = null;

    const hide = () => {
      clearTimeout(timer);
      current = null;
      setTip(null);
    };
    const aim = (target: EventTarget | null, wait: number) => {
      const anchor = target instanceof Element ? target.closest("[data-tip]") : null;
      if (anchor === current) return;
      hide();
      const text = anchor?.getAttribute("data-tip");
      if (!anchor || !text) return;
      current = anchor;
      timer = setTimeout(() => setTip({ text, anchor }), wait);
    };
    const onOver = (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest("[role=tooltip]")) return;
      aim(event.target, delayMillis);
    };
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(":focus-visible")) {
        aim(event.target, delayMillis);
      }
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };

    document.addEventListener("pointerover", onOver);
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", hide);
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", hide, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerover", onOver);
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", hide);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("scroll", hide, true);
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!tip || !element) return;
    const around = tip.anchor.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const below = around.bottom + gap + own.height < window.innerHeight;
    const left = Math.min(Math.max(8, around.left), window.innerWidth - own.width - 8);
    element.style.setProperty("--tip-left", `${Math.round(left)}px`);
    element.style.setProperty(
      "--tip-top",
      `${Math.round(below ? around.bottom + gap : around.top - gap - own.height)}px`,
    );
  }, [tip]);

  if (!tip) return null;
  // Beside what it belongs to: inside a dialog it stays in the accessibility tree, outside of one in a landmark.
  const home =
    tip.anchor.closest('[role="dialog"], [role="alertdialog"], main, nav, footer') ?? document.body;
  return createPortal(
    <div ref={box} role="tooltip" className={styles.tooltip}>
      {tip.text}
    </div>,
    home,
  );
}
