import { registerEnumType } from "type-graphql";
import type { MarketSession as SessionModel } from "../domain/nyseCalendar.js";

export const MarketSession = {
  PRE: "PRE",
  REGULAR: "REGULAR",
  POST: "POST",
  CLOSED: "CLOSED",
} as const satisfies Record<SessionModel, SessionModel>;

registerEnumType(MarketSession, {
  name: "MarketSession",
  description: "Where the New York trading day stands.",
  valuesConfig: {
    PRE: { description: "04:00 to 09:30 in New York." },
    REGULAR: { description: "09:30 to 16:00, or to 13:00 on an early close." },
    POST: { description: "Four hours after the close." },
    CLOSED: { description: "Night, weekend, holiday." },
  },
});
