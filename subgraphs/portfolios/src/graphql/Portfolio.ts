import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { toConnection } from "@wealthgraph/chassis/connection";
import { Inaccessible, Key, Requires } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { snapshotsBetween, type SnapshotColumns } from "../operations/snapshotsBetween.js";
import type { StoredPosition } from "../operations/ports.js";
import { portfolioValue, unrealizedGain } from "../operations/valuation.js";
import type { PortfoliosContext } from "./context.js";
import { pageOf, positionKey, positionSlice } from "./pages.js";
import type { PortfolioModel } from "./Portfolio.reference.js";
import { Position } from "./Position.js";
import { PositionConnection } from "./PositionConnection.js";
import { Snapshots } from "./Snapshots.js";

/** All accounts of a household together; its id is the household's. */
@Key("id")
@ObjectType({ description: "All accounts of a household together." })
export class Portfolio {
  @Field(() => ID, { description: "The household's id." })
  id!: string;
}

/** The instrument's id comes with its quote: a field of our own is no requirement. */
const QUOTES =
  "openPositions { instrument { quote { instrument { id } price { amount currency } fxToUsd } } }";

@Resolver(() => Portfolio)
export class PortfolioFields {
  @FieldResolver(() => PositionConnection, { description: "Open positions by symbol." })
  async positions(
    @Root() { id }: PortfolioModel,
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Ctx() context: PortfoliosContext,
  ): Promise<PositionConnection> {
    const slice = positionSlice(first, after);
    const found = await context.positionsOfHousehold.load({ parentId: id, slice });
    // the connection carries models; the types' own resolvers read them
    return toConnection(pageOf(found, slice), positionKey, after) as never;
  }

  @Inaccessible()
  @FieldResolver(() => [Position], { description: "What value requires: every open position." })
  openPositions(
    @Root() { id }: PortfolioModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredPosition[]> {
    return context.openPositionsByHousehold.load(id);
  }

  @FieldResolver(() => Money, { description: "Of all accounts, in USD." })
  cash(@Root() { id }: PortfolioModel, @Ctx() context: PortfoliosContext): Promise<Money> {
    return context.cashByHousehold.load(id);
  }

  @FieldResolver(() => Money, { description: "Adjusted cost of all open lots, in USD." })
  cost(@Root() { id }: PortfolioModel, @Ctx() context: PortfoliosContext): Promise<Money> {
    return context.costByHousehold.load(id);
  }

  @Requires(QUOTES)
  @FieldResolver(() => Money, {
    nullable: true,
    description:
      "Open positions at live prices, and cash, in USD. Null when a position has no quote.",
  })
  async value(
    @Root() { id, quotes }: PortfolioModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<Money | null> {
    const held = await context.openPositionsByHousehold.load(id);
    return portfolioValue(held, quotes, await context.cashByHousehold.load(id));
  }

  @Requires(QUOTES)
  @FieldResolver(() => Money, {
    nullable: true,
    description: "Value less cash and cost, in USD. Null when a position has no quote.",
  })
  async unrealizedGain(
    @Root() { id, quotes }: PortfolioModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<Money | null> {
    const held = await context.openPositionsByHousehold.load(id);
    const cash = await context.cashByHousehold.load(id);
    const cost = await context.costByHousehold.load(id);
    return unrealizedGain(portfolioValue(held, quotes, cash), cash, cost);
  }

  @FieldResolver(() => Snapshots, {
    description: "Values at the end of each day with a market price or a transaction.",
  })
  snapshots(
    @Root() { id }: PortfolioModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: PortfoliosContext,
  ): Promise<SnapshotColumns> {
    return snapshotsBetween(context.services.work, context.viewer, id, { from, to });
  }
}
