import { type CalendarDate, parseDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateSegment,
  Dialog,
  Group,
  Heading,
  I18nProvider,
  DatePicker as Picker,
  Popover,
} from "react-aria-components";
import { locale, t } from "../text";
import styles from "./date-picker.module.css";

type Props = {
  label: string;
  /** `YYYY-MM-DD`, or null while no whole date stands there. */
  value: string | null;
  min: string;
  max: string | null;
  invalid: boolean;
  describedBy?: string | undefined;
  onChange: (value: string | null) => void;
};

/** A date by typing its parts or from a calendar. */
export function DatePicker({ label, value, min, max, invalid, describedBy, onChange }: Props) {
  return (
    <I18nProvider locale={locale}>
      <Picker<CalendarDate>
        aria-label={label}
        aria-describedby={describedBy}
        value={value ? parseDate(value) : null}
        minValue={parseDate(min)}
        maxValue={max ? parseDate(max) : undefined}
        isInvalid={invalid}
        shouldForceLeadingZeros={false}
        onChange={(date) => onChange(date ? date.toString() : null)}
        className={styles.picker ?? ""}
      >
        <Group className={styles.group ?? ""}>
          <Button className={styles.open ?? ""} aria-label={t("create.calendar")}>
            <CalendarDays aria-hidden />
          </Button>
          <DateInput className={styles.input ?? ""}>
            {(segment) => <DateSegment segment={segment} className={styles.segment ?? ""} />}
          </DateInput>
        </Group>
        <Popover className={styles.popover ?? ""} placement="bottom start">
          <Dialog className={styles.dialog ?? ""} aria-label={t("create.calendar")}>
            <Calendar aria-label={label}>
              <header className={styles.head}>
                <Heading className={styles.month ?? ""} />
                <Button slot="previous" className={styles.turn ?? ""} aria-label={t("create.previousMonth")}>
                  <ChevronLeft aria-hidden />
                </Button>
                <Button slot="next" className={styles.turn ?? ""} aria-label={t("create.nextMonth")}>
                  <ChevronRight aria-hidden />
                </Button>
              </header>
              <CalendarGrid weekdayStyle="short">
                <CalendarGridHeader>
                  {(day) => <CalendarHeaderCell className={styles.weekday ?? ""}>{day}</CalendarHeaderCell>}
                </CalendarGridHeader>
                <CalendarGridBody>
                  {(date) => <CalendarCell date={date} className={styles.day ?? ""} />}
                </CalendarGridBody>
              </CalendarGrid>
            </Calendar>
          </Dialog>
        </Popover>
      </Picker>
    </I18nProvider>
  );
}
