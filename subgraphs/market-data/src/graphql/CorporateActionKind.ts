import { registerEnumType } from "type-graphql";
import type { CorporateActionKind as KindModel } from "../domain/corporateAction.js";

export const CorporateActionKind = {
  SPLIT: "SPLIT",
  CASH_DIVIDEND: "CASH_DIVIDEND",
  SPECIAL_DIVIDEND: "SPECIAL_DIVIDEND",
  STOCK_DIVIDEND: "STOCK_DIVIDEND",
  SPIN_OFF: "SPIN_OFF",
  MERGER: "MERGER",
  CASH_IN_LIEU: "CASH_IN_LIEU",
} as const satisfies Record<KindModel, KindModel>;

registerEnumType(CorporateActionKind, {
  name: "CorporateActionKind",
  description: "What a company did with its shares.",
  valuesConfig: {
    SPLIT: { description: "Forward or, with a ratio below 1, reverse." },
    SPECIAL_DIVIDEND: { description: "Cash outside the regular schedule." },
    STOCK_DIVIDEND: { description: "Further shares instead of cash." },
    SPIN_OFF: { description: "Shares of a child company; the shares held stay." },
    MERGER: { description: "The end of the instrument: its shares become others, cash, or both." },
    CASH_IN_LIEU: { description: "What a whole share was worth when fractions were paid out." },
  },
});
