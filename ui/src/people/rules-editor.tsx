import { Plus, Trash2 } from "lucide-react";
import { useId } from "react";
import { t } from "../text";
import { Emphasised } from "../text/emphasised";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { FieldHelp } from "../ui/field";
import { IconButton } from "../ui/icon-button";
import { TokenField } from "../ui/token-field";
import { methods, type RuleDraft, ruleDraft, switched, withPaths } from "./rules";
import styles from "./rules-editor.module.css";

type Props = {
  rules: readonly RuleDraft[];
  problem: string | null;
  onChange: (rules: RuleDraft[]) => void;
};

/** What a role permits: rules of methods and paths. Without one it does not restrict, which is said. */
export function RulesEditor({ rules, problem, onChange }: Props) {
  const id = useId();
  const change = (key: number, part: Partial<RuleDraft>) =>
    onChange(rules.map((each) => (each.key === key ? { ...each, ...part } : each)));
  const add = () => {
    const added = ruleDraft();
    onChange([...rules, added]);
    requestAnimationFrame(() => document.getElementById(`${id}-any-${added.key}`)?.focus());
  };
  return (
    <>
      <span id={id} className={styles.label}>
        {t("roles.rules")}
      </span>
      <div role="group" aria-labelledby={id} className={styles.rules}>
        {rules.length === 0 ? (
          <p className={styles.none}>{t("roles.noRules")}</p>
        ) : (
          <>
            <p className={styles.none}>{t("roles.oneRule")}</p>
            {rules.map((rule, at) => (
              <RuleCard
                key={rule.key}
                rule={rule}
                number={at + 1}
                anyId={`${id}-any-${rule.key}`}
                onChange={(part) => change(rule.key, part)}
                onRemove={() => {
                  onChange(rules.filter(({ key }) => key !== rule.key));
                  document.getElementById(`${id}-add`)?.focus();
                }}
              />
            ))}
            <p className={styles.stars}>
              <Emphasised template={t("roles.stars")} values={{}} />
            </p>
          </>
        )}
        <FieldHelp id={`${id}-help`} problem={problem} />
        <Button
          id={`${id}-add`}
          size="small"
          icon={Plus}
          className={styles.add}
          data-invalid={problem ? true : undefined}
          aria-describedby={problem ? `${id}-help` : undefined}
          onClick={add}
        >
          {t("roles.addRule")}
        </Button>
      </div>
    </>
  );
}

type CardProps = {
  rule: RuleDraft;
  number: number;
  anyId: string;
  onChange: (part: Partial<RuleDraft>) => void;
  onRemove: () => void;
};

function RuleCard({ rule, number, anyId, onChange, onRemove }: CardProps) {
  return (
    <div role="group" aria-label={t("roles.rule", { number })} className={styles.card}>
      <span className={styles.head}>
        <span className={styles.name}>{t("roles.rule", { number })}</span>
        <IconButton icon={Trash2} label={t("roles.removeRule", { number })} onClick={onRemove} />
      </span>
      <span className={styles.label}>{t("roles.methods")}</span>
      <div role="group" aria-label={t("roles.methodsOf", { number })} className={styles.methods}>
        <label className={styles.method}>
          <Checkbox
            id={anyId}
            checked={rule.methods.length === 0}
            // Any is what there is while none is named; naming one ends it.
            aria-disabled={rule.methods.length === 0 ? true : undefined}
            onChange={() => onChange({ methods: [] })}
          />
          {t("roles.any")}
        </label>
        {methods.map((method) => (
          <label key={method} className={styles.method}>
            <Checkbox
              checked={rule.methods.includes(method)}
              onChange={() => onChange({ methods: switched(rule.methods, method) })}
            />
            {method}
          </label>
        ))}
      </div>
      <TokenField
        mono
        label={t("roles.paths")}
        name={t("roles.pathsOf", { number })}
        tokens={rule.paths.map((value) => ({ value }))}
        typed={rule.typed}
        placeholder={t(rule.paths.length === 0 ? "roles.pathsPlaceholder" : "roles.pathsAnother")}
        removeLabel={(path) => t("roles.removePath", { path })}
        ends={/^[, ]$/}
        hint={rule.paths.length === 0 ? t("roles.pathsNone") : null}
        onType={(typed) => onChange({ typed })}
        onEnd={(typed) => onChange({ paths: withPaths(rule.paths, typed), typed: "" })}
        onRemove={(path) => onChange({ paths: rule.paths.filter((each) => each !== path) })}
      />
    </div>
  );
}
