import {
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type {
  ReportFormat,
  ReportStatus,
  TaxReport as TaxReportModel,
} from "../operations/reportPorts.js";
import { toReportRequest } from "../operations/reportRequest.js";
import { downloadAddress, fileNameOf } from "../operations/taxReportDownload.js";
import type { ReportServices } from "./ReportServices.js";

export const ReportFormatEnum: Readonly<Record<ReportFormat, ReportFormat>> = {
  CSV: "CSV",
  TXF: "TXF",
  PDF: "PDF",
};
registerEnumType(ReportFormatEnum, {
  name: "ReportFormat",
  description: "TXF is version 042, which knows no digital assets and no code but W.",
});

export const ReportStatusEnum: Readonly<Record<ReportStatus, ReportStatus>> = {
  WAITING: "WAITING",
  BUILDING: "BUILDING",
  READY: "READY",
  FAILED: "FAILED",
  CANCELLED: "CANCELLED",
};
registerEnumType(ReportStatusEnum, { name: "ReportStatus" });

@ObjectType({ description: "A capital gains report as a file; kept for seven days." })
export class TaxReport {
  @Field(() => ID)
  id!: string;

  @Field(() => ReportFormatEnum)
  format!: ReportFormat;

  @Field(() => ReportStatusEnum)
  status!: ReportStatus;

  @Field(() => Int)
  progressPercent!: number;

  @Field(() => Int, { description: "0 until it is ready." })
  bytes!: number;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

@Resolver(() => TaxReport)
export class TaxReportFields {
  constructor(private readonly services: ReportServices) {}

  @FieldResolver(() => Int)
  year(@Root() { wishes }: TaxReportModel): number {
    return toReportRequest(wishes).year;
  }

  @FieldResolver(() => String)
  fileName(@Root() report: TaxReportModel): string {
    return fileNameOf(report);
  }

  @FieldResolver(() => String, { nullable: true, description: "A refusal's code, when it failed." })
  failureCode(@Root() { failure }: TaxReportModel): string | null {
    return failure?.code ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      "Path below the endpoint; whoever has it can fetch the file for 15 minutes. Null until it is ready.",
  })
  downloadUrl(@Root() report: TaxReportModel): string | null {
    const { signer, ports } = this.services;
    return downloadAddress(report, signer, ports.clock())?.path ?? null;
  }
}
