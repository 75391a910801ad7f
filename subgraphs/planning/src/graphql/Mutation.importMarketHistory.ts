import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { ImportedHistory } from "../domain/importedHistory.js";
import { importMarketHistory } from "../operations/marketHistories.js";
import type { PlanningContext } from "./context.js";
import { MarketHistory } from "./MarketHistory.js";

@InputType()
export class ImportMarketHistoryInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "1 to 200 characters." })
  name!: string;

  @Field(() => String, { description: "Where the figures come from; 1 to 500 characters." })
  source!: string;

  @Field(() => String, {
    description:
      "CSV: a header with month, INFLATION and asset classes (US_EQUITY, BOND …), then a line a month without a gap, oldest first: 1926-07,0.0123,… Simple returns as fractions. At most 2,400 months.",
  })
  csv!: string;
}

@Resolver()
export class ImportMarketHistoryMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => MarketHistory, {
    description:
      "Months of returns for the models that need them. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, HISTORY_INVALID with line and column in the facts.",
  })
  importMarketHistory(
    @Arg("input", () => ImportMarketHistoryInput) input: ImportMarketHistoryInput,
    @Ctx() context: PlanningContext,
  ): Promise<ImportedHistory> {
    return importMarketHistory(context.marketHistories, context.viewer, input);
  }
}
