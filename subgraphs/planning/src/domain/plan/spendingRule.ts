export const SPENDING_RULES = [
  "PLANNED_EXPENSES",
  "CONSTANT_REAL",
  "CONSTANT_PERCENTAGE",
  "GUYTON_KLINGER",
  "VPW",
  "RMD",
  "CAPE",
  "FLOOR_CEILING",
  "GUARDRAILS",
] as const;

export type SpendingRuleKind = (typeof SPENDING_RULES)[number];

/**
 * How much is taken from the portfolio in a year. But for PLANNED_EXPENSES, which pays what is
 * planned, a rule decides at the start of each year from the portfolio's value then, before the
 * withdrawal; a twelfth is taken at the start of each month.
 */
export interface SpendingRule {
  readonly kind: SpendingRuleKind;
  /** First withdrawal as a share of the portfolio; of GUYTON_KLINGER, CONSTANT_*, FLOOR_CEILING. */
  readonly rate: number;
  /** VPW: assumed real return a year. */
  readonly realReturn: number;
  /** VPW, GUARDRAILS: the plan is made to last to this age of the youngest living. */
  readonly untilAgeYears: number;
  /** CAPE: a + b / CAPE. */
  readonly capeBase: number;
  readonly capeSlope: number;
  /** CAPE of the stock market today. */
  readonly cape: number;
  /** FLOOR_CEILING: bounds of the change of real spending from year to year, -0.025 and 0.05. */
  readonly floorChange: number;
  readonly ceilingChange: number;
  /** GUARDRAILS: chances of success that are aimed at, and at which spending falls or rises. */
  readonly targetProbability: number;
  readonly lowProbability: number;
  readonly highProbability: number;
}

/** What the rules are with nothing said; the figures are those of their sources, or round ones. */
export const DEFAULT_RULE: SpendingRule = {
  kind: "PLANNED_EXPENSES",
  rate: 0.04,
  realReturn: 0.03,
  untilAgeYears: 95,
  capeBase: 0.0175,
  capeSlope: 0.5,
  cape: 35,
  floorChange: -0.025,
  ceilingChange: 0.05,
  targetProbability: 0.85,
  lowProbability: 0.7,
  highProbability: 0.99,
};

/** What a rule knows when it decides. Money is of that month. */
export interface RuleYear {
  /** 0 in the first year. */
  readonly year: number;
  /** Portfolio before the withdrawal. */
  readonly wealth: number;
  /** Withdrawal of the year before; without meaning in the first. */
  readonly last: number;
  /** Price level now by that of a year before. */
  readonly inflation: number;
  /** Nominal return of the portfolio in the year before. */
  readonly lastReturn: number;
  /** Of the youngest living person. */
  readonly ageYears: number;
  readonly cape: number;
  /** GUARDRAILS: shares of the portfolio a year that last to the end with the three probabilities. */
  readonly sustainable: {
    readonly target: number;
    readonly low: number;
    readonly high: number;
  };
}

const GK_RAISE_MAX = 0.06;
const GK_BAND = 0.2;
const GK_STEP = 0.1;
/** Capital preservation is not applied in the last 15 years. */
const GK_LAST_YEARS = 15;

/**
 * The year's withdrawal by a rule, USD, never more than the portfolio.
 *
 * CONSTANT_REAL: w V in the first year, then risen with prices [Bengen 1994].
 * CONSTANT_PERCENTAGE: w V each year. GUYTON_KLINGER: see guytonKlinger.
 * VPW: payment of an annuity due on V over the years left at an assumed real return [Bogleheads].
 * RMD: V / Uniform Lifetime factor of the age [IRS Publication 590-B].
 * CAPE: V (a + b / CAPE) [Early Retirement Now].
 * FLOOR_CEILING: w V, its real change from last year's kept within bounds [Vanguard].
 * GUARDRAILS: risen with prices; back to the target rate when the chance of success leaves the band.
 */
export function withdrawalOf(rule: SpendingRule, year: RuleYear): number {
  return Math.min(year.wealth, Math.max(0, decide(rule, year)));
}

function decide(rule: SpendingRule, year: RuleYear): number {
  const { wealth, last, inflation } = year;
  switch (rule.kind) {
    case "PLANNED_EXPENSES":
      return 0;
    case "CONSTANT_REAL":
      return year.year === 0 ? rule.rate * wealth : last * inflation;
    case "CONSTANT_PERCENTAGE":
      return rule.rate * wealth;
    case "GUYTON_KLINGER":
      return guytonKlinger(rule, year);
    case "VPW":
      return annuityDue(wealth, rule.realReturn, yearsLeft(rule, year));
    case "RMD":
      return wealth / uniformLifetime(year.ageYears);
    case "CAPE":
      return wealth * (rule.capeBase + rule.capeSlope / year.cape);
    case "FLOOR_CEILING":
      return floorCeiling(rule, year);
    case "GUARDRAILS":
      return guardrails(year);
  }
}

/** Years to the age the plan is made to last to, at least 1. */
export function yearsLeft(rule: SpendingRule, { ageYears }: Pick<RuleYear, "ageYears">): number {
  return Math.max(1, rule.untilAgeYears - ageYears);
}

/**
 * Inflation rule: up with prices, at most 6 %, not after a year of negative return with a current rate
 * above the first. Capital preservation: 10 % less when the rate is 20 % above the first, but in the last
 * 15 years. Prosperity: 10 % more when it is 20 % below.
 *
 * @see Guyton, Klinger, Journal of Financial Planning, March 2006
 */
function guytonKlinger(rule: SpendingRule, year: RuleYear): number {
  if (year.year === 0) return rule.rate * year.wealth;
  const skips = year.lastReturn < 0 && year.last > rule.rate * year.wealth;
  const raise = Math.min(year.inflation - 1, GK_RAISE_MAX);
  const raised = skips ? year.last : year.last * (1 + raise);
  if (raised > (1 + GK_BAND) * rule.rate * year.wealth && yearsLeft(rule, year) > GK_LAST_YEARS) {
    return raised * (1 - GK_STEP);
  }
  return raised < (1 - GK_BAND) * rule.rate * year.wealth ? raised * (1 + GK_STEP) : raised;
}

/** PMT of an annuity due: r V (1 + r)^n / (((1 + r)^n - 1) (1 + r)); V / n without interest. */
export function annuityDue(value: number, rate: number, years: number): number {
  if (rate === 0) return value / years;
  const growth = (1 + rate) ** years;
  return (rate * value * growth) / ((growth - 1) * (1 + rate));
}

function floorCeiling(rule: SpendingRule, year: RuleYear): number {
  const wanted = rule.rate * year.wealth;
  if (year.year === 0) return wanted;
  const lastReal = year.last * year.inflation;
  const floor = lastReal * (1 + rule.floorChange);
  return Math.min(Math.max(wanted, floor), lastReal * (1 + rule.ceilingChange));
}

function guardrails({ year, wealth, last, inflation, sustainable }: RuleYear): number {
  const target = sustainable.target * wealth;
  if (year === 0) return target;
  const raised = last * inflation;
  const isTooMuch = raised > sustainable.low * wealth;
  const isTooLittle = raised < sustainable.high * wealth;
  return isTooMuch || isTooLittle ? target : raised;
}

// prettier-ignore
/** Uniform Lifetime Table by age from 72 to 120 [IRS Publication 590-B, table III; 26 CFR 1.401(a)(9)-9(c)]. */
const UNIFORM_LIFETIME: readonly number[] = [
  27.4, 26.5, 25.5, 24.6, 23.7, 22.9, 22.0, 21.1, 20.2, 19.4, 18.5, 17.7, 16.8, 16.0, 15.2, 14.4, 13.7,
  12.9, 12.2, 11.5, 10.8, 10.1, 9.5, 8.9, 8.4, 7.8, 7.3, 6.8, 6.4, 6.0, 5.6, 5.2, 4.9, 4.6, 4.3, 4.1,
  3.9, 3.7, 3.5, 3.4, 3.3, 3.1, 3.0, 2.9, 2.8, 2.7, 2.5, 2.3, 2.0,
];
const FIRST_TABLE_AGE = 72;

/** Distribution period; below 72, where the table has none, a year longer for each year younger. */
export function uniformLifetime(ageYears: number): number {
  const row = ageYears - FIRST_TABLE_AGE;
  if (row < 0) return (UNIFORM_LIFETIME[0] ?? 0) - row;
  return UNIFORM_LIFETIME[Math.min(row, UNIFORM_LIFETIME.length - 1)] ?? 2;
}

/** Age at which minimum distributions begin, by year of birth: 26 USC 401(a)(9)(C)(v). */
export function requiredBeginningAge(birthYear: number): number {
  if (birthYear >= 1960) return 75;
  return birthYear >= 1951 ? 73 : 72;
}

/**
 * Shares of the portfolio a year that lasted, over sampled real returns, for each length of plan.
 *
 * A constant real withdrawal w at the start of each of n years lasts in a path exactly when
 * w <= V / sum over k of 1 / G_k, G_k the real growth up to year k. The share of paths that sustain w is
 * the chance of success; its quantiles are the guardrails.
 *
 * @param growth real growth of 1 dollar up to the start of year k (1 for k = 0), paths x years, row-major
 * @returns for n = 1 … years the rate that lasts with each probability, probabilities x years
 */
export function sustainableRates(
  growth: Float64Array,
  { paths, years }: { readonly paths: number; readonly years: number },
  probabilities: readonly number[],
): Float64Array[] {
  const sums = new Float64Array(paths);
  const table = probabilities.map(() => new Float64Array(years));
  for (let n = 0; n < years; n++) {
    for (let path = 0; path < paths; path++) {
      sums[path] = (sums[path] ?? 0) + 1 / (growth[path * years + n] ?? 1);
    }
    const sorted = sums.slice().sort();
    for (const [i, p] of probabilities.entries()) {
      // a rate lasts in the share p of paths when it is at most 1 / the p-quantile of the sums
      const row = table[i];
      if (row) row[n] = 1 / quantile(sorted, p);
    }
  }
  return table;
}

/** Type 7. */
function quantile(sorted: Float64Array, p: number): number {
  const at = (sorted.length - 1) * p;
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.min(Math.floor(at) + 1, sorted.length - 1)] ?? low;
  return low + (at - Math.floor(at)) * (high - low);
}
