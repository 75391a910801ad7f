import type { StoredPosition } from "../operations/ports.js";
import type { LivePrice } from "../operations/valuation.js";
import type { PortfoliosContext } from "./context.js";
import { livePriceOf } from "./livePrice.js";

/** A position, with the live price when the router joined one for @requires. */
export interface PositionModel extends StoredPosition {
  readonly quote?: LivePrice | null;
}

export async function resolvePosition(
  reference: { readonly id: string; readonly instrument?: unknown },
  context: PortfoliosContext,
): Promise<PositionModel | null> {
  const position = await context.positionById.load(reference.id);
  if (!position || reference.instrument === undefined) return position;
  return { ...position, quote: livePriceOf(reference.instrument) };
}
