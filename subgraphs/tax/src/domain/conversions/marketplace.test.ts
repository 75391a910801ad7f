import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openHighsSolver } from "../../workers/highsSolver.js";
import { BLANK_FILER, blankFacts, type MarketplaceCoverage } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import type { Solve } from "../optimisation/linearProgramme.js";
import { povertyLine } from "../premiumTaxCredit.js";
import { openingBalances } from "./balances.js";
import { type ConversionPlan, conversionPlan } from "./conversionPlan.js";
import { retirees, saver, still } from "./conversionPlan.fixture.js";
import type { ConversionPlanInput } from "./conversionPlanInput.js";
import { solveAround } from "./conversionProgramme.js";
import { costAt, incomeCosts } from "./incomeCost.js";
import { floorConversion, namedPath, namedStrategiesOf } from "./namedStrategies.js";
import { planContext } from "./planContext.js";
import { replay } from "./planPath.js";
import { planYears } from "./planYears.js";
import type { Strategy } from "./strategyResult.js";

let solve: Solve;
beforeAll(async () => {
  solve = await openHighsSolver();
});

function drained<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const usd = (amount: number): Decimal => new Decimal(amount);

const cover = (premiums: number): MarketplaceCoverage => ({
  premiums: usd(premiums),
  benchmarkPremiums: usd(premiums),
  advancePayments: usd(0),
  region: "CONTIGUOUS",
});

const insured = (
  input: ConversionPlanInput,
  premiums: number,
  years = 40,
): ConversionPlanInput => ({
  ...input,
  years: input.years.map((of, i) =>
    i < years ? { ...of, facts: { ...of.facts, marketplace: cover(premiums) } } : of,
  ),
});

/** 60 years old, 20,000 of pension, 200,000 to convert, heirs who pay 23 %; one year, nothing grows. */
const oneYear = still(
  {
    savers: [saver("1966-05-01", 200_000)],
    taxable: { ...still().taxable, balance: usd(80_000), costBasis: usd(80_000) },
    terminalRates: { traditional: 0.23, gain: 0 },
    years: [
      {
        year: 2026,
        facts: {
          ...blankFacts("SINGLE"),
          filers: [{ ...BLANK_FILER, pensions: usd(20_000) }],
        },
        netCash: usd(20_000),
      },
    ],
  },
  1,
);

const of = (plan: ConversionPlan, strategy: Strategy) => {
  const found = plan.strategies.find((s) => s.strategy === strategy);
  if (!found) throw new RangeError(strategy);
  return found;
};

describe("a conversion plan with marketplace coverage", () => {
  // the guideline of 2025 for one person is 15,650: 400 % are 62,600, of which 9.96 % are asked
  let plan: ConversionPlan;
  beforeAll(() => {
    plan = conversionPlan(insured(oneYear, 14_000), { solve });
  });

  it("stops at 400 % of poverty: 62,600 less the pension of 20,000", () => {
    expect(of(plan, "BELOW_ACA_CLIFF").converted.toNumber()).toBe(42_600);
    expect(of(plan, "OPTIMISED").years[0]?.conversion.toNumber()).toBeLessThanOrEqual(42_600);
  });

  it("shows the credit at the cliff: 14,000 less 9.96 % of 62,600, and none past it", () => {
    expect(of(plan, "BELOW_ACA_CLIFF").years[0]?.marketplaceCredit?.toNumber()).toBe(7_765.04);
    expect(of(plan, "ALL_AT_ONCE").years[0]?.marketplaceCredit?.toNumber()).toBe(0);
  });

  it("finds at least what trying every 100 dollars finds, and the programme's bound is not below it", () => {
    const context = planContext(insured(oneYear, 14_000));
    const tried = Array.from({ length: 2_001 }, (_, i) => replay(context, [i * 100]).wealth);
    const most = Math.max(...tried);
    expect(of(plan, "OPTIMISED").wealth.toNumber()).toBeGreaterThanOrEqual(most);
    expect(plan.search.bound?.toNumber()).toBeGreaterThanOrEqual(most);
    expect(plan.search.solverStatus).toBe("OPTIMAL");
  });

  it("has the credit's steps in the programme: a dollar past the cliff costs the whole credit", () => {
    const context = planContext(insured(oneYear, 14_000));
    const [table] = drained(incomeCosts(context, namedPath(context, "NONE"), [1]));
    if (!table) throw new RangeError("a table for the year");
    const step = costAt(table, 42_601) - costAt(table, 42_600);
    expect(step).toBeGreaterThan(7_765);
    expect(step).toBeLessThan(7_767);
  });

  it("converts less than without coverage", () => {
    const without = conversionPlan(oneYear, { solve });
    expect(of(without, "OPTIMISED").converted.gt(of(plan, "OPTIMISED").converted)).toBe(true);
    expect(of(without, "NONE").years[0]?.marketplaceCredit).toBeNull();
    expect(without.strategies.map((s) => s.strategy)).not.toContain("BELOW_ACA_CLIFF");
  });

  it("says what is covered, from when to when, by which premiums", () => {
    expect(
      plan.assumptions.some((a) =>
        a.startsWith("Marketplace coverage from 2026 to 2026, benchmark premiums from 14000"),
      ),
    ).toBe(true);
    const without = conversionPlan(oneYear, { budget: { yearsMax: 100 } });
    expect(without.assumptions.join()).not.toMatch(/[Mm]arketplace/);
  });

  it("converts nothing for the credit in a year without coverage", () => {
    const two = insured(still({ savers: [saver("1966-05-01", 200_000)] }), 14_000, 1);
    const { conversions } = namedPath(planContext(two), "BELOW_ACA_CLIFF");
    expect(conversions).toEqual([62_600, 0]);
  });

  it("reaches the poverty line, where the credit begins, for somebody without income", () => {
    const poor = planContext(insured(still({ savers: [saver("1966-05-01", 200_000)] }, 1), 14_000));
    const floor = floorConversion(poor, 0, openingBalances(poor));
    expect(floor).toBeGreaterThanOrEqual(15_650);
    expect(floor).toBeLessThan(15_650.02);
    const credit = (conversion: number) =>
      replay(poor, [conversion]).outcomes[0]?.federal.credits.premium.toNumber();
    expect(credit(floor)).toBeGreaterThan(13_000);
    expect(credit(15_649)).toBe(0);
  });

  it("is at least at the poverty line where heirs pay nothing and only the credit is to be had", () => {
    const poor = insured(
      still(
        { savers: [saver("1966-05-01", 200_000)], terminalRates: { traditional: 0, gain: 0 } },
        1,
      ),
      14_000,
    );
    const best = of(conversionPlan(poor), "OPTIMISED");
    expect(best.advantage.toNumber()).toBeGreaterThan(13_000);
    expect(best.converted.toNumber()).toBeCloseTo(15_650, 1);
  });
});

const rate = fc.integer({ min: 0, max: 80 }).map((n) => n / 1000);

/** Couples around the cliff, covered for some of two to four years. */
const anyInput = fc
  .record({
    born: fc.integer({ min: 1958, max: 1972 }),
    traditional: fc.integer({ min: 0, max: 900_000 }),
    taxable: fc.integer({ min: 0, max: 400_000 }),
    years: fc.integer({ min: 2, max: 4 }),
    covered: fc.integer({ min: 1, max: 4 }),
    premiums: fc.integer({ min: 0, max: 40_000 }),
    pensions: fc.integer({ min: 0, max: 110_000 }),
    benefits: fc.integer({ min: 0, max: 40_000 }),
    growth: rate,
    heirs: rate.map((r) => r * 4),
  })
  .map((r) =>
    insured(
      {
        ...still(),
        savers: [saver(`${r.born}-03-31`, r.traditional), saver(`${r.born}-10-01`, 0)],
        taxable: { ...still().taxable, balance: usd(r.taxable), costBasis: usd(r.taxable / 2) },
        growth: { traditional: r.growth, roth: r.growth },
        years: Array.from({ length: r.years }, (_, i) => ({
          year: 2026 + i,
          facts: {
            ...blankFacts("MARRIED_FILING_JOINTLY"),
            filers: [
              {
                ...BLANK_FILER,
                pensions: usd(r.pensions),
                socialSecurityBenefits: usd(r.benefits),
              },
              BLANK_FILER,
            ],
          },
          netCash: usd(0),
        })),
        terminalRates: { traditional: r.heirs, gain: 0.15 },
      },
      r.premiums,
      r.covered,
    ),
  );

describe("laws of conversion plans with marketplace coverage", () => {
  it("the optimiser is never worse than any named strategy, and shown years are exact returns", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const context = planContext(input);
        const plan = conversionPlan(input, { budget: { yearsMax: 300 } });
        const names = plan.strategies.map((s) => s.strategy);
        expect(names).toEqual([...namedStrategiesOf(context), "OPTIMISED"]);
        expect(names).toContain("BELOW_ACA_CLIFF");
        for (const { wealth, years } of plan.strategies) {
          expect(of(plan, "OPTIMISED").wealth.gte(wealth)).toBe(true);
          const { outcomes } = replay(
            context,
            years.map((y) => y.conversion.toNumber()),
          );
          for (const [i, outcome] of outcomes.entries()) {
            const { marketplace } = outcome.facts;
            expect(marketplace).toEqual(input.years[i]?.facts.marketplace);
            const exact = federalTax(outcome.facts, federalParametersFor(2026 + i));
            const shown = years[i];
            expect(shown?.federalTax.minus(exact.netTax).abs().lte(0.005)).toBe(true);
            const credit = marketplace ? exact.credits.premium.toDecimalPlaces(2) : null;
            expect(shown?.marketplaceCredit).toEqual(credit);
          }
        }
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it("the cliff is never passed by filling up to it", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const context = planContext(input);
        const { outcomes } = namedPath(context, "BELOW_ACA_CLIFF");
        for (const [i, outcome] of outcomes.entries()) {
          if (outcome.conversion === 0) continue;
          const { facts, federal } = outcome;
          const benefits = facts.filers[0]?.socialSecurityBenefits ?? usd(0);
          const income = federal.adjustedGrossIncome
            .plus(benefits)
            .minus(federal.income.taxableSocialSecurity);
          const parameters = context.years[i]?.parameters;
          if (!parameters) throw new RangeError("year");
          expect(income.lte(povertyLine(facts, parameters).times(4))).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);

  it("the programme takes no named strategy of a covered couple for more than its bound", () => {
    const context = planContext(insured(retirees({ years: 6 }), 24_000, 4));
    const none = namedPath(context, "NONE");
    for (const strategy of namedStrategiesOf(context)) {
      const path = namedPath(context, strategy);
      const answer = drained(solveAround(context, path, none, { solve, limits: { seconds: 5 } }));
      expect(answer.status).toBe("OPTIMAL");
      expect(answer.worth).toBeLessThanOrEqual((answer.bound ?? 0) + 1);
    }
  }, 60_000);
});

describe("marketplace coverage over years", () => {
  const blank = blankFacts("MARRIED_FILING_JOINTLY");
  const [born, younger] = [date("1963-03-01"), date("1964-11-30")];
  const facts = {
    ...blank,
    filers: [
      { ...BLANK_FILER, birthDate: born },
      { ...BLANK_FILER, birthDate: younger },
    ],
    marketplace: { ...cover(20_000), advancePayments: usd(5_000) },
  };
  const nobody = { wages: usd(0), pensions: usd(0), socialSecurityBenefits: usd(0) };
  const periods = [{ fromYear: 2026, people: [nobody, nobody], netCash: usd(0) }];

  it("grows with inflation, is halved when one of two becomes 65 and ends with the other", () => {
    const years = planYears({ year: 2026, facts }, 5, periods, 0.1);
    const premiums = years.map((y) => y.facts.marketplace?.premiums.toNumber() ?? null);
    expect(premiums).toEqual([20_000, 22_000, 12_100, null, null]);
    const advance = years.map((y) => y.facts.marketplace?.advancePayments.toNumber() ?? null);
    expect(advance).toEqual([5_000, 0, 0, null, null]);
  });

  it.each<[string, Partial<MarketplaceCoverage>]>([
    ["negative premiums", { premiums: usd(-1) }],
    ["a negative benchmark", { benchmarkPremiums: usd(-1) }],
    ["advance payments with parts of a cent", { advancePayments: usd(0.001) }],
  ])("refuses %s", (_, wrong) => {
    const years = oneYear.years.map((year) => ({
      ...year,
      facts: { ...year.facts, marketplace: { ...cover(1), ...wrong } },
    }));
    expect(() => conversionPlan({ ...oneYear, years })).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });
});
