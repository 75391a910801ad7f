import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { PortfolioChanged } from "../operations/ports.js";
import { watchPortfolio } from "../operations/watchPortfolio.js";
import type { PortfoliosContext } from "./context.js";
import { PortfolioChange, type PortfolioChangeModel } from "./PortfolioChange.js";

interface SubscribeOptions {
  readonly args: { readonly householdId: string };
  readonly context: PortfoliosContext;
}

@Resolver()
export class PortfolioChangedSubscription {
  @Authenticated()
  @Subscription(() => PortfolioChange, {
    description: "First the present state (reason SUBSCRIBED), then every committed change.",
    // type-graphql does not know the shape of our arguments and context
    subscribe: (options) => subscribe(options as unknown as SubscribeOptions) as never,
  })
  portfolioChanged(
    @Arg("householdId", () => ID) householdId: string,
    @Root() change: PortfolioChanged,
  ): PortfolioChangeModel {
    return { householdId, reason: change.reason, at: change.at };
  }
}

function subscribe({ args, context: { services, viewer } }: SubscribeOptions) {
  return watchPortfolio(services, viewer, args.householdId);
}
