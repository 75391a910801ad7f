import type { JobHandler } from "@wealthgraph/chassis/jobs";
import type { Logger } from "@wealthgraph/chassis/logger";
import type { IntradayStore } from "./operations/historyPorts.js";
import { keepHistory, type KeepPorts } from "./operations/keepHistory.js";
import { thinPrices } from "./operations/thinPrices.js";

export const HISTORY_QUEUE = "market-data.history";
export const RATES_QUEUE = "market-data.rates";
export const THIN_QUEUE = "market-data.thin";

export interface HandlerPorts extends KeepPorts {
  readonly intraday: IntradayStore;
  readonly refreshRates: () => Promise<void>;
  readonly now: () => Date;
  readonly log: Logger;
}

/** What the worker does by the clock. Every job can run twice, and each start runs them once: a gap is filled. */
export function jobHandlers(ports: HandlerPorts): JobHandler[] {
  const { log } = ports;
  return [
    {
      queue: HISTORY_QUEUE,
      // after the close, and again when late corrections are in
      schedule: { cron: "45 16,20 * * 1-6", timeZone: "America/New_York" },
      handle: async (_, { signal }) => {
        const kept = await keepHistory(ports, ports.now(), signal);
        log.info(kept, "history kept");
      },
    },
    {
      queue: RATES_QUEUE,
      // fixed about 16:00 in Frankfurt
      schedule: { cron: "20 16,18 * * 1-5", timeZone: "Europe/Berlin" },
      handle: () => ports.refreshRates(),
    },
    {
      queue: THIN_QUEUE,
      schedule: { cron: "10 3 * * *", timeZone: "UTC" },
      handle: async () => {
        const thinned = await thinPrices(ports.intraday, ports.now());
        log.info(thinned, "prices thinned");
      },
    },
  ];
}
