import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { FigureStatus } from "../domain/figure.js";

/** Standing of figures as a GraphQL enum. */
export const TaxFigureStatusEnum: Readonly<Record<FigureStatus, FigureStatus>> = {
  OFFICIAL: "OFFICIAL",
  CARRIED_FORWARD: "CARRIED_FORWARD",
  PROJECTED: "PROJECTED",
};

registerEnumType(TaxFigureStatusEnum, {
  name: "TaxFigureStatus",
  description:
    "OFFICIAL: published for the year, or in the statute. CARRIED_FORWARD: last known year's. PROJECTED: indexed by an assumption.",
});

@ObjectType({ description: "Standing and source of the tax figures of a year." })
export class TaxParameters {
  @Field(() => TaxFigureStatusEnum, { description: "The weakest among the year's figures." })
  status!: FigureStatus;

  @Field(() => String, { description: "Where the figures are published." })
  source!: string;
}
