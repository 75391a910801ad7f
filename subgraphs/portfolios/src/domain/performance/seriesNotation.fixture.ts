import { addDays, type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import type { ValuedDay } from "./timeWeighted.js";
import type { CashFlow } from "./xirr.js";

/** Days of the form `2024-01-02 110 in 10 out 5 fees 1`. */
export function days(...lines: readonly string[]): ValuedDay[] {
  return lines.map((line) => {
    const [day = "", value = "", ...rest] = line.split(" ");
    const after = (word: string) => Number(rest[rest.indexOf(word) + 1] ?? 0);
    const of = (word: string) => (rest.includes(word) ? after(word) : 0);
    return {
      date: date(day),
      value: Number(value),
      inflow: of("in"),
      outflow: of("out"),
      fees: of("fees"),
    };
  });
}

/** Flows of the form `2024-01-02 -100`. */
export function flows(...lines: readonly string[]): CashFlow[] {
  return lines.map((line) => {
    const [day = "", amount = ""] = line.split(" ");
    return { date: date(day), amount: Number(amount) };
  });
}

/** `count` dates from `start` on, one a day. */
export function dates(start: string, count: number): CalendarDate[] {
  return Array.from({ length: count }, (_, i) => addDays(date(start), i));
}
