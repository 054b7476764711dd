import { useIsFetching } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { t } from "../text";
import { IconButton } from "../ui/icon-button";
import { typeInto } from "./box-editing";
import { useCompleting } from "./completing";
import { Ink, keepInStep, placeAt } from "./ink";
import { useListbox } from "./listbox";
import { usePasting } from "./pasting";
import { ProblemLine } from "./problem-line";
import { type QueryState, type QueryText, useQueryText } from "./query-text";
import styles from "./search-box.module.css";
import { useSettledProblem } from "./settled-problem";
import { Suggestions } from "./suggestions";

type Props = {
  box: QueryText;
  tenant: string | null;
  /** Whether `/` leads here. */
  slash: boolean;
  onTenant: (tenant: string) => void;
  /** Writes a query for a tenant, which comes into view with it. */
  onQuery: (query: string, tenant: string) => void;
};

const pickState = (state: QueryState) => state;

/** The box in which a query is typed: coloured as it reads, completed at the caret, and never a place for a key. */
export function SearchBox({ box, tenant, slash, onTenant, onQuery }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const state = useQueryText(box, pickState);
  const { text, waiting } = state;
  const [composing, setComposing] = useState(false);
  const [said, setSaid] = useState("");
  const fetching = useIsFetching({ queryKey: ["credentials", "ids"] }) > 0;
  const problem = useSettledProblem(state);
  const { offered, ask, take, wish, close } = useCompleting(input, tenant);
  const choices = offered?.choices ?? [];
  const list = useListbox({ id: `${id}-choice`, count: choices.length });
  const active = list.active >= 0 ? list.active : (offered?.likely ?? -1);

  const pasting = usePasting({ tenant, onTenant, onQuery, onSaid: setSaid });
  const { onBeforeInput } = pasting;
  const beforeInput = useRef(onBeforeInput);
  beforeInput.current = onBeforeInput;
  useEffect(() => {
    const field = input.current;
    const onBefore = (event: InputEvent) => beforeInput.current(event);
    field?.addEventListener("beforeinput", onBefore);
    return () => field?.removeEventListener("beforeinput", onBefore);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the box begins anew with each list of choices.
  useEffect(() => list.setActive(-1), [offered]);

  useLayoutEffect(() => {
    if (offered) placeAt(frame.current, offered.start);
  }, [offered]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text may have scrolled the field.
  useLayoutEffect(() => keepInStep(input.current, frame.current), [text]);

  const inStep = () => requestAnimationFrame(() => keepInStep(input.current, frame.current));
  const clear = () => {
    if (input.current) typeInto(input.current, 0, input.current.value.length, "");
    close();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    inStep();
    if (event.nativeEvent.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (offered && list.move(event)) return;
    const choice = choices[active];
    if (event.key === "Enter" && plain) {
      event.preventDefault();
      // What is offered may still be for what was typed before.
      if (wish("likely")) return;
      if (offered && choice) take(choice);
      else close();
    } else if (event.key === "Tab" && plain && offered) {
      if (wish("first")) {
        event.preventDefault();
        return;
      }
      const first = choice ?? choices[0];
      if (!first) return;
      event.preventDefault();
      take(first);
    } else if (event.key === "Escape") {
      if (!offered && text === "" && said === "") return;
      event.preventDefault();
      if (offered) close();
      else if (said !== "") setSaid("");
      else clear();
    } else if ((event.key === "ArrowDown" && !event.shiftKey) || (event.key === " " && event.ctrlKey)) {
      event.preventDefault();
      ask(true);
    } else if (offered && /^(Arrow(Left|Right)|Home|End)$/.test(event.key)) {
      requestAnimationFrame(() => ask(false));
    }
  };

  return (
    <>
      <div ref={frame} className={styles.search} role="search" data-composing={composing || undefined}>
        <Search aria-hidden />
        <div className={styles.field}>
          <Ink state={state} problem={problem} layer="ground" />
          <input
            ref={input}
            type="text"
            role="combobox"
            className={styles.input}
            data-find
            value={text}
            placeholder={t("find.placeholder")}
            aria-label={t("find.label")}
            aria-keyshortcuts={slash ? "/ Control+F" : "Control+F"}
            aria-autocomplete="list"
            aria-expanded={offered !== null}
            aria-controls={offered ? `${id}-list` : undefined}
            aria-activedescendant={offered && active >= 0 ? list.idOf(active) : undefined}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem || said ? `${id}-line` : undefined}
            autoComplete="off"
            autoCorrect="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => {
              setSaid("");
              box.write(event.target.value);
              ask(false);
            }}
            onKeyDown={onKeyDown}
            onKeyUp={inStep}
            onSelect={inStep}
            onScroll={inStep}
            onPointerMove={(event) => event.buttons > 0 && inStep()}
            onClick={() => offered && ask(false)}
            onCompositionStart={() => setComposing(true)}
            onCompositionEnd={() => setComposing(false)}
            onFocus={inStep}
            onBlur={() => {
              close();
              inStep();
            }}
            onPaste={pasting.onPaste}
            onDrop={pasting.onDrop}
          />
          <Ink state={state} problem={problem} layer="ink" />
        </div>
        {text !== "" && (
          <IconButton icon={X} label={t("find.clear")} className={styles.clear} onClick={clear} />
        )}
        {slash && <span className={styles.key} data-key="/" aria-hidden="true" />}
        {(waiting || fetching) && <span className={styles.progress} aria-hidden="true" />}
        {offered && (
          <Suggestions
            id={`${id}-list`}
            choices={choices}
            active={active}
            idOf={list.idOf}
            onActive={list.setActive}
            onTake={take}
          />
        )}
      </div>
      <ProblemLine
        id={`${id}-line`}
        state={state}
        problem={problem}
        said={said}
        onSuggestion={(query) => {
          const field = input.current;
          if (field) typeInto(field, 0, field.value.length, query);
        }}
        onAgain={box.again}
      />
      <p className="visually-hidden" role="status">
        {offered ? t("find.choices", { count: choices.length }) : ""}
      </p>
    </>
  );
}
