import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { accountFor, viewerScope } from "../operations/access.js";
import type { Account as AccountModel } from "../operations/ports.js";
import { Account } from "./Account.js";
import type { PortfoliosContext } from "./context.js";

@Resolver()
export class AccountQuery {
  @Authenticated()
  @Query(() => Account, { nullable: true })
  account(
    @Arg("id", () => ID) id: string,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<AccountModel> {
    return services.work.within(viewerScope(viewer), (unit) =>
      accountFor(unit, viewer, id, "read"),
    );
  }
}
