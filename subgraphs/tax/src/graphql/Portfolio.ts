import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { External, Key, Requires } from "@wealthgraph/chassis/directives";
import { gainHarvest, type PricedGainHarvest } from "../operations/gainHarvest.js";
import { harvestPlan, type PricedHarvestPlan } from "../operations/harvestPlan.js";
import { type PricedSaleProposal, saleProposal } from "../operations/saleProposal.js";
import type { TaxContext } from "./context.js";
import { GainHarvest } from "./GainHarvest.js";
import { HarvestPlan } from "./HarvestPlan.js";
import { HarvestPlanInput, toHarvestTerms } from "./HarvestPlanInput.js";
import { LossAtRisk } from "./LossAtRisk.js";
import { type PortfolioReference, toHeldPortfolio } from "./Portfolio.reference.js";
import { Position } from "./Position.js";
import { SaleProposal } from "./SaleProposal.js";
import { SaleProposalInput, toSaleRequest } from "./SaleProposalInput.js";

/** Owned by portfolios; tax adds plans for sales. Its id is the household's. */
@Key("id")
@ObjectType()
export class Portfolio {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => [Position])
  openPositions!: Position[];

  @External()
  @Field(() => [LossAtRisk])
  lossesAtRisk!: LossAtRisk[];
}

const HELD =
  "lossesAtRisk { instrumentId symbol loss until } openPositions { id reinvestedOn account { id name kind taxTreatment } instrument { id symbol assetClass quote { price { amount currency } fxToUsd asOf } } lots { id units cost { amount currency } isCostKnown acquiredOn purchasedOn purchaseId canReplace } }";

@Resolver(() => Portfolio)
export class PortfolioFields {
  @Requires(HELD)
  @FieldResolver(() => HarvestPlan, {
    nullable: true,
    description:
      "Lots to sell at a loss today, over every account of the household. Null with TAX_PROFILE_MISSING, TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN or BAD_INPUT.",
  })
  harvestPlan(
    @Root() portfolio: PortfolioReference,
    @Arg("input", () => HarvestPlanInput, { nullable: true }) input: HarvestPlanInput | null,
    @Ctx() context: TaxContext,
  ): Promise<PricedHarvestPlan> {
    const asked = { terms: toHarvestTerms(input), asOf: context.harvest.today() };
    const load = context.taxProfileByKey.load.bind(context.taxProfileByKey);
    return harvestPlan(load, context.viewer, toHeldPortfolio(portfolio), asked);
  }

  @Requires(HELD)
  @FieldResolver(() => GainHarvest, {
    nullable: true,
    description:
      "Long-term gains that cost no federal tax this year, and the lots that fill the room. Null like harvestPlan.",
  })
  gainHarvest(
    @Root() portfolio: PortfolioReference,
    @Arg("input", () => HarvestPlanInput, { nullable: true }) input: HarvestPlanInput | null,
    @Ctx() context: TaxContext,
  ): Promise<PricedGainHarvest> {
    const asked = { terms: toHarvestTerms(input), asOf: context.harvest.today() };
    const load = context.taxProfileByKey.load.bind(context.taxProfileByKey);
    return gainHarvest(load, context.viewer, toHeldPortfolio(portfolio), asked);
  }

  @Requires(HELD)
  @FieldResolver(() => SaleProposal, {
    nullable: true,
    description:
      "Which lots to sell for a wanted sale, with the least tax this year. Null like harvestPlan, or with NOT_FOUND, NO_QUOTE, UNITS_EXCEED_POSITION, LOT_COST_UNKNOWN or LOT_DATE_UNKNOWN.",
  })
  saleProposal(
    @Root() portfolio: PortfolioReference,
    @Arg("input", () => SaleProposalInput) input: SaleProposalInput,
    @Ctx() context: TaxContext,
  ): Promise<PricedSaleProposal> {
    const request = toSaleRequest(input, context.harvest.today());
    const load = context.taxProfileByKey.load.bind(context.taxProfileByKey);
    return saleProposal(load, context.viewer, toHeldPortfolio(portfolio), request);
  }
}
