import type { Decimal } from "@wealthgraph/kernel/decimal";
import { type Balances, traditionalOf } from "./balances.js";
import { toCent } from "./cents.js";
import { MEDICARE_LOOKBACK_YEARS } from "../retirement/medicareSurcharge.js";
import { creditIncome, marketplaceEdges } from "./marketplaceEdges.js";
import { medicareEdges } from "./medicareEdges.js";
import type { PlanContext } from "./planContext.js";
import { decidePath, type PlanPath } from "./planPath.js";
import { planYear, type YearOutcome } from "./planYear.js";

/** The simple plans that every proposal is compared with. */
export const NAMED_STRATEGIES = [
  "NONE",
  "FILL_10",
  "FILL_12",
  "FILL_22",
  "FILL_24",
  "FILL_32",
  "FILL_35",
  "ALL_AT_ONCE",
  "BELOW_IRMAA_TIER_1",
  "BELOW_IRMAA_TIER_2",
  "BELOW_IRMAA_TIER_3",
  "BELOW_ACA_CLIFF",
  "LADDER",
] as const;

export type NamedStrategy = (typeof NAMED_STRATEGIES)[number];

/** A measure of a return that a conversion raises, and where it must stop. USD. */
interface Ceiling {
  readonly measure: (outcome: YearOutcome) => number;
  readonly limit: number;
}

const ROUNDS_MAX = 40;
const CLOSE = 0.01; // USD

/** Runs one named strategy through the exact engine. */
export function namedPath(context: PlanContext, strategy: NamedStrategy): PlanPath {
  if (strategy === "NONE") return decidePath(context, () => 0);
  if (strategy === "LADDER") return decidePath(context, (i) => rungOf(context, i));
  if (strategy === "ALL_AT_ONCE") return decidePath(context, (i) => (i === 0 ? Infinity : 0));
  return decidePath(context, (index, before) => edgeConversion(context, index, before, strategy));
}

const LADDER_YEARS = 5;

/** The living costs of five years later, if somebody is still under 59 1/2 then: by that time they are free. */
function rungOf({ years }: PlanContext, index: number): number {
  const later = years[index + LADDER_YEARS];
  if (!later?.isEarly.includes(true)) return 0;
  return Math.max(0, -later.netCash.toNumber());
}

/**
 * A ladder is for those whose plan has years before 59 1/2 with costs, five years after its start;
 * the cliff of the premium tax credit for those with marketplace coverage in some year.
 */
export const namedStrategiesOf = (context: PlanContext): readonly NamedStrategy[] =>
  NAMED_STRATEGIES.filter((name) => {
    if (name === "LADDER") return context.years.some((_, i) => rungOf(context, i) > 0);
    return name !== "BELOW_ACA_CLIFF" || hasCliff(context);
  });

const hasCliff = ({ years }: PlanContext): boolean =>
  years.some((of) => (marketplaceEdges(of.facts, of.parameters)?.cliff ?? null) !== null);

/** Strategies that convert up to an edge. */
export type FillingStrategy = Exclude<NamedStrategy, "NONE" | "ALL_AT_ONCE" | "LADDER">;

export const fillingStrategiesOf = (context: PlanContext): readonly FillingStrategy[] =>
  namedStrategiesOf(context).filter(
    (name): name is FillingStrategy =>
      name !== "NONE" && name !== "ALL_AT_ONCE" && name !== "LADDER",
  );

/**
 * The conversion that just reaches the poverty line, from which on there is a premium tax credit.
 *
 * @returns USD; 0 without marketplace coverage and where income is over the line anyway
 */
export function floorConversion(context: PlanContext, index: number, before: Balances): number {
  const of = context.years[index];
  const edges = of && marketplaceEdges(of.facts, of.parameters);
  if (!edges) return 0;
  // a cent above, because the largest conversion below a limit may miss it by less than a cent
  const ceiling = { measure: creditIncomeOf, limit: edges.floor + CLOSE };
  return largestConversion(context, index, before, ceiling);
}

/** @returns USD that reach the edge in one year; Infinity where everything fits; 0 in a year without coverage for BELOW_ACA_CLIFF */
export function edgeConversion(
  context: PlanContext,
  index: number,
  before: Balances,
  strategy: FillingStrategy,
): number {
  if (strategy === "BELOW_ACA_CLIFF") return cliffConversion(context, index, before);
  const ceiling = ceilingOf(context, index, strategy);
  return ceiling ? largestConversion(context, index, before, ceiling) : Infinity;
}

function cliffConversion(context: PlanContext, index: number, before: Balances): number {
  const of = context.years[index];
  const limit = of && marketplaceEdges(of.facts, of.parameters)?.cliff;
  if (!limit) return 0;
  return largestConversion(context, index, before, { measure: creditIncomeOf, limit });
}

const creditIncomeOf = ({ facts, federal }: YearOutcome): number => creditIncome(facts, federal);

/** @returns null where there is no edge above, so that everything fits */
function ceilingOf(
  context: PlanContext,
  index: number,
  strategy: Exclude<FillingStrategy, "BELOW_ACA_CLIFF">,
): Ceiling | null {
  const of = context.years[index];
  if (!of) return null;
  const [kind, number] = [strategy.slice(0, 4), Number(strategy.slice(-2).replace("_", ""))];
  if (kind === "FILL") {
    const { rates, from } = of.parameters.ordinary.value;
    const nominal = NOMINAL.indexOf(number);
    const edge = from[of.facts.filingStatus][nominal + 1];
    return edge && nominal < rates.length ? { measure: ordinaryIncome, limit: usd(edge) } : null;
  }
  const edges = medicareEdges(of.facts, of.year + MEDICARE_LOOKBACK_YEARS);
  const edge = edges[number - 1];
  return edge === undefined ? null : { measure: (o) => usd(o.magi), limit: edge };
}

/** The brackets in order, in percent, as the law of 2018 to 2026 names them. */
const NOMINAL = [10, 12, 22, 24, 32, 35, 37];

const usd = (amount: Decimal): number => amount.toNumber();

/** What the rate schedule taxes: without the part that has its own rates. */
const ordinaryIncome = ({ federal }: YearOutcome): number =>
  usd(federal.taxableIncome.minus(federal.preferentialIncome));

/**
 * The largest conversion that keeps the measure at or below its limit: the measure rises with the
 * conversion, by up to about 1.85 a dollar where it makes Social Security taxable. By false
 * position inside a bracket of two conversions that is halved where that stalls.
 *
 * @returns USD, whole cents; 0 when the year is over the limit without any
 */
function largestConversion(
  context: PlanContext,
  index: number,
  before: Balances,
  { measure, limit }: Ceiling,
): number {
  const at = (conversion: number) => planYear(context, index, before, conversion);
  const none = at(0);
  let low = { conversion: 0, over: measure(none) - limit };
  if (low.over >= 0) return 0;
  const all = traditionalOf(none.after);
  const everything = at(all);
  let high = { conversion: everything.conversion, over: measure(everything) - limit };
  if (high.over <= 0) return Infinity;
  for (let round = 0; round < ROUNDS_MAX && high.conversion - low.conversion > CLOSE; round += 1) {
    const slope = (high.over - low.over) / (high.conversion - low.conversion);
    const guess =
      round % 3 === 2 ? (low.conversion + high.conversion) / 2 : low.conversion - low.over / slope;
    const conversion = Math.floor(Math.max(low.conversion, guess) * 100) / 100;
    const over = measure(at(conversion)) - limit;
    if (over > 0) high = { conversion, over };
    else if (conversion === low.conversion || over > -CLOSE) return conversion;
    else low = { conversion, over };
  }
  return toCent(low.conversion);
}
