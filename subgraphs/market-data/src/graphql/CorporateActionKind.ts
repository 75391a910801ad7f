import { registerEnumType } from "type-graphql";
import type { CorporateActionKind as KindModel } from "../domain/corporateAction.js";

export const CorporateActionKind = {
  SPLIT: "SPLIT",
  CASH_DIVIDEND: "CASH_DIVIDEND",
  SPECIAL_DIVIDEND: "SPECIAL_DIVIDEND",
  STOCK_DIVIDEND: "STOCK_DIVIDEND",
} as const satisfies Record<KindModel, KindModel>;

registerEnumType(CorporateActionKind, {
  name: "CorporateActionKind",
  description: "What a company did with its shares.",
  valuesConfig: {
    SPLIT: { description: "Forward or, with a ratio below 1, reverse." },
    SPECIAL_DIVIDEND: { description: "Cash outside the regular schedule." },
    STOCK_DIVIDEND: { description: "Further shares instead of cash." },
  },
});
