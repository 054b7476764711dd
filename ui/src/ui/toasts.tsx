import { Check, CircleX, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { t } from "../text";
import { Button } from "./button";
import { IconButton } from "./icon-button";
import { dismissToast, type Toast, toastMillis, useToasts } from "./toast";
import styles from "./toasts.module.css";

const icons = { good: Check, warn: TriangleAlert, bad: CircleX };

/** The messages at the bottom centre. They wait while the pointer or the focus is on them. */
export function Toasts() {
  const toasts = useToasts();
  return (
    <section className={styles.stack} aria-label={t("shell.notices")} aria-live="polite">
      {toasts.map((toast) => (
        <ToastItem key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function ToastItem({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const stays = toast.tone !== "good" || held;

  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => dismissToast(toast.id), toastMillis);
    return () => clearTimeout(timer);
  }, [stays, toast.id]);

  const Icon = icons[toast.tone];
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only pauses the timer; nothing is operated here.
    <div
      className={`${styles.toast} ${styles[toast.tone]}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden />
      <p>{toast.text}</p>
      {toast.action && (
        <Button
          kind="ghost"
          size="small"
          onClick={() => {
            dismissToast(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton icon={X} label={t("action.dismiss")} onClick={() => dismissToast(toast.id)} />
    </div>
  );
}
