import type { Bus } from "@wealthgraph/chassis/bus";
import { ALERT_FIRED, type AlertNews } from "../operations/alerts.js";

/** Fired alerts as the outbox dispatches them on the bus. */
export class BusAlertNews implements AlertNews {
  constructor(private readonly bus: Bus) {}

  async subscribe(): ReturnType<AlertNews["subscribe"]> {
    const messages = await this.bus.subscribe([`events.${ALERT_FIRED}`]);
    const news: Awaited<ReturnType<AlertNews["subscribe"]>> = {
      next: async () => {
        const step = await messages.next();
        if (step.done) return { done: true, value: undefined };
        const { householdId, data } = step.value;
        // our own outbox is the only publisher of this topic
        const { alertId } = data as { readonly alertId: string };
        return { done: false, value: { householdId: String(householdId), alertId } };
      },
      return: async () => {
        await messages.return?.();
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]: () => news,
    };
    return news;
  }
}
