import { useQueryClient } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { useListbox } from "../finding/listbox";
import { usePasting } from "../finding/pasting";
import { showCredential } from "../finding/wanted";
import { t } from "../text";
import { Spinner } from "../ui/spinner";
import { useCredentialOffers, useDeedOffers } from "./credential-offers";
import { fitting } from "./fuzzy";
import type { Offer, OfferPart } from "./offers";
import styles from "./palette.module.css";
import { type WindowDeeds, windowOffers } from "./window-offers";

type Props = {
  tenant: string | null;
  onTenant: (tenant: string) => void;
  /** Writes a query for a tenant, which comes into view with it. */
  onQuery: (query: string, tenant: string) => void;
  deeds: WindowDeeds;
  onClose: () => void;
};

const order: readonly OfferPart[] = ["credential", "window", "views", "screens", "credentials"];

/** Everything that can be done and everywhere one can go, found by typing. */
export default function Palette({ tenant, onTenant, onQuery, deeds, onClose }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [said, setSaid] = useState("");
  const client = useQueryClient();
  const [standing] = useState(() => windowOffers(client, deeds));
  const about = useDeedOffers();

  /** Closes first, so that what is begun finds the focus where it was. */
  const run = (work: () => void) => {
    onClose();
    requestAnimationFrame(() => setTimeout(work));
  };
  const credentials = useCredentialOffers(tenant, typed, (row) => {
    onTenant(row.tenant);
    showCredential(row.id);
  });

  const all = [...about.offers, ...standing];
  const parts = order
    .map((part) => ({
      part,
      offers:
        part === "credentials"
          ? credentials.offers
          : fitting(
              all.filter((offer) => offer.part === part),
              typed,
              ({ label, note }) => `${label} ${note ?? ""}`,
            ),
    }))
    .filter(({ offers }) => offers.length > 0);
  const flat = parts.flatMap(({ offers }) => offers);
  const list = useListbox({ id: `${id}-offer`, count: flat.length, always: true });

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed begins the list anew.
  useEffect(() => list.setActive(0), [typed]);

  const pasting = usePasting({
    tenant,
    onTenant: (of) => {
      onTenant(of);
      onClose();
    },
    onQuery: (query, of) => {
      onQuery(query, of);
      onClose();
    },
    onSaid: setSaid,
  });
  const beforeInput = useRef(pasting.onBeforeInput);
  beforeInput.current = pasting.onBeforeInput;
  useEffect(() => {
    const field = input.current;
    const onBefore = (event: InputEvent) => beforeInput.current(event);
    field?.addEventListener("beforeinput", onBefore);
    field?.focus();
    return () => field?.removeEventListener("beforeinput", onBefore);
  }, []);

  const take = (offer: Offer | undefined) => {
    if (!offer) return;
    if (offer.closed) setSaid(offer.closed);
    else run(offer.run);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || list.move(event)) return;
    if (event.key !== "Enter") return;
    event.preventDefault();
    take(flat[list.active]);
  };

  const title = (part: OfferPart) =>
    part === "credential" && about.row
      ? t("palette.about", { title: about.row.title })
      : t(`palette.part.${part}`);
  const places = new Map(flat.map((offer, index) => [offer, index]));
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles.scrim ?? ""}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles.modal ?? ""}>
        <Dialog aria-label={t("palette.title")} className={styles.dialog ?? ""}>
          <div className={styles.top}>
            <Search aria-hidden />
            <input
              ref={input}
              type="text"
              role="combobox"
              className={styles.input}
              value={typed}
              placeholder={t("palette.placeholder")}
              aria-label={t("palette.title")}
              aria-autocomplete="list"
              aria-expanded={flat.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={list.activeId}
              aria-describedby={said ? `${id}-said` : undefined}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setSaid("");
                setTyped(event.target.value);
              }}
              onKeyDown={onKeyDown}
              onPaste={pasting.onPaste}
              onDrop={pasting.onDrop}
            />
            {credentials.waiting && <Spinner />}
          </div>
          <p id={`${id}-said`} role="status" className={said ? styles.said : "visually-hidden"}>
            {said || (typed && t("palette.count", { count: flat.length }))}
          </p>
          <div id={`${id}-list`} role="listbox" aria-label={t("palette.title")} className={styles.list}>
            {parts.map(({ part, offers }) => (
              <div key={part} role="group" aria-labelledby={`${id}-${part}`}>
                <div id={`${id}-${part}`} className={styles.part} role="presentation">
                  {title(part)}
                </div>
                {offers.map((offer) => {
                  const index = places.get(offer) ?? 0;
                  const Icon = offer.icon;
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus.
                    <div
                      key={offer.id}
                      id={list.idOf(index)}
                      role="option"
                      aria-selected={index === list.active}
                      aria-disabled={offer.closed ? true : undefined}
                      className={styles.offer}
                      onPointerDown={(event) => event.preventDefault()}
                      onPointerMove={() => index !== list.active && list.setActive(index)}
                      onClick={() => take(offer)}
                    >
                      <Icon aria-hidden />
                      <span className={styles.label}>{offer.label}</span>
                      <span className={styles.note}>{offer.closed ?? offer.note}</span>
                      {offer.keys && <span className={styles.keys} data-keys={offer.keys} />}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
          {flat.length === 0 && <p className={styles.none}>{t("palette.nothing")}</p>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
