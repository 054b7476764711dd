import { useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Plus, Rows3 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { usePreferences } from "../settings/preferences";
import { t } from "../text";
import { Button } from "../ui/button";
import { ViewEdited } from "../views/view-edited";
import { searchBox, typeInto } from "./box-editing";
import type { Field } from "./chip-words";
import { Chips } from "./chips";
import styles from "./finding-bar.module.css";
import { type QueryState, useQueryText } from "./query-text";
import { sortName, sortSentence } from "./sorting";
import { withTerm } from "./terms";
import type { WindowFinding } from "./use-finding";

const FilterMenu = lazy(() => import("./filter-menu"));
const SortMenu = lazy(() => import("./sort-menu"));
const DensityMenu = lazy(() => import("./density-menu"));

const pickState = (state: QueryState) => state;

type Props = {
  finding: WindowFinding;
  /** How many credentials the query finds, once that is known. */
  count: number | undefined;
  /** What else arranges the table, at the end of the bar. */
  tools?: ReactNode;
};

/** Below the head: the terms of the query as chips, what adds to it, the order, and how the view stands. */
export function FindingBar({ finding, count, tools }: Props) {
  const { box, sort, onSort, tenant } = finding;
  const { text, reading, readOf } = useQueryText(box, pickState);
  const [open, setOpen] = useState<"filter" | "sort" | "density" | null>(null);
  const [said, setSaid] = useState("");
  const filter = useRef<HTMLButtonElement>(null);
  const order = useRef<HTMLButtonElement>(null);
  const density = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(null);
  const { preferences } = usePreferences(useQueryClient());
  const [first] = sort;
  const Arrow = first?.descending ? ArrowDown : ArrowUp;
  const found = useFoundWords(finding.query, count);

  const type = useCallback((field: Field) => {
    setOpen(null);
    // The menu hands the focus back first.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const input = searchBox();
        if (input) typeInto(input, 0, input.value.length, withTerm(input.value, `${field}:`));
      }),
    );
  }, []);

  return (
    <div className={styles.bar} role="group" aria-label={t("find.bar")}>
      <div className={styles.asked}>
        <Chips box={box} onSaid={setSaid} />
        <Button
          ref={filter}
          kind="ghost"
          size="small"
          icon={Plus}
          aria-haspopup="menu"
          aria-expanded={open === "filter"}
          onClick={() => setOpen("filter")}
        >
          {t("find.filter")}
        </Button>
        <Button
          ref={order}
          kind="ghost"
          size="small"
          icon={Arrow}
          aria-haspopup="menu"
          aria-expanded={open === "sort"}
          aria-label={t("find.sortedBy", { sort: sortSentence(sort) })}
          data-tip={t("find.sortedBy", { sort: sortSentence(sort) })}
          onClick={() => setOpen("sort")}
        >
          {first ? sortName(first.column) : t("find.sort")}
        </Button>
      </div>
      <div className={styles.shape}>
        <ViewEdited finding={finding} onSaid={setSaid} />
        <Button
          ref={density}
          kind="ghost"
          size="small"
          icon={Rows3}
          aria-haspopup="menu"
          aria-expanded={open === "density"}
          aria-label={
            preferences && t("find.densityNow", { density: t(`appearance.densities.${preferences.density}`) })
          }
          data-tip={t("find.density")}
          onClick={() => setOpen("density")}
        >
          <span className={styles.word}>
            {preferences && t(`appearance.densities.${preferences.density}`)}
          </span>
        </Button>
        {tools}
      </div>
      <Suspense>
        {open === "filter" && (
          <FilterMenu
            trigger={filter}
            tenant={tenant}
            text={text}
            terms={readOf === text ? reading.terms : []}
            onQuery={(query) => box.write(query)}
            onType={type}
            onClose={close}
          />
        )}
        {open === "sort" && (
          <SortMenu
            trigger={order}
            sort={sort}
            tenants={tenant === null}
            onSort={(next) => {
              onSort(next);
              setSaid(t("find.sortedBy", { sort: sortSentence(next) }));
            }}
            onClose={close}
          />
        )}
        {open === "density" && <DensityMenu trigger={density} onClose={close} />}
      </Suspense>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      <p className="visually-hidden" role="status">
        {found}
      </p>
    </div>
  );
}

/** A result is said once the writer rests, not with every letter. */
const restMillis = 700;

/** How many a query finds, in words for those who do not see the table change. */
function useFoundWords(query: string, count: number | undefined): string {
  const [words, setWords] = useState("");
  const first = useRef(true);
  useEffect(() => {
    if (count === undefined) return;
    if (first.current) {
      // What the window begins with is not the answer to anything that was asked.
      first.current = false;
      return;
    }
    const timer = setTimeout(
      () => setWords(query === "" ? t("find.foundAll", { count }) : t("find.found", { count })),
      restMillis,
    );
    return () => clearTimeout(timer);
  }, [query, count]);
  return words;
}
