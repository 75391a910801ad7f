import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { assetLocation } from "../operations/assetLocation.js";
import { AssetLocation, assetLocationOf } from "./AssetLocation.js";
import { AssetLocationInput, toAssetLocationRequest } from "./AssetLocationInput.js";
import type { TaxContext } from "./context.js";
import { Household } from "./Household.js";

@Resolver(() => Household)
export class HouseholdAssetLocation {
  @FieldResolver(() => AssetLocation, {
    nullable: true,
    description:
      "Where the household's assets belong, from its open positions at today's value. Null like taxEstimate, or with BAD_INPUT, NO_FX_RATE, PLAN_INFEASIBLE, PLAN_RUNNING (ask the same again) or PLAN_TIMED_OUT.",
  })
  async assetLocation(
    @Root() household: Household,
    @Arg("input", () => AssetLocationInput) input: AssetLocationInput,
    @Ctx() context: TaxContext,
  ): Promise<AssetLocation> {
    const world = {
      load: context.taxProfileByKey.load.bind(context.taxProfileByKey),
      plans: context.plans,
      holdings: context.holdings,
      today: () => context.harvest.today(),
    };
    const key = { householdId: household.id, year: input.year };
    return assetLocationOf(
      await assetLocation(world, context.viewer, key, toAssetLocationRequest(input)),
    );
  }
}
