import { t } from "../text";
import { showToast } from "../ui/toast";

/** Says that something is gone for good; also where traces of what was sealed could not be looked for yet. */
export function sayDeleted(done: string, traces: boolean) {
  if (traces) showToast({ tone: "warn", text: t("deeds.traces", { done }) });
  else showToast({ tone: "good", text: done });
}
