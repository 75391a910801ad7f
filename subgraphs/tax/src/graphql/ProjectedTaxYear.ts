import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { FigureStatus } from "../domain/figure.js";
import type { FilingStatus } from "../domain/filingStatus.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { ProjectedReturn } from "./ProjectedReturn.js";
import { TaxFigureStatusEnum } from "./TaxParameters.js";

@ObjectType({ description: "One year of a projection; USD of that year." })
export class ProjectedTaxYear {
  @Field(() => Int)
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => [Int], {
    nullable: "items",
    description: "Of the return's people; null: not stated.",
  })
  agesYears!: readonly (number | null)[];

  @Field(() => DecimalScalar)
  socialSecurity!: Decimal;

  @Field(() => DecimalScalar)
  requiredMinimum!: Decimal;

  @Field(() => DecimalScalar, { description: "From traditional accounts, the minimum included." })
  distributions!: Decimal;

  @Field(() => DecimalScalar, { description: "In traditional accounts on 31 December." })
  traditional!: Decimal;

  @Field(() => TaxFigureStatusEnum, { description: "Of the current law." })
  figures!: FigureStatus;

  @Field(() => ProjectedReturn)
  current!: ProjectedReturn;

  @Field(() => ProjectedReturn, { nullable: true, description: "Null without a changed law." })
  changed!: ProjectedReturn | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Of all tax, changed less current." })
  difference!: Decimal | null;
}
