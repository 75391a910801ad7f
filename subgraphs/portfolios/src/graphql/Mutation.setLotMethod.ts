import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { LotMethod } from "../domain/lotMethod.js";
import type { Account as AccountModel } from "../operations/ports.js";
import { setLotMethod } from "../operations/setLotMethod.js";
import { Account } from "./Account.js";
import type { PortfoliosContext } from "./context.js";
import { CostBasisMethodEnum } from "./CostBasisMethod.js";

@InputType()
export class SetLotMethodInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => String, {
    nullable: true,
    description: "When absent, for every instrument without an instruction of its own.",
  })
  symbol?: string | null;

  @Field(() => CostBasisMethodEnum, { description: "AVERAGE needs a symbol." })
  method!: LotMethod;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "First trade date it holds for; today when absent.",
  })
  from?: CalendarDate | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True to let it change sales that are booked from that date on.",
  })
  restateSales?: boolean | null;
}

@Resolver()
export class SetLotMethodMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Account, {
    description: "Says which units sales take from a day on; what was sold before stays as it is.",
  })
  setLotMethod(
    @Arg("input", () => SetLotMethodInput)
    { accountId, symbol, method, from, restateSales }: SetLotMethodInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<AccountModel> {
    return setLotMethod(services, viewer, {
      accountId,
      symbol: symbol?.trim() ?? null,
      method,
      from: from ?? null,
      restateSales: restateSales ?? false,
    });
  }
}
