import DataLoader from "dataloader";
import { loaderOf } from "@wealthgraph/chassis/loader";
import type { BaseContext } from "@wealthgraph/chassis/subgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { HarvestBasis } from "../domain/harvest.js";
import type { TaxProfile } from "../domain/taxProfile.js";
import type { HouseholdHoldingsSource } from "../operations/householdHoldings.js";
import { harvestBasis } from "../operations/lotHarvest.js";
import type { HarvestServices, SubstituteVetoStore } from "../operations/harvestPorts.js";
import type { SubstituteSources } from "../operations/harvestSubstitutes.js";
import type { PlanRunner } from "../operations/planRunner.js";
import type { TaxProfileKey, TaxProfileStore } from "../operations/ports.js";
import { substituteLoaders } from "./substituteLoaders.js";

/** What lives as long as the process. */
export interface TaxServices {
  profilesOf(viewer: Viewer): TaxProfileStore;
  vetoesOf(viewer: Viewer): SubstituteVetoStore;
  readonly harvest: HarvestServices;
  readonly plans: PlanRunner;
  readonly holdings: HouseholdHoldingsSource;
}

/** What lives for one request. */
export interface TaxContext extends BaseContext {
  readonly profiles: TaxProfileStore;
  readonly vetoes: SubstituteVetoStore;
  readonly harvest: HarvestServices;
  readonly substituteSources: SubstituteSources;
  readonly plans: PlanRunner;
  readonly holdings: HouseholdHoldingsSource;
  readonly taxProfileById: DataLoader<string, TaxProfile | null>;
  /** One statement for all households and years that a request asks for. */
  readonly taxProfileByKey: DataLoader<TaxProfileKey, TaxProfile | null, string>;
  /** The year's return before a sale: loaded and computed once for all lots of a household. */
  readonly harvestBasisByKey: DataLoader<TaxProfileKey, HarvestBasis, string>;
}

const cacheKeyFn = (key: TaxProfileKey): string => `${key.householdId} ${key.year}`;

export function createTaxContext(base: BaseContext, services: TaxServices): TaxContext {
  const profiles = services.profilesOf(base.viewer);
  const taxProfileByKey = new DataLoader<TaxProfileKey, TaxProfile | null, string>(
    async (keys) => {
      const found = new Map((await profiles.byKeys(keys)).map((p) => [cacheKeyFn(p), p]));
      return keys.map((key) => found.get(cacheKeyFn(key)) ?? null);
    },
    { cacheKeyFn },
  );
  const harvestBasisByKey = new DataLoader<TaxProfileKey, HarvestBasis, string>(
    (keys) => Promise.all(keys.map((key) => harvestBasis((k) => taxProfileByKey.load(k), key))),
    { cacheKeyFn },
  );
  const vetoes = services.vetoesOf(base.viewer);
  return {
    ...base,
    profiles,
    vetoes,
    harvest: services.harvest,
    substituteSources: substituteLoaders(services.harvest, vetoes),
    plans: services.plans,
    holdings: services.holdings,
    taxProfileById: loaderOf((ids) => profiles.byIds(ids)),
    taxProfileByKey,
    harvestBasisByKey,
  };
}
