import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { invariant, Refusal } from "@wealthgraph/kernel/refusal";
import { atLeastZero, excessOver, larger, smaller } from "../exact.js";
import { requiredMinimum } from "./requiredMinimum.js";
import {
  type Available,
  type Balances,
  type Draws,
  drawn,
  drawsOf,
  WITHDRAWAL_ORDERS,
  type WithdrawalOrder,
} from "./withdrawalYear.js";

/** What a year of withdrawals is to the tax law. USD. */
export interface TaxableYear {
  readonly year: number;
  readonly ageYears: number; // of the owner, reached in the year
  readonly deferred: Decimal; // ordinary income
  readonly realizedGain: Decimal; // long-term, of shares sold; negative for a loss
  readonly qualifiedDividends: Decimal;
  readonly roth: Decimal; // tax-free
  readonly hsa: Decimal; // tax-free, for medical costs
}

/**
 * The tax of each of these years, in order, USD. A year's tax may look back (IRMAA), never ahead.
 * It should not fall when income rises.
 */
export type TaxOfYears = (years: readonly TaxableYear[]) => readonly Decimal[];

/** Spending from accounts over years. */
export interface WithdrawalPlan {
  readonly birthDate: CalendarDate; // of the owner of the deferred accounts
  readonly firstYear: number;
  readonly balances: Balances; // on 31 December before
  readonly years: readonly PlannedYear[]; // one for each year from `firstYear` on
  readonly growth: Decimal; // a year, as a fraction, of every bucket, dividends apart; > -1
  readonly dividendYield: Decimal; // qualified, of the taxable bucket on 31 December before, a fraction
  readonly discountRate: Decimal; // a year, for present values
  readonly finalRate: Decimal; // tax on what is left in deferred accounts and the HSA, a fraction
  readonly finalGainRate: Decimal; // tax on unrealized gain left, a fraction; 0 with a step-up at death
}

/** USD, >= 0. */
export interface PlannedYear {
  readonly spending: Decimal; // after tax
  readonly cashIncome: Decimal; // pensions and benefits, before tax; the tax function knows them too
  readonly medicalCosts: Decimal; // part of the spending that an HSA may pay
}

/** One year of one order. USD. */
export interface WithdrawalRow extends TaxableYear {
  readonly requiredMinimum: Decimal;
  readonly draws: Draws;
  readonly tax: Decimal;
  readonly shortfall: Decimal; // spending that nothing was left for
  readonly reinvested: Decimal; // cash over the spending, into the taxable bucket
  readonly closing: Balances; // 31 December
}

/** What an order leads to. USD. */
export interface WithdrawalOutcome {
  readonly order: WithdrawalOrder;
  readonly rows: readonly WithdrawalRow[];
  readonly totalTax: Decimal;
  readonly presentTax: Decimal; // at the discount rate, to the beginning of the first year, paid at the start of each
  readonly totalShortfall: Decimal;
  readonly firstShortfallYear: number | null;
  readonly finalAfterTax: Decimal; // what is left, after the final rates
}

/** All orders, and the one that leaves most. */
export interface WithdrawalComparison {
  readonly outcomes: readonly WithdrawalOutcome[];
  readonly best: WithdrawalOrder; // the smallest shortfall, then the most after tax
  readonly notModelled: readonly string[];
}

const NOT_MODELLED: readonly string[] = [
  "the 10 % additional tax before 59½ and taxable Roth earnings within five years",
  "lots: shares are sold at average basis and all gain is long-term",
  "conversions, basis in deferred accounts and a younger spouse's Joint table",
];

/**
 * Compares three orders of withdrawal and the proportional one, year by year, with the injected
 * tax function.
 *
 * Money is drawn at the start of the year, the rest grows. Each year's draw is the least that,
 * after its own tax, covers the spending, to the cent; a required minimum beyond the need is
 * reinvested. In the end the tax function is asked once more for all years together and must say
 * the same.
 *
 * @throws {Refusal} BAD_INPUT for negative amounts, growth of -100 % or less, or no years
 * @throws {InvariantViolation} when the tax function looks ahead or gives another number of years
 */
export function compareWithdrawalOrders(
  plan: WithdrawalPlan,
  tax: TaxOfYears,
): WithdrawalComparison {
  checkWithdrawalPlan(plan);
  // the keys of a constant record are its orders
  const orders = Object.keys(WITHDRAWAL_ORDERS) as WithdrawalOrder[];
  const outcomes = orders.map((order) => withdrawInOrder(plan, order, tax));
  const [first, ...others] = outcomes;
  invariant(first, "there is an order to compare");
  const best = others.reduce((a, b) => (isBetter(b, a) ? b : a), first);
  return { outcomes, best: best.order, notModelled: NOT_MODELLED };
}

/** The smaller shortfall, then the more that is left after tax. */
export function isBetter(
  a: Pick<WithdrawalOutcome, "totalShortfall" | "finalAfterTax">,
  b: Pick<WithdrawalOutcome, "totalShortfall" | "finalAfterTax">,
): boolean {
  if (!a.totalShortfall.eq(b.totalShortfall)) return a.totalShortfall.lt(b.totalShortfall);
  return a.finalAfterTax.gt(b.finalAfterTax);
}

/** One order over all years. */
export function withdrawInOrder(
  plan: WithdrawalPlan,
  order: WithdrawalOrder,
  tax: TaxOfYears,
): WithdrawalOutcome {
  const rule: DrawRule = (wanted, available) => drawsOf(order, wanted, available);
  return { order, ...withdrawByRule(plan, rule, tax) };
}

/**
 * How a year meets a wanted amount: as `drawsOf`, it sums to the amount and no bucket falls when
 * the amount rises.
 */
export type DrawRule = (wanted: Decimal, available: Available, index: number) => Draws;

/** Any rule over all years. */
export function withdrawByRule(
  plan: WithdrawalPlan,
  rule: DrawRule,
  tax: TaxOfYears,
): Omit<WithdrawalOutcome, "order"> {
  const rows: WithdrawalRow[] = [];
  let balances = settled(plan.balances);
  for (const [i, planned] of plan.years.entries()) {
    const start = yearStart(plan, plan.firstYear + i, balances, planned);
    const row = rowOf(
      plan,
      start,
      leastDraw(start, (w) => rule(w, start, i), taxAfter(rows, tax)),
    );
    rows.push(row);
    balances = row.closing;
  }
  return outcomeOf(plan, rows, replayed(rows, tax));
}

/** What is known of a year before anything is drawn. */
interface YearStart {
  readonly year: number;
  readonly ageYears: number;
  readonly opening: Balances;
  readonly planned: PlannedYear;
  readonly dividends: Decimal;
  readonly requiredMinimum: Decimal;
  readonly max: Draws;
}

function yearStart(
  plan: WithdrawalPlan,
  year: number,
  opening: Balances,
  planned: PlannedYear,
): YearStart {
  const { total: minimum } = requiredMinimum(
    { birthDate: plan.birthDate, spouseBirthDate: null },
    [
      {
        id: "deferred",
        kind: "IRA",
        priorYearEndBalance: opening.deferred,
        isSpouseSoleBeneficiary: false,
        employment: null,
      },
    ],
    year,
  );
  const { taxable, deferred, roth } = opening;
  return {
    year,
    ageYears: year - yearOf(plan.birthDate),
    opening,
    planned,
    dividends: opening.taxable.times(plan.dividendYield),
    requiredMinimum: minimum,
    max: { taxable, deferred, roth, hsa: smaller(opening.hsa, planned.medicalCosts) },
  };
}

interface Draw {
  readonly draws: Draws;
  readonly taxable: TaxableYear;
  readonly tax: Decimal;
}

/** The tax of one more year after those that are settled. */
const taxAfter =
  (earlier: readonly TaxableYear[], tax: TaxOfYears) =>
  (next: TaxableYear): Decimal => {
    const last = tax([...earlier, next]).at(-1);
    invariant(last, "a tax function gives a tax for every year");
    return last;
  };

/**
 * The draw that covers spending and its own tax, from which no cent can be spared.
 *
 * It climbs from nothing by the tax that is still missing: where the tax does not fall when income
 * rises, to the least draw there is. A cliff or a loss sold can make it step over; then the last
 * step is halved down to the cent.
 */
function leastDraw(
  start: YearStart,
  drawsFor: (wanted: Decimal) => Draws,
  taxOf: (year: TaxableYear) => Decimal,
): Draw {
  const { spending, cashIncome } = start.planned;
  const beforeTax = spending.minus(cashIncome).minus(start.dividends);
  const most = drawn(start.max);
  const at = (wanted: Decimal) => {
    const draws = drawsFor(wanted);
    const taxable = taxableYear(start, draws);
    const tax = taxOf(taxable);
    const needed = atLeastZero(upToCent(beforeTax.plus(tax)));
    return { draws, taxable, tax, needed, isEnough: needed.lte(drawn(draws)) };
  };
  let short: Decimal | null = null; // the last that was not enough
  let wanted = ZERO;
  let last = at(wanted);
  while (!last.isEnough && wanted.lt(most)) {
    short = wanted;
    wanted = larger(last.needed, wanted.plus(CENT));
    last = at(wanted);
  }
  if (short === null || !last.isEnough) return last;
  while (wanted.minus(last.needed).gt(CENT)) {
    const middle = upToCent(short.plus(wanted).div(2));
    if (middle.gte(wanted)) break;
    const tried = at(middle);
    if (tried.isEnough) [wanted, last] = [middle, tried];
    else short = middle;
  }
  return last;
}

const CENT = new Decimal("0.01");

const upToCent = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_CEIL);

function taxableYear(start: YearStart, draws: Draws): TaxableYear {
  const { taxable, taxableBasis } = start.opening;
  const basisSold = taxable.isZero() ? ZERO : taxableBasis.times(draws.taxable).div(taxable);
  return {
    year: start.year,
    ageYears: start.ageYears,
    deferred: draws.deferred,
    realizedGain: draws.taxable.minus(basisSold),
    qualifiedDividends: start.dividends,
    roth: draws.roth,
    hsa: draws.hsa,
  };
}

function rowOf(plan: WithdrawalPlan, start: YearStart, draw: Draw): WithdrawalRow {
  const { draws, tax, taxable } = draw;
  const cash = drawn(draws).plus(start.dividends).plus(start.planned.cashIncome).minus(tax);
  const reinvested = excessOver(cash, start.planned.spending);
  const basisSold = draws.taxable.minus(taxable.realizedGain);
  const grown = (opening: Decimal, taken: Decimal) =>
    opening.minus(taken).times(plan.growth.plus(1));
  const { opening } = start;
  return {
    ...taxable,
    requiredMinimum: start.requiredMinimum,
    draws,
    tax,
    shortfall: excessOver(start.planned.spending, cash),
    reinvested,
    closing: settled({
      taxable: grown(opening.taxable, draws.taxable).plus(reinvested.times(plan.growth.plus(1))),
      taxableBasis: opening.taxableBasis.minus(basisSold).plus(reinvested),
      deferred: grown(opening.deferred, draws.deferred),
      roth: grown(opening.roth, draws.roth),
      hsa: grown(opening.hsa, draws.hsa),
    }),
  };
}

/** Half-even to ten places: so that draws and what they leave add up to the last digit. */
function settled({ taxable, taxableBasis, deferred, roth, hsa }: Balances): Balances {
  const places = (amount: Decimal) => amount.toDecimalPlaces(10, Decimal.ROUND_HALF_EVEN);
  return {
    taxable: places(taxable),
    taxableBasis: places(taxableBasis),
    deferred: places(deferred),
    roth: places(roth),
    hsa: places(hsa),
  };
}

/** All years at once: the same taxes, or the function looked ahead. */
function replayed(rows: readonly WithdrawalRow[], tax: TaxOfYears): readonly Decimal[] {
  const taxes = tax(rows);
  invariant(
    taxes.length === rows.length && rows.every((row, i) => taxes[i]?.eq(row.tax)),
    "the tax of a year depends on this and earlier years only",
  );
  return taxes;
}

function outcomeOf(
  plan: WithdrawalPlan,
  rows: readonly WithdrawalRow[],
  taxes: readonly Decimal[],
): Omit<WithdrawalOutcome, "order"> {
  const yearly = plan.discountRate.plus(1);
  const end = rows.at(-1)?.closing ?? plan.balances;
  const gain = end.taxable.minus(end.taxableBasis);
  const kept = end.deferred.plus(end.hsa).times(new Decimal(1).minus(plan.finalRate));
  return {
    rows,
    totalTax: sum(taxes),
    presentTax: sum(taxes.map((t, i) => t.div(yearly.pow(i)))),
    totalShortfall: sum(rows.map((r) => r.shortfall)),
    firstShortfallYear: rows.find((r) => r.shortfall.gt(0))?.year ?? null,
    finalAfterTax: end.taxable.minus(gain.times(plan.finalGainRate)).plus(kept).plus(end.roth),
  };
}

/** @throws {Refusal} BAD_INPUT */
export function checkWithdrawalPlan(plan: WithdrawalPlan): void {
  const { taxable, taxableBasis, deferred, roth, hsa } = plan.balances;
  const amounts = [
    taxable,
    taxableBasis,
    deferred,
    roth,
    hsa,
    ...plan.years.flatMap((y) => [y.spending, y.cashIncome, y.medicalCosts]),
    plan.dividendYield,
    plan.finalRate,
    plan.finalGainRate,
  ];
  const isFine =
    plan.years.length > 0 &&
    plan.growth.gt(-1) &&
    plan.discountRate.gt(-1) &&
    amounts.every((a) => a.gte(0));
  if (isFine) return;
  throw new Refusal(
    "BAD_INPUT",
    "A withdrawal plan has years, amounts that are not negative, and growth over -100 %.",
    { years: plan.years.length, growth: plan.growth.toFixed() },
  );
}
