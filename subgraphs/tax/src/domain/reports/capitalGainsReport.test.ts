import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "../federalParameters.js";
import { facts } from "../taxFacts.fixture.js";
import { capitalGainsReport, type ReportInput } from "./capitalGainsReport.js";
import { CENTS, disposal, statedForm } from "./form8949.fixture.js";
import { inertCell } from "@wealthgraph/kernel/csvRecord";
import { reportCsv } from "./reportCsv.js";
import { reportTxf } from "./reportTxf.js";
import type { TaxDisposal } from "./taxDisposal.js";

const usd = (text: string) => new Decimal(text);
const TODAY = date("2025-12-20");

function report(disposals: readonly TaxDisposal[], more: Partial<ReportInput> = {}) {
  return capitalGainsReport({
    year: 2025,
    disposals,
    stated: [],
    options: CENTS,
    scheduleD: {
      capitalGainDistributions: ZERO,
      shortTermLossCarryover: ZERO,
      longTermLossCarryover: ZERO,
      lossLimit: usd("3000"),
      rest: null,
      ...more.scheduleD,
    },
    hasProfile: false,
    today: TODAY,
    ...more,
  });
}

const linesOf = (made: ReturnType<typeof report>) =>
  Object.fromEntries(made.scheduleD.lines.map(({ line, amount }) => [line, amount.toString()]));

const YEAR = [
  disposal("10 AAA 2025-01-02 2025-06-02 1000 - 700"), // A 300
  disposal("10 BBB 2024-12-02 2025-06-02 1000 - 1500 washed 200"), // A -300
  disposal("10 CCC 2010-01-04 2025-06-02 2000 - 500"), // E 1,500
  disposal("1 BTC 2023-01-02 2025-06-02 900 - 1000", { isDigitalAsset: true, broker: "COINBASE" }), // K -100
];

describe("Schedule D", () => {
  it("carries the boxes to its lines and adds up to line 16", () => {
    const made = report(YEAR, {
      scheduleD: {
        capitalGainDistributions: usd("50"),
        shortTermLossCarryover: usd("400"),
        longTermLossCarryover: usd("25"),
        lossLimit: usd("3000"),
        rest: null,
      },
    });
    expect(linesOf(made)).toEqual({
      "1a": "0",
      "1b": "0",
      "2": "0",
      "3": "0",
      "6": "-400",
      "7": "-400",
      "8a": "0",
      "8b": "0",
      "9": "1400",
      "10": "0",
      "13": "50",
      "14": "-25",
      "15": "1425",
      "16": "1025",
    });
  });

  // Capital Loss Carryover Worksheet: 3,000 of the loss is used, of the short-term part first
  it("limits a loss to 3,000 and carries the rest with its character", () => {
    const made = report([
      disposal("1 AAA 2025-01-02 2025-06-02 1000 - 3000"),
      disposal("1 BBB 2020-01-02 2025-06-02 1000 - 6000"),
    ]);
    expect(linesOf(made)).toMatchObject({
      "7": "-2000",
      "15": "-5000",
      "16": "-7000",
      "21": "-3000",
    });
    expect(made.scheduleD.carryforward.shortTerm.toString()).toBe("0");
    expect(made.scheduleD.carryforward.longTerm.toString()).toBe("4000");
  });

  it("carries all of a loss that a year without income could not use", () => {
    const made = report([disposal("1 AAA 2025-01-02 2025-06-02 1000 - 3000")], {
      hasProfile: true,
      scheduleD: {
        capitalGainDistributions: ZERO,
        shortTermLossCarryover: ZERO,
        longTermLossCarryover: ZERO,
        lossLimit: usd("3000"),
        rest: { facts: facts("SINGLE"), parameters: federalParametersFor(2025) },
      },
    });
    expect(made.scheduleD.onReturn.toString()).toBe("-2000");
    expect(made.scheduleD.carryforward.shortTerm.toString()).toBe("2000");
  });
});

describe("the report of a year", () => {
  it("leaves out what is on no return, or on a child's, and says how much", () => {
    const made = report([
      ...YEAR,
      disposal("1 IRA 2025-01-02 2025-06-02 1 - 2", { isSheltered: true }),
      disposal("1 KID 2025-01-02 2025-06-02 1 - 2", { isOfChild: true }),
    ]);
    expect(made.leftOut).toEqual({ sheltered: 1, ofChild: 1 });
    expect(made.form.rows).toHaveLength(4);
  });

  it("names losses that a purchase in January would still disallow", () => {
    const washSaleUntil = date("2026-01-14");
    const sold = disposal("4 GAMMA 2025-03-03 2025-12-15 80 - 100 washed 5", { washSaleUntil });
    expect(report([sold]).openWashSales).toEqual([
      expect.objectContaining({ symbol: "GAMMA", loss: usd("15"), until: washSaleUntil }),
    ]);
    expect(report([sold], { today: date("2026-01-15") }).openWashSales).toEqual([]);
  });

  it("is incomplete while a basis is not known", () => {
    expect(
      report([disposal("1 XYZ 2025-01-02 2025-06-02 1 - 0", { isCostKnown: false })]),
    ).toMatchObject({
      isComplete: false,
    });
  });

  it("is empty, and no error, when nothing was sold", () => {
    const made = report([]);
    expect(made.form.rows).toEqual([]);
    expect(made.scheduleD.net.toString()).toBe("0");
    expect(made.isComplete).toBe(true);
  });

  it.each(["of-another-year", YEAR[0]!.id])("refuses forms stated twice or for %s", (id) => {
    const stated = [statedForm(id), statedForm(id)];
    expect(() => report(YEAR, { stated })).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});

describe("the report as CSV", () => {
  it("has a record a row, the totals of each box, the lines of Schedule D and the notes", () => {
    const text = [...reportCsv(report(YEAR))].join("");
    const records = text.split("\r\n");
    expect(records[0]).toBe(
      "box,(a) description,(b) date acquired,(c) date sold,(d) proceeds,(e) cost or other basis,(f) codes,(g) adjustment,(h) gain or loss,note",
    );
    expect(records).toContain("A,10 BBB,12/02/2024,06/02/2025,1000.00,1500.00,W,200.00,-300.00,");
    expect(records).toContain("A,TOTAL OF BOX A,,,2000.00,2200.00,,200.00,0.00,2 rows");
    expect(records).toContain(
      ',SCHEDULE D LINE 9,,,2900.00,1500.00,,0.00,1400.00,"Form 8949, box E or K"',
    );
    expect(text).toContain("Informational only");
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+A1", "'+A1"],
    ["-A1", "'-A1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["'quoted", "''quoted"],
    ["-12.50", "-12.50"],
    ['a "b", c', '"a ""b"", c"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
  ])("makes %s inert: %s", (text, cell) => {
    expect(inertCell(text)).toBe(cell);
  });
});

describe("the report as TXF", () => {
  // taxdataexchange.org, TXF 042, Form 1099-B: reference numbers by box, record format 5
  it("writes a record of format 5 for each row, with the box's reference number", () => {
    const made = report([
      disposal("200 Reebok 2025-01-05 2025-10-01 2000 - 1000"),
      disposal("400 WalMart 2010-08-05 2025-09-05 1200 - 4000 washed 300"),
    ]);
    expect([...reportTxf(made, TODAY)].join("")).toBe(
      [
        ..."V042,AWealthgraph,D12/20/2025,^".split(","),
        ..."TD,N321,C1,L1,P200 Reebok,D01/05/2025,D10/01/2025,$1000.00,$2000.00,$,^".split(","),
        ..."TD,N713,C1,L1,P400 WalMart,D08/05/2010,D09/05/2025,$4000.00,$1200.00,$300.00,^".split(
          ",",
        ),
        "",
      ].join("\r\n"),
    );
  });

  it("writes VARIOUS for lots of several days", () => {
    const lots = ["2024-01-02", "2024-02-02"].map((on) =>
      disposal(`10 XYZ ${on} 2025-06-02 1000 - 900`, { transactionId: "one" }),
    );
    const made = report(lots, { options: { ...CENTS, grouping: "EACH_SALE" } });
    expect([...reportTxf(made, TODAY)][1]).toContain("\r\nP20 XYZ\r\nDVARIOUS\r\nD06/02/2025\r\n");
  });

  it.each<[string, () => ReturnType<typeof report>]>([
    ["boxes of digital assets", () => report(YEAR)],
    [
      "an unknown basis",
      () => report([disposal("1 X 2025-01-02 2025-06-02 1 - 0", { isCostKnown: false })]),
    ],
    [
      "rows summed onto Schedule D",
      () => report(YEAR.slice(0, 1), { options: { ...CENTS, totalsOnScheduleD: true } }),
    ],
    [
      "codes beside W",
      () =>
        report(YEAR.slice(0, 1), {
          stated: [statedForm(YEAR[0]!.id, { reportedCost: usd("600") })],
        }),
    ],
  ])("is refused for %s: nothing is dropped silently", (_, make) => {
    expect(() => reportTxf(make(), TODAY)).toThrow(
      expect.objectContaining({ code: "REPORT_NOT_IN_TXF" }),
    );
  });
});
