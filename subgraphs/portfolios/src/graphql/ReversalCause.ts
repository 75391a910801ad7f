import { registerEnumType } from "type-graphql";
import { REVERSAL_CAUSES } from "../operations/ledgerPorts.js";

/** Why a transaction no longer counts. */
export const ReversalCauseEnum = Object.fromEntries(
  REVERSAL_CAUSES.map((value) => [value, value]),
) as {
  readonly [Value in (typeof REVERSAL_CAUSES)[number]]: Value;
};

registerEnumType(ReversalCauseEnum, {
  name: "ReversalCause",
  description:
    "Why a transaction no longer counts. RESTORED: it was a correction, and what it corrected was booked again.",
});
