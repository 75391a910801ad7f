import { registerEnumType } from "type-graphql";
import { CAPITAL_MARKET_MODELS } from "../domain/capitalMarket.js";

/** The models of capital markets as a GraphQL enum. */
export const CapitalMarketModelEnum = Object.fromEntries(
  CAPITAL_MARKET_MODELS.map((model) => [model, model]),
);

registerEnumType(CapitalMarketModelEnum, {
  name: "CapitalMarketModel",
  description:
    "LOGNORMAL, STUDENT_T and SKEWED_T need no history; GARCH_DCC needs 120 months of one; the others take the household's, or the built-in yearly table 1928-2025.",
});
