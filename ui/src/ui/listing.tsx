import type { ReactNode } from "react";
import type { CommandFailure } from "../backend/backend";
import { t } from "../text";
import { Button } from "./button";
import { classNames } from "./class-names";
import { FailureNotice } from "./failure-notice";
import styles from "./listing.module.css";
import { Skeleton } from "./skeleton";

export type ListingColumn<Row> = {
  id: string;
  title: string;
  /** The title is read, and not seen. */
  silent?: boolean;
  numeric?: boolean;
  /** As narrow as its content. */
  tight?: boolean;
  cell: (row: Row) => ReactNode;
};

type Props<Row> = {
  label: string;
  columns: readonly ListingColumn<Row>[];
  /** Undefined until the first answer. */
  rows: readonly Row[] | undefined;
  keyOf: (row: Row) => string;
  failure: CommandFailure | null;
  failedTitle: string;
  onRetry: () => void;
  /** What stands there instead when there is no row. */
  empty: ReactNode;
  /** A double click on a row. */
  onOpen?: (row: Row) => void;
};

const waiting = ["a", "b", "c", "d"];

/** A list of a few dozen rows at most a few hundred: loading, failed, empty, or its rows. The first column names the row. */
export function Listing<Row>({
  label,
  columns,
  rows,
  keyOf,
  failure,
  failedTitle,
  onRetry,
  empty,
  onOpen,
}: Props<Row>) {
  if (failure && !rows) {
    return (
      <FailureNotice
        className={styles.failed}
        title={failedTitle}
        failure={failure}
        actions={
          <Button size="small" onClick={onRetry}>
            {t("action.tryAgain")}
          </Button>
        }
      />
    );
  }
  if (rows?.length === 0) return empty;
  return (
    <>
      {failure && <FailureNotice className={styles.failed} title={failedTitle} failure={failure} />}
      <table className={styles.listing} aria-label={label} aria-busy={rows ? undefined : true}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={lookOf(column)}>
                <span className={column.silent ? "visually-hidden" : undefined}>{column.title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows
            ? rows.map((row) => (
                <tr
                  key={keyOf(row)}
                  onDoubleClick={(event) => {
                    // A second click on a control of the row belongs to that control.
                    if (event.target instanceof Element && !event.target.closest("button, input, a"))
                      onOpen?.(row);
                  }}
                >
                  {columns.map((column, index) =>
                    index === 0 ? (
                      <th key={column.id} scope="row" className={lookOf(column)}>
                        {column.cell(row)}
                      </th>
                    ) : (
                      <td key={column.id} className={lookOf(column)}>
                        {column.cell(row)}
                      </td>
                    ),
                  )}
                </tr>
              ))
            : waiting.map((each, row) => (
                <tr key={each}>
                  {columns.map((column, index) => (
                    <td key={column.id}>
                      {!column.silent && <Skeleton width={(row + index) % 2 === 0 ? "long" : "short"} />}
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </>
  );
}

function lookOf<Row>({ numeric, tight }: ListingColumn<Row>): string {
  return classNames(numeric && styles.numeric, tight && styles.tight);
}
