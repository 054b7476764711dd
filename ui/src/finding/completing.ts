import { type RefObject, useRef, useState } from "react";
import { completeQuery } from "../backend/commands";
import type { QueryChoice } from "../bindings/QueryChoice";
import type { QueryCompletion } from "../bindings/QueryCompletion";
import { typeInto } from "./box-editing";

export type Offered = QueryCompletion & {
  /** The choice that Enter takes before any key has moved to one; -1 for none. */
  likely: number;
};

/** Whether the caret stands in the values of a field, where only a value can follow. */
function inValue(text: string, start: number): boolean {
  const before = text[start - 1];
  return before === ":" || (before === "," && start > 1);
}

/** The choice that what is typed is the beginning of, where a value is being typed. */
function likelyOf(text: string, { start, end, choices }: QueryCompletion): number {
  const typed = text.slice(start, end).replace(/^"/, "").toLowerCase();
  const [first] = choices;
  const value = first && !first.field && typed !== "" && inValue(text, start);
  return value && first.label.toLowerCase().startsWith(typed) ? 0 : -1;
}

/** What can be typed at the caret of the box: asked for as one types, and put in place when it is taken. */
export function useCompleting(input: RefObject<HTMLInputElement | null>, tenant: string | null) {
  const [offered, setOffered] = useState<Offered | null>(null);
  const asked = useRef(0);

  const close = () => {
    asked.current += 1;
    setOffered(null);
  };

  /** `wanted` offers also where nothing has been typed yet. */
  const ask = async (wanted: boolean) => {
    const field = input.current;
    if (!field) return;
    asked.current += 1;
    const mine = asked.current;
    const text = field.value;
    const caret = field.selectionEnd ?? text.length;
    if (field.selectionStart !== field.selectionEnd) return setOffered(null);
    try {
      const found = await completeQuery(tenant, text, caret);
      if (mine !== asked.current) return;
      const { start, end, choices } = found;
      const typed = text.slice(start, end);
      const begun = typed !== "" || inValue(text, start);
      const whole = choices.length === 1 && choices[0]?.insert === typed;
      setOffered(
        choices.length > 0 && !whole && (begun || wanted)
          ? { ...found, likely: likelyOf(text, found) }
          : null,
      );
    } catch {
      // Without its choices the text can still be typed to the end.
      if (mine === asked.current) setOffered(null);
    }
  };

  const take = ({ insert, field: isField }: QueryChoice) => {
    const field = input.current;
    if (!field || !offered) return;
    close();
    typeInto(field, offered.start, offered.end, insert);
    // After a field its values follow.
    if (isField) ask(true);
  };

  return { offered, ask, take, close };
}
