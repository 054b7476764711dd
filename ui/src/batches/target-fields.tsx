import type { TenantRow } from "../bindings/TenantRow";
import { dayAfter } from "../credentials/dates";
import { withTags } from "../credentials/draft";
import { useGroups } from "../groups/asking";
import { systemZone } from "../settings/system-zone";
import { t } from "../text";
import { DatePicker } from "../ui/date-picker";
import { Field } from "../ui/field";
import { FormRow } from "../ui/form-row";
import { Segments } from "../ui/segments";
import { Select } from "../ui/select";
import { TokenField } from "../ui/token-field";
import type { TargetedKind } from "./kinds";
import type { Target } from "./target";

type Props = {
  kind: TargetedKind;
  /** The tenant that the credentials are of, where they are of one for certain. */
  tenant: string | null;
  tenants: readonly TenantRow[];
  value: Target;
  problem: string | null;
  onChange: (part: Partial<Target>) => void;
};

/** What a deed is done with: a group, an expiry, or tags. */
export function TargetFields(props: Props) {
  if (props.kind === "move") return <GroupField {...props} />;
  return props.kind === "changeExpiry" ? <ExpiryFields {...props} /> : <TagsField {...props} />;
}

function GroupField({ tenant, tenants, value, problem, onChange }: Props) {
  const groups = useGroups(tenant);
  const nameOf = (id: string) => tenants.find((each) => each.id === id)?.name ?? "";
  const failed = groups.error ? `${t("batch.groupsFailed")}. ${groups.error.message}` : null;
  return (
    <Select
      label={t("batch.groupLabel")}
      value={value.group ?? ""}
      autoFocus
      options={[
        {
          value: "",
          label: groups.isPending && !groups.error ? t("batch.groupsReading") : t("batch.chooseGroup"),
        },
        ...(groups.data ?? []).map(({ id, name, tenant: home }) => ({
          value: id,
          label: tenant === null ? t("batch.groupIn", { group: name, tenant: nameOf(home) }) : name,
        })),
      ]}
      problem={problem ?? failed}
      onChange={(group) => onChange({ group: group === "" ? null : group })}
    />
  );
}

const untils = ["days", "months", "date", "never"] as const;

function ExpiryFields({ tenant, tenants, value, problem, onChange }: Props) {
  const zone = tenants.find(({ id }) => id === tenant)?.zone ?? systemZone();
  const { until } = value;
  return (
    <>
      <FormRow label={t("batch.expiry")}>
        {() => (
          <Segments
            label={t("batch.expiry")}
            value={until}
            options={untils.map((each) => ({ value: each, label: t(`batch.expiryKinds.${each}`) }))}
            onChange={(next) => onChange({ until: next })}
          />
        )}
      </FormRow>
      {until === "date" ? (
        <FormRow label={t("batch.expiryDate")} problem={problem} hint={t("batch.dateHint")}>
          {(describedBy) => (
            <DatePicker
              label={t("batch.expiryDate")}
              value={value.date}
              min={dayAfter(0, zone)}
              max={null}
              invalid={problem !== null}
              describedBy={describedBy}
              onChange={(date) => onChange({ date })}
            />
          )}
        </FormRow>
      ) : until === "never" ? (
        <FormRow label="" problem={problem} hint={t("batch.neverHint")}>
          {() => null}
        </FormRow>
      ) : (
        <Field
          label={t(until === "days" ? "batch.days" : "batch.months")}
          value={value[until]}
          inputMode="numeric"
          problem={problem}
          hint={t("batch.laterHint")}
          onChange={(typed) => onChange({ [until]: typed })}
        />
      )}
    </>
  );
}

function TagsField({ value, problem, onChange }: Props) {
  return (
    <TokenField
      label={t("batch.tags")}
      tokens={value.tags.map((tag) => ({ value: tag }))}
      typed={value.typedTag}
      placeholder={t("create.tagsPlaceholder")}
      removeLabel={(tag) => t("create.tagsRemove", { tag })}
      ends={/^[,;]$/}
      problem={problem}
      hint={t("batch.tagsHint")}
      onType={(typedTag) => onChange({ typedTag })}
      onEnd={(typed) => onChange({ tags: withTags(value.tags, typed), typedTag: "" })}
      onRemove={(tag) => onChange({ tags: value.tags.filter((each) => each !== tag) })}
    />
  );
}
