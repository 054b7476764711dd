import { X } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useLayoutEffect, useRef, useState } from "react";
import type { QueryTerm } from "../bindings/QueryTerm";
import { t } from "../text";
import { placeCaret, searchBox } from "./box-editing";
import { chipName, chipWords } from "./chip-words";
import styles from "./chips.module.css";
import { type QueryState, type QueryText, useQueryText } from "./query-text";
import { turnedRound, withoutTerm } from "./terms";

const ChipMenu = lazy(() => import("./chip-menu"));

const pickState = (state: QueryState) => state;

type Props = { box: QueryText; onSaid: (sentence: string) => void };

/** The terms of the query, one chip each: what the text says, in words, to be taken away, turned round or edited. */
export function Chips({ box, onSaid }: Props) {
  const { text, reading, readOf } = useQueryText(box, pickState);
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const [menu, setMenu] = useState<{ index: number; x: number; y: number } | null>(null);
  const { terms } = reading;
  const stop = Math.min(at, terms.length - 1);
  const focusAt = (index: number) => {
    const buttons = list.current?.querySelectorAll<HTMLElement>("[data-chip]");
    setAt(Math.max(0, index));
    if (!buttons || buttons.length === 0) searchBox()?.focus();
    else buttons[Math.max(0, Math.min(index, buttons.length - 1))]?.focus();
  };
  // The chip that had the focus is gone once the shorter text is read; the one in its place takes it.
  const leaving = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (leaving.current === null || readOf !== text) return;
    focusAt(leaving.current);
    leaving.current = null;
  });

  /** Changes the text by a term, whose place is known only while nothing newer stands in the box. */
  const change = (term: QueryTerm, next: (text: string, term: QueryTerm) => string, said: string) => {
    if (readOf !== box.get().text) return;
    box.write(next(readOf, term));
    onSaid(said);
  };
  const remove = (index: number) => {
    const term = terms[index];
    if (!term) return;
    change(term, withoutTerm, t("find.removed", { term: chipName(term) }));
    leaving.current = index;
  };
  const edit = (term: QueryTerm) => {
    const field = searchBox();
    if (field && readOf === text) placeCaret(field, term.end, term.end);
  };
  const turn = (term: QueryTerm) =>
    change(
      term,
      turnedRound,
      t(term.negated ? "find.included" : "find.excluded", { term: chipName({ ...term, negated: false }) }),
    );

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number) => {
    if (event.key === "Backspace" || event.key === "Delete") remove(index);
    else if (event.key === "ArrowRight") focusAt(Math.min(index + 1, terms.length - 1));
    else if (event.key === "ArrowLeft") focusAt(index - 1);
    else if (event.key === "Home") focusAt(0);
    else if (event.key === "End") focusAt(terms.length - 1);
    else if (
      event.key === "ArrowDown" ||
      event.key === "ContextMenu" ||
      (event.key === "F10" && event.shiftKey)
    ) {
      const { left, bottom } = event.currentTarget.getBoundingClientRect();
      setMenu({ index, x: left, y: bottom });
    } else return;
    event.preventDefault();
  };

  const open = menu && terms[menu.index];
  return (
    <>
      <ul ref={list} className={styles.chips} aria-label={t("find.chips")} hidden={terms.length === 0}>
        {terms.map((term, index) => {
          const { name, value } = chipWords(term);
          const whole = chipName(term);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a term has no identity beside its place in the text.
            <li key={index} className={styles.chip}>
              <button
                type="button"
                data-chip
                className={styles.words}
                tabIndex={index === stop ? 0 : -1}
                aria-label={t("find.editTerm", { term: whole })}
                aria-keyshortcuts="Delete Shift+F10"
                data-tip={`${whole}\n${t("find.chipTip")}`}
                onFocus={() => setAt(index)}
                onClick={() => edit(term)}
                onKeyDown={(event) => onKeyDown(event, index)}
                onContextMenu={(event) => {
                  event.preventDefault();
                  setMenu({ index, x: event.clientX, y: event.clientY });
                }}
              >
                {name && <span>{name} </span>}
                <b>{value}</b>
              </button>
              <button
                type="button"
                className={styles.remove}
                tabIndex={-1}
                aria-label={t("find.removeTerm", { term: whole })}
                data-tip={t("find.removeTerm", { term: whole })}
                onClick={() => remove(index)}
              >
                <X aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      {menu && open && (
        <Suspense>
          <ChipMenu
            term={open}
            at={menu}
            onEdit={() => requestAnimationFrame(() => edit(open))}
            onTurn={() => turn(open)}
            onRemove={() => remove(menu.index)}
            onClose={() => setMenu(null)}
          />
        </Suspense>
      )}
    </>
  );
}
