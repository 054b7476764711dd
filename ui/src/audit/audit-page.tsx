import { useQuery } from "@tanstack/react-query";
import type { CommandFailure } from "../backend/backend";
import { auditChoices } from "../backend/commands";
import { PageFrame } from "../shell/page-frame";
import type { PageProps } from "../shell/pages";
import { t } from "../text";
import { failureParts } from "../ui/failure-notice";
import { AuditLog } from "./audit-log";
import styles from "./audit-page.module.css";

/** The audit log; one who may not read it is told whom to ask. */
export default function AuditPage(props: PageProps) {
  const may = props.start.permissions.includes("readAudit");
  return (
    <PageFrame fills title={t("audit.title")}>
      {may ? <AuditLog {...props} /> : <Refusal />}
    </PageFrame>
  );
}

/** The core knows who can give the permission, so it is asked and its refusal is shown. */
function Refusal() {
  const asked = useQuery<unknown, CommandFailure>({ queryKey: ["audit", "choices"], queryFn: auditChoices });
  const said = asked.error?.code === "not_permitted" ? failureParts(asked.error) : null;
  return (
    <div className={styles.refusal} data-pane="grid" role="status">
      <div>
        <h2>{said?.title ?? t("audit.blockedTitle")}</h2>
        <p>{said?.rest ?? t("audit.blockedText")}</p>
      </div>
    </div>
  );
}
