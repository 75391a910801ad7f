import { registerEnumType } from "type-graphql";
import { ASSET_CLASSES } from "../domain/assetClass.js";

/** The asset classes a simulation knows as a GraphQL enum. */
export const SimulatedAssetClassEnum = Object.fromEntries(ASSET_CLASSES.map((c) => [c, c]));

registerEnumType(SimulatedAssetClassEnum, {
  name: "SimulatedAssetClass",
  description:
    "Asset classes with capital-market assumptions. Holdings in CRYPTO and OTHER count as EMERGING_EQUITY.",
});
