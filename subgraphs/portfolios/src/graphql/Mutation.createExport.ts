import { Arg, Ctx, Field, ID, InputType, Mutation, registerEnumType, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import {
  createExport,
  type ExportCreated as ExportCreatedModel,
  type ExportFormat,
  type ExportKind,
  type ExportPorts,
} from "../operations/exportRequest.js";
import type { PortfoliosContext } from "./context.js";
import { ExportCreated } from "./ExportCreated.js";

export const ExportKindEnum: Readonly<Record<ExportKind, ExportKind>> = {
  TRANSACTIONS: "TRANSACTIONS",
  POSITIONS: "POSITIONS",
  LOTS: "LOTS",
  STATEMENT: "STATEMENT",
  EVERYTHING: "EVERYTHING",
};
registerEnumType(ExportKindEnum, { name: "ExportKind" });

export const ExportFormatEnum: Readonly<Record<ExportFormat, ExportFormat>> = {
  CSV: "CSV",
  JSON: "JSON",
};
registerEnumType(ExportFormatEnum, { name: "ExportFormat" });

@InputType()
export class CreateExportInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => ExportKindEnum)
  kind!: ExportKind;

  @Field(() => ExportFormatEnum)
  format!: ExportFormat;

  @Field(() => CalendarDateScalar, { description: "First day of transactions and statement." })
  from!: CalendarDate;

  @Field(() => CalendarDateScalar, {
    description: "Last day, included. Positions and lots are of now.",
  })
  to!: CalendarDate;
}

@Resolver()
export class CreateExportMutation {
  constructor(private readonly ports: ExportPorts) {}

  @Authenticated()
  @Mutation(() => ExportCreated, {
    description: "Gives the address of a household's data as a file; nothing changes.",
  })
  createExport(
    @Arg("input", () => CreateExportInput) input: CreateExportInput,
    @Ctx() { viewer }: PortfoliosContext,
  ): ExportCreatedModel {
    return createExport(this.ports, viewer, input);
  }
}
