import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import { toConnection } from "@wealthgraph/chassis/connection";
import { Inaccessible, Key, Requires } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { lossesAtRisk, riskFrom } from "../operations/lossesAtRisk.js";
import { type PerformanceFigures, portfolioPerformance } from "../operations/performance.js";
import {
  type AllocationDimension,
  type AllocationFigures,
  portfolioAllocation,
} from "../operations/portfolioAllocation.js";
import {
  type IncomeCalendar as IncomeCalendarFigures,
  incomeCalendar,
} from "../operations/incomeCalendar.js";
import {
  type AttributionFigures,
  type ContributionFigures,
  portfolioAttribution,
  portfolioContribution,
} from "../operations/portfolioParts.js";
import { type IncomeFigures, portfolioIncome } from "../operations/portfolioIncome.js";
import { portfolioRebalance, type RebalancePlan } from "../operations/portfolioRebalance.js";
import { portfolioRisk, type RiskFigures } from "../operations/portfolioRisk.js";
import { realizedTotals, type RealizedTotals } from "../operations/realizedTotals.js";
import { snapshotsBetween, type SnapshotColumns } from "../operations/snapshotsBetween.js";
import type { StoredPosition } from "../operations/ports.js";
import { type WhatIf as WhatIfFigures, whatIf } from "../operations/whatIf.js";
import { portfolioValue, unrealizedGain } from "../operations/valuation.js";
import { Allocation } from "./Allocation.js";
import { AllocationDimensionEnum } from "./AllocationDimension.js";
import { partsPorts, type PortfoliosContext } from "./context.js";
import { DisposalArgs } from "./Disposal.js";
import { DisposalConnection } from "./DisposalConnection.js";
import { Contribution } from "./Contribution.js";
import { ContributionArgs } from "./ContributionArgs.js";
import { Income } from "./Income.js";
import { LossAtRisk } from "./LossAtRisk.js";
import { IncomeCalendar } from "./IncomeCalendar.js";
import { disposalKey, disposalSlice, pageOf, positionKey, positionSlice } from "./pages.js";
import { Performance } from "./Performance.js";
import type { PortfolioModel } from "./Portfolio.reference.js";
import { Position } from "./Position.js";
import { PositionConnection } from "./PositionConnection.js";
import { RealizedGains } from "./RealizedGains.js";
import { Rebalance, RebalanceInput, rebalanceOptions } from "./Rebalance.js";
import { BenchmarkSegmentInput, ReturnAttribution } from "./ReturnAttribution.js";
import { Risk, RiskArgs, riskOptions } from "./Risk.js";
import { Snapshots } from "./Snapshots.js";
import { HypotheticalTradeInput, hypotheticalTrades, WhatIf } from "./WhatIf.js";

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

const LOSSES_MAX = 1_000;

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

  @FieldResolver(() => Performance, {
    description: "Returns over the days from `from` to `to`, both included.",
  })
  performance(
    @Root() { id }: PortfolioModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: PortfoliosContext,
  ): Promise<PerformanceFigures> {
    return portfolioPerformance(context.services.work, context.viewer, id, { from, to });
  }

  @FieldResolver(() => Risk, { description: "Risk over the days from `from` to `to`." })
  risk(
    @Root() { id }: PortfolioModel,
    @Args(() => RiskArgs) args: RiskArgs,
    @Ctx() context: PortfoliosContext,
  ): Promise<RiskFigures> {
    return portfolioRisk(context.services.work, context.viewer, id, riskOptions(args));
  }

  @FieldResolver(() => Income, {
    description: "Income of the days from `from` to `to`, both included.",
  })
  income(
    @Root() { id }: PortfolioModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: PortfoliosContext,
  ): Promise<IncomeFigures> {
    return portfolioIncome(context.services.work, context.viewer, id, { from, to });
  }

  @FieldResolver(() => Contribution, {
    description:
      "The return of the days from `from` to `to`, both included, divided by its sources.",
  })
  contribution(
    @Root() { id }: PortfolioModel,
    @Args(() => ContributionArgs) { from, to, by }: ContributionArgs,
    @Ctx() context: PortfoliosContext,
  ): Promise<ContributionFigures> {
    return portfolioContribution(partsPorts(context), id, { from, to }, by);
  }

  @FieldResolver(() => ReturnAttribution, {
    description: "Why the household did better or worse than a blend of instruments.",
  })
  attribution(
    @Root() { id }: PortfolioModel,
    @Args(() => ContributionArgs) { from, to, by }: ContributionArgs,
    @Arg("benchmark", () => [BenchmarkSegmentInput]) benchmark: BenchmarkSegmentInput[],
    @Ctx() context: PortfoliosContext,
  ): Promise<AttributionFigures> {
    return portfolioAttribution(partsPorts(context), id, { from, to }, { by, benchmark });
  }

  @FieldResolver(() => IncomeCalendar, { description: "Of the next twelve months, estimated." })
  incomeCalendar(
    @Root() { id }: PortfolioModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<IncomeCalendarFigures> {
    const { work, clock } = context.services;
    return incomeCalendar(work, context.viewer, id, clock());
  }

  @Requires(QUOTES)
  @FieldResolver(() => WhatIf, {
    description:
      "The same portfolio after trades that nobody makes; nothing is stored. Refusals: BAD_INPUT, NOT_FOUND, NO_QUOTE, UNITS_EXCEED_POSITION.",
  })
  whatIf(
    @Root() { id, quotes }: PortfolioModel,
    @Arg("trades", () => [HypotheticalTradeInput]) trades: HypotheticalTradeInput[],
    @Ctx() context: PortfoliosContext,
  ): Promise<WhatIfFigures> {
    const { work, clock } = context.services;
    const portfolio = { id, quotes, now: clock() };
    return whatIf(work, context.viewer, portfolio, hypotheticalTrades(trades));
  }

  @Requires(
    "openPositions { lots { harvest { lotId benefit { amount currency } } } instrument { quote { instrument { id } price { amount currency } fxToUsd } } }",
  )
  @FieldResolver(() => Rebalance, {
    description:
      "Trades that bring one account back to its targets, new cash first, with the tax of each sale. Refusals: BAD_INPUT, NOT_FOUND, NO_QUOTE.",
  })
  rebalance(
    @Root() portfolio: PortfolioModel,
    @Arg("input", () => RebalanceInput) input: RebalanceInput,
    @Ctx() context: PortfoliosContext,
  ): Promise<RebalancePlan> {
    const { work } = context.services;
    return portfolioRebalance(work, context.viewer, portfolio, rebalanceOptions(input));
  }

  @Requires(QUOTES)
  @FieldResolver(() => Allocation, {
    nullable: true,
    description: "At live prices. Null when a position has no quote.",
  })
  allocation(
    @Root() portfolio: PortfolioModel,
    @Arg("by", () => AllocationDimensionEnum) by: AllocationDimension,
    @Ctx() context: PortfoliosContext,
  ): Promise<AllocationFigures | null> {
    return portfolioAllocation(context.services.work, context.viewer, portfolio, by);
  }

  @FieldResolver(() => DisposalConnection, {
    description: "Lots closed from `from` to `to`, both included; oldest first.",
  })
  async disposals(
    @Root() { id }: PortfolioModel,
    @Args(() => DisposalArgs) { from, to, first, after }: DisposalArgs,
    @Ctx() context: PortfoliosContext,
  ): Promise<DisposalConnection> {
    const slice = disposalSlice(first, after);
    const found = await context.disposals.ofHousehold(id, { from, to }, slice);
    // as above
    return toConnection(pageOf(found, slice), disposalKey, after) as never;
  }

  @FieldResolver(() => [LossAtRisk], {
    description: "Losses of the last 30 days that a purchase would still wash, at most 1,000.",
  })
  async lossesAtRisk(
    @Root() { id }: PortfolioModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly LossAtRisk[]> {
    const to = dateOfInstant(context.services.clock(), "America/New_York");
    const range = { from: riskFrom(to), to };
    const slice = { first: LOSSES_MAX, after: null };
    return lossesAtRisk(await context.disposals.ofHousehold(id, range, slice));
  }

  @FieldResolver(() => RealizedGains, {
    description: "Sums over the lots closed from `from` to `to`, both included.",
  })
  realizedGains(
    @Root() { id }: PortfolioModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: PortfoliosContext,
  ): Promise<RealizedTotals> {
    return realizedTotals(context.services.work, context.viewer, id, { from, to });
  }
}
