import { registerEnumType } from "type-graphql";
import type { LocationStrategy } from "../domain/location/assetLocation.js";

/** Ways to spread assets over accounts. */
export const LocationStrategyEnum: Readonly<Record<LocationStrategy, LocationStrategy>> = {
  AS_IS: "AS_IS",
  PROPORTIONAL: "PROPORTIONAL",
  INEFFICIENT_SHELTERED: "INEFFICIENT_SHELTERED",
  GROWTH_IN_ROTH: "GROWTH_IN_ROTH",
  OPTIMISED: "OPTIMISED",
};

registerEnumType(LocationStrategyEnum, {
  name: "LocationStrategy",
  description: "Ways to spread assets over accounts.",
  valuesConfig: {
    AS_IS: { description: "No trade." },
    PROPORTIONAL: { description: "The household's mix in every account." },
    INEFFICIENT_SHELTERED: {
      description: "What is taxed most each year in deferred accounts first: bonds in the IRA.",
    },
    GROWTH_IN_ROTH: { description: "The highest returns in Roth accounts and HSAs first." },
    OPTIMISED: { description: "The linear programme's." },
  },
});
