import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, compare, atLeastZero, larger, smaller } from "./exact.js";
import type { FederalParameters, RateSchedule } from "./federalParameters.js";
import type { FilingStatus } from "./filingStatus.js";

/**
 * Tax by rate schedule: exact at every cent, without the Tax Table's steps of 50 dollars.
 *
 * @param taxable USD, >= 0
 * @returns USD, unrounded; continuous at the edges
 * @see 26 USC 1(j)
 */
export function taxBySchedule(
  schedule: RateSchedule,
  status: FilingStatus,
  taxable: Decimal,
): Decimal {
  const from = schedule.from[status];
  let bracket = 0;
  for (let next = from[1]; next && compare(taxable, next) > 0; next = from[bracket + 1])
    bracket += 1;
  const rate = schedule.rates[bracket];
  const lower = from[bracket];
  if (!rate || !lower || compare(taxable, lower) <= 0) return ZERO;
  return add(taxAtEdges(schedule, status)[bracket] ?? ZERO, taxable.minus(lower).times(rate));
}

/** The part of a tax that one rate makes, USD, unrounded. */
export interface RatePart {
  readonly rate: Decimal;
  readonly tax: Decimal;
}

/** The tax by rate schedule, bracket by bracket; sums to `taxBySchedule`. */
export function taxByBracket(
  schedule: RateSchedule,
  status: FilingStatus,
  taxable: Decimal,
): readonly RatePart[] {
  const from = schedule.from[status];
  return schedule.rates.flatMap((rate, i) => {
    const lower = from[i];
    const upper = from[i + 1];
    if (!lower || taxable.lte(lower)) return [];
    const inBracket = (upper ? smaller(taxable, upper) : taxable).minus(lower);
    return [{ rate, tax: inBracket.times(rate) }];
  });
}

/** By the edges of a status; a changed law may have the same edges with other rates. */
const edgeTaxes = new WeakMap<
  readonly Decimal[],
  { readonly rates: readonly Decimal[]; readonly taxes: readonly Decimal[] }
>();

/** The tax at each lower edge ("$x plus n % of the excess over"), once for a schedule. */
function taxAtEdges(schedule: RateSchedule, status: FilingStatus): readonly Decimal[] {
  const from = schedule.from[status];
  const known = edgeTaxes.get(from);
  if (known?.rates === schedule.rates) return known.taxes;
  const made: Decimal[] = [];
  for (const [i, edge] of from.entries()) {
    const width = edge.minus(from[i - 1] ?? edge);
    made.push((made[i - 1] ?? ZERO).plus(width.times(schedule.rates[i - 1] ?? ZERO)));
  }
  edgeTaxes.set(from, { rates: schedule.rates, taxes: made });
  return made;
}

/** Income tax before net investment income tax, in its two parts, USD, unrounded. */
export interface IncomeTax {
  readonly ordinaryTax: Decimal;
  readonly capitalGainsTax: Decimal;
}

/**
 * Stacks net capital gain and qualified dividends on top of ordinary income: the part below the
 * first breakpoint is taxed at 0 %, up to the second at 15 %, the rest at 20 %. The sum never
 * exceeds the tax by rate schedule on everything: where the 0 % rate ends just below the 12 %
 * bracket (2024, 2025), that caps a few dollars at 12 % instead of 15 %.
 *
 * @param taxable USD, >= 0
 * @param preferential the part of `taxable` that is net capital gain or qualified dividends
 * @see 26 USC 1(h); Qualified Dividends and Capital Gain Tax Worksheet, lines 1 to 25
 */
export function incomeTax(
  parameters: FederalParameters,
  status: FilingStatus,
  amounts: { readonly taxable: Decimal; readonly preferential: Decimal },
): IncomeTax {
  const { taxable, preferential } = amounts;
  const ordinary = taxable.minus(preferential);
  const ordinaryTax = taxBySchedule(parameters.ordinary.value, status, ordinary);
  if (preferential.isZero()) return { ordinaryTax, capitalGainsTax: ZERO };
  const { zeroUpTo, fifteenUpTo } = parameters.gainBreakpoints.value[status];
  const { middle, top } = parameters.gainRates.value;
  const aboveZero = atLeastZero(taxable.minus(larger(ordinary, zeroUpTo)));
  const aboveFifteen = atLeastZero(taxable.minus(larger(ordinary, fifteenUpTo)));
  const stacked = aboveZero.minus(aboveFifteen).times(middle).plus(aboveFifteen.times(top));
  const cap = taxBySchedule(parameters.ordinary.value, status, taxable).minus(ordinaryTax);
  return { ordinaryTax, capitalGainsTax: smaller(stacked, cap) };
}
