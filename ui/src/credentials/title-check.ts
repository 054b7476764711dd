import { useEffect, useState } from "react";
import { checkTitle } from "../backend/commands";

const pauseMillis = 250;

export type TitleState = { state: "idle" | "checking" | "free" } | { state: "problem"; problem: string };

const folded = (title: string) => title.trim().normalize("NFKC").toLowerCase();

/**
 * Asks the core about a title once typing pauses; an answer to an older text is dropped. A credential's `own` title is
 * no question.
 */
export function useTitleCheck(tenant: string, title: string, own?: string): TitleState {
  const [answer, setAnswer] = useState<{ title: string; problem: string | null } | null>(null);
  const typed = title.trim() !== "" && (own === undefined || folded(title) !== folded(own));

  useEffect(() => {
    if (!typed) return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const { problem } = await checkTitle(tenant, title);
        if (current) setAnswer({ title, problem });
      } catch {
        // The check only helps; creating decides, and says what is wrong.
        if (current) setAnswer(null);
      }
    }, pauseMillis);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [tenant, title, typed]);

  if (!typed) return { state: "idle" };
  if (answer?.title !== title) return { state: "checking" };
  return answer.problem === null ? { state: "free" } : { state: "problem", problem: answer.problem };
}
