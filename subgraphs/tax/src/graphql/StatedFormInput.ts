import { Field, ID, InputType, registerEnumType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Form8949Options } from "../domain/reports/form8949.js";
import type { Term } from "../domain/holdingPeriod.js";
import {
  type BasisReporting,
  STATED_CODES,
  type StatedCode,
  type StatedForm,
} from "../domain/reports/taxDisposal.js";
import { HoldingTermEnum } from "./HoldingTerm.js";

export const BasisReportingEnum: Readonly<Record<BasisReporting, BasisReporting>> = {
  REPORTED: "REPORTED",
  NOT_REPORTED: "NOT_REPORTED",
  NO_FORM: "NO_FORM",
};
registerEnumType(BasisReportingEnum, {
  name: "BasisReporting",
  description: "Whether Form 1099-B or 1099-DA told the IRS of the sale, and of its basis.",
});

export const Form8949CodeEnum = Object.fromEntries(
  STATED_CODES.map((code) => [code, code]),
) as Readonly<Record<StatedCode, StatedCode>>;
registerEnumType(Form8949CodeEnum, {
  name: "Form8949Code",
  description: "Codes of column (f) that a household states; B, E, T and W follow from figures.",
});

export const Form8949GroupingEnum = { EACH_LOT: "EACH_LOT", EACH_SALE: "EACH_SALE" } as const;
registerEnumType(Form8949GroupingEnum, {
  name: "Form8949Grouping",
  description: "EACH_SALE joins the lots of a sale in one box; acquired is then VARIOUS.",
});

export const ReportRoundingEnum = { CENTS: "CENTS", WHOLE_DOLLARS: "WHOLE_DOLLARS" } as const;
registerEnumType(ReportRoundingEnum, { name: "ReportRounding" });

@InputType({
  description: "What Form 1099-B or 1099-DA shows of a disposal, or you know beside it; USD.",
})
export class StatedFormInput {
  @Field(() => ID)
  disposalId!: string;

  @Field(() => BasisReportingEnum, { nullable: true })
  reporting?: BasisReporting | null;

  @Field(() => DecimalScalar, { nullable: true, description: "As printed." })
  proceeds?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Basis as printed." })
  reportedCost?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "The right basis." })
  cost?: Decimal | null;

  @Field(() => HoldingTermEnum, { nullable: true, description: "As printed." })
  term?: Term | null;

  @Field(() => [Form8949CodeEnum], { nullable: true })
  codes?: StatedCode[] | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of those codes, signed." })
  adjustment?: Decimal | null;
}

@InputType({ description: "How a capital gains report is made; absent wishes have defaults." })
export class CapitalGainsReportInput {
  @Field(() => Form8949GroupingEnum, { nullable: true, description: "EACH_LOT when absent." })
  grouping?: Form8949Options["grouping"] | null;

  @Field(() => ReportRoundingEnum, { nullable: true, description: "CENTS when absent." })
  rounding?: Form8949Options["rounding"] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Rows of reported basis without adjustment on Schedule D alone; false when absent.",
  })
  totalsOnScheduleD?: boolean | null;

  @Field(() => [StatedFormInput], { nullable: true, description: "At most 500." })
  stated?: StatedFormInput[] | null;
}

/** The wishes with their defaults. */
export function toReportWishes(input: CapitalGainsReportInput | null | undefined): {
  readonly options: Form8949Options;
  readonly stated: readonly StatedForm[];
} {
  return {
    options: {
      grouping: input?.grouping ?? "EACH_LOT",
      rounding: input?.rounding ?? "CENTS",
      totalsOnScheduleD: input?.totalsOnScheduleD ?? false,
    },
    stated: (input?.stated ?? []).map(toStatedForm),
  };
}

function toStatedForm(form: StatedFormInput): StatedForm {
  const { disposalId, reporting = null, proceeds = null, reportedCost = null } = form;
  const { cost = null, term = null, codes, adjustment = null } = form;
  return {
    disposalId,
    reporting,
    proceeds,
    reportedCost,
    cost,
    term,
    codes: codes ?? [],
    adjustment,
  };
}
