import { registerEnumType } from "type-graphql";
import type { TaxDisposal } from "../domain/reports/taxDisposal.js";

/** Owned by portfolios; tax reads it with a disposal. */
export const DisposalSourceEnum: Readonly<Record<TaxDisposal["source"], TaxDisposal["source"]>> = {
  SALE: "SALE",
  CASH_IN_LIEU: "CASH_IN_LIEU",
  RETURN_OF_CAPITAL: "RETURN_OF_CAPITAL",
  SHORT_SALE: "SHORT_SALE",
  MERGER: "MERGER",
};

registerEnumType(DisposalSourceEnum, { name: "DisposalSource" });
