import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removeAlert } from "../operations/alerts.js";
import type { MarketContext } from "./context.js";

@Resolver()
export class RemoveAlertMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, { description: "Refusals: NOT_FOUND, FORBIDDEN." })
  removeAlert(
    @Arg("alertId", () => ID) alertId: string,
    @Ctx() context: MarketContext,
  ): Promise<boolean> {
    return removeAlert(context.alertPorts(), alertId);
  }
}
