import type { QuoteChannel, WatchStore } from "./ports.js";

/** How long an instrument stays watched after the last sign of life; longer than two renewals. */
const WATCH_MS = 60_000;
const RENEW_MS = 20_000;

/**
 * What the subscribers of this process watch. It keeps the instruments on the list that all copies
 * share, so that the leading ticker knows what to tick; when nobody watches, it does nothing.
 */
export class WatchList {
  readonly #watchers = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly store: WatchStore,
    private readonly channel: QuoteChannel,
    private readonly options: {
      readonly now: () => Date;
      readonly onFailure: (error: unknown) => void;
    },
  ) {}

  /**
   * Begins to watch.
   *
   * @returns ends it; a second call does nothing
   */
  async watch(ids: readonly string[]): Promise<() => void> {
    for (const id of ids) this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    this.#timer ??= setInterval(() => void this.#renew(), RENEW_MS).unref();
    const release = this.#releaseOnce(ids);
    try {
      await this.store.watch(ids, this.#until());
      await this.channel.wake();
    } catch (error) {
      release();
      throw error;
    }
    return release;
  }

  /** Ends the renewals. */
  close(): void {
    this.#watchers.clear();
    this.#rest();
  }

  #releaseOnce(ids: readonly string[]): () => void {
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      for (const id of ids) {
        const left = (this.#watchers.get(id) ?? 0) - 1;
        if (left > 0) this.#watchers.set(id, left);
        else this.#watchers.delete(id);
      }
      if (this.#watchers.size === 0) this.#rest();
    };
  }

  async #renew(): Promise<void> {
    try {
      await this.store.watch([...this.#watchers.keys()], this.#until());
    } catch (error) {
      this.options.onFailure(error);
    }
  }

  #until(): Date {
    return new Date(this.options.now().getTime() + WATCH_MS);
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }
}
