import type { QueryProblem } from "../bindings/QueryProblem";
import { classNames } from "../ui/class-names";
import styles from "./ink.module.css";
import { carried, runsOf } from "./parts";
import type { QueryState } from "./query-text";

type Props = {
  state: QueryState;
  problem: QueryProblem | null;
  /** The letters, over the field, or the ground of the terms, under it: selection and caret stand between the two. */
  layer: "ink" | "ground";
};

/** The text of the box as it reads, in colours. It lies over the field, or under it as the ground of its terms. */
export function Ink({ state: { text, reading, readOf }, problem, layer }: Props) {
  const parts = carried(reading.parts, readOf, text);
  const ink = layer === "ink";
  const current = readOf === text ? problem : null;
  return (
    <div className={classNames(styles.layer, styles[layer])} aria-hidden="true">
      <span className={styles.line} data-line={layer}>
        {runsOf(text, parts, current).map((run) => (
          <span key={run.start} className={!ink && run.token ? styles.token : undefined}>
            {run.pieces.map((piece, index) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity beside their place.
                key={index}
                className={ink ? classNames(styles[piece.kind], piece.wrong && styles.misread) : undefined}
              >
                {piece.text}
              </span>
            ))}
          </span>
        ))}
      </span>
    </div>
  );
}

/** Moves the layers with the field when it scrolls its text. */
export function keepInStep(field: HTMLInputElement | null, frame: HTMLElement | null) {
  // An empty field is not asked: the answer would have the whole window laid out for it.
  const scrolled = field?.value ? field.scrollLeft : 0;
  frame?.style.setProperty("--scrolled", `${-scrolled}px`);
}

/** Tells the frame where in it the text at `index` stands, for what opens below it. */
export function placeAt(frame: HTMLElement | null, index: number) {
  const line = frame?.querySelector<HTMLElement>('[data-line="ink"]');
  if (!frame || !line) return;
  const range = document.createRange();
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let left = index;
  range.selectNodeContents(line);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left <= length) {
      range.setStart(node, left);
      range.collapse(true);
      break;
    }
    left -= length;
  }
  const from = frame.getBoundingClientRect();
  const at = range.getBoundingClientRect();
  const x = at.width === 0 && at.left === 0 ? line.getBoundingClientRect().left : at.left;
  const most = Math.max(0, from.width - 340);
  frame.style.setProperty("--choices-left", `${Math.min(most, Math.max(0, x - from.left - 14))}px`);
}
