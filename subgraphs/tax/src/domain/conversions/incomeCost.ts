import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { traditionalOf } from "./balances.js";
import { toCent } from "./cents.js";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalReturn } from "../federalReturn.js";
import { federalTax } from "../federalTax.js";
import { MEDICARE_LOOKBACK_YEARS, medicareSurcharge } from "../retirement/medicareSurcharge.js";
import { stateReturn } from "../states/stateTax.js";
import { creditIncome, marketplaceEdges } from "./marketplaceEdges.js";
import { medicareEdges } from "./medicareEdges.js";
import type { PlanContext, YearContext } from "./planContext.js";
import { type PlanPath, replay } from "./planPath.js";

/** What income out of traditional accounts costs in one year: linear between the points. */
export interface IncomeCost {
  readonly incomes: readonly number[]; // USD, rising from 0
  readonly costs: readonly number[]; // of final wealth in today's money: tax now, surcharges later
}

const SAMPLE_STEPS = 18;
const FAR = 400_000; // USD: every benefit is taxed by then, edges above it are exact

const CASH_STEP = 1000; // USD
const SLACK = 0.02; // of every conversion

/**
 * What a dollar of cash at the end of each year is worth at the end of the plan, in today's money:
 * the exact engine with a thousand dollars more and with a thousand less, along a path.
 *
 * A plan that stops at an edge would fall over it with a thousand more (dividends) or less (gains of
 * selling more), and the cliff would pass for the price: so the prices are those of a plan that
 * converts a little less, and of the two the one closer to untaxed growth counts.
 */
export function* cashPrices(context: PlanContext, path: PlanPath): Generator<void, number[]> {
  const { taxable, inflation } = context.input;
  const grown = 1 + taxable.priceGrowth + taxable.dividendYield;
  const count = context.years.length;
  const base = replay(
    context,
    path.conversions.map((usd) => toCent(usd * (1 - SLACK))),
  );
  const prices: number[] = [];
  for (const from of context.years.keys()) {
    const untaxed = grown ** (count - 1 - from) / (1 + inflation) ** count;
    const [more, less] = [1, -1].map((sign) => {
      const step = sign * CASH_STEP;
      const years = context.years.map((of, i) =>
        i === from ? { ...of, netCash: of.netCash.plus(step) } : of,
      );
      const other = replay({ ...context, years }, base.conversions, { path: base, from });
      return (other.wealth - base.wealth) / step;
    });
    const far = (price = untaxed) => Math.abs(price - untaxed);
    prices.push((far(more) <= far(less) ? more : less) ?? untaxed);
    yield;
  }
  return prices;
}

/** Tables of every year, with everything but retirement income as it is along a path. */
export function* incomeCosts(
  context: PlanContext,
  path: PlanPath,
  prices: readonly number[],
): Generator<void, IncomeCost[]> {
  const tables: IncomeCost[] = [];
  for (const [index, of] of context.years.entries()) {
    const facts = path.outcomes[index]?.facts ?? of.facts;
    tables.push(incomeCost(context, index, facts, prices));
    yield;
  }
  return tables;
}

function incomeCost(
  context: PlanContext,
  index: number,
  facts: FederalFacts,
  prices: readonly number[],
): IncomeCost {
  const of = context.years[index];
  if (!of) throw new RangeError(`the plan has no year ${index}`);
  const { input } = context;
  const filed = (income: number) => {
    const stated = withIncome(context, facts, income);
    return { stated, federal: federalTax(stated, of.parameters) };
  };
  const later = index + MEDICARE_LOOKBACK_YEARS;
  const deflator = (1 + input.inflation) ** -context.years.length;
  const laterPrice =
    prices[later] ?? deflator * (1 + input.discountRate) ** (context.years.length - 1 - later);
  const cost = (income: number): number => {
    const { stated, federal } = filed(income);
    const state = input.state
      ? stateReturn(input.state, of.year, stated, federal).tax.toNumber()
      : 0;
    const magi = federal.adjustedGrossIncome.plus(stated.taxExemptInterest);
    return (
      (federal.netTax.toNumber() + state) * (prices[index] ?? 1) +
      surcharge(input.havePartD, of, magi) * laterPrice
    );
  };
  const far = filed(FAR).federal;
  const deducted = FAR - far.taxableIncome.minus(far.preferentialIncome).toNumber();
  const outside = far.adjustedGrossIncome.plus(facts.taxExemptInterest).toNumber() - FAR;
  const incomes = nodes(mostOf(context), [
    ...of.parameters.ordinary.value.from[facts.filingStatus].map((e) => e.toNumber() + deducted),
    ...medicareEdges(facts, of.year + MEDICARE_LOOKBACK_YEARS).flatMap((edge) => [
      Math.floor(edge - outside),
      Math.floor(edge - outside) + 1,
    ]),
    ...creditNodes(facts, of, far),
  ]);
  return { incomes, costs: incomes.map(cost) };
}

/** Incomes on both sides of each step of the premium tax credit, and where its share bends. */
function creditNodes(facts: FederalFacts, of: YearContext, far: FederalReturn): readonly number[] {
  const edges = marketplaceEdges(facts, of.parameters);
  if (!edges) return [];
  const outside = creditIncome(facts, far) - FAR;
  const below = [...edges.bends, ...(edges.cliff === null ? [] : [edges.cliff])].map((edge) =>
    Math.floor(edge - outside),
  );
  const floor = Math.ceil(edges.floor - outside);
  return [floor - 1, floor, ...below.flatMap((at) => [at, at + 1])];
}

function surcharge(havePartD: boolean, of: YearContext, magi: Decimal): number {
  const { filingStatus, livedApart } = of.facts;
  const persons = of.onMedicareLater;
  if (persons === 0) return 0;
  return medicareSurcharge(
    { filingStatus, livedApart, magi, persons, havePartD },
    of.year,
  ).total.toNumber();
}

/** Retirement income as one conversion of the older saver: for tables only, never for an answer. */
function withIncome(context: PlanContext, facts: FederalFacts, income: number): FederalFacts {
  const [older = 0] = context.drawOrder;
  const filers = facts.filers.map((filer, i) => ({
    ...filer,
    ira: {
      ...filer.ira,
      distributions: ZERO,
      conversions: i === older ? new Decimal(Math.round(income)) : ZERO,
    },
  }));
  return { ...facts, filers };
}

/** No more than everything, grown to the end, can ever be income of one year. */
const mostOf = ({ input, years }: PlanContext): number =>
  input.savers.reduce((sum, s) => sum + s.traditional.toNumber(), 0) *
  Math.max(1, (1 + input.growth.traditional) ** years.length);

/** Edges inside the range, and samples that grow denser towards 0. */
function nodes(most: number, edges: readonly number[]): readonly number[] {
  const samples = Array.from({ length: SAMPLE_STEPS + 1 }, (_, i) =>
    Math.round(most * (i / SAMPLE_STEPS) ** 2.5),
  );
  const inside = edges.filter((edge) => edge > 0 && edge < most).map(Math.round);
  return [...new Set([...samples, ...inside])].toSorted((a, b) => a - b);
}

/** Cost of an income, linear between the points and level past the last slope. */
export function costAt({ incomes, costs }: IncomeCost, income: number): number {
  let low = 0;
  let high = incomes.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((incomes[middle] ?? 0) <= income) low = middle;
    else high = middle;
  }
  const [x0, x1] = [incomes[low] ?? 0, incomes[high] ?? 0];
  const [y0, y1] = [costs[low] ?? 0, costs[high] ?? 0];
  return x1 === x0 ? y0 : y0 + ((income - x0) / (x1 - x0)) * (y1 - y0);
}

/** The share of its opening balance that each year's minimum takes, along a path. */
export function requiredShares(context: PlanContext, path: PlanPath): readonly number[] {
  return path.outcomes.map((outcome, i) => {
    const before = path.outcomes[i - 1]?.after;
    const opening = before
      ? traditionalOf(before)
      : context.input.savers.reduce((sum, s) => sum + s.traditional.toNumber(), 0);
    const divisor = context.years[i]?.divisors.find((d) => d !== null) ?? null;
    if (opening > 1) return Math.min(1, outcome.required / opening);
    return divisor === null ? 0 : 1 / divisor;
  });
}
