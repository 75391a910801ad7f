import { type EvaluationPorts, evaluateAlerts } from "./alerts.js";

/** Between two looks while alerts wait. */
const WAITING_MS = 1_000;
/** Between two looks for a first alert. */
const IDLE_MS = 5_000;

/** Evaluates alerts once a second while there are any. */
export class AlertClock {
  #timer: NodeJS.Timeout | null = null;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly ports: EvaluationPorts,
    private readonly options: {
      readonly now: () => Date;
      readonly onFailure: (error: unknown) => void;
    },
  ) {}

  start(): void {
    this.#running = this.#turn();
  }

  /** Ends after the look in progress. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #turn(): Promise<void> {
    let delayMs = IDLE_MS;
    try {
      const { waiting } = await evaluateAlerts(this.ports, this.options.now());
      if (waiting > 0) delayMs = WAITING_MS;
    } catch (error) {
      this.options.onFailure(error);
    }
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => this.start(), delayMs);
  }
}
