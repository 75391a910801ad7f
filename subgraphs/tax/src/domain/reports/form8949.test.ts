import { describe, expect, it } from "@jest/globals";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { CENTS, disposal, statedForm } from "./form8949.fixture.js";
import { form8949, type Form8949Options, type Form8949Row } from "./form8949.js";
import type { BasisReporting, StatedForm, TaxDisposal } from "./taxDisposal.js";

const usd = (text: string) => new Decimal(text);

function form(
  disposals: readonly TaxDisposal[],
  stated: readonly StatedForm[] = [],
  options: Partial<Form8949Options> = {},
) {
  const byId = new Map(stated.map((s) => [s.disposalId, s]));
  return form8949(disposals, byId, { ...CENTS, ...options });
}

const inWords = (row: Form8949Row) => {
  const [d, e, g, h] = [row.proceeds, row.cost, row.adjustment, row.gain].map(String);
  return `${row.box} ${row.description} ${row.acquired} ${row.sold} ${d} ${e} [${row.codes}] ${g} = ${h}`;
};

describe("the box of Form 8949", () => {
  const BTC = { isDigitalAsset: true, broker: "COINBASE" };
  it.each<[string, string, Partial<TaxDisposal>]>([
    ["A", "1 VTI 2025-01-02 2025-03-04 2 - 1", {}],
    ["B", "1 VTI 2025-01-02 2025-03-04 2 - 1", { purchasedOn: date("2011-12-30") }],
    ["C", "1 VTI 2025-01-02 2025-03-04 2 - 1", { broker: "DEGIRO" }],
    ["D", "1 VTI 2023-01-02 2025-03-04 2 - 1", {}],
    ["E", "1 VTI 2010-01-04 2025-03-04 2 - 1", {}],
    ["F", "1 VTI 2023-01-02 2025-03-04 2 - 1", { source: "RETURN_OF_CAPITAL" }],
    ["C", "1 BTC 2024-01-02 2024-03-04 2 - 1", BTC],
    ["H", "1 BTC 2025-01-02 2025-03-04 2 - 1", BTC],
    ["K", "1 BTC 2023-01-02 2025-03-04 2 - 1", BTC],
    ["I", "1 BTC 2025-01-02 2025-03-04 2 - 1", { ...BTC, broker: null }],
    ["L", "1 BTC 2023-01-02 2025-03-04 2 - 1", { ...BTC, broker: null }],
    ["G", "1 BTC 2026-01-02 2026-03-04 2 - 1", BTC],
    ["J", "1 BTC 2026-01-02 2027-03-04 2 - 1", BTC],
    ["H", "1 BTC 2025-12-31 2026-03-04 2 - 1", BTC],
  ])("is %s for %s %j", (box, line, more) => {
    expect(form([disposal(line, more)]).rows.map((row) => row.box)).toEqual([box]);
  });

  it.each<[string, BasisReporting]>([
    ["A", "REPORTED"],
    ["B", "NOT_REPORTED"],
    ["C", "NO_FORM"],
  ])("is %s when the household states %s", (box, reporting) => {
    const sold = disposal("1 VTI 2025-01-02 2025-03-04 2 - 1");
    expect(form([sold], [statedForm(sold.id, { reporting })]).rows[0]?.box).toBe(box);
  });

  it("is long-term from the day after one year, counted from the day after the purchase", () => {
    const rows = form([
      disposal("1 VTI 2024-03-04 2025-03-04 2 - 1"),
      disposal("1 VTI 2024-03-04 2025-03-05 2 - 1"),
    ]).rows;
    expect(rows.map(({ box, sold }) => `${box} ${sold}`)).toEqual(["A 2025-03-04", "D 2025-03-05"]);
  });
});

describe("columns (f), (g) and (h)", () => {
  // Instructions for Form 8949, "Wash sales": the loss is a positive amount in column (g)
  it("give a wash sale the code W and its loss as a positive adjustment", () => {
    const sold = disposal("100 XYZ 2025-01-06 2025-06-02 1000 - 1600 washed 600");
    expect(form([sold]).rows.map(inWords)).toEqual([
      "A 100 XYZ 2025-01-06 2025-06-02 1000 1600 [W] 600 = 0",
    ]);
  });

  it("keep the reported basis with code B and show the difference, when it was reported", () => {
    // basis reported 5,000, right 6,000: h = 7,000 - 5,000 - 1,000
    const sold = disposal("10 XYZ 2024-01-02 2025-06-02 7000 - 6000");
    const rows = form([sold], [statedForm(sold.id, { reportedCost: usd("5000") })]).rows;
    expect(rows.map(inWords)).toEqual([
      "D 10 XYZ 2024-01-02 2025-06-02 7000 5000 [B] -1000 = 1000",
    ]);
  });

  it("enter the right basis without a code, when none was reported", () => {
    const sold = disposal("10 XYZ 2010-01-04 2025-06-02 7000 - 6000");
    const rows = form([sold], [statedForm(sold.id, { reportedCost: usd("5000") })]).rows;
    expect(rows.map(inWords)).toEqual(["E 10 XYZ 2010-01-04 2025-06-02 7000 6000 [] 0 = 1000"]);
  });

  it("take selling expenses out again with code E, when the form shows gross proceeds", () => {
    const sold = disposal("10 XYZ 2024-01-02 2025-06-02 6990 - 6000");
    const rows = form([sold], [statedForm(sold.id, { proceeds: usd("7000") })]).rows;
    expect(rows.map(inWords)).toEqual(["D 10 XYZ 2024-01-02 2025-06-02 7000 6000 [E] -10 = 990"]);
  });

  it("keep the row in the right part with code T, when the form shows the other term", () => {
    const sold = disposal("10 XYZ 2024-01-02 2025-06-02 7000 - 6000");
    const rows = form([sold], [statedForm(sold.id, { term: "SHORT" })]).rows;
    expect(rows.map(inWords)).toEqual(["D 10 XYZ 2024-01-02 2025-06-02 7000 6000 [T] 0 = 1000"]);
  });

  it("put several codes in alphabetical order and their adjustments together", () => {
    const sold = disposal("10 XYZ 2025-01-02 2025-06-02 990 - 1600 washed 610");
    const stated = statedForm(sold.id, {
      reportedCost: usd("1500"),
      proceeds: usd("1000"),
      term: "LONG",
      codes: ["C"],
    });
    // W 610, B 1500 - 1600, E 990 - 1000
    expect(form([sold], [stated]).rows.map(inWords)).toEqual([
      "A 10 XYZ 2025-01-02 2025-06-02 1000 1500 [BCETW] 500 = 0",
    ]);
  });

  it("take a loss that is not deductible back with code L", () => {
    const sold = disposal("1 BOAT 2024-01-02 2025-06-02 700 - 1000");
    const rows = form([sold], [statedForm(sold.id, { codes: ["L"] })]).rows;
    expect(rows.map(inWords)).toEqual(["D 1 BOAT 2024-01-02 2025-06-02 700 1000 [L] 300 = 0"]);
  });

  it("exclude the gain of a home with code H", () => {
    const sold = disposal("1 HOME 2004-01-05 2025-06-02 700000 - 300000", { broker: null });
    const stated = statedForm(sold.id, {
      reporting: "NO_FORM",
      codes: ["H"],
      adjustment: usd("-250000"),
    });
    expect(form([sold], [stated]).rows.map(inWords)).toEqual([
      "F 1 HOME 2004-01-05 2025-06-02 700000 300000 [H] -250000 = 150000",
    ]);
  });

  it.each<[string, Partial<StatedForm>]>([
    ["code L on a gain", { codes: ["L"] }],
    ["code H that adds to a gain", { codes: ["H"], adjustment: usd("5") }],
    ["code H that excludes more than the gain", { codes: ["H"], adjustment: usd("-1001") }],
    ["an adjustment without a code", { adjustment: usd("5") }],
  ])("refuse %s", (_, stated) => {
    const sold = disposal("10 XYZ 2024-01-02 2025-06-02 7000 - 6000");
    expect(() => form([sold], [statedForm(sold.id, stated)])).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });

  it("shrink a disallowed loss with the loss, when the right basis is lower than ours", () => {
    const sold = disposal("10 XYZ 2025-01-02 2025-06-02 800 - 1000 washed 100");
    const rows = form([sold], [statedForm(sold.id, { cost: usd("900") })]).rows;
    expect(rows.map(inWords)).toEqual(["A 10 XYZ 2025-01-02 2025-06-02 800 900 [W] 50 = -50"]);
  });
});

describe("a basis that nobody knows", () => {
  const sold = disposal("10 XYZ 2024-01-02 2025-06-02 7000 - 0", { isCostKnown: false });

  it("is not in the totals: the row stands apart until the household states it", () => {
    const made = form([sold]);
    expect(made.rows).toEqual([]);
    expect(made.totals).toEqual([]);
    expect(made.withoutBasis).toMatchObject([{ box: "E", description: "10 XYZ" }]);
  });

  it("is what the household states", () => {
    const made = form([sold], [statedForm(sold.id, { cost: usd("6500") })]);
    expect(made.withoutBasis).toEqual([]);
    expect(made.rows.map(inWords)).toEqual(["E 10 XYZ 2024-01-02 2025-06-02 7000 6500 [] 0 = 500"]);
  });
});

describe("rows of one sale", () => {
  const lots = ["2024-01-02", "2024-02-02"].map((on) =>
    disposal(`10 XYZ ${on} 2025-06-02 1000 - 900`, { transactionId: "one" }),
  );

  it("join with VARIOUS as their date when they are bought on several days", () => {
    expect(form(lots, [], { grouping: "EACH_SALE" }).rows.map(inWords)).toEqual([
      "D 20 XYZ VARIOUS 2025-06-02 2000 1800 [] 0 = 200",
    ]);
  });

  it("keep the day when they are bought on one", () => {
    const same = lots.map((lot, i) => ({ ...lot, id: `${i}`, acquiredOn: date("2024-01-02") }));
    expect(form(same, [], { grouping: "EACH_SALE" }).rows[0]?.acquired).toBe("2024-01-02");
  });

  it("stay apart where their terms differ", () => {
    const mixed = [
      ...lots,
      disposal("5 XYZ 2025-01-02 2025-06-02 500 - 400", { transactionId: "one" }),
    ];
    const rows = form(mixed, [], { grouping: "EACH_SALE" }).rows;
    expect(rows.map(({ box, acquired }) => `${box} ${acquired}`)).toEqual([
      "A 2025-01-02",
      "D VARIOUS",
    ]);
  });

  it("add up to the cent to the sale, as the broker's form shows it", () => {
    const thirds = [1, 2, 3].map((n) =>
      disposal(`1 XYZ 2024-01-0${n + 1} 2025-06-02 33.33333333 - 10`, { transactionId: "one" }),
    );
    const last = { ...thirds[2]!, proceeds: usd("33.33333334") };
    const rows = form([thirds[0]!, thirds[1]!, last]).rows;
    expect(sum(rows.map((row) => row.proceeds)).toString()).toBe("100");
  });
});

describe("rounding and totals", () => {
  it("rounds every amount to whole dollars half up, and sums what is rounded", () => {
    const made = form(
      [
        disposal("1 XYZ 2025-01-02 2025-06-02 100.50 - 50.49"),
        disposal("1 XYZ 2025-01-02 2025-06-03 100.50 - 50.49"),
      ],
      [],
      { rounding: "WHOLE_DOLLARS" },
    );
    expect(made.totals).toMatchObject([{ box: "A", total: { count: 2 } }]);
    expect(made.totals[0]?.total.proceeds.toString()).toBe("202");
    expect(made.totals[0]?.total.gain.toString()).toBe("102");
  });

  it("moves rows of reported basis without adjustment to Schedule D when asked", () => {
    const made = form(
      [
        disposal("1 XYZ 2025-01-02 2025-06-02 100 - 50"),
        disposal("1 XYZ 2025-01-02 2025-06-03 100 - 150 washed 50"),
        disposal("1 XYZ 2010-01-04 2025-06-03 100 - 50"),
        disposal("1 XYZ 2020-01-02 2025-06-03 300 - 50"),
      ],
      [],
      { totalsOnScheduleD: true },
    );
    expect(made.rows.map(({ box, codes }) => box + codes)).toEqual(["AW", "E"]);
    expect(made.direct.short.gain.toString()).toBe("50");
    expect(made.direct.long.gain.toString()).toBe("250");
  });

  const cents = (max: number) => fc.integer({ min: 1, max }).map((n) => n / 100);
  const sales = fc.array(
    fc.record({
      days: fc.integer({ min: 1, max: 800 }),
      proceeds: cents(5_000_000),
      cost: cents(5_000_000),
      washed: fc.double({ min: 0, max: 1, noNaN: true }),
      sale: fc.integer({ min: 0, max: 5 }),
      isDigitalAsset: fc.boolean(),
    }),
    { maxLength: 40 },
  );

  it("holds for any year: (h) is (d) - (e) + (g), totals are sums, grouping changes no total", () => {
    fc.assert(
      fc.property(sales, fc.constantFrom("CENTS", "WHOLE_DOLLARS"), (all, rounding) => {
        const disposals = all.map(({ days, proceeds, cost, washed, sale, isDigitalAsset }, i) => {
          const acquired = addDays(date("2025-06-02"), -days);
          const made = disposal(`1 X${sale} ${acquired} 2025-06-02 ${proceeds} - ${cost}`);
          const loss = Decimal.max(0, made.cost.minus(made.proceeds));
          const disallowedLoss = loss
            .times(Math.round(washed * 100))
            .div(100)
            .toDecimalPlaces(8);
          return { ...made, id: `${i}`, transactionId: `${sale}`, isDigitalAsset, disallowedLoss };
        });
        const options = { rounding } as const;
        const made = form(disposals, [], options);
        for (const row of made.rows) {
          expect(row.proceeds.minus(row.cost).plus(row.adjustment).eq(row.gain)).toBe(true);
          if (row.codes === "") expect(row.adjustment.isZero()).toBe(true);
          if (row.codes === "W") expect(row.adjustment.gte(0)).toBe(true);
        }
        const exact = sum(disposals.map((d) => d.proceeds.minus(d.cost).plus(d.disallowedLoss)));
        const shown = sum(made.totals.map(({ total }) => total.gain));
        const unit = rounding === "CENTS" ? 0.01 : 1;
        expect(
          shown
            .minus(exact)
            .abs()
            .lte(made.rows.length * 2 * unit),
        ).toBe(true);
        const joined = form(disposals, [], { ...options, grouping: "EACH_SALE" });
        expect(joined.totals.map(({ box, total }) => [box, total.gain.toString()])).toEqual(
          made.totals.map(({ box, total }) => [box, total.gain.toString()]),
        );
      }),
    );
  });

  it("is empty for a year without sales", () => {
    expect(form([])).toMatchObject({ rows: [], totals: [], withoutBasis: [] });
  });
});
