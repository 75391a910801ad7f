import type { Logger } from "@wealthgraph/chassis/logger";
import { restateDisposals } from "../operations/restateDisposals.js";
import type { Work } from "../operations/ports.js";

/** Once after the start: calculates again what an older version stored, or did not store. */
export class DisposalRestater {
  readonly #work: Work;
  readonly #log: Logger;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(work: Work, log: Logger) {
    this.#work = work;
    this.#log = log;
  }

  start(): void {
    this.#running = restateDisposals(this.#work, () => this.#isStopped).catch((error: unknown) => {
      this.#log.warn({ err: error }, "restate disposals");
    });
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
  }
}
