import type { PositionFieldsFragment } from "../generated/operations.js";

/**
 * A position at its latest quote, for showing only: doubles, in US dollars. What the endpoint books
 * and computes stays exact; a live quote moves these without asking it again.
 */
export interface Valued {
  readonly position: PositionFieldsFragment;
  readonly cost: number;
  /** Null without a quote. */
  readonly price: number | null;
  readonly value: number | null;
  readonly gain: number | null;
  /** Gain of the cost; null without a quote or a cost. */
  readonly gainFraction: number | null;
  /** Since the close before; null without one. */
  readonly dayChange: number | null;
  readonly dayFraction: number | null;
}

export interface Totals {
  /** Of what has a quote, and cash. */
  readonly value: number;
  readonly cost: number;
  readonly gain: number;
  readonly dayChange: number;
  /** Of yesterday's value; null when nothing has a previous close. */
  readonly dayFraction: number | null;
  readonly withoutQuote: number;
}

export function valued(position: PositionFieldsFragment): Valued {
  const cost = Number(position.cost.amount);
  const { quote } = position.instrument;
  const none = {
    price: null,
    value: null,
    gain: null,
    gainFraction: null,
    dayChange: null,
    dayFraction: null,
  };
  if (!quote) return { position, cost, ...none };
  const unitsInUsd = Number(position.units) * Number(quote.fxToUsd);
  const price = Number(quote.price.amount);
  const value = unitsInUsd * price;
  return {
    position,
    cost,
    price,
    value,
    gain: value - cost,
    gainFraction: cost > 0 ? (value - cost) / cost : null,
    dayChange: quote.change ? unitsInUsd * Number(quote.change.amount) : null,
    dayFraction: quote.changePercent ? Number(quote.changePercent) / 100 : null,
  };
}

/** @param cash US dollars */
export function totalsOf(rows: readonly Valued[], cash: number): Totals {
  let [value, cost, dayChange, withoutQuote] = [cash, 0, 0, 0];
  for (const row of rows) {
    if (row.value === null) {
      withoutQuote += 1;
      continue;
    }
    value += row.value;
    cost += row.cost;
    dayChange += row.dayChange ?? 0;
  }
  const before = value - dayChange;
  return {
    value,
    cost,
    gain: value - cash - cost,
    dayChange,
    dayFraction: before > 0 ? dayChange / before : null,
    withoutQuote,
  };
}

export interface Share {
  readonly name: string;
  readonly value: number;
  readonly fraction: number;
}

/** Value by the name `nameOf` gives, largest first; shares sum to 1 unless there is nothing. */
export function sharesBy(
  rows: readonly Valued[],
  nameOf: (position: PositionFieldsFragment) => string,
  more: readonly { readonly name: string; readonly value: number }[] = [],
): Share[] {
  const sums = new Map<string, number>();
  const add = (name: string, value: number): void => {
    if (value > 0) sums.set(name, (sums.get(name) ?? 0) + value);
  };
  for (const row of rows) add(nameOf(row.position), row.value ?? 0);
  for (const { name, value } of more) add(name, value);
  const total = [...sums.values()].reduce((sum, value) => sum + value, 0);
  return [...sums]
    .map(([name, value]) => ({ name, value, fraction: value / total }))
    .sort((a, b) => b.value - a.value);
}
