import type { TenantRow } from "../bindings/TenantRow";
import { useBatches } from "./asking";
import { PreviewDialog } from "./preview-dialog";
import { ReportDialog } from "./report-dialog";
import { hideBatch, type Showing, showBatch } from "./showing";
import { UndoDialog } from "./undo-dialog";

type Props = { showing: Showing; tenants: readonly TenantRow[] };

/** Whichever dialog of a batch is open. */
export default function BatchDialogs({ showing, tenants }: Props) {
  const asked = useBatches(showing.at === "undo");
  if (showing.at === "preview")
    return <PreviewDialog asked={showing.asked} tenants={tenants} onClose={hideBatch} />;
  if (showing.at === "report")
    return (
      <ReportDialog
        key={showing.batch}
        batch={showing.batch}
        begun={showing.begun ?? false}
        onClose={hideBatch}
      />
    );
  const row = asked.data?.find(({ id }) => id === showing.batch);
  const leave = () => (showing.back ? showBatch({ at: "report", batch: showing.batch }) : hideBatch());
  return row ? <UndoDialog row={row} onClose={leave} /> : null;
}
