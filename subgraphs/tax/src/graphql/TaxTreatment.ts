import { registerEnumType } from "type-graphql";
import type { TaxTreatment } from "../domain/harvest.js";

/** Owned by portfolios; tax reads it with a lot. */
export const TaxTreatmentEnum: Readonly<Record<TaxTreatment, TaxTreatment>> = {
  TAXABLE: "TAXABLE",
  TAX_DEFERRED: "TAX_DEFERRED",
  ROTH: "ROTH",
  HSA: "HSA",
  EDUCATION: "EDUCATION",
};

registerEnumType(TaxTreatmentEnum, { name: "TaxTreatment" });
