import type { TenantRow } from "../bindings/TenantRow";
import { number, t } from "../text";
import { Field, TextArea } from "../ui/field";
import { MultiChoice } from "../ui/multi-choice";
import { TokenField } from "../ui/token-field";
import type { Directory } from "./directory";
import { type Draft, withTags } from "./draft";
import { descriptionLimit } from "./limits";
import { useTitleCheck } from "./title-check";

/** What every row of the form is given. */
export type RowProps = {
  tenant: TenantRow;
  directory: Directory;
  draft: Draft;
  /** Changes a part of the draft; what was said about these fields no longer holds. */
  change: (part: Partial<Draft>, ...fields: string[]) => void;
  problem: (field: string) => string | null;
};

/** The title, asked about while it is typed. A credential's `own` title is no question. */
export function TitleRow({ tenant, draft, change, problem, own }: RowProps & { own?: string }) {
  const check = useTitleCheck(tenant.id, draft.title, own);
  return (
    <Field
      label={t("create.name")}
      value={draft.title}
      placeholder={t("create.namePlaceholder")}
      autoFocus
      aria-required
      busy={check.state === "checking"}
      problem={problem("title") ?? (check.state === "problem" ? check.problem : null)}
      hint={
        check.state === "free"
          ? t("create.nameFree", { tenant: tenant.name })
          : check.state === "checking"
            ? t("create.nameChecking")
            : null
      }
      hintTone={check.state === "free" ? "good" : "plain"}
      onChange={(title) => change({ title }, "title")}
    />
  );
}

export function DescriptionRow({ draft, change, problem }: RowProps) {
  const used = Array.from(draft.description).length;
  return (
    <TextArea
      label={t("create.description")}
      aside={t("create.optional")}
      value={draft.description}
      placeholder={t("create.descriptionPlaceholder")}
      problem={problem("description")}
      hint={
        used > descriptionLimit * 0.8
          ? t("create.descriptionCount", { used: number(used), limit: number(descriptionLimit) })
          : null
      }
      onChange={(description) => change({ description }, "description")}
    />
  );
}

/** What it may call. Without a role it is not restricted, which is said. */
export function RolesRow({ tenant, directory, draft, change, problem }: RowProps) {
  return (
    <MultiChoice
      label={t("create.roles")}
      options={(directory.roles ?? []).map(({ id, name, description }) => ({ id, name, note: description }))}
      chosen={draft.roles}
      goneName={directory.goneName}
      addLabel={t("create.rolesAdd")}
      nothing={t("create.rolesNothing", { tenant: tenant.name })}
      removeLabel={(name) => t("create.rolesRemove", { name })}
      problem={problem("roles")}
      hint={draft.roles.length === 0 ? t("create.rolesNone", { tenant: tenant.name }) : null}
      onChange={(roles) => change({ roles }, "roles")}
    />
  );
}

/** Words to find it by. */
export function TagsRow({ draft, change, problem }: RowProps) {
  return (
    <TokenField
      label={t("create.tags")}
      aside={t("create.optional")}
      tokens={draft.tags.map((value) => ({ value }))}
      typed={draft.typedTag}
      placeholder={t("create.tagsPlaceholder")}
      removeLabel={(tag) => t("create.tagsRemove", { tag })}
      ends={/^[,;]$/}
      problem={problem("tags")}
      hint={t("create.tagsHint")}
      onType={(typedTag) => change({ typedTag }, "tags")}
      onEnd={(typed) => change({ tags: withTags(draft.tags, typed), typedTag: "" }, "tags")}
      onRemove={(tag) => change({ tags: draft.tags.filter((each) => each !== tag) }, "tags")}
    />
  );
}
