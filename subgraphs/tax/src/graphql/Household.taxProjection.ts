import { Arg, Ctx, Field, FieldResolver, InputType, Int, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import type { TaxProjection as TaxProjectionModel } from "../domain/projection/taxProjection.js";
import type { TaxProfileKey } from "../operations/ports.js";
import { taxProjectionOf } from "../operations/taxProjection.js";
import type { TaxContext } from "./context.js";
import { Household } from "./Household.js";
import {
  type HouseholdReference,
  RETIREMENT_FIELDS,
  toRetirementHousehold,
} from "./Household.reference.js";
import { TaxProjection } from "./TaxProjection.js";
import { TaxProjectionInput, toTaxProjectionRequest } from "./TaxProjectionInput.js";

@InputType({ description: "The years of a projection, with what the tax profile does not say." })
export class TaxProjectionYearsInput extends TaxProjectionInput {
  @Field(() => Int, { description: "The household has a tax profile of it." })
  fromYear!: number;

  @Field(() => Int, { description: "1 to 40." })
  years!: number;
}

@Resolver(() => Household)
export class HouseholdTaxProjection {
  @Requires(RETIREMENT_FIELDS)
  @FieldResolver(() => TaxProjection, {
    nullable: true,
    description:
      "Exact returns over years from the tax profile of the first one. Null like taxEstimate, or with TAX_STATE_UNKNOWN or BAD_INPUT.",
  })
  taxProjection(
    @Root() household: HouseholdReference,
    @Arg("input", () => TaxProjectionYearsInput) input: TaxProjectionYearsInput,
    @Ctx() context: TaxContext,
  ): Promise<TaxProjectionModel> {
    const load = (key: TaxProfileKey) => context.taxProfileByKey.load(key);
    return taxProjectionOf(load, context.viewer, {
      householdId: household.id,
      household: toRetirementHousehold(household),
      request: toTaxProjectionRequest(input.fromYear, input.years, input),
    });
  }
}
