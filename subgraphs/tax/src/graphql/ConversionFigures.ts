import { Field, Int, ObjectType } from "type-graphql";
import type { FigureStatus } from "../domain/figure.js";
import { TaxFigureStatusEnum } from "./TaxParameters.js";

@ObjectType({ description: "How far the plan's tax figures can be trusted." })
export class ConversionFigures {
  @Field(() => TaxFigureStatusEnum, { description: "The weakest of all years." })
  status!: FigureStatus;

  @Field(() => Int, { nullable: true, description: "The first year with a projected figure." })
  projectedFrom!: number | null;
}
