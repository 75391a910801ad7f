import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { requireHousehold } from "@wealthgraph/chassis/viewer";
import type { Account as AccountModel, StoredMapping } from "../operations/ports.js";
import { Account } from "./Account.js";
import type { PortfoliosContext } from "./context.js";
import { RememberedMapping } from "./ImportMapping.js";
import { Portfolio } from "./Portfolio.js";
import type { PortfolioModel } from "./Portfolio.reference.js";

/** Owned by users; portfolios adds accounts, importMappings and portfolio. */
@Key("id")
@ObjectType()
export class Household {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => Household)
export class HouseholdFields {
  @FieldResolver(() => [Account], { description: "In order of creation." })
  async accounts(
    @Root() household: Household,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly AccountModel[]> {
    requireHousehold(context.viewer, household.id, "read");
    return context.accountsByHousehold.load(household.id);
  }

  @FieldResolver(() => [RememberedMapping], {
    description: "What the columns of files mean that no broker's layout covers, by name.",
  })
  async importMappings(
    @Root() household: Household,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredMapping[]> {
    requireHousehold(context.viewer, household.id, "read");
    return context.importMappingsByHousehold.load(household.id);
  }

  @FieldResolver(() => Portfolio, { description: "All accounts together." })
  async portfolio(
    @Root() household: Household,
    @Ctx() context: PortfoliosContext,
  ): Promise<PortfolioModel> {
    requireHousehold(context.viewer, household.id, "read");
    return Promise.resolve({ id: household.id, quotes: new Map(), benefits: new Map() });
  }
}
