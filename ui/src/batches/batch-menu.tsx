import { Fragment } from "react";
import { number, t } from "../text";
import { Menu, MenuItem, MenuLine, MenuNote } from "../ui/menu";
import { batchIcons } from "./icons";
import { type BatchKind, deletes, scopeKinds } from "./kinds";
import { useWhyClosed } from "./permitted";
import { type ScopeOffer, touchedBy, whyNothing } from "./scopes";

type Props = {
  at: { x: number; y: number };
  scopes: readonly ScopeOffer[];
  onClose: () => void;
  onBatch: (kind: BatchKind, scope: ScopeOffer) => void;
};

/** What can be done to many at once, over each scope that there is here, with the number it would touch where it is known. */
export default function BatchMenu({ at, scopes, onClose, onBatch }: Props) {
  const whyClosed = useWhyClosed();
  return (
    <Menu label={t("batch.menuLabel")} at={at} onClose={onClose}>
      {scopes.map((scope, index) => (
        <Fragment key={scope.id}>
          {index > 0 && <MenuLine />}
          <MenuNote>{scope.words}</MenuNote>
          {scopeKinds.map((kind) => {
            const touched = touchedBy(kind, scope);
            return (
              <MenuItem
                key={`${scope.id} ${kind}`}
                icon={batchIcons[kind]}
                label={t(`batch.name.${kind}`)}
                also={
                  touched === null
                    ? scope.words
                    : t("batch.touches", { scope: scope.words, total: number(touched) })
                }
                aside={touched === null || touched === 0 ? undefined : number(touched)}
                closed={whyClosed(kind) ?? whyNothing(kind, scope)}
                danger={deletes(kind)}
                onAction={() => onBatch(kind, scope)}
              />
            );
          })}
        </Fragment>
      ))}
    </Menu>
  );
}
