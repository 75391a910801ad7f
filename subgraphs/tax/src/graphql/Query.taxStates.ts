import { Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { SUPPORTED_STATES } from "../domain/states/stateTable.js";

@Resolver()
export class TaxStatesQuery {
  @Authenticated()
  @Query(() => [String], {
    description: "Postal codes of the states that stateTaxEstimate knows, by the state's name.",
  })
  taxStates(): readonly string[] {
    return SUPPORTED_STATES.map((state) => state.code);
  }
}
