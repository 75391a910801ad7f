import { Field, FieldResolver, Float, ObjectType, Resolver, Root } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { AllocationSlice as AllocationSliceModel } from "../domain/performance/allocation.js";
import { LEDGER_CURRENCY } from "../operations/createAccount.js";

@ObjectType({ description: "What one segment holds." })
export class AllocationSlice {
  @Field(() => String, {
    description: "Account or instrument id, asset class, currency or tax treatment; CASH for cash.",
  })
  segment!: string;

  @Field(() => Float, {
    nullable: true,
    description: "Share of the whole, 0.1 is 10 %; null when the whole is not positive.",
  })
  weight!: number | null;
}

@Resolver(() => AllocationSlice)
export class AllocationSliceFields {
  @FieldResolver(() => Money, { description: "In USD, at live prices." })
  value(@Root() { value }: AllocationSliceModel): Money {
    return { amount: value, currency: LEDGER_CURRENCY };
  }
}
