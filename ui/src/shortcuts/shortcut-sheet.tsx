import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { usePreferences } from "../settings/preferences";
import { t } from "../text";
import { Button } from "../ui/button";
import { Dialog, DialogBody } from "../ui/dialog";
import { Switch } from "../ui/switch";
import { type ShortcutGroup, shortcutGroups } from "./keys";
import { letterGroup } from "./letters";
import styles from "./shortcut-sheet.module.css";

/** Every key of the window, and the switch for those that act without Ctrl or Alt. */
export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const { preferences, change } = usePreferences(client);
  const singles = preferences?.singleKeys ?? true;
  return (
    <Dialog
      title={t("shortcuts.title")}
      onDismiss={onClose}
      foot={
        <>
          <span className="spacer" />
          <Button autoFocus onClick={onClose}>
            {t("action.close")}
          </Button>
        </>
      }
    >
      <DialogBody>
        {/* What scrolls holds something that takes the focus, so that keys scroll it. */}
        <label className={styles.switch} htmlFor={id}>
          <Switch
            id={id}
            checked={singles}
            aria-describedby={`${id}-note`}
            onChange={(event) => change({ singleKeys: event.target.checked })}
          />
          <span>
            {t("shortcuts.singleKeys")}
            <span id={`${id}-note`} className={styles.note}>
              {t("shortcuts.singleKeysNote")}
            </span>
          </span>
        </label>
        <div className={styles.groups}>
          {[...shortcutGroups(), letterGroup()].map((group) => (
            <Group key={group.id} group={group} />
          ))}
        </div>
      </DialogBody>
    </Dialog>
  );
}

function Group({ group }: { group: ShortcutGroup }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.group}>
      <h3 id={id}>{group.title}</h3>
      {group.note && <p className={styles.note}>{group.note}</p>}
      <dl>
        {group.shortcuts.map(({ keys, does }) => (
          <div key={`${does} ${keys.join()}`}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && <span className={styles.or}>{t("shortcuts.or")}</span>}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
