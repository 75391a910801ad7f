import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { date } from "@wealthgraph/kernel/calendarDate";
import { compilePlan } from "./compilePlan.js";
import { HouseholdWalk } from "./householdWalk.js";
import { LEDGER_INDEX } from "./ledger.js";
import {
  account,
  ADA,
  BEN,
  expense,
  income,
  planDocument,
  planInputs,
  simpleTables,
  steadyMarket,
  TODAY,
  walk,
} from "./plan.fixture.js";
import { DEFAULT_RULE } from "./spendingRule.js";

const IN_TEN_YEARS = { document: planDocument() };

describe("a walk in a steady market", () => {
  it("grows a lump by its return", () => {
    const { walk: walker } = walk(
      planInputs({ ...IN_TEN_YEARS, accounts: [account({ value: 100_000 })] }),
      { yearly: 0.05, inflation: 0.02 },
    );
    expect(walker.nominal[10]).toBeCloseTo(100_000 * 1.05 ** 10, 6);
    expect(walker.real[10]).toBeCloseTo((100_000 * 1.05 ** 10) / 1.02 ** 10, 6);
    expect(walker.terminal).toBeCloseTo(walker.real[10] ?? 0, 6);
  });

  it("withdraws level real spending as an annuity due does", () => {
    // 1,000 a month at its start, 5 % a year, no inflation: 120 payments
    const { walk: walker } = walk(
      planInputs({
        document: planDocument({ expenses: [expense({ monthlyAmount: 1_000 })] }),
        accounts: [account({ value: 150_000 })],
      }),
      { yearly: 0.05 },
    );
    const r = 1.05 ** (1 / 12) - 1;
    const left = 150_000 * 1.05 ** 10 - (1_000 * (1.05 ** 10 - 1) * (1 + r)) / r;
    expect(walker.nominal[10]).toBeCloseTo(left, 5);
    expect(walker.shortfallMonths).toBe(0);
    expect([...walker.spending]).toEqual(Array.from({ length: 10 }, () => 12_000));
  });

  it("follows a year worked by hand: wages, tax withheld and settled, saving", () => {
    // 60,000 of wages; ordinary tax 20 % of 50,000 = 10,000, payroll 7.65 % = 4,590: 14,590 a year,
    // 1,215.83 withheld each month, nothing to settle; spending 36,000; saved 9,410
    const inputs = planInputs({
      document: planDocument({
        incomes: [income({ name: "Job", kind: "WAGES", personId: "ada", monthlyAmount: 5_000 })],
        expenses: [expense({ monthlyAmount: 3_000 })],
      }),
      taxTables: [simpleTables(), simpleTables({ agedPersons: 1 })],
    });
    const { years } = walk(inputs);
    expect(years[0]).toMatchObject({ WAGES: 60_000, SPENDING: 36_000, SHORTFALL: 0 });
    expect(years[0]?.TAXES).toBeCloseTo(14_590, 6);
    expect(years[0]?.total).toBeCloseTo(9_410, 6);
    // commodities pay 2 % interest, of 1 to 12 months of savings; taxed at 20 %, settled and withheld
    const interest = ((9_410 / 12) * 78 * 0.02) / 12;
    expect(years[1]?.TAXES).toBeCloseTo(14_590 + 2 * 0.2 * interest, 6);
  });

  it("taxes what leaves a tax-deferred account, and settles it in January", () => {
    // 30,000 a year out of the account; nothing was withheld: tax 20 % of 20,000 = 4,000 the next January
    const inputs = planInputs({
      document: planDocument({ expenses: [expense({ monthlyAmount: 2_500 })] }),
      accounts: [account({ treatment: "TAX_DEFERRED", personId: "ada", value: 1_000_000 })],
      taxTables: [simpleTables(), simpleTables({ agedPersons: 1 })],
    });
    const { years } = walk(inputs);
    expect(years[0]?.TAXES).toBe(0);
    expect(years[0]?.WITHDRAWALS).toBeCloseTo(30_000, 9);
    // the settlement and a year's withholding of the same: 8,000
    expect(years[1]?.TAXES).toBeCloseTo(8_000, 6);
  });

  it("adds 10 % to what leaves before 59 1/2", () => {
    const young = { ...ADA, birthDate: date("1980-01-10") };
    const inputs = planInputs({
      document: planDocument({ people: [young], expenses: [expense({ monthlyAmount: 1_000 })] }),
      accounts: [account({ treatment: "TAX_DEFERRED", personId: "ada", value: 1_000_000 })],
      taxTables: [simpleTables(), simpleTables({ agedPersons: 1 })],
    });
    const { years } = walk(inputs);
    // 20 % of 2,000 and 10 % of 12,000, settled and withheld again
    expect(years[1]?.TAXES).toBeCloseTo(2 * (400 + 1_200), 6);
  });

  it("realises the gains of a taxable account in proportion", () => {
    // half of the value is gain: 40,000 withdrawn a year are 20,000 of gain: 10 % of 10,000
    const inputs = planInputs({
      document: planDocument({ expenses: [expense({ monthlyAmount: 40_000 / 12 })] }),
      accounts: [account({ treatment: "TAXABLE", value: 500_000, basis: 250_000 })],
      holdings: [{ assetClass: "US_EQUITY", weight: 1 }],
      taxTables: [simpleTables(), simpleTables({ agedPersons: 1 })],
    });
    const { walk: walker, years } = walk(inputs);
    // dividends of 1.3 % on about 480,000 are gains too
    const first = 0.1 * (20_000 + 0.013 * 480_000 - 10_000);
    expect(years[1]?.TAXES).toBeGreaterThan(2 * first - 60);
    expect(years[1]?.TAXES).toBeLessThan(2 * first + 60);
    expect(walker.shortfall).toBe(0);
  });

  it("draws accounts in the plan's order", () => {
    const accounts = [
      account({ id: "roth", treatment: "ROTH", value: 10_000 }),
      account({ id: "ira", treatment: "TAX_DEFERRED", personId: "ada", value: 10_000 }),
      account({ id: "cash", treatment: "TAXABLE", value: 10_000, basis: 10_000 }),
    ];
    const document = planDocument({
      expenses: [expense({ monthlyAmount: 1_250 })],
      withdrawalOrder: ["TAXABLE", "ROTH", "TAX_DEFERRED"],
    });
    const { plan } = compilePlan(planInputs({ document, accounts }));
    const walker = new HouseholdWalk(plan);
    const after: number[][] = [];
    walker.run(steadyMarket(plan, {}), 0, () => after.push([...walker.portfolio.values]));
    expect(after[3]).toEqual([10_000, 10_000, 5_000]);
    expect(after[11]).toEqual([5_000, 10_000, 0]);
    expect(after[23]).toEqual([0, 0, 0]);
    expect(walker).toMatchObject({ firstShortfallMonth: 24, shortfallMonths: 96 });
    expect(walker.shortfall).toBeCloseTo(96 * 1_250, 6);
  });

  it("takes required minimums in December of the year of 75", () => {
    // born 1960 or later: 75 in 2036, factor 24.6
    const document = planDocument({ fixedAgeYears: 78 });
    const accounts = [account({ treatment: "TAX_DEFERRED", personId: "ada", value: 246_000 })];
    const { plan } = compilePlan(planInputs({ document, accounts }));
    const walker = new HouseholdWalk(plan);
    const deferred: number[] = [];
    walker.run(steadyMarket(plan, {}), 0, () => deferred.push(walker.portfolio.values[0] ?? 0));
    expect(deferred[118]).toBe(246_000);
    expect(deferred[130]).toBe(246_000);
    expect(deferred[131]).toBeCloseTo(236_000, 9); // December 2036
    expect(walker.portfolio.total()).toBeCloseTo(246_000, 9);
  });

  it("pays contributions in order from what is left, and the employer's in proportion", () => {
    const contribution = {
      personId: "ada",
      yearlyAmount: 12_000,
      isPreTax: true,
      employerYearlyAmount: 6_000,
      from: null,
      until: null,
    };
    const document = planDocument({
      incomes: [income({ kind: "WAGES", personId: "ada", monthlyAmount: 2_500 })],
      expenses: [expense({ monthlyAmount: 1_000 })],
      contributions: [
        { ...contribution, name: "401(k)", treatment: "TAX_DEFERRED" },
        { ...contribution, name: "Roth", treatment: "ROTH", isPreTax: false },
      ],
    });
    const { years, walk: walker } = walk(planInputs({ document }));
    // 1,500 left: 1,000 and 500 of 1,000, with 500 and 250 from the employer
    expect(years[0]).toMatchObject({ CONTRIBUTIONS: 18_000, EMPLOYER: 9_000, SHORTFALL: 0 });
    expect(walker.nominal[1]).toBeCloseTo(27_000, 6);
  });

  it("repays a debt to the cent and stops", () => {
    const document = planDocument({
      debts: [{ name: "Car", balance: 10_000, annualRate: 0.06, monthlyPayment: 500 }],
    });
    const { years } = walk(planInputs({ document, accounts: [account({ value: 50_000 })] }));
    let [owed, paid] = [10_000, 0];
    while (owed > 0) {
      const payment = Math.min(500, owed * 1.005);
      owed = owed * 1.005 - payment;
      paid += payment;
    }
    const debts = years.reduce((sum, year) => sum + year.DEBTS, 0);
    expect(debts).toBeCloseTo(paid, 6);
    expect(years[0]?.DEBTS).toBe(11 * 500);
  });

  it("pays goals by priority and misses the one that cannot be paid in full", () => {
    const goals = [
      { id: "1", name: "Boat", amount: 6_000, month: 12, spends: true },
      { id: "2", name: "Car", amount: 6_000, month: 12, spends: true },
      { id: "3", name: "Legacy", amount: 4_000, month: 24, spends: false },
    ];
    const { walk: walker, years } = walk(
      planInputs({ goals, accounts: [account({ value: 10_000 })] }),
    );
    expect(walker.goalsMissed).toBe(0b010);
    expect(years[1]).toMatchObject({ GOALS: 6_000, total: 4_000 });
  });
});

describe("a goal after the last life", () => {
  it("is measured by what is left when it is a sum to leave, and not missed otherwise", () => {
    const goals = [50_000, 200_000].map((amount) => ({
      id: String(amount),
      name: "Legacy",
      amount,
      month: 150,
      spends: false,
    }));
    const trip = { id: "t", name: "Trip", amount: 1e6, month: 150, spends: true };
    const inputs = planInputs({ goals: [...goals, trip], accounts: [account({ value: 100_000 })] });
    expect(walk(inputs).walk.goalsMissed).toBe(0b010);
  });
});

describe("a couple", () => {
  const couple = (change: Parameters<typeof planDocument>[0] = {}) =>
    planDocument({ filingStatus: "MARRIED_FILING_JOINTLY", people: [ADA, BEN], ...change });

  it("goes on with the larger benefit, the pension's share and less spending after a death", () => {
    const document = couple({
      people: [
        { ...ADA, socialSecurity: { monthlyAmount: 2_000, claimAgeMonths: 67 * 12 } },
        { ...BEN, socialSecurity: { monthlyAmount: 1_000, claimAgeMonths: 67 * 12 } },
      ],
      incomes: [
        income({ kind: "PENSION", personId: "ada", monthlyAmount: 800, survivorShare: 0.5 }),
      ],
      expenses: [expense({ monthlyAmount: 2_000 })],
      lifeEvents: [
        {
          id: "e",
          template: "DEATH_OF_SPOUSE",
          name: "Ada dies",
          on: date("2032-01-01"),
          personId: "ada",
          assumptions: { funeralCost: 5_000, lifeInsurance: 50_000 },
        },
      ],
    });
    const { years } = walk(planInputs({ document, accounts: [account({ value: 500_000 })] }));
    // 2026, 2027: Ada not 67; 2028 on 24,000; Ben 67 in January 2030
    expect(years.slice(0, 7).map((year) => Math.round(year.SOCIAL_SECURITY))).toEqual([
      0, 0, 24_000, 24_000, 36_000, 36_000, 24_000,
    ]);
    expect(years.map((year) => Math.round(year.PENSIONS)).slice(5, 7)).toEqual([9_600, 4_800]);
    expect(years[6]?.SPENDING).toBeCloseTo(0.75 * 24_000 + 0.75 * 5_000, 6);
    expect(years[6]?.OTHER_INCOME).toBe(50_000);
  });

  it("ends with the second death, and keeps its wealth in today's money", () => {
    const { walk: walker } = walk(
      planInputs({
        document: couple({ fixedAgeYears: 70 }),
        accounts: [account({ value: 100_000 })],
      }),
      { yearly: 0.05, inflation: 0.05 },
    );
    // Ada is 70 in 2031, Ben in 2033: 7 years of growth as prices
    expect(walker.lives.endMonth).toBe(84);
    expect(walker.terminal).toBeCloseTo(100_000, 6);
    expect(walker.real.at(-1)).toBeCloseTo(100_000, 6);
  });
});

describe("spending rules along a path", () => {
  const ruled = (kind: typeof DEFAULT_RULE.kind) =>
    planInputs({
      document: planDocument({ spendingRule: { ...DEFAULT_RULE, kind } }),
      accounts: [account({ value: 1_000_000 })],
    });

  it("a constant percentage takes 4 % of what is there each year", () => {
    const { years, walk: walker } = walk(ruled("CONSTANT_PERCENTAGE"));
    expect(years[0]?.SPENDING).toBeCloseTo(40_000, 6);
    expect(years[1]?.SPENDING).toBeCloseTo(38_400, 6);
    expect(walker.nominal[2]).toBeCloseTo(1_000_000 * 0.96 ** 2, 4);
  });

  it("constant real keeps its purchasing power", () => {
    const { years } = walk(ruled("CONSTANT_REAL"), { yearly: 0.05, inflation: 0.03 });
    expect(years[4]?.SPENDING).toBeCloseTo(40_000 * 1.03 ** 4, 4);
  });

  it("CAPE spends more of a market that has become cheaper", () => {
    const inputs = {
      ...ruled("CAPE"),
      holdings: [{ assetClass: "US_EQUITY", weight: 1 }] as const,
    };
    const { years } = walk(inputs, { yearly: 0 });
    // CAPE 35: 1.75 % + 0.5 / 35
    expect(years[0]?.SPENDING).toBeCloseTo(1_000_000 * (0.0175 + 0.5 / 35), 6);
    // a year without return: prices fall by the dividends of 1.3 %, earnings rise by 1.7 %
    const cape = (35 * (1 - 0.013 / 12) ** 12) / 1.017;
    const wealth = 1_000_000 - (years[0]?.SPENDING ?? 0);
    expect(years[1]?.SPENDING).toBeCloseTo(wealth * (0.0175 + 0.5 / cape), 4);
  });

  it("needs that a rule does not cover are a shortfall while there is money left", () => {
    const inputs = planInputs({
      document: planDocument({
        spendingRule: { ...DEFAULT_RULE, kind: "CONSTANT_PERCENTAGE" },
        expenses: [expense({ monthlyAmount: 4_000 }), expense({ category: "DISCRETIONARY" })],
      }),
      accounts: [account({ value: 1_000_000 })],
    });
    const { walk: walker } = walk(inputs);
    expect(walker.shortfallMonths).toBe(120);
    expect(walker.terminal).toBeGreaterThan(600_000);
  });
});

describe("glide path and rebalancing", () => {
  it("moves the target in a line and pays for each dollar traded", () => {
    const document = planDocument({
      glidePath: [
        { on: TODAY, weights: [{ assetClass: "US_EQUITY", weight: 1 }] },
        { on: date("2028-01-15"), weights: [{ assetClass: "BOND", weight: 1 }] },
      ],
      rebalancing: { kind: "YEARLY", band: 0.05, costRate: 0.01 },
    });
    const { years } = walk(
      planInputs({
        document,
        holdings: [{ assetClass: "US_EQUITY", weight: 1 }],
        accounts: [account({ value: 100_000 })],
      }),
    );
    // half is sold and half bought: 100,000 traded at 1 %
    expect(years[0]?.TRADING_COSTS).toBeCloseTo(1_000, 9);
    expect(years[1]?.TRADING_COSTS).toBeCloseTo(990, 9);
    expect(years[2]?.TRADING_COSTS).toBe(0);
    expect(years[2]?.total).toBeCloseTo(98_010, 6);
  });

  it("a band trades only when a weight is outside it", () => {
    const costs = (band: number) => {
      const inputs = planInputs({
        document: planDocument({ rebalancing: { kind: "BAND", band, costRate: 0.01 } }),
        holdings: [
          { assetClass: "US_EQUITY", weight: 0.5 },
          { assetClass: "BOND", weight: 0.5 },
        ],
        accounts: [account({ value: 100_000 })],
      });
      const { plan } = compilePlan(inputs);
      const market = steadyMarket(plan, {});
      for (let month = 0; month < plan.months; month++) market.gross[month * 2] = 1.01;
      const walker = new HouseholdWalk(plan);
      let trades = 0;
      let before = 0;
      walker.run(market, 0, () => {
        const paid = walker.ledger[LEDGER_INDEX.TRADING_COSTS] ?? 0;
        if (paid > before) trades++;
        before = paid;
      });
      return trades;
    };
    expect(costs(0.5)).toBe(0);
    // a weight drifts by about a quarter of a point a month
    expect(costs(0.05)).toBeGreaterThan(3);
    expect(costs(0.05)).toBeLessThan(8);
  });

  it("drawdown is of the time-weighted index, not of a balance that is spent", () => {
    const { walk: walker } = walk(
      planInputs({
        document: planDocument({ expenses: [expense({ monthlyAmount: 500 })] }),
        accounts: [account({ value: 100_000 })],
      }),
      { yearly: 0.01 },
    );
    expect(walker.portfolio.maxDrawdown).toBe(0);
    expect(walker.nominal[10]).toBeLessThan(100_000);
  });
});

describe("every dollar", () => {
  it("has a source and a sink in each month, whatever the plan", () => {
    const dollars = (max: number) => fc.integer({ min: 0, max });
    const plans = fc.record({
      wages: dollars(12_000),
      pension: dollars(4_000),
      spending: dollars(9_000),
      health: dollars(1_000),
      accounts: fc.array(dollars(400_000), { minLength: 5, maxLength: 5 }),
      rule: fc.constantFrom("PLANNED_EXPENSES", "CONSTANT_REAL", "VPW", "GUYTON_KLINGER", "RMD"),
      saves: fc.boolean(),
      yearly: fc.double({ min: -0.1, max: 0.15, noNaN: true }),
      inflation: fc.double({ min: -0.02, max: 0.08, noNaN: true }),
    });
    const treatments = ["TAXABLE", "TAX_DEFERRED", "ROTH", "HSA", "EDUCATION"] as const;
    fc.assert(
      fc.property(plans, (p) => {
        const document = planDocument({
          filingStatus: "MARRIED_FILING_JOINTLY",
          people: [ADA, { ...BEN, socialSecurity: { monthlyAmount: 1_500, claimAgeMonths: 780 } }],
          fixedAgeYears: 80,
          incomes: [
            income({ kind: "WAGES", personId: "ben", monthlyAmount: p.wages }),
            income({
              kind: "PENSION",
              personId: "ada",
              monthlyAmount: p.pension,
              isIndexed: false,
            }),
          ],
          expenses: [
            expense({ monthlyAmount: p.spending }),
            expense({ category: "HEALTH", monthlyAmount: p.health, growth: 0.02 }),
          ],
          debts: [{ name: "Loan", balance: 20_000, annualRate: 0.05, monthlyPayment: 400 }],
          contributions: [
            {
              name: "401(k)",
              personId: "ben",
              treatment: "TAX_DEFERRED",
              yearlyAmount: 10_000,
              isPreTax: true,
              employerYearlyAmount: 3_000,
              from: null,
              until: date("2030-01-01"),
            },
          ],
          savesSurplus: p.saves,
          spendingRule: { ...DEFAULT_RULE, kind: p.rule as "VPW" },
          rebalancing: { kind: "MONTHLY", band: 0.05, costRate: 0.002 },
          glidePath: [
            { on: TODAY, weights: [{ assetClass: "US_EQUITY", weight: 1 }] },
            { on: date("2030-01-15"), weights: [{ assetClass: "BOND", weight: 1 }] },
          ],
        });
        const tables = [0, 1, 2].map((agedPersons) =>
          simpleTables({ filingStatus: "MARRIED_FILING_JOINTLY", agedPersons }),
        );
        const { plan } = compilePlan(
          planInputs({
            document,
            accounts: treatments.map((treatment, i) =>
              account({ treatment, value: p.accounts[i] ?? 0, basis: (p.accounts[i] ?? 0) / 2 }),
            ),
            goals: [{ id: "g", name: "G", amount: 30_000, month: 30, spends: true }],
            taxTables: [...tables, simpleTables(), simpleTables({ agedPersons: 1 })],
          }),
        );
        const walker = new HouseholdWalk(plan);
        const line = (name: keyof typeof LEDGER_INDEX) => walker.ledger[LEDGER_INDEX[name]] ?? 0;
        let yearBegan = walker.portfolio.total();
        walker.run(steadyMarket(plan, p), 0, (month) => {
          if (month === 0) yearBegan = plan.accounts.reduce((sum, a) => sum + a.value, 0);
          const sources =
            line("WAGES") +
            line("PENSIONS") +
            line("SOCIAL_SECURITY") +
            line("OTHER_INCOME") +
            line("EMPLOYER") +
            line("GROWTH");
          const sinks =
            line("SPENDING") +
            line("DEBTS") +
            line("TAXES") +
            line("GOALS") +
            line("TRADING_COSTS");
          const total = walker.portfolio.total();
          expect(Math.abs(total - yearBegan - (sources - sinks))).toBeLessThan(0.01);
          for (const value of walker.portfolio.values) expect(value).toBeGreaterThanOrEqual(0);
          if ((month + 1) % 12 === 0) yearBegan = total;
        });
      }),
      { numRuns: 40 },
    );
  });
});
