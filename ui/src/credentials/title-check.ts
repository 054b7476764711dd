import { useEffect, useState } from "react";
import { checkTitle } from "../backend/commands";

const pauseMillis = 250;

export type TitleState = { state: "idle" | "checking" | "free" } | { state: "problem"; problem: string };

/** Asks the core about a title once typing pauses; an answer to an older text is dropped. */
export function useTitleCheck(tenant: string, title: string): TitleState {
  const [answer, setAnswer] = useState<{ title: string; problem: string | null } | null>(null);
  const typed = title.trim() !== "";

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
