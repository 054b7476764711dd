import { asFailure } from "../backend/backend";
import { downloadAgain } from "../backend/commands";
import type { CredentialRow } from "../bindings/CredentialRow";
import { showFile } from "../exporting/show-file";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";

/** Says where a file was saved, and leads there. */
export function saySaved({ folder, file }: { folder: string; file: string }) {
  const name = folder.split(/[/\\]/).filter(Boolean).pop() ?? folder;
  showToast({
    tone: "good",
    text: t("again.saved", { file, folder: name }),
    action: { label: t("sheet.showInFolder"), run: showFile },
  });
}

let asking = false;

/**
 * Saves the file of a recoverable credential again, where the desktop's own dialog says. Answers the path to offer where
 * the desktop has no such dialog, and nothing otherwise.
 */
export async function askWhereToSave(row: CredentialRow, forExcel: boolean): Promise<string | null> {
  if (asking) return null;
  asking = true;
  try {
    const answer = await downloadAgain(row.id, null, forExcel, false);
    if (answer.outcome === "saved") saySaved(answer);
    return answer.outcome === "noDialog" ? answer.suggestion : null;
  } catch (thrown) {
    const failure = asFailure(thrown);
    showToast({
      tone: "bad",
      text: failureSentence(failure),
      ...(failure.code === "file_not_written" && {
        action: { label: t("sheet.chooseFolder"), run: () => askWhereToSave(row, forExcel) },
      }),
    });
    return null;
  } finally {
    asking = false;
  }
}
