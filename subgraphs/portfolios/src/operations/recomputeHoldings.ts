import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { viewerScope } from "./access.js";
import type { StoredLot, StoredPosition, Unit, Work } from "./ports.js";
import { saveHoldings } from "./saveHoldings.js";

export interface Recomputation {
  readonly positions: number;
  readonly lots: number;
  /** Positions and lots that came out otherwise than they were stored: 0 as long as all is well. */
  readonly differences: number;
}

/**
 * Replays a household's whole ledger and stores what comes out. What was kept up to date change by
 * change is the same already: the answer says how much was not.
 */
export async function recomputeHoldings(
  ports: { readonly work: Work },
  viewer: Viewer,
  householdId: string,
): Promise<Recomputation> {
  requireHousehold(viewer, householdId, "write");
  return ports.work.within(viewerScope(viewer), async (unit) => {
    await unit.ledger.lock(householdId);
    const before = await wordsOf(unit, householdId);
    await saveHoldings(unit, householdId, null);
    const after = await wordsOf(unit, householdId);
    const gone = [...before.words].filter((each) => !after.words.has(each)).length;
    const come = [...after.words].filter((each) => !before.words.has(each)).length;
    if (gone + come > 0) {
      await unit.portfolioChanged(householdId, "HOLDINGS_RECOMPUTED");
      await unit.enqueueSnapshots(householdId, null);
    }
    return { positions: after.positions, lots: after.lots, differences: Math.max(gone, come) };
  });
}

async function wordsOf(unit: Pick<Unit, "holdings">, householdId: string) {
  const positions = await unit.holdings.positionsOfHouseholds([householdId], null);
  const lots = await unit.holdings.lotsOfPositions(positions.map(({ id }) => id));
  const words = new Set([...positions.map(positionWords), ...lots.map(lotWords)]);
  return { positions: positions.length, lots: lots.length, words };
}

const positionWords = ({ id, symbol, units, cost }: StoredPosition) =>
  `${id} ${symbol} ${units.toFixed()} ${cost.amount.toFixed()}`;
const lotWords = (lot: StoredLot) =>
  `${lot.id} ${lot.units.toFixed()} ${lot.cost.toFixed()} ${lot.acquiredOn} ${lot.disallowedLoss.toFixed()}`;
