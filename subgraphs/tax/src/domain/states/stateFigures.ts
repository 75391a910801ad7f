import { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import { type ByFilingStatus, byFilingStatus } from "../filingStatus.js";
import { PROJECTED_INFLATION } from "../projectedParameters.js";

/** The figures of one state in one year, each with source and status. */
export type StateFigures = Readonly<Record<string, Figure<unknown>>>;

/** USD, or a fraction as its decimal text: exact either way. */
export const amount = (value: number | string): Decimal => new Decimal(value);

/** Last known year's figure, unchanged, because this year's was not found. */
export function carriedForward<T>(figure: Figure<T>, from: number): Figure<T> {
  return {
    value: figure.value,
    status: "CARRIED_FORWARD",
    source: `${figure.source}, ${from} amounts`,
  };
}

/** Every figure of a year as the next year's, carried forward. */
export function allCarriedForward<F extends StateFigures>(figures: F, from: number): F {
  const entries = Object.entries(figures);
  // the same names with figures of the same types
  return Object.fromEntries(entries.map(([name, f]) => [name, carriedForward(f, from)])) as F;
}

type Tree = Decimal | number | string | null | boolean | readonly Tree[] | TreeRecord;
interface TreeRecord {
  readonly [key: string]: Tree;
}

/** Amounts of `tree` times `factor`, down to whole dollars; rates (below 2) and plain numbers stay. */
function grow(tree: Tree, factor: Decimal): Tree {
  if (tree instanceof Decimal) return tree.lt(2) ? tree : tree.times(factor).floor();
  if (Array.isArray(tree)) return tree.map((node: Tree) => grow(node, factor));
  if (tree === null || typeof tree !== "object") return tree;
  // neither a decimal nor a list: the record of the union
  const record = tree as TreeRecord;
  return Object.fromEntries(Object.entries(record).map(([k, node]) => [k, grow(node, factor)]));
}

/**
 * Figures of a year after the last one that is carried: `indexed` ones grow with prices
 * (PROJECTED), the others stay (CARRIED_FORWARD).
 */
export function projected<F extends StateFigures>(
  last: F,
  indexed: readonly string[],
  years: { readonly from: number; readonly to: number },
): F {
  const factor = PROJECTED_INFLATION.plus(1).pow(years.to - years.from);
  const note = `projected from ${years.from} at ${PROJECTED_INFLATION.times(100).toFixed()} % a year`;
  const entries = Object.entries(last).map(([name, figure]): [string, Figure<unknown>] => {
    if (!indexed.includes(name)) return [name, carriedForward(figure, years.from)];
    // figures are trees of decimals, numbers, texts, null, booleans, lists and records
    const value = grow(figure.value as Tree, factor);
    return [name, { value, status: "PROJECTED", source: `${figure.source}, ${note}` }];
  });
  // the same names with values of the same shape
  return Object.fromEntries(entries) as F;
}

/** Of a rule that the reference sheet does not carry: read as a public parameter, or remembered. */
export const besideReference = <T>(source: string, value: T): Figure<T> =>
  official(`${source} (not in the reference sheet)`, value);

interface StatusAmounts {
  readonly single: number | string;
  readonly joint: number | string;
  readonly separate?: number | string; // as single unless given
  readonly head?: number | string; // as single unless given
  readonly survivingSpouse?: number | string; // as joint unless given
}

/** One amount for each filing status, USD. */
export function byStatus(a: StatusAmounts): ByFilingStatus<Decimal> {
  return byFilingStatus({
    single: amount(a.single),
    joint: amount(a.joint),
    separate: amount(a.separate ?? a.single),
    head: amount(a.head ?? a.single),
    survivingSpouse: amount(a.survivingSpouse ?? a.joint),
  });
}

interface StatusEdges {
  readonly single: readonly number[];
  readonly joint: readonly number[]; // also of surviving spouses
  readonly separate?: readonly number[]; // as single unless given
  readonly head: readonly number[];
}

/**
 * A graduated rate schedule of a state.
 *
 * @param rates fractions as decimal text, rising
 * @param edges USD where each rate after the first begins
 */
export function schedule(rates: readonly string[], edges: StatusEdges): RateSchedule {
  const from = (list: readonly number[]) => [0, ...list].map(amount);
  return {
    rates: rates.map(amount),
    from: byFilingStatus({
      single: from(edges.single),
      joint: from(edges.joint),
      separate: from(edges.separate ?? edges.single),
      head: from(edges.head),
      survivingSpouse: from(edges.joint),
    }),
  };
}
