import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { withdrawalPlan } from "../operations/withdrawalPlan.js";
import type { TaxContext } from "./context.js";
import { Household } from "./Household.js";
import { WithdrawalPlan, withdrawalPlanOf } from "./WithdrawalPlan.js";
import { toWithdrawalRequest, WithdrawalPlanInput } from "./WithdrawalPlanInput.js";

@Resolver(() => Household)
export class HouseholdWithdrawalPlan {
  @FieldResolver(() => WithdrawalPlan, {
    nullable: true,
    description:
      "What to draw from which accounts over years, one to three seconds of work: ask for it alone, and the same again while it answers PLAN_RUNNING. Null like taxEstimate, or with BAD_INPUT, PLAN_RUNNING or PLAN_TIMED_OUT.",
  })
  async withdrawalPlan(
    @Root() household: Household,
    @Arg("input", () => WithdrawalPlanInput) input: WithdrawalPlanInput,
    @Ctx() context: TaxContext,
  ): Promise<WithdrawalPlan> {
    const world = {
      load: context.taxProfileByKey.load.bind(context.taxProfileByKey),
      plans: context.plans,
    };
    const key = { householdId: household.id, year: input.firstYear };
    return withdrawalPlanOf(
      await withdrawalPlan(world, context.viewer, key, toWithdrawalRequest(input)),
    );
  }
}
