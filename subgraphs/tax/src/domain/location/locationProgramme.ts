import { oneOfEach, ProgrammeBuilder, type Term } from "../optimisation/linearProgramme.js";
import { afterTaxValue, type LocationRates, priceOfCash } from "./afterTaxValue.js";
import type { AssetLocationInput, LocatedHolding } from "./locationInput.js";
import {
  held,
  holdingsOf,
  lotsInOrder,
  type Placement,
  placementNow,
  taxRate,
  totalOf,
  valueOf,
  wantedWeights,
} from "./placement.js";

/** What a dollar is worth in a place, when kept with a basis and when bought. */
export interface PlaceWorth {
  readonly kept: (account: number, asset: number, basis: number) => number;
  readonly bought: (account: number, asset: number) => number;
  /** Of a dollar of tax or cost today. */
  readonly cash: number;
  readonly rates: { readonly shortTermGain: number; readonly longTermGain: number };
}

/** The programme of a household, and how its values are read. */
export interface LocationProgramme {
  readonly programme: ProgrammeBuilder;
  readonly placementOf: (values: readonly number[]) => Placement;
}

/** A stretch of lots that are alike for tax. */
interface Stretch {
  readonly value: number;
  readonly gainShare: number; // of the value
  readonly isLongTerm: boolean;
}

/** Lots of one holding are taken together into at most this many stretches of each term. */
const STRETCHES_MAX = 6;
/** Worth of not trading a dollar where nothing else decides. */
const NEEDLESS = 1e-6;

/**
 * The linear programme of asset location: what to keep of each stretch of lots and what to buy in
 * each account, so that each account keeps its value, each asset its household weight, and the
 * after-tax value is the largest. Tax on net gains realized at their rates; a net loss is worth
 * nothing here (the exact return tells what it is worth).
 *
 * @param frozen pairs of account and asset that must stay as they are
 */
export function locationProgramme(
  input: AssetLocationInput,
  worth: PlaceWorth,
  frozen: ReadonlySet<string> = new Set(),
): LocationProgramme {
  const programme = new ProgrammeBuilder();
  const now = placementNow(input);
  const excluded = new Set(input.excluded.map((e) => `${e.accountId} ${e.assetId}`));
  const gains: Record<"short" | "long", Term[]> = { short: [], long: [] };
  const places = input.accounts.map((account, a) => {
    const row = input.assets.map((asset, i) => {
      const isFrozen = frozen.has(placeKey(a, i));
      const isOpen = !isFrozen && !excluded.has(`${account.id} ${asset.assetId}`);
      const bought = programme.variable(`buy ${a}.${i}`, {
        upper: isOpen ? Infinity : 0,
        worth: worth.bought(a, i) - input.tradingCost * worth.cash - NEEDLESS,
      });
      const kept = stretchesOf(account.treatment, holdingsOf(input, a, i), worth.rates).map(
        (stretch, s) => {
          const variable = programme.variable(`keep ${a}.${i}.${s}`, {
            lower: isFrozen ? stretch.value : 0,
            upper: stretch.value,
            worth: worth.kept(a, i, 1 - stretch.gainShare) + input.tradingCost * worth.cash,
          });
          const term = { variable, times: -stretch.gainShare };
          if (account.treatment === "TAXABLE") {
            gains[stretch.isLongTerm ? "long" : "short"].push(term);
          }
          return variable;
        },
      );
      return [bought, ...kept];
    });
    const value = now[a]?.reduce((sum, usd) => sum + usd, 0) ?? 0;
    programme.equate(`value of account ${a}`, oneOfEach(row.flat()), value);
    return row;
  });
  taxGains(programme, input, gains, worth);
  keepWeights(programme, input, { places, price: largestWorth(input, worth) });
  return {
    programme,
    placementOf: (values) =>
      places.map((row) => row.map((of) => of.reduce((sum, v) => sum + (values[v] ?? 0), 0))),
  };
}

export const placeKey = (account: number, asset: number): string => `${account} ${asset}`;

/** Net gain of each term is what was there less what is kept of it; only a gain is taxed. */
function taxGains(
  programme: ProgrammeBuilder,
  input: AssetLocationInput,
  kept: Readonly<Record<"short" | "long", readonly Term[]>>,
  worth: PlaceWorth,
): void {
  for (const term of ["short", "long"] as const) {
    const rate = taxRate({ isLongTerm: term === "long" }, worth.rates);
    const taxed = programme.variable(`${term} gain`, { worth: -Math.max(0, rate) * worth.cash });
    const all = input.accounts
      .filter((a) => a.treatment === "TAXABLE")
      .flatMap((a) => a.holdings.flatMap((h) => h.lots))
      .filter((l) => l.isLongTerm === (term === "long"))
      .reduce((sum, l) => sum + l.value - l.cost, 0);
    programme.constrain(
      `${term} gain`,
      [{ variable: taxed, times: 1 }, ...kept[term].map((t) => ({ ...t, times: -t.times }))],
      { lower: all },
    );
  }
}

/** More than a dollar can gain by another place or another asset. */
function largestWorth({ accounts, assets }: AssetLocationInput, worth: PlaceWorth): number {
  const all = accounts.flatMap((_, a) => assets.map((__, i) => Math.abs(worth.bought(a, i))));
  return 2 * Math.max(...all) + 1;
}

/**
 * Each asset keeps its weight of the household. The tolerance is for what cannot be met otherwise:
 * each dollar of it costs more than it can gain, so that no plan looks better for holding more of
 * what returns more.
 */
function keepWeights(
  programme: ProgrammeBuilder,
  input: AssetLocationInput,
  {
    places,
    price,
  }: {
    readonly places: readonly (readonly (readonly number[])[])[];
    readonly price: number;
  },
): void {
  const total = totalOf(placementNow(input));
  const weights = wantedWeights(input);
  input.assets.forEach(({ assetId }, i) => {
    const weight = weights.get(assetId) ?? 0;
    const most = input.tolerance * total;
    const over = programme.variable(`over ${assetId}`, { upper: most, worth: -price });
    const under = programme.variable(`under ${assetId}`, { upper: most, worth: -price });
    programme.constrain(
      `weight of ${assetId}`,
      [
        ...oneOfEach(places.flatMap((row) => row[i] ?? [])),
        { variable: over, times: -1 },
        { variable: under, times: 1 },
      ],
      { lower: weight * total - ROUNDING, upper: weight * total + ROUNDING },
    );
  });
}

const ROUNDING = 0.005; // USD

/** Sheltered holdings are one stretch; taxable ones by term, the least taxed first. */
function stretchesOf(
  treatment: string,
  holdings: readonly LocatedHolding[],
  rates: PlaceWorth["rates"],
): readonly Stretch[] {
  if (treatment !== "TAXABLE") {
    const value = valueOf(holdings);
    return value > 0 ? [{ value, gainShare: 0, isLongTerm: true }] : [];
  }
  const lots = lotsInOrder(holdings, rates);
  return [true, false].flatMap((isLongTerm) => {
    const ofTerm = lots.filter((l) => l.isLongTerm === isLongTerm);
    const perStretch = Math.ceil(ofTerm.length / STRETCHES_MAX);
    const stretches: Stretch[] = [];
    for (let from = 0; from < ofTerm.length; from += perStretch) {
      const part = ofTerm.slice(from, from + perStretch);
      const value = part.reduce((sum, l) => sum + l.value, 0);
      const gain = part.reduce((sum, l) => sum + l.gain, 0);
      stretches.push({ value, gainShare: gain / value, isLongTerm });
    }
    return stretches;
  });
}

/** The worth of places by their after-tax value at the horizon. */
export function afterTaxWorth(input: AssetLocationInput, rates: LocationRates): PlaceWorth {
  const { horizonYears } = input;
  // linear in the basis: two values make all
  const table = input.accounts.map(({ treatment }) =>
    input.assets.map((asset) => {
      const without = afterTaxValue(asset, treatment, rates, { horizonYears, basis: 0 });
      const full = afterTaxValue(asset, treatment, rates, { horizonYears, basis: 1 });
      return { without, perBasis: full - without };
    }),
  );
  const kept = (account: number, asset: number, basis: number): number => {
    const { without = 0, perBasis = 0 } = table[account]?.[asset] ?? {};
    return without + perBasis * basis;
  };
  return {
    kept,
    bought: (account, asset) => kept(account, asset, 1),
    cash: priceOfCash(input, wantedWeights(input), rates),
    rates: rates.now,
  };
}

/** Whether each asset has its weight. */
export function keepsWeights(input: AssetLocationInput, placement: Placement): boolean {
  const total = totalOf(placement);
  const weights = wantedWeights(input);
  return input.assets.every(({ assetId }, i) => {
    const off = Math.abs(held(placement, i) - (weights.get(assetId) ?? 0) * total);
    return off <= input.tolerance * total + CLOSE;
  });
}

const CLOSE = 1; // USD: the solver's own rounding
