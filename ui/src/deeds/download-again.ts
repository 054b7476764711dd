import { asFailure } from "../backend/backend";
import { downloadAgain } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";

/** Says where a file was saved. */
export function saySaved({ folder, file }: { folder: string; file: string }) {
  const name = folder.split(/[/\\]/).filter(Boolean).pop() ?? folder;
  showToast({ tone: "good", text: t("again.saved", { file, folder: name }) });
}

let asking = false;

/**
 * Saves the file of a recoverable credential again, where the desktop's own dialog says. Answers the path to offer where
 * the desktop has no such dialog, and nothing otherwise.
 */
export async function askWhereToSave(row: CredentialRow): Promise<string | null> {
  if (asking) return null;
  asking = true;
  try {
    const answer = await downloadAgain(row.id, null, false, false);
    if (answer.outcome === "saved") saySaved(answer);
    return answer.outcome === "noDialog" ? answer.suggestion : null;
  } catch (thrown) {
    const failure = asFailure(thrown);
    showToast({
      tone: "bad",
      text: failureSentence(failure),
      ...(failure.code === "file_not_written" && {
        action: { label: t("sheet.chooseFolder"), run: () => askWhereToSave(row) },
      }),
    });
    return null;
  } finally {
    asking = false;
  }
}
