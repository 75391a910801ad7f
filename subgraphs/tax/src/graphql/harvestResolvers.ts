import { ComingReinvestmentFields } from "./ComingReinvestment.js";
import { DoNotBuyFields } from "./DoNotBuy.js";
import { GainEffectFields, GainHarvestFields, GainSaleFields } from "./GainHarvest.js";
import { HarvestCandidateFields } from "./HarvestCandidate.js";
import { HarvestPlanFields } from "./HarvestPlan.js";
import { HarvestSecurityFields } from "./HarvestSecurity.js";
import { HarvestStrategyFields } from "./HarvestStrategy.js";
import { SaleChoiceFields, SaleLotFields, SaleProposalFields } from "./SaleProposal.js";
import { SubstituteSecurityFields } from "./SubstituteSecurity.js";
import { WashSalePurchaseFields } from "./WashSalePurchase.js";

/** Fields of the types below a portfolio's plans for sales. */
export const harvestResolvers = [
  ComingReinvestmentFields,
  DoNotBuyFields,
  GainEffectFields,
  GainHarvestFields,
  GainSaleFields,
  HarvestCandidateFields,
  HarvestPlanFields,
  HarvestSecurityFields,
  HarvestStrategyFields,
  SaleChoiceFields,
  SaleLotFields,
  SaleProposalFields,
  SubstituteSecurityFields,
  WashSalePurchaseFields,
] as const;
