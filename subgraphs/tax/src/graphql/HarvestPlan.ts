import {
  Arg,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { decodeCursor, pageSize, toConnection } from "@wealthgraph/chassis/connection";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { cents } from "../domain/exact.js";
import type {
  HarvestStrategy as HarvestStrategyModel,
  HarvestStrategyName,
  HarvestVerdict,
} from "../domain/harvesting/harvestPlan.js";
import type { LotFault } from "../domain/harvesting/householdLot.js";
import { doNotBuy, type DoNotBuy as DoNotBuyModel } from "../operations/doNotBuy.js";
import { harvestAssumptions } from "../operations/harvestAssumptions.js";
import { harvestCandidates } from "../operations/harvestCandidates.js";
import type { PricedHarvestPlan } from "../operations/harvestPlan.js";
import { harvestSecurities } from "../operations/harvestSecurities.js";
import { DoNotBuy } from "./DoNotBuy.js";
import { HarvestVerdictEnum } from "./HarvestCandidate.js";
import { HarvestCandidateConnection } from "./HarvestCandidateConnection.js";
import { HarvestSecurityConnection } from "./HarvestSecurityConnection.js";
import { HarvestStrategy, HarvestStrategyNameEnum } from "./HarvestStrategy.js";

export const LotFaultEnum: Readonly<Record<LotFault, LotFault>> = {
  NO_QUOTE: "NO_QUOTE",
  MISSING_COST: "MISSING_COST",
  MISSING_DATE: "MISSING_DATE",
  DATE_AFTER_TODAY: "DATE_AFTER_TODAY",
  OTHER_TAXPAYER: "OTHER_TAXPAYER",
};

registerEnumType(LotFaultEnum, {
  name: "LotFault",
  description:
    "Why a lot cannot be priced; MISSING_COST: unknown, or not in USD; OTHER_TAXPAYER: a custodial account's gains are on the child's return.",
});

@ObjectType({ description: "Lots of taxable accounts that the plan left out." })
export class HarvestOmission {
  @Field(() => LotFaultEnum)
  reason!: LotFault;

  @Field(() => Int)
  lots!: number;

  @Field(() => [ID], { description: "The first 100." })
  lotIds!: readonly string[];
}

const usd = (amount: Decimal): MoneyModel => money(cents(amount), "USD");
const LOT_IDS_MAX = 100;

@ObjectType({
  description:
    "Lots of the whole household to sell at a loss today, priced together. Informational only, not advice; USD.",
})
export class HarvestPlan {}

@Resolver(() => HarvestPlan)
export class HarvestPlanFields {
  @FieldResolver(() => CalendarDateScalar, { description: "Day of the sales, in New York." })
  asOf(@Root() { plan }: PricedHarvestPlan): CalendarDate {
    return plan.asOf;
  }

  @FieldResolver(() => Int, { description: "Tax year." })
  year(@Root() { year }: PricedHarvestPlan): number {
    return year.parameters.year;
  }

  @FieldResolver(() => Int, { description: "Lots of all accounts that were looked at." })
  lotsScanned(@Root() { plan }: PricedHarvestPlan): number {
    return plan.scanned;
  }

  @FieldResolver(() => HarvestStrategyNameEnum, { description: "The best by exact value." })
  chosen(@Root() { plan }: PricedHarvestPlan): HarvestStrategyName {
    return plan.chosen;
  }

  @FieldResolver(() => [HarvestStrategy], { description: "All that were priced." })
  strategies(@Root() { plan }: PricedHarvestPlan): readonly HarvestStrategyModel[] {
    return plan.strategies;
  }

  @FieldResolver(() => Money, { description: "The year's tax without the sales." })
  taxBefore(@Root() { taxes }: PricedHarvestPlan): MoneyModel {
    return usd(taxes.before.tax);
  }

  @FieldResolver(() => Money, {
    description: "Tax saved this year by all proposed sales together, never below 0.",
  })
  benefit(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.benefit);
  }

  @FieldResolver(() => Money, {
    description: "Present value of the tax on the replacements' lower cost.",
  })
  deferralCost(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.deferralCost);
  }

  @FieldResolver(() => Money, { description: "Benefit less the cost of deferral." })
  netBenefit(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.net);
  }

  @FieldResolver(() => Money, {
    description: "Short-term loss that counts this year, after wash sales.",
  })
  shortTermLoss(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.totals.shortTerm.negated());
  }

  @FieldResolver(() => Money, {
    description: "Long-term loss that counts this year, after wash sales.",
  })
  longTermLoss(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.totals.longTerm.negated());
  }

  @FieldResolver(() => Money, { description: "Loss that purchases held already wash." })
  disallowedLoss(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.totals.disallowed);
  }

  @FieldResolver(() => Money, { description: "Part of the disallowed loss that is lost for good." })
  permanentLoss(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.totals.permanent);
  }

  @FieldResolver(() => Money, { description: "More loss that is carried to the next year." })
  carryforward(@Root() { plan }: PricedHarvestPlan): MoneyModel {
    return usd(plan.worth.carried);
  }

  @FieldResolver(() => DecimalScalar, {
    description: "Tax per dollar of gain when the replacements are sold, 6 places.",
  })
  laterRate(@Root() { plan }: PricedHarvestPlan): Decimal {
    return plan.laterRate.toDecimalPlaces(6);
  }

  @FieldResolver(() => HarvestCandidateConnection, {
    description: "Lots at a loss: proposed ones in order of sale, then by loss.",
  })
  candidates(
    @Root() plan: PricedHarvestPlan,
    @Arg("verdict", () => HarvestVerdictEnum, { nullable: true, description: "All when absent." })
    verdict: HarvestVerdict | null,
    @Arg("first", () => Int, { nullable: true, description: "1 to 100; 50 when absent." })
    first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): HarvestCandidateConnection {
    const asked = { verdict: verdict ?? null, after: indexOf(after), first: pageSize(first) };
    const page = harvestCandidates(plan, asked);
    // the connection carries models; the types' own resolvers read them
    return toConnection(page, ({ index }) => [index], after) as never;
  }

  @FieldResolver(() => HarvestSecurityConnection, {
    description: "Securities of the proposed sales, the largest loss first.",
  })
  securities(
    @Root() plan: PricedHarvestPlan,
    @Arg("first", () => Int, { nullable: true, description: "1 to 100; 50 when absent." })
    first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
  ): HarvestSecurityConnection {
    const all = harvestSecurities(plan).map((security, index) => ({ ...security, index }));
    const [from, size] = [indexOf(after) + 1, pageSize(first)];
    const page = { nodes: all.slice(from, from + size), hasNextPage: all.length > from + size };
    return toConnection(page, ({ index }) => [index], after) as never;
  }

  @FieldResolver(() => [DoNotBuy], {
    description:
      "What no account should buy: sold at a loss in the last 30 days, or proposed here; by symbol. Securities that our list calls substantially identical to them are at risk too.",
  })
  doNotBuy(@Root() plan: PricedHarvestPlan): readonly DoNotBuyModel[] {
    return doNotBuy(plan);
  }

  @FieldResolver(() => [HarvestOmission])
  leftOut(@Root() { plan }: PricedHarvestPlan): HarvestOmission[] {
    return [...plan.leftOut].map(([reason, lots]) => ({
      reason,
      lots: lots.length,
      lotIds: lots.slice(0, LOT_IDS_MAX).map(({ id }) => id),
    }));
  }

  @FieldResolver(() => [String], { description: "What the figures rest on, as sentences." })
  assumptions(@Root() plan: PricedHarvestPlan): readonly string[] {
    return harvestAssumptions(plan);
  }
}

function indexOf(cursor: string | null): number {
  const [index] = decodeCursor(cursor, 1) ?? [-1];
  return Number(index);
}
