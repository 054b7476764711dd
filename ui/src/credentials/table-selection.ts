import { useCallback, useEffect, useMemo, useRef } from "react";
import { hiddenCount } from "../arranging/layout";
import type { CredentialRow } from "../bindings/CredentialRow";
import type { Layout } from "../bindings/Layout";
import type { Selectable } from "../grid/grid";
import type { Windowed } from "../grid/windowed";
import { useCount } from "../selecting/counting";
import { type Asked, estimate, isNothing, sameAsked } from "../selecting/selection";
import { selectionWords } from "../selecting/selection-bar";
import { useSelection } from "../selecting/use-selection";
import { number, t } from "../text";
import { setInView } from "./in-view";

type Owner = {
  asked: Asked;
  rows: Windowed<CredentialRow>;
  layout: Layout;
  say: (text: string) => void;
};

/** What is selected among the credentials, how many that are, and how the grid changes it. */
export function useTableSelection({ asked, rows, layout, say }: Owner) {
  const { handles, generation, answer, rowAt } = rows;
  const selection = useSelection(asked, handles, generation);
  const { selected, members, total, shown, has, toggle, mark, extend, all, noneShown, clear } = selection;
  const found = handles?.length ?? 0;
  const counted = useCount(
    asked,
    selected,
    generation,
    answer,
    useMemo(() => ({ total, shown }), [total, shown]),
  );
  const count = isNothing(selected) || counted.total === 0 ? null : counted;

  const hidden = hiddenCount(layout);
  useEffect(() => setInView({ found, selected: count, hiddenColumns: hidden }), [found, count, hidden]);
  useEffect(() => () => setInView(null), []);

  // The rows change with every answer; what is said needs only the one that was meant.
  const titleAt = useRef(rowAt);
  titleAt.current = rowAt;
  const order = useMemo(() => handles ?? new Uint32Array(), [handles]);
  // A selection that has just become one by the query in sight has no other members than what is in sight.
  const membersOf = useCallback(
    (next: typeof selected) => (next.kind === "query" && sameAsked(next.of, asked) ? "inSight" : members),
    [asked, members],
  );
  const wordsOf = useCallback(
    (next: typeof selected) =>
      isNothing(next)
        ? t("selecting.saidNone")
        : t("selecting.saidSome", { selected: selectionWords(estimate(next, order, membersOf(next))) }),
    [order, membersOf],
  );

  const allOrNone = useCallback(() => {
    say(wordsOf(shown < found ? all() : noneShown()));
  }, [say, wordsOf, all, noneShown, shown, found]);
  const selectAll = useCallback(() => say(wordsOf(all())), [say, wordsOf, all]);

  const selectable = useMemo<Selectable>(
    () => ({
      isSelected: has,
      onMark: mark,
      onToggle: (index) => {
        const done = toggle(index);
        if (!done) return;
        const title = titleAt.current(index)?.title ?? "";
        const { total: now } = estimate(done.next, order, membersOf(done.next));
        say(
          t(done.on ? "selecting.saidOn" : "selecting.saidOff", {
            title,
            selected: t("selecting.count", { count: now, total: number(now) }),
          }),
        );
      },
      onExtend: (index, from) => say(wordsOf(extend(index, from))),
      onAll: selectAll,
      all: {
        state: shown === 0 ? "none" : shown < found ? "some" : "all",
        label: shown > 0 && shown === found ? t("selecting.none") : t("selecting.all"),
        onToggle: allOrNone,
      },
      any: !isNothing(selected),
    }),
    [has, mark, toggle, extend, selectAll, allOrNone, shown, found, order, membersOf, say, wordsOf, selected],
  );

  return {
    selected,
    selectable,
    count,
    all: selectAll,
    clear: useCallback(() => {
      clear();
      say(t("selecting.saidNone"));
    }, [clear, say]),
  };
}
