import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { External, Key, Requires } from "@wealthgraph/chassis/directives";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { ChecklistItem as ChecklistItemModel } from "../domain/reports/yearEndChecklist.js";
import { toReportRequest } from "../operations/reportRequest.js";
import { householdChecklist } from "../operations/yearEnd.js";
import type { ReportReference } from "./CapitalGainsReport.reference.js";
import { ChecklistItem } from "./ChecklistItem.js";
import type { TaxContext } from "./context.js";
import { Disposal } from "./Disposal.js";
import { DISPOSAL_FIELDS, toYearOfDisposals } from "./disposalReference.js";

@Key("id")
@ObjectType({
  description: "What to do before a year ends, or soon after it. Informational only, not advice.",
})
export class YearEndChecklist {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => [Disposal])
  disposals!: Disposal[];

  @External()
  @Field(() => DecimalScalar)
  capitalGainDistributions!: string;
}

@Resolver(() => YearEndChecklist)
export class YearEndChecklistFields {
  readonly #clock: () => Date;

  constructor(clock: () => Date = () => new Date()) {
    this.#clock = clock;
  }

  @FieldResolver(() => Int)
  year(@Root() { id }: ReportReference): number {
    return toReportRequest(id).year;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => [ChecklistItem], { description: "Every item, also what does not apply." })
  items(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<readonly ChecklistItemModel[]> {
    const year = toYearOfDisposals(reference);
    return householdChecklist(
      (key) => context.taxProfileByKey.load(key),
      context.viewer,
      toReportRequest(reference.id),
      { year, now: this.#clock() },
    );
  }
}
