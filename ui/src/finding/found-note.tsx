import { KeyRound } from "lucide-react";
import { t } from "../text";
import { Notice } from "../ui/notice";
import { useFoundBy } from "./wanted";

type Props = { credential: string; title: string; className: string | undefined };

/** Says by what a credential was found, where a key or a fingerprint led to it. */
export function FoundNote({ credential, title, className }: Props) {
  const by = useFoundBy(credential);
  return (
    by && (
      <Notice
        role="status"
        tone="plain"
        icon={KeyRound}
        title={t(`find.belongs.${by}`, { title })}
        className={className}
      >
        {t("find.notKept")}
      </Notice>
    )
  );
}
