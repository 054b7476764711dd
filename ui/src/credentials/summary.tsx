import { Clock } from "lucide-react";
import type { Expires } from "../bindings/Expires";
import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { writtenDay } from "./dates";
import styles from "./new-credential.module.css";

type Props = { expires: Expires | null; starts: string | null; active: boolean; zone: string };

/** What is chosen about its time, in one sentence. */
export function Summary(props: Props) {
  return (
    <p className={styles.summary}>
      <Clock aria-hidden />
      <span>
        <Sentence {...props} />
      </span>
    </p>
  );
}

function Sentence({ expires, starts, active, zone }: Props) {
  if (!expires) return t("create.summaryNoDate");
  const blank = { date: "{{date}}", zone: "{{zone}}", from: "{{from}}" };
  const end = expires.kind === "never" ? "Never" : "On";
  const template = !active
    ? t(`create.summaryInactive${end}`, blank)
    : starts === null
      ? t(`create.summaryActive${end}`, blank)
      : t(`create.summaryScheduled${end}`, blank);
  return (
    <Emphasised
      template={template}
      values={{
        date: expires.kind === "on" ? writtenDay(expires.date) : "",
        from: starts === null ? "" : writtenDay(starts),
        zone,
      }}
    />
  );
}
