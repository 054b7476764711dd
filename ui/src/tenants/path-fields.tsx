import { t } from "../text";
import { Field } from "../ui/field";
import { TokenField } from "../ui/token-field";
import styles from "./carrier-fields.module.css";
import type { TenantForm } from "./tenant-form";

type Props = {
  form: TenantForm;
  problem: (field: string) => string | null;
  onChange: (form: TenantForm, field: string) => void;
  /** A path that is typed and not yet in the list. */
  path: string;
  onPath: (path: string) => void;
};

/** The paths that no credential may call, and the one that a test request calls. */
export function PathFields({ form, problem, onChange, path, onPath }: Props) {
  const setPaths = (managementPaths: string[]) => onChange({ ...form, managementPaths }, "managementPaths");
  return (
    <>
      <TokenField
        label={t("tenants.managementPaths")}
        mono
        tokens={form.managementPaths.map((value) => ({ value }))}
        typed={path}
        placeholder={form.managementPaths.length === 0 ? t("tenants.pathPlaceholder") : t("tenants.addPath")}
        removeLabel={(value) => t("tenants.removePath", { path: value })}
        ends={/^[,; ]$/}
        problem={problem("managementPaths")}
        hint={t("tenants.managementPathsHint")}
        onType={onPath}
        onEnd={(typed) => {
          const paths = typed.split(/[\s,;]+/).filter(Boolean);
          setPaths([...new Set([...form.managementPaths, ...paths])]);
          onPath("");
        }}
        onRemove={(value) => setPaths(form.managementPaths.filter((each) => each !== value))}
      />
      <Field
        label={t("tenants.testPath")}
        aside={t("create.optional")}
        value={form.testPath}
        className={styles.mono}
        placeholder={t("tenants.testPathPlaceholder")}
        problem={problem("testPath")}
        hint={t("tenants.testPathHint")}
        onChange={(testPath) => onChange({ ...form, testPath }, "testPath")}
      />
    </>
  );
}
