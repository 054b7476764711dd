import { useEffect, useState } from "react";
import { asFailure, type CommandFailure } from "../backend/backend";
import { showSecret } from "../backend/commands";

/** A shown secret is hidden again after this time, and at once when the window loses the focus. */
export const shownMillis = 60_000;

export type Secret = {
  /** The secret while it is shown; it lives nowhere else in the page. */
  value: string | null;
  showing: boolean;
  failure: CommandFailure | null;
  show: () => void;
  hide: () => void;
};

export function useSecret(sheet: string): Secret {
  const [value, setValue] = useState<string | null>(null);
  const [showing, setShowing] = useState(false);
  const [failure, setFailure] = useState<CommandFailure | null>(null);

  useEffect(() => {
    if (value === null) return;
    const hide = () => setValue(null);
    const timer = setTimeout(hide, shownMillis);
    window.addEventListener("blur", hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("blur", hide);
    };
  }, [value]);

  const show = async () => {
    setShowing(true);
    setFailure(null);
    try {
      const shown = await showSecret(sheet);
      // The answer may come after the administrator has turned to another window.
      if (document.hasFocus()) setValue(shown);
    } catch (thrown) {
      setFailure(asFailure(thrown));
    }
    setShowing(false);
  };

  return { value, showing, failure, show, hide: () => setValue(null) };
}
