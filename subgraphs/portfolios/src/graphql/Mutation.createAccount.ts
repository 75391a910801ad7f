import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { AccountKind, Broker } from "../domain/account.js";
import { createAccount } from "../operations/createAccount.js";
import type { Account as AccountModel } from "../operations/ports.js";
import { Account } from "./Account.js";
import { AccountKindEnum } from "./AccountKind.js";
import { BrokerEnum } from "./Broker.js";
import type { PortfoliosContext } from "./context.js";

@InputType()
export class CreateAccountInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "1 to 200 characters." })
  name!: string;

  @Field(() => AccountKindEnum)
  kind!: AccountKind;

  @Field(() => BrokerEnum, { nullable: true })
  broker?: Broker | null;

  @Field(() => ID, { nullable: true })
  ownerPersonId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True to let it sell what it does not hold; taxable accounts only.",
  })
  allowsShort?: boolean | null;
}

@Resolver()
export class CreateAccountMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Account)
  createAccount(
    @Arg("input", () => CreateAccountInput) input: CreateAccountInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<AccountModel> {
    const { householdId, name, kind, broker = null, ownerPersonId = null } = input;
    const account = { householdId, name, kind, broker, ownerPersonId };
    return createAccount(services, viewer, { ...account, allowsShort: input.allowsShort ?? false });
  }
}
