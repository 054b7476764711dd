import { type RefObject, useRef, useState } from "react";
import { completeQuery } from "../backend/commands";
import type { QueryChoice } from "../bindings/QueryChoice";
import type { QueryCompletion } from "../bindings/QueryCompletion";
import { typeInto } from "./box-editing";

export type Offered = QueryCompletion & {
  /** The choice that Enter takes before any key has moved to one; -1 for none. */
  likely: number;
};

/** What a key that came before the choices is to take of them. */
type Wish = "likely" | "first";

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
  const waiting = useRef(false);
  const wished = useRef<Wish | null>(null);

  const close = () => {
    asked.current += 1;
    waiting.current = false;
    setOffered(null);
  };

  /** Has a choice taken once those for what was typed last are here; false where they are already. */
  const wish = (which: Wish): boolean => {
    if (waiting.current) wished.current = which;
    return waiting.current;
  };

  /** `wanted` offers also where nothing has been typed yet. */
  const ask = async (wanted: boolean) => {
    const field = input.current;
    if (!field) return;
    asked.current += 1;
    const mine = asked.current;
    const text = field.value;
    const caret = field.selectionEnd ?? text.length;
    waiting.current = false;
    wished.current = null;
    if (field.selectionStart !== field.selectionEnd) return setOffered(null);
    waiting.current = true;
    try {
      const found = await completeQuery(tenant, text, caret);
      if (mine !== asked.current) return;
      waiting.current = false;
      const { start, end, choices } = found;
      const typed = text.slice(start, end);
      const begun = typed !== "" || inValue(text, start);
      const whole = choices.length === 1 && choices[0]?.insert === typed;
      const likely = likelyOf(text, found);
      const choice = wished.current === "first" ? choices[0] : choices[likely];
      if (wished.current && choice && !whole) put(choice, found);
      else
        setOffered(
          !wished.current && choices.length > 0 && !whole && (begun || wanted) ? { ...found, likely } : null,
        );
    } catch {
      // Without its choices the text can still be typed to the end.
      if (mine === asked.current) close();
    }
  };

  const take = (choice: QueryChoice) => {
    if (offered) put(choice, offered);
  };

  const put = ({ insert, field: isField }: QueryChoice, { start, end }: QueryCompletion) => {
    const field = input.current;
    if (!field) return;
    close();
    typeInto(field, start, end, insert);
    // After a field its values follow.
    if (isField) ask(true);
  };

  return { offered, ask, take, wish, close };
}
