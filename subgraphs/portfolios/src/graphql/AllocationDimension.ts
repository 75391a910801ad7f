import { registerEnumType } from "type-graphql";
import { ALLOCATION_DIMENSIONS } from "../operations/portfolioAllocation.js";

/** By what an allocation divides. */
export const AllocationDimensionEnum = Object.fromEntries(
  ALLOCATION_DIMENSIONS.map((value) => [value, value]),
) as {
  readonly [Value in (typeof ALLOCATION_DIMENSIONS)[number]]: Value;
};

registerEnumType(AllocationDimensionEnum, {
  name: "AllocationDimension",
  description: "By what an allocation divides.",
});
