import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { barsBetween, lastBars, readBars } from "./barHistory.js";
import type { CsvRow } from "./csvRows.js";
import { crossRate, readEuroRates } from "./euroRates.js";
import { canonicalSymbol } from "./instrument.js";
import { parseListings } from "./listingTable.js";

/** Lines as they stand in a file below its header. */
const rows = (...lines: string[]): CsvRow[] =>
  lines.map((text, i) => ({ line: i + 2, cells: text.split(",") }));

describe("readBars", () => {
  it.each([
    { row: "2024-01-03,1,2,1,2", reason: "6 cells expected, 5 found" },
    { row: "2024-02-30,1,2,1,2,5", reason: 'not a date: "2024-02-30"' },
    { row: "2024-01-02,1,2,1,2,5", reason: "date 2024-01-02 does not come after 2024-01-02" },
    { row: "2024-01-03,1,x,1,2,5", reason: 'high is no number: "x"' },
    { row: "2024-01-03,1,2,1,1e3,5", reason: 'close is no number: "1e3"' },
    { row: "2024-01-03,1,2,0,2,5", reason: "a price is not positive" },
    { row: "2024-01-03,1,2,1,2,-5", reason: "volume is negative" },
    { row: "2024-01-03,1,2,1,3,5", reason: "high is below open or close" },
    { row: "2024-01-03,2,3,2.5,3,5", reason: "low is above open or close" },
  ])("refuses the row $row with its line and keeps the others", ({ row, reason }) => {
    const { content, refused } = readBars(
      rows("2024-01-02,10,11,9,10.5,100", row, "2024-01-04,10,12,10,11,200"),
    );
    expect(refused).toEqual([{ line: 3, reason }]);
    expect(content.dates).toEqual(["2024-01-02", "2024-01-04"]);
  });

  it("keeps figures exactly as written", () => {
    const { content } = readBars(rows("2024-01-02,0.1,0.300000000000000001,0.1,0.2,1"));
    const [bar] = barsBetween(content, date("2024-01-01"), date("2024-12-31"));
    expect(bar?.high).toEqual(new Decimal("0.300000000000000001"));
  });
});

describe("bars of a history", () => {
  const { content } = readBars(
    rows("2024-01-02,1,1,1,1,1", "2024-01-04,2,2,2,2,2", "2024-01-08,3,3,3,3,3"),
  );
  it.each([
    { from: "2024-01-02", to: "2024-01-08", closes: [1, 2, 3] },
    { from: "2024-01-03", to: "2024-01-07", closes: [2] },
    { from: "2024-01-09", to: "2024-12-31", closes: [] },
    { from: "2023-01-01", to: "2024-01-01", closes: [] },
  ])("from $from to $to are $closes", ({ from, to, closes }) => {
    const found = barsBetween(content, date(from), date(to)).map((bar) => bar.close.toNumber());
    expect(found).toEqual(closes);
  });
  it.each([
    { on: "2024-01-08", closes: [2, 3] },
    { on: "2024-01-07", closes: [1, 2] },
    { on: "2024-01-02", closes: [1] },
    { on: "2024-01-01", closes: [] },
  ])("the last two on or before $on are $closes", ({ on, closes }) => {
    expect(lastBars(content, date(on), 2).map((bar) => bar.close.toNumber())).toEqual(closes);
  });
});

describe("crossRate", () => {
  const { content } = readEuroRates(
    ["date", "USD", "GBP", "CNY"],
    rows("2024-03-28,1.08,0.864,", "2024-04-02,1.10,,7.7"),
    "a test",
  );
  it.each([
    // cross a->b = rate b / rate a
    { base: "EUR", quote: "USD", on: "2024-04-02", rate: "1.1", fixed: "2024-04-02" },
    { base: "GBP", quote: "USD", on: "2024-04-05", rate: "1.25", fixed: "2024-03-28" },
    { base: "USD", quote: "CNY", on: "2024-04-02", rate: "7", fixed: "2024-04-02" },
    { base: "USD", quote: "EUR", on: "2024-03-31", rate: "0.925925925926", fixed: "2024-03-28" },
  ])("$base to $quote on $on is $rate, fixed on $fixed", ({ base, quote, on, rate, fixed }) => {
    expect(crossRate(content, { base, quote }, date(on))).toEqual({
      base,
      quote,
      rate: new Decimal(rate),
      on: fixed,
      source: "a test",
    });
  });
  it.each([
    { base: "EUR", quote: "USD", on: "2024-03-27" },
    { base: "EUR", quote: "CNY", on: "2024-04-01" },
    { base: "EUR", quote: "XYZ", on: "2024-04-02" },
  ])("there is no rate of $base to $quote on $on", ({ base, quote, on }) => {
    expect(crossRate(content, { base, quote }, date(on))).toBeNull();
  });
  it("refuses rows with their lines", () => {
    const { refused } = readEuroRates(
      ["date", "USD"],
      rows(
        "2024-01-02,1.1",
        "2024-01-02,1.2",
        "x,1",
        "2024-01-04,-1",
        "2024-01-05,0.0",
        "2024-01-06,1e3",
        "2024-01-07",
      ),
      "a test",
    );
    expect(refused.map((row) => row.line)).toEqual([3, 4, 5, 6, 7, 8]);
  });
});

describe("listings", () => {
  it.each(["BRK/B", "BRK-B", "brk b", " BRK.B "])("%s is BRK.B", (text) => {
    expect(canonicalSymbol(text)).toBe("BRK.B");
  });
  it.each(["", "A".repeat(31), "Ä", "'; drop table", "(X)"])("%j is no symbol", (text) => {
    expect(canonicalSymbol(text)).toBeNull();
  });
  it.each([
    "AAA|XNAS|S|US_EQUITY|0|||Name",
    "AAA|XNAS|X|US_EQUITY|1|||Name",
    "AAA|XNAS|S|NOTHING|1|||Name",
  ])("the line %s breaks the table's promise", (line) => {
    expect(() => parseListings(line)).toThrow(line);
  });
});
