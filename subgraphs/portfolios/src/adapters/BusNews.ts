import type { Bus } from "@wealthgraph/chassis/bus";
import type {
  ChangeNews,
  ChangeReason,
  ImportNews,
  PortfolioChanged,
} from "../operations/ports.js";

const topicOf = (importId: string): string => `portfolios.import.${importId}`;
const CHANGED = "events.portfolio.changed";

/** News over the bus: that an import moved, and which portfolios changed. State is read from the database. */
export class BusNews implements ImportNews, ChangeNews {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  importMoved(importId: string): Promise<void> {
    return this.#bus.publish(topicOf(importId), { importId });
  }

  importMoves(importId: string): Promise<AsyncIterator<unknown>> {
    // what waits is the same news: one is enough
    return this.#bus.subscribe([topicOf(importId)], { conflateBy: () => importId });
  }

  async *#ofHousehold(
    events: AsyncIterable<Readonly<Record<string, unknown>>>,
    householdId: string,
  ): AsyncGenerator<PortfolioChanged> {
    for await (const event of events) {
      if (event["householdId"] !== householdId) continue;
      // written by PostgresUnit.portfolioChanged
      const data = event["data"] as { readonly reason: ChangeReason };
      yield { reason: data.reason, at: new Date(String(event["at"])) };
    }
  }

  /** The outbox dispatches the event after the commit, at least once. */
  async portfolioChanges(householdId: string): Promise<AsyncIterableIterator<PortfolioChanged>> {
    const events = await this.#bus.subscribe([CHANGED]);
    const changes = this.#ofHousehold(events, householdId);
    const iterator: AsyncIterableIterator<PortfolioChanged> = {
      [Symbol.asyncIterator]: () => iterator,
      next: () => changes.next(),
      return: async () => {
        // a generator that waits does not hear return: its source does
        await events.return?.();
        return changes.return(undefined);
      },
    };
    return iterator;
  }
}
