import { Refusal } from "@wealthgraph/kernel/refusal";
import type { IntradayAsked, IntradayBar, IntradayStore } from "./historyPorts.js";

const DAY_MS = 86_400_000;
/** Longest range of one answer. */
const DAYS_MAX = { MINUTE: 8, HOUR: 400 } as const;

/**
 * Prices of the day, by minute or hour.
 *
 * @throws {Refusal} BAD_INPUT when `from` is not before `to`, or the range is longer than 8 days of
 * minutes or 400 of hours
 */
export function intradayBars(
  store: Pick<IntradayStore, "bars">,
  instrumentId: string,
  asked: IntradayAsked,
): Promise<readonly IntradayBar[]> {
  const lengthMs = asked.to.getTime() - asked.from.getTime();
  const daysMax = DAYS_MAX[asked.interval];
  if (lengthMs <= 0) throw new Refusal("BAD_INPUT", "from is before to");
  if (lengthMs > daysMax * DAY_MS) {
    throw new Refusal("BAD_INPUT", `at most ${daysMax} days at once`, { daysMax });
  }
  return store.bars(instrumentId, asked);
}
