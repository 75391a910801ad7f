import { registerEnumType } from "type-graphql";
import { CONTRIBUTION_DIMENSIONS } from "../operations/segments.js";

/** By what a return is divided. */
export const ContributionDimensionEnum = Object.fromEntries(
  CONTRIBUTION_DIMENSIONS.map((value) => [value, value]),
) as { readonly [Value in (typeof CONTRIBUTION_DIMENSIONS)[number]]: Value };

registerEnumType(ContributionDimensionEnum, {
  name: "ContributionDimension",
  description:
    "By what a return is divided. Segments are instrument or account ids, or the words of asset classes, sectors, currencies and tax treatments; CASH for cash, UNCLASSIFIED where nothing is known.",
});
