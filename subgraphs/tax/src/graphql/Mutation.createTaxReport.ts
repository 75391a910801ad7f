import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { ReportFormat, TaxReport as TaxReportModel } from "../operations/reportPorts.js";
import { createTaxReport } from "../operations/taxReport.js";
import type { TaxContext } from "./context.js";
import type { ReportServices } from "./ReportServices.js";
import { CapitalGainsReportInput, toReportWishes } from "./StatedFormInput.js";
import { ReportFormatEnum, TaxReport } from "./TaxReport.js";

@InputType()
export class CreateTaxReportInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => Int)
  year!: number;

  @Field(() => ReportFormatEnum)
  format!: ReportFormat;

  @Field(() => CapitalGainsReportInput, { nullable: true })
  report?: CapitalGainsReportInput | null;
}

@Resolver()
export class CreateTaxReportMutation {
  constructor(private readonly services: ReportServices) {}

  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => TaxReport, {
    description:
      "Makes Form 8949 and Schedule D of a year as a file: at once up to 500 lots, else as a job.",
  })
  createTaxReport(
    @Arg("input", () => CreateTaxReportInput) input: CreateTaxReportInput,
    @Ctx() { viewer }: TaxContext,
  ): Promise<TaxReportModel> {
    const { householdId, year, format, report } = input;
    const request = { householdId, year, ...toReportWishes(report) };
    return createTaxReport(this.services.ports, viewer, request, format);
  }
}
