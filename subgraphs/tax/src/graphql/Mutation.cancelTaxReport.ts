import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { TaxReport as TaxReportModel } from "../operations/reportPorts.js";
import { cancelTaxReport } from "../operations/taxReport.js";
import type { TaxContext } from "./context.js";
import type { ReportServices } from "./ReportServices.js";
import { TaxReport } from "./TaxReport.js";

@Resolver()
export class CancelTaxReportMutation {
  constructor(private readonly services: ReportServices) {}

  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => TaxReport, { description: "Ends the work on a report that is not ready." })
  cancelTaxReport(
    @Arg("id", () => ID) id: string,
    @Ctx() { viewer }: TaxContext,
  ): Promise<TaxReportModel> {
    return cancelTaxReport(this.services.ports, viewer, id);
  }
}
