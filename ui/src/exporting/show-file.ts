import { asFailure } from "../backend/backend";
import { showDownload } from "../backend/commands";
import { failureSentence } from "../ui/failure-notice";
import { showToast } from "../ui/toast";

/** Opens the folder of the file that was written last. */
export async function showFile() {
  try {
    await showDownload();
  } catch (thrown) {
    showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
  }
}
