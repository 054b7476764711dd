import type { ReactNode } from "react";
import { Tabs as All, Tab, TabList, TabPanel } from "react-aria-components";
import styles from "./tabs.module.css";

type Props<Name extends string> = {
  label: string;
  tabs: readonly { name: Name; label: string; count?: string | undefined; panel: ReactNode }[];
  chosen: Name;
  onChoose: (name: Name) => void;
};

/** A few views of one page; the arrow keys move between their tabs. */
export function Tabs<Name extends string>({ label, tabs, chosen, onChoose }: Props<Name>) {
  return (
    <All
      className={styles.tabs ?? ""}
      selectedKey={chosen}
      onSelectionChange={(key) => onChoose(key as Name)}
    >
      <TabList className={styles.list ?? ""} aria-label={label}>
        {tabs.map((tab) => (
          <Tab key={tab.name} id={tab.name} className={styles.tab ?? ""}>
            {tab.label}
            {tab.count !== undefined && <span className={styles.count}>{tab.count}</span>}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.name} id={tab.name} className={styles.panel ?? ""}>
          {tab.panel}
        </TabPanel>
      ))}
    </All>
  );
}
