import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { ChangeNews, Clock, PortfolioChanged } from "./ports.js";

/**
 * First that the subscription is open (who joins late reads the present state with it), then every
 * committed change.
 *
 * @throws {Refusal} NOT_FOUND for another household
 */
export async function watchPortfolio(
  ports: { readonly changes: ChangeNews; readonly clock: Clock },
  viewer: Viewer,
  householdId: string,
): Promise<AsyncIterableIterator<PortfolioChanged>> {
  requireHousehold(viewer, householdId, "read");
  const changes = await ports.changes.portfolioChanges(householdId);
  let isOpened = false;
  const iterator: AsyncIterableIterator<PortfolioChanged> = {
    [Symbol.asyncIterator]: () => iterator,
    next: () => {
      if (isOpened) return changes.next();
      isOpened = true;
      return Promise.resolve({ done: false, value: { reason: "SUBSCRIBED", at: ports.clock() } });
    },
    return: async () => {
      await changes.return?.();
      return { done: true, value: undefined };
    },
  };
  return iterator;
}
