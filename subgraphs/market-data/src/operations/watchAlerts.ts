import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { Alert } from "../domain/alert.js";
import type { AlertNews, AlertStore } from "./alerts.js";

/**
 * Each alert of a household as it fires, once, although the news comes at least once.
 *
 * @throws {Refusal} NOT_FOUND when the household is not the viewer's
 */
export async function watchAlerts(
  ports: { readonly news: AlertNews; readonly alerts: AlertStore; readonly viewer: Viewer },
  householdId: string,
): Promise<AsyncIterableIterator<Alert>> {
  requireHousehold(ports.viewer, householdId, "read");
  return new AlertFeed(await ports.news.subscribe(), ports.alerts, householdId);
}

class AlertFeed implements AsyncIterableIterator<Alert> {
  readonly #told = new Set<string>();

  constructor(
    private readonly news: Awaited<ReturnType<AlertNews["subscribe"]>>,
    private readonly alerts: AlertStore,
    private readonly householdId: string,
  ) {}

  async next(): Promise<IteratorResult<Alert, undefined>> {
    for (;;) {
      const step = await this.news.next();
      if (step.done) return { done: true, value: undefined };
      const { householdId, alertId } = step.value;
      if (householdId !== this.householdId || this.#told.has(alertId)) continue;
      const alert = await this.alerts.byId(alertId);
      if (!alert?.fired) continue;
      this.#told.add(alertId);
      return { done: false, value: alert };
    }
  }

  async return(): Promise<IteratorResult<Alert, undefined>> {
    await this.news.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
