import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { CapitalGainsReport } from "./capitalGainsReport.js";
import type { Form8949Row } from "./form8949.js";
import { csvRecord } from "@wealthgraph/kernel/csvRecord";

const HEADER = [
  "box",
  "(a) description",
  "(b) date acquired",
  "(c) date sold",
  "(d) proceeds",
  "(e) cost or other basis",
  "(f) codes",
  "(g) adjustment",
  "(h) gain or loss",
  "note",
];

/**
 * The report as CSV (RFC 4180), a record at a time: rows, rows that lack a basis, totals by box, the
 * lines of Schedule D, notes. Dates are MM/DD/YYYY, as the form writes them.
 */
export function* reportCsv(report: CapitalGainsReport): Generator<string> {
  const { form, scheduleD } = report;
  yield csvRecord(HEADER);
  for (const row of form.rows) yield csvRecord(cellsOf(row));
  for (const { box, description, sold, proceeds } of form.withoutBasis) {
    const note = "BASIS UNKNOWN: not in the totals";
    const figures = [money(proceeds), "", "", "", ""];
    yield csvRecord([box, description, "", formDate(sold)].concat(figures, note));
  }
  for (const { box, total } of form.totals) {
    const { proceeds, cost, adjustment, gain, count } = total;
    const figures = [money(proceeds), money(cost), "", money(adjustment), money(gain)];
    yield csvRecord([box, `TOTAL OF BOX ${box}`, "", ""].concat(figures, `${count} rows`));
  }
  for (const { line, label, proceeds, cost, adjustment, amount } of scheduleD.lines) {
    const figures = [moneyOrNot(proceeds), moneyOrNot(cost), "", moneyOrNot(adjustment)];
    yield csvRecord(["", `SCHEDULE D LINE ${line}`, "", ""].concat(figures, money(amount), label));
  }
  const { shortTerm, longTerm } = scheduleD.carryforward;
  yield csvRecord(noteOf("CARRYOVER TO NEXT YEAR, SHORT-TERM LOSS", shortTerm));
  yield csvRecord(noteOf("CARRYOVER TO NEXT YEAR, LONG-TERM LOSS", longTerm));
  for (const note of report.assumptions) yield csvRecord([...blank(9), note]);
}

function cellsOf(row: Form8949Row): string[] {
  return [
    row.box,
    row.description,
    row.acquired === "VARIOUS" ? row.acquired : formDate(row.acquired),
    formDate(row.sold),
    money(row.proceeds),
    money(row.cost),
    row.codes,
    row.codes === "" ? "" : money(row.adjustment),
    money(row.gain),
    "",
  ];
}

const noteOf = (what: string, amount: Decimal): string[] => [
  "",
  what,
  ...blank(6),
  money(amount),
  "",
];

const blank = (count: number): string[] => Array.from({ length: count }, () => "");

/** 2025-03-04 as 03/04/2025. */
export function formDate(day: string): string {
  const [year, month, date] = day.split("-");
  return `${month}/${date}/${year}`;
}

/** Two places, no thousands separator. */
export const money = (amount: Decimal): string => amount.toFixed(2);

const moneyOrNot = (amount: Decimal | null): string => (amount === null ? "" : money(amount));
