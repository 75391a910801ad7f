import { registerEnumType } from "type-graphql";
import type { WithdrawalStrategy } from "../domain/withdrawals/withdrawalPlan.js";

/** Orders of withdrawal, and the proposal. */
export const WithdrawalStrategyEnum: Readonly<Record<WithdrawalStrategy, WithdrawalStrategy>> = {
  TAXABLE_DEFERRED_ROTH: "TAXABLE_DEFERRED_ROTH",
  DEFERRED_TAXABLE_ROTH: "DEFERRED_TAXABLE_ROTH",
  TAXABLE_ROTH_DEFERRED: "TAXABLE_ROTH_DEFERRED",
  ROTH_TAXABLE_DEFERRED: "ROTH_TAXABLE_DEFERRED",
  PROPORTIONAL: "PROPORTIONAL",
  OPTIMISED: "OPTIMISED",
};

registerEnumType(WithdrawalStrategyEnum, {
  name: "WithdrawalStrategy",
  description: "Orders of withdrawal, and the proposal.",
  valuesConfig: {
    TAXABLE_DEFERRED_ROTH: { description: "The conventional order." },
    PROPORTIONAL: { description: "From all accounts by their balances." },
    OPTIMISED: { description: "The mixed-integer programme's, improved by exact replays." },
  },
});
