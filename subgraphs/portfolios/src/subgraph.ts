import type { SubgraphDefinition } from "@wealthgraph/chassis/subgraphProcess";
import { AccountFields } from "./graphql/Account.js";
import { AllocationFields } from "./graphql/Allocation.js";
import { AllocationSliceFields } from "./graphql/AllocationSlice.js";
import { InstrumentIncomeFields } from "./graphql/InstrumentIncome.js";
import { PerformanceFields } from "./graphql/Performance.js";
import { resolveAccount } from "./graphql/Account.reference.js";
import {
  createPortfoliosContext,
  type PortfoliosContext,
  type PortfoliosServices,
} from "./graphql/context.js";
import { CapitalGainsReport, CapitalGainsReportFields } from "./graphql/CapitalGainsReport.js";
import { resolveCapitalGainsReport } from "./graphql/CapitalGainsReport.reference.js";
import { DisposalFields } from "./graphql/Disposal.js";
import { Household, HouseholdFields } from "./graphql/Household.js";
import { resolveHousehold } from "./graphql/Household.reference.js";
import { ExpectedIncomeFields } from "./graphql/IncomeCalendar.js";
import { ProposedTradeFields, TargetDriftFields } from "./graphql/Rebalance.js";
import { WhatIfPositionFields } from "./graphql/WhatIf.js";
import { ImportFields } from "./graphql/Import.js";
import { resolveImport } from "./graphql/Import.reference.js";
import { ImportRowFields } from "./graphql/ImportRow.js";
import { Instrument, InstrumentFields } from "./graphql/Instrument.js";
import { resolveInstrument } from "./graphql/Instrument.reference.js";
import { LotFields } from "./graphql/Lot.js";
import { resolveLot } from "./graphql/Lot.reference.js";
import { AddTransactionMutation } from "./graphql/Mutation.addTransaction.js";
import { ConfirmImportMutation } from "./graphql/Mutation.confirmImport.js";
import { CorrectTransactionMutation } from "./graphql/Mutation.correctTransaction.js";
import { CreateAccountMutation } from "./graphql/Mutation.createAccount.js";
import { CreateExportMutation } from "./graphql/Mutation.createExport.js";
import { CreateImportMutation } from "./graphql/Mutation.createImport.js";
import { DiscardImportMutation } from "./graphql/Mutation.discardImport.js";
import { IdentifyLotsMutation } from "./graphql/Mutation.identifyLots.js";
import { SetLotMethodMutation } from "./graphql/Mutation.setLotMethod.js";
import { LotChoiceFields } from "./graphql/LotChoice.js";
import { LotMethodElectionFields } from "./graphql/LotMethodElection.js";
import { RecomputeHoldingsMutation } from "./graphql/Mutation.recomputeHoldings.js";
import { MapImportMutation } from "./graphql/Mutation.mapImport.js";
import { RemoveImportMappingMutation } from "./graphql/Mutation.removeImportMapping.js";
import { RememberedMappingFields } from "./graphql/ImportMapping.js";
import { ReceivedSecurityFields } from "./graphql/ReceivedSecurity.js";
import { ShortLotFields } from "./graphql/ShortLot.js";
import { RestoreTransactionMutation } from "./graphql/Mutation.restoreTransaction.js";
import { ReverseTransactionMutation } from "./graphql/Mutation.reverseTransaction.js";
import { UndoImportMutation } from "./graphql/Mutation.undoImport.js";
import { UpdateAccountMutation } from "./graphql/Mutation.updateAccount.js";
import { PortfolioFields } from "./graphql/Portfolio.js";
import { resolvePortfolio } from "./graphql/Portfolio.reference.js";
import { PortfolioChangeFields } from "./graphql/PortfolioChange.js";
import { PositionDifferenceFields } from "./graphql/AccountReconciliation.js";
import { PositionFields } from "./graphql/Position.js";
import { resolvePosition } from "./graphql/Position.reference.js";
import { AccountQuery } from "./graphql/Query.account.js";
import { ImportQuery } from "./graphql/Query.import.js";
import { ReversalFields } from "./graphql/Reversal.js";
import { ImportProgressSubscription } from "./graphql/Subscription.importProgress.js";
import { PortfolioChangedSubscription } from "./graphql/Subscription.portfolioChanged.js";
import { TransactionFields } from "./graphql/Transaction.js";
import { YearEndChecklist, YearEndChecklistFields } from "./graphql/YearEndChecklist.js";
import { resolveTransaction } from "./graphql/Transaction.reference.js";
import { Migration20260101000000 } from "./persistence/migrations/Migration20260101000000.js";
import { Migration20261120180000 } from "./persistence/migrations/Migration20261120180000.js";
import { Migration20261120180500 } from "./persistence/migrations/Migration20261120180500.js";
import { Migration20261120Disposals } from "./persistence/migrations/Migration20261120Disposals.js";
import { Migration20261120194500 } from "./persistence/migrations/Migration20261120194500.js";
import { Migration20261120201500 } from "./persistence/migrations/Migration20261120201500.js";
import { Migration20261120Mappings } from "./persistence/migrations/Migration20261120Mappings.js";
import { PARSE_QUEUE, SNAPSHOT_ALL_QUEUE, SNAPSHOT_QUEUE } from "./persistence/PostgresUnit.js";

/** Attempts of a parse job after the first; the last one that fails ends the import. */
export const PARSE_RETRIES = 3;

/** The portfolios subgraph without the world it runs in. */
export const subgraph: SubgraphDefinition<PortfoliosContext, PortfoliosServices> = {
  name: "portfolios",
  schema: "portfolios",
  resolvers: [
    AccountFields,
    AccountQuery,
    AddTransactionMutation,
    AllocationFields,
    AllocationSliceFields,
    CapitalGainsReportFields,
    ConfirmImportMutation,
    CorrectTransactionMutation,
    CreateAccountMutation,
    CreateExportMutation,
    CreateImportMutation,
    DiscardImportMutation,
    DisposalFields,
    ExpectedIncomeFields,
    HouseholdFields,
    IdentifyLotsMutation,
    ImportFields,
    ImportProgressSubscription,
    ImportQuery,
    ImportRowFields,
    InstrumentFields,
    InstrumentIncomeFields,
    LotChoiceFields,
    LotFields,
    LotMethodElectionFields,
    MapImportMutation,
    PerformanceFields,
    PortfolioChangeFields,
    PortfolioChangedSubscription,
    PortfolioFields,
    PositionDifferenceFields,
    PositionFields,
    ProposedTradeFields,
    ReceivedSecurityFields,
    RecomputeHoldingsMutation,
    RememberedMappingFields,
    RemoveImportMappingMutation,
    RestoreTransactionMutation,
    ReversalFields,
    ReverseTransactionMutation,
    SetLotMethodMutation,
    ShortLotFields,
    TargetDriftFields,
    TransactionFields,
    UndoImportMutation,
    UpdateAccountMutation,
    YearEndChecklistFields,
    WhatIfPositionFields,
  ],
  orphanedTypes: [CapitalGainsReport, YearEndChecklist, Household, Instrument],
  references: {
    Account: resolveAccount,
    CapitalGainsReport: resolveCapitalGainsReport,
    Household: resolveHousehold,
    Import: resolveImport,
    Instrument: resolveInstrument,
    Lot: resolveLot,
    Portfolio: resolvePortfolio,
    Position: resolvePosition,
    Transaction: resolveTransaction,
    YearEndChecklist: resolveCapitalGainsReport,
  },
  migrations: [
    Migration20260101000000,
    Migration20261120180000,
    Migration20261120180500,
    Migration20261120Disposals,
    Migration20261120194500,
    Migration20261120201500,
    Migration20261120Mappings,
  ],
  queues: [
    { name: PARSE_QUEUE, retryLimit: PARSE_RETRIES },
    { name: SNAPSHOT_QUEUE, retryLimit: 5, expireInSeconds: 300 },
    { name: SNAPSHOT_ALL_QUEUE, retryLimit: 5 },
  ],
  publishesEvents: true,
  createContext: createPortfoliosContext,
};
