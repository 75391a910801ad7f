import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Alert as AlertModel } from "../domain/alert.js";
import { watchAlerts } from "../operations/watchAlerts.js";
import { Alert } from "./Alert.js";
import type { MarketContext } from "./context.js";

@Resolver()
export class AlertFiredSubscription {
  @Authenticated()
  @Subscription(() => Alert, {
    description: "Each alert of a household as it fires, once. Refusals: NOT_FOUND.",
    subscribe: ({ args, context }: { args: { householdId: string }; context: MarketContext }) =>
      watchAlerts(
        {
          news: context.signedIn().alertNews,
          alerts: context.alerts,
          viewer: context.viewer,
        },
        args.householdId,
      ),
  })
  alertFired(
    @Root() alert: AlertModel,
    @Arg("householdId", () => ID) _householdId: string,
  ): AlertModel {
    return alert;
  }
}
