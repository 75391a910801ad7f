import { Arg, Field, InputType, Int, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { FilingStatus } from "../domain/filingStatus.js";
import type { TaxTables as TaxTablesModel } from "../domain/taxTables.js";
import { taxTables } from "../operations/taxTables.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { TaxTables } from "./TaxTables.js";

@InputType()
export class TaxTablesInput {
  @Field(() => Int, {
    description: "One of taxYears, or a later one, whose figures are projected.",
  })
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => Int, { defaultValue: 0, description: "0 to the filers of the status." })
  agedPersons!: number;

  @Field(() => String, { nullable: true, description: "Postal code; absent: federal tax only." })
  state?: string | null;
}

@Resolver()
export class TaxTablesQuery {
  @Authenticated()
  @Query(() => TaxTables, {
    description:
      "A second of work when asked first. Refusals: TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN, BAD_INPUT.",
  })
  taxTables(@Arg("input", () => TaxTablesInput) input: TaxTablesInput): Promise<TaxTablesModel> {
    const { year, filingStatus, agedPersons, state = null } = input;
    return taxTables({ year, filingStatus, agedPersons, state });
  }
}
