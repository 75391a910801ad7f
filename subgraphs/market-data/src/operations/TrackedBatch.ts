import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { TrackedInstruments } from "./historyPorts.js";

/** Remembers what was asked for today and writes it down once, in the background. */
export class TrackedBatch {
  #day: CalendarDate | null = null;
  #noted = new Set<string>();
  #waiting: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: Pick<TrackedInstruments, "track">,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  note(ids: readonly string[], on: CalendarDate): void {
    if (this.#day !== on) {
      this.#day = on;
      this.#noted = new Set();
    }
    const news = ids.filter((id) => !this.#noted.has(id));
    if (news.length === 0) return;
    for (const id of news) this.#noted.add(id);
    this.#waiting.push(...news);
    this.#writing = this.#writing.then(() => this.#write(on));
  }

  /** Everything noted so far is written. */
  settled(): Promise<void> {
    return this.#writing;
  }

  async #write(on: CalendarDate): Promise<void> {
    const ids = [...new Set(this.#waiting.splice(0))];
    if (ids.length === 0) return;
    try {
      await this.store.track(ids, on);
    } catch (error) {
      this.onFailure(error);
    }
  }
}
