import { CircleX, KeyRound } from "lucide-react";
import type { QueryProblem } from "../bindings/QueryProblem";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import styles from "./problem-line.module.css";
import type { QueryState } from "./query-text";

type Props = {
  id: string;
  state: QueryState;
  problem: QueryProblem | null;
  /** What came of a pasted key. */
  said: string;
  onSuggestion: (query: string) => void;
  onAgain: () => void;
};

/** The sentence below the box: what is wrong with the query and what was probably meant, or what came of a key. */
export function ProblemLine({ id, state, problem, said, onSuggestion, onAgain }: Props) {
  const { failure } = state;
  const suggestion = problem?.suggestion ?? null;
  const shown = problem !== null || failure !== null || said !== "";
  return (
    <div className={styles.place} role="status">
      {shown && (
        <p id={id} className={styles.line} data-tone={problem || failure ? "bad" : "plain"}>
          {problem || failure ? <CircleX aria-hidden /> : <KeyRound aria-hidden />}
          <span>
            {problem?.message ?? (failure ? failureSentence(failure) : said)}
            {suggestion && (
              <>
                {` ${t("find.didYouMean")} `}
                <button
                  type="button"
                  className={styles.suggestion}
                  onClick={() => onSuggestion(suggestion.query)}
                >
                  {suggestion.word}
                </button>
                {t("find.didYouMeanEnd")}
              </>
            )}
            {problem && ` ${t("find.lastStays")}`}
            {failure && !problem && (
              <button type="button" className={styles.suggestion} onClick={onAgain}>
                {t("action.tryAgain")}
              </button>
            )}
          </span>
        </p>
      )}
    </div>
  );
}
