import { useDeferredValue, useState } from "react";
import { number, t } from "../text";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Listing, type ListingColumn } from "../ui/listing";
import styles from "./licence-list.module.css";
import { type Licence, licencesWith } from "./licence-search";
import listed from "./licences.json";

const all = listed as readonly Licence[];

const columns: readonly ListingColumn<Licence>[] = [
  { id: "name", title: t("about.package"), cell: ({ name }) => name },
  { id: "version", title: t("about.packageVersion"), cell: ({ version }) => version },
  { id: "licence", title: t("about.licence"), cell: ({ licence }) => licence },
  { id: "kind", title: t("about.kindTitle"), tight: true, cell: ({ kind }) => t(`about.kind.${kind}`) },
];

/** Every package that is part of the program, with its licence; typing narrows the list. */
export default function LicenceList() {
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed);
  const found = licencesWith(all, wanted);
  const count = { count: found.length, formatted: number(found.length) };
  return (
    <>
      <p className={styles.lead}>
        {t("about.licencesLead", { count: all.length, formatted: number(all.length) })}
      </p>
      <Form id="licences" onSubmit={(event) => event.preventDefault()}>
        <Field
          label={t("about.find")}
          value={typed}
          placeholder={t("about.findPlaceholder")}
          autoFocus
          type="search"
          hint={<span role="status">{t("about.found", count)}</span>}
          onChange={setTyped}
        />
      </Form>
      <div className={styles.list}>
        <Listing
          label={t("about.licences")}
          columns={columns}
          rows={found}
          keyOf={({ kind, name, version }) => `${kind} ${name} ${version}`}
          failure={null}
          failedTitle=""
          onRetry={() => {}}
          empty={<p className={styles.none}>{t("about.noneFound")}</p>}
        />
      </div>
    </>
  );
}
