import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Inaccessible, Key } from "@wealthgraph/chassis/directives";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { disposalsOfYear, distributionsOfYear } from "../operations/disposalsOfYear.js";
import type { StoredDisposal } from "../operations/disposalPorts.js";
import type { ReportYear } from "./CapitalGainsReport.reference.js";
import type { PortfoliosContext } from "./context.js";
import { Disposal } from "./Disposal.js";

/** Owned by tax; portfolios adds what it requires. */
@Key("id")
@ObjectType()
export class YearEndChecklist {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => YearEndChecklist)
export class YearEndChecklistFields {
  @Inaccessible()
  @FieldResolver(() => [Disposal], {
    description: "What the checklist requires: a year's disposals.",
  })
  disposals(
    @Root() { householdId, range }: ReportYear,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredDisposal[]> {
    return disposalsOfYear(context.services.work, context.viewer, householdId, range);
  }

  @Inaccessible()
  @FieldResolver(() => DecimalScalar, { description: "Of funds in taxable accounts; USD." })
  capitalGainDistributions(
    @Root() { householdId, range }: ReportYear,
    @Ctx() context: PortfoliosContext,
  ): Promise<Decimal> {
    return distributionsOfYear(context.services.work, context.viewer, householdId, range);
  }
}
