import type { CorporateAction } from "../domain/corporateAction.js";
import type { Instrument } from "../domain/instrument.js";
import type { HistoryStore } from "../operations/historyPorts.js";
import type { ActionSource } from "../operations/ports.js";

const REFRESH_MS = 60_000;

/**
 * Actions of the folder's files; of instruments the files say nothing about, those that were stored
 * from providers. The stored ones are held in memory and read again every minute, in the background.
 */
export class StoredActions implements ActionSource {
  #stored: ReadonlyMap<string, readonly CorporateAction[]> = new Map();
  #readMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly files: ActionSource,
    private readonly store: Pick<HistoryStore, "actions">,
    private readonly options: {
      readonly nowMs: () => number;
      readonly onFailure: (error: unknown) => void;
    },
  ) {}

  actionsOf(instrument: Instrument): readonly CorporateAction[] {
    if (this.options.nowMs() - this.#readMs > REFRESH_MS) {
      this.refresh().catch(this.options.onFailure);
    }
    const filed = this.files.actionsOf(instrument);
    return filed.length > 0 ? filed : (this.#stored.get(instrument.id) ?? []);
  }

  async refresh(): Promise<void> {
    this.#readMs = this.options.nowMs();
    this.#stored = await this.store.actions();
  }
}
