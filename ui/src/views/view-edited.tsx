import { lazy, Suspense, useCallback, useState } from "react";
import { type QueryState, useQueryText } from "../finding/query-text";
import type { WindowFinding } from "../finding/use-finding";
import { t } from "../text";
import { Button } from "../ui/button";
import { viewName } from "./built-in";
import { isEdited } from "./sameness";
import { useViewDeeds } from "./view-deeds";
import styles from "./view-edited.module.css";

const ViewDialog = lazy(() => import("./view-dialog"));

/** Whether what is shown differs from what the view in use saved. */
export function useEdited({ box, saved, sort }: WindowFinding): boolean {
  return useQueryText(
    box,
    useCallback(({ text }: QueryState) => isEdited(saved, text, sort), [saved, sort]),
  );
}

type Props = { finding: WindowFinding; onSaid: (sentence: string) => void };

/** That the view in use was edited, and the two ways on: saving it so, or having it back as it was. */
export function ViewEdited({ finding, onSaid }: Props) {
  const edited = useEdited(finding);
  const { save, reset, saving } = useViewDeeds(finding);
  const [naming, setNaming] = useState(false);
  const { saved } = finding;
  const name = viewName(saved);
  return (
    <>
      {edited && (
        <span className={styles.edited}>
          <span className={styles.words} data-tip={name}>
            {t("views.edited")}
          </span>
          <Button
            kind="ghost"
            size="small"
            busy={saving && t("tenants.saving")}
            data-tip={t(saved.builtIn ? "views.saveAsTip" : "views.saveTip", { name })}
            onClick={() => (saved.builtIn ? setNaming(true) : save())}
          >
            {saved.builtIn ? t("views.saveAs") : t("views.save")}
          </Button>
          <Button
            kind="ghost"
            size="small"
            data-tip={t("views.resetTip", { name })}
            onClick={() => {
              reset();
              onSaid(t("views.wasReset", { name }));
            }}
          >
            {t("views.reset")}
          </Button>
          <span className={styles.line} />
        </span>
      )}
      <Suspense>
        {naming && <ViewDialog finding={finding} renamed={null} onClose={() => setNaming(false)} />}
      </Suspense>
    </>
  );
}
