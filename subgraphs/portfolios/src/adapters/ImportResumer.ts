import type { Logger } from "@wealthgraph/chassis/logger";
import type { Work } from "../operations/ports.js";
import { resumeImports } from "../operations/resumeImports.js";

const INTERVAL_MS = 10_000;

/** Looks every ten seconds for imports that stand still; a schedule of the queue rings once a minute at most. */
export class ImportResumer {
  readonly #work: Work;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(work: Work, log: Logger) {
    this.#work = work;
    this.#log = log;
  }

  start(): void {
    const turn = async (): Promise<void> => {
      await this.#running;
      this.#running = resumeImports(this.#work).catch((error: unknown) => {
        this.#log.warn({ err: error }, "resume imports");
      });
    };
    this.#timer = setInterval(() => void turn(), INTERVAL_MS);
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }
}
