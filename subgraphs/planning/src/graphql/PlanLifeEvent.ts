import {
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { PlanLifeEvent as PlanLifeEventModel } from "../domain/plan/householdPlan.js";
import { LifeEventTemplateEnum } from "./planEnums.js";

@InputType("LifeEventAssumptionInput")
@ObjectType()
export class LifeEventAssumption {
  @Field(() => String, { description: "As the template names it." })
  name!: string;

  @Field(() => Float)
  value!: number;
}

@ObjectType({ description: "A life event of a plan; what is not stated is the template's." })
export class PlanLifeEvent {
  @Field(() => ID)
  id!: string;

  @Field(() => LifeEventTemplateEnum)
  template!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CalendarDateScalar)
  on!: CalendarDate;

  @Field(() => ID, { nullable: true })
  personId!: string | null;
}

@Resolver(() => PlanLifeEvent)
export class PlanLifeEventFields {
  @FieldResolver(() => [LifeEventAssumption], { description: "What the household changed." })
  assumptions(@Root() event: PlanLifeEventModel): LifeEventAssumption[] {
    return Object.entries(event.assumptions).map(([name, value]) => ({ name, value }));
  }
}

@InputType()
export class PlanLifeEventInput {
  @Field(() => LifeEventTemplateEnum)
  template!: string;

  @Field(() => String, { nullable: true, description: "Absent: the template's title." })
  name?: string | null;

  @Field(() => CalendarDateScalar, { description: "Not before this month." })
  on!: CalendarDate;

  @Field(() => ID, { nullable: true })
  personId?: string | null;

  @Field(() => [LifeEventAssumption], { defaultValue: [] })
  assumptions!: LifeEventAssumption[];
}
