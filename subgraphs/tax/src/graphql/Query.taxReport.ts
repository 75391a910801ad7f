import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { TaxReport as TaxReportModel } from "../operations/reportPorts.js";
import { taxReportFor } from "../operations/taxReport.js";
import type { TaxContext } from "./context.js";
import type { ReportServices } from "./ReportServices.js";
import { TaxReport } from "./TaxReport.js";

@Resolver()
export class TaxReportQuery {
  constructor(private readonly services: ReportServices) {}

  @Authenticated()
  @Query(() => TaxReport, { description: "A report file of yours, with its progress." })
  taxReport(
    @Arg("id", () => ID) id: string,
    @Ctx() { viewer }: TaxContext,
  ): Promise<TaxReportModel> {
    return taxReportFor(this.services.ports, viewer, id, "read");
  }
}
