import { registerEnumType } from "type-graphql";

/** How the error of a simulation is made smaller. */
export const VarianceReductionEnum = { NONE: "NONE", ANTITHETIC: "ANTITHETIC" } as const;

export type VarianceReduction = keyof typeof VarianceReductionEnum;

registerEnumType(VarianceReductionEnum, {
  name: "VarianceReduction",
  description:
    "ANTITHETIC: every second path has the normals of the one before it with the other sign; intervals are made of pairs.",
});
