import { registerEnumType } from "type-graphql";
import type { QuarantineReason as ReasonModel } from "../domain/quarantine.js";

export const QuarantineReason = {
  NOT_POSITIVE: "NOT_POSITIVE",
  FROM_THE_FUTURE: "FROM_THE_FUTURE",
  SCALED_BY_100: "SCALED_BY_100",
  SPLIT_NOT_ANNOUNCED: "SPLIT_NOT_ANNOUNCED",
  IMPLAUSIBLE_MOVE: "IMPLAUSIBLE_MOVE",
} as const satisfies Record<ReasonModel, ReasonModel>;

registerEnumType(QuarantineReason, {
  name: "QuarantineReason",
  description: "Why a provider's price is shown and not used.",
  valuesConfig: {
    NOT_POSITIVE: { description: "The price or its previous close is zero or negative." },
    FROM_THE_FUTURE: { description: "Its instant is more than 60 s ahead." },
    SCALED_BY_100: {
      description: "80 to 120 times the last good price, or the inverse: pence for pounds.",
    },
    SPLIT_NOT_ANNOUNCED: {
      description:
        "Within 5 % of a usual split ratio of the last good price, and no split is known.",
    },
    IMPLAUSIBLE_MOVE: {
      description:
        "3/2 of the last good price or more, or 2/3 or less, and nobody else confirms it.",
    },
  },
});
