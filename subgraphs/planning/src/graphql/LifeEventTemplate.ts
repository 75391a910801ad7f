import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import type {
  AssumptionUnit,
  TemplateAssumption as TemplateAssumptionModel,
} from "../domain/plan/lifeEventTemplates.js";
import { LifeEventTemplateEnum } from "./planEnums.js";

const UnitEnum: Readonly<Record<AssumptionUnit, AssumptionUnit>> = {
  USD: "USD",
  USD_PER_MONTH: "USD_PER_MONTH",
  USD_PER_YEAR: "USD_PER_YEAR",
  FRACTION: "FRACTION",
  YEARS: "YEARS",
  MONTHS: "MONTHS",
};
registerEnumType(UnitEnum, { name: "AssumptionUnit", description: "Unit of an assumption." });

@ObjectType({ description: "A figure of a template that the household can change." })
export class TemplateAssumption {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  title!: string;

  @Field(() => UnitEnum)
  unit!: AssumptionUnit;

  @Field(() => Float)
  value!: number;

  @Field(() => Float)
  min!: number;

  @Field(() => Float)
  max!: number;

  @Field(() => String, { description: "Publication with its year, or that it is ours." })
  source!: string;
}

@ObjectType({ description: "A life event with editable assumptions, in today's money." })
export class LifeEventTemplate {
  @Field(() => LifeEventTemplateEnum)
  kind!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  description!: string;

  @Field(() => Boolean, { description: "The event is of one person of the plan." })
  needsPerson!: boolean;

  @Field(() => [TemplateAssumption])
  assumptions!: readonly TemplateAssumptionModel[];
}
