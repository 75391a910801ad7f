/** A chart's series against another's days. */
export interface Series {
  readonly dates: readonly string[];
  readonly values: readonly number[];
}

/**
 * Fall under the highest level so far.
 *
 * @param growth growth of 1 at the end of each day; >= 0
 * @returns one value a day, 0 at a peak, -0.2 a fifth under it
 */
export function drawdowns(growth: readonly number[]): number[] {
  let peak = 0;
  return growth.map((level) => {
    peak = Math.max(peak, level);
    return peak > 0 ? level / peak - 1 : 0;
  });
}

/**
 * A benchmark's growth of 1 on a portfolio's days: its last level on or before each day, over the
 * last one before the first day.
 *
 * @param dates ascending; of the portfolio's growth
 * @param opening day of the portfolio's opening value, where both stand at 1
 * @returns null on days before its first level
 */
export function growthOn(
  dates: readonly string[],
  opening: string,
  { dates: days, values: levels }: Series,
): (number | null)[] {
  let next = 0;
  const levelOn = (date: string): number | null => {
    while ((days[next] ?? "9999") <= date) next += 1;
    return levels[next - 1] ?? null;
  };
  const start = levelOn(opening) ?? levels[0] ?? null;
  return dates.map((date) => {
    const level = levelOn(date);
    return level === null || start === null ? null : level / start;
  });
}

/** @returns the places of the last day of each month, and of the very last day */
export function monthEnds(dates: readonly string[]): number[] {
  return dates.flatMap((date, i) => (dates[i + 1]?.slice(0, 7) === date.slice(0, 7) ? [] : [i]));
}
