import type { QueryClient } from "@tanstack/react-query";
import { asFailure } from "../backend/backend";
import {
  activateCredential,
  deactivateCredential,
  reinstateCredential,
  undoChange,
} from "../backend/commands";
import type { Changed } from "../bindings/Changed";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import type { Target } from "../bindings/Target";
import { t } from "../text";
import { failureSentence } from "../ui/failure-notice";
import { dismissToast, showToast } from "../ui/toast";
import { sayDeleted } from "./erased";
import { forget, remember } from "./undo";

/** What is done at once, without a dialog: it is reversible and concerns one credential. */
export const atOnce = {
  activate: activateCredential,
  deactivate: deactivateCredential,
  reinstate: reinstateCredential,
} as const;

export type AtOnce = keyof typeof atOnce;

export function isAtOnce(deed: Deed): deed is AtOnce {
  return deed in atOnce;
}

/** The credential as the screen last read it. */
export const targetOf = ({ row }: CredentialDetails): Target => ({
  credential: row.id,
  revision: row.revision,
});

/** Asks again for everything that a change of a credential shows in. */
export function refresh(client: QueryClient) {
  client.invalidateQueries({ queryKey: ["credentials", "ids"] });
  client.invalidateQueries({ queryKey: ["credentials", "details"] });
  client.invalidateQueries({ queryKey: ["tenants"] });
  client.invalidateQueries({ queryKey: ["groups"] });
}

function sayFailure(thrown: unknown) {
  showToast({ tone: "bad", text: failureSentence(asFailure(thrown)) });
}

/** The deeds that change a credential, and so have something to say afterwards. */
export type Change = Exclude<Deed, "rotate" | "duplicate" | "copyAgain" | "downloadAgain">;

/** Says what was done, and offers to take it back where that can be done. */
export function sayDone(client: QueryClient, deed: Change, { title, undo, traces }: Changed) {
  refresh(client);
  const text = t(`deeds.done.${deed}`, { title });
  if (undo === null) {
    sayDeleted(text, traces);
    return;
  }
  const takeBack = async () => {
    dismissToast(toast);
    try {
      const changed = await undoChange(undo);
      forget(undo);
      showToast({ tone: "good", text: t("deeds.undone", { title: changed.title }) });
    } catch (thrown) {
      // What failed in passing can be tried again with the key; what can never be undone is forgotten.
      if (["changed_meanwhile", "not_possible", "not_found"].includes(asFailure(thrown).code)) forget(undo);
      sayFailure(thrown);
    }
    refresh(client);
  };
  const toast = showToast({ tone: "good", text, action: { label: t("deeds.undo"), run: takeBack } });
  remember({ sequence: undo, run: takeBack });
}

/** Does at once what needs no dialog. */
export async function actAtOnce(client: QueryClient, deed: AtOnce, details: CredentialDetails) {
  try {
    sayDone(client, deed, await atOnce[deed](targetOf(details)));
  } catch (thrown) {
    sayFailure(thrown);
    refresh(client);
  }
}
