import { registerEnumType } from "type-graphql";
import type { AlertKind as KindModel } from "../domain/alert.js";

export const AlertKind = {
  PRICE_CROSSES: "PRICE_CROSSES",
  PERCENT_CHANGE: "PERCENT_CHANGE",
  DRAWDOWN: "DRAWDOWN",
  STALE: "STALE",
} as const satisfies Record<KindModel, KindModel>;

registerEnumType(AlertKind, {
  name: "AlertKind",
  description: "What an alert waits for. Stale prices fire STALE only.",
  valuesConfig: {
    PRICE_CROSSES: {
      description:
        "The price reaches the threshold, from the side it was on when the alert was made.",
    },
    PERCENT_CHANGE: {
      description:
        "The change against the previous close reaches the threshold: at least it when positive, at most it when negative.",
    },
    DRAWDOWN: {
      description:
        "The price is so many percent below the highest it had since the alert was made.",
    },
    STALE: { description: "The price is stale, or there is none." },
  },
});
