import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { AccountKind, Broker } from "../domain/account.js";
import type { Account as AccountModel } from "../operations/ports.js";
import { updateAccount } from "../operations/updateAccount.js";
import { Account } from "./Account.js";
import { AccountKindEnum } from "./AccountKind.js";
import { BrokerEnum } from "./Broker.js";
import type { PortfoliosContext } from "./context.js";

@InputType({ description: "What is absent stays as it is." })
export class UpdateAccountInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => Int, { description: "The version that was read." })
  version!: number;

  @Field(() => String, { nullable: true, description: "1 to 200 characters." })
  name?: string | null;

  @Field(() => AccountKindEnum, { nullable: true })
  kind?: AccountKind | null;

  @Field(() => BrokerEnum, { nullable: true, description: "null takes it away." })
  broker?: Broker | null;

  @Field(() => ID, { nullable: true, description: "null takes it away." })
  ownerPersonId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True to let it sell what it does not hold; taxable accounts only.",
  })
  allowsShort?: boolean | null;
}

@Resolver()
export class UpdateAccountMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Account)
  updateAccount(
    @Arg("input", () => UpdateAccountInput) input: UpdateAccountInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<AccountModel> {
    const { name, kind, allowsShort, ...rest } = input;
    return updateAccount(services, viewer, {
      ...rest,
      name: name ?? undefined,
      kind: kind ?? undefined,
      allowsShort: allowsShort ?? undefined,
    });
  }
}
