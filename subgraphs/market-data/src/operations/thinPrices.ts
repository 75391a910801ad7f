import type { IntradayStore, Thinned } from "./historyPorts.js";

const DAY_MS = 86_400_000;
/** Ticks are kept as they came for this long, then as minutes. */
export const TICK_DAYS = 30;
/** Minutes are kept this long, then as hours; hours and days are kept for good. */
export const MINUTE_DAYS = 365;
/** Days whose partitions are made ahead. */
const AHEAD_DAYS = 7;

/** Thins what is older than its time, by whole days of UTC, and makes room for the days to come. */
export async function thinPrices(store: IntradayStore, now: Date): Promise<Thinned> {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  await store.prepare(now, AHEAD_DAYS);
  return store.thin({
    ticksBefore: new Date(today - TICK_DAYS * DAY_MS),
    minutesBefore: new Date(today - MINUTE_DAYS * DAY_MS),
  });
}
