import { type TickPorts, tickQuotes } from "./tickQuotes.js";

const TICK_MS = 1_000;
/** Past the whole second, so that a price as of that second exists. */
const AFTER_SECOND_MS = 5;
/** How often a copy looks for watchers whose wake-up call was lost. */
const IDLE_MS = 15_000;

/**
 * Ticks once a second while somebody watches something, and sleeps otherwise. Every copy has one;
 * the store's lock lets one of them at a time do the work, and when that one dies the next second
 * finds another.
 */
export class Ticker {
  readonly #stop = new AbortController();
  #wake: (() => void) | null = null;
  #isAwake = true;
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ports: TickPorts,
    private readonly options: {
      readonly now: () => Date;
      readonly onFailure: (error: unknown) => void;
    },
  ) {}

  /** Begins to listen for watchers, then to tick. */
  async start(): Promise<void> {
    const calls = await this.ports.channel.onWake(this.#stop.signal);
    this.#running = Promise.all([this.#listen(calls), this.#run()]);
  }

  /** Ends after the round in progress. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await this.#running;
  }

  async #listen(calls: AsyncIterableIterator<unknown>): Promise<void> {
    try {
      for await (const _ of calls) {
        this.#isAwake = true;
        this.#wake?.();
      }
    } catch (error) {
      this.options.onFailure(error);
    }
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#pause(this.#isAwake ? this.#untilNextSecond() : IDLE_MS);
      if (this.#stop.signal.aborted) return;
      this.#isAwake = false;
      try {
        const { watched } = await tickQuotes(this.ports, this.options.now());
        if (watched !== 0) this.#isAwake = true;
      } catch (error) {
        this.#isAwake = true;
        this.options.onFailure(error);
      }
    }
  }

  #untilNextSecond(): number {
    return TICK_MS - (this.options.now().getTime() % TICK_MS) + AFTER_SECOND_MS;
  }

  /** A wake-up call ends a long pause, never the wait for the next whole second. */
  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resume) => {
      const timer = setTimeout(resume, ms);
      this.#wake = () => {
        if (ms <= TICK_MS + AFTER_SECOND_MS && !this.#stop.signal.aborted) return;
        clearTimeout(timer);
        resume();
      };
    });
    this.#wake = null;
    if (this.#isAwake && ms === IDLE_MS) await this.#pause(this.#untilNextSecond());
  }
}
