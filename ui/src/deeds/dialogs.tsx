import { useQueryClient } from "@tanstack/react-query";
import type { Changed } from "../bindings/Changed";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Rotated } from "../bindings/Rotated";
import type { Sheet } from "../bindings/Sheet";
import type { TenantRow } from "../bindings/TenantRow";
import { t } from "../text";
import { type AtOnce, type Change, refresh, sayDone } from "./act";
import { DeleteDialog } from "./delete-dialog";
import { DownloadDialog } from "./download-dialog";
import { EditDialog } from "./edit-dialog";
import { sayDeleted } from "./erased";
import { ExpiryDialog } from "./expiry-dialog";
import { MoveDialog } from "./move-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";
import { ShowOnceDialog } from "./show-once-dialog";

export type DeedProps<Answer> = {
  tenant: TenantRow;
  details: CredentialDetails;
  onClose: () => void;
  onDone: (answer: Answer) => void;
};

/** A deed that asks something first. */
export type Asked =
  | { deed: Exclude<Change, AtOnce> | "rotate"; details: CredentialDetails }
  | { deed: "downloadAgain"; details: CredentialDetails; path: string; forExcel: boolean };

type Props = {
  asked: Asked;
  tenant: TenantRow;
  onClose: () => void;
  onDeleted: (credential: string) => void;
};

const asking = {
  edit: EditDialog,
  changeExpiry: ExpiryDialog,
  move: MoveDialog,
  makeShowOnce: ShowOnceDialog,
  revoke: RevokeDialog,
  delete: DeleteDialog,
};

/** The dialog of a deed that asks something first. */
export default function DeedDialogs({ asked, tenant, onClose, onDeleted }: Props) {
  const client = useQueryClient();
  const { deed, details } = asked;
  if (deed === "downloadAgain") {
    const { path, forExcel } = asked;
    return <DownloadDialog details={details} suggestion={path} forExcel={forExcel} onClose={onClose} />;
  }
  if (deed === "rotate") {
    return (
      <RotateDialog
        tenant={tenant}
        details={details}
        onClose={onClose}
        onDone={({ sheet, traces }: Rotated) => {
          onClose();
          if (traces) sayDeleted(t("deeds.rotated", { title: sheet.title }), traces);
          client.setQueryData<Sheet[]>(["sheets"], (open) => [...(open ?? []), sheet]);
          refresh(client);
        }}
      />
    );
  }
  const Asking = asking[deed];
  return (
    <Asking
      tenant={tenant}
      details={details}
      onClose={onClose}
      onDone={(changed: Changed) => {
        onClose();
        if (deed === "delete") onDeleted(details.row.id);
        sayDone(client, deed, changed);
      }}
    />
  );
}
