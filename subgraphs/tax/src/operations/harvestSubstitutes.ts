import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { PriceHistory } from "../domain/harvesting/dailyReturns.js";
import { identityOf } from "../domain/harvesting/identicalSecurities.js";
import { type Substitute, substitutesOf } from "../domain/harvesting/substitutes.js";
import { SUBSTITUTE_UNIVERSE } from "../domain/harvesting/substituteUniverse.js";
import type { SubstituteVeto } from "./harvestPorts.js";
import { correlationRange, type HarvestSecurity } from "./harvestSecurities.js";

/** Substitutes of one security in one answer. */
export const SUBSTITUTES_MAX = 20;

/** Loaders of one request: equal loads are one request to the graph, one statement. */
export interface SubstituteSources {
  histories(
    householdId: string,
    symbols: readonly string[],
    range: { readonly from: CalendarDate; readonly to: CalendarDate },
  ): Promise<readonly PriceHistory[]>;
  vetoes(householdId: string): Promise<readonly SubstituteVeto[]>;
}

/**
 * What may be bought in place of a security that is proposed for sale, the closest first.
 *
 * @param first at most so many, 1 to `SUBSTITUTES_MAX`
 * @throws {Refusal} BAD_INPUT
 * @throws {Failure} when market-data does not answer
 */
export async function harvestSubstitutes(
  sources: SubstituteSources,
  { source, security }: HarvestSecurity,
  first: number,
): Promise<readonly Substitute[]> {
  if (!Number.isInteger(first) || first < 1 || first > SUBSTITUTES_MAX) {
    throw new Refusal("BAD_INPUT", `first is 1 to ${SUBSTITUTES_MAX} (asked: ${first})`, {
      firstMax: SUBSTITUTES_MAX,
    });
  }
  const { householdId, plan } = source;
  const proposed = new Set(
    plan.candidates
      .filter(({ place }) => place !== null)
      .map(({ priced }) => priced.lot.security.symbol),
  );
  const symbols = [...new Set([...SUBSTITUTE_UNIVERSE, ...proposed])];
  const [histories, vetoes] = await Promise.all([
    sources.histories(householdId, symbols, correlationRange(plan.asOf)),
    sources.vetoes(householdId),
  ]);
  const sold = histories.find(({ instrumentId }) => instrumentId === security.instrumentId);
  if (!sold) return [];
  const universe = new Set(SUBSTITUTE_UNIVERSE);
  const isMeant = ({ insteadOf }: SubstituteVeto) =>
    insteadOf === null || insteadOf === identityOf(security.symbol);
  return substitutesOf({
    sold,
    universe: histories.filter(({ symbol }) => universe.has(symbol)),
    notToBuy: new Set([...proposed, ...source.lossesAtRisk.map(({ symbol }) => symbol)]),
    vetoed: new Set(vetoes.filter(isMeant).map(({ substitute }) => substitute)),
  }).slice(0, first);
}
