import { Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import { CapitalMarketAssumptions } from "./CapitalMarketAssumptions.js";

@Resolver()
export class CapitalMarketAssumptionsQuery {
  @Authenticated()
  @Query(() => CapitalMarketAssumptions, {
    description: "What a simulation assumes when it is given nothing else.",
  })
  capitalMarketAssumptions(): CapitalMarketAssumptions {
    return ASSUMPTIONS_2026;
  }
}
