import { registerEnumType } from "type-graphql";
import { LOT_METHODS } from "../domain/lotMethod.js";

/** Which units leave first. */
export const CostBasisMethodEnum = Object.fromEntries(
  LOT_METHODS.map((value) => [value, value]),
) as {
  readonly [Value in (typeof LOT_METHODS)[number]]: Value;
};

registerEnumType(CostBasisMethodEnum, {
  name: "CostBasisMethod",
  description:
    "Which units leave first: oldest, newest, dearest, or oldest at the pooled cost (mutual funds and reinvested dividends only).",
});
