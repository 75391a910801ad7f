import type { HarvestServices, SubstituteVetoStore } from "../operations/harvestPorts.js";
import type { SubstituteSources } from "../operations/harvestSubstitutes.js";

/** Equal asks of one request are one request to the graph, and one statement. */
export function substituteLoaders(
  { histories }: HarvestServices,
  vetoes: SubstituteVetoStore,
): SubstituteSources {
  const vetoesOf = new Map<string, ReturnType<SubstituteSources["vetoes"]>>();
  const known = new Map<string, ReturnType<SubstituteSources["histories"]>>();
  return {
    vetoes: (householdId) => {
      const asked = vetoesOf.get(householdId) ?? vetoes.ofHousehold(householdId);
      vetoesOf.set(householdId, asked);
      return asked;
    },
    histories: (householdId, symbols, { from, to }) => {
      const key = [householdId, from, to, ...symbols].join(" ");
      const asked = known.get(key) ?? histories.load(householdId, symbols, from, to);
      known.set(key, asked);
      return asked;
    },
  };
}
