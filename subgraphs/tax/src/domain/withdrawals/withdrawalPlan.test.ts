import { beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openHighsSolver } from "../../workers/highsSolver.js";
import type { Solve } from "../optimisation/linearProgramme.js";
import { isBetter } from "../retirement/withdrawalOrder.js";
import { drawn, drawsFirst } from "../retirement/withdrawalYear.js";
import { type WithdrawalInput, withdrawalTaxes } from "./withdrawalFacts.js";
import { longRetirement, withdrawals } from "./withdrawalPlan.fixture.js";
import { withdrawalPlan, type WithdrawalStrategy } from "./withdrawalPlan.js";

let solve: Solve;
beforeAll(async () => {
  solve = await openHighsSolver();
});

const usd = (amount: number): Decimal => new Decimal(amount);

const of = (plan: ReturnType<typeof withdrawalPlan>, strategy: WithdrawalStrategy) => {
  const found = plan.outcomes.find((o) => o.strategy === strategy);
  if (!found) throw new RangeError(strategy);
  return found;
};

describe("a withdrawal plan by hand: single, 64, two years of 40,000, 200,000 deferred and as much taxable", () => {
  // 2026 (Rev. Proc. 2025-32): standard deduction 16,100; 10 % to 12,400, 12 % to 50,400, then 22 %.
  // What is left in the deferred account is taxed at 20 %, so that up to 66,500 a year come out now.
  const input = withdrawals(2, 40_000, { balanceOf: { taxable: 200_000, deferred: 200_000 } });
  let plan: ReturnType<typeof withdrawalPlan>;
  beforeAll(() => {
    plan = withdrawalPlan(input, solve);
  });

  it("leaves 320,000 less 20 % of 200,000 when the taxable account pays all", () => {
    expect(of(plan, "TAXABLE_DEFERRED_ROTH").finalAfterTax.toNumber()).toBe(280_000);
    expect(of(plan, "TAXABLE_DEFERRED_ROTH").totalTax.toNumber()).toBe(0);
  });

  it("fills the 12 % bracket of 2026 instead: 16,100 + 50,400, which costs 1,240 + 4,560", () => {
    const [first] = of(plan, "OPTIMISED").rows;
    expect(first?.draws.deferred.toNumber()).toBeCloseTo(66_500, -2);
    expect(first?.tax.toNumber()).toBeCloseTo(5_800, -2);
    expect(plan.best).toBe("OPTIMISED");
  });

  it("says that the programme was solved, and what it rests on and leaves out", () => {
    expect(plan.solver.status).toBe("OPTIMAL");
    expect(plan.solver.gap).toBeLessThan(0.001);
    expect(plan.solver.error?.abs().lt(100)).toBe(true);
    expect(plan.advantage.gt(10_000)).toBe(true);
    expect(plan.notModelled.join(" ")).toMatch(/State income tax/);
    expect(plan.assumptions.length).toBeGreaterThan(2);
  });
});

describe("the taxes of a withdrawal plan", () => {
  it("add 10 % to deferred draws of a year that ends before 59 1/2, and none after it", () => {
    const input = withdrawals(2, 20_000, {
      birthDate: date("1967-07-01"), // 59 1/2 on 1 January 2027
      balanceOf: { deferred: 500_000 },
    });
    const [first, second] = of(withdrawalPlan(input, solve), "TAXABLE_DEFERRED_ROTH").rows;
    // 10 % of the draw and 10 % of what is over the deduction of 16,100
    const draw = first?.draws.deferred.toNumber() ?? 0;
    expect(first?.tax.toNumber()).toBeCloseTo(0.1 * draw + 0.1 * (draw - 16_100), 2);
    expect(second?.tax.toNumber()).toBeLessThan(500);
  });

  it("ask for Medicare two years after the income that decided it", () => {
    const input = withdrawals(3, 10_000, {
      birthDate: date("1955-05-01"),
      balanceOf: { taxable: 100_000 },
    });
    const { tax, yearOf } = withdrawalTaxes(input);
    const row = (year: number, deferred: number) => ({
      year,
      ageYears: year - 1955,
      deferred: usd(deferred),
      realizedGain: usd(0),
      qualifiedDividends: usd(0),
      roth: usd(0),
      hsa: usd(0),
    });
    const rows = [row(2026, 300_000), row(2027, 0), row(2028, 0)];
    const due = yearOf(rows[0] ?? row(2026, 0)).later;
    expect(due.gt(3_000)).toBe(true);
    expect(tax(rows).slice(1).map(String)).toEqual(["0", due.toString()]);
  });

  it("ask for Medicare of the first two years by the incomes before the plan", () => {
    const base = withdrawals(2, 10_000, {
      birthDate: date("1955-05-01"),
      balanceOf: { taxable: 100_000 },
    });
    const rich: WithdrawalInput = { ...base, priorMagi: [usd(500_000), usd(0)] };
    const { rows } = of(withdrawalPlan(rich, solve), "TAXABLE_DEFERRED_ROTH");
    expect(rows[0]?.tax.gt(3_000)).toBe(true);
    expect(rows[1]?.tax.toNumber()).toBe(0);
  });
});

describe("withdrawalPlan", () => {
  it("stays below a cliff of the marketplace credit that an order falls over", () => {
    const base = withdrawals(1, 64_000, {
      balanceOf: { taxable: 150_000, deferred: 150_000 },
      finalRate: usd(0.12),
    });
    const premiums = usd(14_000);
    const insured: WithdrawalInput = {
      ...base,
      returns: base.returns.map((facts) => ({
        ...facts,
        marketplace: {
          premiums,
          benchmarkPremiums: premiums,
          advancePayments: usd(0),
          region: "CONTIGUOUS",
        },
      })),
    };
    const plan = withdrawalPlan(insured, solve);
    const fallen = of(plan, "DEFERRED_TAXABLE_ROTH");
    expect(of(plan, plan.best).finalAfterTax.gt(fallen.finalAfterTax.plus(5_000))).toBe(true);
  });

  it("takes minimums whatever else is better, and puts the rest into the taxable account", () => {
    const old = withdrawals(2, 5_000, {
      birthDate: date("1946-05-01"),
      balanceOf: { deferred: 600_000, roth: 100_000 },
    });
    for (const { rows } of withdrawalPlan(old, solve).outcomes) {
      for (const row of rows) expect(row.draws.deferred.gte(row.requiredMinimum)).toBe(true);
      expect(rows[0]?.reinvested.gt(0)).toBe(true);
    }
  });

  it("names the orders only when the solver finds nothing in its time, and says so", () => {
    const silent: Solve = () => ({
      status: "TIME_LIMIT",
      values: null,
      objective: null,
      bound: null,
    });
    const plan = withdrawalPlan(withdrawals(2, 1_000, { balanceOf: { roth: 5_000 } }), silent);
    expect(plan.solver).toMatchObject({ status: "TIME_LIMIT", error: null, gap: null });
    expect(plan.outcomes.map((o) => o.strategy)).not.toContain("OPTIMISED");
    expect(plan.outcomes).toHaveLength(5);
  });

  it("leaves more than every order over ten years of a retirement", () => {
    const plan = withdrawalPlan(longRetirement(10), solve);
    expect(plan.best).toBe("OPTIMISED");
    const own = of(plan, "OPTIMISED");
    for (const other of plan.outcomes) {
      expect(own.finalAfterTax.gte(other.finalAfterTax)).toBe(true);
    }
  }, 60_000);

  it("tells how far it is, rising to the end", () => {
    const shares: number[] = [];
    const input = withdrawals(2, 1_000, { balanceOf: { roth: 5_000 } });
    withdrawalPlan(input, solve, (share) => shares.push(share));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe("withdrawalPlan refuses", () => {
  const fine = withdrawals(2, 1_000, { balanceOf: { roth: 5_000 } });
  it.each<[string, string, WithdrawalInput]>([
    ["a negative balance", "BAD_INPUT", withdrawals(2, 1, { balanceOf: { roth: -1 } })],
    ["no years", "BAD_INPUT", withdrawals(0, 1)],
    ["a return too few", "BAD_INPUT", { ...fine, returns: fine.returns.slice(1) }],
    ["a child", "BAD_INPUT", withdrawals(2, 1, { birthDate: date("2015-01-01") })],
    [
      "a plan past the projected years",
      "TAX_YEAR_UNKNOWN",
      withdrawals(41, 1, { birthDate: date("1990-01-01") }),
    ],
  ])("%s", (_, code, input) => {
    expect(() => withdrawalPlan(input, solve)).toThrow(expect.objectContaining({ code }));
  });
});

describe("laws of withdrawal plans", () => {
  const anyInput = fc
    .record({
      years: fc.integer({ min: 1, max: 5 }),
      born: fc.integer({ min: 1945, max: 1975 }),
      spending: fc.integer({ min: 0, max: 120_000 }),
      taxable: fc.integer({ min: 0, max: 400_000 }),
      costShare: fc.integer({ min: 30, max: 110 }),
      deferred: fc.integer({ min: 0, max: 900_000 }),
      roth: fc.integer({ min: 0, max: 200_000 }),
      hsa: fc.integer({ min: 0, max: 30_000 }),
      growth: fc.integer({ min: -3, max: 8 }),
      final: fc.integer({ min: 0, max: 37 }),
    })
    .map((x) =>
      withdrawals(x.years, x.spending, {
        birthDate: date(`${x.born}-06-15`),
        balanceOf: {
          taxable: x.taxable,
          taxableBasis: (x.taxable * x.costShare) / 100,
          deferred: x.deferred,
          roth: x.roth,
          hsa: x.hsa,
        },
        growth: usd(x.growth / 100),
        dividendYield: usd(0.02),
        finalRate: usd(x.final / 100),
        finalGainRate: usd(0.15),
      }),
    );

  it("nothing is better than what is called the best, and no bucket is overdrawn", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = withdrawalPlan(input, solve);
        const best = of(plan, plan.best);
        for (const other of plan.outcomes) {
          expect(isBetter(other, best)).toBe(false);
          for (const { closing, draws } of other.rows) {
            const all = [closing.taxable, closing.deferred, closing.roth, closing.hsa];
            expect([...all, ...Object.values(draws)].every((amount) => amount.gte(0))).toBe(true);
          }
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it("chosen draws sum to what is wanted, to what is always taken, or to everything", () => {
    const amount = fc.integer({ min: 0, max: 1_000 }).map(usd);
    const buckets = fc.record({ taxable: amount, deferred: amount, roth: amount, hsa: amount });
    fc.assert(
      fc.property(
        buckets,
        buckets,
        amount,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (max, first, wanted, share) => {
          const requiredMinimum = max.deferred.times(share).toDecimalPlaces(2, Decimal.ROUND_DOWN);
          const draws = drawsFirst(first, wanted, { max, requiredMinimum });
          const always = Decimal.min(max.deferred, requiredMinimum.plus(first.deferred));
          const expected = Decimal.max(always, Decimal.min(wanted, drawn(max)));
          expect(drawn(draws).toNumber()).toBeCloseTo(expected.toNumber(), 6);
          expect(draws.deferred.gte(requiredMinimum)).toBe(true);
          for (const bucket of ["taxable", "deferred", "roth", "hsa"] as const) {
            expect(draws[bucket].lte(max[bucket])).toBe(true);
          }
        },
      ),
    );
  });
});
