import { t } from "../text";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import type { Directory } from "./directory";

/** Says that the choices of a form could not be read. The rest of it works all the same. */
export function DirectoryFailed({ directory }: { directory: Directory }) {
  if (!directory.failed) return null;
  return (
    <Notice
      role="alert"
      tone="bad"
      title={t("create.listsFailed")}
      actions={
        <Button size="small" onClick={directory.retry}>
          {t("action.tryAgain")}
        </Button>
      }
    >
      {t("create.listsFailedText")}
    </Notice>
  );
}
