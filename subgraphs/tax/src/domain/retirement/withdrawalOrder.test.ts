import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { InvariantViolation, Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { blankFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { withMore } from "../incomeKind.js";
import {
  compareWithdrawalOrders,
  type TaxOfYears,
  withdrawInOrder,
  type WithdrawalOutcome,
  type WithdrawalPlan,
} from "./withdrawalOrder.js";
import { federalTaxOfYears } from "./withdrawalTax.js";
import { drawsOf, type WithdrawalOrder, WITHDRAWAL_ORDERS } from "./withdrawalYear.js";

const usd = (amount: string | number) => new Decimal(amount);

const ORDERS = Object.keys(WITHDRAWAL_ORDERS) as WithdrawalOrder[];

/** 20 % of what comes out of deferred accounts, 15 % of gains and dividends. */
const FLAT: TaxOfYears = (years) =>
  years.map((y) =>
    y.deferred
      .times("0.2")
      .plus(Decimal.max(0, y.realizedGain.plus(y.qualifiedDividends)).times("0.15")),
  );

const NO_TAX: TaxOfYears = (years) => years.map(() => usd(0));

const planned = (count: number, spending: number, cashIncome = 0, medicalCosts = 0) =>
  Array.from({ length: count }, () => ({
    spending: usd(spending),
    cashIncome: usd(cashIncome),
    medicalCosts: usd(medicalCosts),
  }));

const plan = (more: Partial<WithdrawalPlan> = {}): WithdrawalPlan => ({
  birthDate: date("1961-06-01"), // 65 in 2026, minimums from 2036
  firstYear: 2026,
  balances: {
    taxable: usd(100000),
    taxableBasis: usd(60000),
    deferred: usd(400000),
    roth: usd(100000),
    hsa: usd(10000),
  },
  years: planned(3, 40000),
  growth: usd(0),
  dividendYield: usd(0),
  discountRate: usd("0.03"),
  finalRate: usd("0.2"),
  finalGainRate: usd("0.15"),
  ...more,
});

const firstRow = (outcome: WithdrawalOutcome) => {
  const [row] = outcome.rows;
  if (!row) throw new Error("an outcome has rows");
  return row;
};

describe("withdrawInOrder", () => {
  it("draws 50,000 from a deferred account for 40,000 at 20 %", () => {
    const row = firstRow(withdrawInOrder(plan(), "DEFERRED_TAXABLE_ROTH", FLAT));
    expect(row.draws.deferred.toFixed()).toBe("50000");
    expect(row.tax.toFixed()).toBe("10000");
    expect(row.closing.deferred.toFixed()).toBe("350000");
  });

  it("sells at average basis: 40,000 with 40 % gain cost 6 % of what is sold", () => {
    const row = firstRow(withdrawInOrder(plan(), "TAXABLE_DEFERRED_ROTH", FLAT));
    // 40,000 / 0.94 = 42,553.1914...; gain 17,021.28
    expect(row.draws.taxable.toFixed(2)).toBe("42553.20");
    expect(row.realizedGain.toFixed(2)).toBe("17021.28");
    // 57,446.80 left x 60 %, and 0.008 of a rounded-up cent bought anew
    expect(row.closing.taxableBasis.toFixed(3)).toBe("34468.088");
  });

  it("goes to the next bucket when one is empty", () => {
    const { rows } = withdrawInOrder(plan(), "TAXABLE_ROTH_DEFERRED", FLAT);
    expect(
      rows.map((r) => [r.draws.taxable.gt(0), r.draws.roth.gt(0), r.draws.deferred.gt(0)]),
    ).toEqual([
      [true, false, false],
      [true, false, false],
      [true, true, false],
    ]);
  });

  it("takes from all buckets by their balances in proportion", () => {
    const even = plan({ years: planned(1, 60000, 0, 10000) });
    const { draws } = firstRow(withdrawInOrder(even, "PROPORTIONAL", NO_TAX));
    // 60,000 of 610,000
    expect(draws.deferred.toFixed(2)).toBe("39344.26");
    expect(draws.roth.toFixed(2)).toBe("9836.06");
    expect(draws.hsa.toFixed(2)).toBe("983.60");
    expect(sum(Object.values(draws)).toFixed()).toBe("60000");
  });

  it("uses the HSA for medical costs only", () => {
    const sick = plan({
      balances: { ...plan().balances, taxable: usd(0), taxableBasis: usd(0), deferred: usd(0) },
      years: planned(1, 105000, 0, 4000),
    });
    const row = firstRow(withdrawInOrder(sick, "TAXABLE_DEFERRED_ROTH", FLAT));
    expect([row.draws.roth.toNumber(), row.draws.hsa.toNumber()]).toEqual([100000, 4000]);
    expect(row.shortfall.toNumber()).toBe(1000);
  });

  it("draws the least that pays for a cliff, and no more", () => {
    // 5,000 more from 45,000 of deferred income on: 40,000 at 20 % and the step is 56,250
    const cliff: TaxOfYears = (years) =>
      years.map((y) => y.deferred.times("0.2").plus(y.deferred.gt(45000) ? 5000 : 0));
    const of = (spending: number) =>
      firstRow(
        withdrawInOrder(plan({ years: planned(1, spending) }), "DEFERRED_TAXABLE_ROTH", cliff),
      );
    expect(of(36000).draws.deferred.toFixed()).toBe("45000");
    expect(of(40000).draws.deferred.toFixed()).toBe("56250");
    expect(of(36001).draws.deferred.toFixed()).toBe("51251.25");
  });

  it("ends for balances without an end of digits, in every order", () => {
    const third = (n: number) => usd(n).div(3);
    const endless = plan({
      balances: {
        taxable: third(200000),
        taxableBasis: third(100000),
        deferred: third(500000),
        roth: third(400000),
        hsa: third(20000),
      },
      years: planned(30, 60000, 0, 3000),
      growth: usd(1).div(7),
    });
    for (const order of ORDERS) {
      const { rows } = withdrawInOrder(endless, order, FLAT);
      expect(rows.length).toBe(30);
      for (const r of rows) expect(r.shortfall.isZero() || r.closing.roth.isZero()).toBe(true);
    }
  });

  it("takes the required minimum and reinvests what is not needed", () => {
    const old = plan({ birthDate: date("1951-06-01"), years: planned(1, 1000) }); // 75: 24.6
    const row = firstRow(withdrawInOrder(old, "TAXABLE_ROTH_DEFERRED", FLAT));
    expect(row.requiredMinimum.toFixed(2)).toBe("16260.17"); // 400,000 / 24.6
    expect(row.draws).toMatchObject({ taxable: usd(0), deferred: usd("16260.17") });
    expect(row.reinvested.toFixed(3)).toBe("12008.136"); // x 0.8 - 1,000
    expect(row.closing.taxableBasis.toFixed(3)).toBe("72008.136");
  });

  it("spends dividends and cash income first, and taxes the dividends", () => {
    const rich = plan({ dividendYield: usd("0.02"), years: planned(1, 40000, 38500) });
    const row = firstRow(withdrawInOrder(rich, "DEFERRED_TAXABLE_ROTH", FLAT));
    // 2,000 dividends, 300 tax: 200 are over
    expect(row.draws.deferred.toNumber()).toBe(0);
    expect(row.reinvested.toNumber()).toBe(200);
  });

  it("keeps every dollar in every order and year, and never overdraws", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ORDERS),
        fc.integer({ min: 0, max: 150_000 }),
        fc.integer({ min: -30, max: 15 }),
        fc.integer({ min: 0, max: 40_000 }),
        (order, spending, percent, cashIncome) => {
          const p = plan({
            years: planned(15, spending, cashIncome, 2000),
            growth: usd(percent).div(100),
            dividendYield: usd("0.015"),
          });
          let opening = p.balances;
          for (const row of withdrawInOrder(p, order, FLAT).rows) {
            const cashIn = sum(Object.values(row.draws))
              .plus(row.qualifiedDividends)
              .plus(cashIncome);
            const cashOut = row.tax.plus(spending).minus(row.shortfall).plus(row.reinvested);
            expect(cashIn.minus(cashOut).abs().lt("1e-20")).toBe(true);
            const left = opening.deferred.minus(row.draws.deferred);
            expect(left.gte(0) && row.closing.roth.gte(0) && row.closing.taxable.gte(0)).toBe(true);
            expect(row.draws.deferred.gte(row.requiredMinimum)).toBe(true);
            // no more than a cent is drawn in vain, unless the minimum forces it
            if (row.draws.deferred.gt(row.requiredMinimum) || row.draws.taxable.gt(0)) {
              expect(row.reinvested.lt("0.02")).toBe(true);
            }
            opening = row.closing;
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("drawsOf", () => {
  it("sums to what is wanted or to what there is, and no bucket falls when more is wanted", () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...ORDERS),
        fc.tuple(cents, cents, cents, cents),
        cents,
        cents,
        (order, [taxable, deferred, roth, hsa], a, b) => {
          const c = (n: number) => usd(n).div(100);
          const max = { taxable: c(taxable), deferred: c(deferred), roth: c(roth), hsa: c(hsa) };
          const available = { max, requiredMinimum: max.deferred.div(20) };
          const of = (wanted: number) => drawsOf(order, c(wanted), available);
          const [low, high] = [of(Math.min(a, b)), of(Math.max(a, b))];
          const want = Decimal.max(c(Math.max(a, b)), available.requiredMinimum);
          const all = sum(Object.values(max));
          expect(sum(Object.values(high)).eq(Decimal.min(want, all))).toBe(true);
          for (const bucket of ["taxable", "deferred", "roth", "hsa"] as const) {
            expect(high[bucket].lte(max[bucket]) && high[bucket].gte(0)).toBe(true);
            // in proportion, the cents left over may wander between buckets
            expect(high[bucket].gte(low[bucket].minus("0.04"))).toBe(true);
          }
        },
      ),
    );
  });
});

describe("compareWithdrawalOrders", () => {
  it("finds all orders equal where nothing is taxed", () => {
    const free = plan({ growth: usd("0.04"), finalRate: usd(0), finalGainRate: usd(0) });
    const { outcomes } = compareWithdrawalOrders(free, NO_TAX);
    expect(outcomes.map((o) => o.order)).toEqual(ORDERS);
    expect(new Set(outcomes.map((o) => o.finalAfterTax.toFixed(10))).size).toBe(1);
  });

  it("chooses the order that leaves most after tax, and says what each costs", () => {
    const { outcomes, best } = compareWithdrawalOrders(plan({ years: planned(10, 40000) }), FLAT);
    const chosen = outcomes.find((o) => o.order === best);
    for (const o of outcomes) {
      expect(o.totalTax.eq(sum(o.rows.map((r) => r.tax)))).toBe(true);
      expect(o.presentTax.lt(o.totalTax)).toBe(true);
      expect(o.finalAfterTax.lte(chosen?.finalAfterTax ?? 0)).toBe(true);
    }
  });

  it("prefers the order that lasts longer to the one that leaves more", () => {
    const short = plan({ years: planned(14, 40000), finalRate: usd("0.9") });
    const { outcomes, best } = compareWithdrawalOrders(short, FLAT);
    const least = outcomes.reduce((a, b) => (b.totalShortfall.lt(a.totalShortfall) ? b : a));
    expect(outcomes.find((o) => o.order === best)?.totalShortfall.eq(least.totalShortfall)).toBe(
      true,
    );
    expect(least.firstShortfallYear).toBeGreaterThan(2036);
  });

  it("catches a tax function that looks ahead", () => {
    const ahead: TaxOfYears = (years) => years.map(() => usd(years.length));
    expect(() => compareWithdrawalOrders(plan(), ahead)).toThrow(InvariantViolation);
  });

  it.each([
    { years: [] },
    { growth: usd(-1) },
    { years: planned(1, -1) },
    { balances: { ...plan().balances, roth: usd(-1) } },
  ])("refuses %j", (wrong) => {
    expect(() => compareWithdrawalOrders(plan(wrong), FLAT)).toThrow(Refusal);
  });
});

describe("federalTaxOfYears", () => {
  const couple = (year: number) => {
    const base = blankFacts("MARRIED_FILING_JOINTLY");
    const withBenefits = withMore(base, "SOCIAL_SECURITY", usd(36000));
    return {
      ...withBenefits,
      filers: withBenefits.filers.map((f) => ({ ...f, isAged: year >= 2026 })),
    };
  };
  const tax = federalTaxOfYears({
    factsOf: couple,
    onMedicare: () => 2,
    earlierMagi: () => usd(100000),
  });
  const year = (y: number, deferred: number) => ({
    year: y,
    ageYears: y - 1961,
    deferred: usd(deferred),
    realizedGain: usd(0),
    qualifiedDividends: usd(0),
    roth: usd(0),
    hsa: usd(0),
  });

  it("is the exact return of each year, plus the premiums that the income of two years before causes", () => {
    const [first, second, third] = tax([year(2026, 260000), year(2027, 50000), year(2028, 50000)]);
    const own = (y: number, amount: number) =>
      federalTax(withMore(couple(y), "IRA_DISTRIBUTION", usd(amount)), federalParametersFor(y))
        .netTax;
    expect(first?.eq(own(2026, 260000))).toBe(true);
    expect(second?.eq(own(2027, 50000))).toBe(true);
    // AGI of 2026: 260,000 + 85 % of 36,000 = 290,600: tier 2 of 2028
    const premiums = third?.minus(own(2028, 50000)) ?? usd(0);
    expect(premiums.gt(6000) && premiums.lt(6500)).toBe(true); // (202.90 + 37.50) x 24 = 5,769.60 in 2026
  });

  it("compares the orders of a couple over 25 years with the exact return, replayed", () => {
    const long = plan({
      balances: {
        ...plan().balances,
        taxable: usd(500000),
        deferred: usd(1200000),
        roth: usd(300000),
      },
      years: planned(25, 115000, 36000, 5000),
      growth: usd("0.04"),
      dividendYield: usd("0.015"),
    });
    const { outcomes, best } = compareWithdrawalOrders(long, tax);
    for (const o of outcomes) {
      const again = tax(o.rows.map((r) => ({ ...r })));
      expect(sum(again).eq(o.totalTax)).toBe(true);
      expect(o.firstShortfallYear).toBeNull();
    }
    const most = outcomes.reduce((a, b) => (b.finalAfterTax.gt(a.finalAfterTax) ? b : a));
    expect(best).toBe(most.order);
    expect(new Set(outcomes.map((o) => o.totalTax.toFixed(0))).size).toBe(4);
  });
});
