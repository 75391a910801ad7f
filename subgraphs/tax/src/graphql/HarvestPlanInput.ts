import { Field, InputType, Int } from "type-graphql";
import { DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { DEFAULT_TERMS, type HarvestTerms } from "../domain/harvesting/harvestTerms.js";
import { dollars } from "./TaxDetailsInput.js";

@InputType({ description: "What a harvest rests on; what is absent has its default." })
export class HarvestPlanInput {
  @Field(() => MoneyInput, {
    nullable: true,
    description: "Loss of a lot, after wash sales, that is worth a trade; 500 USD when absent.",
  })
  minLoss?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Market value of the lot's position; 1,000 USD when absent.",
  })
  minPosition?: MoneyInput | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Tax per dollar of gain when the replacement is sold, 0 to 1; 0 for one that is never sold. Absent: a harvest takes the household's rate on a long-term gain of that size in a year like this, a gain harvest 15 %.",
  })
  laterRate?: Decimal | null;

  @Field(() => Int, { nullable: true, description: "Until that sale, 0 to 60; 10 when absent." })
  yearsUntilSale?: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "A year, 0 to 0.5; 0.04 when absent.",
  })
  discountRate?: Decimal | null;

  @Field(() => String, {
    nullable: true,
    description: "One of taxStates: its income tax counts too. Federal tax alone when absent.",
  })
  state?: string | null;
}

/** @throws {Refusal} BAD_INPUT for an amount in another currency */
export function toHarvestTerms(input: HarvestPlanInput | null | undefined): HarvestTerms {
  if (!input) return DEFAULT_TERMS;
  const { minLoss, minPosition } = input;
  return {
    minLoss: minLoss ? dollars("minLoss", minLoss) : DEFAULT_TERMS.minLoss,
    minPosition: minPosition ? dollars("minPosition", minPosition) : DEFAULT_TERMS.minPosition,
    laterRate: input.laterRate ?? null,
    yearsUntilSale: input.yearsUntilSale ?? DEFAULT_TERMS.yearsUntilSale,
    discountRate: input.discountRate ?? DEFAULT_TERMS.discountRate,
    state: input.state ?? null,
  };
}
