import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CapitalGainsReport } from "./capitalGainsReport.js";
import { type Form8949Box, type Form8949Row, isLongTermBox } from "./form8949.js";
import { formDate, money } from "./reportCsv.js";

/** A page of a printed report: a table, or lines of text. */
export interface ReportPage {
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The last row is a total. */
  readonly hasTotal: boolean;
}

export interface ReportColumn {
  readonly title: string;
  /** Share of the page's width; a page's columns sum to 1. */
  readonly width: number;
  readonly isAmount: boolean;
}

/** Rows of a page; the last page of a box has its total besides. */
export const ROWS_A_PAGE = 32;

const column = (title: string, width: number, isAmount = false): ReportColumn => ({
  title,
  width,
  isAmount,
});

const FORM_COLUMNS = [
  column("(a) Description", 0.24),
  column("(b) Acquired", 0.1),
  column("(c) Sold", 0.1),
  column("(d) Proceeds", 0.13, true),
  column("(e) Cost or other basis", 0.14, true),
  column("(f)", 0.05),
  column("(g) Adjustment", 0.11, true),
  column("(h) Gain or loss", 0.13, true),
];

const SCHEDULE_COLUMNS = [
  column("Line", 0.06),
  column("", 0.34),
  column("(d) Proceeds", 0.15, true),
  column("(e) Cost or other basis", 0.15, true),
  column("(g) Adjustment", 0.13, true),
  column("(h) Gain or loss", 0.17, true),
];

const NOTE_COLUMNS = [column("", 1)];

const WHAT_WAS_REPORTED: Readonly<Record<Form8949Box, string>> = {
  A: "basis reported to the IRS on Form 1099-B",
  B: "Form 1099-B without basis",
  C: "no Form 1099-B",
  D: "basis reported to the IRS on Form 1099-B",
  E: "Form 1099-B without basis",
  F: "no Form 1099-B",
  G: "digital assets, basis reported to the IRS on Form 1099-DA",
  H: "digital assets, Form 1099-DA without basis",
  I: "digital assets, no Form 1099-DA",
  J: "digital assets, basis reported to the IRS on Form 1099-DA",
  K: "digital assets, Form 1099-DA without basis",
  L: "digital assets, no Form 1099-DA",
};

/** What every page says of itself. */
export const PAGE_NOTE =
  "Informational only. Not a form to file: check it against your Forms 1099-B and 1099-DA. Not tax advice.";

/** The pages of a report, in order: boxes, Schedule D, what is missing, notes. At least two. */
export function* reportPages(report: CapitalGainsReport): Generator<ReportPage> {
  for (const { box } of report.form.totals) yield* boxPages(report, box);
  yield schedulePage(report);
  yield* missingPages(report);
  yield notesPage(report);
}

function* boxPages(report: CapitalGainsReport, box: Form8949Box): Generator<ReportPage> {
  const rows = report.form.rows.filter((row) => row.box === box);
  const part = isLongTermBox(box) ? "Part II, long-term" : "Part I, short-term";
  for (let at = 0; at < rows.length; at += ROWS_A_PAGE) {
    const isLast = at + ROWS_A_PAGE >= rows.length;
    const cells = rows.slice(at, at + ROWS_A_PAGE).map(cellsOf);
    yield {
      title: `Form 8949, ${report.year}: ${part}, box ${box}`,
      subtitle: WHAT_WAS_REPORTED[box],
      columns: FORM_COLUMNS,
      rows: isLast ? [...cells, totalOf(report, box)] : cells,
      hasTotal: isLast,
    };
  }
}

function cellsOf(row: Form8949Row): string[] {
  return [
    row.description,
    row.acquired === "VARIOUS" ? row.acquired : formDate(row.acquired),
    formDate(row.sold),
    money(row.proceeds),
    money(row.cost),
    row.codes,
    row.codes === "" ? "" : money(row.adjustment),
    money(row.gain),
  ];
}

function totalOf(report: CapitalGainsReport, box: Form8949Box): string[] {
  const total = report.form.totals.find((t) => t.box === box)?.total;
  if (!total) return [];
  const { proceeds, cost, adjustment, gain, count } = total;
  const figures = [money(proceeds), money(cost), "", money(adjustment), money(gain)];
  return [`Total of box ${box} (${count} rows)`, "", ""].concat(figures);
}

function schedulePage({ year, scheduleD }: CapitalGainsReport): ReportPage {
  const { shortTerm, longTerm } = scheduleD.carryforward;
  const optional = (amount: (typeof scheduleD.lines)[number]["cost"]) =>
    amount === null ? "" : money(amount);
  const lines = scheduleD.lines.map(({ line, label, proceeds, cost, adjustment, amount }) => [
    line,
    label,
    optional(proceeds),
    optional(cost),
    optional(adjustment),
    money(amount),
  ]);
  return {
    title: `Schedule D, ${year}`,
    subtitle: "Capital gains and losses",
    columns: SCHEDULE_COLUMNS,
    rows: [
      ...lines,
      ["", "Short-term loss to next year", "", "", "", money(shortTerm)],
      ["", "Long-term loss to next year", "", "", "", money(longTerm)],
    ],
    hasTotal: false,
  };
}

function* missingPages({ year, form }: CapitalGainsReport): Generator<ReportPage> {
  for (let at = 0; at < form.withoutBasis.length; at += ROWS_A_PAGE) {
    yield {
      title: `Form 8949, ${year}: rows without a basis`,
      subtitle: "Not in any total: state their basis and make the report again.",
      columns: FORM_COLUMNS,
      rows: form.withoutBasis
        .slice(at, at + ROWS_A_PAGE)
        .map(({ box, description, sold, proceeds }) => [
          `${description} (box ${box})`,
          "",
          formDate(sold),
          money(proceeds),
          "unknown",
          "",
          "",
          "unknown",
        ]),
      hasTotal: false,
    };
  }
}

function notesPage(report: CapitalGainsReport): ReportPage {
  const { leftOut, openWashSales, permanentLoss, year } = report;
  const until = (day: CalendarDate) => formDate(day);
  const notes = [
    ...report.assumptions,
    `Left out: ${leftOut.sheltered} lots closed in sheltered accounts, ${leftOut.ofChild} in a child's.`,
    `Losses that a purchase in a sheltered account took for good: ${money(permanentLoss)}.`,
    ...openWashSales
      .slice(0, 20)
      .map(
        (w) => `${w.symbol}: a purchase until ${until(w.until)} would disallow ${money(w.loss)}.`,
      ),
  ];
  return {
    title: `Notes, ${year}`,
    subtitle: "What these figures rest on",
    columns: NOTE_COLUMNS,
    rows: notes.map((note) => [note]),
    hasTotal: false,
  };
}
