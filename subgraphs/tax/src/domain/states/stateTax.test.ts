import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { InvariantViolation, Refusal } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "../federalFacts.js";
import { FILING_STATUSES } from "../filingStatus.js";
import { INCOME_KINDS, withMore } from "../incomeKind.js";
import {
  federalOf,
  household,
  type Household,
  type Person,
  returnOf,
  taxOf,
} from "./stateFacts.fixture.js";
import { SUPPORTED_STATES } from "./stateTable.js";
import { stateReturn, stateTax } from "./stateTax.js";

const YEARS = [2024, 2025, 2026];
const CODES = SUPPORTED_STATES.map((s) => s.code);
const WITHOUT_TAX = ["AK", "FL", "NV", "SD", "TN", "TX", "WY"];

const resultOf = (state: string, year: number, facts: FederalFacts) =>
  stateTax(state, year, facts, federalOf(year, facts));

function refusalOf(act: () => unknown): Refusal | null {
  try {
    act();
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const usd = (max: number) => fc.integer({ min: 0, max });
const sometimes = (max: number) => fc.oneof(fc.constant(0), usd(max));

const person: fc.Arbitrary<Person> = fc
  .record({
    born: fc.constantFrom("1938-06-01", "1950-03-01", "1963-05-01", "1966-01-01", "1985-07-07"),
    wages: fc.oneof(sometimes(120000), sometimes(3000000)),
    pensions: sometimes(150000),
    ira: sometimes(150000),
    conversion: sometimes(200000),
    socialSecurityBenefits: sometimes(50000),
    selfEmploymentProfit: sometimes(90000),
    hsaDeduction: sometimes(4000),
    electiveDeferrals: sometimes(23000),
  })
  .map((p) => ({ ...p, publicPensions: Math.floor(p.pensions / 3) }));

const rest: fc.Arbitrary<Household> = fc
  .record({
    interest: sometimes(60000),
    taxExemptInterest: sometimes(20000),
    ordinaryDividends: sometimes(60000),
    shortTermGain: fc.oneof(fc.constant(0), fc.integer({ min: -60000, max: 400000 })),
    longTermGain: fc.oneof(fc.constant(0), fc.integer({ min: -60000, max: 3000000 })),
    shortTermLossCarryover: sometimes(20000),
    longTermLossCarryover: sometimes(20000),
    otherIncome: sometimes(20000),
  })
  .map((h) => ({ ...h, usGovernmentInterest: Math.floor(h.interest / 2) }));

const someFacts = (more: fc.Arbitrary<Household>) =>
  fc
    .tuple(
      fc.constantFrom(...YEARS, 2031),
      fc.constantFrom(...FILING_STATUSES),
      fc.array(person, { minLength: 2, maxLength: 2 }),
      fc.tuple(rest, more).map(([a, b]) => ({ ...a, ...b })),
    )
    .map(([year, status, people, home]) => ({
      year,
      facts: household(year, status, people, home),
    }));

describe("stateTax", () => {
  it("gives every line, the standing of its figures and the marginal rates", () => {
    const result = resultOf("CA", 2026, household(2026, "SINGLE", [{ wages: 100000 }]));
    expect(result.stateName).toBe("California");
    expect(result.lines.map((l) => l.code)).toEqual([
      "FEDERAL_AGI",
      "SOCIAL_SECURITY",
      "US_INTEREST",
      "HSA_ADDED_BACK",
      "STATE_AGI",
      "DEDUCTION",
      "TAXABLE_INCOME",
      "SCHEDULE_TAX",
      "EXEMPTION_CREDITS",
      "MENTAL_HEALTH_TAX",
      "STATE_TAX",
    ]);
    expect(result.lines.at(-1)?.amount).toEqual(result.tax);
    expect(result.parameters.status).toBe("CARRIED_FORWARD");
    expect(result.parameters.source).toContain("2025 amounts");
    expect(result.marginalRates.WAGES.toNumber()).toBe(0.093);
    expect(result.marginalRates.SOCIAL_SECURITY.toNumber()).toBe(0);
    expect(result.marginalRates.TAX_EXEMPT_INTEREST.toNumber()).toBe(0);
  });

  it("prices the kinds of income as the states do", () => {
    const retired = (year: number) =>
      household(year, "SINGLE", [{ born: "1955-01-01", wages: 90000, ira: 30000 }], {
        longTermGain: 400000,
      });
    const rates = (state: string) => resultOf(state, 2025, retired(2025)).marginalRates;
    expect(rates("MA").SHORT_TERM_GAIN.toNumber()).toBe(0.085);
    expect(rates("MA").LONG_TERM_GAIN.toNumber()).toBe(0.05);
    expect(rates("WA").LONG_TERM_GAIN.toNumber()).toBe(0.07);
    expect(rates("WA").WAGES.toNumber()).toBe(0);
    expect(rates("IL").ROTH_CONVERSION.toNumber()).toBe(0);
    expect(rates("IL").INTEREST.toNumber()).toBe(0.0495);
    expect(rates("PA").IRA_DISTRIBUTION.toNumber()).toBe(0);
    expect(rates("CA").ROTH_CONVERSION.toNumber()).toBe(rates("CA").WAGES.toNumber());
  });

  it("shows a cliff of one dollar as the whole cliff", () => {
    const couple = household(
      2025,
      "MARRIED_FILING_JOINTLY",
      [{ born: "1955-01-01", pensions: 60000 }, { born: "1955-01-01" }],
      { interest: 40000 },
    );
    // 40,000 - 4,000 taxable become 70,001 - 4,000: 560 to 20,000 x 1.4 % + 30,000 x 1.75 % + 16,001 x 2.45 %
    const result = resultOf("NJ", 2025, couple);
    expect(result.tax.toNumber()).toBe(280 + 16000 * 0.0175);
    expect(result.marginalRates.INTEREST.toNumber()).toBeCloseTo(280 + 525 + 392.0245 - 560, 6);
    expect(result.cliffs.map((c) => c.code)).toContain("NJ_PENSION_EXCLUSION");
  });

  it("names what it leaves out for these facts, and nothing for a state without tax", () => {
    const facts = household(
      2025,
      "SINGLE",
      [{ wages: 90000, hsaDeduction: 4000, iraDeduction: 1000 }],
      {
        taxExemptInterest: 10,
      },
    );
    const about = (state: string) => resultOf(state, 2025, facts).notModelled.join("\n");
    expect(about("NY")).toMatch(/New York City tax/);
    expect(about("NY")).toMatch(/529.*remembered, not confirmed/);
    expect(about("NJ")).toMatch(/HSA/);
    expect(about("PA")).toMatch(/IRA contributions are not deductible.*remembered/);
    expect(about("CA")).toMatch(/other states' bonds/);
    expect(about("OR")).toMatch(/kicker/);
    expect(about("TX")).toBe("");
    expect(resultOf("NH", 2025, facts).notModelled).toEqual([]);
  });

  it("says PROJECTED of indexed figures past 2026 and grows them", () => {
    const facts = household(2028, "SINGLE", [{ wages: 100000 }]);
    const result = resultOf("CA", 2028, facts);
    expect(result.parameters.status).toBe("PROJECTED");
    const deduction = result.lines.find((l) => l.code === "DEDUCTION")?.amount.toNumber();
    expect(deduction).toBe(Math.floor(5706 * 1.050625));
    expect(resultOf("NJ", 2028, facts).parameters.status).toBe("CARRIED_FORWARD");
  });

  it("refuses a state without rules by name", () => {
    const facts = household(2025, "SINGLE", []);
    const refusal = refusalOf(() => resultOf("GA", 2025, facts));
    expect(refusal?.code).toBe("TAX_STATE_UNKNOWN");
    expect(refusal?.message).toContain("Georgia");
    expect(refusal?.facts).toEqual({ stateAsked: "GA", stateName: "Georgia" });
  });

  it.each(["XX", "ca", "", "toString", "California, and a very long text behind it"])(
    "refuses %j, which is no state",
    (text) => {
      const refusal = refusalOf(() => resultOf(text, 2025, household(2025, "SINGLE", [])));
      expect(refusal?.code).toBe("TAX_STATE_UNKNOWN");
      expect(refusal?.facts["stateName"]).toBeNull();
    },
  );

  it("refuses a year without figures, also for a state without tax", () => {
    const facts = household(2025, "SINGLE", []);
    const federal = federalOf(2025, facts);
    for (const state of ["CA", "TX"]) {
      expect(refusalOf(() => stateTax(state, 2023, facts, federal))?.code).toBe("TAX_YEAR_UNKNOWN");
    }
  });
});

describe("stateReturn", () => {
  it("does not take the federal return of other facts", () => {
    const facts = household(2025, "SINGLE", [{ wages: 90000 }], { interest: 100 });
    const others = [
      household(2025, "SINGLE", [{ wages: 90000 }]),
      household(2025, "MARRIED_FILING_JOINTLY", [{ wages: 90000 }], { interest: 100 }),
    ];
    for (const other of others) {
      expect(() => stateReturn("CA", 2025, facts, federalOf(2025, other))).toThrow(
        InvariantViolation,
      );
    }
  });
});

describe("every state", () => {
  it.each(CODES)("%s takes nothing of no income, in any year and status", (code) => {
    for (const year of YEARS) {
      for (const status of FILING_STATUSES) {
        expect(taxOf(code, year, household(year, status, []))).toBe(0);
        expect(taxOf(code, year, household(year, status, [], { longTermGain: -9000 }))).toBe(0);
      }
    }
  });

  it.each(WITHOUT_TAX)("%s takes nothing of anything", (code) => {
    fc.assert(
      fc.property(someFacts(fc.constant({ children: 1 })), ({ year, facts }) => {
        const result = resultOf(code, year, facts);
        expect(result.tax.isZero()).toBe(true);
        expect(Object.values(result.marginalRates).every((r) => r.isZero())).toBe(true);
        expect(result.notModelled).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  // VA follows the federal choice of deduction and OR takes the federal tax off: their named
  // cliffs lower the tax when that choice or a federal credit changes, which needs such facts
  const falls = SUPPORTED_STATES.filter((s) => s.cliffs.some((c) => c.direction === "DOWN"));

  // what Oregon leaves free and the federal return taxes raises the federal tax that comes off
  const OREGON_TAXES = INCOME_KINDS.filter(
    (kind) => kind !== "SOCIAL_SECURITY" && kind !== "TAX_EXEMPT_INTEREST",
  );

  const hasRetirementCredit = (result: ReturnType<typeof returnOf>) =>
    result.lines.some((line) => line.code === "RETIREMENT_CREDIT" && line.amount.gt(0));

  it("names OR and VA, and no other, as states where tax can fall when income rises", () => {
    expect(falls.map((s) => s.code)).toEqual(["OR", "VA"]);
  });

  it.each(CODES.filter((code) => !WITHOUT_TAX.includes(code)))(
    "%s never takes less when income of any kind rises",
    (code) => {
      const withoutFalls = falls.some((s) => s.code === code);
      const kinds = code === "OR" ? OREGON_TAXES : INCOME_KINDS;
      const more: fc.Arbitrary<Household> = withoutFalls
        ? fc.constant({})
        : fc.record({ children: fc.nat(3), mortgageInterest: sometimes(60000) });
      fc.assert(
        fc.property(
          someFacts(more),
          fc.constantFrom(...kinds),
          fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60000 })),
          ({ year, facts }, kind, step) => {
            const before = returnOf(code, year, facts);
            const after = returnOf(code, year, withMore(facts, kind, new Decimal(step)));
            fc.pre(!hasRetirementCredit(after)); // OR_RETIREMENT_CREDIT, tested below
            expect(after.tax.minus(before.tax).toNumber()).toBeGreaterThanOrEqual(-1e-9);
            expect(before.tax.isNegative()).toBe(false);
            expect(before.taxableIncome.isNegative()).toBe(false);
          },
        ),
        { numRuns: 250 },
      );
    },
  );

  it("OR takes less when more Social Security raises the federal tax that comes off", () => {
    const facts = (socialSecurityBenefits: number) =>
      household(2025, "SINGLE", [{ born: "1950-01-01", wages: 40000, socialSecurityBenefits }]);
    expect(taxOf("OR", 2025, facts(30000))).toBeLessThan(taxOf("OR", 2025, facts(20000)));
    expect(resultOf("OR", 2025, facts(20000)).cliffs.map((c) => c.code)).toContain(
      "OR_FEDERAL_TAX_OF_EXEMPT_INCOME",
    );
  });

  it("OR takes less when a dollar of pension at 62 earns 9 % and pays 6.75 %", () => {
    const facts = (pensions: number) =>
      household(2025, "SINGLE", [{ born: "1962-05-01", wages: 9000, pensions }]);
    const fall = taxOf("OR", 2025, facts(1000)) - taxOf("OR", 2025, facts(1100));
    expect(fall).toBeCloseTo(100 * (0.09 - 0.0675), 6);
    expect(resultOf("OR", 2025, facts(1000)).cliffs.map((c) => c.code)).toContain(
      "OR_RETIREMENT_CREDIT",
    );
  });

  it("VA takes less when the federal return changes to the standard deduction", () => {
    // 2,000 + 9,500 + 11,760 less 7.5 % of AGI: 15,760 at 100,000, 15,745 at 100,200, where the
    // standard 15,750 is larger; Virginia's own are 6,260 (without state taxes) and 8,750
    const blank = household(2025, "SINGLE", []);
    const facts = (wages: number) => ({
      ...household(2025, "SINGLE", [{ wages }]),
      itemized: {
        ...blank.itemized,
        mortgageInterest: new Decimal(2000),
        stateAndLocalTaxes: new Decimal(9500),
        medicalExpenses: new Decimal(11760),
      },
    });
    const fall = taxOf("VA", 2025, facts(100000)) - taxOf("VA", 2025, facts(100200));
    expect(fall).toBeCloseTo((8750 - 6260 - 200) * 0.0575, 6);
  });

  it("gives the search the same tax that it shows", () => {
    fc.assert(
      fc.property(
        someFacts(fc.constant({})),
        fc.constantFrom(...CODES),
        ({ year, facts }, code) => {
          const exact = stateReturn(code, year, facts, federalOf(year, facts)).tax;
          expect(resultOf(code, year, facts).tax.minus(exact).abs().toNumber()).toBeLessThan(0.006);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("bracket edges", () => {
  it.each<[string, number, number, readonly [number, number, number][]]>([
    [
      "CA",
      2025,
      5706,
      [
        [26264, 0.02, 0.04],
        [72724, 0.08, 0.093],
        [742953, 0.113, 0.123],
      ],
    ],
    [
      "NY",
      2026,
      8000,
      [
        [8500, 0.039, 0.044],
        [13900, 0.0515, 0.054],
        [80650, 0.054, 0.059],
      ],
    ],
    [
      "NJ",
      2024,
      1000,
      [
        [20000, 0.014, 0.0175],
        [75000, 0.05525, 0.0637],
        [1000000, 0.0897, 0.1075],
      ],
    ],
    [
      "VA",
      2024,
      9430,
      [
        [3000, 0.02, 0.03],
        [5000, 0.03, 0.05],
        [17000, 0.05, 0.0575],
      ],
    ],
    [
      "MN",
      2024,
      14575,
      [
        [31690, 0.0535, 0.068],
        [104690, 0.068, 0.0785],
      ],
    ],
  ])(
    "of %s in %i: one dollar costs the lower rate below and the higher one above",
    (code, year, off, edges) => {
      for (const [edge, below, above] of edges) {
        const tax = (wages: number) =>
          returnOf(code, year, household(year, "SINGLE", [{ wages }])).tax;
        const at = tax(edge + off);
        expect(at.minus(tax(edge + off - 1)).toNumber()).toBe(below);
        expect(
          tax(edge + off + 1)
            .minus(at)
            .toNumber(),
        ).toBe(above);
      }
    },
  );
});
