import type { SubgraphDefinition } from "@wealthgraph/chassis/subgraphProcess";
import { createTaxContext, type TaxContext, type TaxServices } from "./graphql/context.js";
import { Account } from "./graphql/Account.js";
import { resolveAccount } from "./graphql/Account.reference.js";
import { AccountContributionRoom } from "./graphql/Account.contributionRoom.js";
import { AccountSubstantiallyEqualPayments } from "./graphql/Account.substantiallyEqualPayments.js";
import { AccountRequiredDistribution } from "./graphql/Account.requiredDistribution.js";
import { ContributionPlanFields } from "./graphql/ContributionPlan.js";
import { HouseholdAssetLocation } from "./graphql/Household.assetLocation.js";
import { CapitalGainsReportFields } from "./graphql/CapitalGainsReport.js";
import { resolveReport } from "./graphql/CapitalGainsReport.reference.js";
import { HouseholdReports } from "./graphql/Household.reports.js";
import { YearEndChecklistFields } from "./graphql/YearEndChecklist.js";
import { Household, HouseholdFields } from "./graphql/Household.js";
import { HouseholdContributionPlan } from "./graphql/Household.contributionPlan.js";
import { HouseholdHealthPremiumCliffs } from "./graphql/Household.healthPremiumCliffs.js";
import { HouseholdRequiredDistributions } from "./graphql/Household.requiredDistributions.js";
import { HouseholdTaxProjection } from "./graphql/Household.taxProjection.js";
import { HouseholdWithdrawalPlan } from "./graphql/Household.withdrawalPlan.js";
import { resolveHousehold } from "./graphql/Household.reference.js";
import { IncomeChangeCostFields } from "./graphql/IncomeChangeCost.js";
import { Lot, LotFields } from "./graphql/Lot.js";
import { resolveLot } from "./graphql/Lot.reference.js";
import { LotHarvestFields } from "./graphql/LotHarvest.js";
import { MarketplaceCreditFields } from "./graphql/MarketplaceCredit.js";
import { MedicareSurchargeFields } from "./graphql/MedicareSurcharge.js";
import { Person } from "./graphql/Person.js";
import { PersonCharitableDistribution } from "./graphql/Person.charitableDistribution.js";
import { PersonContributionLimits } from "./graphql/Person.contributionLimits.js";
import { resolvePerson } from "./graphql/Person.reference.js";
import { AllowSubstituteMutation } from "./graphql/Mutation.allowSubstitute.js";
import { SetTaxProfileMutation } from "./graphql/Mutation.setTaxProfile.js";
import { VetoSubstituteMutation } from "./graphql/Mutation.vetoSubstitute.js";
import { Portfolio, PortfolioFields } from "./graphql/Portfolio.js";
import { resolvePortfolio } from "./graphql/Portfolio.reference.js";
import { TaxStatesQuery } from "./graphql/Query.taxStates.js";
import { TaxTablesQuery } from "./graphql/Query.taxTables.js";
import { TaxYearsQuery } from "./graphql/Query.taxYears.js";
import { TaxEstimateFields } from "./graphql/TaxEstimate.js";
import { TaxProfileFields } from "./graphql/TaxProfile.js";
import { TaxScheduleFields } from "./graphql/TaxSchedule.js";
import { resolveTaxProfile } from "./graphql/TaxProfile.reference.js";
import { TaxReportFields } from "./graphql/TaxReport.js";
import { CancelTaxReportMutation } from "./graphql/Mutation.cancelTaxReport.js";
import { CreateTaxReportMutation } from "./graphql/Mutation.createTaxReport.js";
import { TaxReportQuery } from "./graphql/Query.taxReport.js";
import { Migration20261120TaxReports } from "./persistence/migrations/Migration20261120TaxReports.js";
import { REPORT_QUEUE, REPORT_RETRIES } from "./persistence/PostgresTaxReportStore.js";
import { Migration001CreateTaxProfile } from "./persistence/migrations/Migration001CreateTaxProfile.js";
import { Migration002AddTaxProfileDetails } from "./persistence/migrations/Migration002AddTaxProfileDetails.js";
import { Migration20261120SubstituteVetoes } from "./persistence/migrations/Migration20261120SubstituteVetoes.js";
import { harvestResolvers } from "./graphql/harvestResolvers.js";

/** The tax subgraph without the world it runs in. */
export const subgraph: SubgraphDefinition<TaxContext, TaxServices> = {
  name: "tax",
  schema: "tax",
  resolvers: [
    AccountContributionRoom,
    AccountRequiredDistribution,
    AccountSubstantiallyEqualPayments,
    ...harvestResolvers,
    AllowSubstituteMutation,
    ContributionPlanFields,
    HouseholdAssetLocation,
    HouseholdContributionPlan,
    HouseholdHealthPremiumCliffs,
    CancelTaxReportMutation,
    CapitalGainsReportFields,
    CreateTaxReportMutation,
    HouseholdFields,
    HouseholdReports,
    HouseholdRequiredDistributions,
    HouseholdTaxProjection,
    HouseholdWithdrawalPlan,
    IncomeChangeCostFields,
    LotFields,
    LotHarvestFields,
    MarketplaceCreditFields,
    MedicareSurchargeFields,
    PersonCharitableDistribution,
    PersonContributionLimits,
    SetTaxProfileMutation,
    PortfolioFields,
    TaxEstimateFields,
    TaxProfileFields,
    TaxReportFields,
    TaxReportQuery,
    TaxScheduleFields,
    TaxStatesQuery,
    TaxTablesQuery,
    TaxYearsQuery,
    VetoSubstituteMutation,
    YearEndChecklistFields,
  ],
  orphanedTypes: [Account, Household, Person, Lot, Portfolio],
  references: {
    Account: resolveAccount,
    CapitalGainsReport: resolveReport,
    YearEndChecklist: resolveReport,
    Person: resolvePerson,
    Household: resolveHousehold,
    Lot: resolveLot,
    Portfolio: resolvePortfolio,
    TaxProfile: resolveTaxProfile,
  },
  migrations: [
    Migration001CreateTaxProfile,
    Migration002AddTaxProfileDetails,
    Migration20261120SubstituteVetoes,
    Migration20261120TaxReports,
  ],
  queues: [{ name: REPORT_QUEUE, retryLimit: REPORT_RETRIES, expireInSeconds: 600 }],
  publishesEvents: true,
  createContext: createTaxContext,
};
