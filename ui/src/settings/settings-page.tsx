import { ClipboardList, FolderOpen, Info, KeyRound, type LucideIcon, Palette, Users } from "lucide-react";
import { type ComponentType, type LazyExoticComponent, lazy, Suspense, useState } from "react";
import type { StartState } from "../bindings/StartState";
import { PageFrame } from "../shell/page-frame";
import type { PageProps } from "../shell/pages";
import { t } from "../text";
import { Section, Waiting } from "./section";
import styles from "./settings-page.module.css";

const names = ["appearance", "clipboard", "defaults", "operators", "folder", "about"] as const;
type Name = (typeof names)[number];

export type SectionProps = {
  start: StartState;
  /** Why the settings of the vault cannot be changed, null if they can. */
  blocked: string | null;
};

type Part = { icon: LucideIcon; part: LazyExoticComponent<ComponentType<SectionProps>> };

const parts: Record<Name, Part> = {
  appearance: { icon: Palette, part: lazy(() => import("./appearance-section")) },
  clipboard: { icon: ClipboardList, part: lazy(() => import("./clipboard-section")) },
  defaults: { icon: KeyRound, part: lazy(() => import("./defaults-section")) },
  operators: { icon: Users, part: lazy(() => import("./operators-section")) },
  folder: { icon: FolderOpen, part: lazy(() => import("./folder-section")) },
  about: { icon: Info, part: lazy(() => import("./about-section")) },
};

/** The settings: a list of their parts, and the one that is open. What was typed in another part stays there. */
export default function SettingsPage({ start }: PageProps) {
  const [open, setOpen] = useState<Name>("appearance");
  const [seen, setSeen] = useState<ReadonlySet<Name>>(new Set([open]));
  const blocked = start.permissions.includes("manageSettings") ? null : t("settings.blocked");
  return (
    <PageFrame fills title={t("settings.title")}>
      <div className={styles.page}>
        <nav className={styles.list} aria-label={t("settings.sections")} data-pane="sections">
          <ul>
            {names.map((name) => {
              const { icon: Icon } = parts[name];
              return (
                <li key={name}>
                  <button
                    type="button"
                    className={styles.item}
                    aria-current={open === name ? "page" : undefined}
                    onClick={() => {
                      setOpen(name);
                      setSeen(new Set([...seen, name]));
                    }}
                  >
                    <Icon aria-hidden />
                    {t(`settings.section.${name}`)}
                  </button>
                </li>
              );
            })}
          </ul>
        </nav>
        {names
          .filter((name) => seen.has(name))
          .map((name) => {
            const { part: Content } = parts[name];
            const title = t(`settings.section.${name}`);
            return (
              <Section key={name} title={title} hidden={name !== open}>
                <Suspense fallback={<Waiting label={t("settings.reading")} />}>
                  <Content start={start} blocked={blocked} />
                </Suspense>
              </Section>
            );
          })}
      </div>
    </PageFrame>
  );
}
