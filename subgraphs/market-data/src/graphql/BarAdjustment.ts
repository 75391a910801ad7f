import { registerEnumType } from "type-graphql";
import type { BarAdjustment as BarAdjustmentModel } from "../domain/adjustedBars.js";

export const BarAdjustment = {
  RAW: "RAW",
  SPLIT: "SPLIT",
  TOTAL_RETURN: "TOTAL_RETURN",
} as const satisfies Record<BarAdjustmentModel, BarAdjustmentModel>;

registerEnumType(BarAdjustment, {
  name: "BarAdjustment",
  description: "Which corporate actions are divided out of a price series.",
  valuesConfig: {
    RAW: { description: "None: as traded. Value a position with these, times units of that day." },
    SPLIT: { description: "Splits and stock dividends: in shares of the last bar's day." },
    TOTAL_RETURN: {
      description:
        "Splits and cash dividends: the ratio of two closes is the return with dividends reinvested.",
    },
  },
});
