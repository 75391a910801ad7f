import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { CapitalGainsReport } from "./capitalGainsReport.js";
import type { Form8949Box, Form8949Row } from "./form8949.js";
import { formDate, money } from "./reportCsv.js";

/** Reference numbers of TXF 042 by box. The format is of 2011 and knows no boxes G to L. */
const REFERENCE: Readonly<Partial<Record<Form8949Box, number>>> = {
  A: 321,
  B: 711,
  C: 712,
  D: 323,
  E: 713,
  F: 714,
};

/** What column (f) may hold in TXF: record format 5 has a place for a wash sale and for nothing else. */
const FITS: ReadonlySet<string> = new Set(["", "W"]);

/**
 * The report as TXF 042: one record of format 5 a row, for tax programs that read it.
 *
 * @returns text with CRLF, a record at a time
 * @throws {Refusal} REPORT_NOT_IN_TXF when rows cannot be written: digital assets since 2025, codes
 * other than W, a basis that is not known, rows that were summed onto Schedule D
 * @see TXF Specification, version 042: Form 1099-B reference numbers, record format 5
 */
export function reportTxf(report: CapitalGainsReport, today: CalendarDate): Generator<string> {
  const { form } = report;
  const misfits = form.rows.filter((row) => !REFERENCE[row.box] || !FITS.has(row.codes));
  const direct = form.direct.short.count + form.direct.long.count;
  const rowsLeftOut = misfits.length + form.withoutBasis.length + direct;
  if (rowsLeftOut > 0) {
    throw new Refusal(
      "REPORT_NOT_IN_TXF",
      "TXF 042 has no place for boxes G to L, codes other than W, an unknown basis or rows summed onto Schedule D: make a CSV or PDF file",
      {
        rowsLeftOut,
        codes: [...new Set(misfits.map(({ box, codes }) => `${box} ${codes}`.trim()))].join(", "),
      },
    );
  }
  return records(form.rows, today);
}

function* records(rows: readonly Form8949Row[], today: CalendarDate): Generator<string> {
  yield lines("V042", "AWealthgraph", `D${formDate(today)}`, "^");
  for (const row of rows) {
    yield lines(
      "TD",
      `N${REFERENCE[row.box]}`,
      "C1",
      "L1",
      `P${inert(row.description)}`,
      `D${row.acquired === "VARIOUS" ? "VARIOUS" : formDate(row.acquired)}`,
      `D${formDate(row.sold)}`,
      `$${money(row.cost)}`,
      `$${money(row.proceeds)}`,
      row.codes === "W" ? `$${money(row.disallowedLoss)}` : "$",
      "^",
    );
  }
}

const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\r\n`).join("");

/** A line holds one field: no ends of line, no end of record. */
const inert = (text: string): string => text.replace(/[\p{Cc}^]/gu, " ").slice(0, 64);
