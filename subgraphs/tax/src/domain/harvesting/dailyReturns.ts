import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

/** Daily closes with dividends reinvested, as columns of one length, ascending by date. */
export interface PriceHistory {
  readonly symbol: string;
  readonly dates: readonly CalendarDate[];
  readonly closes: readonly number[]; // > 0; total-return adjusted
  readonly isSimulated: boolean; // no market made these prices
  readonly assetClass: string;
  readonly instrumentId: string;
  readonly name: string;
}

/** Correlation of daily returns; an estimate, in doubles. */
export type Correlation =
  | {
      readonly value: number; // Pearson, -1 to 1
      readonly observations: number;
      readonly from: CalendarDate; // day of the first return
      readonly to: CalendarDate; // day of the last return
    }
  | { readonly missing: "TOO_FEW_OBSERVATIONS" | "NO_VARIATION"; readonly observations: number };

/** Fewer common returns than a quarter of a year claim nothing. */
export const OBSERVATIONS_MIN = 60;

/**
 * Pearson correlation of the daily returns on the days that both histories have, from one common
 * day to the next.
 *
 * @see shared conventions: simple daily returns on sessions, divisor n - 1 (it cancels)
 */
export function correlationOf(a: PriceHistory, b: PriceHistory): Correlation {
  const { dates, x, y } = commonReturns(a, b);
  const observations = x.length;
  const [from, to] = [dates[0], dates.at(-1)];
  if (observations < OBSERVATIONS_MIN || !from || !to)
    return { missing: "TOO_FEW_OBSERVATIONS", observations };
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [i, value] of x.entries()) {
    const [dx, dy] = [value - meanX, (y[i] ?? meanY) - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (xx === 0 || yy === 0) return { missing: "NO_VARIATION", observations };
  const value = xy / Math.sqrt(xx * yy);
  return { value: Math.min(1, Math.max(-1, value)), observations, from, to };
}

const mean = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0) / values.length;

function commonReturns(a: PriceHistory, b: PriceHistory) {
  const closesOfB = new Map(b.dates.map((day, i) => [day, b.closes[i]]));
  const [dates, x, y]: [CalendarDate[], number[], number[]] = [[], [], []];
  let last: readonly [number, number] | null = null;
  for (const [i, day] of a.dates.entries()) {
    const [closeA, closeB] = [a.closes[i], closesOfB.get(day)];
    if (!closeA || !closeB) continue;
    if (last) {
      dates.push(day);
      x.push(closeA / last[0] - 1);
      y.push(closeB / last[1] - 1);
    }
    last = [closeA, closeB];
  }
  return { dates, x, y };
}
