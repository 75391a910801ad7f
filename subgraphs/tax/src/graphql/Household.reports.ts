import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { requireHousehold } from "@wealthgraph/chassis/viewer";
import type { EstimatedPayments as EstimatedPaymentsModel } from "../domain/reports/estimatedPayments.js";
import { checkReportRequest, reportIdOf } from "../operations/reportRequest.js";
import { householdPayments } from "../operations/yearEnd.js";
import { CapitalGainsReport } from "./CapitalGainsReport.js";
import type { ReportReference } from "./CapitalGainsReport.reference.js";
import type { TaxContext } from "./context.js";
import { EstimatedPayments } from "./EstimatedPayments.js";
import { EstimatedPaymentsInput, toPaymentStatement } from "./EstimatedPaymentsInput.js";
import { Household } from "./Household.js";
import { CapitalGainsReportInput, toReportWishes } from "./StatedFormInput.js";
import { YearEndChecklist } from "./YearEndChecklist.js";

@Resolver(() => Household)
export class HouseholdReports {
  readonly #clock: () => Date;

  constructor(clock: () => Date = () => new Date()) {
    this.#clock = clock;
  }

  @FieldResolver(() => CapitalGainsReport, {
    nullable: true,
    description:
      "Form 8949 and Schedule D of a year; empty when nothing was sold. Null with TAX_YEAR_UNKNOWN.",
  })
  capitalGainsReport(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => CapitalGainsReportInput, { nullable: true })
    input: CapitalGainsReportInput | null,
    @Ctx() context: TaxContext,
  ): ReportReference {
    requireHousehold(context.viewer, household.id, "read");
    const request = { householdId: household.id, year, ...toReportWishes(input) };
    checkReportRequest(request, this.#clock());
    return { id: reportIdOf(request) };
  }

  @FieldResolver(() => YearEndChecklist, {
    nullable: true,
    description:
      "Deadlines of a year with amounts and reasons from the household's facts. Null with TAX_YEAR_UNKNOWN.",
  })
  yearEndChecklist(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Ctx() context: TaxContext,
  ): ReportReference {
    requireHousehold(context.viewer, household.id, "read");
    const request = { householdId: household.id, year, ...toReportWishes(null) };
    checkReportRequest(request, this.#clock());
    return { id: reportIdOf(request) };
  }

  @FieldResolver(() => EstimatedPayments, {
    nullable: true,
    description:
      "Quarterly payments with safe harbours, from the tax profiles of the year and the one before. Null like taxEstimate, or with BAD_INPUT.",
  })
  estimatedPayments(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => EstimatedPaymentsInput, { nullable: true })
    input: EstimatedPaymentsInput | null,
    @Ctx() context: TaxContext,
  ): Promise<EstimatedPaymentsModel> {
    const key = { householdId: household.id, year };
    return householdPayments((k) => context.taxProfileByKey.load(k), context.viewer, key, {
      stated: toPaymentStatement(input),
      now: this.#clock(),
    });
  }
}
