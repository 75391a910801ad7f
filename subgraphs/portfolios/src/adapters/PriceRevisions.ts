import type { Bus } from "@wealthgraph/chassis/bus";
import type { Logger } from "@wealthgraph/chassis/logger";
import { parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type PriceRevision, restatePrices } from "../operations/restatePrices.js";
import type { Work } from "../operations/ports.js";

/** Written by market-data when stored prices or actions are corrected. */
const REVISED = "events.prices.revised";

/** Hears of corrected prices as long as the process lives. */
export class PriceRevisions {
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly bus: Bus,
    private readonly work: Work,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    const events = await this.bus.subscribe([REVISED], { signal: this.#stop.signal });
    this.#running = this.#follow(events);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #follow(events: AsyncIterable<Readonly<Record<string, unknown>>>): Promise<void> {
    for await (const event of events) {
      const revision = readRevision(event["data"]);
      if (!revision) continue;
      try {
        const households = await restatePrices(this.work, revision);
        this.log.info({ ...revision, households }, "prices revised");
      } catch (error) {
        this.log.warn({ err: error }, "prices revised");
      }
    }
  }
}

function readRevision(data: unknown): PriceRevision | null {
  if (typeof data !== "object" || data === null) return null;
  const { instrumentId, from } = data as Readonly<Record<string, unknown>>;
  const day = typeof from === "string" ? parseCalendarDate(from) : null;
  return typeof instrumentId === "string" && day ? { instrumentId, from: day } : null;
}
