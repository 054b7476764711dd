import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { CommandFailure } from "../backend/backend";
import { about } from "../backend/commands";
import type { About } from "../bindings/About";
import { t } from "../text";
import { Button } from "../ui/button";
import { FailureNotice } from "../ui/failure-notice";
import { Fact, Facts } from "./facts";
import styles from "./folder.module.css";
import { Heading, Lead, Waiting } from "./section";

const LicenceList = lazy(() => import("./licence-list"));

/** Which versions are at work here, and the licences of what the program is built on. */
export default function AboutSection() {
  const asked = useQuery<About, CommandFailure>({ queryKey: ["about"], queryFn: about });
  const [listed, setListed] = useState(false);
  return (
    <>
      <Lead>{t("about.lead")}</Lead>
      {asked.data ? (
        <Facts>
          <Fact label={t("about.version")}>{asked.data.version}</Fact>
          <Fact label={t("about.sqlite")}>{asked.data.sqlite}</Fact>
          <Fact label={t("about.webview")}>{asked.data.webview}</Fact>
          <Fact label={t("about.system")}>{asked.data.system}</Fact>
          <Fact label={t("about.licence")}>{t("about.ownLicence")}</Fact>
        </Facts>
      ) : asked.error ? (
        <FailureNotice
          title={t("about.failed")}
          failure={asked.error}
          actions={
            <Button size="small" onClick={() => asked.refetch()}>
              {t("action.tryAgain")}
            </Button>
          }
        />
      ) : (
        <Waiting label={t("about.reading")} />
      )}
      <Heading>{t("about.licences")}</Heading>
      {listed ? (
        <Suspense fallback={<Waiting label={t("about.readingLicences")} />}>
          <LicenceList />
        </Suspense>
      ) : (
        <>
          <p className={styles.lead}>{t("about.licencesText")}</p>
          <p className={styles.after}>
            <Button onClick={() => setListed(true)}>{t("about.showLicences")}</Button>
          </p>
        </>
      )}
    </>
  );
}
