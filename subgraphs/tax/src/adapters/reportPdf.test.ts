import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { inflateSync } from "node:zlib";
import { capitalGainsReport } from "../domain/reports/capitalGainsReport.js";
import { CENTS, disposal } from "../domain/reports/form8949.fixture.js";
import { ROWS_A_PAGE } from "../domain/reports/reportPages.js";
import type { TaxDisposal } from "../domain/reports/taxDisposal.js";
import { reportPdf } from "./reportPdf.js";

function report(disposals: readonly TaxDisposal[]) {
  return capitalGainsReport({
    year: 2025,
    disposals,
    stated: [],
    options: CENTS,
    scheduleD: {
      capitalGainDistributions: ZERO,
      shortTermLossCarryover: ZERO,
      longTermLossCarryover: ZERO,
      lossLimit: new Decimal(3_000),
      rest: null,
    },
    hasProfile: false,
    today: date("2026-02-01"),
  });
}

async function pdfOf(disposals: readonly TaxDisposal[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const createdAt = new Date("2026-02-01T00:00:00Z");
  for await (const piece of reportPdf(report(disposals), { createdAt })) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The text of each page, read back from the file: text operators of its content streams. */
function textOf(pdf: Buffer): string[] {
  const pages: string[] = [];
  const file = pdf.toString("latin1");
  for (const found of file.matchAll(/stream\n/g)) {
    const from = found.index + "stream\n".length;
    if (file.slice(found.index - 3, found.index) === "end") continue;
    const content = inflateSync(pdf.subarray(from, file.indexOf("\nendstream", from)));
    const shown = [...content.toString("latin1").matchAll(/\[([^\]]*)\] TJ/g)].map(([, parts]) =>
      [...(parts ?? "").matchAll(/<([0-9a-f]*)>/g)]
        .map(([, hex]) => Buffer.from(hex ?? "", "hex").toString("latin1"))
        .join(""),
    );
    pages.push(shown.join("\n"));
  }
  return pages;
}

describe("the report as PDF", () => {
  it("prints rows, totals, the year, page numbers and that it is informational only", async () => {
    const pages = textOf(
      await pdfOf([
        disposal("10 ALFA 2025-01-02 2025-06-02 1000.5 - 1500 washed 200"),
        disposal("3 BETA 2010-01-04 2025-06-02 2000 - 500"),
      ]),
    );
    expect(pages).toHaveLength(4);
    const [short = "", long = "", schedule = "", notes = ""] = pages;
    expect(short).toContain("Form 8949, 2025: Part I, short-term, box A");
    expect(short.split("\n")).toEqual(
      expect.arrayContaining([
        "10 ALFA",
        "01/02/2025",
        "06/02/2025",
        "1000.50",
        "W",
        "200.00",
        "-299.50",
      ]),
    );
    expect(long).toContain("Part II, long-term, box E");
    expect(long).toContain("Total of box E (1 rows)");
    expect(schedule).toContain("Schedule D, 2025");
    expect(schedule).toContain("1200.50");
    expect(notes).toContain("carryovers from earlier years count as 0");
    pages.forEach((page, i) => {
      expect(page).toContain(`Page ${i + 1} of 4`);
      expect(page).toContain("Informational only");
    });
  });

  it("goes on over pages and prints every row once", async () => {
    const sold = Array.from({ length: 3 * ROWS_A_PAGE + 1 }, (_, i) =>
      disposal(`${i + 1} ALFA 2025-01-02 2025-06-02 1000 - 900`),
    );
    const pages = textOf(await pdfOf(sold)).filter((page) => page.startsWith("Form 8949"));
    expect(pages).toHaveLength(4);
    const printed = pages
      .join("\n")
      .split("\n")
      .filter((line) => line.endsWith(" ALFA"));
    expect(new Set(printed).size).toBe(sold.length);
    expect(printed).toHaveLength(sold.length);
    expect(pages.at(-1)).toContain(`Total of box A (${sold.length} rows)`);
  });

  it("starts as a PDF and ends as one, and stays text in the reader's own fonts", async () => {
    const file = (await pdfOf([])).toString("latin1");
    expect(file.startsWith("%PDF-1.")).toBe(true);
    expect(file.trimEnd().endsWith("%%EOF")).toBe(true);
    expect(file).not.toContain("/FontFile");
  });

  it("shows a letter that the fonts do not have as one that is not there", async () => {
    const [page = ""] = textOf(await pdfOf([disposal("1 東京 2025-01-02 2025-06-02 2 - 1")]));
    expect(page).toContain("1 ??");
  });

  it("ends when it is told to before a page", async () => {
    const beforePage = () => Promise.reject(new Error("stop"));
    const made = reportPdf(report([]), { createdAt: new Date(), beforePage });
    await expect(made.next()).rejects.toThrow("stop");
  });
});
