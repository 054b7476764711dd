import { t } from "../text";
import { Menu, MenuItem } from "../ui/menu";
import { batchIcons } from "./icons";
import { type BatchKind, deletes } from "./kinds";
import { useWhyClosed } from "./permitted";

type Props = {
  at: { x: number; y: number };
  kinds: readonly BatchKind[];
  onClose: () => void;
  onBatch: (kind: BatchKind) => void;
};

/** What can be done to the selection and found no room beside it. */
export default function MoreMenu({ at, kinds, onClose, onBatch }: Props) {
  const whyClosed = useWhyClosed();
  return (
    <Menu above label={t("batch.moreLabel")} at={at} onClose={onClose}>
      {kinds.map((kind) => (
        <MenuItem
          key={kind}
          icon={batchIcons[kind]}
          label={t(`batch.name.${kind}`)}
          closed={whyClosed(kind)}
          danger={deletes(kind)}
          onAction={() => onBatch(kind)}
        />
      ))}
    </Menu>
  );
}
