import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import { LEDGER_CURRENCY } from "../operations/createAccount.js";
import type { AllocationDimension, AllocationFigures } from "../operations/portfolioAllocation.js";
import { AllocationDimensionEnum } from "./AllocationDimension.js";
import { AllocationSlice } from "./AllocationSlice.js";

@ObjectType({ description: "Holdings and cash by one dimension, at live prices." })
export class Allocation {
  @Field(() => AllocationDimensionEnum)
  dimension!: AllocationDimension;

  @Field(() => [AllocationSlice], { description: "Largest first; they sum to the total." })
  slices!: AllocationSlice[];

  @Field(() => [String], { description: "Conventions chosen, to be shown with the figures." })
  assumptions!: string[];
}

@Resolver(() => Allocation)
export class AllocationFields {
  @FieldResolver(() => Money, { description: "In USD." })
  total(@Root() { total }: AllocationFigures): Money {
    return { amount: total, currency: LEDGER_CURRENCY };
  }
}
