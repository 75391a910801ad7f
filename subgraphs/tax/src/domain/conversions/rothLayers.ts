import { toCent } from "./cents.js";

/** A year's conversion that is still in the account. USD. */
export interface ConvertedLayer {
  readonly year: number;
  readonly taxed: number; // was income of that year: bears the 10 % tax within five years
  readonly untaxed: number; // basis that came along
}

/**
 * What a Roth balance consists of, in the order in which it leaves: contributions, conversions from
 * the oldest (of each the taxed part first), earnings. What is not listed is earnings. USD.
 *
 * @see 26 USC 408A(d)(4); Treas. Reg. 1.408A-6, A-8
 */
export interface RothLayers {
  readonly contributions: number;
  readonly conversions: readonly ConvertedLayer[]; // oldest first
  readonly since: number; // year of the first contribution or conversion; Infinity: none yet
}

/** What a withdrawal is to the tax law. USD. */
export interface RothWithdrawal {
  readonly layers: RothLayers; // what is left
  readonly income: number; // earnings that are taxed
  readonly penalized: number; // bears the 10 % tax
}

/** When a withdrawal is made. */
export interface RothYear {
  readonly year: number;
  readonly isEarly: boolean; // before 59 1/2
}

const YEARS = 5;

/** What may leave free of tax and of the 10 % tax. */
export function freeOf(balance: number, layers: RothLayers, { year, isEarly }: RothYear): number {
  if (!isEarly) return year >= layers.since + YEARS ? balance : basisOf(layers);
  let free = layers.contributions;
  for (const { year: of, taxed, untaxed } of layers.conversions) {
    if (year < of + YEARS && taxed > 0) break;
    free += taxed + untaxed;
  }
  return Math.min(balance, toCent(free));
}

const basisOf = ({ contributions, conversions }: RothLayers): number =>
  toCent(conversions.reduce((sum, c) => sum + c.taxed + c.untaxed, contributions));

/**
 * Takes `usd` out of an account in the order of the law.
 *
 * From 59 1/2 on there is no 10 % tax; earnings are income until five years after the first
 * contribution. Before it earnings are income and bear the 10 % tax, conversions of the last five
 * years bear it on their taxed part.
 */
export function withdrawn(layers: RothLayers, usd: number, at: RothYear): RothWithdrawal {
  let left = usd;
  const take = (most: number): number => {
    const taken = Math.min(left, most);
    left = toCent(left - taken);
    return taken;
  };
  const contributions = toCent(layers.contributions - take(layers.contributions));
  let penalized = 0;
  const conversions: ConvertedLayer[] = [];
  for (const layer of layers.conversions) {
    const taxed = take(layer.taxed);
    const untaxed = take(layer.untaxed);
    if (at.isEarly && at.year < layer.year + YEARS) penalized += taxed;
    const rest = {
      year: layer.year,
      taxed: toCent(layer.taxed - taxed),
      untaxed: toCent(layer.untaxed - untaxed),
    };
    if (rest.taxed + rest.untaxed > 0) conversions.push(rest);
  }
  const isQualified = !at.isEarly && at.year >= layers.since + YEARS;
  return {
    layers: { contributions, conversions, since: layers.since },
    income: isQualified ? 0 : left,
    penalized: toCent(penalized + (at.isEarly ? left : 0)),
  };
}

/** Adds a conversion; it starts the first clock where there was none. */
export function withConversion(
  layers: RothLayers,
  year: number,
  { taxed, untaxed }: Pick<ConvertedLayer, "taxed" | "untaxed">,
): RothLayers {
  if (taxed + untaxed === 0) return layers;
  return {
    contributions: layers.contributions,
    conversions: [...layers.conversions, { year, taxed, untaxed }],
    since: Math.min(layers.since, year),
  };
}

/** Where nothing is stated a balance is contributions of long ago. */
export function openingLayers(
  roth: number,
  stated: { readonly contributions: number | null; readonly since: number | null },
): RothLayers {
  const since = roth > 0 ? 0 : Infinity;
  return {
    contributions: stated.contributions ?? roth,
    conversions: [],
    since: stated.since ?? since,
  };
}
