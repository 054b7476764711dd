import { useQueryClient } from "@tanstack/react-query";
import type { Changed } from "../bindings/Changed";
import type { CredentialDetails } from "../bindings/CredentialDetails";
import type { Deed } from "../bindings/Deed";
import type { Sheet } from "../bindings/Sheet";
import type { TenantRow } from "../bindings/TenantRow";
import { type AtOnce, refresh, sayDone } from "./act";
import { DeleteDialog } from "./delete-dialog";
import { EditDialog } from "./edit-dialog";
import { ExpiryDialog } from "./expiry-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";

export type DeedProps<Answer> = {
  tenant: TenantRow;
  details: CredentialDetails;
  onClose: () => void;
  onDone: (answer: Answer) => void;
};

export type AskedDeed = Exclude<Deed, AtOnce>;

type Props = {
  deed: AskedDeed;
  tenant: TenantRow;
  details: CredentialDetails;
  onClose: () => void;
  onDeleted: (credential: string) => void;
};

const asking = { edit: EditDialog, changeExpiry: ExpiryDialog, revoke: RevokeDialog, delete: DeleteDialog };

/** The dialog of a deed that asks something first. */
export default function DeedDialogs({ deed, tenant, details, onClose, onDeleted }: Props) {
  const client = useQueryClient();
  if (deed === "rotate") {
    return (
      <RotateDialog
        tenant={tenant}
        details={details}
        onClose={onClose}
        onDone={(sheet: Sheet) => {
          onClose();
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
